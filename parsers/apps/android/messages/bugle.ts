/**
 * Messages of Google Messages (SMS, MMS and RCS), `bugle_db`: one record per row of `messages`.
 *
 * Meanings (artifacts 2.2): timestamps count milliseconds since 1970 UTC; an incoming message is shown by received_timestamp, this phone's
 * clock as in mmssms.db, an outgoing one by sent_timestamp. A sender whose sub_id is -2 is another party, any other the owner. Text and files are rows of
 * `parts`; messages without parts or without a sender are messages all the same. SMS and MMS also lie in mmssms.db: sms_message_uri names
 * their row there, and both are shown.
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { evidenceRows, placeOf, sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type {
  AttachmentRef,
  Direction,
  EvidenceDatabase,
  IdentityRef,
  MessageKind,
  MessageRecord,
  ParserContext,
  ThreadRef,
} from '../../../model/index.ts'
import * as meaning from './bugleMeaning.ts'

const REQUIRED = ['conversation_id', 'sender_id', 'received_timestamp']
const OPTIONAL = [
  'sent_timestamp',
  'self_id',
  'message_protocol',
  'message_status',
  'raw_status',
  'rcs_message_id',
  'original_rcs_message_id',
  'sms_message_uri',
  'mms_subject',
  'read',
  'is_hidden',
  'mms_expiry',
]
const PART_COLUMNS = ['message_id', 'text', 'content_type', 'uri', 'local_cache_path', 'file_name', 'file_size_bytes', 'timestamp']
const PERSON_COLUMNS = [
  'sub_id',
  'normalized_destination',
  'display_destination',
  'send_destination',
  'full_name',
  'subscription_name',
  'blocked',
]
const CONVERSATION_COLUMNS = [
  'name',
  'participant_count',
  'other_participant_normalized_destination',
  'archive_status',
  'sms_thread_id',
  'rcs_group_id',
]

interface Reading {
  readonly people: ReadonlyMap<number, StoredRow>
  readonly parts: Map<number, StoredRow[]>
  readonly conversations: ReadonlyMap<number, StoredRow>
  readonly threads: Map<number, ThreadRef>
  readonly members: ReadonlyMap<number, readonly number[]>
  readonly replies: ReadonlyMap<number, StoredRow>
  readonly nativeIds: ReadonlyMap<number, string>
  readonly identities: Map<string, IdentityRef>
  readonly context: ParserContext
}

export const androidGoogleMessages = defineSqliteParser({
  id: 'android-google-messages',
  version: 1,
  app: 'Messages by Google',
  platform: 'android',
  store: 'Google Messages (bugle_db)',
  reads: ['**/bugle_db'],
  yields: ['message'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: [
    'reactions, spam verdicts, link previews, reminders and scheduled sending',
    'messages that also lie in mmssms.db are shown from both stores',
    'files kept by another app under a content address: the address is shown',
  ],
  requires: { messages: REQUIRED, parts: ['message_id'] },
  optional: {
    messages: OPTIONAL,
    parts: PART_COLUMNS.filter((name) => name !== 'message_id'),
    participants: PERSON_COLUMNS,
    conversations: CONVERSATION_COLUMNS,
    conversation_participants: ['conversation_id', 'participant_id'],
    message_replies: ['message_id', 'replied_to_message_id', 'replied_to_rcs_message_id'],
  },
  *parse(database, context) {
    const reading = prepare(database, context)
    for (const row of evidenceRows(database, { table: 'messages', columns: [...REQUIRED, ...OPTIONAL] })) {
      yield messageRecord(row, reading)
      reading.parts.delete(row.rowId)
    }
    const orphans = [...reading.parts.values()].reduce((sum, rows) => sum + rows.length, 0)
    if (orphans > 0)
      context.note(`${orphans} rows of table parts belong to no row of table messages: their messages may have been deleted.`)
  },
})

