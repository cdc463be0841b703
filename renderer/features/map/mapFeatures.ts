/** From positions to GeoJSON for the map's layers. Pure; knows nothing of the map library. */
import type { Feature, FeatureCollection, LineString, Point, Polygon } from 'geojson'
import type { BinsAnswer } from '../../../main/contract/index.ts'
import { circleRing } from './geodesy.ts'
import { ownerColour, timeColour } from './palette.ts'
import type { MapPoint } from './points.ts'
import type { TrackPart } from './tracks.ts'

export type ColourBy = 'owner' | 'time'
export type Span = readonly [firstMs: number, lastMs: number] | null

/** More circles than this in the window hide each other; the map says so then. */
export const MAX_CIRCLES = 800
/** r95 = 1.62 r68 for a circular Gaussian (reference/evidence.md, section 8). */
export const WIDE_CIRCLE_FACTOR = 1.62

export interface PointProperties {
  readonly key: number
  readonly colour: string
  /** Name of the drawn sign: class and colour. */
  readonly icon: string
  readonly isDot: boolean
}

/** Smaller circles vanish under the sign of the position itself. */
const MIN_CIRCLE_PX = 3

/** Metres of one pixel of the map library at a zoom (its world is 512 pixels wide at zoom 0). */
export function metresPerPixel(latitude: number, zoom: number): number {
  return (2 * Math.PI * 6_378_137 * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom)
}

/** Points whose circle can be seen at a zoom. */
export function pointsWithCircle(points: readonly MapPoint[], zoom: number, factor: number): readonly MapPoint[] {
  return points.filter(
    ({ accuracyMetres, latitude }) => accuracyMetres !== null && accuracyMetres * factor >= MIN_CIRCLE_PX * metresPerPixel(latitude, zoom),
  )
}

/** About 30 km. */
const JOURNEY_DEGREES = 0.3

const collection = <G extends Point | LineString | Polygon, P>(features: Feature<G, P>[]): FeatureCollection<G, P> => ({
  type: 'FeatureCollection',
  features,
})

/** How things are coloured. */
export interface Paint {
  readonly colourBy: ColourBy
  /** First and last time of all points. */
  readonly span: Span
  /** Colours of the owners in the answer's order. */
  readonly owners: readonly string[]
}

export function colourOf(point: MapPoint, { colourBy, span, owners }: Paint): string {
  return colourBy === 'time' ? timeColour(point.atMs, span) : ownerColour(owners, point.ownerIndex)
}

export const iconName = (positionClass: string, colour: string): string => `${positionClass} ${colour}`

export function pointFeatures(points: readonly MapPoint[], paint: Paint): FeatureCollection<Point, PointProperties> {
  return collection(
    points.map((point) => {
      const colour = colourOf(point, paint)
      return {
        type: 'Feature',
        id: point.key,
        geometry: { type: 'Point', coordinates: [point.longitude, point.latitude] },
        properties: { key: point.key, colour, icon: iconName(point.class, colour), isDot: point.class === 'device-fix' },
      }
    }),
  )
}

export interface CircleProperties {
  readonly colour: string
  /** Networks name an area: dashed. */
  readonly isDashed: boolean
  readonly isSelected: boolean
}

/**
 * Circles of the stored radius at true scale, for points that have one. None when there are more than `MAX_CIRCLES`
 * (the selected point keeps its own). `factor` widens them all.
 */
export function circleFeatures(
  points: readonly MapPoint[],
  paint: Paint,
  options: { readonly factor: number; readonly selectedKey: number | null },
): FeatureCollection<Polygon, CircleProperties> {
  const shown = points.length > MAX_CIRCLES ? points.filter(({ key }) => key === options.selectedKey) : points
  return collection(
    shown.map((point) => ({
      type: 'Feature',
      geometry: {
        type: 'Polygon',
        coordinates: [circleRing([point.longitude, point.latitude], (point.accuracyMetres ?? 0) * options.factor)],
      },
      properties: { colour: colourOf(point, paint), isDashed: point.class === 'network', isSelected: point.key === options.selectedKey },
    })),
  )
}

export interface TrackProperties {
  readonly colour: string
  readonly kind: TrackPart['kind']
  /** Place of the owner's line beside the way, from 1; 0 about a town, and where one owner alone has lines. Two who travelled together are seen to be two. */
  readonly side: number
}

/** One line per part; by time, one line per step, so that the colour can run along it. */
export function trackFeatures(
  parts: readonly TrackPart[],
  { colourBy, span, owners }: Paint,
): FeatureCollection<LineString, TrackProperties> {
  const drawn = [...new Set(parts.map(({ ownerIndex }) => ownerIndex))].toSorted((left, right) => left - right)
  return collection(
    parts.flatMap((part) => {
      const side = drawn.length === 1 || !isJourney(part.line) ? 0 : drawn.indexOf(part.ownerIndex) + 1
      if (colourBy === 'owner') return [lineFeature(part.line, { colour: ownerColour(owners, part.ownerIndex), kind: part.kind, side })]
      const middleMs = (index: number): number => part.fromMs + ((index + 0.5) / (part.line.length - 1)) * (part.toMs - part.fromMs)
      return part.line
        .slice(1)
        .map((to, index) => lineFeature([part.line[index] ?? to, to], { colour: timeColour(middleMs(index), span), kind: part.kind, side }))
    }),
  )
}

/** Ways about a town are a tangle from afar, and a tangle that is moved aside is a worse one. */
function isJourney(line: TrackPart['line']): boolean {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [longitude, latitude] of line) {
    ;[west, east] = [Math.min(west, longitude), Math.max(east, longitude)]
    ;[south, north] = [Math.min(south, latitude), Math.max(north, latitude)]
  }
  return east - west > JOURNEY_DEGREES || north - south > JOURNEY_DEGREES
}

function lineFeature(line: TrackPart['line'], properties: TrackProperties): Feature<LineString, TrackProperties> {
  return { type: 'Feature', geometry: { type: 'LineString', coordinates: line.map((at) => [...at]) }, properties }
}

export interface BinProperties {
  readonly count: number
  /** 0 to 1 by the logarithm of the count. */
  readonly weight: number
}

/** Grid cells as squares. The answer names the middle of each cell. */
export function binFeatures({ bins, cellDegrees }: BinsAnswer): FeatureCollection<Polygon, BinProperties> {
  const most = Math.max(1, ...bins.map(({ count }) => count))
  const half = cellDegrees / 2
  return collection(
    bins.map(({ latitude, longitude, count }) => {
      const [west, south, east, north] = [longitude - half, latitude - half, longitude + half, latitude + half]
      const ring = [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ]
      return {
        type: 'Feature',
        geometry: { type: 'Polygon', coordinates: [ring] },
        properties: { count, weight: Math.log1p(count) / Math.log1p(most) },
      }
    }),
  )
}
