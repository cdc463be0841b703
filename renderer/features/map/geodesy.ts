/** Distances and circles on the sphere. Degrees and metres. Pure. */

/** Mean radius of the earth by IUGG, metres. The sphere is off by at most 0.6 %. */
const EARTH_RADIUS_METRES = 6_371_008.8

/** Longitude first, as GeoJSON has it. */
export type LonLat = [longitude: number, latitude: number]

const radians = (degrees: number): number => (degrees * Math.PI) / 180
const degrees = (value: number): number => (value * 180) / Math.PI

/** Great-circle distance in metres (haversine). */
export function distanceMetres([fromLon, fromLat]: LonLat, [toLon, toLat]: LonLat): number {
  const dLat = radians(toLat - fromLat)
  const dLon = radians(toLon - fromLon)
  const chord = Math.sin(dLat / 2) ** 2 + Math.cos(radians(fromLat)) * Math.cos(radians(toLat)) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** The point that lies a distance away in a direction (0 north, 90 east). Its longitude may lie beyond ±180, so that outlines stay whole. */
export function destination([longitude, latitude]: LonLat, metres: number, bearingDegrees: number): LonLat {
  const angle = metres / EARTH_RADIUS_METRES
  const bearing = radians(bearingDegrees)
  const lat = radians(latitude)
  const toLat = Math.asin(Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing))
  const dLon = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(lat), Math.cos(angle) - Math.sin(lat) * Math.sin(toLat))
  return [longitude + degrees(dLon), degrees(toLat)]
}

const CIRCLE_CORNERS = 64

/** A circle of true size as a closed ring (first point repeated at the end), anticlockwise as GeoJSON wants outer rings. */
export function circleRing(centre: LonLat, radiusMetres: number, corners: number = CIRCLE_CORNERS): LonLat[] {
  const ring = Array.from({ length: corners }, (_, index) => destination(centre, radiusMetres, 360 - (index * 360) / corners))
  const first = ring[0]
  return first === undefined ? [] : [...ring, first]
}

/** The same longitude, turned by whole circles so that it lies within half a circle of another: a line then takes the short way. */
export function nearestLongitude(longitude: number, reference: number): number {
  return longitude - 360 * Math.round((longitude - reference) / 360)
}
