/** Short messages that go away by themselves: "copied". Never the only place where a failure is told. */
import { useSyncExternalStore } from 'react'

interface Notice {
  readonly id: number
  readonly text: string
}

const SHOWN_MS = 4000
let notices: readonly Notice[] = []
let nextId = 1
const listeners = new Set<() => void>()

function set(next: readonly Notice[]): void {
  notices = next
  for (const listener of listeners) listener()
}

export function notify(text: string): void {
  const notice = { id: nextId++, text }
  set([...notices, notice])
  setTimeout(() => set(notices.filter(({ id }) => id !== notice.id)), SHOWN_MS)
}

/** Copies and says so. */
export async function copyText(text: string, words: string): Promise<void> {
  await navigator.clipboard.writeText(text)
  notify(words)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where the messages are shown; once, in the shell. */
export function Notices() {
  const shown = useSyncExternalStore(subscribe, () => notices)
  return (
    <div className="ui-notices" role="status" aria-live="polite">
      {shown.map(({ id, text }) => (
        <div key={id} className="ui-notice">
          {text}
        </div>
      ))}
    </div>
  )
}
