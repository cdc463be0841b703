/** SHA-256 of evidence files by source and path; remembers the last one, because records of one file follow each other. */
import type { Database, Statement } from 'better-sqlite3'

export class FileHashes {
  readonly #statement: Statement
  #lastKey = ''
  #last: string | null = null

  constructor(database: Database) {
    this.#statement = database.prepare('SELECT sha256 FROM evidence_file WHERE source_id = ? AND path = ?').pluck()
  }

  /** Null where the file was not hashed. */
  of(sourceId: number, path: string): string | null {
    const key = `${sourceId}:${path}`
    if (key !== this.#lastKey) {
      this.#last = (this.#statement.get(sourceId, path) as string | null | undefined) ?? null
      this.#lastKey = key
    }
    return this.#last
  }
}
