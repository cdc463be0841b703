/** What happened when: pages by key, counts and the histogram. */
import type { Database } from 'better-sqlite3'
import {
  EMPTY_LENS,
  type Histogram,
  type HistogramRequest,
  type Lens,
  type LensCount,
  RECORD_KIND_NAMES,
  type RecordKind,
} from '../../contract/index.ts'
import { DAY_MS } from '../write/dayCounts.ts'
import { decodeCursor, encodeCursor, pageSize, type TimeKey } from './cursor.ts'
import type { Directory } from './directory.ts'
import { hiddenInLens } from './hidden.ts'
import { EVENT_KINDS, hasDuplicates, kindsInView, lensFilter } from './lensFilter.ts'
import { isRestricted, visibleCondition } from './visibility.ts'

export interface KeyPage {
  readonly ids: readonly number[]
  readonly next: string | null
}

interface KeyRow {
  id: number
  at_ms: number | null
}

/** Ids of a page in time order; undated records follow the last dated one (they come first when descending). */
export function timelinePage(
  database: Database,
  directory: Directory,
  lens: Lens,
  cursor: string | null,
  limit: number,
  descending = false,
): KeyPage {
  const after = cursor === null ? null : decodeCursor(cursor)
  const size = pageSize(limit)
  const { where, values } = lensFilter(database, directory, lens, 'page')
  const dated = (start: TimeKey | null, count: number): KeyRow[] =>
    database
      .prepare(
        `SELECT r.id, r.at_ms FROM record AS r WHERE r.at_ms IS NOT NULL AND ${where}${start === null ? '' : ` AND (r.at_ms, r.id) ${descending ? '<' : '>'} (?, ?)`}
         ORDER BY r.at_ms ${descending ? 'DESC' : 'ASC'}, r.id ${descending ? 'DESC' : 'ASC'} LIMIT ?`,
      )
      .all(...values, ...(start === null ? [] : [start.atMs, start.id]), count) as KeyRow[]
  const undated = (startId: number | null, count: number): KeyRow[] =>
    database
      .prepare(
        `SELECT r.id, r.at_ms FROM record AS r WHERE r.at_ms IS NULL AND ${where}${startId === null ? '' : ` AND r.id ${descending ? '<' : '>'} ?`}
         ORDER BY r.id ${descending ? 'DESC' : 'ASC'} LIMIT ?`,
      )
      .all(...values, ...(startId === null ? [] : [startId]), count) as KeyRow[]

  const rows: KeyRow[] = []
  const want = size + 1
  if (descending) {
    if (after === null || after.atMs === null) rows.push(...undated(after?.id ?? null, want))
    if (rows.length < want) rows.push(...dated(after?.atMs === null ? null : after, want - rows.length))
  } else {
    if (after === null || after.atMs !== null) rows.push(...dated(after, want))
    if (rows.length < want) rows.push(...undated(after?.atMs === null ? after.id : null, want - rows.length))
  }
  return asPage(rows, size)
}

/** The page that starts at the first record at or after a time. */
export function seekPage(database: Database, directory: Directory, lens: Lens, atMs: number, limit: number): KeyPage {
  return timelinePage(database, directory, lens, encodeCursor({ atMs: Math.trunc(atMs), id: 0 }), limit)
}

function asPage(rows: KeyRow[], size: number): KeyPage {
  const page = rows.slice(0, size)
  const last = page.at(-1)
  return {
    ids: page.map(({ id }) => id),
    next: rows.length > size && last !== undefined ? encodeCursor({ atMs: last.at_ms, id: last.id }) : null,
  }
}

/** True when the day counts answer the lens: nothing but period, kinds, sources and states. */
function isCoarse(lens: Lens): boolean {
  const { people, pair, text, threadId, tags, bookmarkedOnly, box } = lens
  return (
    people.length === 0 && pair === null && text.trim() === '' && threadId === null && tags.length === 0 && !bookmarkedOnly && box === null
  )
}

const isWholeDays = (ms: number | null): boolean => ms === null || ms % DAY_MS === 0

export function histogram(database: Database, directory: Directory, { lens, barMs }: HistogramRequest): Histogram {
  const width = Math.max(1000, Math.trunc(barMs))
  const bars = new Map<number, Partial<Record<RecordKind, number>>>()
  const count = (startMs: number, kind: RecordKind, records: number): void => {
    const bar = bars.get(startMs) ?? {}
    bar[kind] = (bar[kind] ?? 0) + records
    bars.set(startMs, bar)
  }
  // The counts per day are of all rows of a source, also of those that another backup has given already or that may not be shown.
  const usesDayCounts =
    !hasDuplicates(database) &&
    !isRestricted(database) &&
    isCoarse(lens) &&
    width % DAY_MS === 0 &&
    isWholeDays(lens.fromMs) &&
    isWholeDays(lens.toMs)
  const rows = usesDayCounts ? dayRows(database, lens, width / DAY_MS) : recordRows(database, directory, lens, width)
  for (const { bar, kind, records } of rows) count(bar * width, kind, records)
  return {
    barMs: width,
    bars: [...bars].sort(([a], [b]) => a - b).map(([startMs, counts]) => ({ startMs, counts })),
    undated: undatedCount(database, directory, lens),
  }
}

