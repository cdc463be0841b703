/** Loads the window of records for the lens and follows changes of the case. */
import { useCallback, useEffect, useReducer, useRef } from 'react'
import type { Lens, Page, RecordLine, Result } from '../../../main/contract/index.ts'
import { fetchQuery, useContractEvent } from '../../shared/query/index.ts'
import { EMPTY_WINDOW, windowReducer, type RecordWindow, type UpwardEdge } from './recordWindow.ts'

const PAGE_ROWS = 200
/** Later than any date that JavaScript can hold a day of: dated records only, without another limit. */
const END_OF_TIME_MS = 8_640_000_000_000_000

export interface RecordWindowApi {
  readonly window: RecordWindow
  readonly loadBelow: () => void
  readonly loadAbove: () => void
  /** Begins anew at the first record at or after a moment; null begins at the start. */
  readonly jump: (atMs: number | null) => void
}

function openPage(lens: Lens, atMs: number | null): Promise<Result<Page<RecordLine>>> {
  if (atMs === null) return fetchQuery('timeline.page', { lens, cursor: null, limit: PAGE_ROWS })
  return fetchQuery('timeline.seek', { lens, atMs: Math.round(atMs), limit: PAGE_ROWS })
}

function pageAbove(lens: Lens, { toMs, cursor }: UpwardEdge): Promise<Result<Page<RecordLine>>> {
  const endMs = Math.min(lens.toMs ?? END_OF_TIME_MS, toMs ?? END_OF_TIME_MS)
  return fetchQuery('timeline.page', { lens: { ...lens, toMs: endMs }, cursor, limit: PAGE_ROWS, descending: true })
}

/**
 * @param lensKey text that differs when the lens does
 * @param startMs where the first window begins; later lenses begin at their start
 */
export function useRecordWindow(lens: Lens, lensKey: string, startMs: number | null): RecordWindowApi {
  const [window, dispatch] = useReducer(windowReducer, EMPTY_WINDOW)
  const latest = useRef({ lens, window })
  latest.current = { lens, window }
  // The reducer counts generations too; both count every `open`.
  const generation = useRef(0)

  const settle = useCallback((own: number, result: Result<Page<RecordLine>>, take: (page: Page<RecordLine>) => void) => {
    if (result.ok) take(result.value)
    else dispatch({ type: 'failed', generation: own, failure: result.failure })
  }, [])

  const jump = useCallback(
    (atMs: number | null) => {
      const own = ++generation.current
      dispatch({ type: 'open' })
      void openPage(latest.current.lens, atMs).then((result) => {
        settle(own, result, (page) => dispatch({ type: 'opened', generation: own, page, isFromStart: atMs === null }))
      })
    },
    [settle],
  )

  const loadBelow = useCallback(() => {
    const {
      lens: current,
      window: { next, status, failure },
    } = latest.current
    if (next === null || status !== 'ready' || failure !== null) return
    const own = generation.current
    dispatch({ type: 'load-below' })
    void fetchQuery('timeline.page', { lens: current, cursor: next, limit: PAGE_ROWS }).then((result) => {
      settle(own, result, (page) => dispatch({ type: 'below', generation: own, page }))
    })
  }, [settle])

  const loadAbove = useCallback(() => {
    const {
      lens: current,
      window: { above, status, failure },
    } = latest.current
    if (above === null || status !== 'ready' || failure !== null) return
    const own = generation.current
    dispatch({ type: 'load-above' })
    void pageAbove(current, above).then((result) => settle(own, result, (page) => dispatch({ type: 'above', generation: own, page })))
  }, [settle])

  const firstStart = useRef(startMs)
  useEffect(() => {
    jump(firstStart.current)
    return () => {
      firstStart.current = null
    }
  }, [lensKey, jump])

  useContractEvent('case.changed', ({ what }) => {
    // Stars follow the bookmarks by themselves; other changes may alter names and rows.
    if (what === 'people' || what === 'records')
      jump(latest.current.window.above === null ? null : (latest.current.window.items[0]?.time.utcMs ?? null))
  })
  return { window, loadBelow, loadAbove, jump }
}
