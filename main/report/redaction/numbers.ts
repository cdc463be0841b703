/** Telephone numbers and other long numbers in any spelling: with spaces, brackets, hyphens, prefixes, digits of other scripts. */

/** Digits of any script, raised, lowered and in circles; not the signs for hundreds and fractions. */
const DIGIT = String.raw`[\p{Nd}\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u24ea]`
/** At most five of them between two digits: spaces, brackets, dashes, what people put there to be not found, the two signs of a digit on a key. */
const BETWEEN = String.raw`[\s()[\]{}.,:;*~|_\-/•·'’\u2010-\u2015\u2796\u2060\u200b-\u200f\u202a-\u202e\u20e3\ufe0f\ufeff]{0,5}`
const CANDIDATE = new RegExp(`${DIGIT}(?:${BETWEEN}${DIGIT}){5,}`, 'gu')
/** What stands between a number and its prefix, and not between two numbers of a list. */
const BEFORE_NUMBER = /^[\s().\-/+\u2010-\u2015\u2060\u200b-\u200f\u202a-\u202e\ufeff]{0,4}$/u
/** As people of one town name a North American number: without its area. */
const LOCAL = /(?<![\p{Nd}.,:/-])\d{3}[\s.\-\u2010-\u2015]?\d{4}(?![\p{Nd}-]|[.,:/]\d)/gu
const LOCAL_DIGITS = 7
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
  const code = character.codePointAt(0) ?? 0
  if (code >= 0x30 && code <= 0x39) return character
  if (code < 0x80) return null
  const narrow = character.normalize('NFKC')
  if (/^[0-9]$/.test(narrow)) return narrow
  if (!/^\p{Nd}$/u.test(character)) return null
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

  readonly #local = new Map<string, number>()

  /** A number of the North American plan is also known by its last seven digits, where they stand alone. */
  addLocal(number: string, term: number): void {
    const digits = asciiDigits(number)
    if (/^1\d{10}$/.test(digits) && !this.#local.has(digits.slice(-LOCAL_DIGITS))) this.#local.set(digits.slice(-LOCAL_DIGITS), term)
  }

  /** Only those that stand alone without their area. */
  findLocal(text: string): FoundNumber[] {
    if (this.#local.size === 0) return []
    return [...text.matchAll(LOCAL)].flatMap((match) => {
      const term = this.#local.get(asciiDigits(match[0]))
      return term === undefined ? [] : [{ start: match.index, end: match.index + match[0].length, term }]
    })
  }

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
        const first = withPrefix(text, digits, end - length)
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
function withPrefix(text: string, { at }: Digits, first: number): number {
  const isJoined = (before: number): boolean => {
    const end = (at[before] ?? 0) + lengthAt(text, at[before] ?? 0)
    return BEFORE_NUMBER.test(text.slice(end, at[before + 1] ?? end))
  }
  let start = first
  while (start > 0 && first - start < 6 && isJoined(start - 1)) start--
  return start
}

function withPlus(text: string, start: number): number {
  const before = /[+(\uff0b][\s(]*$/.exec(text.slice(Math.max(0, start - 3), start))
  return before === null ? start : start - before[0].length
}
