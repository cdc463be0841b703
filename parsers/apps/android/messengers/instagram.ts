/**
 * Instagram on Android, `direct.db`: one message record per row of messages, earlier versions of edited ones behind it, and the accounts
 * that are signed in.
 *
 * Meanings (artifacts 2.9, and two public readers of the file): timestamp counts Unix microseconds; `message` is JSON as the service sent it,
 * with `user_id` of the author, `item_type`, `text`, and, where it was edited, `edit_history` (bodies with Unix milliseconds);
 * `session.user_id` is the account that is signed in. threads.thread_info is JSON with the members. Newer builds keep messages elsewhere: an
 * empty direct.db is no sign of silence.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { type JsonObject, isJsonObject, jsonAt, jsonList, jsonText, parseJsonObject } from '../../../formats/text/jsonStream.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type {
  Direction,
  Emitted,
  EvidenceDatabase,
  IdentityRef,
  MessageKind,
  MessageRecord,
  SqlValue,
  ThreadRef,
} from '../../../model/index.ts'

const REQUIRED = ['thread_id', 'timestamp', 'message']
const OPTIONAL = ['user_id', 'server_item_id', 'client_item_id', 'message_type', 'text']
/** Kinds of items as public clients of the service name them. */
const MEDIA_TYPES = [
  'media',
  'raven_media',
  'voice_media',
  'animated_media',
  'media_share',
  'clip',
  'story_share',
  'felix_share',
  'xma_media_share',
]
const NOTICE_TYPES = ['action_log', 'video_call_event']

export const androidInstagram = defineSqliteParser({
  id: 'android-instagram',
  version: 1,
  app: 'Instagram',
  platform: 'android',
  store: 'Instagram messages (direct.db)',
  reads: ['**/com.instagram.android/databases/direct.db', '**/direct.db'],
  yields: ['message', 'account'],
  proof: 'source-verified',
  scheme: 'instagram',
  doesNotCover: [
    'end-to-end encrypted chats and those that newer builds keep in ig_msys_database',
    'contents of shared posts, stories, pictures and voice messages (their kind is named)',
    'reactions (kept as stored), who has seen a message',
    'people as contacts',
  ],
  requires: { messages: REQUIRED },
  optional: { messages: OPTIONAL, threads: ['thread_id', 'thread_info'], session: ['user_id'] },
  *parse(database) {
    const reading = prepare(database)
    const columns = [...REQUIRED, ...OPTIONAL].filter((name) => name !== 'user_id')
    for (const row of evidenceRows(database, { table: 'messages', columns, asText: ['user_id'] })) yield* messageRecords(row, reading)
    for (const row of evidenceRows(database, { table: 'session', columns: [], asText: ['user_id'] })) {
      const identity = reading.identityOf(textOf(row['user_id']))
      const from = placeOf('session', row)
      yield identity === null
        ? { type: 'skipped', from, reason: 'the row names no account' }
        : { type: 'account', from, state: 'live', service: 'Instagram', identity, name: identity.name, isOwner: true }
    }
  },
})

interface Reading {
  /** The account of a row, or the one that is signed in. */
  ownerOf(row: StoredRow): string | null
  identityOf(id: string | null): IdentityRef | null
  threadOf(id: string | null): ThreadRef | null
}

function jsonOf(stored: SqlValue | undefined): JsonObject | null {
  if (stored instanceof Uint8Array) return parseJsonObject(stored)
  return typeof stored === 'string' ? parseJsonObject(Buffer.from(stored, 'utf8')) : null
}

