/** Checks an exported folder against its manifest: same files, same bytes, nothing added. */
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { CaseError } from '../contract/index.ts'
import { filesBelow, hashFile, type ListedFile, MANIFEST, MANIFEST_HASH, manifestHashLine } from './manifest.ts'

export async function checkPackage(folder: string): Promise<{ checked: number; problems: readonly string[] }> {
  const hasList = existsSync(join(folder, MANIFEST))
  const hasHash = existsSync(join(folder, MANIFEST_HASH))
  if (!hasList && !hasHash) throw new CaseError('unreadable', `${basename(folder)} is no exported package: it holds no ${MANIFEST}.`)
  if (!hasList) return { checked: 0, problems: [`${MANIFEST} is missing.`] }
  const bytes = readFileSync(join(folder, MANIFEST))
  const problems = hashProblems(folder, hasHash, createHash('sha256').update(bytes).digest('hex'))
  const listed = listedFiles(bytes.toString('utf8'))
  if (listed === null) return { checked: 1, problems: [...problems, `${MANIFEST} cannot be read as a list of files.`] }
  const present = new Set(filesBelow(folder))
  for (const file of listed) {
    if (present.delete(file.path)) problems.push(...(await fileProblems(folder, file)))
    else problems.push(`${file.path} is missing.`)
  }
  present.delete(MANIFEST)
  present.delete(MANIFEST_HASH)
  for (const path of present) problems.push(`${path} was added: it is not in ${MANIFEST}.`)
  return { checked: listed.length + 2, problems }
}

function hashProblems(folder: string, hasHash: boolean, sha256: string): string[] {
  if (!hasHash) return [`${MANIFEST_HASH} is missing.`]
  const stated = readFileSync(join(folder, MANIFEST_HASH), 'utf8')
  if (stated === manifestHashLine(sha256)) return []
  // Which of the two was changed cannot be told from them alone; the SHA-256 shown at the export can.
  return [
    `${MANIFEST} and ${MANIFEST_HASH} do not agree: one of them was changed. ${MANIFEST} now has the SHA-256 ${sha256}; compare it with the one that the export showed.`,
  ]
}

async function fileProblems(folder: string, { path, size, sha256 }: ListedFile): Promise<string[]> {
  const stats = lstatSync(join(folder, path))
  if (!stats.isFile()) return [`${path} is no plain file any more.`]
  if (stats.size !== size) return [`${path} was changed: it has ${stats.size} bytes instead of ${size}.`]
  return (await hashFile(join(folder, path))) === sha256 ? [] : [`${path} was changed: its SHA-256 is not the one in ${MANIFEST}.`]
}

/** Null when the text is no such list. Paths that could lead out of the folder make it none. */
function listedFiles(text: string): ListedFile[] | null {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    return null
  }
  const files = typeof parsed === 'object' && parsed !== null && 'files' in parsed ? parsed.files : null
  return Array.isArray(files) && files.every(isListedFile) ? files : null
}

function isListedFile(value: unknown): value is ListedFile {
  if (typeof value !== 'object' || value === null || !('path' in value) || !('size' in value) || !('sha256' in value)) return false
  const { path, size, sha256 } = value
  return (
    typeof path === 'string' && !/^\/|^[A-Za-z]:|\\|(^|\/)\.\.(\/|$)/.test(path) && typeof size === 'number' && typeof sha256 === 'string'
  )
}
