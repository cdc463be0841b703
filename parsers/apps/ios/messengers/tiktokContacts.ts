/**
 * Contacts of TikTok on the iPhone, `AwemeIM.db`: one contact record per row of the AwemeContacts tables, whose names carry the number of
 * their version. A row is no sign of an exchange; latestchattimestamp (Unix seconds or milliseconds) says when there was one.
 */
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { ContactIdentifier, Emitted } from '../../../model/index.ts'
import { CONTACT_TABLES } from './tiktokPeople.ts'

const COLUMNS = ['nickname', 'customid', 'url1', 'latestchattimestamp']

export const iosTiktokContacts = defineSqliteParser({
  id: 'ios-tiktok-contacts',
  version: 1,
  app: 'TikTok',
  platform: 'ios',
  store: 'TikTok contacts (AwemeIM.db)',
  reads: ['**/AwemeIM.db'],
  yields: ['contact'],
  proof: 'source-verified',
  doesNotCover: ['people whom the app has merely shown (TTKIMContactBaseUser)', 'who follows whom, pictures of the people'],
  requires: {},
  requiresOneOf: CONTACT_TABLES,
  optional: Object.fromEntries(CONTACT_TABLES.map((table) => [table, ['uid', ...COLUMNS]])),
  *parse(database) {
    for (const table of CONTACT_TABLES)
      for (const row of evidenceRows(database, { table, columns: COLUMNS, asText: ['uid'] })) yield contactRecord(row, table)
  },
})

function contactRecord(row: StoredRow, table: string): Emitted {
  const from = placeOf(table, row)
  const [uid, shown, user] = [textOf(row['uid']), textOf(row['nickname']), textOf(row['customid'])]
  if (uid === null) return { type: 'skipped', from, reason: 'the row has no uid' }
  const name = shown ?? user
  const identifiers: ContactIdentifier[] = [
    { kind: 'instant-messaging', label: 'TikTok', raw: uid, identity: { scheme: 'other', raw: uid, name, country: null } },
  ]
  if (user !== null) identifiers.push({ kind: 'instant-messaging', label: 'TikTok user name', raw: user, identity: null })
  const facts = factsOf({
    'latest chat': unixTimeInWords(row['latestchattimestamp']),
    'picture address': textOf(row['url1']),
  })
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers,
    store: 'TikTok',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
