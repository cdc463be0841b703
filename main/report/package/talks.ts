/** The conversations around the exhibits: what is shown of each, what is left out, and on which page it stands. */
import type { Database } from 'better-sqlite3'
import { caseFact } from '../../casefile/read/caseInfo.ts'
import { currentText } from '../../casefile/read/exhibitContext.ts'
import { unrestrictedFilter } from '../../casefile/read/lensFilter.ts'
import { hiddenConditions } from '../../casefile/read/visibility.ts'
import { localDay } from '../../casefile/read/zonedDay.ts'
import type { Lens } from '../../contract/index.ts'
import type { ReportContext } from '../context.ts'
import type { Exhibit, Stretch, Talk, Withheld } from './model.ts'

/** Messages shown before and after each exhibit of a conversation. */
export const CONTEXT_MESSAGES = 10
/** Messages of one page; more would make it slow to open and to print. */
const MESSAGES_PER_PAGE = 250
const UNDATED = -8_640_000_000_000_000

interface Place {
  readonly id: number
  readonly at: number
  readonly isChosen: number
  readonly outside: number
  readonly privileged: number
}

/** One per conversation that holds an exhibit, in the order of the exhibits. */
export function talksOf(context: ReportContext, exhibits: readonly Exhibit[], scope: Lens): Talk[] {
  const { database } = context.file
  const timezone = caseFact(database, 'timezone') || 'UTC'
  const byThread = Map.groupBy(
    exhibits.filter(({ threadId }) => threadId !== null),
    ({ threadId }) => threadId,
  )
  const talks: Talk[] = []
  for (const [threadId, inThread] of byThread) {
    if (threadId === null) continue
    const places = placesOf(context, threadId, scope)
    const number = talks.length + 1
    const { stretches, omittedAfter } = stretchesOf(places, rangesOf(database, places, inThread, timezone))
    talks.push({ number, threadId, exhibits: inThread, pages: onPages(number, stretches), omittedAfter, total: places.length })
  }
  return talks
}

export const talkFile = (number: number, page: number): string => `conversation-${number}${page === 1 ? '' : `-${page}`}.html`

/** Page and anchor of every record that a conversation shows. */
export function placesOfTalks(talks: readonly Talk[]): Map<number, string> {
  const places = new Map<number, string>()
  for (const { pages } of talks)
    for (const { file, stretches } of pages) for (const { keys } of stretches) for (const key of keys) places.set(key, `${file}#r${key}`)
  return places
}

function placesOf({ file: { database }, directory }: ReportContext, threadId: number, scope: Lens): Place[] {
  const { where, values } = unrestrictedFilter(database, directory, { ...scope, threadId })
  const { outsideScope, privileged } = hiddenConditions(database)
  return database
    .prepare(
      `SELECT r.id, coalesce(r.at_ms, ${UNDATED}) AS at, (${where}) IS TRUE AS isChosen, ${outsideScope} AS outside, ${privileged} AS privileged
       FROM record AS r WHERE r.thread_id = ? AND r.state <> 'edited-previous' ORDER BY coalesce(r.at_ms, ${UNDATED}), r.id`,
    )
    .all(...values, threadId) as Place[]
}

type Range = readonly [start: number, end: number]

/** Which places stand around the exhibits: ten before and after each, or its whole day. Overlapping ones become one. */
function rangesOf(database: Database, places: readonly Place[], exhibits: readonly Exhibit[], timezone: string): Range[] {
  const indexOf = new Map(places.map(({ id }, index) => [id, index]))
  const found = exhibits.flatMap(({ keys, context }): Range[] => {
    const own = [keys.at(0), keys.at(-1)].map((key) => indexOf.get(key ?? -1) ?? indexOf.get(currentText(database, key ?? -1)))
    const [first, last] = own
    if (first === undefined || last === undefined) return []
    const ten: Range = [Math.max(0, first - CONTEXT_MESSAGES), Math.min(places.length, last + CONTEXT_MESSAGES + 1)]
    return [context === 'day' ? dayRange(places, first, last, timezone, ten) : ten]
  })
  const merged: [number, number][] = []
  for (const [start, end] of found.sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1)
    if (before !== undefined && start <= before[1]) before[1] = Math.max(before[1], end)
    else merged.push([start, end])
  }
  return merged
}

/** Undated messages lie in no day, and get their ten. */
function dayRange(places: readonly Place[], first: number, last: number, timezone: string, ten: Range): Range {
  const [from, to] = [places[first]?.at ?? UNDATED, places[last]?.at ?? UNDATED]
  if (from === UNDATED || to === UNDATED) return ten
  const { fromMs } = localDay(from, timezone)
  const { toMs } = localDay(to, timezone)
  let [start, end] = [first, last + 1]
  while (start > 0 && (places[start - 1]?.at ?? UNDATED) >= fromMs) start--
  while (end < places.length && (places[end]?.at ?? Infinity) < toMs) end++
  return [start, end]
}

const NOTHING: Withheld = { outsideChoice: 0, outsideScope: 0, privileged: 0 }

function stretchesOf(places: readonly Place[], ranges: readonly Range[]): { stretches: Stretch[]; omittedAfter: number } {
  const stretches: Stretch[] = []
  let shownTo = 0
  for (const [start, end] of ranges) {
    let omittedBefore = start - shownTo
    let withheldBefore = NOTHING
    let keys: number[] = []
    const flush = (): void => {
      stretches.push({ keys, omittedBefore, withheldBefore })
      keys = []
      omittedBefore = 0
      withheldBefore = NOTHING
    }
    for (const place of places.slice(start, end)) {
      const isShown = place.isChosen === 1 && place.outside === 0 && place.privileged === 0
      if (isShown) keys.push(place.id)
      else {
        // What may not be shown is counted where it stands.
        if (keys.length > 0) flush()
        withheldBefore = withMore(withheldBefore, place)
      }
    }
    flush()
    shownTo = end
  }
  return { stretches, omittedAfter: places.length - shownTo }
}

/** The law goes before the choice: what lies outside both is counted as outside the law. */
const withMore = ({ outsideChoice, outsideScope, privileged }: Withheld, place: Place): Withheld => ({
  privileged: privileged + place.privileged,
  outsideScope: outsideScope + place.outside,
  outsideChoice: outsideChoice + (place.privileged === 0 && place.outside === 0 ? 1 : 0),
})

/** Cuts long conversations into pages. What is left out before a stretch is told where its first part stands. */
function onPages(number: number, stretches: readonly Stretch[]): Talk['pages'] {
  const pages: Stretch[][] = [[]]
  let free = MESSAGES_PER_PAGE
  for (const { keys, omittedBefore, withheldBefore } of stretches) {
    for (let start = 0; start === 0 || start < keys.length;) {
      if (free === 0) {
        pages.push([])
        free = MESSAGES_PER_PAGE
      }
      const part = keys.slice(start, start + free)
      pages
        .at(-1)
        ?.push(start === 0 ? { keys: part, omittedBefore, withheldBefore } : { keys: part, omittedBefore: 0, withheldBefore: NOTHING })
      free -= part.length
      start += Math.max(1, part.length)
    }
  }
  return pages.map((parts, index) => ({ file: talkFile(number, index + 1), stretches: parts }))
}
