/**
 * Protocol-buffer wire format without a schema: field numbers and values, in order. Meaning is up to the caller.
 *
 * Wire types per the published encoding guide: 0 varint, 1 eight bytes, 2 length-delimited, 5 four bytes; the group types
 * 3 and 4 are obsolete and not read. Input is evidence and may be anything: nothing throws, nothing is allocated
 * from a stated length, and what cannot be read ends the list.
 */

export interface ProtobufField {
  readonly field: number
  /** The number of a varint, the bytes of a length-delimited or fixed field (a view, not a copy). */
  readonly value: bigint | Uint8Array
}

const MAX_VARINT_BYTES = 10
const UTF8_STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

interface Cursor {
  offset: number
}

/** A varint up to 2^53 as number, larger ones as bigint; null at the end of the bytes or when it is too long. */
function varint(bytes: Uint8Array, cursor: Cursor): number | bigint | null {
  let value = 0
  let scale = 1
  let large: bigint | null = null
  for (let count = 0; count < MAX_VARINT_BYTES; count++) {
    const byte = bytes[cursor.offset++]
    if (byte === undefined) return null
    if (count < 7) {
      value += (byte & 0x7f) * scale
      scale *= 128
    } else {
      large = (large ?? BigInt(value)) | (BigInt(byte & 0x7f) << BigInt(7 * count))
    }
    if (byte < 0x80) return large ?? value
  }
  return null
}

/** Bytes that the value of a wire type takes, or null when the type is not readable. */
function valueLength(wireType: number, bytes: Uint8Array, cursor: Cursor): number | null {
  if (wireType === 1) return 8
  if (wireType === 5) return 4
  if (wireType !== 2) return null
  const length = varint(bytes, cursor)
  return typeof length === 'number' ? length : null
}

/** Next field at the cursor, or null when the rest is no protobuf. */
function nextField(bytes: Uint8Array, cursor: Cursor): ProtobufField | null {
  const tag = varint(bytes, cursor)
  if (typeof tag !== 'number' || tag < 8) return null
  const field = Math.floor(tag / 8)
  if (tag % 8 === 0) {
    const value = varint(bytes, cursor)
    return value === null ? null : { field, value: BigInt(value) }
  }
  const length = valueLength(tag % 8, bytes, cursor)
  if (length === null || cursor.offset + length > bytes.length) return null
  const value = bytes.subarray(cursor.offset, cursor.offset + length)
  cursor.offset += length
  return { field, value }
}

/** Fields of one message in order; ends quietly where the bytes stop being a protobuf. */
export function* protobufFields(bytes: Uint8Array): Generator<ProtobufField> {
  const cursor: Cursor = { offset: 0 }
  while (cursor.offset < bytes.length) {
    const field = nextField(bytes, cursor)
    if (field === null) return
    yield field
  }
}

/** Where reading ends: the length of the bytes for a whole message, less for one that is cut or damaged. */
export function protobufEnd(bytes: Uint8Array): number {
  const cursor: Cursor = { offset: 0 }
  while (cursor.offset < bytes.length) {
    const start = cursor.offset
    if (nextField(bytes, cursor) === null) return start
  }
  return cursor.offset
}

/** First length-delimited value of a field, or null. */
export function protobufBytes(bytes: Uint8Array, wanted: number): Uint8Array | null {
  for (const { field, value } of protobufFields(bytes)) if (field === wanted && value instanceof Uint8Array) return value
  return null
}

/** First value of a field as UTF-8 text, or null when there is none or it is not UTF-8. */
export function protobufText(bytes: Uint8Array, wanted: number): string | null {
  const value = protobufBytes(bytes, wanted)
  if (value === null) return null
  try {
    return UTF8_STRICT.decode(value)
  } catch {
    return null
  }
}

/** First varint of a field, or null. */
export function protobufNumber(bytes: Uint8Array, wanted: number): bigint | null {
  for (const { field, value } of protobufFields(bytes)) if (field === wanted && typeof value === 'bigint') return value
  return null
}
