/**
 * vCard 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350, versit 2.1) as phones and mail programs export them: cards one after the other, read line
 * by line. Folded lines, quoted-printable with soft line breaks, groups (`item1.TEL`) and their labels, bare types (`TEL;HOME`).
 */

export interface VcardProperty {
  /** Upper case, without group: `TEL`. */
  readonly name: string
  readonly group: string | null
  /** Upper-case names with their values; a bare `HOME` of version 2.1 stands under `TYPE`. */
  readonly parameters: ReadonlyMap<string, readonly string[]>
  /** Decoded, but with the escapes of structured values (`\;`) still in it. */
  readonly value: string
}

export interface Vcard {
  /** Number of the card in the file, from 1. */
  readonly number: number
  /** Line of the file on which it begins, from 1. */
  readonly line: number
  readonly properties: readonly VcardProperty[]
}

/** Longer than any picture that is embedded in a card. */
const MAX_LINE_CHARACTERS = 32 * 1024 * 1024

interface Line {
  readonly text: string
  readonly number: number
}

/** Throws where a card does not end; the cards before it have been yielded. */
export function* vcards(chunks: Iterable<Uint8Array>): Generator<Vcard> {
  let number = 0
  let open: { line: number; properties: VcardProperty[] } | null = null
  for (const line of logicalLines(physicalLines(chunks))) {
    const property = propertyOf(line.text)
    if (property === null) continue
    const word = property.value.trim().toUpperCase()
    if (property.name === 'BEGIN' && word === 'VCARD') {
      // A card that was never ended is a card all the same.
      if (open !== null) yield { number: ++number, ...open }
      open = { line: line.number, properties: [] }
    } else if (property.name === 'END' && word === 'VCARD') {
      if (open !== null) yield { number: ++number, ...open }
      open = null
    } else open?.properties.push(property)
  }
  if (open !== null) throw new Error(`the card that begins on line ${open.line} does not end`)
}

function* physicalLines(chunks: Iterable<Uint8Array>): Generator<Line> {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  let number = 0
  for (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MAX_LINE_CHARACTERS) throw new Error('a line is too long to be one of a contact card')
    for (const text of lines) yield { text: text.replace(/\r$/, ''), number: ++number }
  }
  rest += decoder.decode()
  if (rest !== '') yield { text: rest, number: number + 1 }
}

/** Joins folded lines (begin with a space or tab) and quoted-printable values that go on behind a `=` at the line's end. */
function* logicalLines(lines: Iterable<Line>): Generator<Line> {
  let current: { text: string; number: number } | null = null
  for (const { text, number } of lines) {
    if (current !== null && /^[ \t]/.test(text)) current.text += text.slice(1)
    else if (current !== null && isSoftBroken(current.text)) current.text = current.text.slice(0, -1) + text
    else {
      if (current !== null) yield current
      current = { text, number }
    }
  }
  if (current !== null) yield current
}

const isSoftBroken = (text: string): boolean => text.endsWith('=') && /^[^:]*QUOTED-PRINTABLE[^:]*:/i.test(text)

function propertyOf(line: string): VcardProperty | null {
  const colon = colonOf(line)
  if (colon < 0) return null
  const [head = '', ...rest] = splitOutsideQuotes(line.slice(0, colon))
  const dot = head.indexOf('.')
  const parameters = parametersOf(rest)
  const raw = line.slice(colon + 1)
  const isQuoted = parameters.get('ENCODING')?.some((encoding) => /^(?:quoted-printable|q)$/i.test(encoding)) === true
  return {
    name: head
      .slice(dot + 1)
      .trim()
      .toUpperCase(),
    group: dot < 0 ? null : head.slice(0, dot),
    parameters,
    value: isQuoted ? quotedPrintable(raw, parameters.get('CHARSET')?.[0] ?? 'utf-8') : raw,
  }
}

/** The first colon outside quotes: parameter values may hold colons when they are quoted. */
function colonOf(line: string): number {
  let isQuoted = false
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') isQuoted = !isQuoted
    else if (line[at] === ':' && !isQuoted) return at
  }
  return -1
}

const splitOutsideQuotes = (text: string): string[] => text.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/)

function parametersOf(parts: readonly string[]): Map<string, string[]> {
  const parameters = new Map<string, string[]>()
  for (const part of parts) {
    const equals = part.indexOf('=')
    const bare = part.trim().toUpperCase()
    const name = equals < 0 ? (isEncoding(bare) ? 'ENCODING' : 'TYPE') : part.slice(0, equals).trim().toUpperCase()
    const values = equals < 0 ? [bare] : part.slice(equals + 1).split(',')
    parameters.set(name, [...(parameters.get(name) ?? []), ...values.map((value) => value.trim().replaceAll('"', ''))])
  }
  return parameters
}

const isEncoding = (word: string): boolean => word === 'QUOTED-PRINTABLE' || word === 'BASE64'

function quotedPrintable(text: string, charset: string): string {
  const bytes = Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return bytes.toString('utf8')
  }
}

/** Parts of a structured value (`N`, `ADR`, `ORG`), unescaped. */
export function partsOf(value: string): string[] {
  return value.split(/(?<!\\);/).map(unescaped)
}

/** `\n` is a line end, `\,` `\;` `\\` stand for themselves. */
export function unescaped(value: string): string {
  return value.replaceAll(/\\([nN,;\\:])/g, (_all, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign))
}
