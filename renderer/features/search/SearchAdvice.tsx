import { SearchIcon } from '@blueprintjs/icons'
import { searchWords as words } from '../../shared/wording/search.ts'
import styles from './search.module.css'

/** Before a search: how it works, and what was searched before. */
export function SearchAdvice({ recent, onSearch }: { readonly recent: readonly string[]; readonly onSearch: (text: string) => void }) {
  return (
    <div className={styles.advice} data-state="empty">
      <SearchIcon size={28} className={styles.adviceIcon ?? ''} />
      <h2>{words.emptyTitle}</h2>
      <p>{words.emptyText}</p>
      <ul>
        {words.advice.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {recent.length > 0 && (
        <>
          <h3>{words.recent}</h3>
          <div className={styles.recent}>
            {recent.map((text) => (
              <button key={text} type="button" className={styles.facet} onClick={() => onSearch(text)}>
                <bdi>{text}</bdi>
              </button>
            ))}
          </div>
        </>
      )}
    </div>
  )
}
