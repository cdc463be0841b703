/**
 * Decrypts a private working copy of a SQLCipher database where it lies, its write-ahead log with it. Never the evidence itself: what
 * is given here is a copy, and its hash was taken before.
 */
import { closeSync, existsSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs'
import type { SqlCipherStore } from '../../model/index.ts'
import { openPage, pageCipher, seenInFirstPage } from './sqlCipher.ts'
import type { PageCipher } from './sqlCipher.ts'
import { openWal } from './sqlCipherWal.ts'

/** Pages between two turns of the event loop: 1 MB of work. */
const PAGES_PER_TURN = 256
/**
 * One damaged page must not make a right key look wrong: any of the first pages may prove it. Where the key comes without its salt, the salt in
 * the first bytes of the file must be whole.
 */
const PROBE_PAGES = 8
/** `journal_mode = DELETE` leaves one behind a crash. Its pages are encrypted, and would be rolled back into the plain copy. */
const JOURNAL_MAGIC = Buffer.from('d9d505f920a163d7', 'hex')

export type Decrypted =
  | { readonly kind: 'plain' }
  /** Encrypted, and no key fits. */
  | { readonly kind: 'locked' }
  | { readonly kind: 'opened'; readonly notes: readonly string[] }

export interface DecryptControl {
  readonly signal?: AbortSignal
}

/** First of the keys that opens the copy. Throws the signal's reason when cancelled; leaves the copy as it is unless it was opened. */
export async function decryptCopy(
  path: string,
  store: SqlCipherStore,
  keys: readonly Uint8Array[],
  control: DecryptControl = {},
): Promise<Decrypted> {
  const cipher = cipherFor(readBytes(path, 0, probeBytes(store)), store, keys)
  return cipher === 'plain' || cipher === 'locked' ? { kind: cipher } : { kind: 'opened', notes: await decrypt(path, cipher, control) }
}

/** How many bytes from the start of a file `cipherFor` looks at. */
export const probeBytes = ({ pageBytes }: SqlCipherStore): number => pageBytes * PROBE_PAGES

/** The cipher of a file by its first bytes; `locked` when it is encrypted and no key fits. */
export function cipherFor(head: Uint8Array, store: SqlCipherStore, keys: readonly Uint8Array[]): PageCipher | 'plain' | 'locked' {
  if (seenInFirstPage(head) !== 'encrypted') return 'plain'
  for (const key of keys) {
    const cipher = pageCipher(store, key, head)
    if (cipher !== null && opensAny(cipher, head)) return cipher
  }
  return 'locked'
}

function opensAny(cipher: PageCipher, head: Uint8Array): boolean {
  for (let number = 1; number * cipher.pageBytes <= head.length; number++) {
    const page = head.subarray((number - 1) * cipher.pageBytes, number * cipher.pageBytes)
    if (page.some((byte) => byte !== 0) && openPage(cipher, page, number) !== null) return true
  }
  return false
}

async function decrypt(path: string, cipher: PageCipher, { signal }: DecryptControl): Promise<string[]> {
  const { pageBytes } = cipher
  const pages = Math.floor(statSync(path).size / pageBytes)
  const plain = `${path}.plain`
  const [input, output] = [openSync(path, 'r'), openSync(plain, 'w', 0o600)]
  const damaged: number[] = []
  try {
    const page = Buffer.alloc(pageBytes)
    for (let number = 1; number <= pages; number++) {
      readSync(input, page, 0, pageBytes, (number - 1) * pageBytes)
      const opened = openPage(cipher, page, number)
      if (opened === null) damaged.push(number)
      writeSync(output, opened ?? Buffer.alloc(pageBytes))
      if (number % PAGES_PER_TURN !== 0) continue
      await new Promise((resolve) => setImmediate(resolve))
      signal?.throwIfAborted()
    }
  } catch (error) {
    rmSync(plain, { force: true })
    throw error
  } finally {
    closeSync(input)
    closeSync(output)
  }
  renameSync(plain, path)
  return [damageInWords(damaged, pages), cutInWords(path, pages, pageBytes), walOf(path, cipher), journalOf(path)].filter(
    (note) => note !== null,
  )
}

function damageInWords(damaged: readonly number[], pages: number): string | null {
  if (damaged.length === 0) return null
  const named = damaged.slice(0, 5).join(', ') + (damaged.length > 5 ? ' ...' : '')
  return `${damaged.length} of ${pages} pages fail their authenticity check (page ${named}): what they held was left out.`
}

function cutInWords(path: string, pages: number, pageBytes: number): string | null {
  const stated = pages === 0 ? 0 : readBytes(path, 28, 4).readUInt32BE(0)
  return stated > pages && !existsSync(`${path}-wal`)
    ? `The file is cut off: it holds ${pages} of ${stated} pages of ${pageBytes} bytes. Copy it again.`
    : null
}

function walOf(path: string, cipher: PageCipher): string | null {
  const wal = `${path}-wal`
  if (!existsSync(wal)) return null
  const { log, problem } = openWal(cipher, readFileSync(wal))
  writeFileSync(wal, log)
  return problem
}

function journalOf(path: string): string | null {
  const journal = `${path}-journal`
  if (!existsSync(journal)) return null
  const isHot = readBytes(journal, 0, JOURNAL_MAGIC.length).equals(JOURNAL_MAGIC)
  rmSync(journal, { force: true })
  return isHot ? 'A rollback journal lies beside the encrypted database: it was left out, so the last change may be half written.' : null
}

function readBytes(path: string, at: number, length: number): Buffer {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(length)
    return bytes.subarray(0, readSync(file, bytes, 0, length, at))
  } finally {
    closeSync(file)
  }
}
