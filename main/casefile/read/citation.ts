/** The id under which a record is cited. */
import type { Database } from 'better-sqlite3'
import { citationId } from './lines.ts'

export function citationOf(database: Database, key: number): string {
  const row = database
    .prepare(
      'SELECT r.source_id, run.number AS run_number, t.name AS table_name, r.row_id, r.ordinal FROM record AS r JOIN run ON run.id = r.run_id JOIN evidence_table AS t ON t.id = r.table_id WHERE r.id = ?',
    )
    .get(key) as Parameters<typeof citationId>[0] | undefined
  return row === undefined ? `record ${key}` : citationId(row)
}
