import { Button } from '@blueprintjs/core'
import { ChatIcon } from '@blueprintjs/icons'
import { useDeferredValue, useState } from 'react'
import { useCase } from '../../shared/caseContext.tsx'
import { useLens } from '../../shared/lens/index.ts'
import { EmptyState, FailedState, LoadingState, SplitPane } from '../../shared/ui/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import { shellWords } from '../../shared/wording/shell.ts'
import { Conversation } from './Conversation.tsx'
import styles from './conversations.module.css'
import { ThreadList } from './ThreadList.tsx'
import { useOpenEntry } from './useOpenEntry.ts'
import { useThreads, type Threads } from './useThreads.ts'

const words = conversationWords.list

/** What did they say? */
export function ConversationsView() {
  const { filter } = useLens()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text)
  const threads = useThreads(filter, wanted)
  return (
    <div className={styles.view} data-testid="conversations-view">
      {threads.items === undefined && threads.failure !== null && <FailedState failure={threads.failure} onRetry={threads.reload} />}
      {threads.items === undefined && threads.failure === null && <LoadingState />}
      {threads.items !== undefined && <Conversations threads={threads} items={threads.items} text={text} setText={setText} />}
    </div>
  )
}

interface ConversationsProps {
  readonly threads: Threads
  readonly items: NonNullable<Threads['items']>
  readonly text: string
  readonly setText: (text: string) => void
}

function Conversations({ threads, items, text, setText }: ConversationsProps) {
  const { sources } = useCase()
  const open = useOpenEntry(items)
  if (sources.length === 0)
    return (
      <EmptyState icon={<ChatIcon size={32} />} title={words.emptyTitle}>
        {words.emptyText}
      </EmptyState>
    )
  return (
    <SplitPane
      placement="left"
      initialPx={300}
      minPx={220}
      maxPx={460}
      label={words.width}
      storageKey="conversations"
      side={<ThreadList open={open} threads={threads} text={text} setText={setText} />}
      main={<Shown open={open} isFiltered={text !== ''} />}
    />
  )
}

function Shown({ open, isFiltered }: { readonly open: ReturnType<typeof useOpenEntry>; readonly isFiltered: boolean }) {
  const { isEmpty, clear } = useLens()
  const { entry, isSettled, selected } = open
  if (!isSettled) return <LoadingState />
  if (entry !== null) return <Conversation key={entry.id} entry={entry} selected={selected} isCounted={!isFiltered} />
  if (isFiltered) return <EmptyState title={words.noneFoundTitle}>{words.noneFoundText}</EmptyState>
  if (isEmpty)
    return (
      <EmptyState icon={<ChatIcon size={32} />} title={words.emptyTitle}>
        {words.emptyText}
      </EmptyState>
    )
  return (
    <EmptyState title={words.noneTitle} action={<Button onClick={clear}>{shellWords.lens.clear}</Button>}>
      {words.noneText}
    </EmptyState>
  )
}
