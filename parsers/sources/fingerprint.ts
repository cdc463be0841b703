/** What identifies an extraction: the hashes of its bytes as they are stored, whatever they mean. */
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Container, StoredFile } from './container.ts'
import { ContentDecipher } from './contentDecryption.ts'
import { compareCodeUnits } from './entryNames.ts'
import type { Extraction, ReadControl } from './extraction.ts'
import { hashFile } from './fileReading.ts'

type Fingerprint = Awaited<ReturnType<Extraction['fingerprint']>>

/** A file of the container and the path that it has in the extraction; null while that is not known. */
export interface FileToHash {
  readonly path: string | null
  readonly stored: StoredFile
}

/** As `Extraction.fingerprint`. */
export async function fingerprintOf(container: Container, toHash: Iterable<FileToHash>, control: ReadControl): Promise<Fingerprint> {
  const files = new Map<string, string>()
  if (container.wholeFile !== null) {
    const { sha256, bytes } = await hashFile(container.wholeFile, control)
    const isSingleFile = ['database', 'picture', 'document'].includes(container.packing)
    for (const { path } of toHash) if (isSingleFile && path !== null) files.set(path, sha256)
    return { sha256, bytes, files }
  }
  const lines = new Map<string, string>()
  let total = 0
  for (const { path, stored } of toHash) {
    if (stored.unreadable !== null) continue
    const hashed = await hashStored(container, stored, control)
    if (hashed?.content !== undefined && path !== null) files.set(path, hashed.content)
    // A file that cannot be read costs itself; that it was there still counts.
    lines.set(stored.storedAs, `${hashed?.sha256 ?? 'unreadable'}  ${stored.storedAs}\n`)
    total += hashed?.bytes ?? 0
  }
  const sum = createHash('sha256')
  for (const storedAs of [...lines.keys()].sort(compareCodeUnits)) sum.update(lines.get(storedAs) ?? '')
  return { sha256: sum.digest('hex'), bytes: total, files }
}

/** Bytes that `fingerprintOf` will hash, without reading them. */
export function bytesToHash({ wholeFile, files }: Container): number {
  if (wholeFile !== null) return statSync(wholeFile).size
  return files.reduce((sum, { sizeBytes, unreadable }) => sum + (unreadable === null ? sizeBytes : 0), 0)
}

/** One reading gives the hash of the stored bytes and of what they decrypt to (absent where they cannot be decrypted). */
async function hashStored(container: Container, stored: StoredFile, control: ReadControl) {
  const { decryption, sizeBytes } = stored
  const path = join(container.folder, stored.storedAs)
  try {
    if (decryption === undefined) {
      const hashed = await hashFile(path, control)
      return { ...hashed, content: hashed.sha256 }
    }
    if (decryption.key === null) return { ...(await hashFile(path, control)), content: undefined }
    const decipher = new ContentDecipher(decryption.key, sizeBytes)
    const content = createHash('sha256')
    const hashed = await hashFile(path, control, (chunk) => void content.update(decipher.update(chunk)))
    return { ...hashed, content: decipher.remaining === 0 ? content.digest('hex') : undefined }
  } catch {
    control.signal?.throwIfAborted()
    return null
  }
}
