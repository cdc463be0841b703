/**
 * Unix times whose unit differs between columns and versions of Android stores: seconds in one table, milliseconds in the
 * next (artifacts 2.1). Decided per value by magnitude; the unit of the instant says which reading was taken.
 */
import type { Instant, SqlValue } from '../../model/index.ts'
import { instantOf } from './epochs.ts'
import { instantInWords, numberOf, timeValueOf } from './storedValues.ts'

/** From 1e11 on a count since 1970 is no seconds (year 5138), and below it no milliseconds of the smartphone age (1973). */
const MILLISECOND_FLOOR = 1e11

/** Seconds or milliseconds since 1970 UTC. NULL, 0 and negative values (-1 is "none") give no time. */
export function unixTime(stored: SqlValue | undefined): Instant {
  return instantOf(timeValueOf(stored), (numberOf(stored) ?? 0) >= MILLISECOND_FLOOR ? 'unix-ms' : 'unix-s')
}

/** As `unixTime`, but null where the value means "no time". */
export function unixTimeOrNull(stored: SqlValue | undefined): Instant | null {
  return (numberOf(stored) ?? 0) > 0 ? unixTime(stored) : null
}

/** For facts: ISO 8601 UTC, or null where the value means "no time". */
export function unixTimeInWords(stored: SqlValue | undefined): string | null {
  const instant = unixTimeOrNull(stored)
  return instant === null ? null : instantInWords(instant)
}
