/**
 * Large JSON, element by element: `{ "locations": [ {...}, {...} ] }` or a list at the top. The text is cut at the elements' ends by
 * counting brackets outside strings, and each element is handed to JSON.parse: memory is that of one element, whatever the file's size,
 * and the place of each element in the file is known.
 */

/** One element of a list, or one other member of the object at the top. */
export interface JsonElement {
  /** Name of the list at the top that it stands in; empty for a list at the top of the file. */
  readonly section: string
  /** Position in the list, from 1; null for a member that is no list. */
  readonly index: number | null
  /** Offset of its first byte in the file. */
  readonly offset: number
  readonly value: unknown
}

/** An element larger than this is no record of a phone. */
const MAX_ELEMENT_BYTES = 128 * 1024 * 1024

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a]
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d]
/** The byte order mark of UTF-8, which is no content. */
const MARK: readonly number[] = [0xef, 0xbb, 0xbf]
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** Throws where the text is no JSON or ends early; what came before has been yielded. */
export function* jsonElements(chunks: Iterable<Uint8Array>): Generator<JsonElement> {
  const cutter = new ElementCutter()
  let offset = 0
  for (const chunk of chunks) {
    yield* cutter.take(chunk, offset)
    offset += chunk.length
  }
  cutter.end()
}

type Place = 'before' | 'in-object' | 'after-key' | 'in-list' | 'after'

/** Where the text is, byte by byte. An element is collected while `#depth` is above that of the list or object it stands in. */
class ElementCutter {
  #place: Place = 'before'
  #isListAtTop = false
  #section = ''
  #index = 0
  /** Open brackets inside the element. */
  #depth = 0
  #isInString = false
  #isEscaped = false
  #isCollecting = false
  #start = 0
  #parts: Uint8Array[] = []
  #collected = 0
  readonly #text = new TextDecoder('utf-8')

  /** Handles a byte outside elements. False when an element begins with it. */
  #isBetween(byte: number): boolean {
    if (isSpace(byte) || (byte === COMMA && this.#place !== 'before')) return true
    switch (this.#place) {
      case 'before':
        if (MARK.includes(byte)) return true
        if (byte !== OPEN_BRACE && byte !== OPEN_BRACKET) throw new Error('the file is no JSON object or list')
        this.#isListAtTop = byte === OPEN_BRACKET
        this.#place = this.#isListAtTop ? 'in-list' : 'in-object'
        return true
      case 'in-object':
        if (byte === CLOSE_BRACE) this.#place = 'after'
        else if (byte !== QUOTE) throw new Error('a name is missing')
        return byte === CLOSE_BRACE
      case 'after-key':
        if (byte === COLON) return true
        if (byte !== OPEN_BRACKET) return false
        this.#place = 'in-list'
        this.#index = 0
        return true
      case 'in-list':
        if (byte !== CLOSE_BRACKET) return false
        this.#place = this.#isListAtTop ? 'after' : 'in-object'
        return true
      case 'after':
        throw new Error('something follows the end')
    }
  }

  *take(chunk: Uint8Array, chunkOffset: number): Generator<JsonElement> {
    let from = this.#isCollecting ? 0 : -1
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      if (!this.#isCollecting) {
        if (this.#isBetween(byte)) continue
        this.#isCollecting = true
        this.#start = chunkOffset + at
        from = at
      }
      const ended = this.#step(byte)
      if (ended === 'no') continue
      const until = ended === 'with' ? at + 1 : at
      const element = this.#close(chunk.subarray(from, until))
      if (element !== null) yield element
      from = -1
      // The byte that ended a bare value belongs to what surrounds it.
      if (ended === 'before') this.#isBetween(byte)
    }
    if (this.#isCollecting && from >= 0) this.#keep(chunk.subarray(from))
  }

  /** Throws where the file ends before its structure does. */
  end(): void {
    if (this.#place === 'before' && !this.#isCollecting) throw new Error('the file is empty')
    if (this.#place !== 'after') throw new Error('the file ends in the middle')
  }

  /** Whether the element ends with this byte, before it, or not yet. */
  #step(byte: number): 'with' | 'before' | 'no' {
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false
      else if (byte === BACKSLASH) this.#isEscaped = true
      else if (byte === QUOTE) {
        this.#isInString = false
        if (this.#depth === 0) return 'with'
      }
      return 'no'
    }
    if (byte === QUOTE) this.#isInString = true
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#depth++
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (this.#depth === 0) return 'before'
      if (--this.#depth === 0) return 'with'
    } else if (this.#depth === 0 && (byte === COMMA || isSpace(byte))) return 'before'
    return 'no'
  }

  #keep(bytes: Uint8Array): void {
    this.#collected += bytes.length
    if (this.#collected > MAX_ELEMENT_BYTES) throw new Error('one element is too large to read')
    this.#parts.push(bytes)
  }

  /** The finished element; null when it was the name of a member. */
  #close(last: Uint8Array): JsonElement | null {
    this.#keep(last)
    const bytes = this.#parts.length === 1 ? last : Buffer.concat(this.#parts)
    this.#parts = []
    this.#collected = 0
    this.#isCollecting = false
    const value: unknown = JSON.parse(this.#text.decode(bytes))
    if (this.#place === 'in-object') {
      this.#section = String(value)
      this.#place = 'after-key'
      return null
    }
    if (this.#place === 'in-list') return { section: this.#section, index: ++this.#index, offset: this.#start, value }
    this.#place = 'in-object'
    return { section: this.#section, index: null, offset: this.#start, value }
  }
}

export type JsonObject = Readonly<Record<string, unknown>>

export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value at a path of member names, or undefined. */
export function jsonAt(value: unknown, ...names: readonly string[]): unknown {
  let at = value
  for (const name of names) {
    if (!isJsonObject(at) || !Object.hasOwn(at, name)) return undefined
    at = at[name]
  }
  return at
}

/** A list, or an empty one for anything else. */
export const jsonList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [])

/** A finite number, also from text; otherwise null. */
export function jsonNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' && /^\s*[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?\s*$/i.test(value) ? Number(value) : null
}

/** Text that is not empty, numbers and booleans as text; otherwise null. */
export function jsonText(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** A small JSON file that is one object; null for anything else. */
export function parseJsonObject(bytes: Uint8Array): JsonObject | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8').decode(bytes))
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}
