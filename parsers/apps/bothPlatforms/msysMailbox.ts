/**
 * The mailbox database (msys, "lightspeed") of Messenger and Facebook, which is the same on iPhones and on Android: its tables to records.
 *
 * Meanings (artifacts 1.10 and 2.9, ALEAPP and iLEAPP, and a public reader of edits): times are Unix milliseconds; the owner is
 * _user_info.facebook_user_id, and what its id sent is outgoing; is_admin_message marks notices. Views of the app are not used. End-to-end
 * encrypted chats lie in client_messages, their edits in client_edit_message_history (one row a version: content and time; the newest
 * version repeats the message). secure_messages are encrypted: only who and when. call_direction 1 is read as outgoing and 2 as incoming, as
 * other tools do; no source confirms it, and each call says so.
 */
import type { Direction, Emitted, EvidenceDatabase, MessageRecord, ParserContext } from '../../model/index.ts'
import { NO_MESSAGE_FIELDS } from '../../formats/records/messageDefaults.ts'
import { MSYS_FILE_TABLES, readMsysFiles } from './msysFiles.ts'
import type { MsysFileLookups, MsysFiles } from './msysFiles.ts'
import { readMsysPeople } from './msysPeople.ts'
import type { MsysPeople } from './msysPeople.ts'
import { callRecord, contactRecord, MSYS_SIDE_TABLES, ownerRecord, SERVICE } from './msysSides.ts'
import { evidenceRows, placeOf, sideRows } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, instantInWords, numberOf, textOf } from '../../formats/values/storedValues.ts'
import { unixTime, unixTimeOrNull } from '../../formats/values/unixTime.ts'

export const MSYS_REQUIRED = { messages: ['timestamp_ms', 'sender_id', 'thread_key', 'text'] }
export const MSYS_OPTIONAL = {
  messages: ['message_id', 'is_admin_message'],
  threads: ['thread_key', 'thread_name'],
  participants: ['thread_key', 'contact_id'],
  _user_info: ['facebook_user_id'],
  reactions: ['message_id', 'thread_key', 'actor_id', 'reaction', 'reaction_creation_timestamp_ms'],
  client_messages: [
    'pk',
    'text',
    'edit_count',
    'sender_contact_pk',
    'authoritative_ts_ms',
    'display_ts_ms',
    'thread_pk',
    'message_content_type',
  ],
  client_edit_message_history: ['original_message_pk', 'message_content', 'server_adjusted_edit_ts_ms'],
  secure_messages: ['timestamp_ms', 'thread_key', 'sender_id'],
  ...MSYS_SIDE_TABLES,
  ...MSYS_FILE_TABLES,
}

interface Reading {
  readonly people: MsysPeople
  readonly files: MsysFileLookups
}

/** `ownerByPath`: the account id that the file's name holds, for databases without `_user_info`. */
export function* msysRecords(database: EvidenceDatabase, context: ParserContext, ownerByPath: string | null): Generator<Emitted> {
  const reading: Reading = { people: readMsysPeople(database, ownerByPath), files: readMsysFiles(database, context) }
  const messages = { table: 'messages', columns: ['timestamp_ms', 'text', ...MSYS_OPTIONAL.messages], asText: ['sender_id', 'thread_key'] }
  for (const row of evidenceRows(database, messages)) yield messageRecord(row, reading)
  yield* clientMessages(database, reading)
  for (const row of evidenceRows(database, { table: 'secure_messages', columns: ['timestamp_ms'], asText: ['thread_key', 'sender_id'] }))
    yield secureRecord(row, reading)
  const reactions = {
    table: 'reactions',
    columns: ['message_id', 'reaction', 'reaction_creation_timestamp_ms'],
    asText: ['thread_key', 'actor_id'],
  }
  for (const row of evidenceRows(database, reactions)) yield reactionRecord(row, reading)
  const calls = MSYS_OPTIONAL.call_log.filter((name) => name !== 'thread_key')
  for (const row of evidenceRows(database, { table: 'call_log', columns: calls, asText: ['thread_key'] }))
    yield callRecord(row, reading.people)
  const contacts = MSYS_OPTIONAL.contacts.filter((name) => name !== 'id')
  for (const row of evidenceRows(database, { table: 'contacts', columns: contacts, asText: ['id'] }))
    yield contactRecord(row, reading.people)
  for (const row of evidenceRows(database, { table: '_user_info', columns: [], asText: ['facebook_user_id'] }))
    yield ownerRecord(row, reading.people)
}

function directionOf(sender: string | null, { people }: Reading): Direction {
  if (sender === null || people.owner === null) return 'unknown'
  return sender === people.owner ? 'outgoing' : 'incoming'
}

/** What every kind of message of a mailbox shares: parties by their ids. */
function baseOf(sender: string | null, thread: string | null, reading: Reading) {
  const direction = directionOf(sender, reading)
  const { people } = reading
  return {
    ...NO_MESSAGE_FIELDS,
    service: SERVICE,
    thread: people.threadOf(thread),
    sender: direction === 'outgoing' ? null : people.identityOf(sender),
    ownLine: people.identityOf(people.owner),
    direction,
  }
}

function kindOf(text: string | null, files: MsysFiles | null): MessageRecord['kind'] {
  if ((files?.attachments.length ?? 0) > 0) return 'media'
  return text === null ? 'other' : 'text'
}

