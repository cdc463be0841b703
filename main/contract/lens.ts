/** The lens: what every view is narrowed to. Serialisable; shared by all views. */
import type { MessageKind, PositionClass, RecordKind, RecordState } from '../../parsers/model/index.ts'

export type { MessageKind, PositionClass, RecordKind, RecordState }

/** Record kinds as text, for checks of what comes through a door. */
export { LISTED_KINDS, RECORD_KINDS as RECORD_KIND_NAMES } from '../../parsers/model/index.ts'

/**
 * Somebody in the case: a person whom the analyst confirmed (`p12`) or an identity that belongs to no person yet
 * (`i34`). Graph nodes, lens people and lists all use this id.
 */
export type EntityId = `p${number}` | `i${number}`

export interface Lens {
  /** Inclusive start, UTC ms, or null. Records without a UTC time are outside any period. */
  readonly fromMs: number | null
  /** Exclusive end, UTC ms, or null. */
  readonly toMs: number | null
  /** Any of these took part (sender, recipient, caller, thread member). Empty = everybody. */
  readonly people: readonly EntityId[]
  /** Both of these took part: the rows of one edge of the graph. Null = no such limit. */
  readonly pair: readonly [EntityId, EntityId] | null
  readonly sources: readonly number[]
  readonly kinds: readonly RecordKind[]
  readonly states: readonly RecordState[]
  /** Full-text search; empty = none. Words are found as substrings in Thai, Chinese and the like. */
  readonly text: string
  readonly threadId: number | null
  /** Tags of bookmarks; empty = no limit. */
  readonly tags: readonly string[]
  readonly bookmarkedOnly: boolean
  /** West, south, east, north in degrees; null = anywhere. */
  readonly box: readonly [number, number, number, number] | null
}

export const EMPTY_LENS: Lens = {
  fromMs: null,
  toMs: null,
  people: [],
  pair: null,
  sources: [],
  kinds: [],
  states: [],
  text: '',
  threadId: null,
  tags: [],
  bookmarkedOnly: false,
  box: null,
}

/** Records that are not shown, and why: each stands in one of the two. */
export interface HiddenCounts {
  readonly outsideScope: number
  readonly privileged: number
}

/** What is not in a list or an export, as one sentence; null where nothing is hidden. */
export function hiddenSentence({ outsideScope, privileged }: HiddenCounts, what: 'left out' | 'not listed'): string | null {
  const counted = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'record' : 'records'}`
  const parts = [
    ...(outsideScope === 0 ? [] : [`${counted(outsideScope)} outside the legal scope`]),
    ...(privileged === 0 ? [] : [`${counted(privileged)} of privileged contacts`]),
  ]
  return parts.length === 0 ? null : `${parts.join(' and ')} ${outsideScope + privileged === 1 ? 'is' : 'are'} ${what}.`
}
