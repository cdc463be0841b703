/**
 * Times as people and programs write them in JSON, XML and text: ISO 8601 with or without an offset, `2025-03-24 20:07:24 +0100`, or
 * a bare count. A time without an offset is wall-clock time of an unknown zone and never becomes UTC.
 */
import type { Instant } from '../../model/index.ts'
import { NO_INSTANT } from '../../model/index.ts'
import { instantOf, localInstant } from './epochs.ts'

const WRITTEN = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?$/i
const COUNT = /^\d{1,19}(?:\.\d+)?$/
/** Bounds between the units of a bare count since 1970: 1e11 s is the year 5138, 1e11 ms is 1973; the same again a thousand times larger. */
const MILLISECONDS_FROM = 1e11
const MICROSECONDS_FROM = 1e14

/** A written time or a count since 1970. Anything else keeps its text and is no time. */
export function writtenInstant(stored: unknown): Instant {
  if (typeof stored === 'number' || typeof stored === 'bigint') return countInstant(String(stored))
  if (typeof stored !== 'string' || stored.trim() === '') return NO_INSTANT
  const text = stored.trim()
  if (COUNT.test(text)) return countInstant(stored)
  const match = WRITTEN.exec(text)
  return match === null ? { ...NO_INSTANT, asStored: stored } : fromParts(stored, match)
}

function countInstant(stored: string): Instant {
  const value = Number(stored)
  return instantOf(stored, value >= MICROSECONDS_FROM ? 'unix-us' : value >= MILLISECONDS_FROM ? 'unix-ms' : 'unix-s')
}

function fromParts(stored: string, match: RegExpExecArray): Instant {
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', fraction = '', zone] = match
  const localText = `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction === '' ? '' : `.${fraction}`}`
  const localMs = wallClockMs(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second), fraction)
  if (localMs === null) return { ...NO_INSTANT, asStored: stored }
  const offsetMinutes = zone === undefined ? null : offsetOf(zone)
  if (offsetMinutes === null) return localInstant(stored, localText, 'iso-text')
  return { utcMs: localMs - offsetMinutes * 60_000, asStored: stored, unit: 'iso-text', zoneBasis: 'utc', localText: null }
}

/** Milliseconds of a wall clock, as if it were UTC; null for a date that no calendar has. A leap second counts as the next minute. */
export function wallClockMs(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  fraction: string,
): number | null {
  if (month < 1 || month > 12 || day < 1 || hour > 24 || minute > 59 || second > 60) return null
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3))
}

function offsetOf(zone: string): number {
  if (/^[a-z]/i.test(zone)) return 0
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return zone.startsWith('-') ? -minutes : minutes
}
