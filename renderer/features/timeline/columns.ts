/** Columns of the list and their widths, kept for the next start. Pure but for the storage. */
import { timelineWords } from '../../shared/wording/timeline.ts'

export type ColumnId = 'star' | 'kind' | 'time' | 'parties' | 'text' | 'source' | 'state'
export type ColumnWidths = Readonly<Partial<Record<ColumnId, number>>>

export interface Column {
  readonly id: ColumnId
  readonly title: string
  /** Width in pixels; null takes the room that is left. */
  readonly widthPx: number | null
  readonly isResizable: boolean
}

export const COLUMNS: readonly Column[] = [
  { id: 'star', title: '', widthPx: 28, isResizable: false },
  { id: 'kind', title: '', widthPx: 28, isResizable: false },
  { id: 'time', title: timelineWords.columns.time, widthPx: 176, isResizable: true },
  { id: 'parties', title: timelineWords.columns.parties, widthPx: 240, isResizable: true },
  { id: 'text', title: timelineWords.columns.text, widthPx: null, isResizable: false },
  { id: 'source', title: timelineWords.columns.source, widthPx: 150, isResizable: true },
  { id: 'state', title: timelineWords.columns.state, widthPx: 84, isResizable: true },
]

const MIN_WIDTH_PX = 48
const STORAGE_KEY = 'corroborate.timeline.columns'

/** Value for `grid-template-columns`. */
export function gridTemplate(widths: ColumnWidths): string {
  return COLUMNS.map(({ id, widthPx, isResizable }) => {
    if (widthPx === null) return 'minmax(110px, 1fr)'
    const chosen = widths[id] ?? widthPx
    // Names and sources give way before the text does; a width that the user set stays.
    const isFirm = !isResizable || id === 'time' || widths[id] !== undefined
    return isFirm ? `${chosen}px` : `minmax(${Math.round(chosen * 0.45)}px, ${chosen}px)`
  }).join(' ')
}

export function resized(widths: ColumnWidths, id: ColumnId, px: number): ColumnWidths {
  return { ...widths, [id]: Math.max(MIN_WIDTH_PX, Math.round(px)) }
}

export function readWidths(): ColumnWidths {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(STORAGE_KEY) ?? '{}')
    if (value === null || typeof value !== 'object') return {}
    return Object.fromEntries(
      Object.entries(value).filter(([id, px]) => COLUMNS.some((column) => column.id === id) && typeof px === 'number'),
    )
  } catch {
    return {}
  }
}

export function keepWidths(widths: ColumnWidths): void {
  window.localStorage.setItem(STORAGE_KEY, JSON.stringify(widths))
}
