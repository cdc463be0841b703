/** Pages of identities, those with most records first. */
import { useCallback, useState } from 'react'
import type { Failure, IdentityInfo, Page } from '../../../main/contract/index.ts'
import { fetchQuery, useQuery } from '../../shared/query/index.ts'

const PAGE_ROWS = 200

export interface Identities {
  readonly items: readonly IdentityInfo[] | undefined
  readonly hasMore: boolean
  readonly failure: Failure | null
  readonly loadMore: () => void
  readonly reload: () => void
}

interface More {
  readonly of: Page<IdentityInfo>
  readonly items: readonly IdentityInfo[]
  readonly next: string | null
}

export function useIdentities(text: string, unassignedOnly: boolean): Identities {
  const first = useQuery('people.identities', { text, unassignedOnly, cursor: null, limit: PAGE_ROWS })
  const [stored, setMore] = useState<More | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isLoading, setIsLoading] = useState(false)
  const page = first.data
  // Further pages continue one certain first page.
  const more = page !== undefined && stored?.of === page ? stored : null
  const next = more === null ? (first.data?.next ?? null) : more.next
  const loadMore = useCallback(() => {
    if (next === null || isLoading || first.isStale || page === undefined) return
    setIsLoading(true)
    void fetchQuery('people.identities', { text, unassignedOnly, cursor: next, limit: PAGE_ROWS }).then((result) => {
      setIsLoading(false)
      if (result.ok) setMore({ of: page, items: [...(more?.items ?? []), ...result.value.items], next: result.value.next })
      else setFailure(result.failure)
    })
  }, [text, unassignedOnly, next, isLoading, first.isStale, page, more])
  return {
    items: first.data === undefined ? undefined : [...first.data.items, ...(more?.items ?? [])],
    hasMore: next !== null,
    failure: first.failure ?? failure,
    loadMore,
    reload: first.reload,
  }
}
