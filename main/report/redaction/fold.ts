/**
 * Text as it is compared: without case, accents, width, invisible characters and differences of white space, with the place in the
 * original of every character that is left. Names are written in many ways; what a reader takes for the same must be found.
 */

export interface Folded {
  readonly text: string
  /** Place in the original (UTF-16) of each character of `text`, and its length at the end. */
  readonly at: readonly number[]
}

/** Accents, Arabic vowel signs, Hebrew points: written or left out at will. */
const MARKS = /(?=\p{M})[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}]/u
/** Nobody sees them: soft hyphen, joiners, direction marks, variation selectors, Arabic tatweel. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u0640]/u
const SPACE = /\s/

export function fold(original: string): Folded {
  let text = ''
  const at: number[] = []
  let isSpace = false
  for (let index = 0; index < original.length;) {
    const character = String.fromCodePoint(original.codePointAt(index) ?? 0)
    if (!INVISIBLE.test(character)) {
      if (SPACE.test(character)) {
        if (!isSpace) {
          text += ' '
          at.push(index)
        }
        isSpace = true
      } else {
        isSpace = false
        for (const folded of foldedCharacter(character)) {
          text += folded
          at.push(index)
        }
      }
    }
    index += character.length
  }
  at.push(original.length)
  return { text, at }
}

const known = new Map<string, string>()

/** One character can become several: a ligature, a sharp s. As UTF-16 units, like the places. */
function foldedCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? String.fromCharCode(code + 32) : character
  let folded = known.get(character)
  if (folded === undefined) {
    folded = Array.from(character.normalize('NFKD').toLowerCase())
      .filter((part) => !MARKS.test(part) && !INVISIBLE.test(part))
      .join('')
      .replaceAll('ß', 'ss')
      .replaceAll('ı', 'i')
      .replaceAll('ł', 'l')
      .replaceAll('ø', 'o')
      .replaceAll('đ', 'd')
    known.set(character, folded)
  }
  return folded
}

/** The same without places, for terms. */
export const foldTerm = (term: string): string => fold(term).text.trim()
