/** One protobuf message read by field numbers: what a decoder that knows the numbers asks for. Nothing here throws. */
import { protobufFields } from './protobuf.ts'

const UTF8_STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true })

export class ProtobufMessage {
  readonly #fields = new Map<number, (bigint | Uint8Array)[]>()

  constructor(bytes: Uint8Array) {
    for (const { field, value } of protobufFields(bytes)) {
      const known = this.#fields.get(field)
      if (known === undefined) this.#fields.set(field, [value])
      else known.push(value)
    }
  }

  get isEmpty(): boolean {
    return this.#fields.size === 0
  }

  has(field: number): boolean {
    return this.#fields.has(field)
  }

  bytes(field: number): Uint8Array | null {
    return this.#fields.get(field)?.find((value) => value instanceof Uint8Array) ?? null
  }

  /** UTF-8 text; null where there is none, it is empty, or the bytes are no UTF-8. */
  text(field: number): string | null {
    const value = this.bytes(field)
    if (value === null || value.length === 0) return null
    try {
      return UTF8_STRICT.decode(value)
    } catch {
      return null
    }
  }

  /** A varint. */
  integer(field: number): bigint | null {
    return this.#fields.get(field)?.find((value) => typeof value === 'bigint') ?? null
  }

  /** A signed number of 32 bits: four bytes, or a varint that was written signed or unsigned. */
  int32(field: number): number | null {
    const bytes = this.bytes(field)
    if (bytes?.length === 4) return new DataView(bytes.buffer, bytes.byteOffset, 4).getInt32(0, true)
    const varint = this.integer(field)
    return varint === null ? null : Number(BigInt.asIntN(32, varint))
  }

  /** Eight bytes as a little-endian double. */
  double(field: number): number | null {
    const value = this.bytes(field)
    return value === null || value.length !== 8 ? null : new DataView(value.buffer, value.byteOffset, 8).getFloat64(0, true)
  }

  message(field: number): ProtobufMessage | null {
    const value = this.bytes(field)
    return value === null ? null : new ProtobufMessage(value)
  }

  /** All length-delimited (or fixed) values of a field, in order. */
  allBytes(field: number): Uint8Array[] {
    return (this.#fields.get(field) ?? []).filter((value) => value instanceof Uint8Array)
  }

  /** All texts of a field, in order and each in its place: bytes that are no UTF-8 become U+FFFD. */
  texts(field: number): string[] {
    return this.allBytes(field).map((value) => UTF8.decode(value))
  }

  messages(field: number): ProtobufMessage[] {
    return this.allBytes(field).map((value) => new ProtobufMessage(value))
  }
}
