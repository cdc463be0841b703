/** Loads the window of a conversation and follows changes of the case. */
import { useCallback, useEffect, useReducer, useRef } from 'react'
import type { RecordLine, Result } from '../../../main/contract/index.ts'
import { useContractEvent } from '../../shared/query/index.ts'
import type { MessageSource } from './messageSource.ts'
import { EMPTY_MESSAGE_WINDOW, messageWindowReducer, type Chunk, type MessageWindow } from './messageWindow.ts'

export interface MessageWindowApi {
  readonly window: MessageWindow
  readonly loadOlder: () => void
  readonly loadNewer: () => void
  /** Opens anew around a line, or at the end. */
  readonly open: (around: RecordLine | null) => void
}

/** @param start the line around which another source is opened, or null for its end */
export function useMessageWindow(source: MessageSource, start: RecordLine | null): MessageWindowApi {
  const [window, dispatch] = useReducer(messageWindowReducer, EMPTY_MESSAGE_WINDOW)
  const latest = useRef({ source, window, start })
  latest.current = { source, window, start }
  const generation = useRef(0)

  const settle = useCallback((own: number, type: 'opened' | 'older' | 'newer', result: Result<Chunk>) => {
    if (result.ok) dispatch({ type, generation: own, chunk: result.value })
    else dispatch({ type: 'failed', generation: own, failure: result.failure })
  }, [])
  const begin = useCallback(
    (around: RecordLine | null, isOther: boolean) => {
      const own = ++generation.current
      dispatch({ type: 'open', generation: own, isOther })
      const { source: current } = latest.current
      void (around === null ? current.openAtEnd() : current.openAround(around)).then((result) => settle(own, 'opened', result))
    },
    [settle],
  )
  const open = useCallback((around: RecordLine | null) => begin(around, false), [begin])

  const loadOlder = useCallback(() => {
    const {
      source: current,
      window: { older, status, failure },
    } = latest.current
    if (older === null || status !== 'ready' || failure !== null) return
    const own = generation.current
    dispatch({ type: 'load-older' })
    void current.older(older).then((result) => settle(own, 'older', result))
  }, [settle])
  const loadNewer = useCallback(() => {
    const {
      source: current,
      window: { newer, status, failure },
    } = latest.current
    if (newer === null || status !== 'ready' || failure !== null) return
    const own = generation.current
    dispatch({ type: 'load-newer' })
    void current.newer(newer).then((result) => settle(own, 'newer', result))
  }, [settle])

  useEffect(() => begin(latest.current.start, true), [source.id, begin])
  useContractEvent('case.changed', ({ what }) => {
    if (what === 'records' || what === 'people') open(latest.current.start ?? null)
  })
  return { window, loadOlder, loadNewer, open }
}
