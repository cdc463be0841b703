/** The list of every file of a package with size and SHA-256, the file that holds the list's own hash, and its signature. */
import { createHash } from 'node:crypto'
import { createReadStream, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { VERIFY_PAGE, verifyPage } from './verifyPage.ts'
import { PUBLIC_KEY, SIGNATURE, type Signer, type StatedKey } from './signing/signature.ts'

export const MANIFEST = 'manifest.json'
/** Holds the SHA-256 of `manifest.json` in the form that `sha256sum -c` reads. */
export const MANIFEST_HASH = 'manifest.sha256'
/** The files that vouch for the list, and so cannot be in it. */
export const SEAL_FILES: readonly string[] = [MANIFEST, MANIFEST_HASH, SIGNATURE, PUBLIC_KEY]

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

/** Puts the page that checks it into a finished folder, then writes and signs the list of its files. Returns the SHA-256 of the manifest and the number of files that are there now. */
export async function writeManifest(
  folder: string,
  facts: Readonly<Record<string, unknown>>,
  signer: Signer,
): Promise<{ sha256: string; files: number }> {
  writeFileSync(join(folder, VERIFY_PAGE), verifyPage())
  const files: ListedFile[] = []
  for (const path of filesBelow(folder))
    files.push({ path, size: statSync(join(folder, path)).size, sha256: await hashFile(join(folder, path)) })
  // In the signed text itself: whoever puts another key beside the manifest must change the manifest too.
  const signature: StatedKey = { algorithm: 'Ed25519', publicKeySha256: signer.fingerprint }
  const bytes = Buffer.from(`${JSON.stringify({ ...facts, signature, files }, null, 1)}\n`)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  writeFileSync(join(folder, MANIFEST), bytes)
  writeFileSync(join(folder, MANIFEST_HASH), manifestHashLine(sha256))
  writeFileSync(join(folder, SIGNATURE), signer.sign(bytes))
  writeFileSync(join(folder, PUBLIC_KEY), signer.publicKeyPem)
  return { sha256, files: files.length + SEAL_FILES.length }
}
