/**
 * Writes the records of one run into the case file, in transactions of some thousand rows.
 *
 * The single writer of the case: it lives in the ingest process. Prepared statements with positional values only;
 * dictionaries for everything that repeats.
 */
import type { Database } from 'better-sqlite3'
import type { EvidenceRecord, SkippedRow } from '../../../parsers/model/index.ts'
import { indexableText } from '../textIndex.ts'
import type { Dictionaries } from './dictionaries.ts'
import { Statements, type Value } from './statements.ts'
import { TypedRows } from './typedRows.ts'

/** Rows per transaction: large ones hide the cost of syncing; small enough to let other writers in between. */
const ROWS_PER_TRANSACTION = 2_0000
/** Skipped rows are all counted, with reasons; of each reason at most this many are listed one by one. */
const LISTED_SKIPS_PER_RUN = 10_000

/** A stored row id goes back to an integer where it is one, so that the case shows it as the database does. */
const storedRowId = (rowId: string): Value => {
  const number = Number(rowId)
  return Number.isSafeInteger(number) && String(number) === rowId ? number : rowId
}

export class RecordWriter {
  readonly #database: Database
  readonly #dictionaries: Dictionaries
  readonly #sourceId: number
  readonly #statements: Statements
  readonly #typedRows: TypedRows
  #runId = 0
  #nextId: number
  #inTransaction = 0
  #listedSkips = 0

  constructor(database: Database, dictionaries: Dictionaries, sourceId: number, ownerId: number) {
    this.#database = database
    this.#dictionaries = dictionaries
    this.#sourceId = sourceId
    this.#statements = new Statements(database)
    this.#typedRows = new TypedRows(this.#statements, dictionaries, ownerId)
    this.#nextId = 1 + ((database.prepare('SELECT max(id) FROM record').pluck().get() as number | null) ?? 0)
  }

  beginRun(runId: number): void {
    this.#runId = runId
    this.#listedSkips = 0
    this.#dictionaries.beginRun(runId)
    this.#database.prepare("UPDATE run SET status = 'running', first_record_id = ?, last_record_id = NULL WHERE id = ?").run(this.#nextId, runId)
  }

  endRun(): void {
    this.#flush()
    this.#database.prepare('UPDATE run SET last_record_id = ? WHERE id = ?').run(this.#nextId - 1, this.#runId)
  }

  write(record: EvidenceRecord): number {
    this.#open()
    const id = this.#nextId++
    const row = this.#typedRows.write(id, record)
    const { from, type, state } = record
    this.#statements.run(
      `INSERT INTO record (id, run_id, source_id, table_id, row_id, ordinal, kind, state, at_ms, end_ms, stored_time, time_form_id, local_time,
        service, direction, thread_id, from_id, to_id, latitude, longitude, accuracy_metres, position_class)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id, this.#runId, this.#sourceId, this.#dictionaries.tableId(from.table), storedRowId(from.rowId), from.ordinal, type, state,
      row.at.utcMs, row.endMs, row.at.asStored, this.#dictionaries.timeFormId(row.at), row.at.localText,
      row.service, row.direction, row.threadId, row.fromId, row.toId, row.latitude, row.longitude, row.accuracyMetres, row.positionClass,
    )
    if (row.text !== '') this.#statements.run('INSERT INTO record_text (rowid, text) VALUES (?, ?)', id, indexableText(row.text))
    return id
  }

  writeSkip(skip: SkippedRow): void {
    if (this.#listedSkips++ >= LISTED_SKIPS_PER_RUN) return
    this.#open()
    this.#statements.run('INSERT INTO skipped_row (run_id, table_name, row_id, reason) VALUES (?, ?, ?, ?)', this.#runId, skip.from.table, storedRowId(skip.from.rowId), skip.reason)
  }

  #open(): void {
    if (this.#inTransaction === 0) this.#database.exec('BEGIN IMMEDIATE')
    if (++this.#inTransaction > ROWS_PER_TRANSACTION) {
      this.#database.exec('COMMIT; BEGIN IMMEDIATE')
      this.#inTransaction = 1
    }
  }

  #flush(): void {
    if (this.#inTransaction > 0) this.#database.exec('COMMIT')
    this.#inTransaction = 0
  }
}
