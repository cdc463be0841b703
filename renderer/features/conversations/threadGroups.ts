/** The list of conversations, as the apps keep them or merged per person across apps and phones. Pure. */
import type { Party, ThreadInfo } from '../../../main/contract/index.ts'

/** All one-to-one conversations between the same two, whatever app or phone they come from. */
export interface PairGroup {
  readonly id: string
  /** Owner of an examined phone, shown on the right. */
  readonly right: Party
  readonly left: Party
  readonly threads: readonly ThreadInfo[]
  readonly inLens: number
  readonly messages: number
  readonly lastMs: number | null
  readonly lastText: string
  readonly services: readonly string[]
  readonly sourceIds: readonly number[]
}

export type ListEntry =
  | { readonly type: 'thread'; readonly id: string; readonly thread: ThreadInfo }
  | { readonly type: 'pair'; readonly id: string; readonly pair: PairGroup }

/** `t12` or `p3-p6`. */
export type EntryId = string

export function threadEntry(thread: ThreadInfo): ListEntry {
  return { type: 'thread', id: `t${thread.id}`, thread }
}

/** The two people of a one-to-one conversation, or null for groups and for conversations whose two sides are not both known. */
export function pairOf({
  kind,
  owner,
  participants,
}: ThreadInfo): { readonly id: string; readonly owner: Party; readonly other: Party } | null {
  const [other, ...more] = participants
  if (kind === 'group' || kind === 'broadcast' || owner === null || other === undefined || more.length > 0 || other.entity === owner.entity)
    return null
  return { id: [owner.entity, other.entity].toSorted().join('-'), owner, other }
}

/** Conversations merged per pair of people; groups stay as they are. The newest comes first. */
export function groupByPerson(threads: readonly ThreadInfo[]): readonly ListEntry[] {
  const pairs = new Map<string, ThreadInfo[]>()
  const others: ListEntry[] = []
  for (const thread of threads) {
    const pair = pairOf(thread)
    if (pair === null) others.push(threadEntry(thread))
    else pairs.set(pair.id, [...(pairs.get(pair.id) ?? []), thread])
  }
  const merged = [...pairs].map(([id, members]): ListEntry => ({ type: 'pair', id, pair: mergePair(id, members) }))
  return [...merged, ...others].toSorted((a, b) => (lastMsOf(b) ?? -Infinity) - (lastMsOf(a) ?? -Infinity) || a.id.localeCompare(b.id))
}

const lastMsOf = (entry: ListEntry): number | null => (entry.type === 'pair' ? entry.pair.lastMs : entry.thread.lastMs)

function mergePair(id: string, members: readonly ThreadInfo[]): PairGroup {
  // The phone that was added first decides who stands on the right when both phones were examined.
  const ordered = members.toSorted((a, b) => a.sourceId - b.sourceId || a.id - b.id)
  const sides = ordered.map(pairOf).find((pair) => pair !== null)
  if (sides === undefined || sides === null) throw new Error('A pair has no conversation')
  const newest = members.toSorted((a, b) => (b.lastMs ?? -Infinity) - (a.lastMs ?? -Infinity))[0]
  return {
    id,
    right: sides.owner,
    left: sides.other,
    threads: ordered,
    inLens: members.reduce((sum, { inLens }) => sum + inLens, 0),
    messages: members.reduce((sum, { messages }) => sum + messages, 0),
    lastMs: newest?.lastMs ?? null,
    lastText: newest?.lastText ?? '',
    services: [...new Set(ordered.map(({ service }) => service))],
    sourceIds: [...new Set(ordered.map(({ sourceId }) => sourceId))],
  }
}

/** The entry that shows a conversation in the given list: itself, or the pair that it was merged into. */
export function entryOfThread(entries: readonly ListEntry[], threadId: number): ListEntry | null {
  return (
    entries.find((entry) =>
      entry.type === 'thread' ? entry.thread.id === threadId : entry.pair.threads.some(({ id }) => id === threadId),
    ) ?? null
  )
}
