/** What of a name is looked for in texts: the whole, and the parts by which people are called. */
import { foldTerm } from './fold.ts'
import { otherForms } from './inflections.ts'
import type { Term } from './textRedactor.ts'

export interface NamedPerson {
  readonly names: readonly string[]
  readonly label: string
  /** Pseudonyms: every part of the name is looked for, in other forms too. Masked people: the first in other forms, and the last if the card reads like a name. */
  readonly isPseudonym: boolean
}

/** In place of a name that several people of the case have: who is meant is not known. */
export const SOME_NAME = '[name]'

/** Words that stand on contact cards and are no names. */
const NO_NAMES = new Set(
  `agency agent airport assistant baby bank boss brother card chef clinic club cousin dad daddy daughter delivery desk doctor driver father flat
  friend group guest hotel house husband job landlord lady lawyer mama mamma man management mobile mom mother mum mummy neighbour new office old owner papa
  parcel phone police private reception sister son street support taxi tata teacher telephone the time uncle wife woman work young
  frau herr mutter vater bruder schwester freund freundin arbeit buero chefin señor señora madre padre hermana hermano doamna domnul sora frate mamica`
    .split(/\s+/)
    .map(foldTerm),
)
const SHORTEST_NAME = 3
/** One sign is a word there. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** `others`: folded words of the names that the audience sees; a form of a hidden name that is one of them is theirs. */
export function nameTerms(people: readonly NamedPerson[], others: ReadonlySet<string> = new Set()): Term[] {
  const owners = new Map<string, Set<string>>()
  const own = (term: string, label: string): void => void owners.set(term, (owners.get(term) ?? new Set()).add(label))
  const forms = new Set<string>()
  for (const { names, label, isPseudonym } of people) {
    for (const name of names) {
      const whole = foldTerm(name)
      if (isLongEnough(whole)) own(whole, label)
      for (const part of isPseudonym ? usefulParts(name) : usefulParts(name).slice(0, 1)) own(part, label)
      // Not said to be the person: it may be an ordinary word, or somebody else.
      for (const form of isPseudonym ? partsOf(name).flatMap(otherForms) : [...firstName(name).flatMap(otherForms), ...lastName(name)])
        if (!others.has(form)) forms.add(form)
    }
  }
  for (const form of owners.keys()) forms.delete(form)
  return [
    ...[...owners].map(([text, labels]): Term => ({
      text,
      kind: 'text',
      replacement: labels.size === 1 ? ([...labels][0] ?? SOME_NAME) : SOME_NAME,
    })),
    ...[...forms].map((text): Term => ({ text, kind: 'form', replacement: SOME_NAME })),
  ]
}

const lettersOf = (text: string): number => Array.from(text).filter((character) => /[\p{L}\p{N}]/u.test(character)).length

const isLongEnough = (text: string): boolean => lettersOf(text) >= (DENSE.test(text) ? 2 : SHORTEST_NAME)

/** The words of a name; of a Chinese one its given name as well, by which people are called. */
export function partsOf(name: string): string[] {
  const parts = name
    .split(/[\s,.;:()[\]{}/|"“”]+/u)
    .map((part) => part.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{M}\p{N}]+$/gu, ''))
    .filter((part) => /\p{L}/u.test(part) && !/\p{N}/u.test(part))
  return parts.flatMap((part) => (/^\p{Script=Han}{3,4}$/u.test(part) ? [part, Array.from(part).slice(-2).join('')] : [part]))
}

function usefulParts(name: string): string[] {
  const parts = partsOf(name)
  return (parts.length > 1 ? parts : []).map(foldTerm).filter((part) => isLongEnough(part) && !NO_NAMES.has(part))
}

/** By which masked people are called; none of a card that begins with a description. */
const firstName = (name: string): string[] =>
  partsOf(name)
    .slice(0, 1)
    .filter((part) => isLongEnough(part) && !NO_NAMES.has(foldTerm(part)))

/** Of a card that reads like a name: two or three words, each with a capital where the script has them, none of them a description. */
function lastName(name: string): string[] {
  const parts = partsOf(name)
  const isName = parts.length >= 2 && parts.length <= 3 && parts.every((part) => !/^\p{Ll}/u.test(part) && !NO_NAMES.has(foldTerm(part)))
  const last = foldTerm(parts.at(-1) ?? '')
  return isName && isLongEnough(last) ? [last] : []
}
