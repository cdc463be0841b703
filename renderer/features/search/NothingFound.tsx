import { Button } from '@blueprintjs/core'
import { searchWords as words } from '../../shared/wording/search.ts'
import styles from './search.module.css'
import { parseTerms } from './searchTerms.ts'

export interface NothingFoundProps {
  readonly text: string
  readonly isInLens: boolean
  readonly searchWhole: () => void
  readonly hasFacets: boolean
  readonly clearFacets: () => void
}

/** What was searched where, and what could be tried. */
export function NothingFound({ text, isInLens, searchWhole, hasFacets, clearFacets }: NothingFoundProps) {
  return (
    <div className={styles.advice} data-state="empty" data-testid="search-none" role="status">
      <h2>
        {words.noneTitle} <bdi className={styles.searched}>{text}</bdi>
      </h2>
      <p>
        {isInLens ? words.noneLens : words.noneWhole}
        {hasFacets && ` ${words.noneFacets}`}
      </p>
      {(isInLens || hasFacets) && (
        <div className={styles.recent}>
          {hasFacets && (
            <Button size="small" onClick={clearFacets}>
              {words.clearFacets}
            </Button>
          )}
          {isInLens && (
            <Button size="small" onClick={searchWhole}>
              {words.searchWhole}
            </Button>
          )}
        </div>
      )}
      <ul>
        {(parseTerms(text).length === 0 ? [words.noneSearchable] : words.adviceNone).map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </div>
  )
}
