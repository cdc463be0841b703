/**
 * Visits of Safari, `History.db`: one record per history_visits row, with the address of its history_items row.
 *
 * Meanings (artifacts 1.9): times count seconds since 2001 UTC, and from iOS 26 possibly seconds since 1970: a value above
 * 978,307,200 is read as Unix (as Cocoa it would lie after 2032), decided per value and stated as the unit of the time.
 * origin 1 is a visit that iCloud brought from another device: it is not a use of this phone. load_successful 0 is a page that
 * did not load, synthesized 1 a visit that nobody made by hand. history_tombstones lists what was deleted from the history,
 * without the visits themselves: it is noted, not shown as visits. No public file with rows is at hand.
 */
import { COCOA_EPOCH_S, instantOf } from '../../formats/epochs.ts'
import { evidenceRows, placeOf, sideRows } from '../../formats/storedRows.ts'
import type { StoredRow } from '../../formats/storedRows.ts'
import { codeInWords, factsOf, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../formats/storedValues.ts'
import { defineSqliteParser } from '../../model/index.ts'
import type { EvidenceDatabase, Instant, ParserContext, SqlValue, WebRecord } from '../../model/index.ts'

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
/** Deletions beyond these are counted only: one sentence each would drown the coverage table. */
const MAX_NOTED_DELETIONS = 50

interface Item {
  readonly url: string | null
  readonly visitCount: string | null
}

export const iosSafariHistory = defineSqliteParser({
  id: 'ios-safari-history',
  version: 1,
  app: 'Safari',
  platform: 'ios',
  store: 'Safari history (History.db)',
  reads: ['**/Safari/History.db', '**/Safari/Profiles/*/History.db', '**/History.db'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: [
    'open and synced tabs (BrowserState.db, SafariTabs.db, CloudTabs.db), bookmarks and the reading list',
    'searches kept in com.apple.mobilesafari.plist; search words inside addresses are not taken out',
    'tags and events of pages',
    'deleted visits: history_tombstones names addresses and ranges only, which are noted',
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
    noteDeletions(database, context)
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

function noteDeletions(database: EvidenceDatabase, context: ParserContext): void {
  let count = 0
  for (const row of sideRows(database, { table: 'history_tombstones', columns: TOMBSTONE_COLUMNS })) {
    if (++count > MAX_NOTED_DELETIONS) continue
    const [from, to] = [instantInWords(safariTime(row['start_time'])), instantInWords(safariTime(row['end_time']))]
    const range = `from ${from ?? 'no stated time'} to ${to ?? 'no stated time'}`
    context.note(`Deleted from the history (history_tombstones ${row.rowId}): ${textOf(row['url']) ?? 'all addresses'}, visits ${range}.`)
  }
  if (count > MAX_NOTED_DELETIONS) context.note(`${count - MAX_NOTED_DELETIONS} more deletions in table history_tombstones.`)
}
