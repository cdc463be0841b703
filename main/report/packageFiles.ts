/** The files of a package, whether it lies there as a folder or as one zip file. */
import { createReadStream, lstatSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { CaseError } from '../contract/index.ts'
import { filesBelow, MANIFEST } from './manifest.ts'

export interface PackageFiles {
  /** Relative to the package's own folder, with forward slashes. */
  readonly paths: readonly string[]
  /** What is wrong with the container itself, one sentence each. */
  readonly problems: readonly string[]
  /** Null for what is no plain file. */
  sizeOf(path: string): number | null
  open(path: string): Promise<Readable>
  close(): void
}

/** A package's manifest is a list of names, hashes and sizes; one that is larger than this is none. */
const MAX_READ_BYTES = 256 * 1024 * 1024

export async function readWhole(files: PackageFiles, path: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of await files.open(path)) {
    const bytes = Buffer.from(chunk as Uint8Array)
    if ((size += bytes.length) > MAX_READ_BYTES) throw new CaseError('unreadable', `${path} is too large to be what its name says.`)
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

export function folderFiles(folder: string): PackageFiles {
  return {
    paths: filesBelow(folder),
    problems: [],
    sizeOf: (path) => {
      const stats = lstatSync(join(folder, path))
      return stats.isFile() ? stats.size : null
    },
    open: async (path) => createReadStream(join(folder, path)),
    close: () => {},
  }
}

/** Opens a zip; nothing of it is unpacked. Throws when it is no zip, or one without a manifest. */
export async function zipFiles(path: string): Promise<PackageFiles> {
  const zip = await openZip(path)
  try {
    const entries: Entry[] = []
    for await (const entry of zip.eachEntry()) if (!entry.fileName.endsWith('/')) entries.push(entry)
    return filesOf(basename(path), zip, entries)
  } catch (error) {
    zip.close()
    throw error instanceof CaseError ? error : damaged(path, error)
  }
}

async function openZip(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false })
  } catch (error) {
    throw damaged(path, error)
  }
}

const damaged = (path: string, error: unknown): CaseError =>
  new CaseError(
    'verification',
    `${basename(path)} is damaged: it cannot be read as a zip file (${error instanceof Error ? error.message : String(error)}).`,
  )

/** The package lies in one folder of the zip: the one with the manifest that is highest up. */
function filesOf(name: string, zip: ZipFile, entries: readonly Entry[]): PackageFiles {
  const manifest = entries
    .map(({ fileName }) => fileName)
    .filter((fileName) => fileName === MANIFEST || fileName.endsWith(`/${MANIFEST}`))
    .toSorted((a, b) => a.split('/').length - b.split('/').length)[0]
  if (manifest === undefined) throw new CaseError('unreadable', `${name} is no exported package: it holds no ${MANIFEST}.`)
  const root = manifest.slice(0, -MANIFEST.length)
  const problems: string[] = []
  const byPath = new Map<string, Entry>()
  for (const entry of entries) {
    const isInside = entry.fileName.startsWith(root)
    const path = isInside ? entry.fileName.slice(root.length) : entry.fileName
    if (!isInside) problems.push(`${path} was added: it lies beside the package's folder.`)
    else if (byPath.has(path)) problems.push(`${path} is there twice.`)
    else byPath.set(path, entry)
  }
  const entryOf = (path: string): Entry => {
    const entry = byPath.get(path)
    if (entry === undefined) throw new CaseError('unreadable', `${path} is not in ${name}.`)
    return entry
  }
  return {
    paths: [...byPath.keys()].sort(),
    problems,
    sizeOf: (path) => entryOf(path).uncompressedSize,
    open: (path) => zip.openReadStreamPromise(entryOf(path)),
    close: () => zip.close(),
  }
}
