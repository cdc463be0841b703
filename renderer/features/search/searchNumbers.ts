/** Telephone numbers in a search and in a text, in any spelling and in digits of any script. Pure. */
import type { TextRange } from './searchTerms.ts'

const BETWEEN = /[\s().\-/\u2010-\u2015]/
const MAX_BETWEEN = 3

/** A decimal digit of any script as ASCII, or null. Unicode keeps the ten digits of a script side by side. */
function asciiDigit(character: string): string | null {
  if (!/^\p{Nd}$/u.test(character)) return null
  let code = character.codePointAt(0) ?? 0
  let value = 0
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - 1))) {
    code -= 1
    value += 1
  }
  return String(value % 10)
}

/** Digits of what may be a telephone number, or null (fewer than five): the rule by which the service looks for numbers. */
export function numberDigits(typed: string): string | null {
  const text = Array.from(typed.trim(), (character) => (character === '＋' ? '+' : (asciiDigit(character) ?? character))).join('')
  if (!/^\+?[\d\s().\-/\u2010-\u2015]+$/.test(text)) return null
  const digits = text.replaceAll(/\D/g, '').replace(/^00/, '').replace(/^0/, '')
  return digits.length >= 5 ? digits : null
}

interface Digit {
  readonly value: string
  readonly start: number
  readonly end: number
  /** True when nothing but a few signs that separate digits stand before it. */
  readonly isJoined: boolean
}

function digitsIn(text: string): readonly Digit[] {
  const found: Digit[] = []
  let at = 0
  let between = Number.POSITIVE_INFINITY
  for (const character of text) {
    const start = at
    at += character.length
    const value = asciiDigit(character)
    if (value !== null) {
      found.push({ value, start, end: at, isJoined: between <= MAX_BETWEEN })
      between = 0
    } else between = BETWEEN.test(character) ? between + 1 : Number.POSITIVE_INFINITY
  }
  return found
}

/** Where the digits stand in a text, whatever separates them. */
export function digitRanges(text: string, digits: string): readonly TextRange[] {
  const all = digitsIn(text)
  const values = all.map(({ value }) => value).join('')
  const ranges: TextRange[] = []
  for (let index = values.indexOf(digits); index !== -1; index = values.indexOf(digits, index + 1)) {
    const run = all.slice(index, index + digits.length)
    const [first, last] = [run[0], run.at(-1)]
    if (first !== undefined && last !== undefined && run.slice(1).every(({ isJoined }) => isJoined))
      ranges.push({ start: first.start, end: last.end })
  }
  return ranges
}
