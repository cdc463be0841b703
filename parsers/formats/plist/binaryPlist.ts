/**
 * Binary property lists (`bplist00`): header, objects, offset table, 32-byte trailer; all numbers big-endian.
 *
 * Own decoder, because lists come from evidence: it checks every length against the file before it allocates, refuses
 * cycles and exponential sharing, and keeps 64-bit integers exact. Layout: CoreFoundation's CFBinaryPList, as described
 * in its header comment.
 */
import { COCOA_EPOCH_S } from '../values/epochs.ts'
import { dateOrNull, exactInteger, MAX_DEPTH, newPlistDict, PlistUid, UnreadablePlist } from './plistValue.ts'
import type { PlistValue } from './plistValue.ts'

const HEADER_BYTES = 8
const TRAILER_BYTES = 32

/** Objects that walking the list would visit. Shared containers count each time, so a small file cannot grow without bound. */
const MAX_VISITED_OBJECTS = 20_000_000

interface Layout {
  readonly bytes: Buffer
  readonly offsets: Float64Array
  readonly refBytes: number
  readonly objectsEnd: number
}

interface Decoded {
  readonly value: PlistValue
  /** Objects under this one, itself included. */
  readonly visits: number
  /** Levels under this one, itself included: sharing can nest deeper than decoding does. */
  readonly levels: number
}

/** Throws `UnreadablePlist`. */
export function parseBinaryPlist(source: Uint8Array): PlistValue {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
  const { layout, top } = readLayout(bytes)
  return decodeObject(layout, top, new Map(), 0).value
}

function refuse(reason: string): never {
  throw new UnreadablePlist(`This binary property list is damaged (${reason}).`)
}

function unsignedAt(bytes: Buffer, offset: number, length: number): number {
  let value = 0
  for (let i = offset; i < offset + length; i += 1) value = value * 256 + (bytes[i] ?? 0)
  return value
}

function readLayout(bytes: Buffer): { layout: Layout; top: number } {
  if (bytes.length < HEADER_BYTES + TRAILER_BYTES) refuse('it is too short')
  const trailer = bytes.length - TRAILER_BYTES
  const offsetBytes = bytes[trailer + 6] ?? 0
  const refBytes = bytes[trailer + 7] ?? 0
  const count = unsignedAt(bytes, trailer + 8, 8)
  const top = unsignedAt(bytes, trailer + 16, 8)
  const table = unsignedAt(bytes, trailer + 24, 8)
  if (offsetBytes < 1 || offsetBytes > 8 || refBytes < 1 || refBytes > 8) refuse('its trailer has impossible sizes')
  if (table < HEADER_BYTES || count < 1 || table + count * offsetBytes > trailer) refuse('its offset table lies outside the file')
  if (top >= count) refuse('its top object does not exist')
  const offsets = new Float64Array(count)
  for (let i = 0; i < count; i += 1) {
    const offset = unsignedAt(bytes, table + i * offsetBytes, offsetBytes)
    if (offset < HEADER_BYTES || offset >= table) refuse('an object lies outside the file')
    offsets[i] = offset
  }
  return { layout: { bytes, offsets, refBytes, objectsEnd: table }, top }
}

function decodeObject(layout: Layout, index: number, known: Map<number, Decoded | 'open'>, depth: number): Decoded {
  const before = known.get(index)
  if (before === 'open') refuse('an object contains itself')
  if (before !== undefined) return before
  const offset = layout.offsets[index]
  if (offset === undefined) refuse('a reference points nowhere')
  if (depth > MAX_DEPTH) refuse('it is nested too deeply')
  known.set(index, 'open')
  const marker = layout.bytes[offset] ?? 0
  const kind = marker >> 4
  const isContainer = kind === 0xa || kind === 0xb || kind === 0xc || kind === 0xd
  const decoded = isContainer
    ? decodeContainer(layout, offset, kind === 0xd, known, depth)
    : { value: decodeScalar(layout, offset, kind, marker & 0x0f), visits: 1, levels: 1 }
  known.set(index, decoded)
  return decoded
}

