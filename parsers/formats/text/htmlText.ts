/**
 * The text of a fragment of HTML, for stores that keep what was typed as HTML. Line breaks where a reader would see them; pictures and
 * other objects stand as U+FFFC, as Apple's own texts have them. What is no markup is kept as it stands. Time grows with the length only.
 */

/** Tags that begin a line of their own. */
const BLOCKS = new Set(['address', 'blockquote', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'ol', 'p', 'pre', 'table', 'tr', 'ul'])
const OBJECTS = new Set(['img', 'object', 'embed', 'video', 'audio'])
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', apos: "'", gt: '>', lt: '<', nbsp: '\u00A0', quot: '"' }
const TAG = /^<\/?([a-z][a-z0-9]*)/iu

export function htmlText(html: string): string {
  const lines = new Lines()
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open < 0) break
    lines.add(decoded(html.slice(at, open)))
    const isComment = html.startsWith('<!--', open)
    const end = html.indexOf(isComment ? '-->' : '>', open)
    // A bracket that nothing closes is no markup, nor is any after it.
    if (end < 0) {
      at = open
      break
    }
    at = isComment ? end + 3 : addTag(html, open, end, lines)
  }
  lines.add(decoded(html.slice(at)))
  return lines.text()
}

/** Where to read on. */
function addTag(html: string, open: number, end: number, lines: Lines): number {
  // No tag name is longer; the slice keeps a hostile text of many brackets cheap.
  const name = TAG.exec(html.slice(open, open + 16))?.[1]?.toLowerCase()
  if (name === undefined && !/^<[!?]/u.test(html.slice(open, open + 2))) {
    lines.add('<')
    return open + 1
  }
  if (name === 'br') lines.breakLine()
  else if (name !== undefined && BLOCKS.has(name)) lines.block()
  else if (name !== undefined && OBJECTS.has(name) && html[open + 1] !== '/') lines.add('\uFFFC')
  return end + 1
}

/** A block begins a line; a break at the end of a block is no line more. */
class Lines {
  readonly #parts: string[] = []
  #isAtStart = true
  #breaks = 0
  #hasBlock = false

  add(text: string): void {
    if (text === '') return
    if (this.#breaks > 0 || this.#hasBlock) {
      const count = this.#breaks + (this.#hasBlock && this.#breaks === 0 && !this.#isAtStart ? 1 : 0)
      this.#parts.push('\n'.repeat(count))
      this.#breaks = 0
      this.#hasBlock = false
    }
    this.#parts.push(text)
    this.#isAtStart = false
  }

  breakLine(): void {
    // `<div>a</div><div><br></div><div>b</div>` shows one empty line: the block's own line start counts before the break.
    if (this.#hasBlock && this.#breaks === 0 && !this.#isAtStart) this.#breaks++
    this.#breaks++
    this.#hasBlock = false
  }

  block(): void {
    this.#hasBlock = true
  }

  text(): string {
    return this.#parts.join('')
  }
}

function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/giu,
    (whole, decimal?: string, hexadecimal?: string, name?: string) => {
      if (name !== undefined) return Object.hasOwn(ENTITIES, name.toLowerCase()) ? (ENTITIES[name.toLowerCase()] ?? whole) : whole
      const code = decimal === undefined ? parseInt(hexadecimal ?? '', 16) : Number(decimal)
      const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      return isCharacter ? String.fromCodePoint(code) : whole
    },
  )
}
