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

const collection = <G extends Point | LineString | Polygon, P>(features: Feature<G, P>[]): FeatureCollection<G, P> => ({ type: 'FeatureCollection', features })

export function colourOf(point: MapPoint, colourBy: ColourBy, span: Span): string {
  return colourBy === 'time' ? timeColour(point.atMs, span) : ownerColour(point.ownerIndex)
}

export const iconName = (positionClass: string, colour: string): string => `${positionClass} ${colour}`

export function pointFeatures(points: readonly MapPoint[], colourBy: ColourBy, span: Span): FeatureCollection<Point, PointProperties> {
  return collection(points.map((point) => {
    const colour = colourOf(point, colourBy, span)
    return {
      type: 'Feature',
      id: point.key,
      geometry: { type: 'Point', coordinates: [point.longitude, point.latitude] },
      properties: { key: point.key, colour, icon: iconName(point.class, colour), isDot: point.class === 'device-fix' },
    }
  }))
}

export interface CircleProperties {
  readonly colour: string
  /** Networks name an area: dashed. */
  readonly isDashed: boolean
  readonly isSelected: boolean
}

/**
 * Circles of the stored radius at true scale, for the points in the window. None when there are more than `MAX_CIRCLES`
 * (the selected point keeps its own). `factor` widens them all.
 */
export function circleFeatures(
  points: readonly MapPoint[], options: { readonly colourBy: ColourBy; readonly span: Span; readonly factor: number; readonly selectedKey: number | null },
): FeatureCollection<Polygon, CircleProperties> {
  const sized = points.filter(({ accuracyMetres }) => accuracyMetres !== null && accuracyMetres > 0)
  const shown = sized.length > MAX_CIRCLES ? sized.filter(({ key }) => key === options.selectedKey) : sized
  return collection(shown.map((point) => ({
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: [circleRing([point.longitude, point.latitude], (point.accuracyMetres ?? 0) * options.factor)] },
    properties: { colour: colourOf(point, options.colourBy, options.span), isDashed: point.class === 'network', isSelected: point.key === options.selectedKey },
  })))
}

export interface TrackProperties {
  readonly colour: string
  readonly kind: TrackPart['kind']
}

/** One line per part; by time, one line per step, so that the colour can run along it. */
export function trackFeatures(parts: readonly TrackPart[], colourBy: ColourBy, span: Span): FeatureCollection<LineString, TrackProperties> {
  return collection(parts.flatMap((part) => {
    if (colourBy === 'owner') return [lineFeature(part.line, ownerColour(part.ownerIndex), part.kind)]
    const middleMs = (index: number): number => part.fromMs + ((index + 0.5) / (part.line.length - 1)) * (part.toMs - part.fromMs)
    return part.line.slice(1).map((to, index) => lineFeature([part.line[index] ?? to, to], timeColour(middleMs(index), span), part.kind))
  }))
}

function lineFeature(line: TrackPart['line'], colour: string, kind: TrackPart['kind']): Feature<LineString, TrackProperties> {
  return { type: 'Feature', geometry: { type: 'LineString', coordinates: line.map((at) => [...at]) }, properties: { colour, kind } }
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
  return collection(bins.map(({ latitude, longitude, count }) => {
    const [west, south, east, north] = [longitude - half, latitude - half, longitude + half, latitude + half]
    const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return { type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties: { count, weight: Math.log1p(count) / Math.log1p(most) } }
  }))
}
