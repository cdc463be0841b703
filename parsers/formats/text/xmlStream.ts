/**
 * Large XML, element by element: every element with one of the wanted names is built as a small tree and handed on, the rest is passed
 * over. Memory is that of one such element. Nothing is fetched and no entity of a document type is expanded.
 */
import { SaxesParser } from 'saxes'

export interface XmlNode {
  /** Local name, without prefix. */
  readonly name: string
  readonly prefix: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  /** Its own text, without that of its children, as it stands. */
  readonly text: string
}

export interface XmlElement<State = undefined> {
  /** Local names from the root to the element, joined by `/`. */
  readonly path: string
  /** Position among all elements of its name, from 1. */
  readonly number: number
  readonly node: XmlNode
  /** What `stateOf` gave when the element was closed. */
  readonly state: State
}

interface OpenNode {
  readonly name: string
  readonly prefix: string
  readonly attributes: Record<string, string>
  readonly children: XmlNode[]
  text: string
}

export interface XmlReading<State = undefined> {
  /** Local names of the elements to hand on. One inside another of them is handed on with the outer one only. */
  readonly wanted: ReadonlySet<string>
  /** Told of every element that is opened outside a wanted one, with its attributes. */
  onOpen?(path: string, attributes: Readonly<Record<string, string>>): void
  /** Told of the text of every element that is closed outside a wanted one. */
  onText?(path: string, text: string): void
  /** What is known from outside the element (name of its track, id of its model), taken when it is closed: elements come in batches. */
  stateOf(): State
  /** What is not well-formed, in words; reading goes on where it can. */
  onFault(reason: string): void
}

/** Depth beyond which a document is not data but an attack. */
const MAX_DEPTH = 512
/** Text of one element beyond which it is not kept. */
const MAX_ELEMENT_CHARACTERS = 64 * 1024 * 1024

/** Throws where nothing more can be read; what came before has been yielded. */
export function* xmlElements<State>(chunks: Iterable<Uint8Array>, reading: XmlReading<State>): Generator<XmlElement<State>> {
  const builder = new TreeBuilder(reading)
  let decoder: InstanceType<typeof TextDecoder> | null = null
  for (const chunk of chunks) {
    decoder ??= new TextDecoder(encodingOf(chunk))
    builder.write(decoder.decode(chunk, { stream: true }))
    yield* builder.take()
  }
  if (decoder === null) throw new Error('the file is empty')
  builder.end()
  yield* builder.take()
}

/** By its first bytes, as XML prescribes; other declared encodings of one byte are read as Latin-1. */
function encodingOf(chunk: Uint8Array): string {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le'
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be'
  const declared = /^[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(Buffer.from(chunk.subarray(0, 200)).toString('latin1'))?.[1]
  return declared !== undefined && /^(?:iso-8859-1|latin1|windows-1252)$/i.test(declared) ? 'windows-1252' : 'utf-8'
}

class TreeBuilder<State> {
  readonly #parser = new SaxesParser()
  readonly #reading: XmlReading<State>
  readonly #names: string[] = []
  readonly #texts: string[] = []
  readonly #open: OpenNode[] = []
  readonly #counts = new Map<string, number>()
  #ready: XmlElement<State>[] = []
  #characters = 0
  #faults = 0

  constructor(reading: XmlReading<State>) {
    this.#reading = reading
    this.#parser.on('opentag', ({ name, attributes }) => this.#opened(name, attributes))
    this.#parser.on('closetag', () => this.#closed())
    this.#parser.on('text', (text) => this.#wrote(text))
    this.#parser.on('cdata', (text) => this.#wrote(text))
    this.#parser.on('error', ({ message }) => {
      // The first fault says enough; a damaged file would give thousands.
      if (this.#faults++ === 0) this.#reading.onFault(message)
    })
  }

  write(text: string): void {
    this.#parser.write(text)
  }

  end(): void {
    this.#parser.close()
    if (this.#names.length > 0) throw new Error(`the file ends inside ${this.#names.join('/')}`)
  }

  take(): readonly XmlElement<State>[] {
    const ready = this.#ready
    this.#ready = []
    return ready
  }

  #opened(qualified: string, attributes: Readonly<Record<string, string>>): void {
    const [name, prefix] = localName(qualified)
    this.#names.push(name)
    if (this.#names.length > MAX_DEPTH) throw new Error('elements are nested too deep')
    if (this.#open.length === 0 && !this.#reading.wanted.has(name)) {
      this.#texts.push('')
      this.#reading.onOpen?.(this.#names.join('/'), attributes)
      return
    }
    this.#open.push({ name, prefix, attributes: { ...attributes }, children: [], text: '' })
  }

  #wrote(text: string): void {
    const node = this.#open.at(-1)
    if (node !== undefined) {
      this.#characters += text.length
      if (this.#characters > MAX_ELEMENT_CHARACTERS) throw new Error('one element is too large to read')
      node.text += text
    } else if (this.#texts.length > 0) {
      const last = this.#texts.length - 1
      if ((this.#texts[last]?.length ?? 0) < 4_096) this.#texts[last] += text
    }
  }

  #closed(): void {
    const node = this.#open.pop()
    if (node === undefined) {
      this.#reading.onText?.(this.#names.join('/'), this.#texts.pop() ?? '')
      this.#names.pop()
      return
    }
    const parent = this.#open.at(-1)
    if (parent === undefined) {
      const number = (this.#counts.get(node.name) ?? 0) + 1
      this.#counts.set(node.name, number)
      this.#characters = 0
      this.#ready.push({ path: this.#names.join('/'), number, node, state: this.#reading.stateOf() })
    } else parent.children.push(node)
    this.#names.pop()
  }
}

function localName(qualified: string): readonly [string, string] {
  const colon = qualified.indexOf(':')
  return colon < 0 ? [qualified, ''] : [qualified.slice(colon + 1), qualified.slice(0, colon)]
}

/** The first child of a name, whatever its prefix. */
export const childOf = (node: XmlNode, name: string): XmlNode | undefined => node.children.find((child) => child.name === name)

/** Trimmed text of the first child of a name; null when it is absent or empty. */
export function childText(node: XmlNode, name: string): string | null {
  const text = childOf(node, name)?.text.trim()
  return text === undefined || text === '' ? null : text
}

/** All descendants of a name, in document order. */
export function descendantsOf(node: XmlNode, name: string): XmlNode[] {
  return node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...descendantsOf(child, name)])
}