/** Element count and start of the payload: the low nibble, or an integer object after the marker when that is 15. */
function countAt(layout: Layout, offset: number): { count: number; start: number } {
  const low = (layout.bytes[offset] ?? 0) & 0x0f
  if (low !== 0x0f) return { count: low, start: offset + 1 }
  const marker = layout.bytes[offset + 1] ?? 0
  if (marker >> 4 !== 1 || (marker & 0x0f) > 3) refuse('a length is no integer')
  const length = 1 << (marker & 0x0f)
  return { count: unsignedAt(layout.bytes, offset + 2, length), start: offset + 2 + length }
}

function payload(layout: Layout, start: number, length: number): Buffer {
  if (start + length > layout.objectsEnd) refuse('a value is longer than the file')
  return layout.bytes.subarray(start, start + length)
}

function decodeScalar(layout: Layout, offset: number, kind: number, low: number): PlistValue {
  switch (kind) {
    case 0x0:
      return simpleValue(low)
    case 0x1:
      return integerOf(payload(layout, offset + 1, 2 ** low))
    case 0x2:
      return realOf(payload(layout, offset + 1, 2 ** low))
    case 0x3:
      return dateOrNull((COCOA_EPOCH_S + payload(layout, offset + 1, 8).readDoubleBE(0)) * 1000)
    case 0x8:
      return new PlistUid(unsignedAt(payload(layout, offset + 1, low + 1), 0, low + 1))
    case 0x4:
    case 0x5:
    case 0x6:
    case 0x7:
      return sequenceOf(layout, offset, kind)
    default:
      return refuse(`an object has the unknown type ${kind}`)
  }
}

function simpleValue(low: number): PlistValue {
  if (low === 0x8) return false
  if (low === 0x9) return true
  if (low === 0x0 || low === 0xf) return null
  return refuse(`an object has the unknown simple type ${low}`)
}

/** One, two and four bytes are unsigned, eight are signed; sixteen hold unsigned 64-bit values. */
function integerOf(bytes: Buffer): number | bigint {
  if (bytes.length <= 4) return unsignedAt(bytes, 0, bytes.length)
  if (bytes.length === 8) return exactInteger(bytes.readBigInt64BE(0))
  if (bytes.length === 16) return exactInteger((bytes.readBigInt64BE(0) << 64n) | bytes.readBigUInt64BE(8))
  return refuse('an integer has an impossible size')
}

function realOf(bytes: Buffer): number {
  if (bytes.length === 4) return bytes.readFloatBE(0)
  if (bytes.length === 8) return bytes.readDoubleBE(0)
  return refuse('a real number has an impossible size')
}

function sequenceOf(layout: Layout, offset: number, kind: number): PlistValue {
  const { count, start } = countAt(layout, offset)
  const bytes = payload(layout, start, kind === 0x6 ? count * 2 : count)
  if (kind === 0x4) return new Uint8Array(bytes)
  if (kind === 0x5) return bytes.toString('latin1')
  if (kind === 0x7) return bytes.toString('utf8')
  return Buffer.from(bytes).swap16().toString('utf16le')
}

function decodeContainer(layout: Layout, offset: number, isDict: boolean, known: Map<number, Decoded | 'open'>, depth: number): Decoded {
  const { count, start } = countAt(layout, offset)
  const { bytes, refBytes } = layout
  payload(layout, start, count * refBytes * (isDict ? 2 : 1))
  let visits = 1
  let levels = 1
  const child = (position: number): PlistValue => {
    const decoded = decodeObject(layout, unsignedAt(bytes, start + position * refBytes, refBytes), known, depth + 1)
    visits += decoded.visits
    levels = Math.max(levels, decoded.levels + 1)
    if (visits > MAX_VISITED_OBJECTS) refuse('it repeats its objects too often')
    if (levels > MAX_DEPTH) refuse('it is nested too deeply')
    return decoded.value
  }
  if (!isDict) {
    const list: PlistValue[] = []
    for (let i = 0; i < count; i += 1) list.push(child(i))
    return { value: list, visits, levels }
  }
  const dict = newPlistDict()
  for (let i = 0; i < count; i += 1) {
    const key = child(i)
    if (typeof key !== 'string') refuse('a dictionary key is no text')
    dict[key] = child(count + i)
  }
  return { value: dict, visits, levels }
}
