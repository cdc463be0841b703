/** Small reads of a container's files while an extraction is being recognised. */
import { createWriteStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Container, StoredFile } from './container.ts'
import { SourceError } from './extraction.ts'

/** A list that describes a device is far smaller; anything larger is not read for labels. */
const MAX_LIST_BYTES = 64 * 1024 * 1024

/** Bytes of a small file, or null when it is absent, unreadable or too large. */
export async function readStored(container: Container, file: StoredFile | undefined): Promise<Buffer | null> {
  if (file === undefined || file.unreadable !== null || file.sizeBytes > MAX_LIST_BYTES) return null
  try {
    const chunks: Buffer[] = []
    for await (const chunk of await container.open(file)) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  } catch {
    return null
  }
}

/** Copies a file into a private folder and returns its first bytes. Throws `SourceError`. */
export async function copyStored(container: Container, file: StoredFile, target: string): Promise<Buffer> {
  let head = Buffer.alloc(0)
  const keepHead = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (head.length < 16) head = Buffer.concat([head, chunk.subarray(0, 16)])
      done(null, chunk)
    },
  })
  try {
    await pipeline(await container.open(file), keepHead, createWriteStream(target, { flags: 'wx', mode: 0o600 }))
    return head
  } catch (error) {
    if (error instanceof SourceError) throw error
    throw new SourceError(`${file.storedAs} cannot be read (${error instanceof Error ? error.message : String(error)}).`)
  }
}
