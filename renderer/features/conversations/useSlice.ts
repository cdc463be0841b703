/** A part of a conversation that is to be kept as an exhibit: its first and its last message. */
import { useState } from 'react'
import type { RecordLine } from '../../../main/contract/index.ts'
import { useAddExhibit } from '../../shared/exhibit/index.ts'
import { useKeys } from '../../shared/keys/index.ts'
import { useSelection } from '../../shared/lens/index.ts'
import { conversationWords } from '../../shared/wording/conversations.ts'
import { partKeys } from './conversationItems.ts'

const words = conversationWords.keys

export interface SliceApi {
  readonly isOpen: boolean
  /** Whether a record is selected that could be taken. */
  readonly isReady: boolean
  readonly first: RecordLine | null
  readonly last: RecordLine | null
  /** Why it cannot be kept; null when it can, or when an end is not chosen yet. */
  readonly problem: 'otherThread' | 'noThread' | null
  readonly isRunning: boolean
  readonly begin: () => void
  readonly setFirst: () => void
  readonly setLast: () => void
  readonly keep: () => void
  readonly end: () => void
}

/** `lines` are those on the screen: what is selected is taken from them, so that keys pressed quickly take what they mean. */
export function useSlice(lines: readonly RecordLine[], title: string): SliceApi {
  const [isOpen, setIsOpen] = useState(false)
  const [first, setFirst] = useState<RecordLine | null>(null)
  const [last, setLast] = useState<RecordLine | null>(null)
  const { add, isRunning } = useAddExhibit()
  const { selectedKey } = useSelection()
  const selected = lines.find((line) => line.key === selectedKey || partKeys(line).includes(selectedKey ?? Number.NaN)) ?? null
  const end = (): void => {
    setIsOpen(false)
    setFirst(null)
    setLast(null)
  }
  const take = (set: (line: RecordLine) => void) => (): void => {
    if (selected === null) return
    setIsOpen(true)
    set(selected)
  }
  const problem = problemOf(first, last)
  const keep = async (): Promise<void> => {
    if (first === null || last === null || first.threadId === null || problem !== null) return
    const target = { kind: 'slice', threadId: first.threadId, fromKey: first.key, toKey: last.key } as const
    if ((await add(target, conversationWords.slice.label(title))) !== null) end()
  }
  const { group } = words
  useKeys([
    { keys: '[', words: words.sliceFirst, group, run: take(setFirst) },
    { keys: ']', words: words.sliceLast, group, run: take(setLast) },
  ])
  return {
    isOpen,
    isReady: selected !== null,
    first,
    last,
    problem,
    isRunning,
    begin: () => {
      setIsOpen(true)
      if (selected !== null) setFirst(selected)
    },
    setFirst: take(setFirst),
    setLast: take(setLast),
    keep: () => void keep(),
    end,
  }
}

function problemOf(first: RecordLine | null, last: RecordLine | null): SliceApi['problem'] {
  if (first?.threadId === null || last?.threadId === null) return 'noThread'
  return first !== null && last !== null && first.threadId !== last.threadId ? 'otherThread' : null
}
