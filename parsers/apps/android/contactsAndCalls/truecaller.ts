/**
 * Truecaller, `tc.db`: one record per row of history (calls), raw_contact (people whom the app looked up) and msg_im_users (numbers that use
 * its messaging).
 *
 * Columns and units as ALEAPP established them on one phone: history.timestamp, contact_search_time and msg_im_users.date count milliseconds
 * since 1970 UTC, insert_timestamp and registration_timestamp seconds; data_type 4 of data holds numbers in data1. The codes of history (type,
 * action, feature) and the unit of duration are not established and are kept as stored: direction and length of a call are therefore not
 * stated. A person in here was looked up by the app, and need not be known to the phone's owner.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import {
  addressIdentity,
  NO_CONTACT_FIELDS,
  NO_INTERACTION_FIELDS,
  storedIdentifiers,
  withFacts,
} from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CallRecord, Emitted, EvidenceDatabase, SqlValue } from '../../../model/index.ts'
import { CALL_LOG_PATHS, callBesideLog, callLogTimes } from './keptCalls.ts'

const SERVICE = 'Truecaller'
const HISTORY_REQUIRED = ['timestamp', 'normalized_number', 'raw_number']
const HISTORY_OPTIONAL = [
  'cached_name',
  'duration',
  'ringing_duration',
  'type',
  'action',
  'feature',
  'subscription_id',
  'important_call_note',
  'tc_id',
  'event_id',
]
const CONTACT_COLUMNS = [
  'contact_name',
  'contact_default_number',
  'contact_alt_name',
  'contact_company',
  'contact_job_title',
  'contact_about',
  'contact_spam_score',
  'contact_spam_type',
  'is_suspected_fraud',
  'contact_is_favorite',
  'contact_source',
  'contact_search_time',
  'insert_timestamp',
  'search_query',
  'contact_phonebook_id',
  'tc_id',
]
const DATA_COLUMNS = ['data_raw_contact_id', 'data_type', 'data1']
const USER_COLUMNS = ['date', 'registration_timestamp', 'normalized_number', 'fallback_name', 'im_peer_id', 'tc_id']
const NUMBER_TYPE = 4

export const androidTruecaller = defineSqliteParser({
  id: 'android-truecaller',
  version: 1,
  app: 'Truecaller',
  platform: 'android',
  store: 'Calls and looked-up people (tc.db)',
  reads: ['**/com.truecaller/databases/tc.db'],
  inBackups: false,
  yields: ['call', 'contact', 'interaction'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: [
    'direction and length of calls (codes and units are not established)',
    'messages of the app, its list of spammers and other databases (insights.db, calling-cache.db)',
  ],
  requires: { history: HISTORY_REQUIRED },
  optional: { history: HISTORY_OPTIONAL, raw_contact: CONTACT_COLUMNS, data: DATA_COLUMNS, msg_im_users: USER_COLUMNS },
  companions: { callLog: CALL_LOG_PATHS },
  *parse(database, context) {
    const times = callLogTimes(context.companion('callLog'))
    for (const row of evidenceRows(database, { table: 'history', columns: [...HISTORY_REQUIRED, ...HISTORY_OPTIONAL] })) {
      yield callBesideLog(callRecord(row), times)
    }
    const numbers = readNumbers(database)
    for (const row of evidenceRows(database, { table: 'raw_contact', columns: CONTACT_COLUMNS })) {
      yield contactRecord(row, numbers.get(row.rowId) ?? [])
    }
    for (const row of evidenceRows(database, { table: 'msg_im_users', columns: USER_COLUMNS })) yield userRecord(row)
  },
})

