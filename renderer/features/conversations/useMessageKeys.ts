/** Keys of the messages: next, previous, bookmark, open. */
import { useState } from 'react'
import { useKeys } from '../../shared/keys/index.ts'
import { useCall } from '../../shared/query/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import { partKeys, type ConversationItem } from './conversationItems.ts'

const words = conversationWords.keys

export interface MessageKeys {
  readonly items: readonly ConversationItem[]
  readonly selectedKey: number | null
  readonly select: (key: number) => void
  readonly starred: ReadonlySet<number>
  readonly onJump: (key: number) => void
  /** Item at the lower edge of the screen, from which the keys start when nothing is selected. */
  readonly lastShownIndex: number
}

/** Gives the keys of the messages whose earlier texts were unfolded by the keyboard. */
export function useMessageKeys({ items, selectedKey, select, starred, onJump, lastShownIndex }: MessageKeys): ReadonlySet<number> {
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set())
  const set = useCall('bookmark.set')
  const remove = useCall('bookmark.remove')
  const lines = items.flatMap((item) => (item.type === 'line' ? [item.line] : []))
  const selectedIndex = lines.findIndex((line) => line.key === selectedKey || partKeys(line).includes(selectedKey ?? Number.NaN))
  const step = (by: number): void => {
    const shown = items[lastShownIndex]
    const from = selectedIndex >= 0 ? selectedIndex + by : shown?.type === 'line' ? lines.indexOf(shown.line) : lines.length - 1
    const next = lines[Math.max(0, Math.min(lines.length - 1, from))]
    if (next !== undefined) select(next.key)
  }
  const open = (): void => {
    const line = lines[selectedIndex]
    if (line === undefined) return
    const replyTo = line.message?.replyToKey ?? null
    if (replyTo !== null) return onJump(replyTo)
    const next = new Set(unfolded)
    if (!next.delete(line.key)) next.add(line.key)
    setUnfolded(next)
  }
  const bookmark = (): void => {
    if (selectedKey === null) return
    void (starred.has(selectedKey) ? remove.run({ key: selectedKey }) : set.run({ key: selectedKey, note: '', tags: [] }))
  }
  const { group } = words
  useKeys([
    { keys: 'j', words: words.next, group, run: () => step(1) },
    { keys: 'k', words: words.previous, group, run: () => step(-1) },
    { keys: 'b', words: words.bookmark, group, run: bookmark },
    { keys: 'Enter', words: words.open, group, run: open },
  ])
  return unfolded
}
