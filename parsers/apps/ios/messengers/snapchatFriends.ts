/**
 * People whom Snapchat on the iPhone knows, `primary.docobjects` table snapchatter: one contact record per row, an account record for the own one.
 * The table is no list of friends (most rows were suggestions on public images): the app's own list in the folder of its app group says who is.
 */
import { archivedOrPlain } from '../../../formats/plist/archivedPlist.ts'
import { isJsonObject, jsonAt, jsonList, jsonText } from '../../../formats/text/jsonStream.ts'
import { plistDictOf } from '../../../formats/plist/plistReading.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { ContactIdentifier, Emitted, IdentityRef, ParserContext } from '../../../model/index.ts'
import { ACCOUNT_FILES, INDEX_TABLES, readTsaf, readUsers, snapchatAccount, USER_COLUMNS } from './snapchatPeople.ts'
import type { SnapchatUser } from './snapchatPeople.ts'

interface Reading {
  readonly owner: string | null
  readonly ownName: string | null
  /** Ids of friends, with whether it is mutual; null where the list was not found. */
  readonly friends: ReadonlyMap<string, string | null> | null
}

export const iosSnapchatFriends = defineSqliteParser({
  id: 'ios-snapchat-friends',
  version: 1,
  app: 'Snapchat',
  platform: 'ios',
  store: 'Snapchat people (primary.docobjects)',
  reads: ['**/DocObjects/primary.docobjects'],
  inBackups: false,
  yields: ['contact', 'account'],
  proof: 'source-verified',
  scheme: 'snapchat',
  doesNotCover: ['best friends, groups and blocked people', 'stories, the feed and suggestions', 'other slots of the documents'],
  requires: { snapchatter: USER_COLUMNS },
  optional: INDEX_TABLES,
  sideFiles: {
    ...ACCOUNT_FILES,
    friends: ['**/User/*/app_group_plist_storage'],
    group: ['**/Library/Preferences/group.snapchat.picaboo.plist'],
  },
  *parse(database, context) {
    const owner = snapchatAccount(context)?.id ?? null
    const ownName = readTsaf(context.sideFile('account')).get('username') ?? null
    const reading: Reading = { owner, ownName, friends: readFriends(context, owner) }
    const users = new Map<number, SnapchatUser>()
    for (const user of readUsers(database)) users.set(user.rowId, user)
    for (const row of evidenceRows(database, { table: 'snapchatter', columns: ['userId'] })) {
      const user = users.get(row.rowId)
      const from = placeOf('snapchatter', row)
      yield user === undefined ? { type: 'skipped', from, reason: 'the row names nobody' } : userRecord(user, from, reading)
    }
  },
})

/** Three versions of the list were seen; each names its account, which must be the one that is signed in. */
function readFriends(context: ParserContext, owner: string | null): ReadonlyMap<string, string | null> | null {
  if (owner === null) return null
  const [file, group] = [context.sideFile('friends'), plistDictOf(context.sideFile('group')?.bytes)]
  const list = archiveIn(plistDictOf(file?.bytes)?.['snapchatter_repository'])
  const user = /\/User\/([^/]+)\//u.exec(file?.path ?? '')?.[1] ?? owner
  if (user === owner && Array.isArray(jsonAt(list, 'FRIENDS'))) return friendsOf(jsonList(jsonAt(list, 'FRIENDS')), 'USER_ID')
  const account = archiveIn(group?.['user'])
  if (jsonText(jsonAt(account, 'userId')) === owner)
    return friendsOf(
      jsonList(jsonAt(account, 'keyed_friends_array')).flatMap((section) => jsonList(jsonAt(section, 'friends'))),
      'userId',
    )
  const shared = archiveIn(group?.['share_user'])
  if (jsonText(jsonAt(shared, 'USER_ID')) !== owner) return null
  const places = jsonList(jsonAt(shared, 'SECTIONS')).flatMap((section) => jsonList(jsonAt(section, 'DESTINATIONS')))
  const ofFriends = places.filter((place) => jsonAt(place, 'CODED_SUBTYPE') === 'SUBTYPE_FRIEND')
  return friendsOf(
    ofFriends.map((place) => jsonAt(place, 'FRIEND_BITMOJI_INFO')),
    'USER_ID',
  )
}

function friendsOf(entries: readonly unknown[], idField: string): ReadonlyMap<string, string | null> {
  const friends = new Map<string, string | null>()
  for (const entry of entries) {
    const id = jsonText(jsonAt(entry, idField))
    const mutual = jsonAt(entry, 'IS_MUTUAL_FRIEND')
    if (id !== null) friends.set(id, mutual === true || mutual === 1 ? 'yes' : mutual === false || mutual === 0 ? 'no' : null)
  }
  return friends
}

function archiveIn(stored: unknown): unknown {
  try {
    const value = stored instanceof Uint8Array ? archivedOrPlain(stored) : stored
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}

function userRecord(user: SnapchatUser, from: ReturnType<typeof placeOf>, { owner, ownName, friends }: Reading): Emitted {
  const name = user.shownName ?? user.userName
  const identity: IdentityRef = { scheme: 'snapchat', raw: user.id, name, country: null }
  const isFriend = friends?.has(user.id) ?? null
  const legacy = user.legacyName === user.userName ? null : user.legacyName
  if (user.id === owner) {
    const facts = factsOf({ 'known by': 'user.plist of the app', 'name that is shown': user.shownName, 'earlier user name': legacy })
    const account = { type: 'account', from, state: 'live', service: 'Snapchat', identity, isOwner: true } as const
    return { ...account, name: ownName ?? user.userName ?? user.shownName, ...(facts && { facts }) }
  }
  const facts = factsOf({
    'mutual friend': friends?.get(user.id) ?? null,
    'earlier user name': legacy,
    friend: isFriend === null ? 'not known: the list of friends was not found' : null,
  })
  const identifiers: ContactIdentifier[] = [{ kind: 'instant-messaging', label: 'Snapchat', raw: user.id, identity }]
  if (user.userName !== null)
    identifiers.push({ kind: 'instant-messaging', label: 'Snapchat user name', raw: user.userName, identity: null })
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers,
    store: isFriend === true ? 'Snapchat: friend of the account' : 'Snapchat: known to the app',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
