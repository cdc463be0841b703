/**
 * Archives inside what was added: the zip of a file system in the folder of its extraction, a zip inside a zip, the parts of a Takeout.
 * They are opened one level down and no further, where nothing outside them is a phone; archives inside a phone's file system are files
 * of the phone. Entries lie below the archive's own path, `EXTRACTION.zip/private/var/...`, until
 * the phone's root is found among them.
 */
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { openAndroidBackup } from './androidBackup.ts'
import type { UnlockOptions } from './backupPassword.ts'
import type { Container, StoredFile } from './container.ts'
import { baseNameOf, compareCodeUnits } from './entryNames.ts'
import { type ExtractionNotice, PasswordError, SourceError } from './extraction.ts'
import { type FileKind, fileKindOf, HEAD_BYTES } from './fileKinds.ts'
import { inScratch } from './scratchCopy.ts'
import { openCompressedTar, openTar } from './tarContainer.ts'
import { openZip } from './zipContainer.ts'

const ARCHIVE_NAME = /\.(?:zip|tar|tgz|gz|zst|tzst|ab)$/i
const OPENED = { kind: 'opened', note: 'This archive was opened: its files are listed below its path.' } as const
/** More archives than this in one place are a collection of something else. */
const MAX_ARCHIVES = 64

/** The container with the content of its archives in their place, or itself where there are none. Closing the result closes all. */
export async function withNestedArchives(outer: Container, options: UnlockOptions): Promise<Container> {
  const candidates = outer.files.filter(({ path, unreadable }) => unreadable === null && ARCHIVE_NAME.test(path))
  const chosen = candidates.sort((a, b) => compareCodeUnits(a.path, b.path)).slice(0, MAX_ARCHIVES)
  const opened = new Map<StoredFile, Container>()
  const notices: ExtractionNotice[] = []
  if (candidates.length > chosen.length)
    notices.push({ path: null, problem: `${candidates.length - chosen.length} archives inside were not opened: add them by themselves.` })
  try {
    for (const file of chosen) {
      const inner = await openOrSay(outer, file, options, notices)
      if (inner !== null) opened.set(file, inner)
    }
  } catch (error) {
    for (const inner of opened.values()) await inner.close()
    throw error
  }
  return opened.size === 0 ? outer : merged(outer, opened, notices)
}

/** An archive that cannot be opened stays a file, and is named. A missing or wrong password is the user's to give. */
async function openOrSay(
  outer: Container,
  file: StoredFile,
  options: UnlockOptions,
  notices: ExtractionNotice[],
): Promise<Container | null> {
  try {
    return await openInner(outer, file, options)
  } catch (error) {
    options.signal?.throwIfAborted()
    if (!(error instanceof SourceError) || error instanceof PasswordError) throw error
    notices.push({ path: file.path, problem: `This archive was not opened: ${error.message}` })
    return null
  }
}

async function openInner(outer: Container, file: StoredFile, options: UnlockOptions): Promise<Container | null> {
  const kind = fileKindOf(await headOf(outer, file))
  const label = baseNameOf(file.path)
  const place = outer.locate?.(file) ?? null
  if (place?.range !== undefined && kind === 'zip') return openZip(label, label, place.range)
  if (place?.range !== undefined && kind === 'tar') return openTar(label, label, place.range)
  const open = openerOf(kind, label, options)
  if (open === null) return null
  return place?.path === undefined ? unpacked(outer, file, open) : open(place.path)
}

type Opener = (path: string) => Promise<Container>

/** `label` is what messages call the archive: a copy of it has another name. */
function openerOf(kind: FileKind, label: string, options: UnlockOptions): Opener | null {
  if (kind === 'zip') return (path) => openZip(path, label)
  if (kind === 'tar') return async (path) => openTar(path, label)
  if (kind === 'gzip' || kind === 'zstd') return (path) => openCompressedTar(path, kind, label)
  return kind === 'android-backup' ? (path) => openAndroidBackup(path, options, label) : null
}

async function headOf(outer: Container, file: StoredFile): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of await outer.open(file)) {
    chunks.push(chunk as Buffer)
    bytes += (chunk as Buffer).length
    if (bytes >= HEAD_BYTES) break
  }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES)
}

/** For an archive that is compressed inside the other one: reading at random needs a copy. */
function unpacked(outer: Container, file: StoredFile, open: Opener): Promise<Container> {
  return inScratch({ name: 'archive', isHeldOpen: true }, async (target) => {
    try {
      await pipeline(await outer.open(file), createWriteStream(target, { flags: 'wx', mode: 0o600 }))
    } catch (error) {
      if (error instanceof SourceError) throw error
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
        throw new SourceError(`There is not enough free space to unpack ${baseNameOf(file.path)}: free some space on the system drive.`)
      throw new SourceError(`${baseNameOf(file.path)} is damaged inside ${outer.name}: copy or export it again.`)
    }
    return open(target)
  })
}

interface Origin {
  readonly container: Container
  readonly file: StoredFile
}

function merged(outer: Container, opened: ReadonlyMap<StoredFile, Container>, notices: readonly ExtractionNotice[]): Container {
  const origins = new Map<StoredFile, Origin>()
  const outerFiles: StoredFile[] = []
  const innerFiles: StoredFile[] = []
  const all: ExtractionNotice[] = [...outer.notices, ...notices]
  for (const file of outer.files) {
    const container = opened.get(file)
    const listed = container === undefined ? file : { ...file, setAside: OPENED }
    outerFiles.push(listed)
    if (container === undefined) continue
    origins.set(listed, { container: outer, file })
    const count = container.files.length
    const read = count === 1 ? 'file is' : `${count} files are`
    all.push({ path: file.path, problem: `This archive was opened; its ${read} read with what lies around it.` })
    for (const { path, problem } of container.notices) all.push({ path: path === null ? file.path : `${file.path}/${path}`, problem })
    for (const inner of container.files) {
      const placed = { ...inner, path: `${file.path}/${inner.path}`, storedAs: `${file.storedAs}/${inner.storedAs}` }
      innerFiles.push(placed)
      origins.set(placed, { container, file: inner })
    }
  }
  const originOf = (file: StoredFile): Origin => origins.get(file) ?? { container: outer, file }
  return {
    ...outer,
    files: [...outerFiles, ...innerFiles],
    // What was added is known by its own bytes, not by what its archives hold.
    hashedFiles: outerFiles,
    notices: all,
    open: (file) => originOf(file).container.open(originOf(file).file),
    locate: (file) => originOf(file).container.locate?.(originOf(file).file) ?? null,
    async close() {
      for (const container of opened.values()) await container.close()
      await outer.close()
    },
  }
}
