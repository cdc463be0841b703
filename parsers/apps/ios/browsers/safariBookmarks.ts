/**
 * Bookmarks of Safari, `Bookmarks.db`, and from iOS 15 on its tabs, which lie in a file of the same shape, `SafariTabs.db`. One record per row
 * with an address; folders are named with what lies in them.
 *
 * Table `bookmarks` as iLEAPP reads it (title, url, hidden); parent is the row of the folder. In SafariTabs.db the folders are groups of tabs
 * (`Local`, `Private` and those that the user named). The time of `last_modified` has no published unit and is kept as stored. Bookmarks are
 * synchronised: they may have been made on another device.
 */
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase } from '../../../model/index.ts'

const TABLE = 'bookmarks'
const REQUIRED = ['title', 'url', 'parent']
const OPTIONAL = ['hidden', 'deleted', 'read', 'last_modified', 'external_uuid', 'special_id', 'type']

export const iosSafariBookmarks = defineSqliteParser({
  id: 'ios-safari-bookmarks',
  version: 1,
  app: 'Safari',
  platform: 'ios',
  store: 'Bookmarks and tabs of Safari (Bookmarks.db, SafariTabs.db)',
  reads: ['**/Safari/Bookmarks.db', '**/Safari/SafariTabs.db', '**/SafariTabs.db'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['when a bookmark was made or a tab opened (no published unit)', 'attributes of tabs (extra_attributes, local_attributes)'],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL },
  *parse(database, context) {
    const folders = readFolders(database)
    const isTabs = /SafariTabs\.db$/iu.test(context.path)
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, ...OPTIONAL] })) yield record(row, folders, isTabs)
  },
})

function readFolders(database: EvidenceDatabase): ReadonlyMap<number, string> {
  const folders = new Map<number, string>()
  for (const row of sideRows(database, { table: TABLE, columns: ['title', 'url'] })) {
    const title = textOf(row['title'])
    if (textOf(row['url']) === null && title !== null) folders.set(row.rowId, title)
  }
  return folders
}

function record(row: StoredRow, folders: ReadonlyMap<number, string>, isTabs: boolean): Emitted {
  const from = placeOf(TABLE, row)
  const [url, title] = [textOf(row['url']), textOf(row['title'])]
  if (url === null)
    return { type: 'skipped', from, reason: title === null ? 'the row has neither address nor title' : 'the row is a folder' }
  const isDeleted = flagOf(row['deleted']) === true
  const facts = factsOf({
    'what it is': isTabs ? 'a tab, open or in a group of tabs' : 'a bookmark',
    folder: folders.get(numberOf(row['parent']) ?? -1),
    hidden: flagOf(row['hidden']) === true ? 'yes' : null,
    deleted: isDeleted ? 'marked by the app' : null,
    'changed, as stored': textOf(row['last_modified']),
    identifier: textOf(row['external_uuid']),
  })
  return {
    type: 'web',
    from,
    state: isDeleted ? 'deleted-flagged' : 'live',
    webKind: isTabs ? 'visit' : 'bookmark',
    service: 'Safari',
    url,
    title,
    at: NO_INSTANT,
    ...(facts === undefined ? {} : { facts }),
  }
}
