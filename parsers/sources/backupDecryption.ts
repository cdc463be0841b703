/** Gives each file of an unlocked backup its key. Keys live in memory until `wipe`. */
import type { ClassKeys } from './backupKeybag.ts'
import { readFileKey } from './backupManifest.ts'
import type { FileEncryption, ManifestRow } from './backupManifest.ts'
import type { StoredFile } from './container.ts'
import { BLOCK_BYTES } from './contentDecryption.ts'
import { SourceError } from './extraction.ts'
import { WRAPPED_KEY_BYTES } from './keyWrap.ts'
import type { NoticeBook } from './notices.ts'
import type { PlacedFile } from './placedExtraction.ts'

/** Every page size of SQLite is a multiple of this; what is left over is padding. */
const SMALLEST_PAGE_BYTES = 512
const NO_MANIFEST_KEY =
  'The Manifest.plist of this backup holds no usable key for its Manifest.db, so its files cannot be listed: copy the backup again.'

export interface FoundFile {
  readonly file: PlacedFile
  readonly row: ManifestRow
}

export class BackupDecryption {
  readonly #classKeys: ClassKeys
  readonly #notices: NoticeBook
  readonly #fileKeys: Buffer[] = []

  constructor(classKeys: ClassKeys, notices: NoticeBook) {
    this.#classKeys = classKeys
    this.#notices = notices
  }

  /** `Manifest.db` as a file that decrypts. `key` is the value of `ManifestKey`. Throws `SourceError` without a usable key. */
  ofManifest(original: StoredFile, key: unknown): StoredFile {
    const encryption = key instanceof Uint8Array ? readFileKey(key, null) : null
    const [unwrapped = null] = encryption === null ? [] : this.#classKeys.unwrap(encryption.protectionClass, [encryption.wrapped])
    if (unwrapped === null) throw new SourceError(NO_MANIFEST_KEY)
    this.#fileKeys.push(unwrapped)
    return {
      ...original,
      sizeBytes: original.sizeBytes - (original.sizeBytes % SMALLEST_PAGE_BYTES),
      decryption: { original, key: unwrapped, problem: null },
    }
  }

  /** The files with what decrypts them, in the order given. A file that cannot be decrypted says why when it is opened. */
  ofFiles(found: readonly FoundFile[]): PlacedFile[] {
    const keys = this.#unwrapAll(found)
    return found.map(({ file, row }, i) => (file.stored === null ? file : this.#decrypting(file, file.stored, row, keys[i] ?? null)))
  }

  wipe(): void {
    this.#classKeys.wipe()
    for (const key of this.#fileKeys) key.fill(0)
  }

  /** By class, because keys of one class unwrap together. */
  #unwrapAll(found: readonly FoundFile[]): (Buffer | null)[] {
    const byClass = new Map<number, { at: number; wrapped: Uint8Array }[]>()
    found.forEach(({ row: { encryption } }, at) => {
      if (encryption === null) return
      const { protectionClass, wrapped } = encryption
      const members = byClass.get(protectionClass)
      if (members === undefined) byClass.set(protectionClass, [{ at, wrapped }])
      else members.push({ at, wrapped })
    })
    const keys: (Buffer | null)[] = found.map(() => null)
    for (const [protectionClass, members] of byClass) {
      const unwrapped = this.#classKeys.unwrap(
        protectionClass,
        members.map(({ wrapped }) => wrapped),
      )
      members.forEach(({ at }, i) => {
        keys[at] = unwrapped[i] ?? null
      })
    }
    for (const key of keys) if (key !== null) this.#fileKeys.push(key)
    return keys
  }

  #decrypting(file: PlacedFile, original: StoredFile, row: ManifestRow, key: Buffer | null): PlacedFile {
    if (key === null) return this.#withoutKey(file, original, row)
    const availableBytes = original.sizeBytes - (original.sizeBytes % BLOCK_BYTES)
    const sizeBytes = Math.min(row.sizeBytes ?? availableBytes, availableBytes)
    this.#checkSize(file.path, original.sizeBytes, row.sizeBytes)
    return { ...file, sizeBytes, stored: { ...original, sizeBytes, decryption: { original, key, problem: null } } }
  }

  #checkSize(path: string, storedBytes: number, statedBytes: number | null): void {
    const say = (problem: string): void => this.#notices.about(path, problem)
    if (statedBytes === null) say('The manifest states no size for this encrypted file; up to 16 bytes of padding may follow its content.')
    else if (statedBytes > storedBytes) say('The backup holds less of this encrypted file than the manifest states; what is there is read.')
    else if (storedBytes - statedBytes > BLOCK_BYTES)
      say('The backup holds more bytes of this encrypted file than the manifest states; it is read up to the stated size.')
    else if (storedBytes % BLOCK_BYTES !== 0) say('The last bytes of this encrypted file are cut off.')
  }

  #withoutKey(file: PlacedFile, original: StoredFile, { encryption, hasFacts }: ManifestRow): PlacedFile {
    if (encryption === null && hasFacts) {
      // An empty file needs no key.
      if (original.sizeBytes > 0)
        this.#notices.about(file.path, 'The manifest gives this file no key; its bytes are read as they are stored.')
      return file
    }
    const problem = encryption === null ? 'its record in the manifest, which holds its key, is damaged' : this.#whyNot(encryption)
    this.#notices.about(file.path, `This file cannot be decrypted: ${problem}.`)
    return { ...file, stored: { ...original, decryption: { original, key: null, problem } } }
  }

  #whyNot({ protectionClass, wrapped }: FileEncryption): string {
    if (wrapped.length !== WRAPPED_KEY_BYTES) return 'its key in the manifest is damaged'
    if (!this.#classKeys.has(protectionClass)) return `the keybag holds no usable key of its protection class (${protectionClass})`
    return 'its key cannot be unwrapped, because the manifest is damaged'
  }
}
