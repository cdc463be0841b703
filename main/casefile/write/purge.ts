/** Takes the records of a run out again: after a kill, a cancelled import or a parser that died. */
import type { Database } from 'better-sqlite3'

const RECORD_TABLES = ['message', 'call', 'call_party', 'contact', 'contact_identifier', 'location', 'media', 'web', 'account', 'identity_link', 'attachment']

/**
 * A run writes its first record id before its first record, and the single writer appends; so the records of a run
 * that never finished are all ids from that one up to the next finished run.
 */
export function purgeRun(database: Database, runId: number): void {
  const run = database.prepare('SELECT first_record_id AS first, last_record_id AS last FROM run WHERE id = ?').get(runId) as
    | { first: number | null; last: number | null }
    | undefined
  if (run === undefined) return
  if (run.first !== null) {
    const bounds = [run.first, run.last ?? Number.MAX_SAFE_INTEGER, runId]
    const ids = 'SELECT id FROM record WHERE id BETWEEN ? AND ? AND run_id = ?'
    for (const table of RECORD_TABLES) database.prepare(`DELETE FROM ${table} WHERE record_id IN (${ids})`).run(...bounds)
    database.prepare(`DELETE FROM record_text WHERE rowid IN (${ids})`).run(...bounds)
    database.prepare('DELETE FROM record WHERE id BETWEEN ? AND ? AND run_id = ?').run(...bounds)
  }
  database.prepare('DELETE FROM skipped_row WHERE run_id = ?').run(runId)
  database.prepare('DELETE FROM identity_name WHERE run_id = ?').run(runId)
  database.prepare('DELETE FROM thread_member WHERE thread_id IN (SELECT id FROM thread WHERE run_id = ?)').run(runId)
  database.prepare('DELETE FROM thread WHERE run_id = ?').run(runId)
  database
    .prepare("UPDATE run SET status = 'planned', rows_read = 0, records = 0, derived = 0, skipped = 0, skipped_json = '{}', first_record_id = NULL, last_record_id = NULL WHERE id = ?")
    .run(runId)
}

/** Opening a case whose import was killed: half-written runs go, their source is called incomplete. */
export function purgeHalfWrittenRuns(database: Database): void {
  const isImportAlive = importHolder(database) !== null
  if (isImportAlive) return
  database
    .transaction(() => {
      for (const id of database.prepare("SELECT id FROM run WHERE status = 'running'").pluck().all() as number[]) purgeRun(database, id)
      database.prepare("UPDATE source SET status = 'incomplete' WHERE status = 'importing'").run()
    })
    .immediate()
}

/** Process id of the import that is writing to this case on this machine right now, or null. */
export function importHolder(database: Database): number | null {
  const value = database.prepare("SELECT value FROM case_info WHERE key = 'importing_process'").pluck().get() as string | undefined
  if (value === undefined || value === '') return null
  const processId = Number(value)
  try {
    process.kill(processId, 0)
    return processId === process.pid ? null : processId
  } catch {
    return null
  }
}

export function setImportHolder(database: Database, processId: number | null): void {
  database
    .prepare("INSERT INTO case_info (key, value) VALUES ('importing_process', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
    .run(processId === null ? '' : String(processId))
}

/** Takes a whole source out of the case: its records, runs and files. */
export function removeSource(database: Database, sourceId: number): void {
  database
    .transaction(() => {
      const runs = database.prepare('SELECT id FROM run WHERE source_id = ?').pluck().all(sourceId) as number[]
      database.prepare('DELETE FROM bookmark WHERE record_id IN (SELECT id FROM record WHERE source_id = ?)').run(sourceId)
      for (const run of runs) purgeRun(database, run)
      for (const table of ['run', 'evidence_file', 'identity_spelling', 'day_count']) database.prepare(`DELETE FROM ${table} WHERE source_id = ?`).run(sourceId)
      database.prepare('DELETE FROM source WHERE id = ?').run(sourceId)
    })
    .immediate()
}
