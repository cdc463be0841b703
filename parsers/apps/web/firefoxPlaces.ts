/**
 * `places.sqlite` of Firefox and of browsers built on it (Tor Browser), on computers and Android, and `places.db` on iPhones: visits,
 * bookmarks, downloads (computers), what was typed into the address bar, searches.
 *
 * Meanings: Firefox's own source (tables, transitions of visits, states of downloads). Computers count microseconds since 1970, phones
 * milliseconds: decided per value by magnitude. A visit with is_local 0 was synced from another device. A search has no time of its own
 * and is shown at the first page view that names it.
 */
import { evidenceRows, placeOf, sideRows } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../model/index.ts'
import type { Emitted, EvidenceDatabase, ParserContext } from '../../model/index.ts'
import { readAnnotations, annotationRecord } from './firefoxAnnotations.ts'
import { ANNOTATION_COLUMNS, prTime, prTimeInWords, webRecord } from './firefoxRecords.ts'
import type { Page, Pages } from './firefoxRecords.ts'

const PLACES = 'moz_places'
const PLACE_OPTIONAL = ['title', 'description', 'hidden', 'typed', 'visit_count', 'visit_count_local', 'visit_count_remote']
const VISITS = 'moz_historyvisits'
const VISIT_COLUMNS = ['place_id', 'from_visit', 'visit_type', 'is_local']
const BOOKMARKS = 'moz_bookmarks'
const BOOKMARK_COLUMNS = ['id', 'type', 'fk', 'parent', 'title', 'guid']
const INPUTS = 'moz_inputhistory'
const QUERIES = 'moz_places_metadata_search_queries'
const VIEWS = 'moz_places_metadata'

const TRANSITIONS: Readonly<Record<number, string>> = {
  1: 'link',
  2: 'typed',
  3: 'bookmark',
  4: 'part of the page',
  5: 'permanent redirect',
  6: 'temporary redirect',
  7: 'download',
  8: 'frame opened by the user',
  9: 'reload',
}
const BOOKMARK = 1
const BOOKMARK_TYPES: Readonly<Record<number, string>> = { 2: 'a folder of bookmarks', 3: 'a line between bookmarks' }
const TAGS_ROOT = 'tags________'

/** Part of a path (in lower case) -> browser. The first that fits counts. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/org\.torproject|tor browser/, 'Tor Browser'],
  [/org\.mozilla\.focus|org\.mozilla\.klar/, 'Firefox Focus'],
]

export const firefoxPlaces = defineSqliteParser({
  id: 'firefox-places',
  version: 1,
  app: 'Firefox',
  platform: 'web',
  store: 'Browser history and bookmarks (Firefox: places.sqlite)',
  reads: ['**/places.sqlite', '**/places.db'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: [
    'how long pages were looked at, addresses and keywords without visits (counted only)',
    'what was filled into forms (formhistory.sqlite), cookies, passwords, open and closed tabs',
    'Firefox for Android before 2020 and for iPhones before places.db (browser.db)',
  ],
  requires: { [PLACES]: ['id', 'url'], [VISITS]: ['place_id', 'visit_date'] },
  optional: {
    [PLACES]: PLACE_OPTIONAL,
    [VISITS]: ['from_visit', 'visit_type', 'is_local'],
    [BOOKMARKS]: [...BOOKMARK_COLUMNS, 'dateAdded', 'lastModified'],
    [INPUTS]: ['place_id', 'input', 'use_count'],
    [QUERIES]: ['id', 'term', 'terms'],
    [VIEWS]: ['place_id', 'search_query_id', 'created_at'],
    moz_annos: ANNOTATION_COLUMNS,
    moz_anno_attributes: ['id', 'name'],
    moz_bookmarks_deleted: ['guid'],
  },
  *parse(database, context) {
    const service = BROWSERS.find(([pattern]) => pattern.test(context.path.toLowerCase()))?.[1] ?? 'Firefox'
    const pages = readPages(database)
    const unused = new Set(pages.keys())
    const pageOf: Pages = (stored) => {
      const id = numberOf(stored)
      if (id !== null) unused.delete(id)
      return id === null ? undefined : pages.get(id)
    }
    yield* visits(database, pageOf, service)
    yield* bookmarks(database, pageOf, service)
    const annotations = readAnnotations(database)
    for (const row of evidenceRows(database, {
      table: 'moz_annos',
      columns: ['place_id', 'anno_attribute_id', 'content'],
      asText: ['dateAdded'],
    }))
      yield annotationRecord(row, annotations, pageOf, service)
    yield* inputs(database, pageOf, service)
    yield* searches(database, pageOf, service)
    noteRest(database, context, unused.size)
  },
})

function readPages(database: EvidenceDatabase): ReadonlyMap<number, Page> {
  const pages = new Map<number, Page>()
  for (const row of sideRows(database, { table: PLACES, columns: ['id', 'url', ...PLACE_OPTIONAL] })) {
    const id = numberOf(row['id'])
    if (id === null || pages.has(id)) continue
    const [typed, remote] = [textOf(row['typed']), textOf(row['visit_count_remote'])]
    pages.set(id, {
      url: textOf(row['url']),
      title: textOf(row['title']),
      facts: factsOf({
        description: textOf(row['description']),
        'visits of this address': textOf(row['visit_count']) ?? textOf(row['visit_count_local']),
        'visits on other devices': remote === '0' ? null : remote,
        'typed by hand': typed === '0' ? null : typed,
        hidden: flagOf(row['hidden']) === true ? 'yes: not shown in the history' : null,
      }),
    })
  }
  return pages
}

