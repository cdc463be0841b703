/** The virtual list of hits. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useImperativeHandle, useMemo, useRef, type Ref } from 'react'
import type { RecordLine } from '../../../main/contract/index.ts'
import { useSourceLabel } from '../../shared/caseContext.tsx'
import { openInspector } from '../../shared/inspectorPane.ts'
import { useBookmarkedKeys } from '../../shared/exhibit/index.ts'
import { useKeys } from '../../shared/keys/index.ts'
import { useSelection, useView } from '../../shared/lens/index.ts'
import { FailedState } from '../../shared/ui/index.ts'
import { searchWords as words } from '../../shared/wording/search.ts'
import { HitRow } from './HitRow.tsx'
import styles from './search.module.css'
import { numberDigits } from './searchNumbers.ts'
import { parseTerms } from './searchTerms.ts'
import type { Hits } from './useHits.ts'

const ROW_PX = 48
const NEAR_END_ROWS = 30

export interface HitListHandle {
  /** Takes the focus and selects the first hit; without `isFirst`, leaves a hit that is selected already. */
  readonly go: (isFirst: boolean) => void
}

export interface HitListProps {
  readonly ref: Ref<HitListHandle>
  readonly hits: Hits
  readonly items: readonly RecordLine[]
  readonly typed: string
  readonly onUse: () => void
}

export function HitList({ ref, hits, items, typed, onUse }: HitListProps) {
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
  const selectedIndex = useMemo(() => items.findIndex(({ key }) => key === selectedKey), [items, selectedKey])
  usePlace(scroller, typed, () => {
    if (selectedIndex < 0) return
    virtual.scrollToIndex(selectedIndex, { align: 'center' })
    // Coming back to the hits, the keys go on where they were; a field that is being typed in keeps the focus.
    if (document.activeElement === document.body) scroller.current?.focus()
  })
  const choose = (index: number): void => {
    const at = Math.max(0, Math.min(items.length - 1, index))
    const line = items[at]
    if (line === undefined) return
    onUse()
    select(line.key)
    virtual.scrollToIndex(at)
  }
  const go = (isFirst: boolean): void => {
    scroller.current?.focus()
    choose(isFirst ? 0 : selectedIndex)
  }
  useImperativeHandle(ref, () => ({ go }))
  const showInPlace = useShowInPlace()
  useHitKeys(items, selectedIndex, choose, showInPlace)
  const isSelectedDrawn = rows.some(({ index }) => index === selectedIndex)
  return (
    <div
      ref={scroller}
      className={styles.hits}
      role="listbox"
      tabIndex={0}
      aria-label={words.hits}
      aria-busy={hits.isStale}
      data-testid="search-hits"
      aria-activedescendant={isSelectedDrawn && selectedKey !== null ? `hit-${selectedKey}` : undefined}
    >
      <div role="presentation" className={styles.canvas} style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const line = items[index]
          return line === undefined ? null : (
            <HitRow
              key={line.key}
              line={line}
              topPx={start}
              terms={terms}
              digits={digits}
              isSelected={line.key === selectedKey}
              isBookmarked={starred.has(line.key)}
              sourceLabel={sourceLabel(line.sourceId)}
              onSelect={() => choose(index)}
              onOpen={() => showInPlace(line)}
            />
          )
        })}
      </div>
      {hits.isLoadingMore && <div className={styles.more}>{words.loadingMore}</div>}
      {hits.moreFailure !== null && <FailedState title={words.moreFailed} failure={hits.moreFailure} onRetry={hits.reload} />}
    </div>
  )
}

/** Another search begins at its top; hits that are shown again begin where they were left. */
function usePlace(scroller: React.RefObject<HTMLDivElement | null>, typed: string, returnToSelected: () => void): void {
  const shown = useRef<string | null>(null)
  const latest = useRef(returnToSelected)
  useEffect(() => {
    latest.current = returnToSelected
  })
  useEffect(() => {
    if (shown.current === null) latest.current()
    else if (shown.current !== typed) scroller.current?.scrollTo({ top: 0 })
    shown.current = typed
  }, [scroller, typed])
}

/** Shows a record where it belongs. */
function useShowInPlace(): (line: RecordLine) => void {
  const { show } = useView()
  const { select } = useSelection()
  return (line) => {
    select(line.key)
    if (line.threadId !== null) show('conversations')
    else if (line.position !== null) show('map')
    else show('timeline')
  }
}

function useHitKeys(
  items: readonly RecordLine[],
  index: number,
  choose: (index: number) => void,
  showInPlace: (line: RecordLine) => void,
): void {
  const { group, next, previous, open, place } = words.keys
  const inspect = (): void => {
    choose(index)
    openInspector()
  }
  const showSelected = (): void => {
    const line = items[index]
    if (line !== undefined) showInPlace(line)
  }
  useKeys([
    { keys: 'j', words: next, group, run: () => choose(index + 1) },
    { keys: 'k', words: previous, group, run: () => choose(index - 1) },
    { keys: 'ArrowDown', words: next, group, run: () => choose(index + 1) },
    { keys: 'ArrowUp', words: previous, group, run: () => choose(index - 1) },
    { keys: 'Enter', words: open, group, run: inspect },
    { keys: 'Shift+Enter', words: place, group, run: showSelected },
  ])
}
