/** Places of an audience as lines that a person writes: latitude, longitude, radius in metres, what it is. Pure. */
import type { RemovedPlace } from '../../../main/contract/index.ts'

export const placesText = (places: readonly RemovedPlace[]): string =>
  places.map(({ latitude, longitude, radiusMetres, label }) => `${latitude}, ${longitude}, ${radiusMetres}, ${label}`).join('\n')

/** Null when a line cannot be read. */
export function readPlaces(text: string): readonly RemovedPlace[] | null {
  const places = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(placeOf)
  return places.every((place) => place !== null) ? places : null
}

function placeOf(line: string): RemovedPlace | null {
  const [latitude, longitude, radiusMetres, ...label] = line.split(',').map((part) => part.trim())
  const [north, east, radius] = [latitude, longitude, radiusMetres].map((part) => (part === undefined || part === '' ? NaN : Number(part)))
  // "48,2, 16,3" would be somewhere else: degrees are written with a point.
  if (![latitude, longitude].every((part) => part?.includes('.'))) return null
  if (north === undefined || east === undefined || radius === undefined) return null
  if (!(Math.abs(north) <= 90) || !(Math.abs(east) <= 180) || !(radius > 0)) return null
  return { latitude: north, longitude: east, radiusMetres: radius, label: label.join(', ') }
}
