/** People and the own account of Snapchat on Android: table Friend of main.db, settings of the app, and who composed messages here. */
import { readAndroidSettings } from '../../formats/androidSettings.ts'
import { sideRows } from '../../formats/storedRows.ts'
import { numberOf, textOf } from '../../formats/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, ParserContext } from '../../model/index.ts'

export const SETTINGS_FILES: Readonly<Record<string, readonly string[]>> = {
  session: ['**/com.snapchat.android/shared_prefs/user_session_shared_pref.xml'],
  identity: ['**/com.snapchat.android/shared_prefs/identity_persistent_store.xml'],
}

export interface SnapchatOwner {
  readonly id: string
  /** In words, what the conclusion rests on; null where the settings name the account by its id. */
  readonly restsOn: string | null
}

/** Names by user id; the user name goes behind the name that is shown. */
export function readFriends(database: EvidenceDatabase | null): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  if (database === null) return names
  for (const row of sideRows(database, { table: 'Friend', columns: ['userId', 'username', 'displayName'] })) {
    const [id, user, shown] = [textOf(row['userId']), textOf(row['username']), textOf(row['displayName'])]
    const name = shown !== null && user !== null ? `${shown} (${user})` : (shown ?? user)
    if (id !== null && name !== null) names.set(id, name)
  }
  return names
}

/** The account that the settings name, by id or by user name. */
export function ownerInSettings(context: ParserContext, friends: EvidenceDatabase | null): SnapchatOwner | null {
  const id = readAndroidSettings(context.sideFile('session')).get('key_user_id')
  if (id !== undefined) return { id, restsOn: null }
  const user = readAndroidSettings(context.sideFile('identity')).get('LAST_LOGGED_IN_USERNAME')
  if (user === undefined || friends === null) return null
  for (const row of sideRows(friends, { table: 'Friend', columns: ['userId', 'username'] })) {
    const found = textOf(row['userId'])
    if (found !== null && textOf(row['username']) === user) return { id: found, restsOn: 'the account that signed in last' }
  }
  return null
}

/** Without settings: the one sender of all messages that were composed on this phone. */
export function ownerByMessages(database: EvidenceDatabase): SnapchatOwner | null {
  const senders = new Set<string>()
  const byFlag = database.has('conversation_message', 'created_on_device')
  const column = byFlag ? 'created_on_device' : 'local_message_content_id'
  for (const row of sideRows(database, { table: 'conversation_message', columns: ['sender_id', column] })) {
    const [sender, mark] = [textOf(row['sender_id']), numberOf(row[column])]
    if (sender !== null && (byFlag ? mark === 1 : mark !== null)) senders.add(sender)
  }
  const [only] = senders
  if (senders.size !== 1 || only === undefined) return null
  return { id: only, restsOn: 'the one sender of all messages that were composed on this phone' }
}

export function identitiesOf(names: ReadonlyMap<string, string>): (user: string) => IdentityRef {
  const identities = new Map<string, IdentityRef>()
  return (user) => {
    let identity = identities.get(user)
    if (identity === undefined)
      identities.set(user, (identity = { scheme: 'snapchat', raw: user, name: names.get(user) ?? null, country: null }))
    return identity
  }
}
