/** All conversations of the lens, page after page on demand. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure, Lens, ThreadInfo } from '../../../main/contract/index.ts'
import { fetchQuery, useQuery } from '../../shared/query/index.ts'

const PAGE_THREADS = 500

export interface Threads {
  readonly items: readonly ThreadInfo[] | undefined
  readonly failure: Failure | null
  readonly hasMore: boolean
  readonly loadMore: () => void
  readonly reload: () => void
}

export function useThreads(lens: Lens, text: string): Threads {
  const first = useQuery('threads.list', { lens, text, cursor: null, limit: PAGE_THREADS })
  const [more, setMore] = useState<{ readonly items: readonly ThreadInfo[]; readonly next: string | null } | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  // Further pages belong to the first page that they continue.
  useEffect(() => setMore(null), [first.data])
  const next = more === null ? (first.data?.next ?? null) : more.next
  const loadMore = useCallback(() => {
    if (next === null) return
    void fetchQuery('threads.list', { lens, text, cursor: next, limit: PAGE_THREADS }).then((result) => {
      if (result.ok) setMore((known) => ({ items: [...(known?.items ?? []), ...result.value.items], next: result.value.next }))
      else setFailure(result.failure)
    })
  }, [lens, text, next])
  const items = first.data === undefined ? undefined : [...first.data.items, ...(more?.items ?? [])]
  return { items, failure: first.failure ?? failure, hasMore: next !== null, loadMore, reload: first.reload }
}
