/**
 * Text as the search index sees it.
 *
 * FTS5's tokenizer makes one token of a whole Thai or Chinese sentence, and Arabic joins article and preposition to
 * the word. So every character of those scripts becomes a token of its own, in the index and in the query, where a
 * word is then a phrase: that finds exact substrings, whatever a word breaker would have made of the sentence.
 */
import { toAsciiDigits } from '../../parsers/formats/values/identifier.ts'

const UNSPACED =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Tibetan}]/u
const UNSPACED_ALL = new RegExp(UNSPACED.source, 'gu')

/** Arabic vowel signs and the tatweel are left out of the index: writers leave them out as they please. */
const ARABIC_SIGNS = /[\u064b-\u065f\u0670\u0640]/g

/** The text to index: characters of unspaced scripts stand alone. */
export function indexableText(text: string): string {
  if (!UNSPACED.test(text)) return text
  return text.replace(ARABIC_SIGNS, '').replace(UNSPACED_ALL, ' $& ')
}

/**
 * An FTS5 query for what a person typed: every word must occur. Words in double quotes are a phrase. A word of a
 * spaced script matches as a beginning, one of an unspaced script anywhere. Null when nothing can be searched.
 */
export function matchExpression(typed: string): string | null {
  const terms: string[] = []
  // SQLite would take a NUL for the end of the query.
  for (const part of typed.replace(/\p{Cc}/gu, ' ').matchAll(/"([^"]*)"?|(\S+)/g)) {
    const isPhrase = part[1] !== undefined
    const words = indexableText(part[1] ?? part[2] ?? '')
      .replaceAll('"', ' ')
      .trim()
    if (!/[\p{L}\p{N}]/u.test(words)) continue
    const openEnded = !isPhrase && !UNSPACED.test(words.slice(-1))
    terms.push(`"${words}"${openEnded ? '*' : ''}`)
  }
  return terms.length === 0 ? null : terms.join(' AND ')
}

/** Digits of a text that may be a telephone number in any spelling and script, or null (fewer than five digits). */
export function numberDigits(typed: string): string | null {
  const text = toAsciiDigits(typed.trim())
  if (!/^\+?[\d\s().\-/\u2010-\u2015]+$/.test(text)) return null
  const digits = text.replace(/\D/g, '').replace(/^00/, '').replace(/^0/, '')
  return digits.length >= 5 ? digits : null
}
