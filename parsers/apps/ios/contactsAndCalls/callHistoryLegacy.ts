/**
 * Calls of iOS 7 and before, `call_history.db`: one record per row of table `call`.
 *
 * Meanings (artifacts 1.2): date Unix seconds; flags are bits: 1 outgoing, 4 telephone, 16 FaceTime; other bits are kept as
 * the number. Nothing says whether a call was answered: a duration above 0 does, 0 does not. `country_code` is the mobile
 * country code of the network, not an ISO country.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { factsOf, flagOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CallRecord, Direction, SqlValue } from '../../../model/index.ts'

const OUTGOING_BIT = 1
const PHONE_BIT = 4
const FACETIME_BIT = 16

const REQUIRED = ['address', 'date', 'flags']
const OPTIONAL = ['duration', 'name', 'country_code', 'network_code', 'read', 'face_time_data', 'originalAddress']

type CallRow = { readonly rowId: number } & Readonly<Record<string, SqlValue>>

export const iosCallHistoryLegacy = defineSqliteParser({
  id: 'ios-call-history-legacy',
  version: 1,
  app: 'Phone',
  platform: 'ios',
  store: 'Calls (call_history.db)',
  reads: ['**/call_history.db'],
  yields: ['call'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: ['flag bits other than outgoing, telephone and FaceTime', 'the counters and timers in table _SqliteDatabaseProperties'],
  requires: { call: REQUIRED },
  optional: { call: OPTIONAL },
  *parse(database) {
    const columns = [...REQUIRED, ...OPTIONAL].map((name) => `${database.column('call', name, 'c')} AS ${name}`).join(', ')
    const rows = database.read<CallRow>('call', `SELECT c.rowid AS rowId, ${columns} FROM call c ORDER BY c.rowid`)
    for (const row of rows) yield callRecord(row)
  },
})

function callRecord(row: CallRow): CallRecord {
  const flags = numberOf(row['flags'])
  const durationSeconds = numberOf(row['duration'])
  const direction = directionOf(flags)
  const [address, original] = [textOf(row['address']), textOf(row['originalAddress'])]
  const facts = factsOf({
    missed: direction === 'incoming' && durationSeconds === 0 ? 'derived: incoming, 0 s' : null,
    flags: textOf(row['flags']),
    name: textOf(row['name']),
    'address as dialled': original === address ? null : original,
    'mobile country code': textOf(row['country_code']),
    'mobile network code': textOf(row['network_code']),
    'FaceTime data': faceTimeData(row['face_time_data']),
    seen: flagOf(row['read']) === false ? 'no' : null,
  })
  return {
    type: 'call',
    from: { table: 'call', rowId: String(row.rowId), ordinal: 0 },
    state: 'live',
    service: serviceOf(flags),
    nativeId: null,
    direction,
    answered: durationSeconds !== null && durationSeconds > 0 ? true : null,
    isVideo: isPhone(flags) ? false : null,
    startedAt: instantOf(timeValueOf(row['date']), 'unix-s'),
    durationSeconds,
    participants: address === null ? [] : [{ scheme: 'address', raw: address, name: textOf(row['name']), country: null }],
    ownLine: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** Bit tests work on 32 bits; what does not fit is no set of flags. */
const hasBit = (flags: number | null, bit: number): boolean => flags !== null && flags >= 0 && Math.floor(flags / bit) % 2 === 1
const isPhone = (flags: number | null): boolean => hasBit(flags, PHONE_BIT) && !hasBit(flags, FACETIME_BIT)

function directionOf(flags: number | null): Direction {
  if (flags === null || flags < 0) return 'unknown'
  return hasBit(flags, OUTGOING_BIT) ? 'outgoing' : 'incoming'
}

function serviceOf(flags: number | null): string {
  if (hasBit(flags, FACETIME_BIT)) return 'FaceTime'
  return hasBit(flags, PHONE_BIT) ? 'Phone' : 'unknown'
}

function faceTimeData(stored: SqlValue | undefined): string | null {
  return stored instanceof Uint8Array ? `${stored.length} bytes stored, not decoded` : textOf(stored)
}
