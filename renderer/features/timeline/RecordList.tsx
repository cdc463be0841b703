/** The virtual list of records: 28 px rows, columns that can be resized, more rows at both ends. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { RecordLine } from '../../../main/contract/index.ts'
import { useSourceLabel } from '../../shared/caseContext.tsx'
import { useBookmarkedKeys } from '../../shared/exhibit/index.ts'
import { useKeys } from '../../shared/keys/index.ts'
import { useSelection } from '../../shared/lens/index.ts'
import { FailedState } from '../../shared/ui/index.ts'
import { timelineWords as words } from '../../shared/wording/timeline.ts'
import { gridTemplate, keepWidths, readWidths } from './columns.ts'
import { ListHeader } from './ListHeader.tsx'
import { RecordRow } from './RecordRow.tsx'
import type { RecordWindowApi } from './useRecordWindow.ts'

const ROW_PX = 28
const HEADER_PX = 26
const NEAR_EDGE_ROWS = 40

export interface RecordListProps extends RecordWindowApi {
  readonly onOpen: (line: RecordLine) => void
}

export function RecordList({ window: records, loadAbove, loadBelow, jump, onOpen }: RecordListProps) {
  const { items } = records
  const scroller = useRef<HTMLDivElement>(null)
  const { selectedKey, select } = useSelection()
  const sourceLabel = useSourceLabel()
  const starred = useBookmarkedKeys()
  const [widths, setWidths] = useState(readWidths)
  const ruleIndex = useMemo(() => items.findIndex(({ time }) => time.utcMs === null), [items])
  const hasRule = ruleIndex > 0 || (ruleIndex === 0 && records.above !== null)
  const rowCount = items.length + (hasRule ? 1 : 0)
  const indexOfRow = (row: number): number => (hasRule && row > ruleIndex ? row - 1 : row)
  const rowOfIndex = (index: number): number => (hasRule && index >= ruleIndex ? index + 1 : index)
  const virtual = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollPaddingStart: HEADER_PX,
  })
  useKeptPlace(scroller, records.generation, records.status === 'opening', records.prependedCount)
  const rows = virtual.getVirtualItems()
  const firstRow = rows[0]?.index ?? 0
  const lastRow = rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (rowCount > 0 && lastRow >= rowCount - NEAR_EDGE_ROWS) loadBelow()
    if (firstRow <= NEAR_EDGE_ROWS) loadAbove()
  }, [firstRow, lastRow, rowCount, records.status, loadAbove, loadBelow])

  const selectIndex = (index: number): void => {
    const line = items[Math.max(0, Math.min(items.length - 1, index))]
    if (line === undefined) return
    select(line.key)
    virtual.scrollToIndex(rowOfIndex(items.indexOf(line)))
  }
  useListKeys(items, selectedKey, selectIndex, () => jump(null), onOpen)
  return (
    <div
      className="tl-list"
      role="grid"
      aria-label={words.list}
      aria-rowcount={-1}
      data-testid="timeline-list"
      aria-activedescendant={selectedKey === null ? undefined : `record-${selectedKey}`}
      tabIndex={0}
    >
      <div className="tl-scroll" ref={scroller} style={{ '--tl-columns': gridTemplate(widths) } as React.CSSProperties}>
        <ListHeader
          widths={widths}
          onChange={(next) => {
            setWidths(next)
            keepWidths(next)
          }}
        />
        <div className="tl-canvas" style={{ height: virtual.getTotalSize() }}>
          {rows.map(({ index, start }) => {
            if (hasRule && index === ruleIndex)
              return (
                <div key="undated" className="tl-rule" style={{ transform: `translateY(${start}px)` }}>
                  {words.undatedRule}
                </div>
              )
            const line = items[indexOfRow(index)]
            return line === undefined ? null : (
              <RecordRow
                key={line.key}
                line={line}
                topPx={start}
                isSelected={line.key === selectedKey}
                isBookmarked={starred.has(line.key)}
                sourceLabel={sourceLabel(line.sourceId)}
                onSelect={select}
                onOpen={onOpen}
              />
            )
          })}
        </div>
      </div>
      {records.status === 'loading-below' && <div className="tl-more is-faint">{words.loadingMore}</div>}
      {records.failure !== null && items.length > 0 && (
        <FailedState failure={records.failure} onRetry={() => jump(items[0]?.time.utcMs ?? null)} />
      )}
    </div>
  )
}

/** Rows put in front must not move what is being read; another window begins at its top. */
function useKeptPlace(
  scroller: React.RefObject<HTMLDivElement | null>,
  generation: number,
  isOpening: boolean,
  prependedCount: number,
): void {
  const before = useRef({ generation: -1, prependedCount: 0 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || isOpening) return
    if (before.current.generation !== generation) element.scrollTop = 0
    else element.scrollTop += (prependedCount - before.current.prependedCount) * ROW_PX
    before.current = { generation, prependedCount }
  }, [scroller, generation, isOpening, prependedCount])
}

function useListKeys(
  items: readonly RecordLine[],
  selectedKey: number | null,
  selectIndex: (index: number) => void,
  goToStart: () => void,
  onOpen: (line: RecordLine) => void,
): void {
  const index = (): number => items.findIndex(({ key }) => key === selectedKey)
  const { group, next, previous, first, open } = words.keys
  const openSelected = (): void => {
    const line = items[index()]
    if (line !== undefined) onOpen(line)
  }
  useKeys([
    { keys: 'j', words: next, group, run: () => selectIndex(index() + 1) },
    { keys: 'k', words: previous, group, run: () => selectIndex(index() - 1) },
    { keys: 'ArrowDown', words: next, group, run: () => selectIndex(index() + 1) },
    { keys: 'ArrowUp', words: previous, group, run: () => selectIndex(index() - 1) },
    { keys: 'Home', words: first, group, run: goToStart },
    { keys: 'Enter', words: open, group, run: openSelected },
  ])
}
