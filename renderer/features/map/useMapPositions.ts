/** What the map asks of the case: positions in the lens, all positions of its whole time, counts, bins. */
import { useMemo } from 'react'
import type { BinsAnswer, Lens, PositionClass, PositionsAnswer } from '../../../main/contract/index.ts'
import { POSITION_CLASSES, useLens } from '../../shared/lens/index.ts'
import { useQuery, type Query } from '../../shared/query/index.ts'
import type { Box } from './basemap/grid.ts'
import { countByClass, pointsOf, type MapPoint } from './points.ts'

/** More points than this are drawn as an even sample. */
export const POINT_LIMIT = 20_000

export interface MapPositions {
  readonly query: Query<PositionsAnswer>
  readonly answer: PositionsAnswer | undefined
  /** Of the classes that are switched on, oldest first. */
  readonly points: readonly MapPoint[]
  /** Exact numbers of all classes in the lens. */
  readonly totals: ReadonlyMap<PositionClass, number>
}

export function useMapPositions(hidden: ReadonlySet<PositionClass>): MapPositions {
  const { filter } = useLens()
  const all = useQuery('map.positions', { lens: filter, classes: [], limit: POINT_LIMIT })
  const isSample = all.data?.isSample ?? false
  const chosen = POSITION_CLASSES.filter((name) => !hidden.has(name))
  // A sample of all classes would thin out the ones that are wanted: with some switched off, the rest is asked for anew.
  const isAskedAnew = isSample && hidden.size > 0 && chosen.length > 0
  const some = useQuery('map.positions', { lens: filter, classes: chosen, limit: POINT_LIMIT }, { isEnabled: isAskedAnew })
  const answer = isAskedAnew ? (some.data ?? all.data) : all.data
  const points = useMemo(() => (answer === undefined ? [] : pointsOf(answer).filter((point) => !hidden.has(point.class))), [answer, hidden])
  return { query: all, answer, points, totals: useTotals(filter, all.data) }
}

/** Counts per class: from the points themselves, or asked one by one when they are only a sample. */
function useTotals(lens: Lens, answer: PositionsAnswer | undefined): ReadonlyMap<PositionClass, number> {
  const isEnabled = answer?.isSample ?? false
  // The list of classes is constant, so the hooks keep their order.
  const asked = POSITION_CLASSES.map((name) => [name, useQuery('map.positions', { lens, classes: [name], limit: 1 }, { isEnabled }).data?.total] as const)
  const exact = useMemo(() => (answer === undefined || isEnabled ? null : countByClass(pointsOf(answer))), [answer, isEnabled])
  return exact ?? new Map(asked.flatMap(([name, total]) => (total === undefined || total === 0 ? [] : [[name, total]])))
}

/** Times of all positions that the lens lets through but for its period: what the brush is drawn over. */
export function useBrushTimes(): readonly number[] {
  const { filter } = useLens()
  const { data } = useQuery('map.positions', { lens: { ...filter, fromMs: null, toMs: null }, classes: [], limit: POINT_LIMIT })
  return useMemo(() => (data?.points.atMs ?? []).filter((atMs) => atMs !== null), [data])
}

/** Cells per 360 degrees at zoom 0 is 64; a cell is then about 8 pixels wide at every zoom. */
function cellDegrees(zoom: number): number {
  return 360 / 2 ** (Math.max(0, Math.round(zoom)) + 6)
}

/** Counts in a grid over the window, widened to whole cells so that a small move asks nothing new. */
export function useBins(isEnabled: boolean, box: Box | null, zoom: number, hidden: ReadonlySet<PositionClass>): BinsAnswer | undefined {
  const { filter } = useLens()
  const cell = cellDegrees(zoom)
  const block = cell * 64
  const window = box === null ? null : ([Math.floor(box[0] / block) * block, Math.floor(box[1] / block) * block, Math.ceil(box[2] / block) * block, Math.ceil(box[3] / block) * block] as const)
  const classes = hidden.size === 0 ? [] : POSITION_CLASSES.filter((name) => !hidden.has(name))
  return useQuery('map.bins', { lens: { ...filter, box: filter.box ?? window }, classes, cellDegrees: cell }, { isEnabled: isEnabled && box !== null }).data
}
