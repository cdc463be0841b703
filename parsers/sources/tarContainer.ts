/** A tar archive, indexed once and read in place; a gzipped one is unpacked to a private scratch file first. */
import { closeSync, createReadStream, createWriteStream, fstatSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { BlockReader } from './blockReader.ts'
import type { Container, StoredFile } from './container.ts'
import { readEntryName } from './entryNames.ts'
import { SourceError } from './extraction.ts'
import { CHUNK_BYTES, openReadOnly, streamOfRange } from './fileReading.ts'
import { LINK_NOT_FOLLOWED, NOT_A_FILE } from './folderContainer.ts'
import { bombError, isBomb } from './limits.ts'
import { NoticeBook } from './notices.ts'
import { isTarHeader, readTarIndex, TAR_HEADER_BYTES } from './tarHeaders.ts'
import type { TarEntry } from './tarHeaders.ts'

/** Ordinary, contiguous, sparse and hard-linked files. */
const READ_TYPES = ['0', '7', 'S', '1']
const SPARSE = 'it is stored as a sparse file, which this version cannot read'
const CUT_OFF = 'it lies beyond the end of the archive'

/** Lists a tar. `labelPath` is the file that was added, where the tar itself is a scratch copy. Throws `SourceError`. */
export function openTar(path: string, labelPath = path): Container {
  const descriptor = openReadOnly(path)
  const reader = new BlockReader(descriptor, fstatSync(descriptor).size)
  const notices = new NoticeBook()
  const index = readTarIndex(reader)
  if (index.endedEarly !== null) {
    notices.say(`This tar archive breaks off after ${index.entries.length} entries (${index.endedEarly}); what follows is not read.`)
  }
  const dataOf = new Map<StoredFile, number>()
  const byName = new Map<string, TarEntry>()
  for (const entry of index.entries) addEntry(entry, { archiveBytes: reader.sizeBytes, dataOf, byName, notices })
  return {
    packing: 'tar',
    name: basename(labelPath),
    wholeFile: labelPath,
    folder: dirname(labelPath),
    files: [...dataOf.keys()],
    notices: notices.all(),
    open: async (file) => openEntry(descriptor, file, dataOf.get(file)),
    close: async () => closeSync(descriptor),
  }
}

interface TarListing {
  readonly archiveBytes: number
  readonly dataOf: Map<StoredFile, number>
  readonly byName: Map<string, TarEntry>
  readonly notices: NoticeBook
}

function addEntry(entry: TarEntry, { archiveBytes, dataOf, byName, notices }: TarListing): void {
  if (entry.type === '5' || (entry.type === '0' && entry.name.endsWith('/'))) return
  const name = readEntryName(entry.name)
  if ('refused' in name) return notices.about(entry.name, `This entry is refused: ${name.refused}.`)
  if (entry.type === '2') return notices.about(entry.name, LINK_NOT_FOLLOWED)
  if (entry.type === '3' || entry.type === '4' || entry.type === '6') return notices.about(entry.name, NOT_A_FILE)
  if (!READ_TYPES.includes(entry.type)) return notices.about(entry.name, 'This entry is of a kind that holds no file; it is not read.')
  // A hard link is a second name of a file that stands earlier in the same archive.
  const data = entry.type === '1' ? byName.get(entry.linkName) : entry
  if (data === undefined) return notices.about(entry.name, 'This entry is a second name of a file that is not in the archive.')
  const unreadable = data.type === 'S' ? SPARSE : data.dataAt + data.sizeBytes > archiveBytes ? CUT_OFF : null
  if (unreadable !== null) notices.about(entry.name, `This entry cannot be read: ${unreadable}.`)
  byName.set(entry.name, data)
  const { sizeBytes } = data
  dataOf.set({ path: name.path, storedAs: entry.name, sizeBytes, modifiedAtMs: entry.modifiedAtMs, unreadable }, data.dataAt)
}

function openEntry(descriptor: number, file: StoredFile, dataAt: number | undefined): Readable {
  if (dataAt === undefined || file.unreadable !== null) {
    throw new SourceError(`${file.storedAs} cannot be read: ${file.unreadable ?? 'it is not in the archive'}.`)
  }
  return file.sizeBytes === 0 ? Readable.from([]) : streamOfRange(descriptor, dataAt, dataAt + file.sizeBytes)
}

/** Unpacks to a private folder, which `close` removes. Throws `SourceError` for a cut-off, damaged or exploding file. */
export async function openGzippedTar(path: string): Promise<Container> {
  const scratch = await mkdtemp(join(tmpdir(), 'corroborate-tar-'))
  try {
    const tarPath = join(scratch, 'unpacked.tar')
    await gunzipTo(path, tarPath)
    const container = openTar(tarPath, path)
    // Where the system allows it the name goes at once: even a killed program then leaves no copy of evidence behind.
    await rm(scratch, { recursive: true, force: true }).catch(() => {})
    return {
      ...container,
      async close() {
        await container.close()
        await rm(scratch, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(scratch, { recursive: true, force: true })
    throw error
  }
}

async function gunzipTo(path: string, target: string): Promise<void> {
  const packedBytes = (await stat(path)).size
  const noTar = new SourceError(`${basename(path)} is compressed with gzip but holds no tar archive: unpack it and add what is inside.`)
  let unpackedBytes = 0
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      // Known at once, before gigabytes of something else are unpacked; the first chunk is never shorter than a header.
      if (unpackedBytes === 0 && !isTarHeader(chunk.subarray(0, TAR_HEADER_BYTES))) return done(noTar)
      unpackedBytes += chunk.length
      if (isBomb(packedBytes, unpackedBytes)) done(bombError(basename(path)))
      else done(null, chunk)
    },
  })
  const source = createReadStream('', { fd: openReadOnly(path), autoClose: true, highWaterMark: CHUNK_BYTES })
  try {
    await pipeline(source, createGunzip({ chunkSize: CHUNK_BYTES }), limit, createWriteStream(target, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    if (error instanceof SourceError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOSPC') {
      throw new SourceError(`There is not enough free space to unpack ${basename(path)}: free some space on the system drive.`)
    }
    throw new SourceError(`${basename(path)} is cut off or damaged: copy or export it again.`)
  }
}
