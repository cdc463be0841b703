/** Plain contents of encrypted files of a container, in a private folder. They are held open and have no name where the system allows it. */
import { closeSync, createWriteStream, openSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Container, StoredFile } from './container.ts'
import { readFully, streamOfRange } from './fileReading.ts'
import { decryptBackup } from './whatsappBackup.ts'
import { readEnvelope } from './whatsappEnvelope.ts'
import type { WhatsappKey } from './whatsappKeys.ts'

const HEAD_BYTES = 512

interface Held {
  readonly descriptor: number
  readonly sizeBytes: number
}

export class DecryptedFiles {
  readonly #container: Container
  readonly #held = new Map<StoredFile, Held>()
  #folder: string | null = null
  #count = 0

  constructor(container: Container) {
    this.#container = container
  }

  /** Decrypts a WhatsApp backup; `plainPath` is where its content is listed. Throws `SourceError`, of them `PasswordError` when the key does not fit. */
  async add(file: StoredFile, plainPath: string, key: WhatsappKey, signal?: AbortSignal): Promise<{ plain: StoredFile; head: Buffer }> {
    const place = this.#container.locate?.(file) ?? null
    const path = place?.path ?? (await this.#copy(file, signal))
    const target = await this.#newName()
    try {
      const envelope = readEnvelope(path, file.path)
      const sizeBytes = await decryptBackup({ path, label: file.path, envelope, target }, key, signal)
      return this.#hold({ ...file, path: plainPath, sizeBytes }, target)
    } finally {
      await rm(target, { force: true }).catch(() => {})
      if (place?.path === undefined) await rm(path, { force: true })
    }
  }

  #hold({ path, storedAs, sizeBytes, modifiedAtMs }: StoredFile, target: string): { plain: StoredFile; head: Buffer } {
    const descriptor = openSync(target, 'r')
    const plain: StoredFile = { path, storedAs, sizeBytes, modifiedAtMs, unreadable: null }
    this.#held.set(plain, { descriptor, sizeBytes })
    const head = Buffer.alloc(HEAD_BYTES)
    return { plain, head: head.subarray(0, readFully(descriptor, head, 0)) }
  }

  /** Null for a file that is not one of these. */
  open(file: StoredFile): Readable | null {
    const held = this.#held.get(file)
    return held === undefined ? null : streamOfRange(held.descriptor, 0, held.sizeBytes)
  }

  holds(file: StoredFile): boolean {
    return this.#held.has(file)
  }

  async #copy(file: StoredFile, signal: AbortSignal | undefined): Promise<string> {
    const target = await this.#newName()
    const sink = createWriteStream(target, { flags: 'wx', mode: 0o600 })
    await pipeline(await this.#container.open(file), sink, signal === undefined ? {} : { signal })
    return target
  }

  async #newName(): Promise<string> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'corroborate-unpacked-'))
    this.#count += 1
    return join(this.#folder, String(this.#count))
  }

  async close(): Promise<void> {
    for (const { descriptor } of this.#held.values()) closeSync(descriptor)
    this.#held.clear()
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true })
    this.#folder = null
  }
}
