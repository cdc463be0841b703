/**
 * Messenger on Android up to about 2020, `threads_db2`: one message record per row of messages, reactions and people beside them.
 *
 * Meanings (artifacts 2.9, ALEAPP): times are Unix milliseconds; `sender` is JSON with `user_key` (`FACEBOOK:<id>`) and `name`; attachments
 * and shares are JSON lists; msg_type -1 is no message; generic_admin_message_extensible_data is JSON of a notice, which for calls
 * holds caller_id, call_duration and video. The own id stands in the file `threads_db2-uid`; without it the direction is unknown. Keys of
 * conversations are `ONE_TO_ONE:<id>:<id>` and `GROUP:<id>`.
 */
import { isJsonObject, jsonAt, jsonList, jsonNumber, jsonText } from '../../../formats/text/jsonStream.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeOrNull } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { AttachmentRef, Direction, Emitted, EvidenceDatabase, MessageRecord } from '../../../model/index.ts'
import { idOf, readPeople, USER_COLUMNS } from './messengerLegacyPeople.ts'
import type { LegacyPeople } from './messengerLegacyPeople.ts'

const REQUIRED = ['thread_key', 'timestamp_ms', 'sender', 'text']
const OPTIONAL = ['msg_id', 'timestamp_sent_ms', 'snippet', 'attachments', 'shares', 'msg_type', 'generic_admin_message_extensible_data']
/** Spellings of the time of a reaction over the versions, in the order of trust. */
const REACTION_TIMES = ['reaction_timestamp', 'reaction_timestamp_ms', 'reaction_creation_timestamp_ms', 'reaction_creation_time_ms']
const REACTION_COLUMNS = ['msg_id', 'user_key', 'reaction', ...REACTION_TIMES]
const NO_MESSAGE_TYPE = -1

export const androidMessengerLegacy = defineSqliteParser({
  id: 'android-messenger-legacy',
  version: 1,
  app: 'Messenger',
  platform: 'android',
  store: 'Messenger up to about 2020 (threads_db2)',
  reads: ['**/*threads_db2'],
  yields: ['message', 'contact', 'account'],
  proof: 'source-verified',
  scheme: 'facebook',
  doesNotCover: ['names and settings of conversations', 'read and delivery receipts, replies, stickers', 'files beside the database'],
  requires: { messages: REQUIRED },
  optional: {
    messages: OPTIONAL,
    message_reactions: REACTION_COLUMNS,
    thread_users: USER_COLUMNS,
    thread_participants: ['thread_key', 'user_key'],
  },
  sideFiles: { uid: ['threads_db2-uid'] },
  *parse(database, context) {
    const reading = readPeople(database, context)
    for (const row of evidenceRows(database, { table: 'messages', columns: [...REQUIRED, ...OPTIONAL] })) yield messageRow(row, reading)
    const chats = readChats(database)
    for (const row of evidenceRows(database, { table: 'message_reactions', columns: REACTION_COLUMNS }))
      yield reactionRecord(row, chats.get(textOf(row['msg_id']) ?? '') ?? null, reading)
    for (const row of evidenceRows(database, { table: 'thread_users', columns: USER_COLUMNS })) yield userRecord(row, reading)
  },
})

/** Message id -> key of its conversation, of the messages that somebody reacted to. */
function readChats(database: EvidenceDatabase): ReadonlyMap<string, string> {
  const wanted = new Set<string>()
  for (const row of sideRows(database, { table: 'message_reactions', columns: ['msg_id'] })) wanted.add(textOf(row['msg_id']) ?? '')
  const chats = new Map<string, string>()
  if (wanted.size === 0) return chats
  for (const row of sideRows(database, { table: 'messages', columns: ['msg_id', 'thread_key'] })) {
    const [id, thread] = [textOf(row['msg_id']), textOf(row['thread_key'])]
    if (id !== null && thread !== null && wanted.has(id)) chats.set(id, thread)
  }
  return chats
}

function directionOf(key: string | null, owner: string | null): Direction {
  return key === null || owner === null ? 'unknown' : idOf(key) === owner ? 'outgoing' : 'incoming'
}

