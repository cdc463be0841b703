/**
 * Names are looked for as the case knows them, in Latin and Cyrillic letters. A text in Thai can name a person whose name the case has
 * in Latin letters only, and nobody can write it for her: whoever exports is told, and puts the spelling into the words of the audience.
 */

const SCRIPTS =
  'Arabic Armenian Bengali Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Han Hangul Hebrew Hiragana Katakana Khmer Lao Myanmar Sinhala Tamil Telugu Thai Tibetan'
    .split(' ')
    .map((name) => ({ name, pattern: new RegExp(`\\p{Script=${name}}`, 'u') }))
/** Nothing else has to be looked at. */
const OTHER = /[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u

export function scriptsOf(text: string): string[] {
  return OTHER.test(text) ? SCRIPTS.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name) : []
}

/** One sentence per script of the texts in which some pseudonym has no name. `words`: what the audience takes out beside names. */
export function unknownScriptSentences(
  scripts: ReadonlySet<string>,
  people: readonly { readonly label: string; readonly names: readonly string[] }[],
  words: readonly string[],
): string[] {
  const known = new Set(words.flatMap(scriptsOf))
  return [...scripts].toSorted().flatMap((script) => {
    const without = people.filter(({ names }) => !names.some((name) => scriptsOf(name).includes(script))).map(({ label }) => label)
    if (known.has(script) || without.length === 0) return []
    return [
      `Texts in ${script} letters are in this version, and the case knows no name in them for ${without.slice(0, 5).join(', ')}${without.length > 5 ? ` and ${without.length - 5} more` : ''}: read these texts, and put such spellings into the words of the audience.`,
    ]
  })
}
