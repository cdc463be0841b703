/**
 * DuckDuckGo's browser on Android: history (`history.db`), bookmarks and open tabs (`app.db`), downloads (`downloads.db`).
 *
 * Tables and times: the app's source, which is public. Visits, tabs and downloads carry the phone's clock without a zone, so no UTC time
 * is known. `lastModified` of bookmarks ends in Z, yet earlier versions wrote the phone's clock with that letter: its zone counts as unknown.
 */
import { localInstant } from '../../formats/values/epochs.ts'
import { evidenceRows, placeOf, sideRows } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../model/index.ts'
import type { Emitted, EvidenceDatabase, Instant, ParserContext, SqlValue } from '../../model/index.ts'
import { downloadRecord } from './duckDuckGoDownloads.ts'
import { webRecord } from './firefoxRecords.ts'

const SERVICE = 'DuckDuckGo'
const FOLDER = '**/com.duckduckgo.mobile.android/databases/'

const ENTRIES = 'history_entries'
const VISITS = 'visits_list'
const VISIT_COLUMNS = ['historyEntryId', 'timestamp']
const ENTRY_COLUMNS = ['id', 'url', 'title', 'isSerp', 'query']

const ENTITIES = 'entities'
const ENTITY_COLUMNS = ['entityId', 'title', 'url', 'type']
const ENTITY_OPTIONAL = ['lastModified', 'deleted']
const RELATIONS = 'relations'
const RELATION_COLUMNS = ['folderId', 'entityId']
const TABS = 'tabs'
const TAB_COLUMNS = ['tabId', 'url', 'title']
const TAB_OPTIONAL = ['tabPreviewFile', 'lastAccessTime', 'sourceTabId', 'viewed', 'deletable']
/** Its members are shown as favourites as well; it is no folder of the user. */
const FAVOURITES = 'favorites_root'

const LOCAL_CLOCK = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?$/

export const duckDuckGoHistory = defineSqliteParser({
  id: 'duckduckgo-history',
  version: 1,
  app: SERVICE,
  platform: 'web',
  store: 'History of DuckDuckGo on Android (history.db)',
  reads: [`${FOLDER}history.db`],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['the history of versions whose visits are counted in a column date', 'chats with Duck.ai, sites kept by fireproofing'],
  requires: { [VISITS]: VISIT_COLUMNS, [ENTRIES]: ['id', 'url'] },
  optional: { [ENTRIES]: ENTRY_COLUMNS },
  *parse(database, context) {
    const entries = readBy(database, ENTRIES, ENTRY_COLUMNS, 'id')
    const unused = new Set(entries.keys())
    for (const row of evidenceRows(database, { table: VISITS, columns: VISIT_COLUMNS })) {
      const id = textOf(row['historyEntryId']) ?? ''
      unused.delete(id)
      yield visitRecord(row, entries.get(id))
    }
    if (unused.size > 0) context.note(`${unused.size} addresses in ${ENTRIES} have no visit: their visits were removed or never stored.`)
  },
})

export const duckDuckGoSaved = defineSqliteParser({
  id: 'duckduckgo-saved',
  version: 1,
  app: SERVICE,
  platform: 'web',
  store: 'Bookmarks and open tabs of DuckDuckGo on Android (app.db)',
  reads: [`${FOLDER}app.db`],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['the other tables of app.db (blocked trackers, settings of sites, sites kept by fireproofing)', 'closed tabs'],
  requires: { [ENTITIES]: ENTITY_COLUMNS, [TABS]: TAB_COLUMNS },
  optional: { [ENTITIES]: ENTITY_OPTIONAL, [TABS]: TAB_OPTIONAL, [RELATIONS]: RELATION_COLUMNS },
  *parse(database, context) {
    yield* bookmarks(database)
    for (const row of evidenceRows(database, { table: TABS, columns: [...TAB_COLUMNS, ...TAB_OPTIONAL] })) yield tabRecord(row, context)
  },
})

export const duckDuckGoDownloads = defineSqliteParser({
  id: 'duckduckgo-downloads',
  version: 1,
  app: SERVICE,
  platform: 'web',
  store: 'Downloads of DuckDuckGo on Android (downloads.db)',
  reads: [`${FOLDER}downloads.db`],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['where a file was downloaded from (not stored)'],
  requires: { downloads: ['fileName', 'filePath', 'createdAt'] },
  optional: { downloads: ['downloadId', 'downloadStatus', 'contentLength'] },
  *parse(database, context) {
    const columns = ['fileName', 'filePath', 'createdAt', 'downloadId', 'downloadStatus', 'contentLength']
    for (const row of evidenceRows(database, { table: 'downloads', columns }))
      yield downloadRecord(row, { service: SERVICE, at: phoneClock(row['createdAt']), context })
  },
})

