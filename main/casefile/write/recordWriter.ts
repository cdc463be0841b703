/**
 * Writes the records of one run into the case file. They are gathered outside any transaction and written in bursts: while
 * the next ones are read from the evidence, others (an analyst who bookmarks) find the case file free.
 *
 * The single writer of the case: it lives in the ingest process. Prepared statements with positional values only;
 * dictionaries for everything that repeats.
 */
import type { Database } from 'better-sqlite3'
import type { EvidenceRecord, SkippedRow } from '../../../parsers/model/index.ts'
import { indexableText } from '../textIndex.ts'
import type { Dictionaries } from './dictionaries.ts'
import { RECORD_TABLES } from './purge.ts'
import { Statements, type Value } from './statements.ts'
import { dateMs, finite } from './storedNumbers.ts'
import { TypedRows } from './typedRows.ts'

/** Records per burst, and characters of message text after which a burst is written earlier: large bodies must not pile up. */
const RECORDS_PER_BURST = 4_000
const CHARACTERS_PER_BURST = 8_000_000
/** Skipped rows are all counted, with reasons; of each reason at most this many are listed one by one. */
const LISTED_SKIPS_PER_RUN = 10_000

/** A stored row id goes back to an integer where it is one, so that the case shows it as the database does. */
const storedRowId = (rowId: string): Value => {
  const number = Number(rowId)
  return Number.isSafeInteger(number) && String(number) === rowId ? number : rowId
}

/** A record that the case file could not take. */
export interface Refusal {
  readonly ordinal: number
  readonly reason: string
}

export class RecordWriter {
  readonly #database: Database
  readonly #dictionaries: Dictionaries
  readonly #sourceId: number
  readonly #statements: Statements
  readonly #typedRows: TypedRows
  #runId = 0
  #nextId: number
  #pending: (EvidenceRecord | SkippedRow)[] = []
  #pendingCharacters = 0
  #refusals: Refusal[] = []
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
    this.#pending = []
    this.#refusals = []
    this.#dictionaries.beginRun(runId)
    this.#database
      .prepare("UPDATE run SET status = 'running', first_record_id = ?, last_record_id = NULL WHERE id = ?")
      .run(this.#nextId, runId)
  }

  /** Writes what is left. Returns the records that the case file could not take: they count as skipped rows. */
  endRun(): readonly Refusal[] {
    this.flush()
    this.#database.prepare('UPDATE run SET last_record_id = ? WHERE id = ?').run(this.#nextId - 1, this.#runId)
    return this.#refusals
  }

  /** Takes a record or a skipped row; it is in the case file after the next burst. */
  write(item: EvidenceRecord | SkippedRow): void {
    this.#pending.push(item)
    if (item.type === 'message') this.#pendingCharacters += item.body?.length ?? 0
    if (this.#pending.length >= RECORDS_PER_BURST || this.#pendingCharacters >= CHARACTERS_PER_BURST) this.flush()
  }

  /** Writes what was gathered, in one transaction. */
  flush(): void {
    const items = this.#pending
    if (items.length === 0) return
    this.#pending = []
    this.#pendingCharacters = 0
    this.#database
      .transaction(() => {
        for (const item of items) {
          if (item.type === 'skipped') this.#skip(item)
          else this.#take(item)
        }
      })
      .immediate()
  }

  /** One value that the case file cannot hold costs that record, with its reason, and never the store. */
  #take(record: EvidenceRecord): void {
    const id = this.#nextId++
    try {
      this.#insert(id, record)
    } catch (error) {
      if (!isAboutTheValue(error)) throw error
      for (const table of RECORD_TABLES) this.#database.prepare(`DELETE FROM ${table} WHERE record_id = ?`).run(id)
      this.#nextId = id
      const reason = `The case file cannot hold a value of this row (${error.message}).`
      this.#refusals.push({ ordinal: record.from.ordinal, reason })
      this.#skip({ type: 'skipped', from: record.from, reason })
    }
  }

  #insert(id: number, record: EvidenceRecord): void {
    const row = this.#typedRows.write(id, record)
    const { from, type, state } = record
    this.#statements.run(
      `INSERT INTO record (id, run_id, source_id, table_id, row_id, ordinal, kind, state, at_ms, end_ms, stored_time, time_form_id, local_time,
        service, direction, thread_id, from_id, to_id, latitude, longitude, accuracy_metres, position_class)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      this.#runId,
      this.#sourceId,
      this.#dictionaries.tableId(from.table),
      storedRowId(from.rowId),
      from.ordinal,
      type,
      state,
      dateMs(row.at.utcMs),
      dateMs(row.endMs),
      row.at.asStored,
      this.#dictionaries.timeFormId(row.at),
      row.at.localText,
      row.service,
      row.direction,
      row.threadId,
      row.fromId,
      row.toId,
      finite(row.latitude),
      finite(row.longitude),
      finite(row.accuracyMetres),
      row.positionClass,
    )
    if (row.text !== '') this.#statements.run('INSERT INTO record_text (rowid, text) VALUES (?, ?)', id, indexableText(row.text))
  }

  #skip(skip: SkippedRow): void {
    if (this.#listedSkips++ >= LISTED_SKIPS_PER_RUN) return
    this.#statements.run(
      'INSERT INTO skipped_row (run_id, table_name, row_id, reason) VALUES (?, ?, ?, ?)',
      this.#runId,
      skip.from.table,
      storedRowId(skip.from.rowId),
      skip.reason,
    )
  }
}

/** A value of the wrong kind or size, as against a full drive or a damaged case file. */
function isAboutTheValue(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return error instanceof TypeError || error instanceof RangeError || /^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH)/.test(code)
}
