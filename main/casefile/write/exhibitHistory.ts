/**
 * Every change to exhibits notes how the touched rows stood before, as rows to put back: undo is the same for all of them.
 * A change covers any number of exhibits and is one step.
 */
import type { Database } from 'better-sqlite3'
import type { ExhibitId } from '../../contract/index.ts'
import { type BookmarkRow, bookmarkRow, exhibitKey, otherRow, type OtherRow } from '../read/exhibits.ts'
import { auditChange } from './auditChange.ts'

/** Steps that can be taken back. Older ones stand in the audit log. */
const KEPT_STEPS = 100
/** All of them are hashed with each change: a few changes of thousands of exhibits are as much as a hundred small ones. */
const KEPT_BYTES = 8_000_000

interface Before {
  readonly bookmarks: readonly { readonly key: number; readonly row: BookmarkRow | null }[]
  readonly others: readonly { readonly key: number; readonly row: OtherRow | null; readonly records: readonly number[] }[]
}

/** Notes how `ids` stand, changes them, and logs it. To be called in a transaction. */
export function recordedChange(
  database: Database,
  actor: string,
  action: string,
  description: string,
  ids: readonly ExhibitId[],
  apply: () => void,
): void {
  const before = snapshot(database, ids)
  apply()
  database
    .prepare('INSERT INTO evidence_change (at_ms, actor, description, undo_json) VALUES (?, ?, ?, ?)')
    .run(Date.now(), actor, description, JSON.stringify(before))
  database.prepare('DELETE FROM evidence_change WHERE id <= (SELECT max(id) FROM evidence_change) - ?').run(KEPT_STEPS)
  database
    .prepare(
      `DELETE FROM evidence_change WHERE id < (SELECT max(id) FROM evidence_change)
         AND ? < (SELECT sum(length(newer.undo_json)) FROM evidence_change AS newer WHERE newer.id >= evidence_change.id)`,
    )
    .run(KEPT_BYTES)
  auditChange(database, actor, action, description)
}

/** What was taken back, or null when there is nothing. */
export function undoLastChange(database: Database, actor: string): string | null {
  return database
    .transaction(() => {
      const last = database.prepare('SELECT id, description, undo_json FROM evidence_change ORDER BY id DESC LIMIT 1').get() as
        | { id: number; description: string; undo_json: string }
        | undefined
      if (last === undefined) return null
      restore(database, JSON.parse(last.undo_json) as Before)
      database.prepare('DELETE FROM evidence_change WHERE id = ?').run(last.id)
      auditChange(database, actor, 'exhibit change taken back', last.description)
      return last.description
    })
    .immediate()
}

/** After records went: what could be put back might stand for others. What was done is in the audit log. */
export function forgetExhibitHistory(database: Database): void {
  database.prepare('DELETE FROM evidence_change').run()
}

function snapshot(database: Database, ids: readonly ExhibitId[]): Before {
  const keys = ids.map(exhibitKey)
  const records = database.prepare('SELECT record_id FROM exhibit_record WHERE exhibit_id = ? ORDER BY record_id').pluck()
  return {
    bookmarks: keys.filter(({ isRecord }) => isRecord).map(({ key }) => ({ key, row: bookmarkRow(database, key) })),
    others: keys
      .filter(({ isRecord }) => !isRecord)
      .map(({ key }) => ({ key, row: otherRow(database, key), records: records.all(key) as number[] })),
  }
}

function restore(database: Database, { bookmarks, others }: Before): void {
  for (const { key, row } of bookmarks) {
    database.prepare('DELETE FROM bookmark WHERE record_id = ?').run(key)
    if (row !== null) insertBookmark(database, row)
  }
  for (const { key, row, records } of others) {
    removeOther(database, key)
    if (row !== null) insertOther(database, row, records)
  }
}

export function removeOther(database: Database, id: number): void {
  database.prepare('DELETE FROM exhibit_record WHERE exhibit_id = ?').run(id)
  database.prepare('DELETE FROM exhibit WHERE id = ?').run(id)
}

const WORDS = 'position, number, note, tags_json, elements_json, statements_json, stance, context, actor, created_at_ms'
const WORD_VALUES = '@position, @number, @note, @tags_json, @elements_json, @statements_json, @stance, @context, @actor, @created_at_ms'

export function insertBookmark(database: Database, row: BookmarkRow): void {
  database.prepare(`INSERT INTO bookmark (record_id, ${WORDS}) VALUES (@record_id, ${WORD_VALUES})`).run(row)
}

/** `id` 0 lets SQLite choose, which never chooses one a second time. Returns the id. */
export function insertOther(database: Database, row: OtherRow, records: readonly number[]): number {
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO exhibit (id, kind, label, target_json, picture_sha256, ${WORDS}) VALUES (nullif(@id, 0), @kind, @label, @target_json, @picture_sha256, ${WORD_VALUES})`,
    )
    .run(row)
  const insert = database.prepare('INSERT OR IGNORE INTO exhibit_record (exhibit_id, record_id) VALUES (?, ?)')
  for (const key of records) insert.run(lastInsertRowid, key)
  return Number(lastInsertRowid)
}
