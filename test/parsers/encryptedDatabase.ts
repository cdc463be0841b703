/** Encrypts databases for tests with another implementation of SQLCipher than ours (SQLite3MultipleCiphers). */
import Database from 'better-sqlite3-multiple-ciphers'
import type { SqlCipherStore } from '../../parsers/model/index.ts'

export type CipherDatabase = InstanceType<typeof Database>

/** Opens (or makes) an encrypted database with the settings of a store. The caller closes it. */
export function openCipherDatabase(path: string, store: SqlCipherStore, keyHex: string): CipherDatabase {
  const database = new Database(path)
  const algorithm = store.hash === 'sha1' ? 0 : 2
  for (const pragma of [
    "cipher = 'sqlcipher'",
    'legacy = 4',
    `legacy_page_size = ${store.pageBytes}`,
    `kdf_iter = ${store.kdfRounds}`,
    `kdf_algorithm = ${algorithm}`,
    `hmac_algorithm = ${algorithm}`,
    `plaintext_header_size = ${store.plainHeaderBytes}`,
    store.key === 'raw' ? `key = "x'${keyHex}'"` : `key = '${keyHex}'`,
  ])
    database.pragma(pragma)
  return database
}
