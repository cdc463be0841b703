/**
 * Values of Telegram's Postbox, the key-value store of its iOS and macOS apps: little-endian objects of named, typed fields.
 *
 * Layout, as public readers of the format agree: a field is a name (one length byte), a type byte and a value; an object is a type hash
 * (MurmurHash3 of the class name, seed -137723950), a byte count and its fields. The bytes are evidence and may be anything: reading
 * past the end throws `PostboxEnd`, which the functions here catch; nothing is allocated from a stated length.
 */
import { murmur3 } from '../../../formats/binary/murmur3.ts'

/** The bytes end before the value does, or hold a type that is not known. */
export class PostboxEnd extends Error {
  override readonly name = 'PostboxEnd'
}

export interface PostboxObject {
  /** Hash of the class name. */
  readonly type: number
  readonly fields: ReadonlyMap<string, PostboxValue>
}

export type PostboxValue = number | bigint | boolean | string | Uint8Array | null | PostboxObject | readonly PostboxValue[]

const TYPE_SEED = -137_723_950
const MAX_DEPTH = 32
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Hash by which an object of this class is marked. */
export const postboxType = (className: string): number => murmur3(new TextEncoder().encode(className), TYPE_SEED)

/** Reads values one after the other. Every method throws `PostboxEnd` past the end. */
export class PostboxReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #offset = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get isAtEnd(): boolean {
    return this.#offset >= this.#bytes.length
  }

  #take(length: number): number {
    const at = this.#offset
    if (length < 0 || at + length > this.#bytes.length) throw new PostboxEnd('The value ends too early.')
    this.#offset = at + length
    return at
  }

  uint8 = (): number => this.#view.getUint8(this.#take(1))
  int32 = (): number => this.#view.getInt32(this.#take(4), true)
  uint32 = (): number => this.#view.getUint32(this.#take(4), true)
  int64 = (): bigint => this.#view.getBigInt64(this.#take(8), true)
  double = (): number => this.#view.getFloat64(this.#take(8), true)

  /** Bytes after a 32-bit count; a view, not a copy. */
  bytes = (): Uint8Array => this.#slice(this.int32())
  text = (): string => UTF8.decode(this.bytes())
  #shortText = (): string => UTF8.decode(this.#slice(this.uint8()))

  #slice(length: number): Uint8Array {
    const at = this.#take(length)
    return this.#bytes.subarray(at, at + length)
  }

  list<Item>(read: () => Item): Item[] {
    const items: Item[] = []
    for (let left = this.int32(); left > 0; left--) items.push(read())
    return items
  }

  fields(depth: number): Map<string, PostboxValue> {
    const fields = new Map<string, PostboxValue>()
    while (!this.isAtEnd) {
      const name = this.#shortText()
      fields.set(name, this.#value(depth))
    }
    return fields
  }

  #object(depth: number): PostboxObject {
    if (depth > MAX_DEPTH) throw new PostboxEnd('The value is nested too deeply.')
    const type = this.int32()
    return { type, fields: new PostboxReader(this.bytes()).fields(depth + 1) }
  }

  #value(depth: number): PostboxValue {
    const object = (): PostboxObject => this.#object(depth)
    switch (this.uint8()) {
      case 0:
        return this.int32()
      case 1:
        return this.int64()
      case 2:
        return this.uint8() !== 0
      case 3:
        return this.double()
      case 4:
        return this.text()
      case 5:
        return object()
      case 6:
        return this.list(this.int32)
      case 7:
        return this.list(this.int64)
      case 8:
        return this.list(object)
      case 9:
        return this.list(() => [object(), object()])
      case 10:
        return this.bytes()
      case 11:
        return null
      case 12:
        return this.list(this.text)
      case 13:
        return this.list(this.bytes)
      default:
        throw new PostboxEnd('The value has a type that is not known.')
    }
  }
}

/** The root object of a stored value (field `_`), or null when the bytes are none. Never throws. */
export function decodePostboxObject(bytes: Uint8Array): PostboxObject | null {
  try {
    return objectOf(new PostboxReader(bytes).fields(0).get('_'))
  } catch (error) {
    if (error instanceof PostboxEnd) return null
    throw error
  }
}

export function objectOf(value: PostboxValue | undefined): PostboxObject | null {
  return typeof value === 'object' && value !== null && 'fields' in value ? value : null
}

export const postboxText = (value: PostboxValue | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)
export const postboxNumber = (value: PostboxValue | undefined): number | null =>
  typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : null
export const postboxInt64 = (value: PostboxValue | undefined): bigint | null =>
  typeof value === 'bigint' ? value : typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : null
