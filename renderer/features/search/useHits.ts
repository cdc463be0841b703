/** Pages of hits, the newest first. Never more than what was scrolled to. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Failure, Lens, Page, RecordLine } from '../../../main/contract/index.ts'
import { fetchQuery, useQuery } from '../../shared/query/index.ts'

const PAGE_ROWS = 150

export interface Hits {
  readonly items: readonly RecordLine[] | undefined
  /** The search itself failed: nothing can be shown. */
  readonly failure: Failure | null
  /** Further rows failed: what was read stays. */
  readonly moreFailure: Failure | null
  /** True when `items` answer an earlier search, or are being renewed. */
  readonly isStale: boolean
  readonly isLoadingMore: boolean
  readonly loadMore: () => void
  readonly reload: () => void
}

interface Further {
  /** The search and its first page, which these rows continue. */
  readonly of: { readonly lens: Lens; readonly page: Page<RecordLine> } | null
  readonly items: readonly RecordLine[]
  readonly next: string | null
  readonly isLoading: boolean
  readonly failure: Failure | null
}

const NO_FURTHER: Further = { of: null, items: [], next: null, isLoading: false, failure: null }

/** A bookmark renews the first page; while it holds the same records, what follows it holds too. */
function continues({ of }: Further, lens: Lens, page: Page<RecordLine>): boolean {
  if (of === null || of.lens !== lens) return false
  return (
    of.page === page ||
    (of.page.next === page.next &&
      of.page.items.length === page.items.length &&
      of.page.items.every(({ key }, index) => key === page.items[index]?.key))
  )
}

export function useHits(lens: Lens, isEnabled: boolean): Hits {
  const query = useQuery('timeline.page', { lens, cursor: null, limit: PAGE_ROWS, descending: true }, { isEnabled })
  const first = query.data
  const [stored, setFurther] = useState<Further>(NO_FURTHER)
  const further = useMemo(
    (): Further => (first !== undefined && continues(stored, lens, first) ? stored : { ...NO_FURTHER, next: first?.next ?? null }),
    [first, lens, stored],
  )
  const latest = useRef({ first, further, lens, isStale: query.isStale })
  useEffect(() => {
    latest.current = { first, further, lens, isStale: query.isStale }
  })
  const load = useCallback(async (isRetry: boolean): Promise<void> => {
    const { first: page, further: known, lens: asked, isStale } = latest.current
    if (page === undefined || known.next === null || known.isLoading || isStale || (known.failure !== null && !isRetry)) return
    const loading: Further = { ...known, of: { lens: asked, page }, isLoading: true, failure: null }
    latest.current = { ...latest.current, further: loading }
    setFurther(loading)
    const result = await fetchQuery('timeline.page', { lens: asked, cursor: known.next, limit: PAGE_ROWS, descending: true })
    setFurther((current) => {
      if (current !== loading) return current
      if (!result.ok) return { ...loading, isLoading: false, failure: result.failure }
      return { ...loading, isLoading: false, items: [...loading.items, ...result.value.items], next: result.value.next }
    })
  }, [])
  const items = useMemo(
    () => (first === undefined || !isEnabled ? undefined : [...first.items, ...further.items]),
    [first, further.items, isEnabled],
  )
  const { reload } = query
  return {
    items,
    failure: query.failure,
    moreFailure: further.failure,
    isStale: query.isStale,
    isLoadingMore: further.isLoading,
    loadMore: useCallback(() => void load(false), [load]),
    reload: useCallback(() => (latest.current.further.failure === null ? reload() : void load(true)), [load, reload]),
  }
}
