/**
 * People whom Snapchat on Android knows, `main.db` table Friend: one contact record per row, an account record for the own one.
 *
 * Meanings (published work over ten test phones): the table is no list of friends, most rows are suggestions of the app. addedTimestamp (Unix
 * milliseconds) is when the account added the user, reverseAddedTimestamp when the user added the account; 0 is never. Other columns stay as
 * stored.
 */
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { ContactIdentifier, Emitted, IdentityRef } from '../../../model/index.ts'
import { ownerInSettings, SETTINGS_FILES } from './snapchatPeople.ts'

const REQUIRED = ['username']
const OPTIONAL = ['userId', 'displayName', 'phone', 'birthday', 'addedTimestamp', 'reverseAddedTimestamp', 'friendLinkType']

export const androidSnapchatFriends = defineSqliteParser({
  id: 'android-snapchat-friends',
  version: 1,
  app: 'Snapchat',
  platform: 'android',
  store: 'Snapchat people (main.db)',
  reads: ['**/com.snapchat.android/databases/main.db', '**/com.snapchat.android/databases/tcspahn.db'],
  yields: ['contact', 'account'],
  proof: 'source-verified',
  scheme: 'snapchat',
  doesNotCover: ['the meaning of friendLinkType and of the birthday', 'suggested friends, stories and the feed'],
  requires: { Friend: REQUIRED },
  optional: { Friend: OPTIONAL },
  sideFiles: SETTINGS_FILES,
  *parse(database, context) {
    const owner = ownerInSettings(context, database)
    for (const row of evidenceRows(database, { table: 'Friend', columns: [...REQUIRED, ...OPTIONAL] }))
      yield friendRecord(row, owner?.id ?? null)
  },
})

function friendRecord(row: StoredRow, owner: string | null): Emitted {
  const from = placeOf('Friend', row)
  const [id, user, shown, phone] = [textOf(row['userId']), textOf(row['username']), textOf(row['displayName']), textOf(row['phone'])]
  const raw = id ?? user
  if (raw === null) return { type: 'skipped', from, reason: 'the row names nobody' }
  const name = shown ?? user
  const identity: IdentityRef = { scheme: 'snapchat', raw, name, country: null }
  const isAdded = (numberOf(row['addedTimestamp']) ?? 0) > 0
  const facts = factsOf({
    'the account added the user': unixTimeInWords(row['addedTimestamp']),
    'the user added the account': unixTimeInWords(row['reverseAddedTimestamp']),
    'birthday as stored': textOf(row['birthday']) === '0' ? null : textOf(row['birthday']),
    'link type (meaning not known)': textOf(row['friendLinkType']),
  })
  if (owner !== null && id === owner)
    return {
      type: 'account',
      from,
      state: 'live',
      service: 'Snapchat',
      identity,
      name: user ?? shown,
      isOwner: true,
      ...(facts === undefined ? {} : { facts }),
    }
  const identifiers: ContactIdentifier[] = [
    { kind: 'instant-messaging', label: id === null ? 'Snapchat user name' : 'Snapchat', raw, identity },
  ]
  if (id !== null && user !== null) identifiers.push({ kind: 'instant-messaging', label: 'Snapchat user name', raw: user, identity: null })
  if (phone !== null)
    identifiers.push({ kind: 'phone', label: null, raw: phone, identity: { scheme: 'address', raw: phone, name, country: null } })
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers,
    store: isAdded ? 'Snapchat: added by the account' : 'Snapchat: known to the app, not added',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
