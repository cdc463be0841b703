/** One conversation, or everything between two people: head, note about the lens, messages. */
import { useEffect, useMemo, useState } from 'react'
import type { RecordLine } from '../../../main/contract/index.ts'
import { useCaseZone } from '../../shared/caseContext.tsx'
import { useLens, WHOLE_CASE } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { EmptyState, FailedState, LoadingState } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import { ConversationHead } from './ConversationHead.tsx'
import styles from './conversations.module.css'
import { conversationItems, type ItemSettings } from './conversationItems.ts'
import { LensNote } from './LensNote.tsx'
import { MessageList } from './MessageList.tsx'
import { pairSource, threadSource, type MessageSource } from './messageSource.ts'
import type { ListEntry } from './threadGroups.ts'
import { useJump } from './useJump.ts'
import { SliceBar } from './SliceBar.tsx'
import { useMessageWindow } from './useMessageWindow.ts'
import { useSlice } from './useSlice.ts'

const words = conversationWords.message

export interface ConversationProps {
  readonly entry: ListEntry
  /** The selected record when it is a part of this conversation. */
  readonly selected: RecordLine | null
  /** False while the list is filtered by a name and the numbers in the lens may not be known. */
  readonly isCounted: boolean
}

function useSource(entry: ListEntry, isWhole: boolean): MessageSource {
  const { filter, isEmpty } = useLens()
  const lens = isWhole || isEmpty ? null : filter
  return useMemo(
    () =>
      entry.type === 'thread' ? threadSource(entry.thread.id, lens) : pairSource([entry.pair.right.entity, entry.pair.left.entity], lens),
    [entry, lens],
  )
}

/** Titles of the groups whose messages may stand among those of two people. */
function useGroupTitles(isPair: boolean): ReadonlyMap<number, string> {
  const { data } = useQuery('threads.list', { lens: WHOLE_CASE, text: '', cursor: null, limit: 1000 }, { isEnabled: isPair })
  return useMemo(() => new Map((data?.items ?? []).filter(({ kind }) => kind === 'group').map(({ id, title }) => [id, title])), [data])
}

function isGroupMessage({ threadId, to, kind }: RecordLine, groups: ReadonlyMap<number, string>): boolean {
  return kind === 'message' && threadId !== null && (groups.has(threadId) || to.length > 1)
}

const titleOf = (entry: ListEntry): string =>
  entry.type === 'thread' ? entry.thread.title : words.titleOfPair(entry.pair.left.name, entry.pair.right.name)

export function Conversation({ entry, selected, isCounted }: ConversationProps) {
  const { filter, isEmpty } = useLens()
  const zone = useCaseZone()
  const [isWhole, setIsWhole] = useState(false)
  const [hasGroups, setHasGroups] = useState(false)
  const isPair = entry.type === 'pair'
  const source = useSource(entry, isWhole)
  const groups = useGroupTitles(isPair)
  const { jump, start } = useJump(source, selected, !isWhole && !isEmpty ? () => setIsWhole(true) : null)
  const api = useMessageWindow(source, start)
  const { window } = api
  const slice = useSlice(window.items, titleOf(entry))
  const rightEntity = isPair ? entry.pair.right.entity : null
  const items = useMemo(() => {
    const settings: ItemSettings = { zone, rightEntity, hasCopies: isPair }
    const lines = isPair && !hasGroups ? window.items.filter((line) => !isGroupMessage(line, groups)) : window.items
    return conversationItems(lines, settings)
  }, [window.items, zone, rightEntity, isPair, hasGroups, groups])
  const { loadOlder } = api
  const isOnlyGroups = items.length === 0 && window.items.length > 0 && window.older !== null && window.status === 'ready'
  useEffect(() => {
    if (isOnlyGroups) loadOlder()
  }, [isOnlyGroups, loadOlder])
  const isOtherPair =
    isPair &&
    filter.pair !== null &&
    !isWhole &&
    !(filter.pair.includes(entry.pair.left.entity) && filter.pair.includes(entry.pair.right.entity))
  return (
    <section className={styles.conversation} data-testid="conversation">
      <ConversationHead
        entry={entry}
        hasGroups={hasGroups}
        setHasGroups={isPair ? setHasGroups : null}
        keepPart={slice.isOpen ? null : slice.begin}
      />
      {slice.isOpen && <SliceBar slice={slice} />}
      {!isEmpty && <LensNote entry={entry} isWhole={isWhole} setIsWhole={setIsWhole} isCounted={isCounted} />}
      {window.failure !== null && <FailedState failure={window.failure} onRetry={() => api.open(start)} />}
      {isOtherPair && <EmptyState title={words.noneTitle}>{words.noneOtherPair}</EmptyState>}
      {!isOtherPair && items.length > 0 && (
        <MessageList
          items={items}
          api={api}
          selected={start}
          onJump={jump}
          groups={groups}
          isNarrowed={!isEmpty && !isWhole}
          isPair={isPair}
          slice={slice.isOpen ? [slice.first?.key ?? null, slice.last?.key ?? null] : null}
        />
      )}
      {!isOtherPair && items.length === 0 && window.status === 'opening' && <LoadingState />}
      {!isOtherPair && items.length === 0 && window.status !== 'opening' && window.failure === null && (
        <EmptyState title={words.noneTitle}>{isEmpty ? undefined : words.noneInLens}</EmptyState>
      )}
    </section>
  )
}
