/** How Google's location exports write positions, times and guesses. Shared by the parsers of this folder that read them. */
import { degreesOf, type Degrees } from '../../formats/values/degrees.ts'
import { jsonAt, jsonNumber, jsonText } from '../../formats/text/jsonStream.ts'
import { type Instant, type LocationRecord, NO_INSTANT, type RowRef } from '../../model/index.ts'

/** Counts above this are negative degrees that an older export wrote unsigned: 2^32 is taken off (degrees never reach 214.7). */
const UNSIGNED_FROM = 1_800_000_001
const UINT32 = 4_294_967_296

export const RADIUS_MEANING =
  'stated by Google; in a test of 2018 the true position lay inside it in 52 % (GPS), 33-38 % (cell) and 7 % (Wi-Fi) of cases'

const e7 = (value: unknown): number | null => {
  const count = jsonNumber(value)
  return count === null ? null : (count >= UNSIGNED_FROM ? count - UINT32 : count) / 1e7
}

/** `latitudeE7`/`longitudeE7` or `latE7`/`lngE7` of an object; or in words why there is no position. */
export function positionE7(value: unknown): Degrees | string {
  return degreesOf(e7(jsonAt(value, 'latitudeE7') ?? jsonAt(value, 'latE7')), e7(jsonAt(value, 'longitudeE7') ?? jsonAt(value, 'lngE7')))
}

/** `48.8566°, 2.3522°`, `48.8566, 2.3522`, `geo:27.72,-97.34`, or an object that holds one of these as `latLng`. */
export function positionText(value: unknown): Degrees | string {
  const text = jsonText(value) ?? jsonText(jsonAt(value, 'latLng')) ?? jsonText(jsonAt(value, 'LatLng'))
  if (text === null) return 'the row has no position'
  const match = /^\s*(?:geo:)?\s*(-?\d+(?:\.\d+)?)\s*°?\s*,\s*(-?\d+(?:\.\d+)?)\s*°?\s*(?:[;,].*)?$/u.exec(text)
  return match === null ? `the position is written in an unknown way (${text.slice(0, 60)})` : degreesOf(Number(match[1]), Number(match[2]))
}

const BLANK: Omit<LocationRecord, 'from' | 'latitude' | 'longitude' | 'class' | 'method'> = {
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

export interface Place {
  readonly from: RowRef
  readonly position: Degrees
  readonly at: Instant
  readonly endAt?: Instant | null
  readonly class: LocationRecord['class']
  readonly method: string
  readonly label?: string | null
  readonly facts?: Record<string, string> | undefined
}

/** A stay or a point of a way that Google worked out: `inferred`, whatever its account holder may have changed in it. */
export function inferredPlace({
  from,
  position,
  at,
  endAt = null,
  class: positionClass,
  method,
  label = null,
  facts,
}: Place): LocationRecord {
  return {
    ...BLANK,
    from,
    state: 'inferred',
    at,
    endAt,
    ...position,
    class: positionClass,
    method,
    label,
    ...(facts === undefined ? {} : { facts }),
  }
}

export interface Fix extends Place {
  readonly accuracyMetres: number | null
  readonly altitudeMetres: number | null
  readonly speedMetresPerSecond: number | null
  readonly courseDegrees: number | null
}

/** A position that a device of the account measured and sent. */
export function measuredPlace(fix: Fix): LocationRecord {
  const { from, position, at, method, label = null, facts, accuracyMetres, altitudeMetres, speedMetresPerSecond, courseDegrees } = fix
  return {
    ...BLANK,
    from,
    at,
    ...position,
    accuracyMetres,
    radiusMeaning: accuracyMetres === null ? null : RADIUS_MEANING,
    altitudeMetres,
    speedMetresPerSecond,
    courseDegrees,
    class: fix.class,
    method,
    label,
    ...(facts === undefined ? {} : { facts }),
  }
}
