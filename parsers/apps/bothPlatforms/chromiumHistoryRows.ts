/**
 * The `History` database that all browsers built on Chromium write: visits, downloads and typed searches as web records.
 *
 * Times count microseconds since 1601 UTC and exceed 2^53, so they are read as text. Meanings: artifacts 2.11; the core of a
 * transition (lowest byte), its redirect bits, the states of downloads and the kinds of visit_source are those of Chromium's
 * own source. A visit with an originator_cache_guid was synced from another device of the account; app_id is the Android app that
 * opened the page in a tab of its own. A search has no time of its own: it is shown at the last visit of its result page, and says so.
 */
import type { Emitted, EvidenceDatabase, Facts, Instant, ParserContext, SqlValue, WebRecord } from '../../model/index.ts'
import { instantOf } from '../../formats/values/epochs.ts'
import { evidenceRows, placeOf, sideRows } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, instantInWords, numberOf, textOf } from '../../formats/values/storedValues.ts'

export const CHROMIUM_REQUIRED = { urls: ['id', 'url'], visits: ['id', 'url', 'visit_time'] } as const

const VISIT_OPTIONAL = ['from_visit', 'transition', 'visit_duration', 'originator_cache_guid', 'external_referrer_url', 'app_id']
const VISITS = { plain: ['id', 'url', ...VISIT_OPTIONAL], asText: ['visit_time'] }
const DOWNLOAD_TEXTS = ['target_path', 'current_path', 'tab_url', 'referrer', 'site_url', 'mime_type', 'by_ext_name']
const DOWNLOADS = {
  plain: ['id', 'state', 'received_bytes', 'total_bytes', 'opened', ...DOWNLOAD_TEXTS],
  asText: ['start_time', 'end_time', 'last_access_time'],
}

export const CHROMIUM_OPTIONAL = {
  urls: ['title', 'visit_count', 'typed_count', 'last_visit_time', 'hidden'],
  visits: VISIT_OPTIONAL,
  visit_source: ['id', 'source'],
  downloads: [...DOWNLOADS.plain, ...DOWNLOADS.asText],
  downloads_url_chains: ['id', 'chain_index', 'url'],
  keyword_search_terms: ['url_id', 'term'],
} as const

const TRANSITIONS: Readonly<Record<number, string>> = {
  0: 'link',
  1: 'typed',
  2: 'bookmark or suggestion',
  3: 'frame loaded by the page',
  4: 'frame opened by the user',
  5: 'search or suggestion',
  6: 'start page',
  7: 'form sent',
  8: 'reload',
  9: 'keyword',
  10: 'keyword search',
}
const SOURCES: Readonly<Record<number, string>> = {
  0: 'synced from another device',
  1: 'browsed',
  2: 'extension',
  3: 'imported from Firefox',
  4: 'imported from Internet Explorer',
  5: 'imported from Safari',
}
const DOWNLOAD_STATES: Readonly<Record<number, string>> = {
  0: 'in progress',
  1: 'complete',
  2: 'cancelled',
  3: 'interrupted',
  4: 'interrupted',
}

interface Page {
  readonly url: string | null
  readonly title: string | null
  readonly visitCount: string | null
  readonly typedCount: string | null
  readonly lastVisit: string | null
  readonly isHidden: boolean
}

/** All records of one History database. `service` is the browser's name. */
export function* chromiumHistory(database: EvidenceDatabase, context: ParserContext, service: string): Generator<Emitted> {
  const pages = readPages(database)
  const unvisited = new Set(pages.keys())
  const sources = readSources(database)
  for (const row of evidenceRows(database, { table: 'visits', columns: VISITS.plain, asText: VISITS.asText })) {
    const pageId = numberOf(row['url'])
    if (pageId !== null) unvisited.delete(pageId)
    yield visitRecord(row, pageId === null ? undefined : pages.get(pageId), sources.get(numberOf(row['id']) ?? -1), service)
  }
  if (unvisited.size > 0)
    context.note(`${unvisited.size} rows of table urls have no visit left: their visits were removed or never stored.`)
  const chains = readChains(database)
  for (const row of evidenceRows(database, { table: 'downloads', columns: DOWNLOADS.plain, asText: DOWNLOADS.asText })) {
    yield downloadRecord(row, chains.get(numberOf(row['id']) ?? -1) ?? [], service)
  }
  for (const row of evidenceRows(database, { table: 'keyword_search_terms', columns: ['url_id', 'term'] })) {
    yield searchRecord(row, pages.get(numberOf(row['url_id']) ?? -1), service)
  }
}

const webkit = (stored: SqlValue | undefined): Instant => instantOf(textOf(stored), 'webkit-us')

/** The first row of an id stays. */
function readPages(database: EvidenceDatabase): ReadonlyMap<number, Page> {
  const pages = new Map<number, Page>()
  const columns = ['id', 'url', 'title', 'visit_count', 'typed_count', 'hidden']
  for (const row of sideRows(database, { table: 'urls', columns, asText: ['last_visit_time'] })) {
    const id = numberOf(row['id'])
    if (id === null || pages.has(id)) continue
    pages.set(id, {
      url: textOf(row['url']),
      title: textOf(row['title']),
      visitCount: textOf(row['visit_count']),
      typedCount: textOf(row['typed_count']),
      lastVisit: textOf(row['last_visit_time']),
      isHidden: numberOf(row['hidden']) === 1,
    })
  }
  return pages
}

