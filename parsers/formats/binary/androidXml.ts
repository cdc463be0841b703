/**
 * XML of the Android system, as text or as Android Binary XML ("ABX", Android 12 and later), as trees of the elements that are wanted.
 *
 * Layout of ABX after Android's public BinaryXmlPullParser: the magic `ABX` and version 0, then events of one byte each: the lower half is the
 * event (2 begin, 3 end of an element, 4 to 10 texts, 15 attribute), the upper half the type of the value that follows. Numbers are
 * big-endian; a text is led by its length in two bytes; names are interned: two bytes of index, 0xffff before one that is new. Texts
 * are UTF-8 in today's writers and Java's modified UTF-8 in older ones. Files of settings may hold several roots, or one that is never closed.
 */
import { xmlElements } from '../text/xmlStream.ts'
import type { XmlNode } from '../text/xmlStream.ts'

export interface AndroidElement {
  /** Names from the root to the element, joined by `/`. */
  readonly path: string
  readonly node: XmlNode
}

const MAGIC = [0x41, 0x42, 0x58]
const VERSION = 0
const MAX_DEPTH = 512
const NEW_NAME = 0xff_ff
const EVENT = { beginDocument: 0, endDocument: 1, begin: 2, end: 3, text: 4, cdata: 5, entity: 6, attribute: 15 } as const
const LAST_TEXT_EVENT = 10
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' }
const UTF8_STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true })

export const isAndroidBinaryXml = (bytes: Uint8Array): boolean => MAGIC.every((byte, index) => bytes[index] === byte)

/** Elements of the wanted names, in order; one inside another of them comes with the outer one only. Throws where nothing more can be read. */
export function* androidXml(bytes: Uint8Array, wanted: ReadonlySet<string>, onFault: (reason: string) => void): Generator<AndroidElement> {
  if (isAndroidBinaryXml(bytes)) yield* binaryElements(bytes, wanted)
  else for (const { path, node } of xmlElements([bytes], { wanted, stateOf: () => undefined, onFault })) yield { path, node }
}

/** A stored `int`, `long` or `boolean` attribute is given as the text form would write it. */
interface OpenElement {
  readonly name: string
  readonly prefix: ''
  readonly attributes: Record<string, string>
  readonly children: XmlNode[]
  text: string
}

function* binaryElements(bytes: Uint8Array, wanted: ReadonlySet<string>): Generator<AndroidElement> {
  if (bytes[MAGIC.length] !== VERSION) throw new Error(`binary XML of the unknown version ${bytes[MAGIC.length] ?? 'none'}`)
  const reader = new Reader(bytes)
  const names: string[] = []
  const open: OpenElement[] = []
  while (!reader.isAtEnd) {
    const { event, type } = reader.event()
    const top = open.at(-1)
    if (event === EVENT.endDocument) return
    if (event === EVENT.begin) {
      const name = reader.name()
      names.push(name)
      if (names.length > MAX_DEPTH) throw new Error('elements are nested too deep')
      if (open.length > 0 || wanted.has(name))
        open.push({ name, prefix: '', attributes: Object.create(null) as Record<string, string>, children: [], text: '' })
    } else if (event === EVENT.attribute) {
      const [name, value] = [reader.name(), reader.value(type)]
      if (top !== undefined && value !== null) top.attributes[name] = value
    } else if (event === EVENT.end) {
      reader.name()
      const closed = open.pop()
      const parent = open.at(-1)
      if (closed !== undefined && parent === undefined) yield { path: names.join('/'), node: closed }
      else if (closed !== undefined) parent?.children.push(closed)
      names.pop()
    } else if (event > EVENT.end && event <= LAST_TEXT_EVENT) {
      const text = reader.text()
      if (top === undefined) continue
      if (event === EVENT.text || event === EVENT.cdata) top.text += text
      else if (event === EVENT.entity) top.text += entityOf(text)
    } else if (event !== EVENT.beginDocument) throw new Error(`an event of the unknown kind ${event}`)
  }
  if (open.length > 0) throw new Error(`the file ends inside ${names.join('/')}`)
}

function entityOf(name: string): string {
  const code = /^#(\d{1,7})$/u.exec(name)?.[1]
  if (code !== undefined && Number(code) <= 0x10_ff_ff) return String.fromCodePoint(Number(code))
  return ENTITIES[name] ?? `&${name};`
}

class Reader {
  readonly #view: DataView
  readonly #bytes: Uint8Array
  readonly #names: string[] = []
  #offset = MAGIC.length + 1

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get isAtEnd(): boolean {
    return this.#offset >= this.#bytes.length
  }

  event(): { event: number; type: number } {
    const byte = this.#view.getUint8(this.#step(1))
    return { event: byte & 0x0f, type: byte >> 4 }
  }

  name(): string {
    const index = this.#view.getUint16(this.#step(2))
    if (index !== NEW_NAME) {
      const known = this.#names[index]
      if (known === undefined) throw new Error(`a name of number ${index}, which the file has not`)
      return known
    }
    const name = this.text()
    this.#names.push(name)
    return name
  }

  text(): string {
    return decoded(this.#lengthLed())
  }

  /** As the text form writes it; null for a stored null. */
  value(type: number): string | null {
    switch (type) {
      case 1:
        return null
      case 2:
        return this.text()
      case 3:
        return this.name()
      case 4:
        return Buffer.from(this.#lengthLed()).toString('hex')
      case 5:
        return Buffer.from(this.#lengthLed()).toString('base64')
      case 6:
        return String(this.#view.getInt32(this.#step(4)))
      case 7:
        return this.#view.getInt32(this.#step(4)).toString(16)
      case 8:
        return String(this.#view.getBigInt64(this.#step(8)))
      case 9:
        return this.#view.getBigInt64(this.#step(8)).toString(16)
      case 10:
        return String(this.#view.getFloat32(this.#step(4)))
      case 11:
        return String(this.#view.getFloat64(this.#step(8)))
      case 12:
        return 'true'
      case 13:
        return 'false'
      default:
        throw new Error(`a value of the unknown type ${type}`)
    }
  }

  #lengthLed(): Uint8Array {
    const length = this.#view.getUint16(this.#step(2))
    const start = this.#step(length)
    return this.#bytes.subarray(start, start + length)
  }

  #step(length: number): number {
    const start = this.#offset
    if (start + length > this.#bytes.length) throw new Error('the file ends inside a value')
    this.#offset += length
    return start
  }
}

function decoded(bytes: Uint8Array): string {
  try {
    return UTF8_STRICT.decode(bytes)
  } catch {
    return modifiedUtf8(bytes) ?? UTF8.decode(bytes)
  }
}

/** Java's form: two bytes for NUL, and each half of a surrogate pair in three. Null for bytes that are neither. */
function modifiedUtf8(bytes: Uint8Array): string | null {
  let text = ''
  for (let index = 0; index < bytes.length;) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(index, index + 3)
    if (first < 0x80) {
      text += String.fromCharCode(first)
      index += 1
    } else if (first >> 5 === 0b110 && second >> 6 === 0b10) {
      text += String.fromCharCode(((first & 0x1f) << 6) | (second & 0x3f))
      index += 2
    } else if (first >> 4 === 0b1110 && second >> 6 === 0b10 && third >> 6 === 0b10) {
      text += String.fromCharCode(((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f))
      index += 3
    } else return null
  }
  return text
}
