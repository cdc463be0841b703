/** Takes the records of a run out again: after a kill, a cancelled import or a parser that died. */
import type { Database } from 'better-sqlite3'
import { citationOf } from '../read/citation.ts'
import { NAMED_IDENTITIES } from '../read/exhibitEntities.ts'
import { forgetExhibitHistory, removeOther } from './exhibitHistory.ts'
import { auditChange } from './auditChange.ts'
import { countDays } from './dayCounts.ts'
import { importHolder, removeLeftWorkingFolder } from './importHolder.ts'

/** Tables that hold one record's rows under its id, beside `record` and `record_text`. */
export const RECORD_TABLES = [
  'message',
  'call',
  'call_party',
  'contact',
  'contact_identifier',
  'location',
  'media',
  'web',
  'account',
  'identity_link',
  'activity',
  'payment',
  'written_note',
  'calendar_event',
  'record_party',
  'duplicate',
  'attachment',
]

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
    takeOutBookmarks(database, ids, bounds)
    takeOutExhibits(database, ids, bounds)
    for (const table of RECORD_TABLES) database.prepare(`DELETE FROM ${table} WHERE record_id IN (${ids})`).run(...bounds)
    database.prepare(`DELETE FROM record_text WHERE rowid IN (${ids})`).run(...bounds)
    for (const column of ['a_record_id', 'b_record_id'])
      database.prepare(`DELETE FROM message_link WHERE ${column} IN (${ids})`).run(...bounds)
    database.prepare(`DELETE FROM duplicate WHERE same_as IN (${ids})`).run(...bounds)
    database.prepare('DELETE FROM record WHERE id BETWEEN ? AND ? AND run_id = ?').run(...bounds)
  }
  database.prepare('DELETE FROM skipped_row WHERE run_id = ?').run(runId)
  database.prepare('DELETE FROM identity_name WHERE run_id = ?').run(runId)
  database.prepare('DELETE FROM thread_member WHERE thread_id IN (SELECT id FROM thread WHERE run_id = ?)').run(runId)
  takeOutReleases(database, runId)
  database.prepare('DELETE FROM thread WHERE run_id = ?').run(runId)
  database
    .prepare(
      "UPDATE run SET status = 'planned', rows_read = 0, records = 0, derived = 0, skipped = 0, skipped_json = '{}', first_record_id = NULL, last_record_id = NULL WHERE id = ?",
    )
    .run(runId)
}

/** Record numbers may be given again: a bookmark must not come to stand for another record. What it said is kept in the log. */
function takeOutBookmarks(database: Database, ids: string, bounds: readonly number[]): void {
  const keys = database
    .prepare(`SELECT record_id FROM bookmark WHERE record_id IN (${ids})`)
    .pluck()
    .all(...bounds) as number[]
  for (const key of keys) {
    const { note, tags_json } = database.prepare('SELECT note, tags_json FROM bookmark WHERE record_id = ?').get(key) as {
      note: string
      tags_json: string
    }
    const citation = citationOf(database, key)
    database.prepare('DELETE FROM bookmark WHERE record_id = ?').run(key)
    auditChange(database, 'Corroborate', 'bookmark taken out with its record', `${citation} note: ${note} tags: ${tags_json}`)
  }
}

/** What rests on a record goes with it; what could be put back would stand for other records. */
function takeOutExhibits(database: Database, ids: string, bounds: readonly number[]): void {
  const found = database
    .prepare(
      `SELECT id, coalesce(number, position) AS number, kind, label, note FROM exhibit WHERE id IN (SELECT exhibit_id FROM exhibit_record WHERE record_id IN (${ids})) ORDER BY id`,
    )
    .all(...bounds) as { id: number; number: string; kind: string; label: string; note: string }[]
  for (const { id, number, kind, label, note } of found) {
    removeOther(database, id)
    auditChange(database, 'Corroborate', 'exhibit taken out with its records', `exhibit ${number} (${kind} "${label}") note: ${note}`)
  }
  if (database.prepare('SELECT 1 FROM evidence_change').get() === undefined) return
  forgetExhibitHistory(database)
  auditChange(database, 'Corroborate', 'exhibit changes cannot be taken back any more', 'records of the case were taken out')
}

/** The number of a conversation may be given again: a release must not come to stand for another one. */
function takeOutReleases(database: Database, runId: number): void {
  const threads = 'SELECT id FROM thread WHERE run_id = ?'
  const removed = database.prepare(`DELETE FROM privilege_release WHERE thread_id IN (${threads})`).run(runId).changes
  if (removed > 0)
    auditChange(database, 'Corroborate', 'privileged records released no more', `${removed} conversations went with their source`)
}

/**
 * Mends what a killed or broken-off import left: half-written runs go, their source is called incomplete and counted, and
 * working copies are removed. Does nothing while another process imports. Returns the sources that were left incomplete.
 */
export function mendBrokenImport(database: Database): readonly number[] {
  if (importHolder(database) !== null) return []
  removeLeftWorkingFolder(database)
  const left = database.prepare("SELECT id FROM source WHERE status = 'importing'").pluck().all() as number[]
  const half = database.prepare("SELECT id FROM run WHERE status = 'running'").pluck().all() as number[]
  if (left.length === 0 && half.length === 0) return []
  database
    .transaction(() => {
      for (const id of half) purgeRun(database, id)
      database.prepare("UPDATE source SET status = 'incomplete' WHERE status = 'importing'").run()
    })
    .immediate()
  for (const id of left) countDays(database, id)
  return left
}

/** Takes a whole source out of the case: its records, runs and files. */
export function removeSource(database: Database, sourceId: number): void {
  database
    .transaction(() => {
      const runs = database.prepare('SELECT id FROM run WHERE source_id = ?').pluck().all(sourceId) as number[]
      for (const run of runs) purgeRun(database, run)
      for (const table of ['run', 'evidence_file', 'identity_spelling', 'day_count'])
        database.prepare(`DELETE FROM ${table} WHERE source_id = ?`).run(sourceId)
      database.prepare('DELETE FROM source WHERE id = ?').run(sourceId)
      removeUnusedIdentities(database)
    })
    .immediate()
}

/** Identities that only the removed source named go, unless somebody put them to a person. */
function removeUnusedIdentities(database: Database): void {
  const unused = `SELECT id FROM identity WHERE id NOT IN (SELECT identity_id FROM identity_spelling) AND id NOT IN (SELECT identity_id FROM person_identity)
    AND id NOT IN (SELECT owner_identity_id FROM source WHERE owner_identity_id IS NOT NULL) AND id NOT IN (${NAMED_IDENTITIES})`
  database.prepare(`DELETE FROM suggestion WHERE a_identity_id IN (${unused}) OR b_identity_id IN (${unused})`).run()
  database.prepare(`DELETE FROM identity WHERE id IN (${unused})`).run()
}
