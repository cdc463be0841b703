/** The schema of a new case file as text. `node test/casefile/schemaSnapshot.ts` renews the snapshot. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { createRecordIndexes, migrate } from '../../main/casefile/schema/migrate.ts'

export const SNAPSHOT_FILE = fileURLToPath(new URL('./schema.snapshot.json', import.meta.url))

/** Every object of the schema, by name, with the words it was made with. Shadow tables of FTS5 are SQLite's own. */
export function currentSchema(): Record<string, string> {
  const database = new Database(':memory:')
  try {
    migrate(database)
    createRecordIndexes(database)
    const rows = database
      .prepare(
        "SELECT type || ' ' || name AS name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'record_text_*' AND name <> 'sqlite_sequence' ORDER BY 1",
      )
      .all() as { name: string; sql: string }[]
    return Object.fromEntries(rows.map(({ name, sql }) => [name, sql.replace(/\s+/g, ' ')]))
  } finally {
    database.close()
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(SNAPSHOT_FILE, `${JSON.stringify(currentSchema(), null, 2)}\n`)