function jsonOf(stored: StoredRow[string] | undefined): unknown {
  const text = textOf(stored)
  if (text === null) return null
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

function messageRow(row: StoredRow, reading: LegacyPeople): Emitted {
  const from = placeOf('messages', row)
  if (numberOf(row['msg_type']) === NO_MESSAGE_TYPE) return { type: 'skipped', from, reason: 'a placeholder of the app (msg_type -1)' }
  return messageRecord(row, reading)
}

function messageRecord(row: StoredRow, { owner, identityOf, threadOf }: LegacyPeople): MessageRecord {
  const stored = jsonOf(row['sender'])
  const key = jsonText(jsonAt(stored, 'user_key'))
  const sender = identityOf(key, jsonText(jsonAt(stored, 'name')))
  const direction = directionOf(key, owner)
  const notice = textOf(row['generic_admin_message_extensible_data'])
  const call = callFacts(jsonOf(row['generic_admin_message_extensible_data']))
  const attachments = filesOf(jsonOf(row['attachments']))
  const text = textOf(row['text'])
  const type = textOf(row['msg_type'])
  const facts = factsOf({
    'message type': type === '0' ? null : type,
    'sender as stored': key === null ? textOf(row['sender']) : null,
    preview: text === null ? textOf(row['snippet']) : null,
    shared: sharesOf(jsonOf(row['shares'])),
    'attachments as stored': attachments.length === 0 ? listText(row['attachments']) : null,
    ...call,
    'notice as stored': notice !== null && call === null ? notice : null,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('messages', row),
    service: 'Messenger',
    nativeId: textOf(row['msg_id']),
    thread: threadOf(textOf(row['thread_key'])),
    sender: direction === 'outgoing' ? null : sender,
    ownLine: identityOf(owner, null),
    direction,
    kind: call !== null ? 'call' : notice !== null ? 'system' : attachments.length > 0 ? 'media' : text === null ? 'other' : 'text',
    sentAt: unixTime(row['timestamp_ms']),
    body: text,
    attachments,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** Of notices that are calls: what they say. The length is in seconds, as ALEAPP reads it. */
function callFacts(notice: unknown): Record<string, string | null> | null {
  if (!isJsonObject(notice) || jsonNumber(notice['call_duration']) === null) return null
  return {
    'call duration (seconds)': jsonText(notice['call_duration']),
    caller: jsonText(notice['caller_id']),
    video: jsonText(notice['video']),
  }
}

function filesOf(list: unknown): AttachmentRef[] {
  return jsonList(list)
    .filter(isJsonObject)
    .map((file) => ({
      path: null,
      name: jsonText(file['filename']) ?? jsonText(file['id']),
      mime: jsonText(file['mime_type']),
      sizeBytes: jsonNumber(file['file_size']),
    }))
}

const listText = (stored: StoredRow[string] | undefined): string | null => (textOf(stored) === '[]' ? null : textOf(stored))

function sharesOf(list: unknown): string | null {
  const shares = jsonList(list).map((share) =>
    ['name', 'description', 'href']
      .map((field) => jsonText(jsonAt(share, field)))
      .filter((part) => part !== null)
      .join(' '),
  )
  return shares.length === 0 ? null : shares.join('; ')
}

function reactionRecord(row: StoredRow, thread: string | null, { owner, identityOf, threadOf }: LegacyPeople): MessageRecord {
  const key = textOf(row['user_key'])
  const direction = directionOf(key, owner)
  const time = REACTION_TIMES.map((name) => row[name]).find((value) => unixTimeOrNull(value) !== null)
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('message_reactions', row),
    service: 'Messenger',
    thread: threadOf(thread),
    sender: direction === 'outgoing' ? null : identityOf(key, null),
    ownLine: identityOf(owner, null),
    direction,
    kind: 'reaction',
    sentAt: unixTime(time),
    reaction: { targetNativeId: textOf(row['msg_id']) ?? '', targetPart: null, label: textOf(row['reaction']) ?? '', action: 'added' },
  }
}

function userRecord(row: StoredRow, { owner, identityOf }: LegacyPeople): Emitted {
  const from = placeOf('thread_users', row)
  const key = textOf(row['user_key'])
  const identity = identityOf(key, null)
  if (key === null || identity === null) return { type: 'skipped', from, reason: 'the person has no key' }
  const user = textOf(row['username'])
  if (idOf(key) === owner)
    return { type: 'account', from, state: 'live', service: 'Messenger', identity, name: identity.name, isOwner: true }
  return {
    type: 'contact',
    from,
    state: 'live',
    name: identity.name,
    organisation: null,
    identifiers: [
      { kind: 'instant-messaging', label: 'Facebook', raw: identity.raw, identity },
      ...(user === null ? [] : [{ kind: 'instant-messaging' as const, label: 'Facebook user name', raw: user, identity: null }]),
    ],
    store: 'Messenger: people of conversations',
    note: null,
    createdAt: null,
    modifiedAt: null,
  }
}
