/** A case file for checking: copied with its write-ahead log into a private folder and opened there, never where it lies. */
import { closeSync, copyFileSync, constants, existsSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { CaseError } from '../contract/index.ts'

export interface CheckCopy {
  readonly database: Database.Database
  /** Header of the file as it lies, 100 bytes. */
  readonly header: Buffer
  readonly sizeBytes: number
  /** The log beside the file holds something: the file alone is not the whole case. */
  readonly hasLog: boolean
  /** The copy, for reading its bytes. */
  readonly path: string
  /** A log lay beside the file: some program has it open, or was stopped. */
  readonly wasOpen: boolean
  dispose(): void
}

/** Somebody may be writing: a copy counts only when size and time of the files stood still meanwhile. */
const COPY_ATTEMPTS = 3

/** Throws what SQLite says when the copy cannot be opened as a database at all. */
export function openCheckCopy(path: string): CheckCopy {
  const folder = mkdtempSync(join(tmpdir(), 'corroborate-verify-'))
  const copy = join(folder, 'case.db')
  try {
    copyStill(path, copy)
    const wasOpen = existsSync(`${copy}-wal`)
    const hasLog = wasOpen && statSync(`${copy}-wal`).size > 0
    const header = headerOf(copy)
    const sizeBytes = statSync(copy).size
    const database = new Database(copy, { fileMustExist: true })
    const dispose = (): void => {
      database.close()
      rmSync(folder, { recursive: true, force: true })
    }
    return { database, header, sizeBytes, hasLog, path: copy, wasOpen, dispose }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

function copyStill(path: string, copy: string): void {
  for (let attempt = 1; attempt <= COPY_ATTEMPTS; attempt++) {
    const before = stamp(path)
    try {
      copyFileSync(path, copy, constants.COPYFILE_FICLONE)
      rmSync(`${copy}-wal`, { force: true })
      if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`, constants.COPYFILE_FICLONE)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new CaseError(
        'unreadable',
        `The case file ${basename(path)} cannot be copied for checking (${reason}). Check its rights and the free space of the temporary folder.`,
      )
    }
    if (stamp(path) === before) return
  }
  throw new CaseError('busy', 'The case file is being written to right now. Wait until the import has ended, then verify.')
}

function stamp(path: string): string {
  return [path, `${path}-wal`].map((file) => (existsSync(file) ? `${statSync(file).size} ${statSync(file).mtimeMs}` : '-')).join(' ')
}

function headerOf(path: string): Buffer {
  const header = Buffer.alloc(100)
  const handle = openSync(path, 'r')
  try {
    readSync(handle, header, 0, header.length, 0)
  } finally {
    closeSync(handle)
  }
  return header
}
