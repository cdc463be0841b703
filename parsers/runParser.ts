/**
 * Runs one parser over one opened database or document and keeps its books: rows read = records + skipped, for every table.
 * Ingest, the golden tests and the laws all use this one function. Memory is constant: rows are counted, never kept.
 */
import type { OpenedDocument } from './formats/text/documentFile.ts'
import type { OpenedDatabase, ReadingAccount } from './formats/sqlite/sqliteDatabase.ts'
import type { DocumentParser, Emitted, ParserContext, SqliteParser } from './model/index.ts'

export interface RunAccount {
  /** Evidence rows that the parser was given. */
  readonly rowsRead: number
  /** Records with ordinal 0: one per evidence row at most. */
  readonly records: number
  /** Further records drawn from rows that already have one (ordinal > 0). */
  readonly derived: number
  readonly skipped: number
  /** Rows read that gave neither a record nor a skip. Anything but 0 is a defect of the parser, and is also a problem. */
  readonly unaccounted: number
  /** Rows that the tables hold and that were not reached (damage, or a parser that stopped). */
  readonly notReached: number
  /** What went wrong, one sentence each: damage, a stopped parser, a broken contract. */
  readonly problems: readonly string[]
}

/** What a parser yields, once, as a stream. `account()` is final when the iteration has ended. */
export interface ParserRun extends Iterable<Emitted> {
  account(): RunAccount
}

interface TableCount {
  records: number
  skipped: number
  /** Rows that gave a second record with ordinal 0 right after the first. */
  repeated: number
  lastRowId: string | null
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Streams what a SQLite parser finds in a database. */
export function runSqliteParser(parser: SqliteParser, database: OpenedDatabase, context: ParserContext): ParserRun {
  return runParser(
    () => parser.parse(database, context),
    () => database.account(),
  )
}

/** Streams what a document parser finds in a document. */
export function runDocumentParser(parser: DocumentParser, document: OpenedDocument, context: ParserContext): ParserRun {
  return runParser(
    () => parser.parse(document, context),
    () => document.account(),
  )
}

/**
 * Streams what a parser finds in its evidence. Never throws for a parser that does: parsers must not throw for a row,
 * because a generator cannot go on after a throw, so a throw is reported with the number of rows it cost.
 */
function runParser(parse: () => Iterable<Emitted>, accountOf: () => ReadingAccount): ParserRun {
  const counts = new Map<string, TableCount>()
  let derived = 0
  let stopped: string | null = null

  function* emitted(): Generator<Emitted> {
    let rows: Iterator<Emitted> | null = null
    try {
      for (;;) {
        let next: IteratorResult<Emitted>
        try {
          rows ??= parse()[Symbol.iterator]()
          next = rows.next()
        } catch (error) {
          stopped = reasonOf(error)
          return
        }
        if (next.done === true) return
        count(next.value)
        yield next.value
      }
    } finally {
      rows?.return?.()
    }
  }

  function count(item: Emitted): void {
    if (item.from.ordinal > 0) {
      derived++
      return
    }
    let table = counts.get(item.from.table)
    if (table === undefined) counts.set(item.from.table, (table = { records: 0, skipped: 0, repeated: 0, lastRowId: null }))
    // A row counted twice would hide one that gives nothing.
    if (item.from.rowId === table.lastRowId) table.repeated++
    table.lastRowId = item.from.rowId
    if (item.type === 'skipped') table.skipped++
    else table.records++
  }

  return {
    [Symbol.iterator]: emitted,
    account: () => settle(accountOf(), counts, derived, stopped),
  }
}

function settle(
  { rowsRead, rowsInTable, problems }: ReadingAccount,
  counts: ReadonlyMap<string, TableCount>,
  derived: number,
  stopped: string | null,
): RunAccount {
  const found: string[] = [...problems]
  const total = { rowsRead: 0, records: 0, skipped: 0, unaccounted: 0, notReached: 0 }
  for (const [table, read] of rowsRead) {
    const { records, skipped } = counts.get(table) ?? { records: 0, skipped: 0 }
    const unaccounted = read - records - skipped
    const notReached = Math.max(0, (rowsInTable.get(table) ?? read) - read)
    total.rowsRead += read
    total.unaccounted += Math.abs(unaccounted)
    total.notReached += notReached
    if (unaccounted > 0) found.push(`${unaccounted} rows of table ${table} were read but gave neither a record nor a reason.`)
    if (unaccounted < 0) found.push(`Table ${table} gave ${-unaccounted} more records than rows were read.`)
    if (notReached > 0) found.push(`${notReached} rows of table ${table} were not reached.`)
  }
  for (const [table, { records, skipped, repeated }] of counts) {
    total.records += records
    total.skipped += skipped
    if (repeated > 0) found.push(`${repeated} rows of table ${table} gave more than one record of their own.`)
    if (!rowsRead.has(table)) found.push(`Records name table ${table}, which was not read.`)
  }
  if (stopped !== null) found.unshift(`The parser stopped before the end (${stopped}).`)
  return { ...total, derived, problems: found }
}
