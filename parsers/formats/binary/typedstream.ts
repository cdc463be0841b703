/**
 * Text of a NeXT/Apple typedstream archive of an attributed string, as Messages keeps it in `attributedBody`.
 *
 * Only the first string is decoded (the body); attributes that follow it (mentions, links, attachment ids) are not read.
 * Format, learnt from public descriptions and checked on real streams: a version byte, the word `streamtyped` (little
 * endian) or `typedstream` (big endian) with its length, a system version, then groups of a type label and its values.
 * Type labels and class names are shared through one table, classes and objects through another.
 */

/** Bytes with a special meaning where a length, number or object may stand. */
const WORD = 0x81
const LONG = 0x82
const NEW = 0x84
const NIL = 0x85
const END = 0x86
/** First byte of a reference into a table: 0x92 is entry 0. */
const FIRST_REFERENCE = 0x92

const TEXT_CLASSES: ReadonlySet<string> = new Set(['NSString', 'NSMutableString'])
const ATTRIBUTED_CLASSES: ReadonlySet<string> = new Set(['NSAttributedString', 'NSMutableAttributedString'])

/** Real class chains have two or three links; more is hostile. */
const MAX_SUPERCLASSES = 16

/** Leaves the decoder from any depth; never seen outside of it. */
class Malformed extends Error {}

/** Object table entry: a class name, or null for an object that is not needed again. */
type Shared = string | null

export interface ArchivedText {
  /** Exactly as archived; U+FFFC stands for an attachment. */
  readonly text: string
  /** True when the archive ends before the length that it states: `text` is then what was left up to the next marker. */
  readonly isDamaged: boolean
}

/**
 * The text of an archived string or attributed string, or null when the bytes are no such archive. Never throws;
 * costs no more than the length of the input, whatever it says.
 */
export function typedstreamText(bytes: Uint8Array): ArchivedText | null {
  try {
    return new Reader(bytes).text()
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

class Reader {
  readonly #bytes: Uint8Array
  readonly #labels: string[] = []
  readonly #objects: Shared[] = []
  #at = 0
  #isLittleEndian = true

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  text(): ArchivedText {
    this.#header()
    const root = this.#openObject()
    if (TEXT_CLASSES.has(root)) return this.#stringContent()
    if (!ATTRIBUTED_CLASSES.has(root)) throw new Malformed(`root class ${root}`)
    const first = this.#openObject()
    if (!TEXT_CLASSES.has(first)) throw new Malformed(`text class ${first}`)
    return this.#stringContent()
  }

  #header(): void {
    this.#byte()
    const signature = this.#unshared()
    if (signature !== 'streamtyped' && signature !== 'typedstream') throw new Malformed('signature')
    this.#isLittleEndian = signature === 'streamtyped'
    this.#number()
  }

  /** A group that holds one new object: consumes its label and class, leaving the content. Gives the class name. */
  #openObject(): string {
    if (this.#label() !== '@' || this.#byte() !== NEW) throw new Malformed('no object')
    this.#objects.push(null)
    const name = this.#className()
    if (name === null) throw new Malformed('object without class')
    return name
  }

  #stringContent(): ArchivedText {
    if (this.#label() !== '+') throw new Malformed('no string')
    const length = this.#number()
    if (this.#at + length <= this.#bytes.length) return { text: this.#utf8(length), isDamaged: false }
    return { text: this.#utf8(this.#lengthToMarker()), isDamaged: true }
  }

  /** Bytes up to the end of the object that is followed by a new one, or to the end of the data. */
  #lengthToMarker(): number {
    for (let at = this.#at; at < this.#bytes.length; at++) {
      if (this.#bytes[at] === END && this.#bytes[at + 1] === NEW) return at - this.#at
    }
    return this.#bytes.length - this.#at
  }

  /** Reads a class with its superclasses; gives the name of the first. */
  #className(): string | null {
    let first: string | null = null
    for (let depth = 0; depth < MAX_SUPERCLASSES; depth++) {
      const head = this.#byte()
      if (head === NIL) return first
      if (head !== NEW) {
        const known = this.#objects[head - FIRST_REFERENCE]
        if (typeof known !== 'string') throw new Malformed('class reference')
        return first ?? known
      }
      const name = this.#label()
      this.#number()
      this.#objects.push(name)
      first ??= name
    }
    throw new Malformed('class chain')
  }

  /** A shared string: a type label or class name. */
  #label(): string {
    const head = this.#byte()
    if (head === NEW) {
      const label = this.#unshared()
      this.#labels.push(label)
      return label
    }
    const known = this.#labels[head - FIRST_REFERENCE]
    if (known === undefined) throw new Malformed('label reference')
    return known
  }

  /** A length and that many bytes of UTF-8. */
  #unshared(): string {
    const length = this.#number()
    if (this.#at + length > this.#bytes.length) throw new Malformed('length')
    return this.#utf8(length)
  }

  #utf8(length: number): string {
    const text = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + this.#at, length).toString('utf8')
    this.#at += length
    return text
  }

  /** A whole number >= 0, in one, three or five bytes. */
  #number(): number {
    const head = this.#byte()
    if (head < 0x80) return head
    if (head !== WORD && head !== LONG) throw new Malformed('number')
    const size = head === WORD ? 2 : 4
    let value = 0
    for (let index = 0; index < size; index++) {
      const place = this.#isLittleEndian ? index : size - 1 - index
      value += this.#byte() * 2 ** (8 * place)
    }
    return value
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++]
    if (byte === undefined) throw new Malformed('end of data')
    return byte
  }
}
