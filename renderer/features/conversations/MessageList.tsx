/** The virtual list of a conversation: heights as measured, more lines at both ends, the place kept when they come. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import type { RecordLine } from '../../../main/contract/index.ts'
import { useBookmarkedKeys } from '../../shared/exhibit/index.ts'
import { useSelection } from '../../shared/lens/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import { ConversationLine } from './ConversationLine.tsx'
import styles from './conversations.module.css'
import { partKeys, type ConversationItem } from './conversationItems.ts'
import { DayRule, GapRule, UndatedRule } from './rules.tsx'
import { useMessageKeys } from './useMessageKeys.ts'
import type { MessageWindowApi } from './useMessageWindow.ts'

const words = conversationWords.message
const NEAR_EDGE_ITEMS = 20
const ESTIMATED_PX: Readonly<Record<ConversationItem['type'], number>> = { day: 40, gap: 30, undated: 34, line: 62 }

export interface MessageListProps {
  readonly items: readonly ConversationItem[]
  readonly api: MessageWindowApi
  /** The line that is to be seen: the selected one or the target of a jump. */
  readonly selected: RecordLine | null
  readonly onJump: (key: number) => void
  readonly groups: ReadonlyMap<number, string>
  readonly isNarrowed: boolean
  readonly isPair: boolean
  /** First and last message of the part that is being chosen, or null. */
  readonly slice: readonly [first: number | null, last: number | null] | null
}

/** Place of a record: its own line, or the line that it is a part of (reactions, earlier texts). */
function indexOfKey(items: readonly ConversationItem[], key: number | null): number {
  return items.findIndex((item) => item.type === 'line' && (item.line.key === key || partKeys(item.line).includes(key ?? Number.NaN)))
}

/** Inside the part that is being chosen; while one end is missing, the other end alone. */
function isBetween(index: number, ends: readonly [number, number] | null): boolean {
  if (ends === null) return false
  const known = ends.filter((end) => end >= 0)
  return known.length > 0 && index >= Math.min(...known) && index <= Math.max(...known)
}

export function MessageList({ items, api, selected, onJump, groups, isNarrowed, isPair, slice }: MessageListProps) {
  const { window, loadOlder, loadNewer, open } = api
  const scroller = useRef<HTMLDivElement>(null)
  const { selectedKey, select } = useSelection()
  const starred = useBookmarkedKeys()
  const [placedGeneration, setPlacedGeneration] = useState(-1)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    overscan: 10,
    anchorTo: 'end',
    scrollEndThreshold: 4,
    paddingStart: 8,
    paddingEnd: 12,
    estimateSize: (index) => ESTIMATED_PX[items[index]?.type ?? 'line'],
    getItemKey: (index) => items[index]?.id ?? index,
  })
  const sliceEnds = slice === null ? null : ([indexOfKey(items, slice[0]), indexOfKey(items, slice[1])] as const)
  const isPlaced = placedGeneration === window.generation
  useEffect(() => {
    if (window.status !== 'ready' || isPlaced) return
    const index = indexOfKey(items, selected?.key ?? null)
    if (index >= 0) virtual.scrollToIndex(index, { align: 'center' })
    else virtual.scrollToIndex(items.length - 1, { align: 'end' })
    // The edges are looked at once the list stands at its place.
    const timer = setTimeout(() => setPlacedGeneration(window.generation), 80)
    return () => clearTimeout(timer)
  }, [window.status, window.generation, isPlaced, items, selected, virtual])
  const rows = virtual.getVirtualItems()
  const first = rows[0]?.index ?? 0
  const last = rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (!isPlaced) return
    if (first <= NEAR_EDGE_ITEMS) loadOlder()
    if (last >= items.length - NEAR_EDGE_ITEMS) loadNewer()
  }, [isPlaced, first, last, items.length, window.status, loadOlder, loadNewer])
  const shownKey = useRef(selected?.key ?? null)
  useEffect(() => {
    if (selected === null || shownKey.current === selected.key || window.status === 'opening') return
    shownKey.current = selected.key
    const index = indexOfKey(items, selected.key)
    if (index < 0) open(selected)
    else virtual.scrollToIndex(index, { align: 'auto' })
  }, [selected, items, window.status, open, virtual])
  const unfolded = useMessageKeys({ items, selectedKey, select, starred, onJump, lastShownIndex: last })
  return (
    <div ref={scroller} className={styles.scroll} data-testid="message-list">
      <div role="list" aria-label={words.list} className={styles.canvas} style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start, key }) => {
          const item = items[index]
          if (item === undefined) return null
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={styles.item}
              data-slice={isBetween(index, sliceEnds) ? 'true' : undefined}
              style={{ transform: `translateY(${start}px)` }}
              role="listitem"
            >
              {item.type === 'day' && <DayRule {...item} isNarrowed={isNarrowed} />}
              {item.type === 'gap' && <GapRule gapMs={item.gapMs} isNarrowed={isNarrowed} />}
              {item.type === 'undated' && <UndatedRule />}
              {item.type === 'line' && (
                <ConversationLine
                  item={item}
                  selectedKey={selectedKey}
                  isBookmarked={starred.has(item.line.key)}
                  isUnfolded={unfolded.has(item.line.key)}
                  onSelect={select}
                  onJump={onJump}
                  groupTitle={isPair && item.line.threadId !== null ? (groups.get(item.line.threadId) ?? null) : null}
                  isPair={isPair}
                />
              )}
            </div>
          )
        })}
      </div>
      {(window.status === 'loading-older' || window.status === 'loading-newer') && (
        <div className={styles.loadingMore} data-edge={window.status}>
          {words.loadingMore}
        </div>
      )}
    </div>
  )
}
