/** Times of installation as Android's package settings write them: hexadecimal milliseconds since 1970 UTC. */
import { instantOf } from '../../../formats/values/epochs.ts'
import type { Instant } from '../../../model/index.ts'

/** Null for none; a value that is no hexadecimal number keeps its text and is no time. */
export function hexadecimalTime(stored: string | null | undefined): Instant | null {
  if (stored === null || stored === undefined || stored === '') return null
  const isNumber = /^[0-9a-f]{1,12}$/iu.test(stored)
  return { ...instantOf(isNumber ? Number.parseInt(stored, 16) : null, 'unix-ms'), asStored: stored }
}
