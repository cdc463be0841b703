/**
 * The own accounts of Kik on Android, `kikCoreDatabase.db`: one account record per row of CoreTable (core_id, is_active, username), the table
 * as Kik's app creates it. The core id is what the names of the app's other databases begin with.
 */
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, IdentityRef } from '../../../model/index.ts'

const REQUIRED = ['core_id', 'username']

export const androidKikAccount = defineSqliteParser({
  id: 'android-kik-account',
  version: 1,
  app: 'Kik',
  platform: 'android',
  store: 'Kik accounts (kikCoreDatabase.db)',
  reads: ['**/kik.android/databases/kikCoreDatabase.db', '**/kikCoreDatabase.db'],
  yields: ['account'],
  proof: 'source-verified',
  scheme: 'kik',
  doesNotCover: ['name, address and picture of the account (settings of the app)'],
  requires: { CoreTable: REQUIRED },
  optional: { CoreTable: ['is_active'] },
  *parse(database) {
    for (const row of evidenceRows(database, { table: 'CoreTable', columns: [...REQUIRED, 'is_active'] })) yield accountRecord(row)
  },
})

function accountRecord(row: StoredRow): Emitted {
  const from = placeOf('CoreTable', row)
  const [core, user] = [textOf(row['core_id']), textOf(row['username'])]
  if (user === null) return { type: 'skipped', from, reason: 'the row names no user' }
  const identity: IdentityRef = { scheme: 'kik', raw: user, name: user, country: null }
  const facts = factsOf({ 'core id (names of the databases begin with it)': core, 'is active as stored': textOf(row['is_active']) })
  return { type: 'account', from, state: 'live', service: 'Kik', identity, name: user, isOwner: true, ...(facts && { facts }) }
}