function* visits(database: EvidenceDatabase, pageOf: Pages, service: string): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: VISITS, columns: VISIT_COLUMNS, asText: ['visit_date'] })) {
    const page = pageOf(row['place_id'])
    const from = textOf(row['from_visit'])
    const facts = {
      ...factsOf({
        origin: codeInWords(row['is_local'], { 0: 'another device (synced)', 1: 'this device' }),
        'came by': codeInWords(row['visit_type'], TRANSITIONS),
        'came from': from === null || from === '0' ? null : `visit ${from}`,
        ...withoutPage(row, 'place_id', page),
      }),
      ...page?.facts,
    }
    yield webRecord(placeOf(VISITS, row), 'visit', service, page, { at: prTime(row['visit_date']), facts })
  }
}

/** Says which address a row names that the list of addresses has not. */
const withoutPage = (row: StoredRow, column: string, page: Page | undefined): Record<string, string | null> => ({
  'address row': page === undefined && textOf(row[column]) !== null ? `${textOf(row[column]) ?? ''}, not in ${PLACES}` : null,
})

function* bookmarks(database: EvidenceDatabase, pageOf: Pages, service: string): Generator<Emitted> {
  const items = new Map<number, StoredRow>()
  for (const row of sideRows(database, { table: BOOKMARKS, columns: BOOKMARK_COLUMNS })) {
    const id = numberOf(row['id'])
    // Folders only: bookmarks can be many, and no bookmark lies in one.
    if (id !== null && numberOf(row['type']) !== BOOKMARK) items.set(id, row)
  }
  for (const row of evidenceRows(database, { table: BOOKMARKS, columns: BOOKMARK_COLUMNS, asText: ['dateAdded', 'lastModified'] })) {
    const from = placeOf(BOOKMARKS, row)
    if (numberOf(row['type']) !== BOOKMARK && textOf(row['fk']) === null) {
      yield { type: 'skipped', from, reason: `${codeInWords(row['type'], BOOKMARK_TYPES) ?? 'no kind'}: no address` }
      continue
    }
    const page = pageOf(row['fk'])
    const folder = items.get(numberOf(row['parent']) ?? -1)
    const isTag = textOf(items.get(numberOf(folder?.['parent']) ?? -1)?.['guid']) === TAGS_ROOT
    const facts = factsOf({
      kind: numberOf(row['type']) === BOOKMARK ? null : codeInWords(row['type'], BOOKMARK_TYPES),
      folder: isTag ? null : textOf(folder?.['title']),
      tag: isTag ? textOf(folder?.['title']) : null,
      changed: prTimeInWords(row['lastModified']),
      'title of the page': textOf(row['title']) === null ? null : page?.title,
      ...withoutPage(row, 'fk', page),
    })
    const shown = { url: page?.url ?? null, title: textOf(row['title']) ?? page?.title ?? null }
    yield webRecord(from, 'bookmark', service, shown, { at: prTime(row['dateAdded']), facts })
  }
}

function* inputs(database: EvidenceDatabase, pageOf: Pages, service: string): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: INPUTS, columns: ['place_id', 'input', 'use_count'] })) {
    const page = pageOf(row['place_id'])
    const facts = factsOf({
      'what it is': 'typed into the address bar, after which this page was chosen; no time is stored',
      'weight (falls with time)': textOf(row['use_count']),
      'title of the page': page?.title,
      ...withoutPage(row, 'place_id', page),
    })
    yield webRecord(
      placeOf(INPUTS, row),
      'search',
      service,
      { url: page?.url ?? null, title: textOf(row['input']) },
      { at: NO_INSTANT, facts },
    )
  }
}

interface FirstView {
  readonly created: string
  readonly row: StoredRow
  readonly count: number
}

function* searches(database: EvidenceDatabase, pageOf: Pages, service: string): Generator<Emitted> {
  if (!database.has(QUERIES)) return
  const views = firstViews(database)
  for (const row of evidenceRows(database, { table: QUERIES, columns: ['id', 'term', 'terms'] })) {
    const view = views.get(numberOf(row['id']) ?? -1)
    const page = view === undefined ? undefined : pageOf(view.row['place_id'])
    const facts = factsOf({
      'time shown': view === undefined ? null : 'first page view that names this search; the search itself has no time',
      'page views that name it': view === undefined ? null : String(view.count),
      'title of the page': page?.title,
    })
    const shown = { url: page?.url ?? null, title: textOf(row['term']) ?? textOf(row['terms']) }
    yield webRecord(placeOf(QUERIES, row), 'search', service, shown, { at: view === undefined ? NO_INSTANT : prTime(view.created), facts })
  }
}

/** Search -> its first page view. */
function firstViews(database: EvidenceDatabase): ReadonlyMap<number, FirstView> {
  const views = new Map<number, FirstView>()
  for (const row of sideRows(database, { table: VIEWS, columns: ['place_id', 'search_query_id'], asText: ['created_at'] })) {
    const [query, created] = [numberOf(row['search_query_id']), textOf(row['created_at'])]
    if (query === null || created === null || !(Number(created) > 0)) continue
    const known = views.get(query)
    const count = (known?.count ?? 0) + 1
    views.set(query, known !== undefined && Number(known.created) <= Number(created) ? { ...known, count } : { created, row, count })
  }
  return views
}

function noteRest(database: EvidenceDatabase, context: ParserContext, unused: number): void {
  if (unused > 0)
    context.note(`${unused} addresses in ${PLACES} have neither visit nor bookmark: their visits were removed or never stored.`)
  const removed = [...sideRows(database, { table: 'moz_bookmarks_deleted', columns: ['guid'] })].length
  if (removed > 0) context.note(`${removed} bookmarks were removed and wait to be removed elsewhere (moz_bookmarks_deleted).`)
}
