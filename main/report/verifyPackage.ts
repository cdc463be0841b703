/** Checks an exported package, folder or zip, against its manifest: same files, same bytes, nothing added, and the agency's signature. */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { CaseError, type PackageSignature } from '../contract/index.ts'
import { type ListedFile, MANIFEST, MANIFEST_HASH, manifestHashLine, SEAL_FILES } from './manifest.ts'
import { type PackageFiles, readWhole } from './packageFiles.ts'
import { checkSignature } from './signing/checkSignature.ts'

export interface PackageCheck {
  readonly checked: number
  readonly problems: readonly string[]
  readonly signature: PackageSignature | null
}

/** `isOurs` tells whether this program has signed with the key of that fingerprint. */
export async function checkPackage(name: string, files: PackageFiles, isOurs: (fingerprint: string) => boolean): Promise<PackageCheck> {
  const present = new Set(files.paths)
  if (!present.has(MANIFEST) && !present.has(MANIFEST_HASH))
    throw new CaseError('unreadable', `${basename(name)} is no exported package: it holds no ${MANIFEST}.`)
  if (!present.has(MANIFEST)) return { checked: 0, problems: [...files.problems, `${MANIFEST} is missing.`], signature: null }
  const bytes = await readWhole(files, MANIFEST).catch(() => null)
  if (bytes === null) return { checked: 1, problems: [...files.problems, `${MANIFEST} is damaged and cannot be read.`], signature: null }
  const problems = [...files.problems, ...(await hashProblems(files, present, createHash('sha256').update(bytes).digest('hex')))]
  const manifest = parsedManifest(bytes.toString('utf8'))
  const sealed = await checkSignature(files, bytes, manifest?.['signature'], isOurs)
  problems.push(...sealed.problems)
  const listed = manifest === null ? null : listedFiles(manifest['files'])
  if (listed === null)
    return { checked: 1, problems: [...problems, `${MANIFEST} cannot be read as a list of files.`], signature: sealed.signature }
  for (const file of listed) {
    if (present.delete(file.path)) problems.push(...(await fileProblems(files, file)))
    else problems.push(`${file.path} is missing.`)
  }
  for (const path of present) if (!SEAL_FILES.includes(path)) problems.push(`${path} was added: it is not in ${MANIFEST}.`)
  return { checked: listed.length + SEAL_FILES.length, problems, signature: sealed.signature }
}

async function hashProblems(files: PackageFiles, present: ReadonlySet<string>, sha256: string): Promise<string[]> {
  if (!present.has(MANIFEST_HASH)) return [`${MANIFEST_HASH} is missing.`]
  const stated = await readWhole(files, MANIFEST_HASH).catch(() => null)
  if (stated?.toString('utf8') === manifestHashLine(sha256)) return []
  // Which of the two was changed cannot be told from them alone; the SHA-256 shown at the export can.
  return [
    `${MANIFEST} and ${MANIFEST_HASH} do not agree: one of them was changed. ${MANIFEST} now has the SHA-256 ${sha256}; compare it with the one that the export showed.`,
  ]
}

async function fileProblems(files: PackageFiles, { path, size, sha256 }: ListedFile): Promise<string[]> {
  const sizeNow = files.sizeOf(path)
  if (sizeNow === null) return [`${path} is no plain file any more.`]
  if (sizeNow !== size) return [`${path} was changed: it has ${sizeNow} bytes instead of ${size}.`]
  const hash = createHash('sha256')
  try {
    for await (const chunk of await files.open(path)) hash.update(chunk as Buffer)
  } catch (error) {
    return [`${path} was changed: it cannot be read any more (${error instanceof Error ? error.message : String(error)}).`]
  }
  return hash.digest('hex') === sha256 ? [] : [`${path} was changed: its SHA-256 is not the one in ${MANIFEST}.`]
}

function parsedManifest(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** Null when it is no such list. Paths that could lead out of the folder make it none. */
function listedFiles(files: unknown): ListedFile[] | null {
  return Array.isArray(files) && files.every(isListedFile) ? files : null
}

function isListedFile(value: unknown): value is ListedFile {
  if (typeof value !== 'object' || value === null || !('path' in value) || !('size' in value) || !('sha256' in value)) return false
  const { path, size, sha256 } = value
  return (
    typeof path === 'string' && !/^\/|^[A-Za-z]:|\\|(^|\/)\.\.(\/|$)/.test(path) && typeof size === 'number' && typeof sha256 === 'string'
  )
}
