/** All conversations of the lens, page after page on demand. */
import { useCallback, useState } from 'react'
import type { Failure, Lens, Page, ThreadInfo } from '../../../main/contract/index.ts'
import { fetchQuery, useQuery } from '../../shared/query/index.ts'

const PAGE_THREADS = 500

export interface Threads {
  readonly items: readonly ThreadInfo[] | undefined
  readonly failure: Failure | null
  readonly hasMore: boolean
  readonly loadMore: () => void
  readonly reload: () => void
}

interface More {
  readonly of: Page<ThreadInfo>
  readonly items: readonly ThreadInfo[]
  readonly next: string | null
}

export function useThreads(lens: Lens, text: string): Threads {
  const first = useQuery('threads.list', { lens, text, cursor: null, limit: PAGE_THREADS })
  const [stored, setMore] = useState<More | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const page = first.data
  // Further pages continue one certain first page.
  const more = page !== undefined && stored?.of === page ? stored : null
  const next = more === null ? (first.data?.next ?? null) : more.next
  const loadMore = useCallback(() => {
    if (next === null || page === undefined) return
    void fetchQuery('threads.list', { lens, text, cursor: next, limit: PAGE_THREADS }).then((result) => {
      if (result.ok) setMore({ of: page, items: [...(more?.items ?? []), ...result.value.items], next: result.value.next })
      else setFailure(result.failure)
    })
  }, [lens, text, next, page, more])
  const items = first.data === undefined ? undefined : [...first.data.items, ...(more?.items ?? [])]
  return { items, failure: first.failure ?? failure, hasMore: next !== null, loadMore, reload: first.reload }
}
