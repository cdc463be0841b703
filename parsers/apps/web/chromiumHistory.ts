/**
 * History of browsers built on Chromium, on Android and on computers: one database format (bothPlatforms/chromiumHistoryRows.ts, where the
 * sources of the meanings stand). The browser is told from the path; a database without a telling path is called Chromium. Chrome on the
 * iPhone has a parser of its own (ios-chrome-history), so that its absence is reported for iPhones only.
 */
import { CHROMIUM_OPTIONAL, CHROMIUM_REQUIRED, chromiumHistory } from '../bothPlatforms/chromiumHistoryRows.ts'
import { defineSqliteParser } from '../../model/index.ts'
import { browserOf, chromiumPaths } from './chromiumBrowsers.ts'

export const chromiumHistoryParser = defineSqliteParser({
  id: 'chromium-history',
  version: 2,
  app: 'Chromium browsers',
  platform: 'web',
  store: 'Browser history (Chromium: History)',
  reads: chromiumPaths('History'),
  keptOn: ['android'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: [
    'bookmarks and open tabs; Web Data and Login Data have parsers of their own',
    'page segments, clusters and page annotations',
  ],
  requires: CHROMIUM_REQUIRED,
  optional: CHROMIUM_OPTIONAL,
  *parse(database, context) {
    yield* chromiumHistory(database, context, browserOf(context.path))
  },
})
