/**
 * Signal for Android, `signal.db` since 2022 (table `message`): messages, reactions, calls and people. Encrypted: needs the app's key.
 *
 * Meanings (artifacts 2.7, Signal's published source): times are Unix milliseconds by the sender's clock; the lowest five bits of `type` say
 * what a row is; expires_in counts milliseconds. from_recipient_id wrote, to_recipient_id got it; before 2023 recipient_id is the other
 * party. A quotation names its message by author and time of sending. An edit is a row of its own: original_message_id leads to the first
 * version, latest_revision_id marks all but the last. The owner is the one recipient that all sent rows name as their author.
 */
import { evidenceRows, sideRows } from '../../../formats/sqlite/storedRows.ts'
import { numberOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { EvidenceDatabase, ParserContext, SqlValue } from '../../../model/index.ts'
import { ATTACHMENT_COLUMNS, PART_COLUMNS, readFiles } from './signalAttachments.ts'
import { SIGNAL_ENCRYPTION, signalType } from './signalCodes.ts'
import { MESSAGE_COLUMNS, messageRecord, nativeIdOf } from './signalMessages.ts'
import type { SignalReading } from './signalMessages.ts'
import { GROUP_COLUMNS, readPeople, RECIPIENT_COLUMNS, SETTINGS_FILE, THREAD_COLUMNS } from './signalRecipients.ts'
import { CALL_COLUMNS, callRecords, REACTION_COLUMNS, reactionRecords, recipientRecords } from './signalSides.ts'

const REQUIRED = ['thread_id', 'date_sent', 'type', 'body']

export const androidSignal = defineSqliteParser({
  id: 'android-signal',
  version: 1,
  app: 'Signal',
  platform: 'android',
  store: 'Signal (signal.db)',
  reads: ['**/org.thoughtcrime.securesms/databases/signal.db', '**/signal.db'],
  encryption: SIGNAL_ENCRYPTION,
  yields: ['message', 'call', 'contact', 'account'],
  proof: 'source-verified',
  scheme: 'signal',
  doesNotCover: [
    'contents of attachments (each file is encrypted with a key of its own)',
    'details of group changes and other notices (kept as stored)',
    'polls, mentions, text formatting, payments, badges, drafts and stories beyond their text',
    'who of a group got and read a message (group_receipt), length of calls',
  ],
  sideFiles: SETTINGS_FILE,
  requires: { message: REQUIRED },
  optional: {
    message: MESSAGE_COLUMNS,
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
    const reading = prepare(database, context)
    for (const row of evidenceRows(database, { table: 'message', columns: [...REQUIRED, ...MESSAGE_COLUMNS] }))
      yield messageRecord({ table: 'message', row, sent: row['date_sent'], received: row['date_received'], type: row['type'] }, reading)
    const targets = readTargets(database, reading)
    yield* reactionRecords(database, reading, (row) => targets.get(numberOf(row['message_id']) ?? -1) ?? null)
    yield* callRecords(database, reading)
    yield* recipientRecords(database, reading)
  },
})

function prepare(database: EvidenceDatabase, context: ParserContext): SignalReading {
  const originals = new Map<number, SqlValue>()
  const authors = new Set<number>()
  for (const row of sideRows(database, { table: 'message', columns: ['type', 'from_recipient_id', 'original_message_id'] })) {
    const [author, original] = [numberOf(row['from_recipient_id']), numberOf(row['original_message_id'])]
    if (author !== null && signalType(row['type']).direction === 'outgoing') authors.add(author)
    if (original !== null) originals.set(original, null)
  }
  if (originals.size > 0) {
    for (const row of sideRows(database, { table: 'message', columns: ['date_sent'] }))
      if (originals.has(row.rowId)) originals.set(row.rowId, row['date_sent'] ?? null)
  }
  return {
    people: readPeople(database, context, authors),
    filesOf: readFiles(database, context),
    firstSent: (messageId) => originals.get(messageId) ?? undefined,
  }
}

/** Of the messages that somebody reacted to: id and chat. */
function readTargets(database: EvidenceDatabase, reading: SignalReading) {
  const wanted = new Set<number>()
  for (const row of sideRows(database, { table: 'reaction', columns: ['message_id'] })) wanted.add(numberOf(row['message_id']) ?? -1)
  const targets = new Map<number, { nativeId: string | null; thread: ReturnType<SignalReading['people']['threadOf']> }>()
  if (wanted.size === 0) return targets
  const columns = ['thread_id', 'date_sent', 'type', 'from_recipient_id', 'recipient_id']
  for (const row of sideRows(database, { table: 'message', columns })) {
    if (!wanted.has(row.rowId)) continue
    const isOwn = signalType(row['type']).direction === 'outgoing'
    const author = numberOf(row['from_recipient_id']) ?? (isOwn ? reading.people.self : numberOf(row['recipient_id']))
    targets.set(row.rowId, { nativeId: nativeIdOf(author, row['date_sent'], reading), thread: reading.people.threadOf(row['thread_id']) })
  }
  return targets
}
