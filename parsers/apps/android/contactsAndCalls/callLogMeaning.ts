/**
 * Codes of Android's call log in words. Types and presentation from the reference (artifacts 2.3), features, block and missed
 * reasons are the constants of Android's public CallLog API. Codes that are not here stay numbers.
 */
import type { Direction } from '../../../model/index.ts'

export const CALL_TYPES: Readonly<Record<number, string>> = {
  1: 'incoming',
  2: 'outgoing',
  3: 'missed',
  4: 'voicemail',
  5: 'rejected',
  6: 'blocked',
  7: 'answered on another device',
}

/** Every type but 2 is an attempt of the other party. Codes of single makers are not guessed. */
export function directionOf(type: number | null): Direction {
  if (type === 2) return 'outgoing'
  return type !== null && CALL_TYPES[type] !== undefined ? 'incoming' : 'unknown'
}

/** Type 1 is written for answered calls only. An outgoing call of 0 s, and one that another device took, say nothing. */
export function answeredOf(type: number | null, durationSeconds: number | null): boolean | null {
  if (type === 1) return true
  if (type === 2) return (durationSeconds ?? 0) > 0 ? true : null
  return type !== null && type >= 3 && type <= 6 ? false : null
}

export const PRESENTATIONS: Readonly<Record<number, string>> = {
  1: 'allowed',
  2: 'withheld',
  3: 'unknown',
  4: 'payphone',
  5: 'unavailable',
}

/** Stored in `number` by versions before `presentation` existed. */
export const NUMBERS_WITHOUT_CALLER: Readonly<Record<string, string>> = { '-1': 'unknown', '-2': 'withheld', '-3': 'payphone' }

export const FEATURE_VIDEO = 1
const FEATURES: readonly (readonly [bit: number, words: string])[] = [
  [FEATURE_VIDEO, 'video'],
  [2, 'pulled from another device'],
  [4, 'HD audio'],
  [8, 'Wi-Fi'],
  [16, 'assisted dialling'],
  [32, 'real-time text'],
  [64, 'VoLTE'],
]

export function featuresInWords(features: number | null): string | null {
  if (features === null || features <= 0) return null
  const words = FEATURES.filter(([bit]) => (features & bit) !== 0).map(([, word]) => word)
  const known = FEATURES.reduce((sum, [bit]) => sum | bit, 0)
  const rest = features & ~known
  return [...words, ...(rest === 0 ? [] : [`unknown (${rest})`])].join(', ')
}

export const BLOCK_REASONS: Readonly<Record<number, string>> = {
  1: 'call screening app',
  2: 'sent directly to voicemail',
  3: 'blocked number',
  4: 'unknown number',
  5: 'restricted number',
  6: 'payphone',
  7: 'not in contacts',
}

/** `calls.missed_reason` is a set of bits of which few are public: kept as a number. */
export const PHONE_PACKAGES = /^com\.(?:android\.(?:phone|server\.telecom|dialer)|samsung\.android\.(?:dialer|incallui))\//
