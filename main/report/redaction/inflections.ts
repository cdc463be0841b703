/**
 * Other forms of a name: declined, as Romanian, the Slavic languages and Greek do it, in Latin or Cyrillic letters, and as the neighbours
 * say it (`nameEquivalents.ts`). All of them folded. Which form a text uses nobody knows; one that is an ordinary word is taken out too, and not said to be the person.
 */
import { fold, foldTerm } from './fold.ts'
import { equivalentsOf } from './nameEquivalents.ts'

const SHORTEST_FORM = 4

/** Endings in place of the last letter, longest pattern first; written as people do, folded below. */
const REPLACED: readonly (readonly [string, readonly string[]])[] = [
  ['a', ['ei', 'ii', 'iei', 'i', 'e', 'ie', 'y', 'u', 'o', 'ou']],
  ['а', ['и', 'ы', 'і', 'у', 'е', 'ою', 'ой', 'о', 'ин', 'ин', 'ина', 'ины', 'ину']],
  ['я', ['и', 'і', 'ї', 'ю', 'е', 'ею', 'єю', 'ей', 'єй']],
  ['о', ['а', 'у', 'ові', 'ом']],
  ['й', ['я', 'ю', 'єві', 'єм', 'ем', 'ї', 'и', 'я']],
  ['ь', ['я', 'ю', 'ем', 'єм', 'еві', 'і', 'и']],
  ['ος', ['ου', 'ο', 'ε']],
  ['ης', ['η']],
  ['ας', ['α']],
  ['α', ['ας']],
  ['η', ['ης']],
]
/** Endings after a consonant. Longer names are found inside longer words anyway. */
const ADDED: readonly (readonly [RegExp, readonly string[]])[] = [
  [/[b-df-hj-np-tv-z]$/, ['a', 'u', 'ul', 'ului', 'em', 'om', 'owi', 'ovi', 'ie']],
  [/[бвгґджзклмнпрстфхцчшщ]$/, ['а', 'у', 'ові', 'ом', 'ем', 'е', 'ю', 'я']],
]

/** Without the name itself. `name` is one word. */
export function otherForms(name: string): string[] {
  const forms = new Set<string>()
  const equivalents = equivalentsOf(name)
  for (const spelling of [name.toLowerCase(), ...inOtherLetters(name), ...equivalents])
    for (const form of [spelling, ...declined(spelling)]) forms.add(foldTerm(form))
  forms.delete(foldTerm(name))
  const short = new Set(equivalents.map(foldTerm))
  return [...forms].filter((form) => Array.from(form).length >= SHORTEST_FORM || short.has(form))
}

function declined(name: string): string[] {
  for (const [ending, others] of REPLACED) {
    if (!name.endsWith(ending)) continue
    const stem = name.slice(0, -ending.length)
    // Of very short names the short forms are ordinary words: Ana, and "anii", the years.
    return (stem.length < 3 ? others.filter((other) => other === 'ei') : others).map((other) => stem + other)
  }
  return ADDED.flatMap(([pattern, endings]) => (pattern.test(fold(name).text) ? endings.map((ending) => name + ending) : []))
}

/** Letters by which Ukrainian and Russian names are written in Latin letters in passports and by their owners. */
const UKRAINIAN =
  'а:a б:b в:v г:h ґ:g д:d е:e є:ie ж:zh з:z и:y і:i ї:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ь: ю:iu я:ia'
const RUSSIAN =
  'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya'
const pairs = (table: string): (readonly [string, string])[] =>
  table.split(' ').map((pair) => {
    const [from = '', to = ''] = pair.split(':')
    return [from, to]
  })
const TO_LATIN = [UKRAINIAN, RUSSIAN].map((table) => new Map(pairs(table)))
/** The other way, longest first; of several letters for one sound the first that a table names. */
const TO_CYRILLIC = [
  'shch:щ zh:ж kh:х ch:ч sh:ш ts:ц iia:ія ia:ія ya:я iu:ю yu:ю ie:є a:а b:б c:к d:д e:е f:ф g:г h:г i:і j:й k:к l:л m:м n:н o:о p:п q:к r:р s:с t:т u:у v:в w:в x:кс y:и z:з',
  'shch:щ zh:ж kh:х ch:ч sh:ш ts:ц iya:ия ia:ия ya:я iu:ю yu:ю a:а b:б c:к d:д e:е f:ф g:г h:х i:и j:й k:к l:л m:м n:н o:о p:п q:к r:р s:с t:т u:у v:в w:в x:кс y:ы z:з',
].map(pairs)

function inOtherLetters(name: string): string[] {
  if (/\p{Script=Cyrillic}/u.test(name)) {
    const letters = Array.from(name.toLowerCase())
    return TO_LATIN.flatMap((table) => {
      const latin = letters.map((letter) => table.get(letter) ?? letter).join('')
      return [latin, latin.replaceAll(/[iy]?[iyj]a/g, 'ia'), latin.replaceAll(/[iy]?[iyj]a/g, 'iya')]
    })
  }
  const { text } = fold(name)
  if (!/^[a-z]+$/.test(text)) return []
  return TO_CYRILLIC.map((table) => {
    let cyrillic = ''
    for (let rest = text; rest !== '';) {
      const [from, to] = table.find(([latin]) => rest.startsWith(latin)) ?? [rest.charAt(0), rest.charAt(0)]
      cyrillic += to
      rest = rest.slice(from.length)
    }
    return cyrillic
  })
}
