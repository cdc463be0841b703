/** Positions as the map works with them. Pure. */
import type { PositionClass, PositionsAnswer } from '../../../main/contract/index.ts'
import { nearestLongitude } from './geodesy.ts'

export interface MapPoint {
  readonly key: number
  readonly atMs: number | null
  readonly endMs: number | null
  readonly latitude: number
  readonly longitude: number
  /** Radius as stored, metres. */
  readonly accuracyMetres: number | null
  readonly class: PositionClass
  /** Index into the owners of the answer; -1 when it is not known whose position it is. */
  readonly ownerIndex: number
  readonly sourceId: number
}

/** Rows of the answer's columns, oldest first; those without a UTC time at the end, in the order given. */
export function pointsOf({ points, classes }: PositionsAnswer): readonly MapPoint[] {
  const list = points.keys.map((key, index): MapPoint => ({
    key,
    atMs: points.atMs[index] ?? null,
    endMs: points.endMs[index] ?? null,
    latitude: points.latitudes[index] ?? Number.NaN,
    longitude: points.longitudes[index] ?? Number.NaN,
    accuracyMetres: points.accuracyMetres[index] ?? null,
    class: classes[points.classIndex[index] ?? -1] ?? 'mentioned',
    ownerIndex: points.ownerIndex[index] ?? -1,
    sourceId: points.sourceIds[index] ?? -1,
  }))
  return list.sort((left, right) => (left.atMs ?? Infinity) - (right.atMs ?? Infinity) || left.key - right.key)
}

/** First and last time, or null when there is none. */
export function timeSpan(timesMs: readonly (number | null)[]): readonly [firstMs: number, lastMs: number] | null {
  let [first, last] = [Infinity, -Infinity]
  for (const timeMs of timesMs) {
    if (timeMs === null) continue
    first = Math.min(first, timeMs)
    last = Math.max(last, timeMs)
  }
  return first > last ? null : [first, last]
}

/** Points that were recorded (or whose stay touches) the time from `fromMs` to `toMs`, both included. Points without a time are left out. */
export function pointsWithin(points: readonly MapPoint[], fromMs: number, toMs: number): readonly MapPoint[] {
  return points.filter(({ atMs, endMs }) => atMs !== null && atMs <= toMs && Math.max(atMs, endMs ?? atMs) >= fromMs)
}

/** Index of the point before or after the selected one in time order; the first or last when none is selected. */
export function neighbourPoint(points: readonly MapPoint[], selectedKey: number | null, step: 1 | -1): MapPoint | undefined {
  const index = points.findIndex(({ key }) => key === selectedKey)
  if (index === -1) return step === 1 ? points[0] : points.at(-1)
  return points[Math.max(0, Math.min(points.length - 1, index + step))]
}

/** Points inside a window, which may reach over the date line. */
export function pointsInside(
  points: readonly MapPoint[],
  [west, south, east, north]: readonly [number, number, number, number],
): readonly MapPoint[] {
  const middle = (west + east) / 2
  return points.filter(({ longitude, latitude }) => {
    const lon = nearestLongitude(longitude, middle)
    return lon >= west && lon <= east && latitude >= south && latitude <= north
  })
}

/** West, south, east, north of the points, or null without any. */
export function boundsOf(points: readonly MapPoint[]): readonly [number, number, number, number] | null {
  if (points.length === 0) return null
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { longitude, latitude } of points) {
    west = Math.min(west, longitude)
    east = Math.max(east, longitude)
    south = Math.min(south, latitude)
    north = Math.max(north, latitude)
  }
  return [west, south, east, north]
}