function readBy(database: EvidenceDatabase, table: string, columns: readonly string[], key: string): Map<string, StoredRow> {
  const rows = new Map<string, StoredRow>()
  for (const row of sideRows(database, { table, columns })) {
    const id = textOf(row[key])
    if (id !== null && !rows.has(id)) rows.set(id, row)
  }
  return rows
}

function phoneClock(stored: SqlValue | undefined): Instant {
  const text = textOf(stored)
  return text !== null && LOCAL_CLOCK.test(text) ? localInstant(text, text, 'iso-text') : { ...NO_INSTANT, asStored: text }
}

function visitRecord(row: StoredRow, entry: StoredRow | undefined): Emitted {
  const query = textOf(entry?.['query'])
  const isSearch = flagOf(entry?.['isSerp']) === true && query !== null
  const facts = factsOf({
    'title of the page': isSearch ? textOf(entry?.['title']) : null,
    'address row': entry === undefined ? `${textOf(row['historyEntryId']) ?? 'none'}, not in ${ENTRIES}` : null,
  })
  const shown = { url: textOf(entry?.['url']), title: isSearch ? query : textOf(entry?.['title']) }
  return webRecord(placeOf(VISITS, row), isSearch ? 'search' : 'visit', SERVICE, shown, { at: phoneClock(row['timestamp']), facts })
}

function* bookmarks(database: EvidenceDatabase): Generator<Emitted> {
  const entities = readBy(database, ENTITIES, ENTITY_COLUMNS, 'entityId')
  const foldersOf = new Map<string, string[]>()
  for (const row of sideRows(database, { table: RELATIONS, columns: RELATION_COLUMNS })) {
    const [folder, entity] = [textOf(row['folderId']), textOf(row['entityId'])]
    if (folder !== null && entity !== null) foldersOf.set(entity, [...(foldersOf.get(entity) ?? []), folder])
  }
  for (const row of evidenceRows(database, { table: ENTITIES, columns: [...ENTITY_COLUMNS, ...ENTITY_OPTIONAL] })) {
    const from = placeOf(ENTITIES, row)
    if (textOf(row['type']) === 'FOLDER') {
      yield { type: 'skipped', from, reason: 'a folder of bookmarks' }
      continue
    }
    const folders = foldersOf.get(textOf(row['entityId']) ?? '') ?? []
    const names = folders.filter((id) => id !== FAVOURITES).map((id) => textOf(entities.get(id)?.['title']) ?? id)
    const changed = textOf(row['lastModified'])
    const facts = factsOf({
      kind: textOf(row['type']) === 'BOOKMARK' ? null : `unknown (${textOf(row['type']) ?? 'not stored'})`,
      folder: names.length === 0 ? null : names.join(', '),
      favourite: folders.includes(FAVOURITES) ? 'yes' : null,
      'time shown': changed === null ? null : 'last change of the bookmark; its zone is not certain',
    })
    const shown = { url: textOf(row['url']), title: textOf(row['title']) }
    const at: Instant = changed === null ? NO_INSTANT : { ...NO_INSTANT, asStored: changed, unit: 'iso-text' }
    const record = webRecord(from, 'bookmark', SERVICE, shown, { at, facts })
    yield flagOf(row['deleted']) === true ? { ...record, state: 'deleted-flagged' } : record
  }
}

function tabRecord(row: StoredRow, context: ParserContext): Emitted {
  const from = placeOf(TABS, row)
  const shown = { url: textOf(row['url']), title: textOf(row['title']) }
  if (shown.url === null && shown.title === null) return { type: 'skipped', from, reason: 'the tab is empty' }
  const preview = textOf(row['tabPreviewFile'])
  const path = preview === null ? null : previewPath(preview, textOf(row['tabId']), context)
  const facts = factsOf({
    'what it is': 'an open tab; the time, where there is one, is when it was last used',
    'not looked at yet': numberOf(row['viewed']) === 0 ? 'yes' : null,
    'to be closed': flagOf(row['deletable']) === true ? 'yes' : numberOf(row['deletable']) === 0 ? null : codeInWords(row['deletable'], {}),
    'opened from tab': textOf(row['sourceTabId']),
    'picture of the page': preview,
    'path in this source': path !== null && context.hasFile(path) ? path : null,
    identifier: textOf(row['tabId']),
  })
  return webRecord(from, 'visit', SERVICE, shown, { at: phoneClock(row['lastAccessTime']), facts })
}

/** Pictures of tabs lie in a folder per tab in the app's cache; names with a folder in them are not followed. */
function previewPath(name: string, tab: string | null, { path }: ParserContext): string | null {
  const app = /^(.*\/)?databases\/[^/]+$/.exec(path)
  if (app === null || tab === null || name.includes('/') || tab.includes('/')) return null
  return `${app[1] ?? ''}cache/tabPreviews/${tab}/${name}`
}
