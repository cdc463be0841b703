/**
 * Read-only access to one SQLite database of the evidence, opened from a private copy.
 *
 * The file given here must already lie in a working folder with its `-wal` and `-journal`: reading a WAL database
 * creates a `-shm` beside it even on a read-only handle, so the evidence itself is never opened.
 */
import Database from 'better-sqlite3'
import { statSync } from 'node:fs'
import type { EvidenceDatabase, SqlValue } from '../../model/index.ts'
import { rowIdExpression } from './rowIds.ts'

/** The file is not a readable SQLite database. `message` is one plain sentence. */
export class UnreadableDatabase extends Error {
  override readonly name = 'UnreadableDatabase'
}

/** What reading cost: rows handed out per evidence table, and damage met on the way. */
export interface ReadingAccount {
  /** Table -> rows handed out by `read`. */
  readonly rowsRead: ReadonlyMap<string, number>
  /** Table -> rows that `SELECT count(*)` reports, or null when the table cannot be counted. */
  readonly rowsInTable: ReadonlyMap<string, number | null>
  /** Damage in words, once each. */
  readonly problems: readonly string[]
}

export interface OpenedDatabase extends EvidenceDatabase {
  account(): ReadingAccount
  tables(): readonly string[]
  columns(table: string): readonly string[]
  close(): void
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * Opens a working copy. Throws `UnreadableDatabase` when the header or schema cannot be read.
 * `query_only` and `trusted_schema = OFF`: a hostile schema must not run functions or write.
 */
export function openEvidenceDatabase(copyPath: string): OpenedDatabase {
  let database: Database.Database
  const schema = new Map<string, Map<string, string>>()
  try {
    database = new Database(copyPath, { fileMustExist: true })
    database.pragma('query_only = ON')
    database.pragma('trusted_schema = OFF')
    database.pragma('cell_size_check = ON')
    const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[]
    for (const name of names) schema.set(name.toLowerCase(), new Map())
  } catch (error) {
    throw new UnreadableDatabase(`This is not a readable SQLite database (${reasonOf(error)}).`)
  }

  const rowsRead = new Map<string, number>()
  const problems = new Set<string>()
  const missingBytes = missingAtEnd(database, copyPath)
  if (missingBytes > 0)
    problems.add(`The file ends inside a page: ${missingBytes} bytes are missing at its end, and rows that lay there may be read as empty.`)

  const columnsOf = (table: string): Map<string, string> | undefined => {
    const known = schema.get(table.toLowerCase())
    if (known === undefined || known.size > 0) return known
    try {
      // A statement, not `pragma()`: better-sqlite3 refuses that one while rows are being read.
      const names = database.prepare('SELECT name FROM pragma_table_xinfo(?)').pluck().all(table) as string[]
      for (const name of names) known.set(name.toLowerCase(), name)
    } catch (error) {
      problems.add(`The columns of table ${table} cannot be read (${reasonOf(error)}).`)
    }
    return known
  }
  const has = (table: string, column?: string): boolean => {
    const columns = columnsOf(table)
    if (columns === undefined) return false
    return column === undefined || columns.has(column.toLowerCase())
  }

  function* iterate<Row>(what: string, sql: string, parameters: SqlValue[], onRow: () => void): Generator<Row> {
    let rows: IterableIterator<unknown>
    try {
      rows = database.prepare(sql).iterate(...parameters)
    } catch (error) {
      problems.add(`${what} cannot be read (${reasonOf(error)}).`)
      return
    }
    try {
      for (;;) {
        let next: IteratorResult<unknown>
        try {
          next = rows.next()
        } catch (error) {
          problems.add(`${what} is damaged: reading stopped here (${reasonOf(error)}).`)
          return
        }
        if (next.done === true) return
        onRow()
        yield next.value as Row
      }
    } finally {
      // A reading given up early leaves its statement open, and an open statement keeps the database from being closed.
      rows.return?.()
    }
  }

  return {
    has,
    rowId: (table, alias = table) => {
      try {
        return rowIdExpression(database, table, alias)
      } catch {
        return `${alias}.rowid`
      }
    },
    column: (table, column, alias = table) => (has(table, column) ? `${alias}.${quoted(column)}` : 'NULL'),
    read<Row extends { rowId: number | string }>(table: string, sql: string, ...parameters: SqlValue[]) {
      if (!rowsRead.has(table)) rowsRead.set(table, 0)
      return iterate<Row>(`Table ${table}`, sql, parameters, () => rowsRead.set(table, (rowsRead.get(table) ?? 0) + 1))
    },
    lookup<Row extends object>(sql: string, ...parameters: SqlValue[]) {
      return iterate<Row>('A look-up table', sql, parameters, () => {})
    },
    tables: () => [...schema.keys()],
    columns: (table) => [...(columnsOf(table)?.values() ?? [])],
    account() {
      const rowsInTable = new Map<string, number | null>()
      for (const table of rowsRead.keys()) rowsInTable.set(table, countRows(database, table))
      return { rowsRead, rowsInTable, problems: [...problems] }
    },
    close: () => database.close(),
  }
}

/** SQLite refuses a file that lacks whole pages, but fills up a cut last page with zeros and says nothing. */
function missingAtEnd(database: Database.Database, path: string): number {
  try {
    const pageBytes = database.pragma('page_size', { simple: true }) as number
    const pages = database.pragma('page_count', { simple: true }) as number
    const over = statSync(path).size % pageBytes
    return over === 0 || statSync(path).size > pages * pageBytes ? 0 : pageBytes - over
  } catch {
    return 0
  }
}

function countRows(database: Database.Database, table: string): number | null {
  try {
    return database
      .prepare(`SELECT count(*) FROM ${quoted(table)}`)
      .pluck()
      .get() as number
  } catch {
    return null
  }
}
