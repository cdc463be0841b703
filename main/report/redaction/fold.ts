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
        // By UTF-16 units, as places in texts are counted: an emoji has two.
        const folded = foldedCharacter(character)
        text += folded
        for (let unit = 0; unit < folded.length; unit++) at.push(index)
      }
    }
    index += character.length
  }
  at.push(original.length)
  return { text, at }
}

/** Latin letters that Unicode does not call letters in another form: small capitals, and white on black in circles and squares. */
const DRAWN = new Map<string, string>([
  ...Array.from('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ', (capital, index) => [capital, 'abcdefghijklmnoprstuvwyz'.charAt(index)] as const),
  ...[0x1f150, 0x1f170].flatMap((first) =>
    Array.from({ length: 26 }, (_, index) => [String.fromCodePoint(first + index), String.fromCharCode(0x61 + index)] as const),
  ),
])

const known = new Map<string, string>()

/** One character can become several: a ligature, a sharp s. As UTF-16 units, like the places. */
function foldedCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? String.fromCharCode(code + 32) : character
  let folded = known.get(character)
  if (folded === undefined) {
    folded = Array.from(DRAWN.get(character) ?? character.normalize('NFKD').toLowerCase())
      .filter((part) => !MARKS.test(part) && !INVISIBLE.test(part))
      .join('')
      .replaceAll('ß', 'ss')
      .replaceAll('ı', 'i')
      .replaceAll('ł', 'l')
      .replaceAll('ø', 'o')
      .replaceAll('đ', 'd')
      .replaceAll('ς', 'σ')
    known.set(character, folded)
  }
  return folded
}

/** The same without places, for terms. */
export const foldTerm = (term: string): string => fold(term).text.trim()
