/** What stands between and around the bubbles of a conversation: day rules, gaps, runs of one sender, copies of the other phone. Pure. */
import type { EntityId, RecordLine } from '../../../main/contract/index.ts'
import { wallClock } from '../../shared/format/index.ts'

/** Silence from which on a gap is said in words. */
export const GAP_MS = 6 * 3_600_000
/** Messages of one sender within this time share one name. */
const RUN_MS = 10 * 60_000
/** Clocks of two phones differ, and deliveries take a moment. */
const COPY_MS = 15_000

/** Side on which a record stands: the examined phone's owner, somebody else, or not known. */
export type Side = 'right' | 'left' | 'middle'

export interface CopyOf {
  readonly key: number
  readonly sourceId: number
  /** How much later this one is, ms. */
  readonly laterMs: number
}

export type ConversationItem =
  | {
      readonly type: 'day'
      readonly id: string
      readonly date: string
      readonly weekday: string
      readonly zone: string
      readonly gapMs: number | null
    }
  | { readonly type: 'gap'; readonly id: string; readonly gapMs: number }
  | { readonly type: 'undated'; readonly id: string }
  | {
      readonly type: 'line'
      readonly id: string
      readonly line: RecordLine
      readonly side: Side
      readonly isFirstOfRun: boolean
      readonly copyOf: CopyOf | null
    }

export interface ItemSettings {
  readonly zone: string
  /** Who stands on the right where two people's records of several apps are merged; null: the direction as stored decides. */
  readonly rightEntity: EntityId | null
  /** True to mark a record that another phone holds as well. */
  readonly hasCopies: boolean
}

export function sideOf(line: RecordLine, rightEntity: EntityId | null): Side {
  if (rightEntity !== null) return line.from === null ? 'middle' : line.from.entity === rightEntity ? 'right' : 'left'
  if (line.direction === 'outgoing') return 'right'
  return line.direction === 'incoming' ? 'left' : 'middle'
}

/** Keys of the records that are shown as part of another line: reactions on their target, earlier texts under the edited message. */
export function foldedKeys(lines: readonly RecordLine[]): ReadonlySet<number> {
  return new Set(lines.flatMap(partKeys))
}

/** Keys of the records that a line carries beside its own. */
export function partKeys({ message }: RecordLine): readonly number[] {
  return message === null ? [] : [...message.reactions, ...message.earlierTexts].map(({ key }) => key)
}

export function conversationItems(lines: readonly RecordLine[], settings: ItemSettings): readonly ConversationItem[] {
  const folded = foldedKeys(lines)
  const copies = settings.hasCopies ? findCopies(lines) : new Map<number, CopyOf>()
  const items: ConversationItem[] = []
  let before: RecordLine | null = null
  for (const line of lines) {
    if (folded.has(line.key)) continue
    const rule = ruleBefore(before, line, settings.zone)
    if (rule !== null) items.push(rule)
    const isFirstOfRun = rule !== null || before === null || !isSameRun(before, line)
    items.push({
      type: 'line',
      id: `r${line.key}`,
      line,
      side: sideOf(line, settings.rightEntity),
      isFirstOfRun,
      copyOf: copies.get(line.key) ?? null,
    })
    before = line
  }
  return items
}

const WEEKDAY = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })

function ruleBefore(before: RecordLine | null, line: RecordLine, zone: string): ConversationItem | null {
  const { utcMs } = line.time
  if (utcMs === null) return before === null || before.time.utcMs !== null ? { type: 'undated', id: `u${line.key}` } : null
  const beforeMs = before?.time.utcMs ?? null
  const gapMs = beforeMs !== null && utcMs - beforeMs >= GAP_MS ? utcMs - beforeMs : null
  const clock = wallClock(utcMs, zone)
  if (beforeMs === null || wallClock(beforeMs, zone).date !== clock.date) {
    return {
      type: 'day',
      id: `d${line.key}`,
      date: clock.date,
      weekday: WEEKDAY.format(Date.parse(`${clock.date}T12:00:00Z`)),
      zone: clock.zone,
      gapMs,
    }
  }
  return gapMs === null ? null : { type: 'gap', id: `g${line.key}`, gapMs }
}

function isSameRun(a: RecordLine, b: RecordLine): boolean {
  if (a.time.utcMs === null || b.time.utcMs === null || a.from?.entity !== b.from?.entity || a.from === null) return false
  return (
    a.direction === b.direction &&
    a.sourceId === b.sourceId &&
    a.service === b.service &&
    a.kind === b.kind &&
    b.time.utcMs - a.time.utcMs < RUN_MS &&
    !isCentred(a)
  )
}

/** Shown as a line in the middle, not as a bubble. */
export function isCentred({ message }: RecordLine): boolean {
  return message !== null && (message.kind === 'system' || message.reaction !== null)
}

/**
 * Records that another phone holds too: same sender, same service, same text (or a call between the same two), another source,
 * within seconds. Each is matched once; a message without text is never matched: nothing but the time would speak for it.
 */
export function findCopies(lines: readonly RecordLine[]): ReadonlyMap<number, CopyOf> {
  const copies = new Map<number, CopyOf>()
  const open: RecordLine[] = []
  const matched = new Set<number>()
  for (const line of lines) {
    const { utcMs } = line.time
    if (utcMs === null || (line.kind === 'message' ? line.text === '' : line.kind !== 'call')) continue
    while (open[0] !== undefined && utcMs - (open[0].time.utcMs ?? 0) > COPY_MS) open.shift()
    const original = open.find((other) => !matched.has(other.key) && isCopy(other, line))
    if (original === undefined) {
      open.push(line)
      continue
    }
    matched.add(original.key)
    copies.set(line.key, { key: original.key, sourceId: original.sourceId, laterMs: utcMs - (original.time.utcMs ?? utcMs) })
  }
  return copies
}

function isCopy(a: RecordLine, b: RecordLine): boolean {
  const isSameSender = a.from !== null && a.from.entity === b.from?.entity
  const isSameContent =
    a.kind === b.kind &&
    (a.kind === 'call' ? a.to.map(({ entity }) => entity).join() === b.to.map(({ entity }) => entity).join() : a.text === b.text)
  return a.sourceId !== b.sourceId && a.service === b.service && isSameSender && isSameContent
}
