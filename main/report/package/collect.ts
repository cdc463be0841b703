/** What the pages of a package show: the case, the exhibits in their order, the conversations around them. */
import type { Database } from 'better-sqlite3'
import { lensFilter } from '../../casefile/read/lensFilter.ts'
import { bookmarks, recordDetail } from '../../casefile/read/detail.ts'
import { caseInfo, coverage } from '../../casefile/read/caseInfo.ts'
import {
  type Bookmark,
  CaseError,
  type CaseInfo,
  type CoverageRow,
  EMPTY_LENS,
  type EntityId,
  type Lens,
  type RecordDetail,
  RECORD_KIND_NAMES,
} from '../../contract/index.ts'
import type { ExportRequest, ReportContext } from '../context.ts'
import { type CaseFacts, caseFacts } from '../facts.ts'
import { ZonedTime } from '../zonedTime.ts'

export interface Exhibit {
  readonly number: number
  readonly key: number
  readonly bookmark: Bookmark
  readonly threadId: number | null
}

export interface Package {
  readonly context: ReportContext
  readonly facts: CaseFacts
  readonly info: CaseInfo
  readonly coverage: readonly CoverageRow[]
  readonly exhibits: readonly Exhibit[]
  readonly numberOf: ReadonlyMap<number, number>
  readonly time: ZonedTime
  /** Period and sources of the export; what lies outside is counted, not shown. */
  readonly scope: Lens
  /** Everybody who occurs in the exhibits. Filled while exhibits are written. */
  readonly entities: Set<EntityId>
}

/** Throws a `usage` failure when nothing in scope is bookmarked. */
export function collectPackage(context: ReportContext, request: ExportRequest): Package {
  const { file, directory } = context
  const { fromMs, toMs, sources } = request.lens ?? EMPTY_LENS
  const scope: Lens = { ...EMPTY_LENS, fromMs, toMs, sources }
  const exhibits = chosen(context, { ...(request.lens ?? EMPTY_LENS), bookmarkedOnly: true })
  if (exhibits.length === 0) {
    const total = bookmarks(file.database).length
    throw new CaseError(
      'usage',
      total === 0
        ? 'Nothing is bookmarked yet. Bookmark the records that the package shall hold, then export.'
        : `None of the ${total} bookmarked records is in the chosen scope. Widen it, then export.`,
    )
  }
  const info = caseInfo(file, directory)
  return {
    context,
    facts: caseFacts(context),
    info,
    coverage: coverage(file.database, null),
    exhibits,
    numberOf: new Map(exhibits.map(({ key, number }) => [key, number])),
    time: new ZonedTime(info.timezone),
    scope,
    entities: new Set(),
  }
}

function chosen({ file: { database }, directory }: ReportContext, lens: Lens): Exhibit[] {
  const { where, values } = lensFilter(database, directory, { ...lens, kinds: lens.kinds.length > 0 ? lens.kinds : [...RECORD_KIND_NAMES] })
  const inScope = new Map(
    database
      .prepare(`SELECT r.id, r.thread_id FROM record AS r WHERE ${where}`)
      .raw()
      .all(...values) as [number, number | null][],
  )
  return bookmarks(database)
    .filter(({ key }) => inScope.has(key))
    .map((bookmark, index) => ({ number: index + 1, key: bookmark.key, bookmark, threadId: inScope.get(bookmark.key) ?? null }))
}

export function exhibitDetail({ context }: Package, { key }: Exhibit): RecordDetail {
  return recordDetail(context.file.database, context.directory, key)
}

/** Messages shown before and after each exhibit of a conversation. */
export const CONTEXT_MESSAGES = 10

/** A stretch of a conversation, and how many messages lie between it and what was shown before. */
export interface Stretch {
  readonly keys: readonly number[]
  readonly omittedBefore: number
  /** Of the messages of this stretch, those outside the scope: counted, not shown. */
  readonly withheld: number
}

export interface ConversationContext {
  readonly threadId: number
  readonly exhibits: readonly Exhibit[]
  readonly stretches: readonly Stretch[]
  readonly omittedAfter: number
  readonly total: number
}

interface Place {
  id: number
  inScope: number
}

/** One context per conversation that holds an exhibit, in the order of the exhibits. */
export function conversations({ context, exhibits, scope }: Package): ConversationContext[] {
  const byThread = Map.groupBy(
    exhibits.filter(({ threadId }) => threadId !== null),
    ({ threadId }) => threadId,
  )
  const { where, values } = lensFilter(context.file.database, context.directory, scope)
  return [...byThread].flatMap(([threadId, inThread]) => {
    if (threadId === null) return []
    const places = context.file.database
      .prepare(
        `SELECT r.id, (${where}) AS inScope FROM record AS r WHERE r.thread_id = ? AND r.state <> 'edited-previous' ORDER BY coalesce(r.at_ms, -8640000000000000), r.id`,
      )
      .all(...values, threadId) as Place[]
    return [{ threadId, exhibits: inThread, ...stretchesOf(context.file.database, places, inThread), total: places.length }]
  })
}

function stretchesOf(
  database: Database,
  places: readonly Place[],
  exhibits: readonly Exhibit[],
): { stretches: Stretch[]; omittedAfter: number } {
  const indexOf = new Map(places.map(({ id }, index) => [id, index]))
  const wanted = exhibits
    .map(({ key }) => indexOf.get(key) ?? indexOf.get(currentText(database, key)))
    .filter((index) => index !== undefined)
    .sort((a, b) => a - b)
  const stretches: Stretch[] = []
  let shownTo = 0
  for (let index = 0; index < wanted.length;) {
    const start = Math.max(shownTo, (wanted[index] ?? 0) - CONTEXT_MESSAGES)
    let end = (wanted[index] ?? 0) + CONTEXT_MESSAGES + 1
    // Stretches that touch or overlap become one.
    while (index < wanted.length && (wanted[index] ?? 0) - CONTEXT_MESSAGES <= end) end = (wanted[index++] ?? 0) + CONTEXT_MESSAGES + 1
    const part = places.slice(start, end)
    const keys = part.filter(({ inScope }) => inScope === 1).map(({ id }) => id)
    stretches.push({ keys, omittedBefore: start - shownTo, withheld: part.length - keys.length })
    shownTo = Math.min(end, places.length)
  }
  return { stretches, omittedAfter: places.length - shownTo }
}

/** An earlier text stands in the conversation with the current text of its message: the same row's first record. */
function currentText(database: Database, key: number): number {
  const found = database
    .prepare(
      'SELECT c.id FROM record AS r JOIN record AS c ON c.run_id = r.run_id AND c.table_id = r.table_id AND c.row_id = r.row_id AND c.ordinal = 0 AND c.id BETWEEN r.id - 64 AND r.id + 64 WHERE r.id = ?',
    )
    .pluck()
    .get(key) as number | undefined
  return found ?? key
}
