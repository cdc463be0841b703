/** What was open in this view, while the window is open. Nothing of it is written to disk. */
import type { EntryId } from './threadGroups.ts'

export type ListMode = 'thread' | 'person'

interface Remembered {
  readonly casePath: string
  readonly mode: ListMode
  readonly openId: EntryId | null
}

let kept: Remembered | null = null

export function remembered(casePath: string): Remembered {
  return kept?.casePath === casePath ? kept : { casePath, mode: 'thread', openId: null }
}

export function remember(next: Remembered): void {
  kept = next
}
