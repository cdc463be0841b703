/**
 * Rows of one table with the columns that the file has, and NULL for those that it has not: what nearly every parser reads.
 * Streams; nothing is kept.
 */
import type { EvidenceDatabase, RowRef, SqlValue } from '../../model/index.ts'

/** `rowId` is the row's number; a text, which no other row refers to, in the rare table that numbers none (`WITHOUT ROWID`). */
export type StoredRow = { readonly rowId: number } & Readonly<Record<string, SqlValue>>

export interface TableColumns {
  readonly table: string
  readonly columns: readonly string[]
  /** Columns whose integers may exceed 2^53: read as text. */
  readonly asText?: readonly string[]
}

function selectOf(database: EvidenceDatabase, { table, columns, asText = [] }: TableColumns): string {
  const plain = columns.map((name) => `${database.column(table, name, 't')} AS "${name}"`)
  const texts = asText.map((name) => `CAST(${database.column(table, name, 't')} AS TEXT) AS "${name}"`)
  return `SELECT ${[`${database.rowId(table, 't')} AS rowId`, ...plain, ...texts].join(', ')} FROM "${table}" t ORDER BY 1`
}

/** Evidence rows, counted. Nothing for a table that the file has not. */
export function* evidenceRows(database: EvidenceDatabase, wanted: TableColumns): Generator<StoredRow> {
  if (database.has(wanted.table)) yield* database.read<StoredRow>(wanted.table, selectOf(database, wanted))
}

/** Rows of a side table, not counted. Nothing for a table that the file has not. */
export function* sideRows(database: EvidenceDatabase, wanted: TableColumns): Generator<StoredRow> {
  if (database.has(wanted.table)) yield* database.lookup<StoredRow>(selectOf(database, wanted))
}

/** A side table in memory, by rowid. */
export function sideRowsById(database: EvidenceDatabase, wanted: TableColumns): ReadonlyMap<number, StoredRow> {
  const rows = new Map<number, StoredRow>()
  for (const row of sideRows(database, wanted)) rows.set(row.rowId, row)
  return rows
}

/** The row of a table as the place of a record. */
export function placeOf(table: string, row: { readonly rowId: number | string }, ordinal = 0): RowRef {
  return { table, rowId: String(row.rowId), ordinal }
}
