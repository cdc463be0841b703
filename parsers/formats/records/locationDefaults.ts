/** Fields of a position that many stores do not have, so that a parser names only those that its store has. */
import { NO_INSTANT } from '../../model/index.ts'
import type { LocationRecord } from '../../model/index.ts'

export const NO_LOCATION_FIELDS: Omit<LocationRecord, 'from' | 'latitude' | 'longitude' | 'class' | 'method'> = {
  type: 'location',
  state: 'live',
  at: NO_INSTANT,
  endAt: null,
  accuracyMetres: null,
  radiusMeaning: null,
  altitudeMetres: null,
  speedMetresPerSecond: null,
  courseDegrees: null,
  label: null,
}
