/** Which conversation is open: the one of the selected record, the one chosen in the list, else the newest. */
import { useRef, useState } from 'react'
import type { RecordLine, ThreadInfo } from '../../../main/contract/index.ts'
import { useCase } from '../../shared/caseContext.tsx'
import { useSelection } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { remember, remembered, type ListMode } from './remembered.ts'
import { entryOfThread, groupByPerson, threadEntry, type EntryId, type ListEntry } from './threadGroups.ts'

export interface OpenEntry {
  readonly mode: ListMode
  readonly setMode: (mode: ListMode) => void
  readonly entries: readonly ListEntry[]
  readonly entry: ListEntry | null
  readonly openEntry: (id: EntryId) => void
  /** The selected record when it is a part of the open conversation. */
  readonly selected: RecordLine | null
  /** False until it is known for the first time which conversation the selected record belongs to. Then the open one stays until the next is known. */
  readonly isSettled: boolean
}

export const entriesOf = (threads: readonly ThreadInfo[], mode: ListMode): readonly ListEntry[] =>
  mode === 'person' ? groupByPerson(threads) : threads.map(threadEntry)

function holdsThread(entry: ListEntry | null, threadId: number): boolean {
  return entry !== null && entryOfThread([entry], threadId) !== null
}

export function useOpenEntry(threads: readonly ThreadInfo[]): OpenEntry {
  const { path: casePath } = useCase()
  const [mode, setModeState] = useState<ListMode>(() => remembered(casePath).mode)
  const [openId, setOpenId] = useState<EntryId | null>(() => remembered(casePath).openId)
  const { selectedKey } = useSelection()
  const record = useQuery('record.get', { key: selectedKey ?? 0 }, { isEnabled: selectedKey !== null, keepPrevious: false })
  const line = selectedKey === null ? null : (record.data?.line ?? null)
  const threadId = line?.threadId ?? null
  // A record can be selected whose conversation the lens or the filter does not list.
  const own = useQuery('threads.get', { threadId: threadId ?? 0 }, { isEnabled: threadId !== null, keepPrevious: false })
  const entries = entriesOf(threads, mode)
  const last = useRef<ListEntry | null>(null)
  const [followedKey, setFollowedKey] = useState<number | null>(null)
  const unlisted = own.data === undefined ? null : threadEntry({ ...own.data, inLens: 0 })
  const found =
    entries.find(({ id }) => id === openId) ??
    (unlisted?.id === openId ? unlisted : null) ??
    (last.current?.id === openId ? last.current : null)
  const entry = found ?? entries[0] ?? null
  last.current = entry

  const open = (id: EntryId | null, nextMode: ListMode): void => {
    setOpenId(id)
    remember({ casePath, mode: nextMode, openId: id })
  }
  // Once per selected record, as soon as its conversation is known: what was chosen in the list afterwards stays open.
  if (line !== null && followedKey !== line.key && (threadId === null || own.data !== undefined)) {
    setFollowedKey(line.key)
    if (threadId !== null && !holdsThread(entry, threadId)) open(entryOfThread(entries, threadId)?.id ?? `t${threadId}`, mode)
  }
  const setMode = (next: ListMode): void => {
    setModeState(next)
    const shown = entry?.type === 'pair' ? entry.pair.threads.at(-1)?.id : entry?.thread.id
    open(shown === undefined ? null : (entryOfThread(entriesOf(threads, next), shown)?.id ?? null), next)
  }
  const isFollowing =
    selectedKey !== null &&
    record.failure === null &&
    (line === null || (threadId !== null && own.data === undefined && own.failure === null))
  const isOpened = threadId === null || followedKey === line?.key || holdsThread(entry, threadId)
  const wasSettled = useRef(false)
  if (!isFollowing && isOpened) wasSettled.current = true
  return {
    mode,
    setMode,
    entries,
    entry,
    openEntry: (id) => open(id, mode),
    isSettled: wasSettled.current,
    selected: line !== null && belongsTo(line, entry) ? line : null,
  }
}

function belongsTo(line: RecordLine, entry: ListEntry | null): boolean {
  if (entry === null) return false
  if (line.threadId !== null) return holdsThread(entry, line.threadId)
  if (entry.type !== 'pair' || line.kind !== 'call') return false
  const sides = new Set([entry.pair.left.entity, entry.pair.right.entity])
  return [line.from, ...line.to].filter((party) => party !== null && sides.has(party.entity)).length >= 2
}
