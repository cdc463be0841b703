/** The projection of a picture: fitted to its positions, with its scale and the grid over it. */
import { geoDistance, geoGraticule, geoMercator, type GeoProjection } from 'd3-geo'
import type { PositionClass } from '../../contract/index.ts'

export interface PlacedExhibit {
  /** Of the exhibit, as it is cited. */
  readonly number: string
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | null
  readonly class: PositionClass
  readonly radiusMeaning: string | null
}

export const WIDTH = 960
export const HEIGHT = 600
const MARGIN = 70
export const EARTH_METRES = 6_371_008.8

/** Centre and scale so that all positions with their radii fit; computed from their bounding box in metres. */
export function fitted(places: readonly PlacedExhibit[], minSpanMetres: number): GeoProjection {
  const latitudes = places.map(({ latitude }) => latitude)
  const [west, east] = shortestSpan(places.map(({ longitude }) => longitude))
  const [south, north] = span(latitudes)
  const centre: [number, number] = [(west + east) / 2, (south + north) / 2]
  const projection = geoMercator()
    .rotate([-centre[0], 0])
    .center([0, centre[1]])
    .translate([WIDTH / 2, HEIGHT / 2])
    .scale(1)
  const stretch = Math.cos((centre[1] * Math.PI) / 180)
  const [, radius] = span([0, ...places.map(({ accuracyMetres }) => Math.min(accuracyMetres ?? 0, 50_000))])
  const corner = (longitude: number, latitude: number): [number, number] => projection([longitude, latitude]) ?? [0, 0]
  const [left, top] = corner(west, Math.min(84, north))
  const [right, bottom] = corner(east, Math.max(-84, south))
  const extra = (2 * radius) / EARTH_METRES / stretch
  const smallest = minSpanMetres / EARTH_METRES / stretch
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max(right - left + extra, smallest),
    (HEIGHT - 2 * MARGIN) / Math.max(bottom - top + extra, smallest * 0.6),
  )
  // What lies outside the picture is cut off: a whole coastline would be many megabytes.
  return projection.scale(scale).clipExtent([
    [-20, -20],
    [WIDTH + 20, HEIGHT + 20],
  ])
}

/** Smallest and largest. A call with 50,000 arguments is one that engines refuse. */
function span(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity])
}

/** West and east edge, across the date line where that is shorter. */
function shortestSpan(longitudes: readonly number[]): [number, number] {
  const plain = span(longitudes)
  if (plain[1] - plain[0] <= 180) return plain
  const turned = longitudes.map((longitude) => (longitude < 0 ? longitude + 360 : longitude))
  return span(turned)
}

export function scaleAt(projection: GeoProjection): number {
  const left = projection.invert?.([WIDTH / 2 - 50, HEIGHT / 2])
  const right = projection.invert?.([WIDTH / 2 + 50, HEIGHT / 2])
  return left && right ? (geoDistance(left, right) * EARTH_METRES) / 100 : 1
}

/** Degrees between the lines of the grid, and the middle of the picture. */
export function grid(projection: GeoProjection): { step: number; middle: readonly [number, number] } {
  const left = projection.invert?.([0, HEIGHT / 2])?.[0] ?? -180
  const right = projection.invert?.([WIDTH, HEIGHT / 2])?.[0] ?? 180
  const degrees = (right - left + 360) % 360 || 360
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find((size) => degrees / size <= 10) ?? 30
  return { step, middle: projection.invert?.([WIDTH / 2, HEIGHT / 2]) ?? [0, 0] }
}

export function graticule(projection: GeoProjection): ReturnType<ReturnType<typeof geoGraticule>> {
  const { step, middle } = grid(projection)
  const snap = (value: number): number => Math.round(value / step) * step
  return geoGraticule()
    .extent([
      [snap(middle[0]) - 8 * step, Math.max(-84, snap(middle[1]) - 8 * step)],
      [snap(middle[0]) + 8 * step, Math.min(84, snap(middle[1]) + 8 * step)],
    ])
    .step([step, step])
    .precision(step < 1 ? 0.1 : 2.5)()
}
