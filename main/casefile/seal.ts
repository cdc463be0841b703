/**
 * The seal: SHA-256 over every byte of the closed case file, kept inside it.
 *
 * The digests in the audit log cover what the case says, for ever. The seal covers the rest (indexes, caches, unused
 * space) since the program last closed the case. It is a value of `case_info` of fixed length that is written as zeros
 * through SQLite, then replaced in place in the closed file; the hash counts those 64 characters as zeros.
 */
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, existsSync, openSync, readSync, statSync, writeSync } from 'node:fs'
import Database from 'better-sqlite3'

const ZEROS = '0'.repeat(64)
const SEALED = /^seal ([0-9a-f]{32}) ([0-9a-f]{64})$/
const CHUNK_BYTES = 4 * 1024 * 1024

interface FileStamp {
  readonly mtimeMs: number
  readonly size: number
  readonly hadLog: boolean
}

const opened = new WeakMap<Database.Database, FileStamp>()
const hasLog = (path: string): boolean => existsSync(`${path}-wal`)

/** To be called when a case was opened: what the file was like before decides whether it is sealed anew. A new case always is. */
export function rememberStamp(database: Database.Database, stamp: FileStamp): void {
  opened.set(database, stamp)
}

/** The file before it is opened. A log that is not empty is what a killed program left. */
export function stampOf(path: string): FileStamp {
  const { mtimeMs, size } = statSync(path)
  return { mtimeMs, size, hadLog: hasLog(path) && statSync(`${path}-wal`).size > 0 }
}

/**
 * After the connection was closed: seals the file when it changed, and only when nobody else has it open. What stands
 * in the way (a full disk, a folder that was taken away) costs the seal and not the case; verification then says so.
 */
export function sealIfChanged(path: string, database: Database.Database): void {
  // The last connection takes the log away with it: a log that is there belongs to somebody else.
  if (!existsSync(path) || hasLog(path) || !isChanged(path, opened.get(database))) return
  try {
    seal(path)
  } catch {
    // The file stays without a valid seal.
  }
}

function isChanged(path: string, before: FileStamp | undefined): boolean {
  const { mtimeMs, size } = statSync(path)
  return before === undefined || before.hadLog || mtimeMs !== before.mtimeMs || size !== before.size
}

function seal(path: string): void {
  const nonce = randomBytes(16).toString('hex')
  const pages = writeSealRow(path, nonce)
  if (hasLog(path)) return
  const handle = openSync(path, 'r+')
  try {
    const offset = locate(handle, pages, nonce)
    if (offset !== null) writeSync(handle, Buffer.from(hashFile(handle, offset)), 0, 64, offset)
  } finally {
    closeSync(handle)
  }
}

function writeSealRow(path: string, nonce: string): SealPages {
  const database = new Database(path, { fileMustExist: true })
  try {
    database
      .prepare("INSERT INTO case_info (key, value) VALUES ('seal', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
      .run(`seal ${nonce} ${ZEROS}`)
    database.pragma('wal_checkpoint(TRUNCATE)')
    return sealPages(database)
  } finally {
    database.close()
  }
}

interface SealPages {
  readonly pageBytes: number
  readonly numbers: readonly number[]
}

function sealPages(database: Database.Database): SealPages {
  return {
    pageBytes: database.pragma('page_size', { simple: true }) as number,
    numbers: database.prepare("SELECT pageno FROM dbstat WHERE name = 'case_info' ORDER BY pageno").pluck().all() as number[],
  }
}

/** Where the 64 characters behind the nonce stand in the file; null unless they stand in exactly one place. */
function locate(handle: number, { pageBytes, numbers }: SealPages, nonce: string): number | null {
  const found: number[] = []
  const page = Buffer.alloc(pageBytes)
  for (const number of numbers) {
    readSync(handle, page, 0, pageBytes, (number - 1) * pageBytes)
    for (let at = page.indexOf(nonce); at >= 0; at = page.indexOf(nonce, at + 1))
      found.push((number - 1) * pageBytes + at + nonce.length + 1)
  }
  return found.length === 1 ? (found[0] ?? null) : null
}

/** SHA-256 of the file with the seal's own characters taken as zeros. */
function hashFile(handle: number, sealOffset: number): string {
  const hash = createHash('sha256')
  const chunk = Buffer.alloc(CHUNK_BYTES)
  for (let position = 0; ;) {
    const length = readSync(handle, chunk, 0, CHUNK_BYTES, position)
    if (length === 0) return hash.digest('hex')
    for (let index = 0; index < 64; index++) {
      const at = sealOffset + index - position
      if (at >= 0 && at < length) chunk[at] = 0x30
    }
    hash.update(chunk.subarray(0, length))
    position += length
  }
}

/** One sentence when the file at `path`, whose content `database` holds, is not as the program closed it; else none. */
export function sealProblems(path: string, database: Database.Database): string[] {
  const value = database.prepare("SELECT value FROM case_info WHERE key = 'seal'").pluck().get() as string | undefined
  const [, nonce, sha256] = SEALED.exec(value ?? '') ?? []
  if (nonce === undefined || sha256 === undefined)
    return ['The file carries no seal, so bytes that no record uses cannot be checked. Open the case and close it again to seal it.']
  if (sha256 === ZEROS)
    return [
      'The file was not sealed, because the program was stopped while it closed the case. Open the case and close it again to seal it.',
    ]
  const handle = openSync(path, 'r')
  try {
    const offset = locate(handle, sealPages(database), nonce)
    return offset !== null && hashFile(handle, offset) === sha256
      ? []
      : ['The bytes of the file are not those that the program left when it last closed the case.']
  } finally {
    closeSync(handle)
  }
}
