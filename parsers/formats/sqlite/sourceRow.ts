/** Reads one row of a working copy again, every column as it is stored: what a record is checked against. */
import Database from 'better-sqlite3'
import { rowIdExpression } from './rowIds.ts'

export interface StoredColumn {
  readonly name: string
  /** Storage class: `integer`, `real`, `text`, `blob` or `null`. */
  readonly type: string
  /** Value as text; a blob as hexadecimal of its first `BLOB_BYTES` bytes; null for NULL. */
  readonly value: string | null
  /** Size of a blob in bytes; null for everything else. */
  readonly blobBytes: number | null
}

/** Blobs are shown up to this many bytes. */
const BLOB_BYTES = 4_096

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Which columns of a table are not shown: always, and for what one row holds. */
export interface Withheld {
  readonly columns: readonly string[]
  readonly ofRow?: ((row: Readonly<Record<string, string | null>>) => readonly string[]) | undefined
}

/** What stands in the place of a password or token. */
const WITHHELD = 'withheld: a password or token, which stays in the evidence'

/**
 * The row by its number (or primary key, see rowIds.ts), or null when the table has no such row. Throws what SQLite throws for a damaged file.
 * The values of columns that are always withheld are not read.
 */
export function readSourceRow(
  copyPath: string,
  table: string,
  rowId: string,
  withheld: Withheld = { columns: [] },
): readonly StoredColumn[] | null {
  const isWithheld = (name: string): boolean => withheld.columns.some((each) => each.toLowerCase() === name.toLowerCase())
  const database = new Database(copyPath, { fileMustExist: true })
  try {
    database.pragma('query_only = ON')
    database.pragma('trusted_schema = OFF')
    const columns = (database.pragma(`table_xinfo(${quoted(table)})`) as { name: string }[]).map(({ name }) => name)
    if (columns.length === 0) return null
    const valueOf = (name: string): string => (isWithheld(name) ? 'NULL' : quoted(name))
    const parts = columns.map((name, index) => `typeof(${quoted(name)}) AS t${index}, ${valueOf(name)} AS v${index}`)
    const row = database
      .prepare(`SELECT ${parts.join(', ')} FROM ${quoted(table)} AS t WHERE ${rowIdExpression(database, table, 't')} = ?`)
      .safeIntegers()
      .get(rowId) as Record<string, string | number | bigint | Uint8Array | null> | undefined
    if (row === undefined) return null
    const shown = columns.map((name, index) => {
      const type = String(row[`t${index}`])
      return isWithheld(name) && type !== 'null'
        ? { name, type, value: WITHHELD, blobBytes: null }
        : storedColumn(name, type, row[`v${index}`])
    })
    const secrets = withheld.ofRow?.(Object.fromEntries(shown.map(({ name, value }) => [name, value]))) ?? []
    return shown.map((column) => (secrets.includes(column.name) ? { ...column, value: WITHHELD, blobBytes: null } : column))
  } finally {
    database.close()
  }
}

function storedColumn(name: string, type: string, value: string | number | bigint | Uint8Array | null | undefined): StoredColumn {
  if (value === null || value === undefined) return { name, type, value: null, blobBytes: null }
  if (value instanceof Uint8Array)
    return { name, type, value: Buffer.from(value.subarray(0, BLOB_BYTES)).toString('hex'), blobBytes: value.length }
  return { name, type, value: String(value), blobBytes: null }
}
