/**
 * The catalogue of all texts of the user interface, in English. One section per feature, each in its own file here, so that
 * a translation is one catalogue with the same shape.
 */
import { commonWords } from './common.ts'
import { directionWords, kindWords, positionClassWords, roleWords, stateWords } from './signs.ts'

export const en = {
  common: commonWords,
  kinds: kindWords,
  states: stateWords,
  roles: roleWords,
  positionClasses: positionClassWords,
  directions: directionWords,
} as const
