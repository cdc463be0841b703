/**
 * SMS and MMS of Android, `mmssms.db`: one record per row of `sms`, of `pdu` (MMS), of Samsung's `spam_sms` and `spam_pdu`
 * (columns as its published database helper creates them), and of `raw` (segments).
 *
 * Meanings (artifacts 2.1): sms.date counts milliseconds since 1970 UTC, is this phone's clock (received or sent here) and is
 * shown; date_sent is the network's or sender's clock and a fact. type 1 received, 2 sent, 3 draft, 4 outbox, 5 failed, 6 queued.
 * The number of an outgoing SMS is that of its recipient. sub_id names the SIM, resolved through telephony.db beside it.
 * Tables and columns are probed: a database with six columns of `sms` and nothing else is read.
 */
import { readSims, TELEPHONY_PATHS } from '../../../formats/values/androidSims.ts'
import { evidenceRows, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow, TableColumns } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { EvidenceDatabase, MessageRecord, ParserContext } from '../../../model/index.ts'
import { boxOf, DELIVERY_REPORTS } from './messagesMeaning.ts'
import { ADDR_COLUMNS, MMS_TABLES, mmsRecord, PART_COLUMNS, PDU_COLUMNS, SPAM_MMS_TABLES } from './messagesMms.ts'
import type { MmsReading, MmsTables } from './messagesMms.ts'
import { RAW_COLUMNS, rawRecords } from './messagesRaw.ts'
import { addressBook, readThreads, rowsByOwner } from './messagesSides.ts'

const REQUIRED = ['address', 'date', 'type', 'body']
const OPTIONAL = [
  'thread_id',
  'date_sent',
  'read',
  'status',
  'subject',
  'service_center',
  'locked',
  'sub_id',
  'error_code',
  'creator',
  'lgeSiid',
  'callback_number',
  'delivery_date',
  'link_url',
]
const SMS_COLUMNS = [...REQUIRED, ...OPTIONAL]
/** Times are read as text: a broken one may exceed 2^53 and is kept as stored. */
const wanted = (table: string, columns: readonly string[]): TableColumns => ({
  table,
  columns: columns.filter((name) => name !== 'date'),
  asText: ['date'],
})

interface Reading extends MmsReading {
  readonly isLg: boolean
}

export const androidMessages = defineSqliteParser({
  id: 'android-messages',
  version: 2,
  app: 'Messages',
  platform: 'android',
  store: 'SMS and MMS (mmssms.db)',
  reads: ['**/mmssms.db'],
  yields: ['message'],
  proof: 'data-proven',
  scheme: 'address',
  doesNotCover: [
    'search words, pending messages and rates (words, pending_msgs, rate)',
    'RCS tables and columns of single makers',
    'names of the other parties: they are in the contacts',
    'text of segments in raw.pdu of versions without message_body',
    'which recipient of an incoming group MMS is the owner',
    'delivery and read reports of single MMS recipients beyond their own rows',
  ],
  requires: { sms: REQUIRED },
  optional: {
    sms: OPTIONAL,
    spam_sms: SMS_COLUMNS,
    pdu: PDU_COLUMNS,
    addr: ADDR_COLUMNS,
    part: PART_COLUMNS,
    spam_pdu: PDU_COLUMNS,
    spam_addr: ADDR_COLUMNS,
    spam_part: PART_COLUMNS,
    raw: RAW_COLUMNS,
    threads: ['recipient_ids', 'type'],
    canonical_addresses: ['address'],
  },
  companions: { telephony: TELEPHONY_PATHS },
  *parse(database, context) {
    const addresses = addressBook()
    const reading: Reading = {
      context,
      addresses,
      threads: readThreads(database, addresses),
      sims: readSims(context.companion('telephony')),
      isLg: database.has('sms', 'lgeSiid'),
    }
    for (const row of evidenceRows(database, wanted('sms', SMS_COLUMNS))) yield smsRecord(row, 'sms', reading)
    yield* mmsRecords(database, MMS_TABLES, reading)
    for (const row of evidenceRows(database, wanted('spam_sms', SMS_COLUMNS))) yield smsRecord(row, 'spam_sms', reading)
    yield* mmsRecords(database, SPAM_MMS_TABLES, reading)
    yield* rawRecords(database, reading)
  },
})

