/** The list of conversations: by conversation as the apps keep them, or merged by person. */
import { Button, SegmentedControl } from '@blueprintjs/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { formatCount } from '../../shared/format/index.ts'
import { useKeys } from '../../shared/keys/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import styles from './conversations.module.css'
import { EntryRow } from './EntryRow.tsx'
import type { ListMode } from './remembered.ts'
import type { OpenEntry } from './useOpenEntry.ts'
import type { Threads } from './useThreads.ts'

const words = conversationWords.list
const keyWords = conversationWords.keys
const ROW_PX = 66

export interface ThreadListProps {
  readonly open: OpenEntry
  readonly threads: Threads
  readonly text: string
  readonly setText: (text: string) => void
}

export function ThreadList({ open, threads, text, setText }: ThreadListProps) {
  const { mode, setMode, entries } = open
  const field = useRef<HTMLInputElement>(null)
  useKeys([{ keys: 'Shift+F', words: keyWords.filter, group: keyWords.group, run: () => field.current?.focus() }])
  return (
    <div className={styles.list}>
      <div className={styles.listHead}>
        <SegmentedControl
          small
          fill
          value={mode}
          onValueChange={(next) => setMode(next as ListMode)}
          aria-label={words.modeLabel}
          options={[
            { label: words.byThread, value: 'thread' },
            { label: words.byPerson, value: 'person' },
          ]}
        />
        <input
          ref={field}
          className="bp6-input"
          type="text"
          dir="auto"
          value={text}
          placeholder={words.filter}
          aria-label={words.filter}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              setText('')
              event.currentTarget.blur()
            }
          }}
        />
        <span className="is-small is-faint is-figures">
          {mode === 'thread'
            ? words.shown(formatCount(entries.length), entries.length === 1)
            : words.pairsShown(formatCount(entries.length))}
        </span>
      </div>
      <Entries {...open} />
      {entries.length === 0 && text !== '' && <p className={styles.listNone}>{words.noneFoundTitle}</p>}
      {threads.hasMore && (
        <Button size="small" variant="minimal" onClick={threads.loadMore}>
          {words.more}
        </Button>
      )}
    </div>
  )
}

function Entries({ entries, entry, openEntry }: OpenEntry) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
    getItemKey: (index) => entries[index]?.id ?? index,
  })
  const openIndex = entries.findIndex(({ id }) => id === entry?.id)
  const step = (by: number): void => {
    const next = entries[Math.max(0, Math.min(entries.length - 1, openIndex + by))]
    if (next !== undefined) openEntry(next.id)
  }
  useEffect(() => {
    if (openIndex >= 0) virtual.scrollToIndex(openIndex)
  }, [openIndex, virtual])
  useKeys([
    { keys: ']', words: keyWords.nextThread, group: keyWords.group, run: () => step(1) },
    { keys: '[', words: keyWords.previousThread, group: keyWords.group, run: () => step(-1) },
  ])
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    step(event.key === 'ArrowDown' ? 1 : -1)
  }
  return (
    <div
      ref={scroller}
      className={styles.entries}
      role="listbox"
      tabIndex={0}
      aria-label={words.label}
      onKeyDown={onKeyDown}
      aria-activedescendant={entry === null ? undefined : `entry-${entry.id}`}
    >
      <div role="presentation" className={styles.canvas} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const each = entries[index]
          return each === undefined ? null : (
            <EntryRow key={each.id} entry={each} topPx={start} isOpen={index === openIndex} onOpen={openEntry} />
          )
        })}
      </div>
    </div>
  )
}
