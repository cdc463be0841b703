/** JSON as a stream of what opens, closes and stands in it, for files that are larger than memory. Tolerant: what it cannot read it passes over. */

export type JsonEvent =
  | { readonly type: 'open'; readonly isObject: boolean; readonly key: string | null }
  | { readonly type: 'close' }
  /** Strings as they are, everything else as it is written. */
  | { readonly type: 'value'; readonly key: string | null; readonly value: string }

/** A single text that is longer is none that anybody looks for; it is cut. */
const MAX_TEXT = 4_096

export async function* jsonEvents(chunks: AsyncIterable<string | Buffer>): AsyncGenerator<JsonEvent> {
  const reader = new JsonReader()
  for await (const chunk of chunks) yield* reader.read(String(chunk))
  yield* reader.end()
}

class JsonReader {
  #text = ''
  #state: 'between' | 'string' | 'escape' | 'bare' = 'between'
  /** The last string, as long as it may turn out to be a key. */
  #last: string | null = null
  #key: string | null = null

  #takeInString(character: string): void {
    if (character === '\\') this.#state = 'escape'
    else if (character === '"') {
      this.#last = this.#text
      this.#state = 'between'
    } else this.#add(character)
  }

  *read(chunk: string): Generator<JsonEvent> {
    for (const character of chunk) yield* this.#take(character)
  }

  *end(): Generator<JsonEvent> {
    yield* this.#endValue()
  }

  *#take(character: string): Generator<JsonEvent> {
    if (this.#state === 'string') return this.#takeInString(character)
    if (this.#state === 'escape') {
      this.#add(`\\${character}`)
      this.#state = 'string'
      return
    }
    if (this.#state === 'bare' && !/[\s,:{}[\]"]/.test(character)) return this.#add(character)
    if (this.#state === 'bare') {
      this.#last = this.#text
      this.#state = 'between'
    }
    if (character === '"') {
      this.#text = ''
      this.#state = 'string'
    } else if (character === ':') {
      this.#key = this.#last
      this.#last = null
    } else if (character === '{' || character === '[') {
      yield { type: 'open', isObject: character === '{', key: this.#key }
      this.#key = null
    } else if (character === '}' || character === ']') {
      yield* this.#endValue()
      yield { type: 'close' }
    } else if (character === ',') yield* this.#endValue()
    else if (!/\s/.test(character)) {
      this.#text = character
      this.#state = 'bare'
    }
  }

  #add(text: string): void {
    if (this.#text.length < MAX_TEXT) this.#text += text
  }

  *#endValue(): Generator<JsonEvent> {
    const value = this.#state === 'bare' ? this.#text : this.#last
    this.#state = 'between'
    if (value !== null) yield { type: 'value', key: this.#key, value }
    this.#last = null
    this.#key = null
  }
}
