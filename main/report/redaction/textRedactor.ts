/**
 * Takes names, numbers and words out of texts. What it cannot be sure about it takes out too, with a neutral word: a name inside a
 * longer word, an address around a name, an escape that hides one.
 */
import { Automaton } from './automaton.ts'
import { disguises, withoutMarks } from './disguises.ts'
import { fold, foldTerm } from './fold.ts'
import { keyDigits, NumberFinder } from './numbers.ts'

export interface Term {
  readonly text: string
  /** `number`: found by its digits in any spelling; `local-number`: without its area too. `word`: found inside longer words too; `form`: never. */
  readonly kind: 'text' | 'number' | 'local-number' | 'word' | 'form'
  /** What stands in its place. */
  readonly replacement: string
}

/** In place of what is more than the name itself. */
export const REMOVED = '[removed]'

interface Span {
  readonly start: number
  readonly end: number
  readonly replacement: string
}

/** A shorter name is only found as a word of its own: it would be part of too many others. */
const INSIDE_WORDS_FROM = 5
/** Written without spaces between words, or with particles joined to them: there are no boundaries to look for. */
const NO_BOUNDARIES =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Arabic}\p{Script=Hebrew}]/u
/** Two letters with something between them are no name. */
const SHORTEST_DISGUISED = 3
const LETTER = /\p{L}/u
/** The rest of an address that is written so that programs do not find it: .m[at]example.com, " @ example.com". */
const SPELLED_ADDRESS = /^[\w.+-]*\s?(?:\s@|@\s|[[(]\s?at\s?[\])])\s?[\w-]+\.[\w.-]+/i
const WORD = /[\p{L}\p{M}\p{N}_]/u
const ESCAPED = /%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|&(?:#\d+|#x[0-9a-f]+|amp|lt|gt|quot|apos|nbsp);|=[0-9A-F]{2}/i

export class TextRedactor {
  readonly #terms: readonly Term[]
  readonly #folded: readonly string[]
  readonly #automaton: Automaton
  /** The terms without the marks that can be left out of them: `lenka_88` is `lenka88`. */
  readonly #markless: Automaton
  readonly #numbers = new NumberFinder()

  constructor(terms: readonly Term[]) {
    this.#terms = terms
    this.#folded = terms.map(({ text, kind }) => (isNumber(kind) ? '' : foldTerm(text)))
    this.#automaton = new Automaton(this.#folded)
    this.#markless = new Automaton(
      this.#folded.map((term, number) => (terms[number]?.kind === 'form' ? '' : (withoutMarks(term)?.text.trim() ?? term))),
    )
    terms.forEach(({ text, kind }, number) => {
      const key = isNumber(kind) ? keyDigits(text) : null
      if (key !== null) this.#numbers.add(key, number)
      if (kind === 'local-number') this.#numbers.addLocal(text, number)
    })
  }

  /** The text without any of the terms; the same text where none occurs. */
  text(original: string): string {
    if (original === '') return original
    const spans = this.#spans(original)
    return spans.length === 0 ? original : replaced(original, spans)
  }

  /** Terms that occur in a text, folded; for checking what was written. */
  occurring(original: string): string[] {
    const found = this.#literal(original).map(({ term }) => this.#folded[term] ?? '')
    const numbers = this.#numbers.find(original).map(({ term }) => this.#terms[term]?.text ?? '')
    return [...new Set([...found, ...numbers])]
  }

  #spans(original: string): Span[] {
    return [
      ...this.#literal(original).map(({ start, end, term }) => this.#around(original, start, end, term)),
      ...this.#numbers.find(original).map(({ start, end, term }) => this.#around(original, start, end, term)),
      ...this.#numbers.findLocal(original).map(({ start, end, term }) => this.#around(original, start, end, term)),
      ...this.#hidden(original),
      ...this.#marked(original),
      ...this.#disguised(original),
    ]
  }

  /** Occurrences of names and words that stand where a name can stand. */
  #literal(original: string, shortest = 1): { start: number; end: number; term: number }[] {
    const { text, at } = fold(original)
    const found: { start: number; end: number; term: number }[] = []
    for (const { start, end, term } of this.#automaton.find(text)) {
      if (end - start < shortest) continue
      const isPart = isJoined(text, start, end)
      const kind = this.#terms[term]?.kind
      if (isPart && kind !== 'word' && (kind === 'form' || end - start < INSIDE_WORDS_FROM)) continue
      found.push({ start: at[start] ?? 0, end: at[end] ?? original.length, term })
    }
    return found
  }

  /** As much around an occurrence as would give it away: the rest of the word, of the address, of the part of a link. */
  #around(original: string, start: number, end: number, term: number): Span {
    const replacement = this.#terms[term]?.replacement ?? REMOVED
    const [from, to] = trimmed(original, start, end)
    const word: [number, number] = NO_BOUNDARIES.test(original.slice(from, to)) ? [from, to] : grown(original, from, to, WORD)
    const token = grown(original, from, to, /[^\s<>"'\u2019,;()[\]{}|]/u)
    const whole = original.slice(...token)
    const address = SPELLED_ADDRESS.exec(original.slice(to, to + 100))
    if (address !== null) return { start: token[0], end: Math.max(token[1], to + address[0].length), replacement: REMOVED }
    if (whole.includes('@')) return { start: token[0], end: token[1], replacement: isWhole(token, [from, to]) ? replacement : REMOVED }
    if (/:\/\/|^www\./i.test(whole)) {
      const segment = grown(original, from, to, /[^\s<>"',;()[\]{}|/?#&=]/u)
      return { start: segment[0], end: segment[1], replacement: isWhole(segment, [from, to]) ? replacement : REMOVED }
    }
    return { start: word[0], end: word[1], replacement: isWhole(word, [from, to]) ? replacement : REMOVED }
  }

  /** Names with markup or marks inside them. */
  #marked(original: string): Span[] {
    const markless = withoutMarks(original)
    if (markless === null) return []
    const { text, at } = markless
    const spans: Span[] = []
    for (const { start, end } of this.#markless.find(text)) {
      if (end - start < SHORTEST_DISGUISED || isJoined(text, start, end)) continue
      const [from, to] = [at[start] ?? 0, (at[end - 1] ?? 0) + 1]
      // Without a mark inside, it has been found as it stands.
      if (withoutMarks(original.slice(from, to)) === null) continue
      const [first, last] = trimmed(original, from, to)
      const [wordStart, wordEnd] = NO_BOUNDARIES.test(original.slice(first, last)) ? [first, last] : grown(original, first, last, WORD)
      spans.push({ start: wordStart, end: wordEnd, replacement: REMOVED })
    }
    return spans
  }

  #disguised(original: string): Span[] {
    const spans: Span[] = []
    for (const { start, end, readings, shortest } of disguises(original))
      if (readings.some((reading) => this.#literal(reading, shortest).length > 0 || this.#numbers.find(reading).length > 0))
        spans.push({ start, end, replacement: REMOVED })
    return spans
  }

  /** Parts without spaces that hide a term behind escapes of links, markup or programs. */
  #hidden(original: string): Span[] {
    if (!ESCAPED.test(original)) return []
    const spans: Span[] = []
    for (const match of original.matchAll(/\S+/g)) {
      if (!ESCAPED.test(match[0])) continue
      const isHidden = unescaped(match[0]).some((plain) => this.#literal(plain).length > 0 || this.#numbers.find(plain).length > 0)
      if (isHidden) spans.push({ start: match.index, end: match.index + match[0].length, replacement: REMOVED })
    }
    return spans
  }
}

const isNumber = (kind: Term['kind']): boolean => kind === 'number' || kind === 'local-number'

const isWhole = (grownTo: readonly [number, number], own: readonly [number, number]): boolean =>
  grownTo[0] === own[0] && grownTo[1] === own[1]

/** Whether the occurrence is a part of a longer word, in a script that has words. */
function isJoined(text: string, start: number, end: number): boolean {
  const [first, last] = [text.charAt(start), text.charAt(end - 1)]
  const [before, after] = [text.charAt(start - 1), text.charAt(end)]
  const joinsBefore = LETTER.test(first) && LETTER.test(before) && !NO_BOUNDARIES.test(first)
  const joinsAfter = LETTER.test(last) && LETTER.test(after) && !NO_BOUNDARIES.test(last)
  return joinsBefore || joinsAfter
}

/** Without the white space that the folded text joined to the ends. */
function trimmed(original: string, start: number, end: number): [number, number] {
  let [from, to] = [start, end]
  while (to > from && /\s/.test(original.charAt(to - 1))) to--
  while (from < to && /\s/.test(original.charAt(from))) from++
  return [from, to]
}

function grown(original: string, start: number, end: number, pattern: RegExp): [number, number] {
  let [from, to] = [start, end]
  while (from > 0) {
    const size = /[\udc00-\udfff]/.test(original.charAt(from - 1)) ? 2 : 1
    if (!pattern.test(original.slice(from - size, from))) break
    from -= size
  }
  while (to < original.length) {
    const size = (original.codePointAt(to) ?? 0) > 0xffff ? 2 : 1
    if (!pattern.test(original.slice(to, to + size))) break
    to += size
  }
  return [from, to]
}

/** What escapes of links, JSON, markup and mail stand for. */
function unescaped(text: string): string[] {
  const plain = text
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/g, (whole, code: string) => characterOf(Number(code), whole))
    .replace(/&#x([0-9a-f]{1,6});/gi, (whole, code: string) => characterOf(Number.parseInt(code, 16), whole))
    .replace(
      /&(amp|lt|gt|quot|apos|nbsp);/gi,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' })[name.toLowerCase()] ?? ' ',
    )
  const percent = percentDecoded(plain)
  return [plain, percent, percent.replaceAll('+', ' '), percentDecoded(plain.replaceAll('=', '%'))]
}

const characterOf = (code: number, whole: string): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole)

/** Twice: a link inside a link is escaped twice. Bytes that are no UTF-8 stay as they are. */
function percentDecoded(text: string): string {
  const once = (value: string): string =>
    value.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run)
      } catch {
        return run
      }
    })
  return once(once(text))
}

/** Spans that touch become one; the longest says what stands there. */
function replaced(original: string, spans: readonly Span[]): string {
  // Of two that cover the same, the one that knows who it is.
  const sorted = [...spans].sort(
    (a, b) => a.start - b.start || b.end - a.end || Number(a.replacement === REMOVED) - Number(b.replacement === REMOVED),
  )
  let text = ''
  let done = 0
  for (let index = 0; index < sorted.length;) {
    const first = sorted[index]
    if (first === undefined) break
    let { start, end, replacement } = first
    let longest = end - start
    for (index++; index < sorted.length; index++) {
      const next = sorted[index]
      if (next === undefined || next.start >= end) break
      if (next.end - next.start > longest) {
        longest = next.end - next.start
        ;({ replacement } = next)
      }
      // What was covered only in part by the longest is more than it says.
      if (next.end > end) replacement = next.replacement === replacement ? replacement : REMOVED
      end = Math.max(end, next.end)
    }
    text += original.slice(done, start) + replacement
    done = end
    start = end
  }
  return text + original.slice(done)
}