function callRecord(row: StoredRow): CallRecord {
  const number = textOf(row['normalized_number']) ?? textOf(row['raw_number'])
  return {
    type: 'call',
    from: placeOf('history', row),
    state: 'live',
    service: SERVICE,
    nativeId: null,
    direction: 'unknown',
    answered: null,
    isVideo: null,
    startedAt: instantOf(timeValueOf(row['timestamp']), 'unix-ms'),
    durationSeconds: null,
    participants: number === null ? [] : [addressIdentity(number, textOf(row['cached_name']))],
    ownLine: null,
    ...withFacts({
      name: textOf(row['cached_name']) === null ? null : 'the name that the app had for the number, not one of the phone’s contacts',
      'number as stored': textOf(row['raw_number']) === number ? null : textOf(row['raw_number']),
      'duration as stored': textOf(row['duration']),
      'ringing as stored': textOf(row['ringing_duration']),
      'type as stored': textOf(row['type']),
      'action as stored': textOf(row['action']),
      'feature as stored': textOf(row['feature']),
      'line as stored': textOf(row['subscription_id']),
      note: textOf(row['important_call_note']),
      identifier: textOf(row['tc_id']),
    }),
  }
}

function readNumbers(database: EvidenceDatabase): ReadonlyMap<number, readonly string[]> {
  const numbers = new Map<number, string[]>()
  for (const row of sideRows(database, { table: 'data', columns: DATA_COLUMNS })) {
    const contact = numberOf(row['data_raw_contact_id'])
    const number = numberOf(row['data_type']) === NUMBER_TYPE ? textOf(row['data1']) : null
    if (contact === null || number === null) continue
    const known = numbers.get(contact)
    if (known === undefined) numbers.set(contact, [number])
    else known.push(number)
  }
  return numbers
}

function contactRecord(row: StoredRow, stored: readonly string[]): Emitted {
  const from = placeOf('raw_contact', row)
  const name = textOf(row['contact_name'])
  const first = textOf(row['contact_default_number'])
  const numbers = [...new Set([...(first === null ? [] : [first]), ...stored])]
  if (name === null && numbers.length === 0) return { type: 'skipped', from, reason: 'the entry has neither a name nor a number' }
  return {
    ...NO_CONTACT_FIELDS,
    from,
    name,
    organisation: textOf(row['contact_company']),
    identifiers: storedIdentifiers(
      name,
      numbers.map((number) => ['phone', 'number', number] as const),
    ),
    store: 'Truecaller: looked up by the app',
    note: textOf(row['contact_about']),
    ...withFacts({
      'looked up': words(row['contact_search_time'], 'unix-ms'),
      entered: words(row['insert_timestamp'], 'unix-s'),
      'searched for': textOf(row['search_query']),
      'other name': textOf(row['contact_alt_name']),
      job: textOf(row['contact_job_title']),
      'score as spam, as stored': zeroless(row['contact_spam_score']),
      'kind of spam, as stored': textOf(row['contact_spam_type']),
      'suspected of fraud, as stored': zeroless(row['is_suspected_fraud']),
      'favourite, as stored': zeroless(row['contact_is_favorite']),
      'in the phone’s contacts as number': zeroless(row['contact_phonebook_id']),
      'source as stored': textOf(row['contact_source']),
      identifier: textOf(row['tc_id']),
    }),
  }
}

function userRecord(row: StoredRow): Emitted {
  const from = placeOf('msg_im_users', row)
  const number = textOf(row['normalized_number'])
  if (number === null) return { type: 'skipped', from, reason: 'the row names no number' }
  return {
    ...NO_INTERACTION_FIELDS,
    from,
    service: SERVICE,
    mechanism: 'look-up of the service',
    participants: [addressIdentity(number, textOf(row['fallback_name']))],
    at: instantOf(timeValueOf(row['date']), 'unix-ms'),
    ...withFacts({
      meaning: 'the app found that the number uses its messaging: no message',
      registered: words(row['registration_timestamp'], 'unix-s'),
      'identifier of its messaging': textOf(row['im_peer_id']),
      identifier: textOf(row['tc_id']),
    }),
  }
}

function words(value: SqlValue | undefined, unit: 'unix-ms' | 'unix-s'): string | null {
  const instant = instantOf(timeValueOf(value), unit)
  return instant.utcMs === null ? null : instantInWords(instant)
}

function zeroless(value: SqlValue | undefined): string | null {
  const text = textOf(value)
  return text === '0' ? null : text
}
