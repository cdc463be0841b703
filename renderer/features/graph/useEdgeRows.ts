/** The records of one edge, page by page. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Failure, Lens, Page, RecordLine } from '../../../main/contract/index.ts'
import { fetchQuery, useQuery } from '../../shared/query/index.ts'

const PAGE = 100

export interface EdgeRows {
  readonly lines: readonly RecordLine[]
  readonly isLoading: boolean
  readonly hasMore: boolean
  readonly failure: Failure | null
  readonly loadMore: () => void
}

/** What was read after the first page. It belongs to that very answer and is worth nothing beside a newer one. */
interface Further {
  readonly after: Page<RecordLine> | undefined
  readonly lines: readonly RecordLine[]
  readonly next: string | null
  readonly failure: Failure | null
}

/** Oldest first. The first page follows changes of the case; further pages are dropped then and read again when scrolled to. */
export function useEdgeRows(lens: Lens): EdgeRows {
  const first = useQuery('timeline.page', { lens, cursor: null, limit: PAGE }, { keepPrevious: false })
  const [kept, setKept] = useState<Further | null>(null)
  const isRunning = useRef(false)
  const start = first.data
  const further = useMemo<Further>(
    () => (kept !== null && kept.after === start ? kept : { after: start, lines: [], next: start?.next ?? null, failure: null }),
    [kept, start],
  )
  const loadMore = useCallback(() => {
    if (further.next === null || isRunning.current) return
    isRunning.current = true
    void fetchQuery('timeline.page', { lens, cursor: further.next, limit: PAGE }).then((result) => {
      isRunning.current = false
      setKept(
        result.ok
          ? { ...further, lines: [...further.lines, ...result.value.items], next: result.value.next }
          : { ...further, next: null, failure: result.failure },
      )
    })
  }, [further, lens])
  return {
    lines: [...(start?.items ?? []), ...further.lines],
    isLoading: first.isLoading,
    hasMore: further.next !== null,
    failure: further.failure ?? first.failure,
    loadMore,
  }
}
