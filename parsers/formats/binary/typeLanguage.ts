/**
 * Objects of Telegram's type language (TL), little-endian: a number that names the form (constructor), then its fields in order. Published
 * rules: numbers of 4 and 8 bytes, texts with a length of 1 or 4 bytes padded to 4, lists with a number of their own, fields that are there
 * when a bit of an earlier field is set.
 *
 * Evidence may hold anything: nothing throws. What cannot be read ends the object, which keeps the fields before it and says so.
 */

export type TlValue = number | bigint | string | boolean | Uint8Array | TlObject | readonly TlValue[]

export interface TlObject {
  readonly name: string
  readonly constructorId: number
  readonly fields: ReadonlyMap<string, TlValue>
  /** False when a form is not known or the bytes end: the fields that came before are there. */
  readonly isWhole: boolean
}

interface TlField {
  readonly name: string
  readonly type: string
  /** Name of the field that holds the bits, and which bit says that this field is there. */
  readonly flag: { readonly of: string; readonly mask: number } | null
}

interface TlForm {
  readonly name: string
  readonly result: string
  readonly fields: readonly TlField[]
}

export type TlForms = ReadonlyMap<number, TlForm>

const LINE = /^(\w+)#([0-9a-f]+)((?: [^=]+)?) = (\w+)$/
const FIELD = /^(\w+):(?:(\w+)\.(\d+)\?)?(.+)$/
const VECTOR = 0x1cb5c415
const [TRUE, FALSE] = [0x997275b5, 0xbc799737]
/** Objects of messages are not deeper than ten. */
const MAX_DEPTH = 24
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Reads lines of the language. Throws for a line that is none: the lines are ours. */
export function tlForms(...texts: readonly string[]): TlForms {
  const forms = new Map<number, TlForm>()
  for (const line of texts.flatMap((text) => text.split('\n')).filter((text) => text.trim() !== '')) {
    const [, name, id, fields, result] = LINE.exec(line) ?? []
    if (name === undefined || id === undefined || result === undefined) throw new Error(`no line of the type language: ${line}`)
    const words = (fields ?? '').split(' ').filter((word) => word !== '')
    forms.set(Number.parseInt(id, 16), { name, result, fields: words.map(fieldOf) })
  }
  return forms
}

function fieldOf(word: string): TlField {
  const [, name, flags, bit, type] = FIELD.exec(word) ?? []
  if (name === undefined || type === undefined) throw new Error(`no field of the type language: ${word}`)
  return { name, type, flag: flags === undefined ? null : { of: flags, mask: 2 ** Number(bit) } }
}

export interface TlReading {
  /** Null when the first form is not known or of another type. */
  readonly object: TlObject | null
  /** First number of the bytes, or null when they are fewer than four. */
  readonly constructorId: number | null
  /** Bytes after the object; null when it is not whole. */
  readonly rest: Uint8Array | null
}

/** Reads one object of the given type from the start of the bytes. */
export function readTlObject(bytes: Uint8Array, type: string, forms: TlForms): TlReading {
  const reader = new TlReader(bytes, forms)
  const object = reader.object(type, 0)
  return {
    object: object ?? null,
    constructorId: bytes.length < 4 ? null : new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true),
    rest: object?.isWhole === true ? bytes.subarray(reader.offset) : null,
  }
}

/** A text at an offset, with the place after it; null when it is none that the language allows. */
export function readTlText(bytes: Uint8Array, offset: number): { readonly bytes: Uint8Array; readonly end: number } | null {
  const first = bytes[offset]
  if (first === undefined || first === 255) return null
  const isLong = first === 254
  const start = offset + (isLong ? 4 : 1)
  const length = isLong ? (bytes[offset + 1] ?? 0) + (bytes[offset + 2] ?? 0) * 256 + (bytes[offset + 3] ?? 0) * 65_536 : first
  const end = start + length
  const padded = end + ((4 - ((end - offset) % 4)) % 4)
  return padded > bytes.length ? null : { bytes: bytes.subarray(start, end), end: padded }
}

class TlReader {
  offset = 0
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #forms: TlForms

