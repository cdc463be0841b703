/** Remarks of reviewers: added with each file, never changed by a later one. */
import type { Database } from 'better-sqlite3'
import type { ExhibitId, ReviewMark } from '../../contract/index.ts'
import { citationOf } from '../read/citation.ts'
import { exhibitKey } from '../read/exhibits.ts'
import { auditChange } from './auditChange.ts'

export interface ReviewFile {
  /** SHA-256 of the file: the same file is imported once. */
  readonly sha256: string
  readonly packageId: string
  readonly reviewer: string
  readonly savedAtMs: number
  readonly remarks: readonly {
    readonly item: ExhibitId
    readonly mark: ReviewMark | null
    readonly comment: string
    readonly atMs: number
  }[]
}

/** The number of the review, or null when this very file was imported before. */
export function addReview(database: Database, actor: string, review: ReviewFile): number | null {
  return database
    .transaction(() => {
      if (database.prepare('SELECT 1 FROM review WHERE sha256 = ?').get(review.sha256) !== undefined) return null
      const { lastInsertRowid } = database
        .prepare('INSERT INTO review (sha256, package_id, reviewer, saved_at_ms, actor, imported_at_ms) VALUES (?, ?, ?, ?, ?, ?)')
        .run(review.sha256, review.packageId, review.reviewer, review.savedAtMs, actor, Date.now())
      const id = Number(lastInsertRowid)
      const insert = database.prepare('INSERT INTO review_remark (review_id, item, record, mark, comment, at_ms) VALUES (?, ?, ?, ?, ?, ?)')
      for (const { item, mark, comment, atMs } of review.remarks) insert.run(id, item, recordOf(database, item), mark, comment, atMs)
      auditChange(
        database,
        actor,
        'review imported',
        `${review.remarks.length} remarks of ${review.reviewer} on package ${review.packageId}, SHA-256 ${review.sha256}`,
      )
      return id
    })
    .immediate()
}

/** Citation of the record; record numbers may be given again, citations tell. Empty for what is no single record, or not there. */
function recordOf(database: Database, item: ExhibitId): string {
  const { isRecord, key } = exhibitKey(item)
  if (!isRecord || database.prepare('SELECT 1 FROM record WHERE id = ?').get(key) === undefined) return ''
  return citationOf(database, key)
}
