import { SearchIcon } from '@blueprintjs/icons'
import { Button } from '@blueprintjs/core'
import { useEffect, useMemo, useState } from 'react'
import type { Lens, RecordKind } from '../../../main/contract/index.ts'
import { useCase } from '../../shared/caseContext.tsx'
import { useLens, WHOLE_CASE } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { EmptyState, FailedState, LoadingState } from '../../shared/ui/index.ts'
import { searchWords as words } from '../../shared/wording/search.ts'
import { Facets } from './Facets.tsx'
import { HitList } from './HitList.tsx'
import { rememberedSearch, rememberSearch, rememberText } from './remembered.ts'
import styles from './search.module.css'
import { SearchAdvice } from './SearchAdvice.tsx'
import { SearchBar } from './SearchBar.tsx'
import { useFacets } from './useFacets.ts'
import { useHits } from './useHits.ts'

const TYPING_MS = 200

/** The text once typing has paused, so that half a word is not searched in millions of records. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** Where is this said? */
export function SearchView() {
  const { path: casePath, sources: caseSources } = useCase()
  const { filter, parts } = useLens()
  const [text, setText] = useState(() => rememberedSearch(casePath).text || filter.text)
  const [isWhole, setIsWhole] = useState(false)
  const [kinds, setKinds] = useState<readonly RecordKind[]>([])
  const [sources, setSources] = useState<readonly number[]>([])
  const wanted = useSettled(text).trim()
  const isNarrowed = parts.some((part) => part !== 'text')
  const base = useMemo((): Lens => ({ ...(isWhole ? WHOLE_CASE : filter), text: wanted }), [filter, isWhole, wanted])
  const lens = useMemo((): Lens => ({ ...base, kinds: kinds.length > 0 ? kinds : base.kinds, sources: sources.length > 0 ? sources : base.sources }), [base, kinds, sources])
  const isAsked = wanted !== ''
  const hits = useHits(lens, isAsked)
  const count = useQuery('timeline.count', { lens }, { isEnabled: isAsked })
  const facets = useFacets(base, kinds, sources, isAsked)
  useEffect(() => rememberText(casePath, text), [casePath, text])
  const search = (next: string): void => {
    setText(next)
    rememberSearch(casePath, next)
  }
  if (caseSources.length === 0) return <div className={styles.view} data-testid="search-view"><EmptyState icon={<SearchIcon size={32} />} title={words.caseEmptyTitle}>{words.caseEmptyText}</EmptyState></div>
  const isNothing = isAsked && hits.items?.length === 0 && hits.failure === null
  return (
    <div className={styles.view} data-testid="search-view">
      <SearchBar
        text={text} setText={setText} onUse={() => rememberSearch(casePath, text)} lens={lens} isAsked={isAsked}
        total={isAsked && !count.isStale ? (count.data?.inLens ?? null) : null} scope={isNarrowed ? { isWhole, setIsWhole } : null}
      />
      {isAsked && facets !== null && <Facets counts={facets} kinds={kinds} setKinds={setKinds} sources={sources} setSources={setSources} />}
      {filter.text !== '' && filter.text !== wanted && isAsked && <p className={styles.note}>{words.lensTextNote(filter.text)}</p>}
      {hits.failure !== null && <FailedState failure={hits.failure} onRetry={hits.reload} />}
      {!isAsked && <SearchAdvice recent={rememberedSearch(casePath).recent} onSearch={search} />}
      {isAsked && hits.items === undefined && hits.failure === null && <LoadingState />}
      {isNothing && <NothingFound isInLens={isNarrowed && !isWhole} searchWhole={() => setIsWhole(true)} />}
      {isAsked && hits.items !== undefined && hits.items.length > 0 && <HitList hits={hits} items={hits.items} typed={wanted} onUse={() => rememberSearch(casePath, wanted)} />}
    </div>
  )
}

function NothingFound({ isInLens, searchWhole }: { readonly isInLens: boolean; readonly searchWhole: () => void }) {
  return (
    <div className={styles.advice} data-state="empty">
      <h2>{words.noneTitle}</h2>
      {isInLens && <p>{words.noneLens} <Button size="small" onClick={searchWhole}>{words.searchWhole}</Button></p>}
      <ul>{words.adviceNone.map((each) => <li key={each}>{each}</li>)}</ul>
    </div>
  )
}
