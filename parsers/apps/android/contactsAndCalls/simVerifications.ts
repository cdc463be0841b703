/**
 * Telephone numbers that Google confirmed for the phone's SIM cards, `constellation.db` of Google Play services: one record per row of
 * sim_verifications.
 *
 * Columns as ALEAPP reads them: verification_time counts milliseconds since 1970 UTC; phone_number is the number that was confirmed,
 * sim_readable_number the one that the card states. state is a code without a published meaning: a row need not be a success.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { addressIdentity, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted } from '../../../model/index.ts'
import { systemUserOf } from '../systemRecords.ts'

const TABLE = 'sim_verifications'
const REQUIRED = ['verification_time', 'phone_number']
const OPTIONAL = ['imsi', 'sim_readable_number', 'state', 'verification_method', 'sim_slot']

export const androidSimVerifications = defineSqliteParser({
  id: 'android-sim-verifications',
  version: 1,
  app: 'SIM cards',
  platform: 'android',
  store: 'Confirmed numbers of SIM cards (constellation.db)',
  reads: ['**/com.google.android.gms/databases/constellation.db'],
  inBackups: false,
  yields: ['account-event'],
  proof: 'source-verified',
  doesNotCover: ['what the codes of state and method mean'],
  scheme: 'address',
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL },
  *parse(database, { path }) {
    const user = systemUserOf(path)
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, ...OPTIONAL] })) yield record(row, user)
  },
})

function record(row: StoredRow, user: string | null): Emitted {
  const from = placeOf(TABLE, row)
  const [confirmed, readable, imsi] = [textOf(row['phone_number']), textOf(row['sim_readable_number']), textOf(row['imsi'])]
  const number = confirmed ?? readable
  if (number === null && imsi === null) return { type: 'skipped', from, reason: 'the row names neither a number nor a card' }
  return {
    type: 'account-event',
    from,
    state: 'live',
    service: 'SIM',
    activity: confirmed === null ? 'other' : 'verified',
    identity: number === null ? null : addressIdentity(number, null),
    detail:
      confirmed === null
        ? 'a confirmation of the number was tried; no confirmed number is stored'
        : 'number confirmed by Google, as far as the row tells: its state is a code without a published meaning',
    at: instantOf(timeValueOf(row['verification_time']), 'unix-ms'),
    ...withFacts({
      IMSI: imsi,
      'number that the card states': readable,
      'state as stored': textOf(row['state']),
      'method as stored': textOf(row['verification_method']),
      slot: textOf(row['sim_slot']),
      'Android user': user,
    }),
  }
}
