/**
 * Stored time values to instants. The stored text is always kept; a zero, empty or sentinel value gives no UTC time.
 *
 * Epochs: Unix 1970-01-01Z; Cocoa 2001-01-01Z (978,307,200 s later); WebKit 1601-01-01Z (11,644,473,600 s earlier).
 */
import type { Instant, TimeUnit } from '../../model/index.ts'

export const COCOA_EPOCH_S = 978_307_200
const WEBKIT_EPOCH_S = 11_644_473_600

/** Beyond 1e11 a count since 2001 cannot be seconds (year 5169): Messages changed to nanoseconds with iOS 11. */
const COCOA_NANOSECOND_FLOOR = 1e11

/**
 * Milliseconds are cut, not rounded, as the field's tools do: 30.539788 s is shown as 30.539. One microsecond of slack
 * keeps 30.54, which a double holds as 30.5399999, at 30.540.
 */
const FLOATING_SLACK_MS = 0.001

type Stored = string | number | bigint | null | undefined

const PER_SECOND: Record<
  'unix-s' | 'unix-ms' | 'unix-us' | 'unix-ns' | 'cocoa-s' | 'cocoa-ns' | 'webkit-us',
  { perMs: number; offsetMs: number }
> = {
  'unix-s': { perMs: 0.001, offsetMs: 0 },
  'unix-ms': { perMs: 1, offsetMs: 0 },
  'unix-us': { perMs: 1_000, offsetMs: 0 },
  'unix-ns': { perMs: 1_000_000, offsetMs: 0 },
  'cocoa-s': { perMs: 0.001, offsetMs: COCOA_EPOCH_S * 1000 },
  'cocoa-ns': { perMs: 1_000_000, offsetMs: COCOA_EPOCH_S * 1000 },
  'webkit-us': { perMs: 1_000, offsetMs: -WEBKIT_EPOCH_S * 1000 },
}

/** Dates that JavaScript can express; anything outside is no time. */
const MAX_DATE_MS = 8.64e15

/**
 * A numeric value of a known unit, which counts in UTC. NULL, '' and values <= 0 give no time: these stores write 0 or
 * a negative number for "none".
 */
export function instantOf(stored: Stored, unit: keyof typeof PER_SECOND): Instant {
  const asStored = stored === null || stored === undefined ? null : String(stored)
  const value = asStored === null || asStored.trim() === '' ? NaN : Number(asStored)
  const { perMs, offsetMs } = PER_SECOND[unit]
  const utcMs = Math.floor(value / perMs + FLOATING_SLACK_MS) + offsetMs
  const isTime = Number.isFinite(value) && value > 0 && Math.abs(utcMs) <= MAX_DATE_MS
  return { utcMs: isTime ? utcMs : null, asStored, unit: unit satisfies TimeUnit, zoneBasis: 'utc', localText: null }
}

/** A Messages date: seconds or nanoseconds since 2001, decided per value by magnitude. */
export function cocoaSecondsOrNanoseconds(stored: Stored): Instant {
  const magnitude = Math.abs(Number(stored ?? 0))
  return instantOf(stored, magnitude >= COCOA_NANOSECOND_FLOOR ? 'cocoa-ns' : 'cocoa-s')
}

/** Wall-clock time without a zone (EXIF and the like): never stamped UTC. `localText` is `YYYY-MM-DDTHH:MM:SS[.f]`. */
export function localInstant(asStored: string | null, localText: string | null, unit: TimeUnit): Instant {
  return { utcMs: null, asStored, unit, zoneBasis: 'local', localText }
}