function readSources(database: EvidenceDatabase): ReadonlyMap<number, SqlValue> {
  const sources = new Map<number, SqlValue>()
  for (const row of sideRows(database, { table: 'visit_source', columns: ['id', 'source'] })) {
    const id = numberOf(row['id'])
    if (id !== null) sources.set(id, row['source'] ?? null)
  }
  return sources
}

/** Download id -> addresses in the order of the chain: the first was asked for, the last one delivered. */
function readChains(database: EvidenceDatabase): ReadonlyMap<number, readonly string[]> {
  const links: { id: number; index: number; url: string }[] = []
  if (!database.has('downloads')) return new Map()
  for (const row of sideRows(database, { table: 'downloads_url_chains', columns: ['id', 'chain_index', 'url'] })) {
    const [id, url] = [numberOf(row['id']), textOf(row['url'])]
    if (id !== null && url !== null) links.push({ id, index: numberOf(row['chain_index']) ?? 0, url })
  }
  const chains = new Map<number, string[]>()
  for (const { id, url } of links.toSorted((a, b) => a.index - b.index)) {
    const chain = chains.get(id)
    if (chain === undefined) chains.set(id, [url])
    else chain.push(url)
  }
  return chains
}

function visitRecord(row: StoredRow, page: Page | undefined, source: SqlValue | undefined, service: string): WebRecord {
  const originator = textOf(row['originator_cache_guid'])
  const durationUs = numberOf(row['visit_duration'])
  const from = textOf(row['from_visit'])
  return webRecord(
    'visits',
    row,
    'visit',
    service,
    {
      url: page?.url ?? null,
      title: page?.title ?? null,
      at: webkit(row['visit_time']),
    },
    factsOf({
      origin: originator === null ? null : 'another device (synced)',
      'other device': originator,
      source: codeInWords(source, SOURCES),
      'came by': transitionInWords(row['transition']),
      redirect: redirectInWords(row['transition']),
      'came from': from === null || from === '0' ? null : `visit ${from}`,
      'came from address': textOf(row['external_referrer_url']),
      'opened by app': textOf(row['app_id']),
      'stayed (seconds)': durationUs === null || durationUs <= 0 ? null : String(durationUs / 1e6),
      'visits of this address': page?.visitCount,
      'typed by hand': page?.typedCount === '0' ? null : page?.typedCount,
      hidden: page?.isHidden === true ? 'yes: not shown in the history' : null,
      'address row': page === undefined && textOf(row['url']) !== null ? `${textOf(row['url']) ?? ''}, not in urls` : null,
    }),
  )
}

function transitionInWords(stored: SqlValue | undefined): string | null {
  const value = numberOf(stored)
  return value === null || !Number.isInteger(value) ? textOf(stored) : (TRANSITIONS[value & 0xff] ?? `unknown (${value & 0xff})`)
}

/** Bits 30 and 31 of a transition; the number is stored signed or unsigned. */
function redirectInWords(stored: SqlValue | undefined): string | null {
  const value = numberOf(stored)
  if (value === null || !Number.isInteger(value)) return null
  if ((value & 0x80000000) !== 0) return 'by the server'
  return (value & 0x40000000) === 0 ? null : 'by the page'
}

function downloadRecord(row: StoredRow, chain: readonly string[], service: string): WebRecord {
  const target = textOf(row['target_path']) ?? textOf(row['current_path'])
  const [first, last] = [chain[0] ?? null, chain.at(-1) ?? null]
  return webRecord(
    'downloads',
    row,
    'download',
    service,
    {
      url: last ?? textOf(row['tab_url']),
      title: target,
      at: webkit(row['start_time']),
    },
    factsOf({
      state: codeInWords(row['state'], DOWNLOAD_STATES),
      ended: timeInWords(row['end_time']),
      'last opened or accessed': timeInWords(row['last_access_time']),
      opened: numberOf(row['opened']) === 1 ? 'yes' : null,
      'saved as': textOf(row['target_path']),
      'held as': textOf(row['current_path']),
      'received (bytes)': textOf(row['received_bytes']),
      'whole size (bytes)': textOf(row['total_bytes']),
      type: textOf(row['mime_type']),
      'asked for': first === last ? null : first,
      page: textOf(row['tab_url']),
      referrer: textOf(row['referrer']),
      site: textOf(row['site_url']),
      'by extension': textOf(row['by_ext_name']),
    }),
  )
}

/** The stored zero of an end that has not come is no time. */
function timeInWords(stored: SqlValue | undefined): string | null {
  const text = textOf(stored)
  return text === '0' ? null : instantInWords(webkit(text))
}

function searchRecord(row: StoredRow, page: Page | undefined, service: string): WebRecord {
  return webRecord(
    'keyword_search_terms',
    row,
    'search',
    service,
    {
      url: page?.url ?? null,
      title: textOf(row['term']),
      at: webkit(page?.lastVisit),
    },
    factsOf({
      'time shown': page === undefined ? null : 'last visit of the result page; the search itself has no time',
      'result page': page?.title,
      'address row': page === undefined && textOf(row['url_id']) !== null ? `${textOf(row['url_id']) ?? ''}, not in urls` : null,
    }),
  )
}

function webRecord(
  table: string,
  row: StoredRow,
  webKind: WebRecord['webKind'],
  service: string,
  shown: Pick<WebRecord, 'url' | 'title' | 'at'>,
  facts: Facts | undefined,
): WebRecord {
  return { type: 'web', from: placeOf(table, row), state: 'live', webKind, service, ...shown, ...(facts === undefined ? {} : { facts }) }
}
