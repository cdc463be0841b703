/** What of a name is looked for in texts: the whole, and the parts by which people are called. */
import { foldTerm } from './fold.ts'
import type { Term } from './textRedactor.ts'

export interface NamedPerson {
  readonly names: readonly string[]
  readonly label: string
  /** Pseudonyms: every part of the name is looked for. Masked people: the first only, since cards hold many words that are no name. */
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

export function nameTerms(people: readonly NamedPerson[]): Term[] {
  const owners = new Map<string, Set<string>>()
  const own = (term: string, label: string): void => void owners.set(term, (owners.get(term) ?? new Set()).add(label))
  for (const person of people) {
    for (const name of person.names) {
      const whole = foldTerm(name)
      if (isLongEnough(whole)) own(whole, person.label)
      for (const part of partsOf(name, person.isPseudonym)) own(part, person.label)
    }
  }
  return [...owners].map(([text, labels]) => ({
    text,
    kind: 'text',
    replacement: labels.size === 1 ? ([...labels][0] ?? SOME_NAME) : SOME_NAME,
  }))
}

const lettersOf = (text: string): number => Array.from(text).filter((character) => /[\p{L}\p{N}]/u.test(character)).length

const isLongEnough = (text: string): boolean => lettersOf(text) >= (DENSE.test(text) ? 2 : SHORTEST_NAME)

function partsOf(name: string, all: boolean): string[] {
  const parts = name
    .split(/[\s,.;:()[\]{}/|"“”]+/u)
    .map((part) => part.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((part) => /\p{L}/u.test(part) && !/\p{N}/u.test(part))
  const wanted = parts.length > 1 ? parts : []
  const useful = wanted.map(foldTerm).filter((part) => isLongEnough(part) && !NO_NAMES.has(part))
  return all ? useful : useful.slice(0, 1)
}
