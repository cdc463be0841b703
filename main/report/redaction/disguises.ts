/**
 * Parts of a text that a reader takes for something else than their letters say: a word with markup or marks inside it, letters with
 * spaces between them, drawn-out letters, letters of another script that look alike, digits in place of letters, Base64, hexadecimal
 * digits, a text that runs backwards. Each part comes with what it can be read as; nothing is decided here.
 */
import { isUtf8 } from 'node:buffer'
import { fold, type Folded } from './fold.ts'

export interface Disguise {
  /** In the original text. */
  readonly start: number
  readonly end: number
  readonly readings: readonly string[]
  /** A reading is only taken for a name that stands in it as a word of its own, and is as long as this. */
  readonly shortest: number
}

const LETTER_BY_LETTER = /(?<![\p{L}\p{N}])[\p{L}\p{N}]\p{M}*(?:[\s.,\-_*·•|]{1,2}[\p{L}\p{N}]\p{M}*){2,}(?![\p{L}\p{N}])/gu
const DRAWN_OUT = /(?<!\p{L})(?=\p{L}*?(\p{L})\1{2})\p{L}+/giu
const MIXED = /(?=\p{L}*\p{Script=Latin})(?=\p{L}*[\p{Script=Cyrillic}\p{Script=Greek}])\p{L}+/gu
const WITH_DIGITS = /(?<![\p{L}\p{N}$@])(?=[\p{L}\p{N}$@]*\p{L})(?=[\p{L}\p{N}$@]*[0134578$@])[\p{L}\p{N}$@]{4,40}(?![\p{L}\p{N}$@])/gu
/** Words that nobody encoded have no capital inside and no digit. */
const BASE64 = /(?<![A-Za-z0-9+/_-])(?=[A-Za-z0-9+/_-]+[A-Z0-9=])[A-Za-z0-9+/_-]{6,}={0,2}/g
const HEXADECIMAL = /(?<![0-9A-Za-z])(?:[0-9a-f]{2}[ :]?){5,}(?![0-9A-Za-z])/gi
const BACKWARDS = /\u202e[^\u202c\u202e]+/g

/** Letters of other scripts that look like Latin ones, after folding. */
const LOOKS_LIKE = new Map(
  'а:a е:e о:o р:p с:c у:y х:x і:i ј:j ѕ:s ԁ:d һ:h к:k м:m т:t в:b н:h ɡ:g α:a ε:e ο:o ρ:p ι:i κ:k ν:v τ:t υ:u χ:x η:n λ:l ω:w μ:m β:b'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
)
const FOR_LETTERS: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', $: 's', '@': 'a' }

export function* disguises(text: string): Generator<Disguise> {
  yield* matches(text, LETTER_BY_LETTER, 3, (part) => [part.replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '')])
  yield* matches(text, DRAWN_OUT, 3, (part) => [part.replaceAll(/(\p{L})\1{2,}/giu, '$1'), part.replaceAll(/(\p{L})\1{2,}/giu, '$1$1')])
  yield* matches(text, MIXED, 3, (part) => [likeLatin(part), likeCyrillic(part)])
  yield* matches(text, WITH_DIGITS, 4, (part) => [withLetters(part, 'i'), withLetters(part, 'l')])
  yield* matches(text, BASE64, 3, (part) => plainText(Buffer.from(part.replaceAll('-', '+').replaceAll('_', '/'), 'base64')))
  yield* matches(text, HEXADECIMAL, 3, (part) => plainText(Buffer.from(part.replaceAll(/[ :]/g, ''), 'hex')))
  yield* matches(text, BACKWARDS, 3, (part) => [Array.from(part).toReversed().join('')])
}

function* matches(text: string, pattern: RegExp, shortest: number, readingsOf: (part: string) => readonly string[]): Generator<Disguise> {
  for (const match of text.matchAll(pattern)) {
    const readings = readingsOf(match[0])
    if (readings.length > 0) yield { start: match.index, end: match.index + match[0].length, readings, shortest }
  }
}

const likeLatin = (word: string): string => Array.from(fold(word).text, (letter) => LOOKS_LIKE.get(letter) ?? letter).join('')

const FROM_LATIN = new Map([...LOOKS_LIKE].filter(([other]) => /\p{Script=Cyrillic}/u.test(other)).map(([other, latin]) => [latin, other]))
const likeCyrillic = (word: string): string => Array.from(fold(word).text, (letter) => FROM_LATIN.get(letter) ?? letter).join('')

const withLetters = (word: string, one: string): string =>
  word.replaceAll(/[0134578$@]/g, (sign) => (sign === '1' ? one : (FOR_LETTERS[sign] ?? sign)))

const isText = (text: string): boolean => text !== '' && !/[\p{Cc}\p{Cn}\p{Co}]/u.test(text.replaceAll(/[\t\r\n]/g, ' '))

/** What bytes say when they are text; most sequences that look like Base64 are not. */
function plainText(bytes: Buffer): string[] {
  const isWide = bytes.length % 2 === 0 && bytes.includes(0)
  const texts = [...(isUtf8(bytes) ? [bytes.toString('utf8')] : []), ...(isWide ? [bytes.toString('utf16le')] : [])]
  return texts.filter(isText)
}

/** Marks and markup that can stand inside a word without anybody missing a letter: *Ele*na, El-ena, `<b>Ele</b>na`, a broken line. */
const INSIDE_WORDS = /<\/?[a-z][^<>]{0,80}>|[=-]\r?\n|[*_~`.\-\u2010-\u2015'’‘|·•^]/gi

/** The text without what can stand inside a word; the same places as `fold` gives. Null where nothing of it is there. */
export function withoutMarks(original: string): Folded | null {
  let kept = ''
  const from: number[] = []
  let done = 0
  const keep = (end: number): void => {
    for (let index = done; index < end; index++) from.push(index)
    kept += original.slice(done, end)
  }
  for (const match of original.matchAll(INSIDE_WORDS)) {
    keep(match.index)
    done = match.index + match[0].length
  }
  if (done === 0) return null
  keep(original.length)
  const { text, at } = fold(kept)
  return { text, at: at.map((index) => from[index] ?? original.length) }
}