  constructor(bytes: Uint8Array, forms: TlForms) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#forms = forms
  }

  object(type: string, depth: number): TlObject | undefined {
    const constructorId = this.#take(4, (at) => this.#view.getUint32(at, true))
    const form = constructorId === undefined ? undefined : this.#forms.get(constructorId)
    if (constructorId === undefined || form === undefined || form.result !== type || depth > MAX_DEPTH) return undefined
    const fields = new Map<string, TlValue>()
    for (const { name, type: fieldType, flag } of form.fields) {
      if (flag !== null && !hasBit(fields.get(flag.of), flag.mask)) continue
      const value = fieldType === 'true' ? true : this.#value(fieldType, depth + 1)
      if (value !== undefined) fields.set(name, value)
      if (value === undefined || isCut(value)) return { name: form.name, constructorId, fields, isWhole: false }
    }
    return { name: form.name, constructorId, fields, isWhole: true }
  }

  #value(type: string, depth: number): TlValue | undefined {
    if (type === '#' || type === 'int')
      return this.#take(4, (at) => (type === '#' ? this.#view.getUint32(at, true) : this.#view.getInt32(at, true)))
    if (type === 'long') return this.#take(8, (at) => this.#view.getBigInt64(at, true))
    if (type === 'double') return this.#take(8, (at) => this.#view.getFloat64(at, true))
    if (type === 'string' || type === 'bytes') return this.#text(type)
    if (type === 'Bool') return this.#flag()
    return type.startsWith('Vector<') ? this.#list(type.slice('Vector<'.length, -1), depth) : this.object(type, depth)
  }

  #take<Value>(size: number, read: (at: number) => Value): Value | undefined {
    if (this.offset + size > this.#bytes.length) return undefined
    this.offset += size
    return read(this.offset - size)
  }

  #flag(): boolean | undefined {
    const stored = this.#take(4, (at) => this.#view.getUint32(at, true))
    return stored === TRUE ? true : stored === FALSE ? false : undefined
  }

  #text(type: string): string | Uint8Array | undefined {
    const read = readTlText(this.#bytes, this.offset)
    if (read === null) return undefined
    this.offset = read.end
    return type === 'bytes' ? read.bytes : UTF8.decode(read.bytes)
  }

  #list(type: string, depth: number): readonly TlValue[] | undefined {
    if (this.#take(4, (at) => this.#view.getUint32(at, true)) !== VECTOR) return undefined
    const count = this.#take(4, (at) => this.#view.getUint32(at, true)) ?? 0
    const values: TlValue[] = []
    for (let index = 0; index < count; index++) {
      const value = this.#value(type, depth + 1)
      if (value === undefined) return undefined
      values.push(value)
      if (isCut(value)) return undefined
    }
    return values
  }
}

function hasBit(flags: TlValue | undefined, mask: number): boolean {
  return typeof flags === 'number' && Math.floor(flags / mask) % 2 === 1
}

const isObject = (value: TlValue | undefined): value is TlObject => typeof value === 'object' && 'fields' in value
const isCut = (value: TlValue): boolean => isObject(value) && !value.isWhole

/** A field of an object, or null: of the kind that is asked for. */
export function tlText(object: TlObject | null | undefined, name: string): string | null {
  const value = object?.fields.get(name)
  return typeof value === 'string' && value !== '' ? value : null
}

/** A number, whether it was stored in 4 or 8 bytes or as a float. */
export function tlNumber(object: TlObject | null | undefined, name: string): number | null {
  const value = object?.fields.get(name)
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** A whole number that may exceed 2^53. */
export function tlInteger(object: TlObject | null | undefined, name: string): bigint | null {
  const value = object?.fields.get(name)
  if (typeof value === 'bigint') return value
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : null
}

export function tlObject(object: TlObject | null | undefined, name: string): TlObject | null {
  const value = object?.fields.get(name)
  return isObject(value) ? value : null
}

export function tlList(object: TlObject | null | undefined, name: string): readonly TlValue[] {
  const value = object?.fields.get(name)
  return Array.isArray(value) ? (value as readonly TlValue[]) : []
}

export const tlObjects = (object: TlObject | null | undefined, name: string): readonly TlObject[] => tlList(object, name).filter(isObject)
