/** The words of the pages themselves: what a template says, and the words for values. Everything else on a page is of the case. */
import { CLASS_SIGNS } from '../classSigns.ts'
import { templateTexts } from './markup.ts'
import { COVERAGE_WORDS, ELEMENT_WORDS, KIND_WORDS, ROLE_SIGNS, STANCE_WORDS, STATE_WORDS } from './words.ts'

/** Complete once the pages have been written. */
export function ownWords(): string[] {
  return [
    ...templateTexts(),
    ...[CLASS_SIGNS, COVERAGE_WORDS, ELEMENT_WORDS, KIND_WORDS, ROLE_SIGNS, STANCE_WORDS, STATE_WORDS].flatMap(textsOf),
  ]
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([name, one]) => [name, ...textsOf(one)]) : []
}
