/**
 * Calls of WhatsApp for Android, `msgstore.db` table `call_log`: one record per row.
 *
 * Meanings (artifacts 2.5): timestamp counts milliseconds since 1970 UTC, duration seconds; call_result 5 connected, 2 missed,
 * 3 unavailable, 4 refused; group_jid_row_id 0 means no group. Participants lie in a table of their own and are looked up, never joined;
 * without rows there, the call's own JID is the other party. The same call may also stand in the chat as a message.
 */
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CallRecord, EvidenceDatabase } from '../../../model/index.ts'
import { directionOf } from './whatsappAddOns.ts'
import { ANSWERED, CALL_RESULTS } from './whatsappCodes.ts'
import { kindOfChat, readWhatsappIds, serviceOf } from './whatsappNames.ts'
import type { WhatsappIds } from './whatsappNames.ts'

const REQUIRED = ['timestamp', 'from_me', 'call_result']
const OPTIONAL = [
  'jid_row_id',
  'call_id',
  'video_call',
  'duration',
  'bytes_transferred',
  'group_jid_row_id',
  'is_joinable_group_call',
  'call_creator_device_jid_row_id',
  'call_link_row_id',
  'is_dnd_mode_on',
  'scheduled_id',
  'transaction_id',
  'terminated_by_device_switch',
]
const JOINABLE_COLUMNS = ['call_log_row_id', 'joinable_video_call', 'group_jid_row_id']

interface Reading {
  readonly service: string
  readonly ids: WhatsappIds
  readonly parties: ReadonlyMap<number, readonly StoredRow[]>
  readonly unknownCallers: ReadonlySet<number>
  /** Group calls that one could join, by call. */
  readonly joinable: ReadonlyMap<number, StoredRow>
}

export const androidWhatsappCalls = defineSqliteParser({
  id: 'android-whatsapp-calls',
  version: 2,
  app: 'WhatsApp',
  platform: 'android',
  store: 'WhatsApp calls (msgstore.db)',
  reads: ['**/msgstore.db'],
  yields: ['call'],
  proof: 'source-verified',
  scheme: 'whatsapp',
  doesNotCover: [
    'missed_call_logs: facts of the messages that stand for the calls',
    'call links beyond their number',
    'calls of the old schema (call_logs): facts of their messages',
  ],
  requires: { call_log: REQUIRED },
  optional: {
    call_log: OPTIONAL,
    call_log_participant_v2: ['call_log_row_id', 'jid_row_id', 'call_result'],
    call_unknown_caller: ['call_log_row_id'],
    joinable_call_log: JOINABLE_COLUMNS,
    jid: ['user', 'server', 'raw_string'],
    jid_map: ['lid_row_id', 'jid_row_id'],
    lid_display_name: ['lid_row_id', 'display_name'],
  },
  companions: { contacts: ['wa.db'] },
  *parse(database, context) {
    const reading: Reading = {
      service: serviceOf(context.path),
      ids: readWhatsappIds(database, context.companion('contacts')),
      parties: readParties(database),
      unknownCallers: new Set(
        [...sideRows(database, { table: 'call_unknown_caller', columns: ['call_log_row_id'] })].map(
          (row) => numberOf(row['call_log_row_id']) ?? -1,
        ),
      ),
      joinable: new Map(
        [...sideRows(database, { table: 'joinable_call_log', columns: JOINABLE_COLUMNS })].map((row) => [
          numberOf(row['call_log_row_id']) ?? -1,
          row,
        ]),
      ),
    }
    for (const row of evidenceRows(database, { table: 'call_log', columns: [...REQUIRED, ...OPTIONAL] })) yield callRecord(row, reading)
  },
})

function readParties(database: EvidenceDatabase): Map<number, StoredRow[]> {
  const parties = new Map<number, StoredRow[]>()
  for (const row of sideRows(database, { table: 'call_log_participant_v2', columns: ['call_log_row_id', 'jid_row_id', 'call_result'] })) {
    const call = numberOf(row['call_log_row_id'])
    if (call === null) continue
    const list = parties.get(call)
    if (list === undefined) parties.set(call, [row])
    else list.push(row)
  }
  return parties
}

function callRecord(row: StoredRow, reading: Reading): CallRecord {
  const { ids } = reading
  const parties = reading.parties.get(row.rowId) ?? []
  const joinable = reading.joinable.get(row.rowId)
  const callId = textOf(row['call_id'])
  const durationSeconds = numberOf(row['duration'])
  const others = participantsOf(row, parties, ids)
  const [other] = others
  const facts = factsOf({
    outcome: codeInWords(row['call_result'], CALL_RESULTS),
    group: groupOf(row, ids) ?? ids.jidInWords(joinable?.['group_jid_row_id']),
    'call creator': ids.jidInWords(row['call_creator_device_jid_row_id']),
    'outcome of participants':
      parties.length < 2
        ? null
        : parties
            .map((one) => `${ids.jidInWords(one['jid_row_id']) ?? 'nobody'}: ${codeInWords(one['call_result'], CALL_RESULTS) ?? 'none'}`)
            .join('; '),
    'other party by number (jid_map)': others.length === 1 && other !== undefined ? ids.numberJidOf(other) : null,
    'unknown caller': reading.unknownCallers.has(row.rowId) ? 'yes' : null,
    'group call that can be joined': flagOf(row['is_joinable_group_call']) === true || joinable !== undefined ? 'yes' : null,
    'video, as one could join': flagOf(joinable?.['joinable_video_call']) === true ? 'yes' : null,
    'call link row': (numberOf(row['call_link_row_id']) ?? 0) > 0 ? textOf(row['call_link_row_id']) : null,
    'do not disturb': flagOf(row['is_dnd_mode_on']) === true ? 'yes' : null,
    'scheduled call': textOf(row['scheduled_id']),
    'went on on another device': flagOf(row['terminated_by_device_switch']) === true ? 'yes' : null,
    'bytes transferred': (numberOf(row['bytes_transferred']) ?? 0) > 0 ? textOf(row['bytes_transferred']) : null,
    'call id as stored': callId?.startsWith('call:') === true ? callId : null,
  })
  return {
    type: 'call',
    from: placeOf('call_log', row),
    state: 'live',
    service: reading.service,
    // The prefix is this phone's way of writing: without it the id is that of the other side.
    nativeId: textOf(callId?.replace(/^call:/, '')),
    direction: directionOf(row),
    answered: ANSWERED[numberOf(row['call_result']) ?? -1] ?? null,
    isVideo: flagOf(row['video_call']),
    startedAt: unixTime(row['timestamp']),
    durationSeconds: durationSeconds === null || durationSeconds < 0 ? null : durationSeconds,
    participants: others.map((jid) => ids.identityOf(jid)),
    ownLine: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function groupOf(row: StoredRow, ids: WhatsappIds): string | null {
  const group = ids.jidInWords(row['group_jid_row_id'])
  if (group !== null) return group
  const own = ids.jidOf(row['jid_row_id'])
  return own !== null && kindOfChat(own, null) === 'group' ? own : null
}

/** The listed participants and the call's own JID, each once; groups are no participants. */
function participantsOf(row: StoredRow, parties: readonly StoredRow[], ids: WhatsappIds): string[] {
  const jids = [row['jid_row_id'], ...parties.map((party) => party['jid_row_id'])].map((id) => ids.jidOf(id)).filter((jid) => jid !== null)
  return [...new Set(jids)].filter((jid) => kindOfChat(jid, null) !== 'group')
}
