/**
 * Objects of a NeXT/Apple typedstream archive, as a tree: what `typedstream.ts` leaves out (attributes behind the text).
 *
 * Format as in `typedstream.ts`, with the rest of it learnt from the same public descriptions: a group is a type label and one value
 * for each type in it; `@` is an object (its class, then groups up to an end mark), `+` bytes, `*` a shared string, `c` and `C` one
 * byte, other integers one, three or five bytes, `f` and `d` an integer or a mark and the number, `[4c]` an array, `{a=ii}` a
 * structure. Labels and class names share one table; objects, classes and `*` strings another.
 */

const INTEGER_2 = -127
const INTEGER_4 = -126
const FLOATING = -125
const NEW = -124
const NIL = -123
const END = -122
/** The first reference: -110 is entry 0 of a table. */
const FIRST_REFERENCE = -110

/** Real archives nest about ten deep. */
const MAX_DEPTH = 64

class Malformed extends Error {}

/** An object: its class and the values of its groups, in order. */
export interface StreamObject {
  readonly className: string
  readonly values: StreamValue[]
}

export type StreamValue = number | string | Uint8Array | null | StreamObject | StreamValue[]

export function isStreamObject(value: StreamValue | undefined): value is StreamObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
}

/**
 * The archive's root object, or null when the bytes are no such archive. Never throws; costs no more than the length of the input.
 * An archive that ends too early gives what was read up to there.
 */
