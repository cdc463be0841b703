/**
 * What apps may do, `TCC.db`: one record per row of `access`.
 *
 * Codes as iLEAPP reads them: auth_value 0 not allowed, 2 allowed, 3 limited; older files have `allowed` 0 and 1 instead. last_modified counts
 * seconds since 1970 UTC and is when the permission was last changed, not when it was used. The service is shown without `kTCCService`.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted } from '../../../model/index.ts'
import { appRecord } from './appRecords.ts'

const TABLE = 'access'
const REQUIRED = ['service', 'client']
const OPTIONAL = ['client_type', 'auth_value', 'auth_reason', 'allowed', 'prompt_count', 'last_modified', 'indirect_object_identifier']
const VALUES: Readonly<Record<number, string>> = { 0: 'not allowed', 2: 'allowed', 3: 'limited' }
const OLD_VALUES: Readonly<Record<number, string>> = { 0: 'not allowed', 1: 'allowed' }

export const iosPermissions = defineSqliteParser({
  id: 'ios-permissions',
  version: 1,
  app: 'iOS',
  platform: 'ios',
  store: 'Permissions of apps (TCC.db)',
  reads: ['**/TCC/TCC.db', '**/TCC.db'],
  yields: ['app-use'],
  proof: 'data-proven',
  doesNotCover: ['use of the position, which is kept elsewhere (clients.plist)', 'expired permissions and policies of organisations'],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, ...OPTIONAL] })) yield permission(row)
  },
})

function permission(row: StoredRow): Emitted {
  const from = placeOf(TABLE, row)
  const [appId, service] = [textOf(row['client']), textOf(row['service'])]
  if (appId === null) return { type: 'skipped', from, reason: 'the row names no app' }
  const value = codeInWords(row['auth_value'], VALUES) ?? codeInWords(row['allowed'], OLD_VALUES) ?? 'not stated'
  const modified = row['last_modified']
  const object = textOf(row['indirect_object_identifier'])
  return appRecord({
    from,
    activity: 'permission',
    appId,
    detail: `${service?.replace(/^kTCCService/u, '') ?? 'no service stored'}: ${value}`,
    at: textOf(modified) === null ? null : instantOf(timeValueOf(modified), 'unix-s'),
    facts: {
      service,
      time: textOf(modified) === null ? null : 'when the permission was last changed',
      'asked so many times': textOf(row['prompt_count']),
      'reason as stored': textOf(row['auth_reason']),
      'client is': numberOf(row['client_type']) === 0 ? null : codeInWords(row['client_type'], { 1: 'a path' }),
      about: object === 'UNUSED' ? null : object,
    },
  })
}
