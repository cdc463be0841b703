/**
 * What an app told the system about something that was done with it: an archived INInteraction, in knowledgeC.db and Biome.
 *
 * Keys of the archive as iLEAPP reads them: dateInterval, direction, groupIdentifier, identifier, and the intent with its backing store (`bytes`
 * or `data`), a protocol buffer. Of a message that is sent (INSendMessageIntent) Apple's own reader takes 2 recipients, 5 content, 6 and 7
 * name of the group, 8 conversation, 9 service, 10 sender, 15 thread of the notification, 16 a further name of the conversation. How a
 * person and a text are built inside is not published: their texts are given as they are stored, without saying which is which.
 */
import { COCOA_EPOCH_S, instantOf } from '../../../formats/values/epochs.ts'
import { isArchivedObject, unarchive } from '../../../formats/plist/keyedArchive.ts'
import type { ArchivedObject, ArchivedValue } from '../../../formats/plist/keyedArchive.ts'
import { protobufFields } from '../../../formats/binary/protobuf.ts'
import { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import type { Instant } from '../../../model/index.ts'

/** INInteractionDirection of Apple's Intents framework. */
export const INTENT_DIRECTIONS: Readonly<Record<string, string>> = { 0: 'not stated', 1: 'outgoing', 2: 'incoming' }

export interface ArchivedIntent {
  readonly startsAt: Instant | null
  /** Facts in words, null where the archive does not say. */
  readonly facts: Readonly<Record<string, string | null>>
}

const MESSAGE_INTENT = 'INSendMessageIntent'
/** Field of the protocol buffer -> fact. */
const MESSAGE_TEXTS: Readonly<Record<number, string>> = {
  8: 'conversation',
  9: 'service',
  15: 'notification thread',
  16: 'further conversation',
}
const MESSAGE_PARTS: Readonly<Record<number, string>> = {
  2: 'recipients (texts as stored)',
  10: 'sender (texts as stored)',
  6: 'group (texts as stored)',
  7: 'name of the group (texts as stored)',
  5: 'content (texts as stored)',
}

/** `kind` is the class of the intent. Never throws: what cannot be decoded gives null. */
export function archivedIntent(bytes: Uint8Array | null, kind: string | null): ArchivedIntent | null {
  const root = bytes === null ? null : objectIn(bytes)
  if (root === null) return null
  const interval = root['dateInterval'] ?? null
  const start = isArchivedObject(interval) ? interval['NS.startDate'] : null
  const direction = root['direction']
  return {
    startsAt: start instanceof Date ? instantOf(start.getTime() / 1000 - COCOA_EPOCH_S, 'cocoa-s') : null,
    facts: {
      direction: typeof direction === 'number' ? (INTENT_DIRECTIONS[direction] ?? `unknown (${direction})`) : null,
      conversation: textOf(root['groupIdentifier']),
      identifier: textOf(root['identifier']),
      ...(kind === MESSAGE_INTENT ? messageFacts(storeOf(root['intent'] ?? null)) : {}),
    },
  }
}

/** knowledgeC wraps the archive into an archived piece of data. */
function objectIn(bytes: Uint8Array): ArchivedObject | null {
  let value: ArchivedValue = bytes
  for (let depth = 0; depth < 3 && value instanceof Uint8Array; depth++) {
    try {
      value = unarchive(value)
    } catch {
      return null
    }
  }
  return isArchivedObject(value) ? value : null
}

const textOf = (value: ArchivedValue | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)

function storeOf(intent: ArchivedValue): Uint8Array | null {
  const store = isArchivedObject(intent) ? (intent['backingStore'] ?? null) : null
  if (!isArchivedObject(store)) return store instanceof Uint8Array ? store : null
  return [store['bytes'], store['data']].find((value) => value instanceof Uint8Array) ?? null
}

function messageFacts(store: Uint8Array | null): Record<string, string | null> {
  if (store === null) return {}
  const message = new ProtobufMessage(store)
  const facts: Record<string, string | null> = {}
  for (const [field, name] of Object.entries(MESSAGE_TEXTS)) {
    const text = message.text(Number(field))
    if (text !== null) facts[name] = text
  }
  for (const [field, name] of Object.entries(MESSAGE_PARTS)) {
    const texts = message.allBytes(Number(field)).map((part) => textsIn(part, 0).join(', '))
    const kept = texts.filter((text) => text !== '')
    if (kept.length > 0) facts[name] = kept.join(' | ')
  }
  return facts
}

const UTF8_STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const MAX_DEPTH = 8

/** The readable texts of a message whose fields nobody explains, in stored order. */
function textsIn(bytes: Uint8Array, depth: number): readonly string[] {
  const texts: string[] = []
  for (const { value } of protobufFields(bytes)) {
    if (!(value instanceof Uint8Array) || value.length === 0) continue
    const inner = depth < MAX_DEPTH && isMessage(value) ? textsIn(value, depth + 1) : []
    const text = readable(value)
    if (inner.length > 0) texts.push(...inner)
    else if (text !== null) texts.push(text)
  }
  return texts
}

/** Whether the fields fill the bytes, each with its tag: what a text does by chance only. */
function isMessage(bytes: Uint8Array): boolean {
  let size = 0
  for (const { field, value } of protobufFields(bytes)) {
    if (field === 0 || field > 200 || !(value instanceof Uint8Array)) return false
    size += value.length + (field < 16 ? 1 : 2) + (value.length < 128 ? 1 : 2)
  }
  return size === bytes.length
}

/** Text without control characters; null for anything else. */
function readable(bytes: Uint8Array): string | null {
  try {
    const text = UTF8_STRICT.decode(bytes)
    return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/u.test(text) ? null : text
  } catch {
    return null
  }
}
