/**
 * What browsers built on Chromium learned from the address bar and from visits, beside the history: `Shortcuts` (text typed and the page that
 * was chosen, with a time), `Network Action Predictor` (text typed and pages suggested for it), `Top Sites` (pages visited most).
 *
 * Tables and times: Chromium's own source. last_access_time counts microseconds since 1601 UTC. The predictor has a row also for a page that
 * was suggested and never chosen (number_of_hits 0). None of the three counts single visits; pages can stand here that the history has no more.
 */
import { instantOf } from '../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../formats/sqlite/storedRows.ts'
import { factsOf, numberOf, textOf } from '../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../model/index.ts'
import { browserOf, chromiumPaths } from './chromiumBrowsers.ts'
import { webRecord } from './firefoxRecords.ts'

const SHORTCUTS = 'omni_box_shortcuts'
const SHORTCUT_REQUIRED = ['text', 'url']
const SHORTCUT_OPTIONAL = ['contents', 'description', 'fill_into_edit', 'keyword', 'number_of_hits']
const PREDICTOR = 'network_action_predictor'
const PREDICTOR_COLUMNS = ['user_text', 'url', 'number_of_hits', 'number_of_misses']
const TOP = 'top_sites'
const TOP_COLUMNS = ['url', 'url_rank', 'title']

export const chromiumShortcuts = defineSqliteParser({
  id: 'chromium-shortcuts',
  version: 1,
  app: 'Chromium browsers',
  platform: 'web',
  store: 'Text typed into the address bar and the page chosen (Chromium: Shortcuts)',
  reads: chromiumPaths('Shortcuts'),
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['uses before the last one of the same text and page (only their number is stored)'],
  requires: { [SHORTCUTS]: [...SHORTCUT_REQUIRED, 'last_access_time'] },
  optional: { [SHORTCUTS]: SHORTCUT_OPTIONAL },
  *parse(database, { path }) {
    const columns = [...SHORTCUT_REQUIRED, ...SHORTCUT_OPTIONAL]
    for (const row of evidenceRows(database, { table: SHORTCUTS, columns, asText: ['last_access_time'] })) {
      const [contents, filled] = [textOf(row['contents']), textOf(row['fill_into_edit'])]
      const facts = factsOf({
        'what it is': 'typed into the address bar, after which this page was chosen; the time is of the last use',
        'times chosen': textOf(row['number_of_hits']),
        'shown as': contents,
        'address bar held': filled === contents ? null : filled,
        'title of the page': textOf(row['description']),
        'search engine (keyword)': textOf(row['keyword']),
      })
      const at = instantOf(textOf(row['last_access_time']), 'webkit-us')
      const shown = { url: textOf(row['url']), title: textOf(row['text']) }
      yield webRecord(placeOf(SHORTCUTS, row), 'search', browserOf(path), shown, { at, facts })
    }
  },
})

export const chromiumPredictor = defineSqliteParser({
  id: 'chromium-predictor',
  version: 1,
  app: 'Chromium browsers',
  platform: 'web',
  store: 'Text typed into the address bar and pages suggested (Chromium: Network Action Predictor)',
  reads: chromiumPaths('Network Action Predictor'),
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['when it was typed (not stored)', 'the tables for fetching ahead (resource_prefetch_predictor_*)'],
  requires: { [PREDICTOR]: PREDICTOR_COLUMNS },
  optional: {},
  *parse(database, { path }) {
    for (const row of evidenceRows(database, { table: PREDICTOR, columns: PREDICTOR_COLUMNS })) {
      const isChosen = (numberOf(row['number_of_hits']) ?? 0) > 0
      const url = textOf(row['url'])
      const facts = factsOf({
        'what it is': 'the beginning of what was typed into the address bar; no time is stored',
        'page suggested for it, never chosen': isChosen ? null : url,
        'times chosen': textOf(row['number_of_hits']),
        'times not chosen': textOf(row['number_of_misses']),
      })
      const shown = { url: isChosen ? url : null, title: textOf(row['user_text']) }
      yield webRecord(placeOf(PREDICTOR, row), 'search', browserOf(path), shown, { at: NO_INSTANT, facts })
    }
  },
})

export const chromiumTopSites = defineSqliteParser({
  id: 'chromium-top-sites',
  version: 1,
  app: 'Chromium browsers',
  platform: 'web',
  store: 'Pages visited most (Chromium: Top Sites)',
  reads: chromiumPaths('Top Sites'),
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['when and how often they were visited (not stored)', 'versions before 2019, which keep them with pictures (thumbnails)'],
  requires: { [TOP]: TOP_COLUMNS },
  optional: {},
  *parse(database, { path }) {
    for (const row of evidenceRows(database, { table: TOP, columns: TOP_COLUMNS })) {
      const facts = factsOf({
        'what it is': 'counted by the browser among the pages visited most, no single visit; visits synced from other devices can count',
        'place in the list (from 0; -1: not placed yet)': textOf(row['url_rank']),
      })
      const shown = { url: textOf(row['url']), title: textOf(row['title']) }
      yield webRecord(placeOf(TOP, row), 'visit', browserOf(path), shown, { at: NO_INSTANT, facts })
    }
  },
})
