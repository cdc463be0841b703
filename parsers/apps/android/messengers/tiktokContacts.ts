/**
 * People whom TikTok on Android knows, `db_im_contact` (IM_USER_BASE_INFO) and `db_im_xx` (SIMPLE_USER): one contact record per row.
 * FOLLOW_STATUS, BLOCK and DELETED have no published meaning and stay as stored. A row is no sign of an exchange.
 */
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { ContactIdentifier, Emitted, SqliteParser } from '../../../model/index.ts'

const REQUIRED = ['UID', 'NICK_NAME']
const OPTIONAL = ['UNIQUE_ID', 'FOLLOW_STATUS', 'UPDATE_TIME', 'BLOCK', 'DELETED', 'SIGNATURE']

function contactsOf(id: string, store: string, table: string, reads: readonly string[]): SqliteParser {
  return defineSqliteParser({
    id,
    version: 1,
    app: 'TikTok',
    platform: 'android',
    store,
    reads,
    yields: ['contact'],
    proof: 'source-verified',
    doesNotCover: ['the meaning of FOLLOW_STATUS, BLOCK and DELETED (kept as stored)', 'pictures of the people'],
    requires: { [table]: REQUIRED },
    optional: { [table]: OPTIONAL },
    *parse(database) {
      const columns = [...REQUIRED, ...OPTIONAL].filter((name) => name !== 'UID')
      for (const row of evidenceRows(database, { table, columns, asText: ['UID'] })) yield contactRecord(row, table)
    },
  })
}

export const androidTiktokContacts = contactsOf('android-tiktok-contacts', 'TikTok contacts (db_im_contact)', 'IM_USER_BASE_INFO', [
  '**/db_im_contact',
  '**/db_im_contact-*',
])

export const androidTiktokUsers = contactsOf('android-tiktok-users', 'TikTok contacts (db_im_xx)', 'SIMPLE_USER', ['**/db_im_xx'])

function contactRecord(row: StoredRow, table: string): Emitted {
  const from = placeOf(table, row)
  const [uid, name, user] = [textOf(row['UID']), textOf(row['NICK_NAME']), textOf(row['UNIQUE_ID'])]
  if (uid === null) return { type: 'skipped', from, reason: 'the row has no uid' }
  const identifiers: ContactIdentifier[] = [
    { kind: 'instant-messaging', label: 'TikTok', raw: uid, identity: { scheme: 'other', raw: uid, name: name ?? user, country: null } },
  ]
  if (user !== null) identifiers.push({ kind: 'instant-messaging', label: 'TikTok user name', raw: user, identity: null })
  const facts = factsOf({
    'brought up to date': unixTimeInWords(row['UPDATE_TIME']),
    'follow status (meaning not known)': textOf(row['FOLLOW_STATUS']),
    'BLOCK as stored': textOf(row['BLOCK']),
    'DELETED as stored': textOf(row['DELETED']),
    'about text': textOf(row['SIGNATURE']),
  })
  return {
    type: 'contact',
    from,
    state: 'live',
    name: name ?? user,
    organisation: null,
    identifiers,
    store: 'TikTok: everybody the app has met',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
