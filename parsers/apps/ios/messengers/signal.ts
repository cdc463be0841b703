/**
 * Signal on the iPhone, `grdb/signal.sqlite`: messages, calls, reactions, people and the own account. Encrypted: needs the keychain item.
 *
 * Meanings (artifacts 1.10, Signal's published schema and source): `recordType` says what a row is (19 received, 21 sent, 20 a call, 10 a
 * notice ...); times are Unix milliseconds, `timestamp` by the sender's clock. What was sent has no author. `editState` 2 is an earlier
 * version; EditRecord leads from the newest to the earlier ones. The own number and account id are settings in `keyvalue`.
 */
import { evidenceRows, sideRows } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { EvidenceDatabase, ParserContext, SqlValue } from '../../../model/index.ts'
import { FILE_COLUMNS, OLD_COLUMNS, readFiles, REFERENCE_COLUMNS } from './signalAttachments.ts'
import { CALL_RECORD_TYPE, SIGNAL_ENCRYPTION } from './signalCodes.ts'
import { authorIdOf, directionOf, INTERACTION_COLUMNS, messageRecord, nativeIdOf } from './signalMessages.ts'
import type { SignalReading } from './signalMessages.ts'
import {
  ACCOUNT_COLUMNS,
  GROUP_MEMBER_COLUMNS,
  KEY_VALUE_COLUMNS,
  PROFILE_COLUMNS,
  readPeople,
  RECIPIENT_COLUMNS,
  THREAD_COLUMNS,
} from './signalPeople.ts'
import {
  accountRecords,
  CALL_COLUMNS,
  callOfInteraction,
  callRecords,
  REACTION_COLUMNS,
  reactionRecords,
  type ReactionTarget,
  recipientRecords,
} from './signalSides.ts'

const REQUIRED = ['recordType', 'timestamp', 'uniqueThreadId']

export const iosSignal = defineSqliteParser({
  id: 'ios-signal',
  version: 1,
  app: 'Signal',
  platform: 'ios',
  store: 'Signal (signal.sqlite)',
  reads: ['**/grdb*/signal.sqlite', '**/signal.sqlite'],
  inBackups: false,
  encryption: SIGNAL_ENCRYPTION,
  yields: ['message', 'call', 'contact', 'account'],
  proof: 'source-verified',
  scheme: 'signal',
  doesNotCover: [
    'contents of attachments that newer versions encrypt one by one',
    'details of group changes and other notices, shared contacts, payments (kept as counted bytes or codes)',
    'polls, mentions, text formatting, stories, drafts',
    'who of a group got and read a message',
  ],
  requires: { model_TSInteraction: REQUIRED },
  optional: {
    model_TSInteraction: INTERACTION_COLUMNS,
    model_TSThread: THREAD_COLUMNS,
    model_SignalRecipient: RECIPIENT_COLUMNS,
    model_OWSUserProfile: PROFILE_COLUMNS,
    model_SignalAccount: ACCOUNT_COLUMNS,
    model_TSGroupMember: GROUP_MEMBER_COLUMNS,
    model_OWSReaction: REACTION_COLUMNS,
    model_TSAttachment: OLD_COLUMNS,
    Attachment: FILE_COLUMNS,
    MessageAttachmentReference: REFERENCE_COLUMNS,
    CallRecord: ['callId', ...CALL_COLUMNS],
    EditRecord: ['latestRevisionId', 'pastRevisionId'],
    keyvalue: KEY_VALUE_COLUMNS,
  },
  *parse(database, context) {
    const reading = prepare(database, context)
    const inCallTable = new Set<number>()
    for (const row of sideRows(database, { table: 'CallRecord', columns: ['interactionRowId'] }))
      inCallTable.add(numberOf(row['interactionRowId']) ?? -1)
    for (const row of evidenceRows(database, { table: 'model_TSInteraction', columns: [...REQUIRED, ...INTERACTION_COLUMNS] })) {
      yield messageRecord(row, reading)
      if (numberOf(row['recordType']) === CALL_RECORD_TYPE && !inCallTable.has(row.rowId)) yield callOfInteraction(row, reading)
    }
    yield* reactionRecords(database, reading, readTargets(database, reading))
    yield* callRecords(database, reading)
    yield* recipientRecords(database, reading)
    yield* accountRecords(database)
  },
})

function prepare(database: EvidenceDatabase, context: ParserContext): SignalReading {
  return { people: readPeople(database), filesOf: readFiles(database, context), firstSent: readEdits(database) }
}

/** Newest version -> when the earliest version was sent. */
function readEdits(database: EvidenceDatabase): SignalReading['firstSent'] {
  const first = new Map<number, number>()
  for (const row of sideRows(database, { table: 'EditRecord', columns: ['latestRevisionId', 'pastRevisionId'] })) {
    const [latest, past] = [numberOf(row['latestRevisionId']), numberOf(row['pastRevisionId'])]
    if (latest !== null && past !== null && !first.has(latest)) first.set(latest, past)
  }
  const times = new Map<number, SqlValue>()
  if (first.size > 0) {
    const wanted = new Set(first.values())
    for (const row of sideRows(database, { table: 'model_TSInteraction', columns: ['timestamp'] }))
      if (wanted.has(row.rowId)) times.set(row.rowId, row['timestamp'] ?? null)
  }
  return (rowId) => times.get(first.get(rowId) ?? -1) ?? undefined
}

/** Of the messages that somebody reacted to: id and chat. */
function readTargets(database: EvidenceDatabase, { people }: SignalReading): ReadonlyMap<string, ReactionTarget> {
  const wanted = new Set<string>()
  for (const row of sideRows(database, { table: 'model_OWSReaction', columns: ['uniqueMessageId'] }))
    wanted.add(textOf(row['uniqueMessageId']) ?? '')
  const targets = new Map<string, ReactionTarget>()
  if (wanted.size === 0) return targets
  const columns = ['uniqueId', 'recordType', 'callType', 'timestamp', 'uniqueThreadId', 'authorUUID']
  for (const row of sideRows(database, { table: 'model_TSInteraction', columns })) {
    const id = textOf(row['uniqueId'])
    if (id === null || !wanted.has(id)) continue
    const nativeId = nativeIdOf(authorIdOf(row, directionOf(row), people), row['timestamp'])
    targets.set(id, { nativeId, thread: people.threadOf(textOf(row['uniqueThreadId'])) })
  }
  return targets
}
