/** Databases that another implementation of SQLCipher wrote are read page by page; what was changed or cut is refused, and said. */
import Database from 'better-sqlite3'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCipherDatabase } from '../../../test/parsers/encryptedDatabase.ts'
import type { SqlCipherStore } from '../../model/index.ts'
import { decryptCopy } from './sqlCipherFile.ts'

const STORE = { keyName: 'the key', apps: [], keyFiles: [], pageBytes: 4096 } as const
const STORES: Readonly<Record<string, SqlCipherStore>> = {
  'of Signal for Android': { ...STORE, key: 'passphrase', kdfRounds: 1, hash: 'sha1', plainHeaderBytes: 0 },
  'of Signal for the iPhone': { ...STORE, key: 'raw', kdfRounds: 256_000, hash: 'sha512', plainHeaderBytes: 32 },
  'with a raw key and its salt inside': { ...STORE, key: 'raw', kdfRounds: 256_000, hash: 'sha512', plainHeaderBytes: 0 },
}
const KEY = '8f3a1c5e7b9d0f2143658709badcfe1032547698a1b2c3d4e5f60718293a4b5c'
const SALT = '00112233445566778899aabbccddeeff'
const ROWS = 900

const folder = (): string => mkdtempSync(join(tmpdir(), 'corroborate-cipher-'))
const keyOf = (store: SqlCipherStore): string => (store.plainHeaderBytes === 0 ? KEY : KEY + SALT)

/** A database of many pages; with `inLog` half of the rows lie in its write-ahead log only. */
function make(store: SqlCipherStore, inLog: boolean): string {
  const [written, copied] = [join(folder(), 'made.db'), join(folder(), 'copy.db')]
  const database = openCipherDatabase(written, store, keyOf(store))
  database.exec('CREATE TABLE message (id INTEGER PRIMARY KEY, body TEXT)')
  database.pragma('journal_mode = WAL')
  const insert = database.prepare('INSERT INTO message VALUES (?, ?)')
  database.transaction(() => {
    for (let id = 1; id <= ROWS / 2; id++) insert.run(id, `message ${id} ${'x'.repeat(200)}`)
  })()
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.transaction(() => {
    for (let id = ROWS / 2 + 1; id <= ROWS; id++) insert.run(id, `message ${id} ${'x'.repeat(200)}`)
  })()
  if (!inLog) database.pragma('wal_checkpoint(TRUNCATE)')
  // Copied while it is open: closing would write the log back.
  copyFileSync(written, copied)
  if (inLog) copyFileSync(`${written}-wal`, `${copied}-wal`)
  database.close()
  return copied
}

function rowsOf(path: string): { count: number; sum: number; integrity: string } {
  const database = new Database(path)
  try {
    const { count, sum } = database.prepare('SELECT count(*) AS count, sum(id) AS sum FROM message').get() as { count: number; sum: number }
    return { count, sum, integrity: database.pragma('integrity_check', { simple: true }) as string }
  } finally {
    database.close()
  }
}

async function notesOf(path: string, store: SqlCipherStore): Promise<readonly string[]> {
  const decrypted = await decryptCopy(path, store, [key(store)])
  if (decrypted.kind !== 'opened') throw new Error(`expected the copy to be opened, but it is ${decrypted.kind}`)
  return decrypted.notes
}

const WHOLE = { count: ROWS, sum: (ROWS * (ROWS + 1)) / 2, integrity: 'ok' }
const key = (store: SqlCipherStore): Buffer => Buffer.from(keyOf(store), 'hex')

