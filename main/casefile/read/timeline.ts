/** What happened when: pages by key, counts and the histogram. */
import type { Database } from 'better-sqlite3'
import type { Histogram, HistogramRequest, Lens, RecordKind } from '../../contract/index.ts'
import { DAY_MS } from '../write/dayCounts.ts'
import { decodeCursor, encodeCursor, pageSize, type TimeKey } from './cursor.ts'
import type { Directory } from './directory.ts'
import { EVENT_KINDS, hasDuplicates, kindsInView, lensFilter } from './lensFilter.ts'
import { datedBounds, isRestricted } from './visibility.ts'

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
  const bounds = boundsOf(database, lens)
  const dated = (start: TimeKey | null, count: number): KeyRow[] =>
    database
      .prepare(
        `SELECT r.id, r.at_ms FROM record AS r WHERE r.at_ms IS NOT NULL${bounds} AND ${where}${start === null ? '' : ` AND (r.at_ms, r.id) ${descending ? '<' : '>'} (?, ?)`}
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

/** Leads SQLite to the time that the authorities cover, where all of them have dates and the lens looks at nothing beyond dates. */
export function boundsOf(database: Database, lens: Lens): string {
  const kinds = kindsInView(lens)
  return kinds.length > 0 && kinds.every((kind) => EVENT_KINDS.includes(kind)) ? datedBounds(database) : ''
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
export function isCoarse(lens: Lens): boolean {
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
      `SELECT CAST(floor(r.at_ms / ${width}.0) AS INTEGER) AS bar, r.kind AS kind, count(*) AS records FROM record AS r WHERE r.at_ms IS NOT NULL${boundsOf(database, lens)} AND ${where} GROUP BY 1, 2`,
    )
    .all(...values) as BarRow[]
}

export function undatedCount(database: Database, directory: Directory, lens: Lens): number {
  if (lens.fromMs !== null || lens.toMs !== null) return 0
  const { where, values } = lensFilter(database, directory, lens)
  return database
    .prepare(`SELECT count(*) FROM record AS r WHERE r.at_ms IS NULL AND ${where}`)
    .pluck()
    .get(...values) as number
}
