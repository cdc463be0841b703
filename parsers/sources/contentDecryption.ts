/**
 * Contents of encrypted backup files: AES-256 in CBC mode, zero initialisation vector, one key per file, padded to whole
 * blocks. The manifest states the true size; what lies beyond it is padding. Memory stays flat whatever the size.
 */
import { createDecipheriv } from 'node:crypto'
import type { Decipheriv } from 'node:crypto'
import { pipeline, Transform } from 'node:stream'
import type { Readable } from 'node:stream'
import type { Container, FileDecryption, StoredFile } from './container.ts'
import { SourceError } from './extraction.ts'

export const BLOCK_BYTES = 16

/** Turns encrypted pieces into plain ones, in order, and ends after `sizeBytes` plain bytes. */
export class ContentDecipher {
  readonly #cipher: Decipheriv
  #remaining: number

  constructor(key: Uint8Array, sizeBytes: number) {
    this.#cipher = createDecipheriv('aes-256-cbc', key, Buffer.alloc(BLOCK_BYTES)).setAutoPadding(false)
    this.#remaining = sizeBytes
  }

  /** Plain bytes that have not been given yet. */
  get remaining(): number {
    return this.#remaining
  }

  update(encrypted: Uint8Array): Buffer {
    const plain = this.#cipher.update(encrypted).subarray(0, this.#remaining)
    this.#remaining -= plain.length
    return plain
  }
}

/** The same container, which decrypts the files that say how. `keys` are overwritten when it is closed. */
export function decryptingContainer(container: Container, keys: { wipe(): void }): Container {
  return {
    ...container,
    open: (file) => (file.decryption === undefined ? container.open(file) : openDecrypted(container, file, file.decryption)),
    close: async () => {
      keys.wipe()
      await container.close()
    },
  }
}

async function openDecrypted(container: Container, file: StoredFile, { original, key, problem }: FileDecryption): Promise<Readable> {
  if (key === null) throw new SourceError(`${file.storedAs} cannot be decrypted: ${problem ?? 'its key is missing'}.`)
  const decipher = new ContentDecipher(key, file.sizeBytes)
  const decrypting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, decipher.update(chunk))
    },
    flush(done) {
      done(decipher.remaining === 0 ? null : new SourceError(`${file.storedAs} became shorter while it was read.`))
    },
  })
  // An error of any part reaches the reader as the last one's own; nothing is left to do here.
  return pipeline(await container.open(original), decrypting, () => {})
}
