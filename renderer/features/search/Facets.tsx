import type { RecordKind } from '../../../main/contract/index.ts'
import { useSourceLabel } from '../../shared/caseContext.tsx'
import { formatCount } from '../../shared/format/index.ts'
import { KindIcon } from '../../shared/ui/index.ts'
import { searchWords as words } from '../../shared/wording/search.ts'
import { kindWords } from '../../shared/wording/signs.ts'
import styles from './search.module.css'
import type { FacetCount, Facets as FacetState } from './useFacets.ts'

export interface FacetsProps {
  readonly facets: FacetState
  readonly kinds: readonly RecordKind[]
  readonly setKinds: (kinds: readonly RecordKind[]) => void
  readonly sources: readonly number[]
  readonly setSources: (sources: readonly number[]) => void
}

function toggled<T>(values: readonly T[], value: T): readonly T[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value]
}

/** Hits per kind and per source; a click narrows to it. Counts are exact. */
export function Facets({ facets: { counts, isStale }, kinds, setKinds, sources, setSources }: FacetsProps) {
  const sourceLabel = useSourceLabel()
  const shownKinds = [...counts.kinds].filter(([kind, count]) => count !== 0 || kinds.includes(kind))
  const shownSources = [...counts.sources].filter(([source, count]) => count !== 0 || sources.includes(source))
  if (shownKinds.length === 0 && shownSources.length === 0) return null
  return (
    <div className={styles.facets} aria-busy={isStale} data-testid="search-facets">
      <span role="group" aria-label={words.kinds} className={styles.facetGroup}>
        {shownKinds.map(([kind, count]) => (
          <Facet key={kind} isChosen={kinds.includes(kind)} count={count} isStale={isStale} onClick={() => setKinds(toggled(kinds, kind))}>
            <KindIcon kind={kind} size={12} />
            {count === 1 ? kindWords[kind].one : kindWords[kind].many}
          </Facet>
        ))}
      </span>
      {counts.sources.size > 1 && (
        <span role="group" aria-label={words.sources} className={styles.facetGroup}>
          {shownSources.map(([source, count]) => (
            <Facet
              key={source}
              isChosen={sources.includes(source)}
              count={count}
              isStale={isStale}
              onClick={() => setSources(toggled(sources, source))}
            >
              <bdi className="is-clipped">{sourceLabel(source)}</bdi>
            </Facet>
          ))}
        </span>
      )}
    </div>
  )
}

interface FacetProps {
  readonly isChosen: boolean
  readonly count: FacetCount
  /** True while the count is of an earlier search; it is not shown then. */
  readonly isStale: boolean
  readonly onClick: () => void
  readonly children: React.ReactNode
}

function Facet({ isChosen, count, isStale, onClick, children }: FacetProps) {
  const shown = isStale ? '…' : count === null ? '?' : formatCount(count)
  const title = isStale ? words.counting : count === null ? words.notCounted : words.facetTitle(formatCount(count), count === 1, isChosen)
  return (
    <button type="button" className={styles.facet} aria-pressed={isChosen} title={title} onClick={onClick}>
      {children}
      <span className={styles.facetCount}>{shown}</span>
    </button>
  )
}
