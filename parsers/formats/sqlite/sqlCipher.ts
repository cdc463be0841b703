/**
 * SQLCipher databases to plain ones, page by page, each page checked against its authentication code.
 *
 * Format (SQLCipher's published design, and its public readers): every page is AES-256-CBC, followed by a reserve that holds the
 * initialisation vector and an HMAC over ciphertext, vector and page number (little-endian). The reserve is rounded up to blocks of 16 bytes.
 * The first page keeps its 16 bytes of salt in front, or, where an app wants the file to be seen as a database, its first 32 bytes in
 * clear, and the salt elsewhere. The key of the HMAC is derived from the key of the pages with the salt XOR 0x3a, in two rounds. What
 * comes out is an ordinary database with the same pages, free ones included, and the same reserve, now empty.
 */
import { createDecipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import type { SqlCipherStore } from '../../model/index.ts'

export const SQLITE_MAGIC = Buffer.from('SQLite format 3\0', 'latin1')
const SALT_BYTES = 16
const KEY_BYTES = 32
const IV_BYTES = 16
const HMAC_SALT_MASK = 0x3a
const HMAC_KEY_ROUNDS = 2
const HMAC_BYTES = { sha1: 20, sha512: 64 } as const

/** Everything that decrypting one file needs. Stays in memory. */
export interface PageCipher {
  readonly pageBytes: number
  /** Bytes at the end of each page that hold no content. */
  readonly reserveBytes: number
  /** Bytes of the first page that are not encrypted. */
  readonly plainBytes: number
  readonly hash: 'sha1' | 'sha512'
  readonly key: Buffer
  readonly hmacKey: Buffer
}

/** A page decrypted; null when its authentication code is not that of these bytes under this key. */
export type OpenedPage = Buffer | null

/**
 * The cipher of a file whose first bytes are `head`, or null when the key has not the form that the store needs (32 bytes, or 48 with
 * the salt where the file does not hold one).
 */
export function pageCipher(store: SqlCipherStore, key: Uint8Array, head: Uint8Array): PageCipher | null {
  const { hash, pageBytes, plainHeaderBytes } = store
  const hasSaltInside = plainHeaderBytes === 0
  if (key.length !== KEY_BYTES && key.length !== KEY_BYTES + SALT_BYTES) return null
  if (!hasSaltInside && key.length !== KEY_BYTES + SALT_BYTES) return null
  const salt = key.length === KEY_BYTES ? Buffer.from(head.subarray(0, SALT_BYTES)) : Buffer.from(key.subarray(KEY_BYTES))
  const given = Buffer.from(key.subarray(0, KEY_BYTES))
  // Apps that hand their key over as a text of digits have it stretched like any passphrase.
  const pageKey = store.key === 'raw' ? given : pbkdf2Sync(given.toString('hex'), salt, store.kdfRounds, KEY_BYTES, hash)
  const hmacSalt = salt.map((byte) => byte ^ HMAC_SALT_MASK)
  return {
    pageBytes,
    reserveBytes: Math.ceil((IV_BYTES + HMAC_BYTES[hash]) / 16) * 16,
    plainBytes: hasSaltInside ? SALT_BYTES : plainHeaderBytes,
    hash,
    key: pageKey,
    hmacKey: pbkdf2Sync(pageKey, hmacSalt, HMAC_KEY_ROUNDS, KEY_BYTES, hash),
  }
}

/** Decrypts one page. A page of zeros, which SQLCipher itself takes for an empty one, stays as it is. */
export function openPage(cipher: PageCipher, page: Uint8Array, pageNumber: number): OpenedPage {
  const { pageBytes, reserveBytes, hash, key, hmacKey } = cipher
  if (page.every((byte) => byte === 0)) return Buffer.from(page)
  const start = pageNumber === 1 ? cipher.plainBytes : 0
  const end = pageBytes - reserveBytes
  const number = Buffer.alloc(4)
  number.writeUInt32LE(pageNumber)
  const code = createHmac(hash, hmacKey)
    .update(page.subarray(start, end + IV_BYTES))
    .update(number)
    .digest()
  if (!timingSafeEqual(code, page.subarray(end + IV_BYTES, end + IV_BYTES + HMAC_BYTES[hash]))) return null
  const decipher = createDecipheriv('aes-256-cbc', key, page.subarray(end, end + IV_BYTES)).setAutoPadding(false)
  const opened = Buffer.alloc(pageBytes)
  if (pageNumber === 1) opened.set(start === SALT_BYTES ? SQLITE_MAGIC : page.subarray(0, start))
  opened.set(decipher.update(page.subarray(start, end)), start)
  return opened
}

/**
 * What the first page of a file shows: a database that anybody can read, one that is encrypted (or no database at all: without a key both
 * look the same), or a file too short to say. Behind a header in clear, an encrypted page has no schema format, text encoding and kind
 * of page that a database can have (SQLite's file format, offsets 44, 56 and 100).
 */
export function seenInFirstPage(head: Uint8Array): 'plain' | 'encrypted' | 'too-short' {
  if (head.length < 512) return 'too-short'
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length)
  if (!bytes.subarray(0, SQLITE_MAGIC.length).equals(SQLITE_MAGIC)) return 'encrypted'
  const isPossible = bytes.readUInt32BE(44) <= 4 && bytes.readUInt32BE(56) <= 3 && [0, 2, 5, 10, 13].includes(bytes[100] ?? -1)
  return isPossible ? 'plain' : 'encrypted'
}