function prepare(database: EvidenceDatabase, context: ParserContext): Reading {
  const parts = new Map<number, StoredRow[]>()
  for (const row of sideRows(database, { table: 'parts', columns: PART_COLUMNS })) append(parts, numberOf(row['message_id']), row)
  const members = new Map<number, number[]>()
  for (const row of sideRows(database, { table: 'conversation_participants', columns: ['conversation_id', 'participant_id'] })) {
    append(members, numberOf(row['conversation_id']), numberOf(row['participant_id']))
  }
  const replies = new Map<number, StoredRow>()
  for (const row of sideRows(database, {
    table: 'message_replies',
    columns: ['message_id', 'replied_to_message_id', 'replied_to_rcs_message_id'],
  })) {
    const id = numberOf(row['message_id'])
    if (id !== null) replies.set(id, row)
  }
  return {
    people: sideRowsById(database, { table: 'participants', columns: PERSON_COLUMNS }),
    parts,
    conversations: sideRowsById(database, { table: 'conversations', columns: CONVERSATION_COLUMNS }),
    threads: new Map(),
    members,
    replies,
    nativeIds: replies.size === 0 ? new Map() : readNativeIds(database),
    identities: new Map(),
    context,
  }
}

function append<Value>(lists: Map<number, Value[]>, key: number | null, value: Value | null): void {
  if (key === null || value === null) return
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

function readNativeIds(database: EvidenceDatabase): Map<number, string> {
  const ids = new Map<number, string>()
  for (const row of sideRows(database, { table: 'messages', columns: ['rcs_message_id'] }))
    ids.set(row.rowId, textOf(row['rcs_message_id']) ?? `message ${row.rowId}`)
  return ids
}

function messageRecord(row: StoredRow, reading: Reading): MessageRecord {
  const sender = reading.people.get(numberOf(row['sender_id']) ?? -1)
  const status = numberOf(row['message_status'])
  const { direction, byStatus } = meaning.directionOf(sender === undefined ? null : { subId: numberOf(sender['sub_id']) }, status)
  const conversationId = numberOf(row['conversation_id'])
  const content = contentOf(reading.parts.get(row.rowId) ?? [], reading.context)
  const own = reading.people.get(numberOf(row['self_id']) ?? -1)
  const senderId = numberOf(row['sender_id'])
  const isGone = sender === undefined && senderId !== null
  const facts = factsOf({
    protocol: meaning.protocolInWords(row['message_protocol']),
    'direction from': byStatus ? 'status: the row of the sender is gone' : null,
    'sender row': isGone ? `${senderId}, not in participants` : null,
    'sent by the sender': direction === 'incoming' ? unixTimeInWords(row['sent_timestamp']) : null,
    read: direction === 'incoming' && flagOf(row['read']) === false ? 'no' : null,
    blocked: flagOf(sender?.['blocked']) === true ? 'sender is blocked' : null,
    hidden: flagOf(row['is_hidden']) === true ? 'yes' : null,
    'status of the network': numberOf(row['raw_status']) === 0 ? null : textOf(row['raw_status']),
    'also stored as': textOf(row['sms_message_uri']),
    'id before the edit or second sending': textOf(row['original_rcs_message_id']),
    'available until': unixTimeInWords(row['mms_expiry']),
    SIM: textOf(own?.['subscription_name']),
    'conversation row':
      conversationId !== null && !reading.conversations.has(conversationId) ? `${conversationId}, not in conversations` : null,
    'parts without content': content.empty === 0 ? null : String(content.empty),
  })
  return {
    type: 'message',
    from: placeOf('messages', row),
    state: 'live',
    service: meaning.serviceOf(row['message_protocol']),
    nativeId: textOf(row['rcs_message_id']),
    thread: conversationId === null ? null : threadOf(conversationId, reading),
    sender: direction === 'incoming' && sender !== undefined ? identityOf(sender, reading) : null,
    ownLine: own === undefined ? null : identityOf(own, reading),
    direction,
    kind: numberOf(row['message_protocol']) === meaning.NOTIFICATION ? 'other' : content.kind,
    sentAt: sentAtOf(row, direction),
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    body: content.text,
    subject: textOf(row['mms_subject']),
    attachments: content.attachments,
    position: null,
    replyToNativeId: replyOf(row, reading),
    reaction: null,
    status: codeInWords(row['message_status'], meaning.STATUS),
    ...(facts === undefined ? {} : { facts }),
  }
}

function sentAtOf(row: StoredRow, direction: Direction): MessageRecord['sentAt'] {
  const [first, second] = direction === 'outgoing' ? ['sent_timestamp', 'received_timestamp'] : ['received_timestamp', 'sent_timestamp']
  const hasFirst = (numberOf(row[first ?? '']) ?? 0) > 0
  const hasSecond = (numberOf(row[second ?? '']) ?? 0) > 0
  return unixTime(row[(hasFirst || !hasSecond ? first : second) ?? ''])
}

function replyOf(row: StoredRow, { replies, nativeIds }: Reading): string | null {
  const reply = replies.get(row.rowId)
  if (reply === undefined) return null
  const target = numberOf(reply['replied_to_message_id'])
  return textOf(reply['replied_to_rcs_message_id']) ?? (target === null ? null : (nativeIds.get(target) ?? `message ${target}`))
}

/** The number as it was normalised; otherwise as it is shown or dialled. */
function identityOf(person: StoredRow, { identities }: Reading): IdentityRef | null {
  const raw = textOf(person['normalized_destination']) ?? textOf(person['send_destination']) ?? textOf(person['display_destination'])
  if (raw === null) return null
  const name = textOf(person['full_name'])
  const key = `${raw}\n${name ?? ''}`
  let identity = identities.get(key)
  if (identity === undefined) identities.set(key, (identity = { scheme: 'address', raw, name, country: null }))
  return identity
}

function threadOf(id: number, reading: Reading): ThreadRef {
  const known = reading.threads.get(id)
  if (known !== undefined) return known
  const row = reading.conversations.get(id)
  const people = (reading.members.get(id) ?? []).map((member) => reading.people.get(member)).filter((person) => person !== undefined)
  const others = people
    .filter((person) => meaning.isOtherParty(numberOf(person['sub_id'])))
    .map((person) => identityOf(person, reading))
    .filter((identity) => identity !== null)
  const only = textOf(row?.['other_participant_normalized_destination'])
  const participants =
    others.length > 0 ? others : only === null ? [] : [{ scheme: 'address', raw: only, name: null, country: null } as const]
  const size = Math.max(participants.length, numberOf(row?.['participant_count']) ?? 0)
  const kind = size > 1 || textOf(row?.['rcs_group_id']) !== null ? 'group' : size === 1 ? 'direct' : 'unknown'
  const thread: ThreadRef = { key: `conversation ${id}`, title: textOf(row?.['name']), kind, participants }
  reading.threads.set(id, thread)
  return thread
}

interface Content {
  readonly text: string | null
  readonly attachments: readonly AttachmentRef[]
  readonly kind: MessageKind
  readonly empty: number
}

function contentOf(rows: readonly StoredRow[], context: ParserContext): Content {
  const texts: string[] = []
  const attachments: AttachmentRef[] = []
  let empty = 0
  for (const row of rows) {
    const [text, mime] = [textOf(row['text']), textOf(row['content_type'])]
    const [file, size] = [textOf(row['local_cache_path']) ?? textOf(row['uri']), numberOf(row['file_size_bytes'])]
    if (text !== null) texts.push(text)
    const isFile = file !== null || (mime !== null && !/^(?:text\/plain|text\/html)\b/i.test(mime) && text === null)
    if (isFile) attachments.push(attachmentOf(row, file, mime, size, context))
    else if (text === null) empty++
  }
  const kind = attachments.length === 0 ? 'text' : attachments.every(({ mime }) => /vcard/i.test(mime ?? '')) ? 'contact' : 'media'
  return { text: texts.length === 0 ? null : texts.join('\n'), attachments, kind, empty }
}

function attachmentOf(
  row: StoredRow,
  file: string | null,
  mime: string | null,
  size: number | null,
  context: ParserContext,
): AttachmentRef {
  const path = file === null ? null : androidPath(file, context)
  return {
    path,
    name: textOf(row['file_name']) ?? (path === null ? file : (path.split('/').at(-1) ?? null)),
    mime,
    sizeBytes: size !== null && size > 0 ? size : null,
  }
}
