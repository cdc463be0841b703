/**
 * The log of older Samsung phones, `logs.db` table `logs`: calls and, beside them, copies of messages.
 *
 * Meanings (artifacts 2.3): logtype 100 call, 200 MMS, 300 SMS (general knowledge, not confirmed on data: rows of other types are
 * skipped with their number); type as in Android's call log; date milliseconds since 1970 UTC; duration seconds. Messages of this
 * log are copies that may outlive the message itself, so they are given and marked.
 */
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, IdentityRef } from '../../../model/index.ts'
import { answeredOf, CALL_TYPES, directionOf } from './callLogMeaning.ts'

const REQUIRED = ['number', 'date', 'type', 'logtype']
const OPTIONAL = ['duration', 'name', 'messageid', 'm_subject', 'm_content', 'sim_id', 'new', 'cnap_name', 'real_phone_number']

const CALL = 100
const SERVICES: Readonly<Record<number, string>> = { 200: 'MMS', 300: 'SMS' }

export const androidCallLogSamsung = defineSqliteParser({
  id: 'android-call-log-samsung',
  version: 1,
  app: 'Phone',
  platform: 'android',
  store: 'Log of older Samsung phones (logs.db)',
  reads: ['**/com.sec.android.provider.logsprovider/databases/logs.db', 'logs.db'],
  yields: ['call', 'message'],
  proof: 'unexercised',
  scheme: 'address',
  doesNotCover: ['rows of other types than call, SMS and MMS (e-mail, chat apps)', 'folder and SIM columns beyond sim_id'],
  requires: { logs: REQUIRED },
  optional: { logs: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: 'logs', columns: [...REQUIRED, ...OPTIONAL] })) yield recordOf(row)
  },
})

function recordOf(row: StoredRow): Emitted {
  const logType = numberOf(row['logtype'])
  if (logType === CALL) return callRecord(row)
  const service = SERVICES[logType ?? -1]
  if (service !== undefined) return messageRecord(row, service)
  return {
    type: 'skipped',
    from: placeOf('logs', row),
    reason: `neither call nor message: logtype ${codeInWords(row['logtype'], {}) ?? 'none'}`,
  }
}

function otherParty(row: StoredRow): IdentityRef | null {
  const number = textOf(row['number'])
  return number === null || number.startsWith('-') ? null : { scheme: 'address', raw: number, name: textOf(row['name']), country: null }
}

function commonFacts(row: StoredRow): Record<string, string | null> {
  return {
    name: textOf(row['name']),
    'name sent by the network': textOf(row['cnap_name']),
    'other number': textOf(row['real_phone_number']),
    'SIM as stored': textOf(row['sim_id']),
    seen: numberOf(row['new']) === 1 ? 'no' : null,
  }
}

function callRecord(row: StoredRow): Emitted {
  const [type, durationSeconds, other] = [numberOf(row['type']), numberOf(row['duration']), otherParty(row)]
  const facts = factsOf({
    'call type': codeInWords(row['type'], CALL_TYPES),
    'number as stored': other === null ? textOf(row['number']) : null,
    ...commonFacts(row),
  })
  return {
    type: 'call',
    from: placeOf('logs', row),
    state: 'live',
    service: 'Phone',
    nativeId: null,
    direction: directionOf(type),
    answered: answeredOf(type, durationSeconds),
    isVideo: null,
    startedAt: unixTime(row['date']),
    durationSeconds,
    participants: other === null ? [] : [other],
    ownLine: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function messageRecord(row: StoredRow, service: string): Emitted {
  const type = numberOf(row['type'])
  const direction = type === 1 ? 'incoming' : type === 2 ? 'outgoing' : 'unknown'
  const other = otherParty(row)
  const facts = factsOf({
    'stored in': "the phone's log, as a copy of a message",
    'message row': textOf(row['messageid']),
    'log type': codeInWords(row['type'], { 1: 'incoming', 2: 'outgoing' }),
    to: direction === 'outgoing' ? (other?.raw ?? null) : null,
    number: direction === 'unknown' ? textOf(row['number']) : null,
    ...commonFacts(row),
  })
  return {
    type: 'message',
    from: placeOf('logs', row),
    state: 'live',
    service,
    nativeId: null,
    thread: null,
    sender: direction === 'incoming' ? other : null,
    ownLine: null,
    direction,
    kind: 'text',
    sentAt: unixTime(row['date']),
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    body: textOf(row['m_content']),
    subject: textOf(row['m_subject']),
    attachments: [],
    position: null,
    replyToNativeId: null,
    reaction: null,
    status: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
