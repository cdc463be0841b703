/**
 * The conversation around a quoted message: the rule of completeness. What may not be shown is counted where it stands, also while
 * somebody looks beyond the legal scope: the context is what a reader outside gets.
 */
import type { Database } from 'better-sqlite3'
import type { Exhibit, HiddenCounts } from '../../contract/index.ts'
import { prepared } from '../prepared.ts'
import { caseFact } from './caseInfo.ts'
import { SLICE_KEYS, threadTime } from './exhibited.ts'
import { exhibitKey } from './exhibits.ts'
import { hiddenConditions } from './visibility.ts'
import { localDay } from './zonedDay.ts'

/** Messages before and after; a reader sees at least these. */
const TEN = 10

/** A record to show, or a stretch of records that may not be shown. */
export type ContextItem =
  | { readonly key: number; readonly isExhibit: boolean; readonly gap: null }
  | { readonly key: null; readonly isExhibit: boolean; readonly gap: HiddenCounts }

export interface ExhibitContext {
  readonly threadId: number
  readonly items: readonly ContextItem[]
  /** Messages of the conversation before and after these, shown or not. */
  readonly earlier: number
  readonly later: number
}

interface ThreadRow {
  readonly id: number
  readonly outside: number
  readonly privileged: number
  readonly isExhibit: boolean
}

interface Place {
  readonly threadId: number
  readonly id: number
  readonly at: number
}

/** Null for what stands in no conversation. */
export function exhibitContext(database: Database, exhibit: Pick<Exhibit, 'id' | 'target' | 'context'>): ExhibitContext | null {
  const own = ownKeys(database, exhibit)
  const [first, last] = [placeOf(database, own.at(0)), placeOf(database, own.at(-1))]
  if (first === null || last === null) return null
  const reader = new ThreadReader(database, first.threadId)
  const bounds = exhibit.context === 'day' ? dayBounds(database, first, last) : null
  const before = reader.before(first, bounds?.fromMs ?? null)
  const after = reader.after(last, bounds?.toMs ?? null)
  const middle = reader.between(first, last).map((row) => ({ ...row, isExhibit: true }))
  const rows = [...before, ...middle, ...after]
  return {
    threadId: first.threadId,
    items: withGaps(rows),
    earlier: reader.count('<', first) - before.length,
    later: reader.count('>', last) - after.length,
  }
}

/** Keys of the quoted records in their order; an earlier wording stands with the current text of its message. */
function ownKeys(database: Database, { id, target }: Pick<Exhibit, 'id' | 'target'>): number[] {
  if (target.kind === 'record') return [currentText(database, target.key)]
  return target.kind === 'slice' ? (prepared(database, SLICE_KEYS).pluck().all(exhibitKey(id).key) as number[]) : []
}

/** The first record of the same row. */
export function currentText(database: Database, key: number): number {
  const found = prepared(
    database,
    'SELECT c.id FROM record AS r JOIN record AS c ON c.run_id = r.run_id AND c.table_id = r.table_id AND c.row_id = r.row_id AND c.ordinal = 0 AND c.id BETWEEN r.id - 64 AND r.id + 64 WHERE r.id = ?',
  )
    .pluck()
    .get(key) as number | undefined
  return found ?? key
}

function placeOf(database: Database, key: number | undefined): Place | null {
  const found = prepared(
    database,
    `SELECT r.thread_id AS threadId, r.id, ${threadTime('r')} AS at FROM record AS r WHERE r.id = ? AND r.thread_id IS NOT NULL`,
  ).get(key ?? -1) as Place | undefined
  return found ?? null
}

/** Null for undated ones: they lie in no day, and get their ten. */
function dayBounds(database: Database, first: Place, last: Place): { fromMs: number; toMs: number } | null {
  const zone = caseFact(database, 'timezone') || 'UTC'
  const isDated = first.at > -8_640_000_000_000_000 && last.at > -8_640_000_000_000_000
  return isDated ? { fromMs: localDay(first.at, zone).fromMs, toMs: localDay(last.at, zone).toMs } : null
}

class ThreadReader {
  readonly #database: Database
  readonly #threadId: number
  readonly #select: string

  constructor(database: Database, threadId: number) {
    this.#database = database
    this.#threadId = threadId
    const { outsideScope, privileged } = hiddenConditions(database)
    this.#select = `SELECT r.id, ${outsideScope} AS outside, ${privileged} AS privileged FROM record AS r WHERE r.thread_id = ? AND r.state <> 'edited-previous'`
  }

  /** Ten, or all from the start of the day. */
  before({ at, id }: Place, fromMs: ContextBound): ThreadRow[] {
    const key = `(${threadTime('r')}, r.id)`
    const day = fromMs === null ? '' : ` AND ${threadTime('r')} >= ${fromMs}`
    return this.#rows(
      `AND ${key} < (?, ?)${day} ORDER BY ${threadTime('r')} DESC, r.id DESC${fromMs === null ? ` LIMIT ${TEN}` : ''}`,
      at,
      id,
    ).reverse()
  }

  after({ at, id }: Place, toMs: ContextBound): ThreadRow[] {
    const key = `(${threadTime('r')}, r.id)`
    const day = toMs === null ? '' : ` AND ${threadTime('r')} < ${toMs}`
    return this.#rows(`AND ${key} > (?, ?)${day} ORDER BY ${threadTime('r')}, r.id${toMs === null ? ` LIMIT ${TEN}` : ''}`, at, id)
  }

  between(first: Place, last: Place): ThreadRow[] {
    const key = `(${threadTime('r')}, r.id)`
    return this.#rows(`AND ${key} BETWEEN (?, ?) AND (?, ?) ORDER BY ${threadTime('r')}, r.id`, first.at, first.id, last.at, last.id)
  }

  count(side: '<' | '>', { at, id }: Place): number {
    return prepared(
      this.#database,
      `SELECT count(*) FROM record AS r WHERE r.thread_id = ? AND r.state <> 'edited-previous' AND (${threadTime('r')}, r.id) ${side} (?, ?)`,
    )
      .pluck()
      .get(this.#threadId, at, id) as number
  }

  #rows(rest: string, ...values: readonly number[]): ThreadRow[] {
    const rows = this.#database.prepare(`${this.#select} ${rest}`).all(this.#threadId, ...values) as Omit<ThreadRow, 'isExhibit'>[]
    return rows.map((row) => ({ ...row, isExhibit: false }))
  }
}

type ContextBound = number | null

/** Neighbouring records that may not be shown become one gap. */
function withGaps(rows: readonly ThreadRow[]): ContextItem[] {
  const items: ContextItem[] = []
  for (const { id, outside, privileged, isExhibit } of rows) {
    if (outside === 0 && privileged === 0) {
      items.push({ key: id, isExhibit, gap: null })
      continue
    }
    const last = items.at(-1)
    const joins = last !== undefined && last.gap !== null && last.isExhibit === isExhibit
    const counted: HiddenCounts = joins ? last.gap : { outsideScope: 0, privileged: 0 }
    if (joins) items.pop()
    items.push({
      key: null,
      isExhibit,
      gap: { outsideScope: counted.outsideScope + outside, privileged: counted.privileged + privileged },
    })
  }
  return items
}
