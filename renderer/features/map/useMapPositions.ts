/** What the map asks of the case: positions in the lens, all positions of its whole time, counts, bins. */
import { useMemo } from 'react'
import type { BinsAnswer, PositionClass, PositionsAnswer } from '../../../main/contract/index.ts'
import { POSITION_CLASSES, useLens } from '../../shared/lens/index.ts'
import { useQuery, type Query } from '../../shared/query/index.ts'
import type { Box } from './basemap/grid.ts'
import type { Span } from './mapFeatures.ts'
import { pointsOf, timeSpan, type MapPoint } from './points.ts'

/** More points than this are drawn as an even sample. */
export const POINT_LIMIT = 20_000

export interface MapPositions {
  /** All of the lens: counts, bounds. */
  readonly query: Query<PositionsAnswer>
  /** What is drawn: all of the lens, or of the window when the lens holds too many. */
  readonly answer: PositionsAnswer | undefined
  /** Of the classes that are switched on, oldest first. */
  readonly points: readonly MapPoint[]
  /** First and last time of all positions in the lens. */
  readonly span: Span
  /** Exact numbers of all classes in the lens. */
  readonly totals: ReadonlyMap<PositionClass, number>
}

/**
 * Too many positions come as a sample; what the window holds is then asked for by itself, so that every one is drawn once the
 * window is near enough. Switched-off classes are left out of the question, so that they do not thin out the others.
 */
export function useMapPositions(hidden: ReadonlySet<PositionClass>, window: Box | null, zoom: number): MapPositions {
  const { filter } = useLens()
  const all = useQuery('map.positions', { lens: filter, classes: [], limit: POINT_LIMIT })
  const chosen = POSITION_CLASSES.filter((name) => !hidden.has(name))
  const isAskedAnew = (all.data?.isSample ?? false) && filter.box === null && window !== null && chosen.length > 0
  const box = window === null ? null : wholeBlocks(window, cellDegrees(zoom))
  const near = useQuery(
    'map.positions',
    { lens: { ...filter, box }, classes: hidden.size === 0 ? [] : chosen, limit: POINT_LIMIT },
    { isEnabled: isAskedAnew },
  )
  const answer = isAskedAnew ? (near.data ?? all.data) : all.data
  const points = useMemo(() => (answer === undefined ? [] : pointsOf(answer).filter((point) => !hidden.has(point.class))), [answer, hidden])
  const totals = useMemo(() => new Map((all.data?.classTotals ?? []).map(({ class: name, count }) => [name, count])), [all.data])
  const span = useMemo(() => timeSpan(all.data?.points.atMs ?? []), [all.data])
  return { query: all, answer, points, span, totals }
}

/** Times of all positions that the lens lets through but for its period: what the brush is drawn over. */
export function useBrushTimes(): { readonly times: readonly number[]; readonly isSample: boolean } {
  const { filter } = useLens()
  const { data } = useQuery('map.positions', { lens: { ...filter, fromMs: null, toMs: null }, classes: [], limit: POINT_LIMIT })
  const times = useMemo(() => (data?.points.atMs ?? []).filter((atMs) => atMs !== null), [data])
  return { times, isSample: data?.isSample ?? false }
}

/** Cells per 360 degrees at zoom 0 is 64; a cell is then about 8 pixels wide at every zoom. */
function cellDegrees(zoom: number): number {
  return 360 / 2 ** (Math.max(0, Math.round(zoom)) + 6)
}

/** The window widened to whole blocks of cells, so that a small move asks nothing new. Kept on the globe. */
function wholeBlocks([west, south, east, north]: Box, cell: number): Box {
  const block = cell * 64
  const down = (value: number): number => Math.floor(value / block) * block
  const up = (value: number): number => Math.ceil(value / block) * block
  return [Math.max(-180, down(west)), Math.max(-90, down(south)), Math.min(180, up(east)), Math.min(90, up(north))]
}

/** Counts in a grid over the window. */
export function useBins(isEnabled: boolean, window: Box | null, zoom: number, hidden: ReadonlySet<PositionClass>): BinsAnswer | undefined {
  const { filter } = useLens()
  const cell = cellDegrees(zoom)
  const box = filter.box ?? (window === null ? null : wholeBlocks(window, cell))
  const classes = hidden.size === 0 ? [] : POSITION_CLASSES.filter((name) => !hidden.has(name))
  return useQuery('map.bins', { lens: { ...filter, box }, classes, cellDegrees: cell }, { isEnabled: isEnabled && window !== null }).data
}
