/**
 * The stretch of the timeline that is loaded: grows at both ends by pages, never jumps by offset. Pure.
 *
 * Downwards the service's own cursor leads on. Upwards, after a jump into the middle, the records before the first one come
 * from a descending page that ends with the moment of that record; those already loaded are left out by their key.
 */
import type { Failure, Page, RecordLine } from '../../../main/contract/index.ts'

export interface UpwardEdge {
  /** Exclusive end of the descending pages, UTC ms; null when the window begins with undated records. */
  readonly toMs: number | null
  /** Cursor of the descending pages, null for the first of them. */
  readonly cursor: string | null
}

export interface RecordWindow {
  readonly items: readonly RecordLine[]
  /** Cursor for more below, or null at the end. */
  readonly next: string | null
  /** How to get more above, or null at the start. */
  readonly above: UpwardEdge | null
  /** Rows put in front since the window began, so that a list can keep its place. */
  readonly prependedCount: number
  readonly status: 'opening' | 'ready' | 'loading-below' | 'loading-above'
  readonly failure: Failure | null
  /** Counts the windows: another number means other rows. */
  readonly generation: number
}

export type WindowAction =
  | { readonly type: 'open' }
  | { readonly type: 'opened'; readonly generation: number; readonly page: Page<RecordLine>; readonly isFromStart: boolean }
  | { readonly type: 'load-below' }
  | { readonly type: 'below'; readonly generation: number; readonly page: Page<RecordLine> }
  | { readonly type: 'load-above' }
  | { readonly type: 'above'; readonly generation: number; readonly page: Page<RecordLine> }
  | { readonly type: 'failed'; readonly generation: number; readonly failure: Failure }

export const EMPTY_WINDOW: RecordWindow = {
  items: [],
  next: null,
  above: null,
  prependedCount: 0,
  status: 'opening',
  failure: null,
  generation: 0,
}

function edgeAbove(items: readonly RecordLine[]): UpwardEdge {
  const firstMs = items[0]?.time.utcMs ?? null
  return { toMs: firstMs === null ? null : firstMs + 1, cursor: null }
}

function withAbove(window: RecordWindow, page: Page<RecordLine>): RecordWindow {
  const known = new Set(window.items.map(({ key }) => key))
  const fresh = page.items.filter(({ key }) => !known.has(key)).reverse()
  return {
    ...window,
    items: [...fresh, ...window.items],
    above: page.next === null || window.above === null ? null : { ...window.above, cursor: page.next },
    prependedCount: window.prependedCount + fresh.length,
    status: 'ready',
  }
}

export function windowReducer(window: RecordWindow, action: WindowAction): RecordWindow {
  // Answers to an earlier lens or jump come too late to matter.
  if ('generation' in action && action.generation !== window.generation) return window
  switch (action.type) {
    // The rows stay on the screen until the first page of the new window is there.
    case 'open':
      return { ...window, status: 'opening', failure: null, generation: window.generation + 1 }
    case 'opened':
      return {
        ...window,
        items: action.page.items,
        next: action.page.next,
        above: action.isFromStart ? null : edgeAbove(action.page.items),
        prependedCount: 0,
        status: 'ready',
      }
    case 'load-below':
      return { ...window, status: 'loading-below', failure: null }
    case 'below':
      return { ...window, items: [...window.items, ...action.page.items], next: action.page.next, status: 'ready' }
    case 'load-above':
      return { ...window, status: 'loading-above', failure: null }
    case 'above':
      return withAbove(window, action.page)
    case 'failed':
      return { ...window, status: 'ready', failure: action.failure }
  }
}
