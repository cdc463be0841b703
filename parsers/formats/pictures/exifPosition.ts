/** The position that a picture file claims. Empty, impossible or half-stated positions are none, with the reason in words. */
import { ratio } from './exifTags.ts'
import type { ExifTags, Rational } from './exifTags.ts'

export interface ClaimedPosition {
  /** WGS 84 degrees. */
  readonly latitude: number
  readonly longitude: number
  /** `GPSHPositioningError` in metres, or null. */
  readonly accuracyMetres: number | null
}

export interface PositionReading {
  readonly position: ClaimedPosition | null
  /** Why position tags gave no position; null when there is one, or when the file has no such tags. */
  readonly problem: string | null
}

/** Reads the GPS tags of a picture. */
export function positionOf(tags: ExifTags): PositionReading {
  const latitude = tags.rationals('GPSLatitude')
  const longitude = tags.rationals('GPSLongitude')
  if (latitude.length === 0 && longitude.length === 0) return { position: null, problem: null }
  const north = hemisphere(tags.text('GPSLatitudeRef'), 'N', 'S')
  const east = hemisphere(tags.text('GPSLongitudeRef'), 'E', 'W')
  const [northDegrees, eastDegrees] = [degrees(latitude), degrees(longitude)]
  if (northDegrees === null || eastDegrees === null) return { position: null, problem: 'the GPS tags are empty' }
  if (north === null || east === null) return { position: null, problem: 'the GPS tags do not say north or south, east or west' }
  return checkedPosition(north * northDegrees, east * eastDegrees, positive(ratio(tags.rationals('GPSHPositioningError')[0])))
}

/** Refuses positions out of range and 0, 0, which receivers write for "none". */
export function checkedPosition(latitude: number, longitude: number, accuracyMetres: number | null): PositionReading {
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  if (!isOnEarth) return { position: null, problem: `the GPS position is impossible (${latitude}, ${longitude})` }
  if (latitude === 0 && longitude === 0) return { position: null, problem: 'the GPS position is 0, 0, which stands for none' }
  return { position: { latitude, longitude, accuracyMetres }, problem: null }
}

function hemisphere(ref: string | null, plus: string, minus: string): 1 | -1 | null {
  const letter = ref?.charAt(0).toUpperCase()
  if (letter === plus) return 1
  return letter === minus ? -1 : null
}

/** Degrees, minutes, seconds; minutes and seconds may be missing or 0/0 (some phones write degrees only). */
/** Degrees, minutes, seconds. Decimal degrees or minutes leave the rest away, or write seconds as 0/0. */
function degrees(parts: readonly Rational[]): number | null {
  const [whole, minutes, seconds] = parts
  const values: readonly (number | null)[] = [ratio(whole), minutes === undefined ? 0 : ratio(minutes), ratio(seconds) ?? 0]
  return values.reduce<number | null>((sum, value, index) => (sum === null || value === null ? null : sum + value / 60 ** index), 0)
}

function positive(value: number | null): number | null {
  return value !== null && value > 0 ? value : null
}
