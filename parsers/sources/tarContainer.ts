/** A tar archive, indexed once and read in place; a gzipped one is unpacked to a private scratch file first. */
import { closeSync, createReadStream, fstatSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { BlockReader } from './blockReader.ts'
import type { Container, StoredFile } from './container.ts'
import { readEntryName } from './entryNames.ts'
import { SourceError } from './extraction.ts'
import { CHUNK_BYTES, openReadOnly, streamOfRange } from './fileReading.ts'
import { LINK_NOT_FOLLOWED, NOT_A_FILE } from './folderContainer.ts'
import { bombError, isBomb } from './limits.ts'
import { NoticeBook } from './notices.ts'
import { inScratch, unpackTo } from './scratchCopy.ts'
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
  return inScratch({ name: 'unpacked.tar', isHeldOpen: true }, async (target) => {
    await gunzipTo(path, target)
    return openTar(target, path)
  })
}

async function gunzipTo(path: string, target: string): Promise<void> {
  const noTar = new SourceError(`${basename(path)} is compressed with gzip but holds no tar archive: unpack it and add what is inside.`)
  const source = createReadStream('', { fd: openReadOnly(path), autoClose: true, highWaterMark: CHUNK_BYTES })
  const steps = [createGunzip({ chunkSize: CHUNK_BYTES }), tarLimit(path, (await stat(path)).size, noTar)]
  const damaged = (): SourceError => new SourceError(`${basename(path)} is cut off or damaged: copy or export it again.`)
  await unpackTo(path, target, source, steps, damaged)
}

/** Lets a tar through that is no bomb; ends with `noTar` at once when it is none, before gigabytes of something else are unpacked. */
export function tarLimit(path: string, packedBytes: number, noTar: SourceError): Transform {
  let unpackedBytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      // The first chunk is never shorter than a header.
      if (unpackedBytes === 0 && !isTarHeader(chunk.subarray(0, TAR_HEADER_BYTES))) return done(noTar)
      unpackedBytes += chunk.length
      if (isBomb(packedBytes, unpackedBytes)) done(bombError(basename(path)))
      else done(null, chunk)
    },
  })
}
