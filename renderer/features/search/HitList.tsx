/** The virtual list of hits. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef } from 'react'
import type { RecordLine } from '../../../main/contract/index.ts'
import { useSourceLabel } from '../../shared/caseContext.tsx'
import { useKeys } from '../../shared/keys/index.ts'
import { useSelection, useView } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { searchWords as words } from '../../shared/wording/search.ts'
import { onGoToFirstHit } from './goToFirstHit.ts'
import { HitRow } from './HitRow.tsx'
import styles from './search.module.css'
import { numberDigits, parseTerms } from './searchTerms.ts'
import type { Hits } from './useHits.ts'

const ROW_PX = 48
const NEAR_END_ROWS = 30

export interface HitListProps {
  readonly hits: Hits
  readonly items: readonly RecordLine[]
  readonly typed: string
  readonly onUse: () => void
}

export function HitList({ hits, items, typed, onUse }: HitListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const { selectedKey, select } = useSelection()
  const sourceLabel = useSourceLabel()
  const starred = useBookmarkedKeys()
  const { terms, digits } = useMemo(() => ({ terms: parseTerms(typed), digits: numberDigits(typed) }), [typed])
  const virtual = useVirtualizer({ count: items.length, getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 8 })
  const rows = virtual.getVirtualItems()
  const last = rows.at(-1)?.index ?? 0
  const { loadMore } = hits
  useEffect(() => {
    if (last >= items.length - NEAR_END_ROWS) loadMore()
  }, [last, items.length, loadMore])
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
  }, [typed])
  const choose = (index: number): void => {
    const line = items[Math.max(0, Math.min(items.length - 1, index))]
    if (line === undefined) return
    onUse()
    select(line.key)
    virtual.scrollToIndex(items.indexOf(line))
  }
  useHitKeys(items, selectedKey, choose, scroller)
  const open = useOpen()
  return (
    <div
      ref={scroller} className={styles.hits} role="listbox" tabIndex={0} aria-label={words.hits} data-testid="search-hits"
      aria-activedescendant={selectedKey === null ? undefined : `hit-${selectedKey}`}
    >
      <div role="presentation" className={styles.canvas} style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const line = items[index]
          return line === undefined ? null : (
            <HitRow
              key={line.key} line={line} topPx={start} terms={terms} digits={digits} isSelected={line.key === selectedKey} isBookmarked={starred.has(line.key)}
              sourceLabel={sourceLabel(line.sourceId)} onSelect={() => choose(index)} onOpen={() => open(line)}
            />
          )
        })}
      </div>
      {hits.isLoadingMore && <div className={styles.more}>{words.loadingMore}</div>}
    </div>
  )
}

/** Shows a record where it belongs. */
function useOpen(): (line: RecordLine) => void {
  const { show } = useView()
  const { select } = useSelection()
  return (line) => {
    select(line.key)
    if (line.threadId !== null) show('conversations')
    else if (line.position !== null) show('map')
    else show('timeline')
  }
}

function useHitKeys(items: readonly RecordLine[], selectedKey: number | null, choose: (index: number) => void, scroller: React.RefObject<HTMLDivElement | null>): void {
  const open = useOpen()
  const index = items.findIndex(({ key }) => key === selectedKey)
  const latest = useRef({ index, choose })
  latest.current = { index, choose }
  useEffect(() => onGoToFirstHit(() => {
    scroller.current?.focus()
    latest.current.choose(Math.max(0, latest.current.index))
  }), [scroller])
  const { group, next, previous, open: openWords } = words.keys
  const openSelected = (): void => {
    const line = items[index]
    if (line === undefined) choose(0)
    else open(line)
  }
  useKeys([
    { keys: 'j', words: next, group, run: () => choose(index + 1) },
    { keys: 'k', words: previous, group, run: () => choose(index - 1) },
    { keys: 'ArrowDown', words: next, group, run: () => choose(index + 1) },
    { keys: 'ArrowUp', words: previous, group, run: () => choose(index - 1) },
    { keys: 'Enter', words: openWords, group, run: openSelected },
  ])
}

function useBookmarkedKeys(): ReadonlySet<number> {
  const { data } = useQuery('bookmark.list', {})
  return useMemo(() => new Set((data ?? []).map(({ bookmark }) => bookmark.key)), [data])
}