function* mmsRecords(database: EvidenceDatabase, tables: MmsTables, reading: Reading): Generator<MessageRecord> {
  if (!database.has(tables.pdu)) return
  const addrs = rowsByOwner(sideRows(database, { table: tables.addr, columns: ADDR_COLUMNS }), 'msg_id')
  const parts = rowsByOwner(sideRows(database, { table: tables.part, columns: PART_COLUMNS }), 'mid')
  for (const row of evidenceRows(database, wanted(tables.pdu, PDU_COLUMNS))) {
    const [addrRows, partRows] = [addrs.get(row.rowId) ?? [], parts.get(row.rowId) ?? []]
    yield mmsRecord(row, tables, { addrRows, partRows }, reading)
    addrs.delete(row.rowId)
    parts.delete(row.rowId)
  }
  noteLeftOver(reading.context, tables, 'addr', addrs)
  noteLeftOver(reading.context, tables, 'part', parts)
}

function noteLeftOver(
  context: ParserContext,
  tables: MmsTables,
  side: 'addr' | 'part',
  left: ReadonlyMap<number, readonly StoredRow[]>,
): void {
  const count = [...left.values()].reduce((sum, rows) => sum + rows.length, 0)
  if (count > 0)
    context.note(`${count} rows of table ${tables[side]} belong to no row of table ${tables.pdu}: their messages may have been deleted.`)
}

function smsRecord(row: StoredRow, table: 'sms' | 'spam_sms', { addresses, threads, sims, isLg }: Reading): MessageRecord {
  const box = boxOf(row['type'], isLg)
  const address = textOf(row['address'])
  const thread = threads(row['thread_id'])
  const sim = sims.bySubscription(row['sub_id'])
  const isSender = box.direction === 'incoming'
  const isNamedByThread = address !== null && thread?.participants.length === 1 && thread.participants[0]?.raw === address
  const errorCode = numberOf(row['error_code'])
  const facts = factsOf({
    folder: table === 'spam_sms' ? 'kept apart as spam (spam_sms)' : null,
    to: box.direction === 'outgoing' && !isNamedByThread ? address : null,
    address: box.direction === 'unknown' ? address : null,
    'sent by the network (date_sent)': unixTimeInWords(row['date_sent']),
    read: isSender && flagOf(row['read']) === false ? 'no' : null,
    'delivery report': numberOf(row['status']) === -1 ? null : codeInWords(row['status'], DELIVERY_REPORTS),
    'error code': errorCode === null || errorCode <= 0 ? null : String(errorCode),
    'service centre': textOf(row['service_center']),
    locked: flagOf(row['locked']) === true ? 'yes' : null,
    SIM: sim?.words,
    'written by app': textOf(row['creator']),
    'number to call back': textOf(row['callback_number']),
    'delivered at (delivery_date)': unixTimeInWords(row['delivery_date']),
    link: textOf(row['link_url']),
  })
  return {
    type: 'message',
    from: { table, rowId: String(row.rowId), ordinal: 0 },
    state: 'live',
    service: 'SMS',
    nativeId: null,
    thread,
    sender: isSender && address !== null ? addresses(address) : null,
    ownLine: sim?.ownLine ?? null,
    direction: box.direction,
    kind: 'text',
    sentAt: unixTime(row['date']),
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    body: textOf(row['body']),
    subject: textOf(row['subject']),
    attachments: [],
    position: null,
    replyToNativeId: null,
    reaction: null,
    status: box.words,
    ...(facts === undefined ? {} : { facts }),
  }
}
