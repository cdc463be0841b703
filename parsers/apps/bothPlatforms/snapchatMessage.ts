/**
 * Messages of Snapchat's arroyo.db, which both platforms store alike (artifacts 1.10 and 2.10): text lies in the protobuf message_content at
 * 4, 4, 2, 1, members in conversation_metadata at 3, 1, 1 as the 16 bytes of their id. Found by observation, no published schema.
 */
import { protobufBytes, protobufFields, protobufText } from '../../formats/binary/protobuf.ts'

const TEXT_PATH = [4, 4, 2] as const
const ID_BYTES = 16
/** Deeper than any message that was seen. */
const MAX_DEPTH = 12
const KEY_TEXT = /^[\x21-\x7e]{6,200}$/

export function snapchatText(content: Uint8Array): string | null {
  let part: Uint8Array | null = content
  for (const field of TEXT_PATH) part = part === null ? null : protobufBytes(part, field)
  const text = part === null ? null : protobufText(part, 1)
  return text === '' ? null : text
}

/** Ids of the members of a conversation, each once, in the order of the message. */
export function snapchatMembers(metadata: Uint8Array): readonly string[] {
  const members = new Set<string>()
  for (const { field, value } of protobufFields(metadata)) {
    if (field !== 3 || !(value instanceof Uint8Array)) continue
    const inner = protobufBytes(value, 1)
    const id = inner === null ? null : protobufBytes(inner, 1)
    if (id?.length === ID_BYTES) members.add(idInWords(id))
  }
  return [...members]
}

function idInWords(bytes: Uint8Array): string {
  const digits = Buffer.from(bytes).toString('hex')
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-')
}

/** Short printable texts at any depth: keys of files are among them. */
export function* snapchatKeys(content: Uint8Array, depth = 0): Generator<string> {
  if (depth > MAX_DEPTH) return
  for (const { value } of protobufFields(content)) {
    if (!(value instanceof Uint8Array)) continue
    const text = Buffer.from(value.subarray(0, 201)).toString('latin1')
    if (KEY_TEXT.test(text)) yield text
    yield* snapchatKeys(value, depth + 1)
  }
}