function prepare(database: EvidenceDatabase): Reading {
  const owners = new Set<string>()
  for (const row of sideRows(database, { table: 'session', columns: [], asText: ['user_id'] })) {
    const id = textOf(row['user_id'])
    if (id !== null) owners.add(id)
  }
  const [names, members] = [new Map<string, string>(), new Map<string, string[]>()]
  for (const row of sideRows(database, { table: 'threads', columns: ['thread_id', 'thread_info'] })) {
    const info = jsonOf(row['thread_info'])
    const id = textOf(row['thread_id']) ?? jsonText(info?.['thread_id'])
    const people = [...jsonList(info?.['recipients']), info?.['inviter']].filter(isJsonObject)
    for (const person of people) {
      const [pk, name] = [pkOf(person), jsonText(person['full_name']) ?? jsonText(person['username'])]
      if (pk !== null && name !== null && !names.has(pk)) names.set(pk, name)
    }
    if (id === null) continue
    const ids = jsonList(info?.['recipients']).filter(isJsonObject).map(pkOf)
    members.set(id, ids.filter((pk) => pk !== null && !owners.has(pk)) as string[])
  }
  const [identities, threads] = [new Map<string, IdentityRef>(), new Map<string, ThreadRef>()]
  const identityOf = (id: string | null): IdentityRef | null => {
    if (id === null) return null
    let identity = identities.get(id)
    if (identity === undefined)
      identities.set(id, (identity = { scheme: 'instagram', raw: id, name: names.get(id) ?? null, country: null }))
    return identity
  }
  return {
    identityOf,
    ownerOf: (row) => {
      const own = textOf(row['user_id'])
      if (own !== null && (owners.size === 0 || owners.has(own))) return own
      return owners.size === 1 ? ([...owners][0] ?? null) : null
    },
    threadOf(id) {
      if (id === null) return null
      let thread = threads.get(id)
      if (thread === undefined) {
        const participants = (members.get(id) ?? []).map(identityOf).filter((identity) => identity !== null)
        const kind = participants.length === 1 ? 'direct' : participants.length > 1 ? 'group' : 'unknown'
        threads.set(id, (thread = { key: id, title: kind === 'direct' ? (participants[0]?.name ?? null) : null, kind, participants }))
      }
      return thread
    },
  }
}

/** Members are named by `id`, since about 2022 by `pk_id`. */
const pkOf = (person: JsonObject): string | null => jsonText(person['id']) ?? jsonText(person['pk_id']) ?? jsonText(person['pk'])

function* messageRecords(row: StoredRow, reading: Reading): Generator<Emitted> {
  const message = jsonOf(row['message'])
  const record = messageRecord(row, message, reading)
  yield record
  // The first entry is what was sent, the last the version before the present one; the time of the last edit is not stored.
  for (const [index, version] of jsonList(message?.['edit_history']).entries()) {
    const body = jsonText(jsonAt(version, 'body'))
    yield {
      ...record,
      from: placeOf('messages', row, index + 1),
      state: 'edited-previous',
      nativeId: null,
      kind: body === null ? 'other' : 'text',
      sentAt: unixTime(jsonText(jsonAt(version, 'timestamp'))),
      editedAt: null,
      body,
      attachments: [],
      replyToNativeId: null,
      facts: { 'earlier version of': record.nativeId ?? `row ${row.rowId}` },
    }
  }
}

function kindOf(type: string | null, text: string | null): MessageKind {
  if (type !== null && NOTICE_TYPES.includes(type)) return type === 'video_call_event' ? 'call' : 'system'
  if (type !== null && MEDIA_TYPES.includes(type)) return 'media'
  return text === null ? 'other' : 'text'
}

function messageRecord(row: StoredRow, message: JsonObject | null, reading: Reading): MessageRecord {
  const type = jsonText(message?.['item_type']) ?? textOf(row['message_type'])
  const text =
    jsonText(message?.['text']) ??
    textOf(row['text']) ??
    jsonText(jsonAt(message, 'reel_share', 'text')) ??
    jsonText(jsonAt(message, 'action_log', 'description'))
  const author = jsonText(message?.['user_id'])
  const owner = reading.ownerOf(row)
  const kind = kindOf(type, text)
  const isNotice = kind === 'system'
  const direction: Direction = isNotice || author === null || owner === null ? 'unknown' : author === owner ? 'outgoing' : 'incoming'
  const facts = factsOf({
    content: message === null ? 'not decoded: the stored value is no JSON object' : null,
    'kind of item': type === 'text' ? null : type,
    'times edited': jsonText(message?.['edit_count']) === '0' ? null : jsonText(message?.['edit_count']),
    quotation: jsonText(jsonAt(message, 'replied_to_message', 'text')),
    'reactions as stored': isJsonObject(message?.['reactions']) ? JSON.stringify(message['reactions']) : null,
    'notice about': isNotice ? (reading.identityOf(author)?.name ?? author) : null,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('messages', row),
    service: 'Instagram',
    nativeId: textOf(row['server_item_id']) ?? jsonText(message?.['item_id']),
    thread: reading.threadOf(textOf(row['thread_id'])),
    sender: direction === 'outgoing' || isNotice ? null : reading.identityOf(author),
    ownLine: reading.identityOf(owner),
    direction,
    kind,
    sentAt: instantOf(textOf(row['timestamp']), 'unix-us'),
    body: text,
    replyToNativeId: jsonText(jsonAt(message, 'replied_to_message', 'item_id')),
    ...(facts === undefined ? {} : { facts }),
  }
}
