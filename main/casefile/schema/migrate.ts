/** Numbered migrations. Each has a test that migrates to exactly its version. Additive only. */
import type { Database } from 'better-sqlite3'
import { INITIAL_SCHEMA, RECORD_INDEXES } from './0001-initial.ts'
import { ACTIVITIES_SCHEMA } from './0002-activities.ts'
import { LINKS_SCHEMA } from './0003-links.ts'
import { EVIDENCE_SCHEMA } from './0004-evidence.ts'
import { OUTSIDE_SCHEMA } from './0005-outside.ts'
import { HASH_SETS_SCHEMA } from './0006-hash-sets.ts'

export const MIGRATIONS: readonly { readonly version: number; readonly sql: string }[] = [
  { version: 1, sql: INITIAL_SCHEMA },
  { version: 2, sql: ACTIVITIES_SCHEMA },
  { version: 3, sql: LINKS_SCHEMA },
  { version: 4, sql: EVIDENCE_SCHEMA },
  { version: 5, sql: OUTSIDE_SCHEMA },
  { version: 6, sql: HASH_SETS_SCHEMA },
]

export const LATEST_VERSION = MIGRATIONS.length

/** Brings the file to the given version, one transaction per migration. */
export function migrate(database: Database, toVersion: number = LATEST_VERSION): void {
  const current = database.pragma('user_version', { simple: true }) as number
  for (const { version, sql } of MIGRATIONS) {
    if (version <= current || version > toVersion) continue
    database.transaction(() => {
      database.exec(sql)
      database.pragma(`user_version = ${version}`)
    })()
  }
}

export function createRecordIndexes(database: Database): void {
  for (const [name, definition] of Object.entries(RECORD_INDEXES)) database.exec(`CREATE INDEX IF NOT EXISTS ${name} ${definition}`)
}

export function dropRecordIndexes(database: Database): void {
  for (const name of Object.keys(RECORD_INDEXES)) database.exec(`DROP INDEX IF EXISTS ${name}`)
}
