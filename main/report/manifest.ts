/** The list of every file of a package with size and SHA-256, and the file that holds the list's own hash. */
import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

export const MANIFEST = 'manifest.json'
/** Holds the SHA-256 of `manifest.json` in the form that `sha256sum -c` reads. */
export const MANIFEST_HASH = 'manifest.sha256'

export interface ListedFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string
  readonly size: number
  readonly sha256: string
}

export const manifestHashLine = (sha256: string): string => `${sha256}  ${MANIFEST}\n`

/** Every file below a folder, relative paths in code point order. Whatever is no plain file is listed too. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort((a, b) => (a < b ? -1 : 1))
}

export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Writes both files into a finished folder. Returns the SHA-256 of the manifest and the number of files listed. */
export async function writeManifest(folder: string, facts: Readonly<Record<string, unknown>>): Promise<{ sha256: string; files: number }> {
  const files: ListedFile[] = []
  for (const path of filesBelow(folder))
    files.push({ path, size: statSync(join(folder, path)).size, sha256: await hashFile(join(folder, path)) })
  const text = `${JSON.stringify({ ...facts, files }, null, 1)}\n`
  const sha256 = createHash('sha256').update(text).digest('hex')
  writeFileSync(join(folder, MANIFEST), text)
  writeFileSync(join(folder, MANIFEST_HASH), manifestHashLine(sha256))
  return { sha256, files: files.length }
}
