/**
 * Signal for Android up to 2022, `signal.db` with tables `sms` (text) and `mms` (everything with files, and group messages). Encrypted.
 *
 * Meanings (artifacts 2.7, Signal's published source): in `sms` date is when this phone got the message and date_sent when it was sent; in
 * `mms` date is when it was sent and date_received when it was got, and msg_box is the type. `address` (later recipient_id) is the number of
 * the other party's row in `recipient`. The owner is named by the app's settings; without them own reactions are not told from others.
 */
import { evidenceRows, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { EvidenceDatabase } from '../../../model/index.ts'
import { ATTACHMENT_COLUMNS, PART_COLUMNS, readFiles } from './signalAttachments.ts'
import { SIGNAL_ENCRYPTION, signalType } from './signalCodes.ts'
import { MESSAGE_COLUMNS, messageRecord, nativeIdOf } from './signalMessages.ts'
import type { SignalReading, SignalRow } from './signalMessages.ts'
import { GROUP_COLUMNS, readPeople, RECIPIENT_COLUMNS, SETTINGS_FILE, THREAD_COLUMNS } from './signalRecipients.ts'
import { CALL_COLUMNS, callRecords, REACTION_COLUMNS, reactionRecords, type ReactionTarget, recipientRecords } from './signalSides.ts'

const REQUIRED = ['thread_id', 'body']
const DATES = ['date', 'date_sent', 'date_received', 'type', 'msg_box']
const COLUMNS = [...DATES, ...MESSAGE_COLUMNS.filter((name) => !DATES.includes(name))]
const TABLES = ['sms', 'mms'] as const

export const androidSignalLegacy = defineSqliteParser({
  id: 'android-signal-legacy',
  version: 1,
  app: 'Signal',
  platform: 'android',
  store: 'Signal up to 2022 (signal.db)',
  reads: ['**/org.thoughtcrime.securesms/databases/signal.db', '**/signal.db'],
  encryption: SIGNAL_ENCRYPTION,
  yields: ['message', 'call', 'contact', 'account'],
  proof: 'source-verified',
  scheme: 'signal',
  doesNotCover: [
    'reactions of versions that keep them inside the message (column reactions)',
    'contents of attachments (each file is encrypted with a key of its own)',
    'details of group changes and other notices (kept as stored)',
  ],
  sideFiles: SETTINGS_FILE,
  requires: { sms: REQUIRED, mms: REQUIRED },
  optional: {
    sms: COLUMNS,
    mms: COLUMNS,
    recipient: RECIPIENT_COLUMNS,
    thread: THREAD_COLUMNS,
    groups: GROUP_COLUMNS,
    group_membership: ['group_id', 'recipient_id'],
    attachment: ATTACHMENT_COLUMNS,
    part: PART_COLUMNS,
    call: ['call_id', ...CALL_COLUMNS],
    reaction: REACTION_COLUMNS,
  },
  *parse(database, context) {
    const files = readFiles(database, context)
    const none = { attachments: [], isSticker: false, facts: {} }
    const reading: SignalReading = { people: readPeople(database, context, new Set()), filesOf: files, firstSent: () => undefined }
    const withoutFiles: SignalReading = { ...reading, filesOf: () => none }
    for (const table of TABLES) {
      for (const row of evidenceRows(database, { table, columns: [...REQUIRED, ...COLUMNS] }))
        yield messageRecord(signalRow(table, row), table === 'mms' ? reading : withoutFiles)
    }
    const targets = readTargets(database, reading)
    yield* reactionRecords(database, reading, (row) => targets.get(targetKey(row)) ?? null)
    yield* callRecords(database, reading)
    yield* recipientRecords(database, reading)
  },
})

function signalRow(table: (typeof TABLES)[number], row: StoredRow): SignalRow {
  return table === 'sms'
    ? { table, row, sent: row['date_sent'], received: row['date_received'] ?? row['date'], type: row['type'] }
    : { table, row, sent: row['date_sent'] ?? row['date'], received: row['date_received'], type: row['type'] ?? row['msg_box'] }
}

/** A reaction says in which of the two tables its message stands. */
const targetKey = (row: StoredRow): string => `${numberOf(row['is_mms']) === 1 ? 'mms' : 'sms'} ${numberOf(row['message_id']) ?? ''}`

function readTargets(database: EvidenceDatabase, reading: SignalReading): ReadonlyMap<string, ReactionTarget> {
  const wanted = new Set<string>()
  for (const row of sideRows(database, { table: 'reaction', columns: ['message_id', 'is_mms'] })) wanted.add(targetKey(row))
  const targets = new Map<string, ReactionTarget>()
  if (wanted.size === 0) return targets
  for (const table of TABLES) {
    for (const row of sideRows(database, { table, columns: ['thread_id', 'recipient_id', 'address', ...DATES] })) {
      const key = `${table} ${row.rowId}`
      if (!wanted.has(key)) continue
      const { sent, type } = signalRow(table, row)
      const isOwn = signalType(type).direction === 'outgoing'
      const author = isOwn ? reading.people.self : (numberOf(row['recipient_id']) ?? numberOf(row['address']))
      targets.set(key, { nativeId: nativeIdOf(author, sent, reading), thread: reading.people.threadOf(row['thread_id']) })
    }
  }
  return targets
}
