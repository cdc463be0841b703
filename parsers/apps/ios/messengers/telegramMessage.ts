/**
 * Messages of Telegram's Postbox (table t7): the key tells chat, time and number, the value flags, author, text, attributes and media.
 * Layout as public readers of the format agree. Nothing throws: a value that cannot be read gives null, and its row is kept.
 */
import { decodePostboxObject, PostboxEnd, PostboxReader } from './postbox.ts'
import type { PostboxObject } from './postbox.ts'

/** Bits of the value's own flags; each announces a field. Six are known. */
const DATA_FLAGS = { uniqueId: 1, globalTags: 2, groupingKey: 4, groupInfo: 8, localTags: 16, threadId: 32 }
const FORWARD_FLAGS = { sourceId: 2, sourceMessage: 4, signature: 8, psaType: 16, flags: 32 }
const KEY_BYTES = 20

export interface TelegramKey {
  readonly peerId: bigint
  readonly namespace: number
  /** Unix seconds. */
  readonly timestamp: number
  readonly id: number
}

/** A key of t7, big-endian; null for bytes of another length. */
export function telegramKey(bytes: Uint8Array): TelegramKey | null {
  if (bytes.length !== KEY_BYTES) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { peerId: view.getBigInt64(0), namespace: view.getInt32(8), timestamp: view.getInt32(12), id: view.getInt32(16) }
}

export interface TelegramForward {
  readonly authorId: bigint
  /** Unix seconds of the original. */
  readonly date: number
  readonly sourceId: bigint | null
  readonly signature: string | null
}

export interface TelegramMedia {
  readonly namespace: number
  readonly id: bigint
}

export interface TelegramMessage {
  readonly flags: number
  readonly forward: TelegramForward | null
  readonly authorId: bigint | null
  readonly text: string
  /** Null where an attribute cannot be read. */
  readonly attributes: readonly (PostboxObject | null)[]
  readonly media: readonly (PostboxObject | null)[]
  readonly mediaReferences: readonly TelegramMedia[]
  /** False when the value ended inside the attributes or media: text and author are sound. */
  readonly isWhole: boolean
}

/** A value of t7, or null when even its text cannot be read. */
export function telegramMessage(bytes: Uint8Array): TelegramMessage | null {
  const reader = new PostboxReader(bytes)
  try {
    if (reader.uint8() !== 0) return null
    reader.int32()
    reader.int32()
    skipData(reader, reader.uint8())
    const flags = reader.uint32()
    reader.uint32()
    const forward = readForward(reader)
    const authorId = reader.uint8() === 1 ? reader.int64() : null
    const text = reader.text()
    return { flags, forward, authorId, text, ...readParts(reader) }
  } catch (error) {
    if (error instanceof PostboxEnd) return null
    throw error
  }
}

function skipData(reader: PostboxReader, flags: number): void {
  if (flags & DATA_FLAGS.uniqueId) reader.int64()
  if (flags & DATA_FLAGS.globalTags) reader.uint32()
  if (flags & DATA_FLAGS.groupingKey) reader.int64()
  if (flags & DATA_FLAGS.groupInfo) reader.uint32()
  if (flags & DATA_FLAGS.localTags) reader.uint32()
  if (flags & DATA_FLAGS.threadId) reader.int64()
}

function readForward(reader: PostboxReader): TelegramForward | null {
  const flags = reader.uint8()
  if (flags === 0) return null
  const [authorId, date] = [reader.int64(), reader.int32()]
  const sourceId = flags & FORWARD_FLAGS.sourceId ? reader.int64() : null
  if (flags & FORWARD_FLAGS.sourceMessage) {
    reader.int64()
    reader.int32()
    reader.int32()
  }
  const signature = flags & FORWARD_FLAGS.signature ? reader.text() : null
  if (flags & FORWARD_FLAGS.psaType) reader.text()
  if (flags & FORWARD_FLAGS.flags) reader.int32()
  return { authorId, date, sourceId, signature }
}

type Parts = Pick<TelegramMessage, 'attributes' | 'media' | 'mediaReferences' | 'isWhole'>

function readParts(reader: PostboxReader): Parts {
  const parts: { attributes: (PostboxObject | null)[]; media: (PostboxObject | null)[]; mediaReferences: TelegramMedia[] } = {
    attributes: [],
    media: [],
    mediaReferences: [],
  }
  try {
    parts.attributes = reader.list(() => decodePostboxObject(reader.bytes()))
    parts.media = reader.list(() => decodePostboxObject(reader.bytes()))
    parts.mediaReferences = reader.list(() => ({ namespace: reader.int32(), id: reader.int64() }))
  } catch (error) {
    if (error instanceof PostboxEnd) return { ...parts, isWhole: false }
    throw error
  }
  return { ...parts, isWhole: true }
}

/** Which kind of chat a peer id names: the three bits above the low 32. */
export type TelegramPeerKind = 'user' | 'group' | 'channel' | 'secret chat' | 'other'
const PEER_KINDS: readonly TelegramPeerKind[] = ['user', 'group', 'channel', 'secret chat']

export interface TelegramPeer {
  readonly kind: TelegramPeerKind
  /** Number that the service gave the user, group or channel. */
  readonly id: bigint
}

export function telegramPeer(peerId: bigint): TelegramPeer {
  const bits = BigInt.asUintN(64, peerId)
  const id = ((bits >> 35n) << 32n) | (bits & 0xffff_ffffn)
  return { kind: PEER_KINDS[Number((bits >> 32n) & 7n)] ?? 'other', id }
}
