/** Creating, opening and closing a case file: one SQLite database, `NAME.corroborate`. */
import { existsSync, openSync, readSync, closeSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import Database from 'better-sqlite3'
import { CaseError } from '../contract/index.ts'
import { rememberStamp, sealIfChanged, stampOf } from './seal.ts'
import { createRecordIndexes, LATEST_VERSION, migrate } from './schema/migrate.ts'
import { auditChange } from './write/auditChange.ts'
import { storageFailure } from './storageFailure.ts'
import { importHolder } from './write/importHolder.ts'
import { mendBrokenImport } from './write/purge.ts'

/** `CORB` in ASCII; SQLite's header field that tells what a database is for. */
export const APPLICATION_ID = 0x43_4f_52_42

export interface CaseFile {
  readonly path: string
  readonly database: Database.Database
}

export interface NewCase {
  readonly name: string
  readonly number: string
  readonly examiner: string
  /** IANA zone in which times are shown. */
  readonly timezone: string
}

/** Creates the file. Refuses to touch a file that exists. */
export function createCase(path: string, facts: NewCase, actor: string): CaseFile {
  if (existsSync(path))
    throw new CaseError('usage', `The file ${basename(path)} exists already. Choose another name, or open it as a case.`)
  let database: Database.Database
  try {
    database = new Database(path)
    database.pragma(`application_id = ${APPLICATION_ID}`)
    prepare(database)
    migrate(database)
  } catch (error) {
    throw new CaseError(
      'unreadable',
      `The case file ${basename(path)} cannot be created (${reasonOf(error)}). Check that the folder exists and can be written to.`,
    )
  }
  const insert = database.prepare('INSERT INTO case_info (key, value) VALUES (?, ?)')
  for (const [key, value] of Object.entries(facts)) insert.run(key, String(value))
  auditChange(database, actor, 'case created', `${facts.name} (${facts.number || 'no number'})`)
  createRecordIndexes(database)
  return { path, database }
}

/** Opens an existing case, mends what a killed import left, and migrates it. */
export function openCase(path: string, options: { readonly mend: boolean } = { mend: true }): CaseFile {
  refuseWhatIsNoCase(path)
  const stamp = stampOf(path)
  let database: Database.Database
  try {
    database = new Database(path, { fileMustExist: true })
    prepare(database)
    rememberStamp(database, stamp)
  } catch (error) {
    throw new CaseError(
      'unreadable',
      `The case file ${basename(path)} cannot be opened (${reasonOf(error)}). Nothing was changed; restore it from a copy.`,
    )
  }
  try {
    return bringUpToDate({ path, database }, options.mend)
  } catch (error) {
    database.close()
    throw storageFailure(error) ?? error
  }
}

function bringUpToDate(file: CaseFile, mend: boolean): CaseFile {
  const { path, database } = file
  const version = database.pragma('user_version', { simple: true }) as number
  if (version > LATEST_VERSION) {
    throw new CaseError(
      'unreadable',
      `The case file ${basename(path)} was written by a newer version of Corroborate. Open it with that version.`,
    )
  }
  migrate(database)
  if (mend && importHolder(database) === null) {
    mendBrokenImport(database)
    createRecordIndexes(database)
  }
  return file
}

export function closeCase(file: CaseFile): void {
  // Back to one file that can be copied alone.
  try {
    // Not waited for: where another program has the case open, it tidies up when it closes.
    file.database.pragma('busy_timeout = 0')
    file.database.pragma('wal_checkpoint(TRUNCATE)')
  } finally {
    file.database.close()
  }
  sealIfChanged(file.path, file.database)
}

function prepare(database: Database.Database): void {
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  database.pragma('busy_timeout = 10000')
  database.pragma('foreign_keys = ON')
  database.pragma('cache_size = -65536')
  database.pragma('temp_store = MEMORY')
  // SQLite's own lower() knows ASCII only: "Оксана" and "оксана" are one name.
  database.function('fold_case', { deterministic: true }, (text: unknown) =>
    typeof text === 'string' ? text.normalize('NFC').toLowerCase() : text,
  )
}

function refuseWhatIsNoCase(path: string): void {
  if (!existsSync(path))
    throw new CaseError('unreadable', `There is no file ${path}. Check the path, or create the case with "corroborate new".`)
  if (!statSync(path).isFile())
    throw new CaseError('unreadable', `${path} is a folder, not a case file. Choose a file ending in .corroborate.`)
  const header = headerOf(path)
  const isSqlite = header.toString('latin1', 0, 15) === 'SQLite format 3'
  if (!isSqlite || header.readUInt32BE(68) !== APPLICATION_ID) {
    throw new CaseError('unreadable', `${basename(path)} is not a Corroborate case file. To read an extraction, add it to a case.`)
  }
}

function headerOf(path: string): Buffer {
  const header = Buffer.alloc(72)
  let handle: number
  try {
    handle = openSync(path, 'r')
  } catch (error) {
    throw new CaseError('unreadable', `The file ${basename(path)} cannot be opened (${reasonOf(error)}): check your rights.`)
  }
  try {
    readSync(handle, header, 0, 72, 0)
  } finally {
    closeSync(handle)
  }
  return header
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
