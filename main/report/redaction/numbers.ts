/** Telephone numbers and other long numbers in any spelling: with spaces, brackets, hyphens, prefixes, digits of other scripts. */

/** Digits with at most three separators between two of them. */
const CANDIDATE = /\p{Nd}(?:[\s().\-/\u2010-\u2015\u2060\u200b-\u200f\u202a-\u202e\ufeff]{0,3}\p{Nd}){5,}/gu
/** Longer numbers are known by their last nine digits, whatever prefix stands before them. */
const KNOWN_BY = 9
/** Shorter ones would be found in dates and amounts. */
const SHORTEST = 6

export interface FoundNumber {
  /** In the original text. */
  readonly start: number
  readonly end: number
  readonly term: number
}

interface Digits {
  readonly text: string
  /** Place of each digit, and the end of the last. */
  readonly at: readonly number[]
}

/** ASCII digits of a text, whatever the script. Each script has its ten digits in a row. */
export function asciiDigits(text: string): string {
  return Array.from(text)
    .flatMap((character) => digitOf(character) ?? [])
    .join('')
}

function digitOf(character: string): string | null {
  if (!/^\p{Nd}$/u.test(character)) return null
  const code = character.codePointAt(0) ?? 0
  if (code >= 0x30 && code <= 0x39) return character
  const narrow = character.normalize('NFKC')
  if (/^[0-9]$/.test(narrow)) return narrow
  // Every script has its ten digits in a row: those before this one tell which it is.
  let value = 0
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value++
  return String(value)
}

/** The digits by which a number is known in any spelling, or null for one that is too short to be told from others. */
export function keyDigits(number: string): string | null {
  const digits = asciiDigits(number)
  return digits.length < SHORTEST ? null : digits.slice(-KNOWN_BY)
}

export class NumberFinder {
  /** Last digits -> term, by length. */
  readonly #byLength = new Map<number, Map<string, number>>()

  add(key: string, term: number): void {
    let known = this.#byLength.get(key.length)
    if (known === undefined) this.#byLength.set(key.length, (known = new Map()))
    if (!known.has(key)) known.set(key, term)
  }

  find(text: string): FoundNumber[] {
    if (this.#byLength.size === 0) return []
    const found: FoundNumber[] = []
    for (const match of text.matchAll(CANDIDATE)) found.push(...this.#within(text, digitsOf(match[0], match.index)))
    return found
  }

  #within(text: string, digits: Digits): FoundNumber[] {
    const found: FoundNumber[] = []
    for (let end = digits.text.length; end >= SHORTEST; end--) {
      for (const [length, known] of this.#byLength) {
        const term = end < length ? undefined : known.get(digits.text.slice(end - length, end))
        if (term === undefined) continue
        const first = withPrefix(digits, end - length)
        found.push({
          start: withPlus(text, digits.at[first] ?? 0),
          end: (digits.at[end - 1] ?? 0) + lengthAt(text, digits.at[end - 1] ?? 0),
          term,
        })
        end -= length - 1
        break
      }
    }
    return found
  }
}

const lengthAt = (text: string, index: number): number => ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1)

function digitsOf(text: string, offset: number): Digits {
  let digits = ''
  const at: number[] = []
  let index = offset
  for (const character of text) {
    const digit = digitOf(character)
    if (digit !== null) {
      digits += digit
      at.push(index)
    }
    index += character.length
  }
  return { text: digits, at }
}

/** Country code and trunk zero belong to the number: at most six digits before what it is known by, of the same group. */
function withPrefix({ at }: Digits, first: number): number {
  let start = first
  while (start > 0 && first - start < 6 && (at[start] ?? 0) - (at[start - 1] ?? 0) <= 4) start--
  return start
}

function withPlus(text: string, start: number): number {
  const before = /[+(\uff0b][\s(]*$/.exec(text.slice(Math.max(0, start - 3), start))
  return before === null ? start : start - before[0].length
}
