/** Pages of identities, those with most records first. */
import { useCallback, useEffect, useState } from 'react'
import type { Failure, IdentityInfo } from '../../../main/contract/index.ts'
import { fetchQuery, useQuery } from '../../shared/query/index.ts'

const PAGE_ROWS = 200

export interface Identities {
  readonly items: readonly IdentityInfo[] | undefined
  readonly hasMore: boolean
  readonly failure: Failure | null
  readonly loadMore: () => void
  readonly reload: () => void
}

export function useIdentities(text: string, unassignedOnly: boolean): Identities {
  const first = useQuery('people.identities', { text, unassignedOnly, cursor: null, limit: PAGE_ROWS })
  const [more, setMore] = useState<{ readonly items: readonly IdentityInfo[]; readonly next: string | null } | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isLoading, setIsLoading] = useState(false)
  // Further pages continue one certain first page.
  useEffect(() => {
    setMore(null)
    setFailure(null)
  }, [first.data])
  const next = more === null ? (first.data?.next ?? null) : more.next
  const loadMore = useCallback(() => {
    if (next === null || isLoading || first.isStale) return
    setIsLoading(true)
    void fetchQuery('people.identities', { text, unassignedOnly, cursor: next, limit: PAGE_ROWS }).then((result) => {
      setIsLoading(false)
      if (result.ok) setMore((known) => ({ items: [...(known?.items ?? []), ...result.value.items], next: result.value.next }))
      else setFailure(result.failure)
    })
  }, [text, unassignedOnly, next, isLoading, first.isStale])
  return { items: first.data === undefined ? undefined : [...first.data.items, ...(more?.items ?? [])], hasMore: next !== null, failure: first.failure ?? failure, loadMore, reload: first.reload }
}
