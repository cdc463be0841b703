/**
 * Visits of Safari, `History.db`: one record per history_visits row, with the address of its history_items row.
 *
 * Meanings (artifacts 1.9): times count seconds since 2001 UTC, and from iOS 26 possibly seconds since 1970: a value above
 * 978,307,200 is read as Unix (as Cocoa it would lie after 2032), decided per value and stated as the unit of the time.
 * origin 1 is a visit that iCloud brought from another device: it is not a use of this phone. load_successful 0 is a page that
 * did not load, synthesized 1 a visit that nobody made by hand. history_tombstones lists what was deleted from the history: an address (or
 * all of them) and the range of times of the visits, but not the visits. Each is a record of its own, marked deleted, at the start of its
 * range. No public file with rows is at hand.
 */
import { COCOA_EPOCH_S, instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { EvidenceDatabase, Instant, SqlValue, WebRecord } from '../../../model/index.ts'

const VISIT_COLUMNS = [
  'history_item',
  'visit_time',
  'title',
  'origin',
  'load_successful',
  'http_non_get',
  'synthesized',
  'redirect_source',
  'redirect_destination',
]
const REQUIRED = ['id', 'history_item', 'visit_time']
const TOMBSTONE_COLUMNS = ['url', 'start_time', 'end_time', 'generation']
const ORIGINS: Readonly<Record<number, string>> = { 0: 'this device', 1: 'another device (brought by iCloud)' }

interface Item {
  readonly url: string | null
  readonly visitCount: string | null
}

export const iosSafariHistory = defineSqliteParser({
  id: 'ios-safari-history',
  version: 2,
  app: 'Safari',
  platform: 'ios',
  store: 'Safari history (History.db)',
  reads: ['**/Safari/History.db', '**/Safari/Profiles/*/History.db', '**/History.db'],
  inBackups: 'encrypted',
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: [
    'search words inside addresses, which are not taken out',
    'tags and events of pages',
    'deleted visits: history_tombstones names addresses and ranges of times only',
  ],
  requires: { history_visits: REQUIRED, history_items: ['id', 'url'] },
  optional: {
    history_visits: VISIT_COLUMNS.filter((name) => !REQUIRED.includes(name)),
    history_items: ['visit_count'],
    history_tombstones: TOMBSTONE_COLUMNS,
  },
  *parse(database, context) {
    const items = readItems(database)
    const unvisited = new Set(items.keys())
    const profile = /\/Profiles\/([^/]+)\//i.exec(context.path)?.[1] ?? null
    for (const row of evidenceRows(database, { table: 'history_visits', columns: VISIT_COLUMNS })) {
      const itemId = numberOf(row['history_item'])
      if (itemId !== null) unvisited.delete(itemId)
      yield visitRecord(row, itemId === null ? undefined : items.get(itemId), profile)
    }
    if (unvisited.size > 0)
      context.note(`${unvisited.size} rows of table history_items have no visit left: their visits were removed or never stored.`)
    const deletions = evidenceRows(database, { table: 'history_tombstones', columns: TOMBSTONE_COLUMNS })
    for (const row of deletions) yield deletionRecord(row)
  },
})

function readItems(database: EvidenceDatabase): ReadonlyMap<number, Item> {
  const items = new Map<number, Item>()
  for (const row of sideRows(database, { table: 'history_items', columns: ['id', 'url', 'visit_count'] })) {
    const id = numberOf(row['id'])
    if (id !== null) items.set(id, { url: textOf(row['url']), visitCount: textOf(row['visit_count']) })
  }
  return items
}

/** Seconds since 2001, or since 1970 when the value would otherwise lie after 2032. */
function safariTime(stored: SqlValue | undefined): Instant {
  const seconds = numberOf(stored) ?? 0
  return instantOf(timeValueOf(stored), seconds > COCOA_EPOCH_S ? 'unix-s' : 'cocoa-s')
}

function visitRecord(row: StoredRow, item: Item | undefined, profile: string | null): WebRecord {
  const itemId = textOf(row['history_item'])
  const facts = factsOf({
    origin: codeInWords(row['origin'], ORIGINS),
    loaded: flagOf(row['load_successful']) === false ? 'no: the page did not load' : null,
    'made by': flagOf(row['synthesized']) === true ? 'Safari itself (synthesized)' : null,
    request: flagOf(row['http_non_get']) === true ? 'not GET (a form was sent, for example)' : null,
    'redirected from': visitInWords(row['redirect_source']),
    'redirected to': visitInWords(row['redirect_destination']),
    'visits of this address': item?.visitCount,
    profile,
    'address row': item === undefined && itemId !== null ? `${itemId}, not in history_items` : null,
  })
  return {
    type: 'web',
    from: placeOf('history_visits', row),
    state: 'live',
    webKind: 'visit',
    service: 'Safari',
    url: item?.url ?? null,
    title: textOf(row['title']),
    at: safariTime(row['visit_time']),
    ...(facts === undefined ? {} : { facts }),
  }
}

function visitInWords(stored: SqlValue | undefined): string | null {
  const id = textOf(stored)
  return id === null || id === '0' ? null : `visit ${id}`
}

/** What was deleted, and of which time: nobody knows how many visits those were. */
function deletionRecord(row: StoredRow): WebRecord {
  const [from, to] = [safariTime(row['start_time']), safariTime(row['end_time'])]
  const url = textOf(row['url'])
  const facts = factsOf({
    'what it is': 'visits of this range of times were deleted from the history',
    deleted: url === null ? 'all addresses' : 'this address',
    'range from': instantInWords(from) ?? 'no stated time',
    'range to': instantInWords(to) ?? 'no stated time',
    generation: textOf(row['generation']),
  })
  return {
    type: 'web',
    from: placeOf('history_tombstones', row),
    state: 'deleted-flagged',
    webKind: 'visit',
    service: 'Safari',
    url,
    title: null,
    at: from,
    ...(facts === undefined ? {} : { facts }),
  }
}
