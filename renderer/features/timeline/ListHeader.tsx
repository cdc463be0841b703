import type { KeyboardEvent, PointerEvent } from 'react'
import { timelineWords as words } from '../../shared/wording/timeline.ts'
import { COLUMNS, resized, type Column, type ColumnWidths } from './columns.ts'

const STEP_PX = 12

export interface ListHeaderProps {
  readonly widths: ColumnWidths
  readonly onChange: (widths: ColumnWidths) => void
}

export function ListHeader({ widths, onChange }: ListHeaderProps) {
  return (
    <div className="tl-header" role="row">
      {COLUMNS.map((column) => (
        <span key={column.id} role="columnheader" className="tl-heading" aria-label={words.columns[column.id]}>
          {column.title}
          {column.isResizable && <Handle column={column} widths={widths} onChange={onChange} />}
        </span>
      ))}
    </div>
  )
}

/** Columns right of the text grow to the left, so their handle stands at their left edge. */
function isRightOfText(column: Column): boolean {
  return COLUMNS.indexOf(column) > COLUMNS.findIndex(({ id }) => id === 'text')
}

function Handle({ column, widths, onChange }: { readonly column: Column } & ListHeaderProps) {
  const widthPx = widths[column.id] ?? column.widthPx ?? 0
  const isAtLeft = isRightOfText(column)
  const direction = isAtLeft ? -1 : 1
  const onPointerDown = (event: PointerEvent<HTMLSpanElement>): void => {
    const handle = event.currentTarget
    const startX = event.clientX
    handle.setPointerCapture(event.pointerId)
    const onMove = (move: globalThis.PointerEvent): void =>
      onChange(resized(widths, column.id, widthPx + direction * (move.clientX - startX)))
    handle.addEventListener('pointermove', onMove)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', onMove), { once: true })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    event.stopPropagation()
    onChange(resized(widths, column.id, widthPx + direction * (event.key === 'ArrowRight' ? STEP_PX : -STEP_PX)))
  }
  return (
    <span
      className="tl-handle"
      data-side={isAtLeft ? 'left' : 'right'}
      role="separator"
      aria-orientation="vertical"
      tabIndex={0}
      aria-label={words.resizeColumn(column.title)}
      aria-valuenow={widthPx}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  )
}
