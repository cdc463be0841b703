/** The records of one edge, page by page. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure, Lens, RecordLine } from '../../../main/contract/index.ts'
import { fetchQuery, useQuery } from '../../shared/query/index.ts'

const PAGE = 100

export interface EdgeRows {
  readonly lines: readonly RecordLine[]
  readonly isLoading: boolean
  readonly hasMore: boolean
  readonly failure: Failure | null
  readonly loadMore: () => void
}

interface Further {
  readonly lines: readonly RecordLine[]
  readonly next: string | null
}

/** Oldest first. The first page follows changes of the case; further pages are dropped then and read again when scrolled to. */
export function useEdgeRows(lens: Lens): EdgeRows {
  const first = useQuery('timeline.page', { lens, cursor: null, limit: PAGE }, { keepPrevious: false })
  const [further, setFurther] = useState<Further | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const isRunning = useRef(false)
  const current = useRef(first.data)
  useEffect(() => {
    current.current = first.data
    setFurther(null)
    setFailure(null)
  }, [first.data])
  const next = further === null ? (first.data?.next ?? null) : further.next
  const loadMore = useCallback(() => {
    if (next === null || isRunning.current) return
    isRunning.current = true
    const startedWith = current.current
    void fetchQuery('timeline.page', { lens, cursor: next, limit: PAGE }).then((result) => {
      isRunning.current = false
      if (startedWith !== current.current) return
      if (result.ok) setFurther((before) => ({ lines: [...(before?.lines ?? []), ...result.value.items], next: result.value.next }))
      else setFailure(result.failure)
    })
  }, [next, lens])
  return {
    lines: [...(first.data?.items ?? []), ...(further?.lines ?? [])],
    isLoading: first.isLoading, hasMore: next !== null, failure: failure ?? first.failure, loadMore,
  }
}
