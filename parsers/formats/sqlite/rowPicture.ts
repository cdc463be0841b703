/** Reads the picture that a row holds as bytes from a working copy of its database. */
import Database from 'better-sqlite3'

/** The blob that `sql` gives for a row; null where it has none, or where an older schema lacks the table or column. */
export function readRowPicture(copyPath: string, sql: string, row: string): Buffer | null {
  if (!/^-?\d+$/.test(row)) return null
  const database = new Database(copyPath, { fileMustExist: true })
  try {
    database.pragma('query_only = ON')
    database.pragma('trusted_schema = OFF')
    const found = database.prepare(sql).pluck().get(BigInt(row))
    return found instanceof Uint8Array && found.length > 0 ? Buffer.from(found) : null
  } catch (error) {
    if (error instanceof Database.SqliteError) return null
    throw error
  } finally {
    database.close()
  }
}
