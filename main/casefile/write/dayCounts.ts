/** Counts per day, kind, source and state: what the histogram of a whole case is drawn from. */
import type { Database } from 'better-sqlite3'

export const DAY_MS = 86_400_000

/** Recounts one source. Days are UTC; finer or zoned bars are counted from the records. */
export function countDays(database: Database, sourceId: number): void {
  database
    .transaction(() => {
      database.prepare('DELETE FROM day_count WHERE source_id = ?').run(sourceId)
      database
        .prepare(
          `INSERT INTO day_count (day, kind, source_id, state, records)
           SELECT CAST(floor(at_ms / ${DAY_MS}.0) AS INTEGER), kind, source_id, state, count(*)
           FROM record WHERE source_id = ? AND at_ms IS NOT NULL GROUP BY 1, 2, 3, 4`,
        )
        .run(sourceId)
    })
    .immediate()
}
