/** People and the own account of Snapchat on Android: table Friend of main.db and settings of the app. */
import { readAndroidSettings } from '../../../formats/values/androidSettings.ts'
import type { SnapchatOwner } from '../../bothPlatforms/snapchatStore.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, ParserContext } from '../../../model/index.ts'

export const SETTINGS_FILES: Readonly<Record<string, readonly string[]>> = {
  session: ['**/com.snapchat.android/shared_prefs/user_session_shared_pref.xml'],
  identity: ['**/com.snapchat.android/shared_prefs/identity_persistent_store.xml'],
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
