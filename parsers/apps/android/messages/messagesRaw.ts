/**
 * Segments of SMS as the network delivered them, mmssms.db table `raw`: one record per row.
 *
 * Android (public source: MmsSmsDatabaseHelper, InboundSmsTracker, InboundSmsHandler) keeps the parts of a long message here until all have
 * come, and keeps them with deleted 1 for some weeks after to recognise repetitions. date is the network's time in milliseconds,
 * sequence and count say which part of how many, message_body holds its text (older versions only the coded pdu). A part that still waits
 * is a message that came in part; one that was used is a copy of a row of `sms`, so it counts as no message of its own.
 */
import { evidenceRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime } from '../../../formats/values/unixTime.ts'
import type { EvidenceDatabase, MessageRecord } from '../../../model/index.ts'
import type { MmsReading } from './messagesMms.ts'

export const RAW_COLUMNS = [
  'reference_number',
  'count',
  'sequence',
  'destination_port',
  'address',
  'sub_id',
  'deleted',
  'message_body',
  'display_originating_addr',
  'date',
]
const TEXT_COLUMNS = RAW_COLUMNS.filter((name) => name !== 'date')
/** Bit of destination_port (InboundSmsTracker.DEST_PORT_FLAG_NO_PORT): a text for people, not for a port. */
const NO_PORT = 1 << 16

export function* rawRecords(database: EvidenceDatabase, reading: MmsReading): Generator<MessageRecord> {
  for (const row of evidenceRows(database, { table: 'raw', columns: TEXT_COLUMNS, asText: ['date'] })) yield rawRecord(row, reading)
}

function rawRecord(row: StoredRow, { addresses, sims }: MmsReading): MessageRecord {
  const isUsed = flagOf(row['deleted']) === true
  const address = textOf(row['address'])
  const shown = textOf(row['display_originating_addr'])
  const sim = sims.bySubscription(row['sub_id'])
  const text = textOf(row['message_body'])
  const facts = factsOf({
    'stored in': isUsed ? 'parts of long messages, put together already (raw)' : 'parts of long messages that wait for the rest (raw)',
    part: partOf(row),
    'reference number': textOf(row['reference_number']),
    from: isUsed ? address : null,
    'shown as from': shown === address ? null : shown,
    'destination port as stored': portOf(row),
    SIM: sim?.words,
  })
  return {
    type: 'message',
    from: { table: 'raw', rowId: String(row.rowId), ordinal: 0 },
    state: isUsed ? 'deleted-flagged' : 'live',
    service: 'SMS',
    nativeId: null,
    thread: null,
    sender: isUsed || address === null ? null : addresses(address),
    ownLine: sim?.ownLine ?? null,
    direction: isUsed ? 'unknown' : 'incoming',
    kind: isUsed ? 'system' : text === null ? 'other' : 'text',
    sentAt: unixTime(row['date']),
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    body: text,
    subject: null,
    attachments: [],
    position: null,
    replyToNativeId: null,
    reaction: null,
    status: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function partOf(row: StoredRow): string | null {
  const [sequence, count] = [textOf(row['sequence']), textOf(row['count'])]
  return sequence === null ? null : `${sequence}${count === null ? '' : ` of ${count}`}`
}

function portOf(row: StoredRow): string | null {
  const port = numberOf(row['destination_port'])
  return port === null || port <= 0 || (Math.trunc(port) & NO_PORT) !== 0 ? null : String(port)
}
