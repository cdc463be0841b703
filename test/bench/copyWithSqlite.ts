/** The least that any import must do: SQLite copies rows of the evidence, attached as `evidence`, into a new indexed file. */
import Database from 'better-sqlite3'

export function copyWithSqlite(evidence: string, target: string, sql: string): void {
  const database = new Database(target)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  database.prepare('ATTACH ? AS evidence').run(evidence)
  database.transaction(() => database.exec(sql))()
  database.close()
}
