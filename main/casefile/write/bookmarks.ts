/** Bookmarks: set, changed and removed by a person; each change is in the audit log. */
import type { Database } from 'better-sqlite3'
import { type Bookmark, CaseError } from '../../contract/index.ts'
import { bookmarkOf } from '../read/detail.ts'
import { citationOf } from '../read/citation.ts'
import { auditChange } from './auditChange.ts'

export function setBookmark(database: Database, actor: string, key: number, note: string, tags: readonly string[]): Bookmark {
  return database
    .transaction(() => {
      if (database.prepare('SELECT 1 FROM record WHERE id = ?').get(key) === undefined)
        throw new CaseError('not-found', `There is no record ${key} in this case.`)
      const existed = bookmarkOf(database, key) !== null
      database
        .prepare(
          `INSERT INTO bookmark (record_id, position, note, tags_json, actor, created_at_ms)
           VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM bookmark), ?, ?, ?, ?)
           ON CONFLICT (record_id) DO UPDATE SET note = excluded.note, tags_json = excluded.tags_json`,
        )
        .run(key, note, JSON.stringify([...new Set(tags)]), actor, Date.now())
      auditChange(
        database,
        actor,
        existed ? 'bookmark changed' : 'bookmark set',
        `${citationOf(database, key)} note: ${note} tags: ${tags.join(', ')}`,
      )
      const saved = bookmarkOf(database, key)
      if (saved === null) throw new Error('the bookmark was not stored')
      return saved
    })
    .immediate()
}

export function removeBookmark(database: Database, actor: string, key: number): boolean {
  return database
    .transaction(() => {
      const removed = database.prepare('DELETE FROM bookmark WHERE record_id = ?').run(key).changes > 0
      if (removed) auditChange(database, actor, 'bookmark removed', citationOf(database, key))
      return removed
    })
    .immediate()
}