export function readTypedstream(bytes: Uint8Array): StreamObject | null {
  try {
    return new ObjectReader(bytes).root()
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

type Shared = { readonly object: StreamObject } | { readonly className: string } | { readonly text: string }

class ObjectReader {
  readonly #bytes: Buffer
  readonly #labels: string[] = []
  readonly #shared: Shared[] = []
  #at = 0
  #isLittleEndian = true

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  root(): StreamObject {
    this.#byte()
    const signature = this.#take(this.#length()).toString('latin1')
    if (signature !== 'streamtyped' && signature !== 'typedstream') throw new Malformed('signature')
    this.#isLittleEndian = signature === 'streamtyped'
    this.#integer(this.#signed())
    const [root] = this.#group(0)
    if (!isStreamObject(root)) throw new Malformed('root')
    return root
  }

  /** A type label and one value for each type in it. */
  #group(depth: number): StreamValue[] {
    if (depth > MAX_DEPTH) throw new Malformed('depth')
    const label = this.#label(this.#signed())
    const values: StreamValue[] = []
    for (let at = 0; at < label.length;) {
      const end = typeEnd(label, at)
      values.push(this.#value(label.slice(at, end), depth))
      at = end
    }
    return values
  }

  #value(type: string, depth: number): StreamValue {
    switch (type.charAt(0)) {
      case '@':
        return this.#object(depth)
      case '+':
        return this.#take(this.#length()).toString('utf8')
      case '*':
        return this.#sharedText()
      case ':':
      case '%':
        return this.#label(this.#signed())
      case '#':
        return this.#className(this.#signed())
      case 'c':
      case 'C':
      case 'B':
        return this.#byte()
      case 'f':
      case 'd':
        return this.#floating(type === 'f' ? 4 : 8)
      case '[':
        return this.#array(type, depth)
      case '{':
        return this.#structure(type, depth)
      default:
        if (!/^[sSiIlLqQ]$/u.test(type)) throw new Malformed(`type ${type}`)
        return this.#integer(this.#signed(), type === type.toUpperCase())
    }
  }

  #object(depth: number): StreamObject | null {
    const head = this.#signed()
    if (head === NIL) return null
    if (head !== NEW) {
      const known = this.#reference(head)
      if (!('object' in known)) throw new Malformed('object reference')
      return known.object
    }
    const place = this.#shared.length
    const values: StreamValue[] = []
    this.#shared.push({ object: { className: '', values } })
    const object: StreamObject = { className: this.#className(this.#signed()) ?? '', values }
    this.#shared[place] = { object }
    try {
      while (this.#bytes.readInt8(this.#peekable()) !== END) values.push(...this.#group(depth + 1))
      this.#at++
    } catch (error) {
      // What was read of an archive that was cut off stays, at the outermost object.
      if (!(error instanceof Malformed) || depth > 0) throw error
    }
    return object
  }

  /** The name of the first class of a chain of classes. */
  #className(head: number): string | null {
    if (head === NIL) return null
    if (head !== NEW) {
      const known = this.#reference(head)
      if (!('className' in known)) throw new Malformed('class reference')
      return known.className
    }
    const className = this.#label(this.#signed())
    this.#integer(this.#signed())
    if (this.#shared.length > this.#bytes.length) throw new Malformed('classes')
    this.#shared.push({ className })
    let next = this.#signed()
    // The superclasses, read in a loop so that a hostile chain cannot use up the stack.
    while (next === NEW) {
      const superclass = this.#label(this.#signed())
      this.#integer(this.#signed())
      this.#shared.push({ className: superclass })
      next = this.#signed()
    }
    if (next !== NIL) this.#reference(next)
    return className
  }

  #sharedText(): string | null {
    const head = this.#signed()
    if (head === NIL) return null
    if (head === NEW) {
      const place = this.#shared.length
      this.#shared.push({ text: '' })
      const text = this.#label(this.#signed())
      this.#shared[place] = { text }
      return text
    }
    const known = this.#reference(head)
    if (!('text' in known)) throw new Malformed('string reference')
    return known.text
  }

  #array(type: string, depth: number): StreamValue {
    const match = /^\[(\d{1,9})(.+)\]$/su.exec(type)
    const [count, item] = [Number(match?.[1] ?? Number.NaN), match?.[2]]
    if (item === undefined) throw new Malformed('array')
    if (item === 'c' || item === 'C') return this.#take(count)
    if (count > this.#bytes.length) throw new Malformed('array length')
    return Array.from({ length: count }, () => this.#value(item, depth + 1))
  }

  #structure(type: string, depth: number): StreamValue {
    if (depth > MAX_DEPTH) throw new Malformed('depth')
    const fields = type.slice(type.indexOf('=') + 1, -1)
    const values: StreamValue[] = []
    for (let at = 0; at < fields.length;) {
      const end = typeEnd(fields, at)
      values.push(this.#value(fields.slice(at, end), depth + 1))
      at = end
    }
    return values
  }

  #floating(size: 4 | 8): number {
    const head = this.#signed()
    if (head !== FLOATING) return this.#integer(head)
    const bytes = this.#take(size)
    if (size === 4) return this.#isLittleEndian ? bytes.readFloatLE() : bytes.readFloatBE()
    return this.#isLittleEndian ? bytes.readDoubleLE() : bytes.readDoubleBE()
  }

  #label(head: number): string {
    if (head === NEW) {
      const label = this.#take(this.#length()).toString('utf8')
      this.#labels.push(label)
      return label
    }
    const known = this.#labels[this.#integer(head) - FIRST_REFERENCE]
    if (known === undefined) throw new Malformed('label reference')
    return known
  }

  #reference(head: number): Shared {
    const known = this.#shared[this.#integer(head) - FIRST_REFERENCE]
    if (known === undefined) throw new Malformed('reference')
    return known
  }

  #length(): number {
    const length = this.#integer(this.#signed(), true)
    if (length < 0) throw new Malformed('length')
    return length
  }

  /** The number behind its first byte, which is the number itself unless it marks a longer one. */
  #integer(head: number, isUnsigned = false): number {
    if (head !== INTEGER_2 && head !== INTEGER_4) return head
    const size = head === INTEGER_2 ? 2 : 4
    const bytes = this.#take(size)
    if (isUnsigned) return this.#isLittleEndian ? bytes.readUIntLE(0, size) : bytes.readUIntBE(0, size)
    return this.#isLittleEndian ? bytes.readIntLE(0, size) : bytes.readIntBE(0, size)
  }

  #take(count: number): Buffer {
    if (!(count >= 0) || this.#at + count > this.#bytes.length) throw new Malformed('end of data')
    this.#at += count
    return this.#bytes.subarray(this.#at - count, this.#at)
  }

  #peekable(): number {
    if (this.#at >= this.#bytes.length) throw new Malformed('end of data')
    return this.#at
  }

  #signed(): number {
    return this.#take(1).readInt8()
  }

  #byte(): number {
    return this.#take(1).readUInt8()
  }
}

/** Where one type of a label ends: brackets and braces hold types of their own. */
function typeEnd(label: string, start: number): number {
  const closing = label[start] === '[' ? ']' : label[start] === '{' ? '}' : null
  if (closing === null) return start + 1
  let open = 0
  for (let at = start; at < label.length; at++) {
    if (label[at] === label[start]) open++
    else if (label[at] === closing && --open === 0) return at + 1
  }
  throw new Malformed('label')
}
