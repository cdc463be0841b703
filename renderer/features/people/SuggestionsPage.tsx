/** The queue of suggestions: one after the other, by keyboard. */
import { Button, SegmentedControl } from '@blueprintjs/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef, useState } from 'react'
import type { MergeSuggestion, PersonInfo } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { useKeys } from '../../shared/keys/index.ts'
import { useSelection } from '../../shared/lens/index.ts'
import { useCall, useQuery } from '../../shared/query/index.ts'
import { Answer, EmptyState, FailedState, notify } from '../../shared/ui/index.ts'
import { peopleWords } from '../../shared/wording/people.ts'
import styles from './people.module.css'
import { shownName } from './personFacts.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { PeoplePage } from './remembered.ts'
import { SuggestionCard } from './SuggestionCard.tsx'

const words = peopleWords.suggestions

export interface SuggestionsPageProps {
  readonly open: readonly MergeSuggestion[]
  readonly persons: readonly PersonInfo[]
  readonly show: (page: PeoplePage) => void
}

export function SuggestionsPage({ open, persons, show }: SuggestionsPageProps) {
  const [status, setStatus] = useState<MergeSuggestion['status']>('open')
  const others = useQuery('people.suggestions', { status }, { isEnabled: status !== 'open' })
  return (
    <div className={styles.page}>
      <header className={styles.pageHead}>
        <div>
          <h2>{words.title}</h2>
          <p className="is-small is-quiet">{words.intro}</p>
        </div>
        <SegmentedControl
          small
          value={status}
          onValueChange={(value) => setStatus(value as MergeSuggestion['status'])}
          aria-label={words.statusLabel}
          options={(['open', 'accepted', 'rejected'] as const).map((value) => ({
            value,
            label: value === 'open' && open.length > 0 ? `${words.status.open} ${formatCount(open.length)}` : words.status[value],
          }))}
        />
      </header>
      {status === 'open' &&
        (open.length === 0 ? (
          <EmptyState
            title={words.noneOpenTitle}
            action={<Button onClick={() => show({ type: 'identities' })}>{words.showIdentities}</Button>}
          >
            {words.noneOpenText}
          </EmptyState>
        ) : (
          <Queue suggestions={open} persons={persons} />
        ))}
      {status !== 'open' && (
        <Answer query={others}>
          {(found) =>
            found.length === 0 ? (
              <EmptyState title={words.status[status]}>{words.noneOther}</EmptyState>
            ) : (
              <Queue key={status} suggestions={found} persons={persons} />
            )
          }
        </Answer>
      )}
    </div>
  )
}

function Queue({ suggestions, persons }: { readonly suggestions: readonly MergeSuggestion[]; readonly persons: readonly PersonInfo[] }) {
  const scroller = useRef<HTMLDivElement>(null)
  const [currentId, setCurrentId] = useState<number | null>(null)
  const [lastIndex, setLastIndex] = useState(0)
  const [rejecting, setRejecting] = useState<MergeSuggestion | null>(null)
  const { select } = useSelection()
  const accept = useCall('people.accept')
  const found = suggestions.findIndex(({ id }) => id === currentId)
  // What is accepted or rejected leaves the queue: the next one takes its place.
  const index = found >= 0 ? found : Math.min(lastIndex, suggestions.length - 1)
  const current = suggestions[index]
  const virtual = useVirtualizer({
    count: suggestions.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 190,
    overscan: 4,
    getItemKey: (each) => suggestions[each]?.id ?? each,
    scrollPaddingStart: 12,
    scrollPaddingEnd: 12,
    paddingStart: 12,
    gap: 10,
  })
  const go = (next: number): void => {
    const bounded = Math.max(0, Math.min(suggestions.length - 1, next))
    setCurrentId(suggestions[bounded]?.id ?? null)
    setLastIndex(bounded)
    virtual.scrollToIndex(bounded, { align: 'start' })
  }
  const acceptOne = async (suggestion: MergeSuggestion): Promise<void> => {
    setLastIndex(suggestions.indexOf(suggestion))
    const result = await accept.run({ suggestionId: suggestion.id })
    if (result.ok) notify(words.accepted(result.value.name))
  }
  const { group, next, previous, accept: acceptWords, reject, open } = peopleWords.keys
  const isOpen = current?.status === 'open'
  const selectEvidence = (): void => select(current?.evidenceKeys[0] ?? null)
  useKeys([
    { keys: 'j', words: next, group, run: () => go(index + 1) },
    { keys: 'k', words: previous, group, run: () => go(index - 1) },
    { keys: 'ArrowDown', words: next, group, run: () => go(index + 1) },
    { keys: 'ArrowUp', words: previous, group, run: () => go(index - 1) },
    {
      keys: 'a',
      words: acceptWords,
      group,
      run: () => {
        if (current !== undefined && isOpen && !accept.isRunning) void acceptOne(current)
      },
    },
    {
      keys: 'x',
      words: reject,
      group,
      run: () => {
        if (current !== undefined && isOpen) setRejecting(current)
      },
    },
    { keys: 'Enter', words: open, group, run: selectEvidence },
  ])
  return (
    <>
      {accept.failure !== null && <FailedState failure={accept.failure} />}
      <div ref={scroller} className={styles.scroll}>
        <div role="list" aria-label={words.list} className={styles.canvas} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index: each, start, key }) => {
            const suggestion = suggestions[each]
            return suggestion === undefined ? null : (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={each}
                role="listitem"
                className={styles.queueItem}
                style={{ transform: `translateY(${start}px)` }}
              >
                <SuggestionCard
                  suggestion={suggestion}
                  persons={persons}
                  isCurrent={each === index}
                  isBusy={accept.isRunning}
                  onChoose={() => go(each)}
                  onAccept={() => void acceptOne(suggestion)}
                  onReject={() => setRejecting(suggestion)}
                />
              </div>
            )
          })}
        </div>
      </div>
      {rejecting !== null && (
        <RejectDialog suggestion={rejecting} close={() => setRejecting(null)} onRejected={() => setLastIndex(index)} />
      )}
    </>
  )
}

function RejectDialog({
  suggestion,
  close,
  onRejected,
}: {
  readonly suggestion: MergeSuggestion
  readonly close: () => void
  readonly onRejected: () => void
}) {
  const reject = useCall('people.reject')
  const run = async (reason: string): Promise<void> => {
    onRejected()
    if (!(await reject.run({ suggestionId: suggestion.id, reason })).ok) return
    notify(words.rejected)
    close()
  }
  return (
    <ReasonDialog
      title={words.rejectTitle}
      action={words.reject}
      failure={reject.failure}
      isRunning={reject.isRunning}
      close={close}
      onReason={(reason) => void run(reason)}
    >
      <p>{words.rejectText(shownName(suggestion.a), shownName(suggestion.b))}</p>
    </ReasonDialog>
  )
}
