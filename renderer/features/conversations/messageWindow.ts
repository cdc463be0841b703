/** The stretch of a conversation that is loaded: grows at both ends by pages. Pure. */
import type { Failure, RecordLine } from '../../../main/contract/index.ts'

/** Lines, oldest first, with the way on at both ends; null where the conversation ends. */
export interface Chunk {
  readonly items: readonly RecordLine[]
  readonly older: string | null
  readonly newer: string | null
}

export interface MessageWindow extends Chunk {
  readonly status: 'opening' | 'ready' | 'loading-older' | 'loading-newer'
  readonly failure: Failure | null
  /** Counts the windows: answers for an earlier one come too late to matter. */
  readonly generation: number
}

export type MessageWindowAction =
  | { readonly type: 'open'; readonly generation: number; readonly isOther: boolean }
  | { readonly type: 'opened'; readonly generation: number; readonly chunk: Chunk }
  | { readonly type: 'load-older' }
  | { readonly type: 'load-newer' }
  | { readonly type: 'older'; readonly generation: number; readonly chunk: Chunk }
  | { readonly type: 'newer'; readonly generation: number; readonly chunk: Chunk }
  | { readonly type: 'failed'; readonly generation: number; readonly failure: Failure }

export const EMPTY_MESSAGE_WINDOW: MessageWindow = { items: [], older: null, newer: null, status: 'opening', failure: null, generation: 0 }

/** Lines that are not there yet; a page may repeat its edge after a change of the case. */
function fresh(known: readonly RecordLine[], lines: readonly RecordLine[]): readonly RecordLine[] {
  const keys = new Set(known.map(({ key }) => key))
  return lines.filter(({ key }) => !keys.has(key))
}

export function messageWindowReducer(window: MessageWindow, action: MessageWindowAction): MessageWindow {
  if ('generation' in action && action.type !== 'open' && action.generation !== window.generation) return window
  switch (action.type) {
    case 'open':
      return { ...(action.isOther ? EMPTY_MESSAGE_WINDOW : window), status: 'opening', failure: null, generation: action.generation }
    case 'opened':
      return { ...window, ...action.chunk, status: 'ready' }
    case 'load-older':
      return { ...window, status: 'loading-older', failure: null }
    case 'load-newer':
      return { ...window, status: 'loading-newer', failure: null }
    case 'older':
      return { ...window, items: [...fresh(window.items, action.chunk.items), ...window.items], older: action.chunk.older, status: 'ready' }
    case 'newer':
      return { ...window, items: [...window.items, ...fresh(window.items, action.chunk.items)], newer: action.chunk.newer, status: 'ready' }
    case 'failed':
      return { ...window, status: 'ready', failure: action.failure }
  }
}
