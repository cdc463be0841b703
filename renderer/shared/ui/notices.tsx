/** Short messages that go away by themselves: "copied". Never the only place where a failure is told. */
import { useSyncExternalStore } from 'react'
import { commonWords } from '../wording/common.ts'

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

/**
 * Copies and says so, or says that it failed. Both doors deny all permissions, the clipboard's too, so the text goes there
 * as a user's own copy would: from a selected field.
 */
export function copyText(text: string, words: string): void {
  const field = document.createElement('textarea')
  field.value = text
  field.className = 'is-only-heard'
  field.setAttribute('aria-hidden', 'true')
  const focused = document.activeElement
  // Inside a dialog, only a field of the dialog can take the focus.
  const parent = focused?.closest('[role="dialog"]') ?? document.body
  parent.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (focused instanceof HTMLElement) focused.focus()
  notify(isCopied ? words : commonWords.copyFailed)
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
