/** The virtual list of exhibits: heights as measured, dragged by a handle, moved by keys. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState, type DragEvent, type ReactNode } from 'react'
import type { ExhibitCard, ExhibitId, ListedExhibit } from '../../../main/contract/index.ts'
import { FailedState } from '../../shared/ui/index.ts'
import { exhibitListWords as words } from '../../shared/wording/exhibitList.ts'
import type { Move } from './exhibitModel.ts'
import type { RowActions } from './ExhibitRow.tsx'
import { useCards } from './useCards.ts'

export interface ExhibitListProps {
  readonly items: readonly ListedExhibit[]
  /** Whom a drag takes along: the chosen ones, when the dragged one is among them. */
  readonly chosen: ReadonlySet<ExhibitId>
  readonly canArrange: boolean
  readonly arrange: (move: Move) => void
  readonly row: (exhibit: ListedExhibit, card: ExhibitCard | undefined, drag: Pick<RowActions, 'startDrag' | 'endDrag'>) => ReactNode
  /** Gives the list's way of bringing an exhibit on the screen. */
  readonly scrollTo: { current: ((id: ExhibitId) => void) | null }
}

export function ExhibitList({ items, chosen, canArrange, arrange, row, scrollTo }: ExhibitListProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [dropIndex, setDropIndex] = useState<number | null>(null)
  const dragged = useRef<readonly ExhibitId[]>([])
  const ids = items.map(({ id }) => id)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 84,
    overscan: 6,
    getItemKey: (index) => items[index]?.id ?? index,
    paddingStart: 12,
    paddingEnd: 12,
    gap: 6,
  })
  const rows = virtual.getVirtualItems()
  const cards = useCards(ids, rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0)
  scrollTo.current = (id) => virtual.scrollToIndex(ids.indexOf(id), { align: 'auto' })
  const endDrag = (): void => {
    dragged.current = []
    setDropIndex(null)
  }
  const startDrag = (id: ExhibitId, event: DragEvent): void => {
    dragged.current = chosen.has(id) ? ids.filter((each) => chosen.has(each)) : [id]
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', id)
    const article = document.getElementById(`exhibit-${id}`)
    if (article !== null) event.dataTransfer.setDragImage(article, 12, 12)
  }
  const onDragOver = (index: number, event: DragEvent<HTMLElement>): void => {
    if (dragged.current.length === 0 || !canArrange) return
    event.preventDefault()
    const { top, height } = event.currentTarget.getBoundingClientRect()
    setDropIndex(event.clientY < top + height / 2 ? index : index + 1)
  }
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    if (dropIndex !== null && dragged.current.length > 0) arrange({ ids: dragged.current, before: ids[dropIndex] ?? null })
    endDrag()
  }
  return (
    <div ref={scroller} className="evidence-body" data-testid="exhibit-list" onDrop={onDrop}>
      {cards.failure !== null && <FailedState failure={cards.failure} onRetry={cards.reload} />}
      <div role="list" aria-label={words.list} className="exhibit-canvas" style={{ height: virtual.getTotalSize() }}>
        {rows.map(({ index, start, key }) => {
          const exhibit = items[index]
          return exhibit === undefined ? null : (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              role="listitem"
              className="exhibit-place"
              data-drop={dropIndex === index ? 'before' : dropIndex === items.length && index === items.length - 1 ? 'after' : undefined}
              style={{ transform: `translateY(${start}px)` }}
              onDragOver={(event) => onDragOver(index, event)}
            >
              {row(exhibit, cards.of(exhibit.id), { startDrag, endDrag })}
            </div>
          )
        })}
      </div>
    </div>
  )
}
