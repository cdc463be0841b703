/**
 * Side tables of the old Messages schema: parts of MMS, files of iMessages, conversations. Loaded once: phones of that
 * time held little.
 */
import { parsePlist, UnreadablePlist } from '../../../formats/plist/plist.ts'
import { bytesOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { AttachmentRef, EvidenceDatabase, IdentityRef, ParserContext, SqlValue, ThreadRef } from '../../../model/index.ts'
import { extractionPath } from './messagesAttachments.ts'
import { addressIdentity } from './messagesThreads.ts'

export interface Parts {
  /** Texts of the message's text parts, in order. */
  readonly texts: readonly string[]
  readonly files: readonly AttachmentRef[]
  /** Number of parts without type, name and content (the envelope of an MMS). */
  readonly empty: number
}

interface MutableParts {
  texts: string[]
  files: AttachmentRef[]
  empty: number
}

type Row = Readonly<Record<string, SqlValue>>

function* rowsOf(database: EvidenceDatabase, table: string, columns: readonly string[]): Iterable<Row> {
  if (!database.has(table)) return
  const list = columns.map((name) => `, ${database.column(table, name, 't')} AS ${name}`).join('')
  yield* database.lookup<Row>(`SELECT t.ROWID AS id${list} FROM ${table} t ORDER BY t.ROWID`)
}

/** Message row id -> its MMS parts and iMessage files. */
export function readParts(database: EvidenceDatabase, context: ParserContext): ReadonlyMap<number, Parts> {
  const parts = new Map<number, MutableParts>()
  const partsOf = (messageId: number): MutableParts => {
    const known = parts.get(messageId) ?? { texts: [], files: [], empty: 0 }
    parts.set(messageId, known)
    return known
  }
  for (const row of rowsOf(database, 'msg_pieces', ['message_id', 'data', 'content_type', 'content_loc'])) {
    const messageId = numberOf(row['message_id'])
    if (messageId !== null) addPiece(partsOf(messageId), row)
  }
  for (const row of rowsOf(database, 'madrid_attachment', ['message_id', 'filename', 'mime_type'])) {
    const [messageId, filename] = [numberOf(row['message_id']), textOf(row['filename'])]
    if (messageId === null) continue
    const path = filename === null ? null : extractionPath(filename, context)
    const name = path === null ? null : path.slice(path.lastIndexOf('/') + 1)
    partsOf(messageId).files.push({ path, name, mime: textOf(row['mime_type']), sizeBytes: null })
  }
  return parts
}

function addPiece(parts: MutableParts, row: Row): void {
  const [type, name] = [textOf(row['content_type']), textOf(row['content_loc'])]
  const size = bytesOf(row['data'])?.length ?? null
  const text = type?.toLowerCase() === 'text/plain' ? textOf(row['data']) : null
  if (text !== null) parts.texts.push(text)
  else if (type === null && name === null && size === null) parts.empty++
  // Where the phone keeps the content of a part is not stored in the database, only its name.
  else parts.files.push({ path: null, name, mime: type, sizeBytes: size })
}

/** Group id -> conversation with its members. */
export function readGroups(database: EvidenceDatabase): ReadonlyMap<number, ThreadRef> {
  const members = new Map<number, IdentityRef[]>()
  for (const row of rowsOf(database, 'msg_group', [])) members.set(numberOf(row['id'] ?? null) ?? 0, [])
  for (const row of rowsOf(database, 'group_member', ['group_id', 'address', 'country'])) {
    const [groupId, address] = [numberOf(row['group_id']), textOf(row['address'])]
    if (groupId === null || address === null) continue
    const known = members.get(groupId) ?? []
    known.push(addressIdentity(address, textOf(row['country'])))
    members.set(groupId, known)
  }
  const threadOf = (groupId: number, participants: IdentityRef[]): ThreadRef => ({
    key: `group ${groupId}`,
    title: null,
    kind: kindOf(participants),
    participants,
  })
  return new Map([...members].map(([groupId, participants]) => [groupId, threadOf(groupId, participants)]))
}

function kindOf(participants: readonly IdentityRef[]): ThreadRef['kind'] {
  if (participants.length === 0) return 'unknown'
  return participants.length === 1 ? 'direct' : 'group'
}

/** Conversations of iMessages: by room name or, one to one, by the other's handle. */
export function readMadridChats(database: EvidenceDatabase): ReadonlyMap<string, ThreadRef> {
  const chats = new Map<string, ThreadRef>()
  for (const row of rowsOf(database, 'madrid_chat', ['guid', 'style', 'chat_identifier', 'room_name', 'participants'])) {
    const [identifier, room] = [textOf(row['chat_identifier']), textOf(row['room_name'])]
    const name = room ?? identifier
    if (name === null || chats.has(name)) continue
    const listed = addressesOf(row['participants'])
    const participants = listed.length > 0 || room !== null || identifier === null ? listed : [identifier]
    chats.set(name, {
      key: textOf(row['guid']) ?? `madrid ${name}`,
      title: null,
      kind: numberOf(row['style']) === 43 ? 'group' : numberOf(row['style']) === 45 ? 'direct' : 'unknown',
      participants: participants.map((address) => addressIdentity(address, null)),
    })
  }
  return chats
}

/** Texts of a property list that is an array (of addressees, of members); empty when it is none. */
export function addressesOf(value: SqlValue | undefined): string[] {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : bytesOf(value)
  if (bytes === null) return []
  try {
    const list = parsePlist(bytes)
    return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []
  } catch (error) {
    if (error instanceof UnreadablePlist) return []
    throw error
  }
}
