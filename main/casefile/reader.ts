/** A connection of its own for long readings: sees the case as it was at the start, and leaves the main one free to write. */
import Database from 'better-sqlite3'
import type { CaseFile } from './caseFile.ts'

export interface CaseReader extends CaseFile {
  close(): void
}

/** Everything read through it is one moment of the case, whatever is imported or bookmarked meanwhile. */
export function openReader(path: string): CaseReader {
  const database = new Database(path, { readonly: true, fileMustExist: true })
  database.pragma('busy_timeout = 10000')
  database.pragma('temp_store = MEMORY')
  database.exec('BEGIN')
  return { path, database, close: () => database.close() }
}
