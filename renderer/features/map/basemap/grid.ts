/** The net of parallels and meridians, ever finer, so that empty ground still shows where it is. Pure. */
import type { Feature, FeatureCollection, LineString, Point } from 'geojson'

/** West, south, east, north in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number]

const STEPS: readonly number[] = [30, 15, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002]
const MAX_LATITUDE = 85
const WANTED_LINES = 5

/** Distance of the lines in degrees: about five of them over the window's width. */
export function gridStep(box: Box): number {
  const span = Math.max(1e-6, box[2] - box[0])
  return STEPS.find((step) => span / step >= WANTED_LINES) ?? STEPS.at(-1) ?? 30
}

/** `48.20° N`, with as many digits as the step needs; longitudes are brought back to ±180. */
export function degreeLabel(value: number, step: number, axis: 'latitude' | 'longitude'): string {
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const turned = axis === 'longitude' ? value - 360 * Math.round(value / 360) : value
  const letter = axis === 'latitude' ? (turned < 0 ? 'S' : 'N') : turned < 0 ? 'W' : 'E'
  const text = Math.abs(turned).toFixed(digits)
  return Number(text) === 0 ? '0°' : `${text}° ${letter}`
}

function multiples(from: number, to: number, step: number): readonly number[] {
  const first = Math.ceil(from / step)
  const count = Math.max(0, Math.min(60, Math.floor(to / step) - first + 1))
  // Multiplying an integer keeps 0.1 + 0.1 + ... from drifting.
  return Array.from({ length: count }, (_, index) => (first + index) * step)
}

export interface Grid {
  readonly lines: FeatureCollection<LineString, Record<string, never>>
  /** On the west and south edge of the window. */
  readonly labels: FeatureCollection<Point, { readonly text: string; readonly axis: 'latitude' | 'longitude' }>
}

/** Lines and labels for a window. */
export function gridOf(box: Box): Grid {
  const step = gridStep(box)
  const [west, east] = [box[0], box[2]]
  const south = Math.max(-MAX_LATITUDE, box[1])
  const north = Math.min(MAX_LATITUDE, box[3])
  const margin = (east - west) / 4
  const meridians = multiples(west - margin, east + margin, step)
  const parallels = multiples(Math.max(-MAX_LATITUDE, south - margin), Math.min(MAX_LATITUDE, north + margin), step)
  const line = (coordinates: [number, number][]): Feature<LineString, Record<string, never>> => ({
    type: 'Feature',
    geometry: { type: 'LineString', coordinates },
    properties: {},
  })
  const label = (at: [number, number], text: string, axis: 'latitude' | 'longitude'): Grid['labels']['features'][number] => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: at },
    properties: { text, axis },
  })
  return {
    lines: {
      type: 'FeatureCollection',
      features: [
        ...meridians.map((lon) =>
          line([
            [lon, Math.max(-MAX_LATITUDE, south - margin)],
            [lon, Math.min(MAX_LATITUDE, north + margin)],
          ]),
        ),
        ...parallels.map((lat) =>
          line([
            [west - margin, lat],
            [east + margin, lat],
          ]),
        ),
      ],
    },
    labels: {
      type: 'FeatureCollection',
      features: [
        ...meridians
          .filter((lon) => lon > west && lon < east)
          .map((lon) => label([lon, north], degreeLabel(lon, step, 'longitude'), 'longitude')),
        ...parallels
          .filter((lat) => lat > south && lat < north)
          .map((lat) => label([west, lat], degreeLabel(lat, step, 'latitude'), 'latitude')),
      ],
    },
  }
}
