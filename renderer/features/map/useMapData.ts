/** Turns positions and settings into what the map draws. Each source is made anew only when what it shows has changed. */
import type { FeatureCollection } from 'geojson'
import { useMemo } from 'react'
import type { BinsAnswer, Party } from '../../../main/contract/index.ts'
import { formatDistance } from '../../shared/format/index.ts'
import { mapWords } from '../../shared/wording/map.ts'
import type { Box } from './basemap/grid.ts'
import { distanceMetres, nearestLongitude, type LonLat } from './geodesy.ts'
import type { MapData } from './MapCanvas.tsx'
import {
  binFeatures,
  circleFeatures,
  MAX_CIRCLES,
  pointFeatures,
  pointsWithCircle,
  trackFeatures,
  WIDE_CIRCLE_FACTOR,
  type Paint,
} from './mapFeatures.ts'
import { ownerColour } from './palette.ts'
import type { MapPoint } from './points.ts'
import type { MapSettings } from './settings.ts'
import { splitTracks } from './tracks.ts'

const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] }

export interface MapDataInput {
  readonly points: readonly MapPoint[]
  readonly owners: readonly Party[]
  readonly paint: Paint
  readonly settings: MapSettings
  readonly isSample: boolean
  readonly bins: BinsAnswer | undefined
  readonly box: Box | null
  readonly zoom: number
  readonly selected: MapPoint | undefined
  readonly measured: readonly LonLat[]
}

export interface DrawnMap {
  readonly data: MapData
  /** Circles that would have to be drawn in this window but are too many; 0 when all are drawn. */
  readonly hiddenCircles: number
}

/** Whether a point may have part of its circle in the window: the window is widened by its own size. */
function isNear({ longitude, latitude }: MapPoint, [west, south, east, north]: Box): boolean {
  const [width, height] = [east - west, north - south]
  const lon = nearestLongitude(longitude, (west + east) / 2)
  return lon > west - width && lon < east + width && latitude > south - height && latitude < north + height
}

export function useMapData({ points, owners, paint, settings, isSample, bins, box, zoom, selected, measured }: MapDataInput): DrawnMap {
  const drawnPoints = useMemo(() => pointFeatures(points, paint), [points, paint])
  const tracks = useMemo(() => {
    if (!settings.hasTracks) return NOTHING
    const parts = splitTracks(points).filter(({ kind }) => kind === 'observed' || (settings.hasGaps && !isSample))
    return trackFeatures(parts, paint)
  }, [points, paint, isSample, settings.hasTracks, settings.hasGaps])
  const factor = settings.isWide ? WIDE_CIRCLE_FACTOR : 1
  const near = useMemo(
    () => (box === null || !settings.hasCircles ? [] : pointsWithCircle(points, zoom, factor).filter((point) => isNear(point, box))),
    [points, box, zoom, factor, settings.hasCircles],
  )
  const selectedKey = selected?.key ?? null
  const circles = useMemo(() => circleFeatures(near, paint, { factor, selectedKey }), [near, paint, factor, selectedKey])
  const names = useMemo(() => nameFeatures(points, owners, paint), [points, owners, paint])
  const selectedFeature = useMemo(
    () => (selected === undefined ? NOTHING : { type: 'Point' as const, coordinates: [selected.longitude, selected.latitude] }),
    [selected],
  )
  const measure = useMemo(() => measureFeatures(measured), [measured])
  const grid = useMemo(() => (bins === undefined ? NOTHING : binFeatures(bins)), [bins])
  const data = useMemo<MapData>(
    () => ({ bins: grid, circles, tracks, points: drawnPoints, names, selected: selectedFeature, measure }),
    [grid, circles, tracks, drawnPoints, names, selectedFeature, measure],
  )
  return { data, hiddenCircles: near.length > MAX_CIRCLES ? near.length : 0 }
}

/** The owner's name at the last device fix shown. */
function nameFeatures(points: readonly MapPoint[], owners: readonly Party[], paint: Paint): FeatureCollection {
  const last = new Map<number, MapPoint>()
  for (const point of points)
    if (point.class === 'device-fix' && point.atMs !== null && point.ownerIndex >= 0) last.set(point.ownerIndex, point)
  return {
    type: 'FeatureCollection',
    features: [...last].map(([ownerIndex, { longitude, latitude }]) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
      properties: {
        name: owners[ownerIndex]?.name ?? '',
        ...(paint.colourBy === 'owner' ? { colour: ownerColour(paint.owners, ownerIndex) } : {}),
      },
    })),
  }
}

function measureFeatures(measured: readonly LonLat[]): FeatureCollection {
  const [from, to] = measured
  const ends = measured.map((at) => ({ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: at }, properties: {} }))
  if (from === undefined || to === undefined) return { type: 'FeatureCollection', features: ends }
  const end: LonLat = [nearestLongitude(to[0], from[0]), to[1]]
  const text = mapWords.measured(formatDistance(distanceMetres(from, to)))
  return {
    type: 'FeatureCollection',
    features: [
      ...ends,
      { type: 'Feature', geometry: { type: 'LineString', coordinates: [from, end] }, properties: {} },
      { type: 'Feature', geometry: { type: 'Point', coordinates: [(from[0] + end[0]) / 2, (from[1] + end[1]) / 2] }, properties: { text } },
    ],
  }
}
