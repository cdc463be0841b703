/**
 * History of Chrome on the iPhone: the `History` database that Chromium's browsers share (bothPlatforms/chromiumHistoryRows.ts, where
 * the sources of the meanings stand).
 */
import { CHROMIUM_OPTIONAL, CHROMIUM_REQUIRED, chromiumHistory } from '../../bothPlatforms/chromiumHistoryRows.ts'
import { defineSqliteParser } from '../../../model/index.ts'

export const iosChromeHistory = defineSqliteParser({
  id: 'ios-chrome-history',
  version: 2,
  app: 'Chrome',
  platform: 'ios',
  store: 'Chrome history',
  reads: ['**/Library/Application Support/Google/Chrome/*/History', '**/com.google.chrome.ios/**/History'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['autofill (Web Data), passwords (Login Data), bookmarks and open tabs', 'page segments, clusters and page annotations'],
  requires: CHROMIUM_REQUIRED,
  optional: CHROMIUM_OPTIONAL,
  *parse(database, context) {
    yield* chromiumHistory(database, context, 'Chrome')
  },
})