describe.each(Object.entries(STORES).map(([name, store]) => ({ name, store })))('$name', ({ store }) => {
  it('is read whole', async () => {
    const path = make(store, false)
    expect(() => rowsOf(path)).toThrow(/not a database|malformed|unsupported file format/)
    expect(await decryptCopy(path, store, [key(store)])).toEqual({ kind: 'opened', notes: [] })
    expect(rowsOf(path)).toEqual(WHOLE)
    expect(readFileSync(path).subarray(0, 15).toString('latin1')).toBe('SQLite format 3')
  })

  it('is read with the rows of its write-ahead log', async () => {
    const path = make(store, true)
    expect(await decryptCopy(path, store, [key(store)])).toEqual({ kind: 'opened', notes: [] })
    expect(rowsOf(path)).toEqual(WHOLE)
  })

  it('stays closed, and as it is, to a wrong key and to one of another size', async () => {
    const path = make(store, false)
    const before = readFileSync(path)
    const wrong = Buffer.from(key(store))
    wrong[5] = (wrong[5] ?? 0) ^ 1
    expect(await decryptCopy(path, store, [wrong, Buffer.alloc(16)])).toEqual({ kind: 'locked' })
    expect(await decryptCopy(path, store, [])).toEqual({ kind: 'locked' })
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(await decryptCopy(path, store, [wrong, key(store)])).toMatchObject({ kind: 'opened' })
  })

  it('loses a page of which one bit was flipped, says so, and keeps the rest', async () => {
    const path = make(store, false)
    const bytes = readFileSync(path)
    bytes[4096 * 20 + 100] = (bytes[4096 * 20 + 100] ?? 0) ^ 1
    writeFileSync(path, bytes)
    const notes = await notesOf(path, store)
    expect(notes).toEqual([expect.stringMatching(/^1 of \d+ pages fail their authenticity check \(page 21\)/)])
    const database = new Database(path)
    expect(database.prepare('SELECT count(*) FROM message WHERE id < 50').pluck().get()).toBe(49)
    database.close()
  })

  it('ends its log at a frame of which one bit was flipped', async () => {
    const path = make(store, true)
    const log = readFileSync(`${path}-wal`)
    log[32 + 24 + 300] = (log[32 + 24 + 300] ?? 0) ^ 1
    writeFileSync(`${path}-wal`, log)
    const notes = await notesOf(path, store)
    expect(notes).toEqual([expect.stringMatching(/^Frame 1 of the write-ahead log fails/)])
    expect(rowsOf(path)).toEqual({ count: ROWS / 2, sum: ((ROWS / 2) * (ROWS / 2 + 1)) / 2, integrity: 'ok' })
  })

  it('says that it is cut off', async () => {
    const path = make(store, false)
    truncateSync(path, 4096 * 10)
    const notes = await notesOf(path, store)
    expect(notes).toEqual([expect.stringMatching(/^The file is cut off: it holds 10 of \d+ pages/)])
  })

  it('leaves out a rollback journal, whose encrypted pages must not be rolled back', async () => {
    const path = make(store, false)
    writeFileSync(`${path}-journal`, Buffer.concat([Buffer.from('d9d505f920a163d7', 'hex'), Buffer.alloc(600)]))
    expect(await decryptCopy(path, store, [key(store)])).toEqual({
      kind: 'opened',
      notes: [expect.stringContaining('rollback journal')],
    })
    expect(existsSync(`${path}-journal`)).toBe(false)
    expect(rowsOf(path)).toEqual(WHOLE)
  })
})

it('leaves a plain database alone', async () => {
  const path = join(folder(), 'plain.db')
  const database = new Database(path)
  database.exec('CREATE TABLE message (id INTEGER PRIMARY KEY, body TEXT)')
  database.close()
  const before = readFileSync(path)
  for (const store of Object.values(STORES)) expect(await decryptCopy(path, store, [key(store)])).toEqual({ kind: 'plain' })
  expect(readFileSync(path).equals(before)).toBe(true)
})

it('stops when it is cancelled, and leaves nothing half done', async () => {
  const store = STORES['of Signal for Android']
  if (store === undefined) throw new Error('no such store')
  const path = join(folder(), 'large.db')
  const database = openCipherDatabase(path, store, KEY)
  database.exec('CREATE TABLE message (id INTEGER PRIMARY KEY, body BLOB); INSERT INTO message VALUES (1, randomblob(2000000))')
  database.close()
  const before = readFileSync(path)
  await expect(decryptCopy(path, store, [key(store)], { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped')
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(existsSync(`${path}.plain`)).toBe(false)
})
