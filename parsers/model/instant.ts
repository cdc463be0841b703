/**
 * A point in time as an evidence row states it: the UTC reading next to the value as stored.
 *
 * Imports nothing. Times are kept as stored because a nanosecond integer exceeds 2^53 and because a court may
 * ask what the database really said.
 */

/**
 * How the stored value was encoded. `cocoa` counts from 2001-01-01T00:00:00Z, `webkit` from 1601-01-01T00:00:00Z,
 * `quicktime` from 1904-01-01T00:00:00Z.
 */
export type TimeUnit =
  | 'unix-s'
  | 'unix-ms'
  | 'unix-us'
  | 'unix-ns'
  | 'cocoa-s'
  | 'cocoa-ns'
  | 'webkit-us'
  | 'quicktime-s'
  | 'iso-text'
  | 'exif-text'
  | 'none'

/**
 * What is known of the zone of the stored value. `local` is wall-clock time without a zone: it is never stamped UTC,
 * so `utcMs` is null for it. `unknown` means the source does not say.
 */
export type ZoneBasis = 'utc' | 'local' | 'unknown'

export interface Instant {
  /** Milliseconds since 1970-01-01T00:00:00Z, or null when there is no value or its zone is not known. */
  readonly utcMs: number | null
  /** The value exactly as stored, as text; null when the column was NULL or absent. */
  readonly asStored: string | null
  readonly unit: TimeUnit
  readonly zoneBasis: ZoneBasis
  /** Wall-clock reading `YYYY-MM-DDTHH:MM:SS[.fff]` when `zoneBasis` is `local` or `unknown`; otherwise null. */
  readonly localText: string | null
}

/** The instant of a row that has no time. */
export const NO_INSTANT: Instant = { utcMs: null, asStored: null, unit: 'none', zoneBasis: 'unknown', localText: null }