function messageRecord(row: StoredRow, reading: Reading): MessageRecord {
  const id = textOf(row['message_id'])
  const files = reading.files.ofMessage(id)
  const isNotice = flagOf(row['is_admin_message']) === true
  const base = baseOf(textOf(row['sender_id']), textOf(row['thread_key']), reading)
  const text = textOf(row['text'])
  const facts = factsOf({ card: cardsOf(files), 'notice about': isNotice ? (base.sender?.name ?? textOf(row['sender_id'])) : null })
  return {
    ...base,
    ...(isNotice ? { direction: 'unknown', sender: null } : {}),
    from: placeOf('messages', row),
    nativeId: id,
    kind: isNotice ? 'system' : kindOf(text, files),
    sentAt: unixTime(row['timestamp_ms']),
    body: text,
    attachments: files?.attachments ?? [],
    ...(facts === undefined ? {} : { facts }),
  }
}

const cardsOf = (files: MsysFiles | null): string | null => (files === null || files.cards.length === 0 ? null : files.cards.join('; '))

/** Messages of end-to-end encrypted chats, then the versions of those that were edited. */
function* clientMessages(database: EvidenceDatabase, reading: Reading): Generator<Emitted> {
  const asText = ['pk', 'sender_contact_pk', 'thread_pk']
  const columns = MSYS_OPTIONAL.client_messages.filter((name) => !asText.includes(name))
  const edited = new Map<string, StoredRow | null>()
  for (const row of sideRows(database, { table: 'client_edit_message_history', columns: [], asText: ['original_message_pk'] }))
    edited.set(textOf(row['original_message_pk']) ?? '', null)
  for (const row of evidenceRows(database, { table: 'client_messages', columns, asText })) {
    const pk = textOf(row['pk'])
    if (pk !== null && edited.has(pk)) edited.set(pk, row)
    yield clientRecord(row, reading)
  }
  const history = {
    table: 'client_edit_message_history',
    columns: ['message_content', 'server_adjusted_edit_ts_ms'],
    asText: ['original_message_pk'],
  }
  for (const row of evidenceRows(database, history))
    yield versionRecord(row, edited.get(textOf(row['original_message_pk']) ?? '') ?? null, reading)
}

function clientRecord(row: StoredRow, reading: Reading): MessageRecord {
  const pk = textOf(row['pk'])
  const files = reading.files.ofClientMessage(pk)
  const text = textOf(row['text'])
  const edits = numberOf(row['edit_count']) ?? 0
  const [server, shown] = [unixTimeOrNull(row['authoritative_ts_ms']), unixTime(row['display_ts_ms'])]
  const contentType = textOf(row['message_content_type'])
  const facts = factsOf({
    chat: 'end-to-end encrypted',
    'times edited': edits > 0 ? String(edits) : null,
    'shown at': server === null || shown.asStored === server.asStored ? null : instantInWords(shown),
    'content type': contentType === '2' ? 'picture' : contentType === null ? null : `${contentType} (meaning not known)`,
  })
  return {
    ...baseOf(textOf(row['sender_contact_pk']), textOf(row['thread_pk']), reading),
    from: placeOf('client_messages', row),
    kind: kindOf(text, files),
    sentAt: server ?? shown,
    body: text,
    attachments: files?.attachments ?? [],
    ...(facts === undefined ? {} : { facts }),
  }
}

function versionRecord(row: StoredRow, message: StoredRow | null, reading: Reading): Emitted {
  const from = placeOf('client_edit_message_history', row)
  const text = textOf(row['message_content'])
  if (message !== null && text === textOf(message['text']))
    return { type: 'skipped', from, reason: 'the newest version: read as the message itself' }
  const at = unixTime(row['server_adjusted_edit_ts_ms'])
  const facts = factsOf({
    chat: 'end-to-end encrypted',
    'earlier version of':
      message === null ? `message ${textOf(row['original_message_pk']) ?? ''}, not found` : `message in row ${message.rowId}`,
  })
  return {
    ...baseOf(textOf(message?.['sender_contact_pk']), textOf(message?.['thread_pk']), reading),
    from,
    state: 'edited-previous',
    kind: text === null ? 'other' : 'text',
    sentAt: at,
    body: text,
    ...(facts === undefined ? {} : { facts }),
  }
}

function secureRecord(row: StoredRow, reading: Reading): MessageRecord {
  return {
    ...baseOf(textOf(row['sender_id']), textOf(row['thread_key']), reading),
    from: placeOf('secure_messages', row),
    kind: 'other',
    sentAt: unixTime(row['timestamp_ms']),
    facts: { content: 'encrypted (secret conversation)' },
  }
}

function reactionRecord(row: StoredRow, reading: Reading): MessageRecord {
  return {
    ...baseOf(textOf(row['actor_id']), textOf(row['thread_key']), reading),
    from: placeOf('reactions', row),
    kind: 'reaction',
    sentAt: unixTime(row['reaction_creation_timestamp_ms']),
    reaction: {
      targetNativeId: textOf(row['message_id']) ?? '',
      targetPart: null,
      label: textOf(row['reaction']) ?? '',
      action: 'added',
    },
  }
}
