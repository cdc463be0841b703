/** The import that is running or has just ended, for all who show it. */
import { useSyncExternalStore } from 'react'
import type { ImportProgress } from '../../../main/contract/index.ts'
import { bridge } from '../bridge/index.ts'

export interface ImportState {
  readonly latest: ImportProgress
  readonly isRunning: boolean
}

const ENDED: ReadonlySet<ImportProgress['stage']> = new Set<ImportProgress['stage']>(['finished', 'failed', 'cancelled'])

let state: ImportState | null = null
let isStarted = false
const listeners = new Set<() => void>()

function set(latest: ImportProgress | null): void {
  state = latest === null ? null : { latest, isRunning: !ENDED.has(latest.stage) }
  for (const listener of listeners) listener()
}

/** Asks once for what runs already; after that the events tell. */
function start(): void {
  if (isStarted) return
  isStarted = true
  bridge.on('import.progress', set)
  bridge.on('case.changed', ({ what }) => {
    // How an import ended belongs to the case in which it ran.
    if (what === 'opened' || what === 'closed') dismissImport()
  })
  bridge.invoke('import.status', {}).then(
    (result) => {
      if (result.ok && result.value !== null && state === null && !ENDED.has(result.value.stage)) set(result.value)
    },
    () => {},
  )
}

function subscribe(listener: () => void): () => void {
  start()
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Null when nothing was imported since the start. */
export function useImport(): ImportState | null {
  return useSyncExternalStore(subscribe, () => state)
}

/** Takes the ended import off the screen. */
export function dismissImport(): void {
  if (state !== null && !state.isRunning) set(null)
}
