/** Pages of hits, the newest first. Never more than what was scrolled to. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure, Lens, RecordLine } from '../../../main/contract/index.ts'
import { fetchQuery, useQuery } from '../../shared/query/index.ts'

const PAGE_ROWS = 150

export interface Hits {
  readonly items: readonly RecordLine[] | undefined
  readonly failure: Failure | null
  readonly isLoadingMore: boolean
  readonly loadMore: () => void
  readonly reload: () => void
}

interface More {
  readonly items: readonly RecordLine[]
  readonly next: string | null
}

export function useHits(lens: Lens, isEnabled: boolean): Hits {
  const first = useQuery('timeline.page', { lens, cursor: null, limit: PAGE_ROWS, descending: true }, { isEnabled, keepPrevious: true })
  const [more, setMore] = useState<More | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isLoadingMore, setIsLoadingMore] = useState(false)
  // Further pages continue one certain first page.
  useEffect(() => {
    setMore(null)
    setFailure(null)
  }, [first.data])
  const next = more === null ? (first.data?.next ?? null) : more.next
  const loadMore = useCallback(() => {
    if (next === null || isLoadingMore || first.isStale) return
    setIsLoadingMore(true)
    void fetchQuery('timeline.page', { lens, cursor: next, limit: PAGE_ROWS, descending: true }).then((result) => {
      setIsLoadingMore(false)
      if (result.ok) setMore((known) => ({ items: [...(known?.items ?? []), ...result.value.items], next: result.value.next }))
      else setFailure(result.failure)
    })
  }, [lens, next, isLoadingMore, first.isStale])
  return {
    items: isEnabled && first.data !== undefined ? [...first.data.items, ...(more?.items ?? [])] : undefined,
    failure: first.failure ?? failure, isLoadingMore, loadMore, reload: first.reload,
  }
}
