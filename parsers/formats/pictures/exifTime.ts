/**
 * Times in picture files. Exif dates are wall-clock time; only `OffsetTime...` (Exif 2.31) gives their zone. GPS date and
 * time are UTC by definition (Exif 2.3, 4.6.6). XMP dates are ISO 8601 with or without a zone.
 */
import { localInstant } from '../values/epochs.ts'
import { ratio } from './exifTags.ts'
import type { ExifTags } from './exifTags.ts'
import type { Instant, TimeUnit } from '../../model/index.ts'

export interface TakenTime {
  readonly at: Instant
  /** The tag that it was read from, in words (`Exif DateTimeOriginal`), or null without any. */
  readonly tag: string | null
}

const WALL_CLOCK = /^(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?(?:\.(\d{1,9})\d*)?\s*(Z|[+-]\d{2}:?\d{2})?$/
const ZONE = /^(?:Z|[+-]\d{2}:?\d{2})$/
const NO_TIME: TakenTime = { at: { utcMs: null, asStored: null, unit: 'none', zoneBasis: 'unknown', localText: null }, tag: null }
/** Offsets in use lie between -12:00 and +14:00. */
const MAX_OFFSET_MINUTES = 14 * 60

/** When the picture was taken, by the first usable of the tags that say so. Times of later changes are not used. */
export function takenTimeOf(tags: ExifTags): TakenTime {
  const candidates = [
    exifTime(tags, 'DateTimeOriginal', 'SubSecTimeOriginal', 'OffsetTimeOriginal'),
    exifTime(tags, 'DateTimeDigitized', 'SubSecTimeDigitized', 'OffsetTimeDigitized'),
    xmpTime(tags, 'DateTimeOriginal'),
    xmpTime(tags, 'DateCreated'),
    xmpTime(tags, 'CreateDate'),
  ].filter((candidate) => candidate !== null)
  return candidates.find(({ at }) => at.utcMs !== null || at.localText !== null) ?? candidates[0] ?? NO_TIME
}

function exifTime(
  tags: ExifTags,
  date: 'DateTimeOriginal' | 'DateTimeDigitized',
  fraction: 'SubSecTimeOriginal' | 'SubSecTimeDigitized',
  offset: 'OffsetTimeOriginal' | 'OffsetTimeDigitized',
): TakenTime | null {
  const stored = tags.text(date)
  if (stored === null) return null
  const fractionText = /^\d+$/.test(tags.text(fraction) ?? '') && !stored.includes('.') ? `.${tags.text(fraction)}` : ''
  const offsetText = tags.text(offset) ?? ''
  const zone = ZONE.test(offsetText) ? offsetText : ''
  const at = instantOfText(`${stored}${fractionText}${zone}`, 'exif-text')
  return { at, tag: zone === '' ? `Exif ${date}` : `Exif ${date} and ${offset}` }
}

function xmpTime(tags: ExifTags, tag: 'DateTimeOriginal' | 'DateCreated' | 'CreateDate'): TakenTime | null {
  const stored = tags.xmp(tag)
  return stored === null ? null : { at: instantOfText(stored, 'iso-text'), tag: `XMP ${tag}` }
}

/** A written date and time to an instant: UTC when it states its offset, otherwise local. Unreadable text gives no time. */
export function instantOfText(stored: string, unit: TimeUnit): Instant {
  const [, year, month, day, hour, minute, second = '00', fraction, zone] = WALL_CLOCK.exec(stored) ?? []
  const wallClock = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const wallClockMs = Date.parse(`${wallClock}Z`)
  const isStated = year !== undefined && Number(year) > 0 && Number.isFinite(wallClockMs)
  // The 31st of a shorter month would silently become the next month.
  if (!isStated || !new Date(wallClockMs).toISOString().startsWith(wallClock)) return localInstant(stored, null, unit)
  const offset = zone === undefined ? null : offsetMinutes(zone)
  if (offset === null) return localInstant(stored, `${wallClock}${fraction === undefined ? '' : `.${fraction}`}`, unit)
  const milliseconds = Number((fraction ?? '0').padEnd(3, '0').slice(0, 3))
  return { utcMs: wallClockMs + milliseconds - offset * 60_000, asStored: stored, unit, zoneBasis: 'utc', localText: null }
}

function offsetMinutes(zone: string): number | null {
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  if (minutes > MAX_OFFSET_MINUTES || Number(zone.slice(-2)) > 59) return null
  return zone.startsWith('-') ? -minutes : minutes
}

/** The GPS time of the file (UTC), or null when date or time is missing or impossible. */
export function gpsTimeOf(tags: ExifTags): Instant | null {
  const date = tags.text('GPSDateStamp')
  const [hour, minute, second] = tags.rationals('GPSTimeStamp').map((part) => ratio(part))
  if (date === null || hour == null || minute == null || second == null) return null
  const stored = `${date} ${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(Math.floor(second))}${fractionOf(second)}`
  const { utcMs } = instantOfText(`${stored}Z`, 'exif-text')
  return utcMs === null ? null : { utcMs, asStored: stored, unit: 'exif-text', zoneBasis: 'utc', localText: null }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** `.24` for 7.24 seconds, rounded to microseconds; empty for whole seconds. */
function fractionOf(seconds: number): string {
  const microseconds = Math.min(999_999, Math.round((seconds - Math.floor(seconds)) * 1_000_000))
  return microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0').replace(/0+$/, '')}`
}

/**
 * The offset that would make a local time agree with the GPS time, as `+02:00`, when it is a plausible zone (a multiple of
 * 15 minutes, with at most 2 minutes left over). A suggestion for the reader: the instant stays local.
 */
export function zoneSuggestedByGps(taken: Instant, gps: Instant | null): string | null {
  if (taken.zoneBasis !== 'local' || taken.localText === null || gps === null || gps.utcMs === null) return null
  const differenceMinutes = (Date.parse(`${taken.localText.slice(0, 19)}Z`) - gps.utcMs) / 60_000
  const offset = Math.round(differenceMinutes / 15) * 15
  if (Math.abs(differenceMinutes - offset) > 2 || Math.abs(offset) > MAX_OFFSET_MINUTES) return null
  const minutes = Math.abs(offset)
  return `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}
