import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { Lens, RecordLine } from '../../../main/contract/index.ts'
import { useSourceLabel } from '../../shared/caseContext.tsx'
import { useSelection } from '../../shared/lens/index.ts'
import { FailedState, KindIcon, LoadingState, PartyName, RecordText, StateBadge, TimeText } from '../../shared/ui/index.ts'
import { graphWords } from '../../shared/wording/graph.ts'
import { useEdgeRows } from './useEdgeRows.ts'

const ROW_PX = 46
/** More is read when this few rows are left below. */
const AHEAD = 20

/** The records of a lens, oldest first; choosing one opens it in the inspector. */
export function EdgeRowList({ lens }: { readonly lens: Lens }) {
  const { lines, isLoading, hasMore, failure, loadMore } = useEdgeRows(lens)
  const { selectedKey, select } = useSelection()
  const sourceLabel = useSourceLabel()
  const frame = useRef<HTMLDivElement | null>(null)
  const rows = useVirtualizer({ count: lines.length, getScrollElement: () => frame.current, estimateSize: () => ROW_PX, overscan: 10 })
  const lastIndex = rows.getVirtualItems().at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && lastIndex >= lines.length - AHEAD) loadMore()
  }, [hasMore, lastIndex, lines.length, loadMore])
  if (failure !== null && lines.length === 0) return <FailedState failure={failure} />
  if (isLoading && lines.length === 0) return <LoadingState words={graphWords.edge.loadingRows} />
  if (lines.length === 0) return <p className="graph-panel-part is-faint">{graphWords.edge.none}</p>
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const index = Math.max(0, Math.min(lines.length - 1, lines.findIndex(({ key }) => key === selectedKey) + step))
    const line = lines[index]
    if (line !== undefined) select(line.key)
    rows.scrollToIndex(index, { align: 'auto' })
  }
  return (
    <div
      ref={frame}
      className="graph-rows"
      role="listbox"
      tabIndex={0}
      aria-label={graphWords.edge.rows}
      data-testid="edge-rows"
      data-loaded={lines.length}
      onKeyDown={onKeyDown}
    >
      <div className="graph-rows-space" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const line = lines[index]
          return line === undefined ? null : (
            <EdgeRow
              key={line.key}
              line={line}
              isSelected={line.key === selectedKey}
              topPx={start}
              source={sourceLabel(line.sourceId)}
              select={select}
            />
          )
        })}
      </div>
      {failure !== null && <FailedState failure={failure} />}
    </div>
  )
}

interface EdgeRowProps {
  readonly line: RecordLine
  readonly isSelected: boolean
  readonly topPx: number
  readonly source: string
  readonly select: (key: number) => void
}

function EdgeRow({ line, isSelected, topPx, source, select }: EdgeRowProps) {
  return (
    <div
      role="option"
      aria-selected={isSelected}
      className="graph-row"
      data-key={line.key}
      style={{ transform: `translateY(${topPx}px)`, height: ROW_PX }}
      onClick={() => select(line.key)}
    >
      <span className="graph-row-head">
        <KindIcon kind={line.kind} />
        <TimeText time={line.time} />
        <StateBadge state={line.state} />
        <span className="graph-row-source is-clipped" title={source}>
          {source}
        </span>
      </span>
      <span className="graph-row-text">
        <PartyName party={line.from} hasRole={false} />
        <RecordText line={line} />
      </span>
    </div>
  )
}
