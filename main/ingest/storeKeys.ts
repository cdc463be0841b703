/**
 * Keys of databases that apps encrypt: those that the user supplied, and those that the extraction itself holds (key exports of the tool
 * that made it, key files of apps). They stay in memory and enter no message, log or file.
 */
import { type AppKey, keysOfStore, readAppKeys } from '../../parsers/formats/values/appKeys.ts'
import { pathMatcher } from '../../parsers/formats/paths/matchPath.ts'
import { cipherFor, type Decrypted, decryptCopy, type DecryptControl, probeBytes } from '../../parsers/formats/sqlite/sqlCipherFile.ts'
import type { Parser, SqlCipherStore } from '../../parsers/model/index.ts'
import { type Extraction, PasswordError } from '../../parsers/sources/extraction.ts'
import type { SuppliedKeys } from './suppliedKeys.ts'

/** Exports of a whole keychain have some megabytes. */
const MAX_KEY_FILE_BYTES = 64 * 1024 * 1024
/** More files than this are no keys. */
const MAX_KEY_FILES = 50

export type Unlocked =
  | { readonly kind: 'readable'; readonly notes: readonly string[] }
  | { readonly kind: 'locked'; readonly reason: string }

export class StoreKeys {
  readonly #extraction: Extraction
  readonly #supplied: readonly AppKey[]
  readonly #passcodes: readonly string[]
  readonly #files = new Map<string, Promise<readonly AppKey[]>>()

  constructor(extraction: Extraction, { password, keyBytes, keyText }: SuppliedKeys) {
    this.#extraction = extraction
    this.#passcodes = password === null ? [] : [password]
    const typed = password === null ? [] : readAppKeys(Buffer.from(password, 'utf8'))
    const filed = keyText === null ? keyBytes : Buffer.from(keyText, 'utf8')
    this.#supplied = [...(filed === null ? [] : readAppKeys(filed, '', this.#passcodes)), ...typed]
  }

  /** Decrypts the working copy of a store where one of the parsers says that its app encrypts it. */
  async unlock(file: string, path: string, parsers: readonly Parser[], control: DecryptControl): Promise<Unlocked> {
    for (const store of encryptedStores(parsers, path)) {
      const opened: Decrypted = await decryptCopy(file, store, await this.#keysOf(store, path), control)
      if (opened.kind === 'locked') return { kind: 'locked', reason: await this.#whyLocked(store, path) }
      if (opened.kind === 'opened') return { kind: 'readable', notes: opened.notes }
    }
    return { kind: 'readable', notes: [] }
  }

  /** A database that was added alone and cannot be opened is said at once, not found in the coverage table. Throws `PasswordError`. */
  async refuseLockedDatabase(parsers: readonly Parser[]): Promise<void> {
    const [entry, ...others] = this.#extraction.list().filter(({ path }) => !/-(?:wal|shm|journal)$/.test(path))
    if (this.#extraction.kind !== 'database' || entry === undefined || others.length > 0) return
    const { path } = entry
    for (const store of encryptedStores(parsers, path)) {
      const head = await this.#startOf(path, probeBytes(store))
      if (head !== null && cipherFor(head, store, await this.#keysOf(store, path)) === 'locked')
        throw new PasswordError(await this.#whyLocked(store, path))
    }
  }

  async #whyLocked(store: SqlCipherStore, path: string): Promise<string> {
    const given = await this.#keysOf(store, path)
    return given.length === 0
      ? `The database is encrypted; its key was not supplied: give ${store.keyName} (on the command line with --key-file).`
      : `The database is encrypted, and the key that was supplied does not open it: check that it is ${store.keyName} and of this phone.`
  }

  async #keysOf(store: SqlCipherStore, path: string): Promise<Buffer[]> {
    return keysOfStore(store, [...this.#supplied, ...(await this.#keysInside(store, path))])
  }

  /** Keys from files of the extraction, those nearest to the store first: several accounts keep a key file each. */
  async #keysInside({ keyFiles }: SqlCipherStore, storePath: string): Promise<readonly AppKey[]> {
    if (keyFiles.length === 0) return []
    const matches = pathMatcher(keyFiles)
    const paths = this.#extraction
      .list()
      .filter(({ path, isPresent, sizeBytes }) => isPresent && sizeBytes <= MAX_KEY_FILE_BYTES && matches(path))
      .map(({ path }) => ({ path, common: commonLength(path, storePath) }))
      .toSorted((a, b) => b.common - a.common)
    const keys = await Promise.all(paths.slice(0, MAX_KEY_FILES).map(({ path }) => this.#keysInFile(path)))
    return keys.flat()
  }

  #keysInFile(path: string): Promise<readonly AppKey[]> {
    let keys = this.#files.get(path)
    if (keys === undefined) {
      keys = this.#startOf(path, MAX_KEY_FILE_BYTES).then((bytes) => (bytes === null ? [] : readAppKeys(bytes, path, this.#passcodes)))
      this.#files.set(path, keys)
    }
    return keys
  }

  /** Null for what cannot be read: the run that tries it says so. */
  async #startOf(path: string, bytes: number): Promise<Uint8Array | null> {
    try {
      const chunks: Buffer[] = []
      let size = 0
      for await (const chunk of await this.#extraction.open(path)) {
        chunks.push(Buffer.from(chunk as Uint8Array))
        size += chunks.at(-1)?.length ?? 0
        if (size >= bytes) break
      }
      return Buffer.concat(chunks).subarray(0, bytes)
    } catch {
      return null
    }
  }
}

function encryptedStores(parsers: readonly Parser[], path: string): readonly SqlCipherStore[] {
  const stores = new Set<SqlCipherStore>()
  for (const parser of parsers) {
    if (parser.input === 'sqlite' && parser.encryption !== undefined && pathMatcher(parser.reads)(path)) stores.add(parser.encryption)
  }
  return [...stores]
}

function commonLength(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}
