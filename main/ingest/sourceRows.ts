/** The rows of one source in the case file: the source itself, its files and its runs. */
import type { Database } from 'better-sqlite3'
import type { Extraction } from '../../parsers/sources/extraction.ts'
import type { Refusal } from '../casefile/write/recordWriter.ts'
import type { PlannedRun } from './plan.ts'

export interface NewSource {
  readonly label: string
  readonly inputPath: string
  readonly sha256: string
  readonly sizeBytes: number
}

export function insertSource(database: Database, extraction: Extraction, { label, inputPath, sha256, sizeBytes }: NewSource): number {
  const { kind, platform, device, notices } = extraction
  const inserted = database
    .prepare(
      `INSERT INTO source (label, kind, original_path, sha256, size_bytes, added_at_ms, status, platform, country, device_json, notices_json)
       VALUES (?, ?, ?, ?, ?, ?, 'importing', ?, ?, ?, ?)`,
    )
    .run(label, kind, inputPath, sha256, sizeBytes, Date.now(), platform, device.country, JSON.stringify(device), JSON.stringify(notices))
  return Number(inserted.lastInsertRowid)
}

export function insertFiles(database: Database, sourceId: number, extraction: Extraction, hashes: ReadonlyMap<string, string>): void {
  const insert = database.prepare(
    'INSERT OR IGNORE INTO evidence_file (source_id, path, stored_as, size_bytes, modified_at_ms, is_present, sha256) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  for (const { path, storedAs, sizeBytes, modifiedAtMs, isPresent } of extraction.list()) {
    insert.run(
      sourceId,
      path,
      storedAs,
      Math.round(sizeBytes),
      modifiedAtMs === null ? null : Math.round(modifiedAtMs),
      isPresent ? 1 : 0,
      hashes.get(storedAs) ?? hashes.get(path) ?? null,
    )
  }
}

export function insertPlan(database: Database, sourceId: number, plan: readonly PlannedRun[]): void {
  for (const planned of plan) insertRun(database, sourceId, planned)
}

/** The next line of the coverage table of a source. */
export function insertRun(database: Database, sourceId: number, { store, path, step, notes = [] }: PlannedRun): void {
  const status = step.kind === 'none' ? step.status : 'planned'
  const ownNote = step.kind === 'none' && step.note !== null ? [step.note] : []
  database
    .prepare(
      `INSERT INTO run (source_id, number, store, path, status, notes_json)
       VALUES (@sourceId, (SELECT coalesce(max(number), 0) + 1 FROM run WHERE source_id = @sourceId), @store, @path, @status, @notes)`,
    )
    .run({ sourceId, store, path, status, notes: JSON.stringify([...notes, ...ownNote]) })
}

/**
 * A run that was found necessary while its file was read: another parser for other tables of it. Planned once, also on resuming, with
 * what was noted of the file before the run that found it ends.
 */
export function insertFurtherRun(
  database: Database,
  sourceId: number,
  path: string,
  { id, store }: { readonly id: string; readonly store: string },
): void {
  database
    .prepare(
      `INSERT INTO run (source_id, number, parser_id, store, path, status, notes_json)
       SELECT @sourceId, (SELECT max(number) + 1 FROM run WHERE source_id = @sourceId), @id, @store, @path, 'planned',
         (SELECT notes_json FROM run WHERE source_id = @sourceId AND path = @path ORDER BY number LIMIT 1)
       WHERE NOT EXISTS (SELECT 1 FROM run WHERE source_id = @sourceId AND path = @path AND parser_id = @id)`,
    )
    .run({ sourceId, id, store, path })
}

export interface FurtherRun {
  readonly id: number
  readonly number: number
  readonly path: string
  readonly parserId: string
}

/** The next run of `insertFurtherRun` that has not been carried out. */
export function nextFurtherRun(database: Database, sourceId: number): FurtherRun | undefined {
  return database
    .prepare(
      "SELECT id, number, path, parser_id AS parserId FROM run WHERE source_id = ? AND status = 'planned' AND path IS NOT NULL AND parser_id IS NOT NULL ORDER BY number LIMIT 1",
    )
    .get(sourceId) as FurtherRun | undefined
}

export interface RunResult {
  readonly status: 'parsed' | 'partly-parsed' | 'not-parsed' | 'unreadable'
  readonly rowsRead: number
  readonly records: number
  readonly derived: number
  readonly skippedReasons: Readonly<Record<string, number>>
  readonly notes: readonly string[]
}

/** The books of a run after the case file refused some of its records: a refused row is a skipped row. */
export function withoutRefused<Books extends Omit<RunResult, 'status'>>(books: Books, refusals: readonly Refusal[]): Books {
  if (refusals.length === 0) return books
  const skippedReasons = { ...books.skippedReasons }
  const own = refusals.filter(({ ordinal }) => ordinal === 0)
  for (const { reason } of own) skippedReasons[reason] = (skippedReasons[reason] ?? 0) + 1
  const further = refusals.length - own.length
  const note = `${further} further records of rows were left out, because the case file cannot hold a value of them.`
  return {
    ...books,
    records: books.records - own.length,
    derived: books.derived - further,
    skippedReasons,
    notes: further === 0 ? books.notes : [...books.notes, note],
  }
}

export function finishRun(database: Database, runId: number, result: RunResult): void {
  const skipped = Object.values(result.skippedReasons).reduce((sum, count) => sum + count, 0)
  const planned = database.prepare('SELECT notes_json FROM run WHERE id = ?').pluck().get(runId) as string
  database
    .prepare(
      'UPDATE run SET status = ?, rows_read = ?, records = ?, derived = ?, skipped = ?, skipped_json = ?, notes_json = ? WHERE id = ?',
    )
    .run(
      result.status,
      result.rowsRead,
      result.records,
      result.derived,
      skipped,
      JSON.stringify(result.skippedReasons),
      JSON.stringify([...(JSON.parse(planned) as string[]), ...result.notes]),
      runId,
    )
}

export function recordFileHash(database: Database, sourceId: number, path: string, sha256: string): void {
  database.prepare('UPDATE evidence_file SET sha256 = ? WHERE source_id = ? AND path = ?').run(sha256, sourceId, path)
}
