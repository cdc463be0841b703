/** Looks for protected people of the demo in bytes, with the words of the demo's script, which the program does not know. */
import { personOf, type PersonId } from '../../fixtures/demo/people.ts'

export const VICTIMS: readonly PersonId[] = ['elena', 'malee']
export const WITNESSES: readonly PersonId[] = ['ioana']
export const THIRD_PARTIES: readonly PersonId[] = ['daria', 'karl', 'mama', 'nok']

/** Everything by which the demo's script knows somebody. Parts of names as well, but for those that are words of the pages. */
function wordsOf(id: PersonId): string[] {
  const { name, emails, lid, cards, numbers } = personOf(id)
  const cardNames = Object.values(cards).flatMap(({ first, last = '' }) => [`${first} ${last}`.trim()])
  const isProtected = !THIRD_PARTIES.includes(id)
  const parts = [name, ...cardNames].flatMap((one) => one.split(/[^\p{L}]+/u)).filter((part) => part.length >= 4 && isProtected)
  return [
    ...new Set([
      name,
      ...cardNames,
      ...parts,
      ...emails,
      ...emails.map((mail) => mail.split('@')[0] ?? ''),
      ...(lid === undefined ? [] : [lid]),
      ...numbers,
    ]),
  ].filter((word) => word.length >= 3 && !/^(house management|mama|office)$/i.test(word))
}

/** Not `Buffer.toString`: that ends the process for large buffers of odd length. */
const UTF16 = new TextDecoder('utf-16le')

/** As its readers could get at it: plain, as UTF-16, and with the escapes of markup, scripts, links and mail undone. */
export function readings(bytes: Buffer): string[] {
  // Pictures inside pages are looked at apart: their Base64 holds words by chance.
  const plain = bytes.toString('utf8').replace(/data:image\/\w+;base64,[A-Za-z0-9+/=]+/g, ' ')
  const unescape = (text: string): string =>
    text
      .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
      .replace(/&(amp|lt|gt|quot);/g, ' ')
  const percent = unescape(plain).replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run)
    } catch {
      return run
    }
  })
  return [
    plain,
    Buffer.from(plain).toString('latin1'),
    UTF16.decode(bytes),
    UTF16.decode(Buffer.from(bytes.subarray(1))),
    unescape(plain),
    percent,
  ]
}

export const flat = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u200b-\u200f\u00ad]/g, '')
    .replace(/\s+/g, ' ')
    .toLowerCase()
/** Numbers without what stands between their digits. */
const joined = (text: string): string => text.replace(/(\d)[\s().\-/\u00a0\u2011]{1,3}(?=\d)/g, '$1')

/** In bytes that are compressed or encrypted, short words and accents occur by chance: words of five letters and more, as they are written. */
export function leaksInBinary(bytes: Buffer, people: readonly PersonId[]): string[] {
  const texts = [
    bytes.toString('latin1').toLowerCase(),
    bytes.toString('utf8').toLowerCase(),
    bytes.toString('latin1').replaceAll('\0', '').toLowerCase(),
  ]
  return people.flatMap((id) => wordsOf(id).filter((word) => word.length >= 5 && texts.some((text) => text.includes(word.toLowerCase()))))
}

export function leaks(bytes: Buffer, people: readonly PersonId[]): string[] {
  const texts = readings(bytes).map(flat)
  const numbers = texts.map(joined)
  return people.flatMap((id) =>
    wordsOf(id).filter((word) => {
      const digits = word.replace(/\D/g, '')
      if (/^\+?\d+$/.test(word)) return numbers.some((text) => text.includes(digits.slice(-9)))
      // Names of three and four letters are parts of other words.
      const pattern = new RegExp(`(?<!\\p{L})${flat(word).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\p{L})`, 'u')
      return texts.some((text) => (word.length >= 5 ? text.includes(flat(word)) : pattern.test(text)))
    }),
  )
}