interface BarRow {
  bar: number
  kind: RecordKind
  records: number
}

function dayRows(database: Database, lens: Lens, daysPerBar: number): BarRow[] {
  const kinds = lens.kinds.length > 0 ? lens.kinds : EVENT_KINDS
  const conditions = [`kind IN (${kinds.map(() => '?').join(', ')})`]
  const values: (string | number)[] = [...kinds]
  if (lens.sources.length > 0) conditions.push(`source_id IN (${lens.sources.map((id) => Math.trunc(id)).join(', ')})`)
  if (lens.states.length > 0) {
    conditions.push(`state IN (${lens.states.map(() => '?').join(', ')})`)
    values.push(...lens.states)
  }
  if (lens.fromMs !== null) conditions.push(`day >= ${lens.fromMs / DAY_MS}`)
  if (lens.toMs !== null) conditions.push(`day < ${lens.toMs / DAY_MS}`)
  return database
    .prepare(
      `SELECT CAST(floor(day / ${daysPerBar}.0) AS INTEGER) AS bar, kind, sum(records) AS records FROM day_count WHERE ${conditions.join(' AND ')} GROUP BY 1, 2`,
    )
    .all(...values) as BarRow[]
}

function recordRows(database: Database, directory: Directory, lens: Lens, width: number): BarRow[] {
  const { where, values } = lensFilter(database, directory, lens)
  return database
    .prepare(
      `SELECT CAST(floor(r.at_ms / ${width}.0) AS INTEGER) AS bar, r.kind AS kind, count(*) AS records FROM record AS r WHERE r.at_ms IS NOT NULL AND ${where} GROUP BY 1, 2`,
    )
    .all(...values) as BarRow[]
}

function undatedCount(database: Database, directory: Directory, lens: Lens): number {
  if (lens.fromMs !== null || lens.toMs !== null) return 0
  const { where, values } = lensFilter(database, directory, lens)
  return database
    .prepare(`SELECT count(*) FROM record AS r WHERE r.at_ms IS NULL AND ${where}`)
    .pluck()
    .get(...values) as number
}

export function lensCount(database: Database, directory: Directory, lens: Lens): LensCount {
  // Contacts and accounts count where the lens looks at them: never more in the lens than there are.
  const looked = kindsInView(lens)
  const counted = looked.length === 0 ? RECORD_KIND_NAMES : [...new Set([...EVENT_KINDS, ...looked])]
  const { total, duplicates } = isRestricted(database)
    ? visibleTotal(database, directory, counted)
    : wholeTotal(database, counted.map((kind) => `'${kind}'`).join(', '))
  const visible = visibleCondition(database)
  const { first, last } = database
    .prepare(`SELECT min(at_ms) AS first, max(at_ms) AS last FROM record AS r WHERE at_ms IS NOT NULL AND ${visible}`)
    .get() as { first: number | null; last: number | null }
  const { where, values } = lensFilter(database, directory, lens)
  const isEverything =
    isCoarse(lens) &&
    lens.fromMs === null &&
    lens.toMs === null &&
    lens.kinds.length === 0 &&
    lens.sources.length === 0 &&
    lens.states.length === 0
  const inLens = isEverything
    ? total
    : (database
        .prepare(`SELECT count(*) FROM record AS r WHERE ${where}`)
        .pluck()
        .get(...values) as number)
  const hidden = hiddenInLens(database, directory, lens)
  return { inLens, total, duplicates, hidden, undatedInLens: undatedCount(database, directory, lens), firstMs: first, lastMs: last }
}

interface Totals {
  readonly total: number
  readonly duplicates: number
}

function wholeTotal(database: Database, kinds: string): Totals {
  const duplicates = database
    .prepare(`SELECT count(*) FROM duplicate AS d JOIN record AS r ON r.id = d.record_id WHERE r.kind IN (${kinds})`)
    .pluck()
    .get() as number
  const all = database.prepare(`SELECT count(*) FROM record WHERE kind IN (${kinds})`).pluck().get() as number
  return { total: all - duplicates, duplicates }
}

function visibleTotal(database: Database, directory: Directory, kinds: readonly RecordKind[]): Totals {
  const count = (where: string, values: readonly (string | number)[]): number =>
    database
      .prepare(`SELECT count(*) FROM record AS r WHERE ${where}`)
      .pluck()
      .get(...values) as number
  const { where, values } = lensFilter(database, directory, { ...EMPTY_LENS, kinds })
  const total = count(where, values)
  const marks = kinds.map(() => '?').join(', ')
  return { total, duplicates: count(`r.kind IN (${marks}) AND ${visibleCondition(database)}`, kinds) - total }
}
