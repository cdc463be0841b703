/**
 * Text from evidence on its way into files that other programs interpret. Evidence is hostile: a message may be a
 * spreadsheet formula, markup, or a character that turns the rest of the line around.
 */

/** Control characters but tab and line ends (they break parsers), and the two non-characters that XML forbids. */
const CONTROLS = /[^\P{Cc}\t\r\n]|[\ufffe\uffff]/gu
/** Embeddings and overrides of the writing direction: they can make text read as what it is not. */
const DIRECTION = /[\u202a-\u202e]/g

const codePoint = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** C0 controls have pictures of their own (U+2400 onwards); the rest becomes the sign for what cannot be shown. */
function pictureOf(character: string): string {
  const code = character.charCodeAt(0)
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd'
}

/** The same text with every character that is dangerous as such made visible. Lone surrogates become U+FFFD. */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .replace(CONTROLS, pictureOf)
    .replace(DIRECTION, (character) => `\u27e6${codePoint(character)}\u27e7`)
}

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for HTML and XML, also inside quoted attributes. */
export const markupText = (text: string): string => visibleText(text).replace(/[&<>"']/g, (character) => MARKUP[character] ?? character)

/**
 * What a spreadsheet takes for a formula, also behind white space, invisible characters and in full-width spelling.
 * Telephone numbers (+44...) look the same to it and get the apostrophe too.
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}\p{Zs}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u

export const isFormulaLike = (text: string): boolean => FORMULA.test(text)

/** One cell of an RFC 4180 file. Numbers stand as they are; text that would be a formula begins with an apostrophe. */
export function csvCell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  const isFormula = isFormulaLike(value)
  const text = visibleText(value)
  const safe = isFormula ? `'${text}` : text
  return /[",\r\n;\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
