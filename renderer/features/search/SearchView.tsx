import { SearchIcon } from '@blueprintjs/icons'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Lens } from '../../../main/contract/index.ts'
import { useCase } from '../../shared/caseContext.tsx'
import { useLens, WHOLE_CASE } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { EmptyState, FailedState, LoadingState } from '../../shared/ui/index.ts'
import { searchWords as words } from '../../shared/wording/search.ts'
import { Facets } from './Facets.tsx'
import { HitList, type HitListHandle } from './HitList.tsx'
import { NothingFound } from './NothingFound.tsx'
import { recentSearches, rememberedState, rememberSearch, rememberState, type SearchState } from './remembered.ts'
import styles from './search.module.css'
import { SearchAdvice } from './SearchAdvice.tsx'
import { SearchBar } from './SearchBar.tsx'
import { useFacets } from './useFacets.ts'
import { useHits } from './useHits.ts'
import { useSettled } from './useSettled.ts'

/** Where is this said? */
export function SearchView() {
  const { sources } = useCase()
  if (sources.length > 0) return <Search />
  return (
    <div className={styles.view} data-testid="search-view" data-text="" data-total="">
      <h1 className={styles.heading}>{words.heading}</h1>
      <EmptyState icon={<SearchIcon size={32} />} title={words.caseEmptyTitle}>
        {words.caseEmptyText}
      </EmptyState>
    </div>
  )
}

function Search() {
  const { path: casePath } = useCase()
  const { filter, parts } = useLens()
  const [state, setState] = useState<SearchState>(() => {
    const before = rememberedState(casePath)
    return before.text === '' ? { ...before, text: filter.text } : before
  })
  const { text, isWhole, kinds, sources } = state
  const patch = (part: Partial<SearchState>): void => setState((known) => ({ ...known, ...part }))
  useEffect(() => rememberState(casePath, state), [casePath, state])
  const { settled: wanted, settle } = useSettled(text)
  const isAsked = wanted !== ''
  const isNarrowed = parts.some((part) => part !== 'text')
  const base = useMemo((): Lens => ({ ...(isWhole ? WHOLE_CASE : filter), text: wanted }), [filter, isWhole, wanted])
  const lens = useMemo(
    (): Lens => ({ ...base, kinds: kinds.length > 0 ? kinds : base.kinds, sources: sources.length > 0 ? sources : base.sources }),
    [base, kinds, sources],
  )
  const hits = useHits(lens, isAsked)
  const count = useQuery('timeline.count', { lens }, { isEnabled: isAsked })
  const facets = useFacets(base, kinds, sources, isAsked)
  const total = isAsked && !count.isStale && count.failure === null ? (count.data?.inLens ?? null) : null
  const items = isAsked && hits.failure === null ? hits.items : undefined
  const remember = useCallback(() => rememberSearch(casePath, wanted), [casePath, wanted])
  const { list, goWhenFound, forgetGoing } = useGoingToHits(
    items !== undefined && !hits.isStale && wanted === text.trim(),
    items?.length ?? 0,
  )
  const type = (next: string): void => {
    forgetGoing()
    patch({ text: next })
    if (next === '') settle('')
  }
  const search = (next: string): void => {
    patch({ text: next })
    settle(next)
    rememberSearch(casePath, next)
    goWhenFound()
  }
  const onEnter = (): void => (wanted === text.trim() && list.current !== null && !hits.isStale ? list.current.go(false) : search(text))
  return (
    <div
      className={styles.view}
      data-testid="search-view"
      data-text={wanted}
      data-total={total ?? ''}
      data-stale={isAsked && (total === null || hits.isStale)}
    >
      <h1 className={styles.heading}>{words.heading}</h1>
      <SearchBar
        text={text}
        setText={type}
        onEnter={onEnter}
        onDown={() => list.current?.go(false)}
        onUse={remember}
        lens={lens}
        isAsked={isAsked}
        total={total}
        hasFailed={count.failure !== null}
        scope={isNarrowed ? { isWhole, setIsWhole: (next) => patch({ isWhole: next }) } : null}
      />
      {isAsked && facets !== null && (
        <Facets
          facets={facets}
          kinds={kinds}
          setKinds={(next) => patch({ kinds: next })}
          sources={sources}
          setSources={(next) => patch({ sources: next })}
        />
      )}
      {filter.text !== '' && filter.text !== wanted && isAsked && <p className={styles.note}>{words.lensTextNote(filter.text)}</p>}
      {isAsked && hits.failure !== null && <FailedState failure={hits.failure} onRetry={hits.reload} />}
      {!isAsked && <SearchAdvice recent={recentSearches(casePath)} onSearch={search} />}
      {isAsked && hits.failure === null && (items === undefined || (items.length === 0 && hits.isStale)) && (
        <LoadingState words={words.searching} />
      )}
      {items?.length === 0 && !hits.isStale && (
        <NothingFound
          text={wanted}
          isInLens={isNarrowed && !isWhole}
          searchWhole={() => patch({ isWhole: true })}
          hasFacets={kinds.length + sources.length > 0}
          clearFacets={() => patch({ kinds: [], sources: [] })}
        />
      )}
      {items !== undefined && items.length > 0 && <HitList ref={list} hits={hits} items={items} typed={wanted} onUse={remember} />}
    </div>
  )
}

interface GoingToHits {
  readonly list: React.RefObject<HitListHandle | null>
  /** Goes to the first hit as soon as the search is answered. */
  readonly goWhenFound: () => void
  readonly forgetGoing: () => void
}

/** From the field to the hits, which may not be there yet when Enter is pressed. */
function useGoingToHits(isAnswered: boolean, hitCount: number): GoingToHits {
  const list = useRef<HitListHandle>(null)
  const isGoing = useRef(false)
  useEffect(() => {
    if (!isGoing.current || !isAnswered) return
    isGoing.current = false
    if (hitCount > 0) list.current?.go(true)
  })
  const setGoing = (next: boolean): void => {
    isGoing.current = next
  }
  return { list, goWhenFound: () => setGoing(true), forgetGoing: () => setGoing(false) }
}
