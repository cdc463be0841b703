/** A tar archive, indexed once and read in place; a compressed one is unpacked to a private scratch file first. */
import { closeSync, createReadStream, fstatSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { BlockReader } from './blockReader.ts'
import type { Container, FileRange, StoredFile } from './container.ts'
import { readEntryName } from './entryNames.ts'
import { SourceError } from './extraction.ts'
import { CHUNK_BYTES, openReadOnly } from './fileReading.ts'
import { LINK_NOT_FOLLOWED, NOT_A_FILE } from './folderContainer.ts'
import { bombError, isBomb } from './limits.ts'
import { NoticeBook } from './notices.ts'
import { inScratch, unpackTo } from './scratchCopy.ts'
import { isTarHeader, readTarIndex, TAR_HEADER_BYTES } from './tarHeaders.ts'
import type { TarEntry } from './tarHeaders.ts'
import { sparseStream, storedBytesOf } from './tarSparse.ts'

/** Ordinary, contiguous, sparse and hard-linked files. */
const READ_TYPES = ['0', '7', 'S', '1']
const SPARSE = 'it is stored as a sparse file whose map is damaged or of an unknown form'
const CUT_OFF = 'it lies beyond the end of the archive'

/**
 * Lists a tar. `labelPath` is the file that was added, where the tar itself is a scratch copy, or with `range` a stretch of an open file.
 * Throws `SourceError`.
 */
export function openTar(path: string, labelPath = path, range?: FileRange): Container {
  const descriptor = range?.descriptor ?? openReadOnly(path)
  const reader = new BlockReader(descriptor, range?.sizeBytes ?? fstatSync(descriptor).size, range?.startByte)
  const notices = new NoticeBook()
  const index = readTarIndex(reader)
  if (index.endedEarly !== null) {
    notices.say(`This tar archive breaks off after ${index.entries.length} entries (${index.endedEarly}); what follows is not read.`)
  }
  const dataOf = new Map<StoredFile, TarEntry>()
  const byName = new Map<string, TarEntry>()
  for (const entry of index.entries) addEntry(entry, { archiveBytes: reader.sizeBytes, dataOf, byName, notices })
  return {
    packing: 'tar',
    name: basename(labelPath),
    wholeFile: labelPath,
    folder: dirname(labelPath),
    files: [...dataOf.keys()],
    notices: notices.all(),
    open: async (file) => openEntry(reader, file, dataOf.get(file)),
    locate: (file) => {
      const entry = dataOf.get(file)
      return entry === undefined || file.unreadable !== null || entry.sparse !== undefined
        ? null
        : { range: reader.rangeOf(entry.dataAt, entry.sizeBytes) }
    },
    close: async () => {
      if (range === undefined) closeSync(descriptor)
    },
  }
}

interface TarListing {
  readonly archiveBytes: number
  readonly dataOf: Map<StoredFile, TarEntry>
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
  const unreadable = whyUnreadable(data, archiveBytes)
  if (unreadable !== null) notices.about(entry.name, `This entry cannot be read: ${unreadable}.`)
  byName.set(entry.name, data)
  const sizeBytes = data.sparse?.sizeBytes ?? data.sizeBytes
  dataOf.set({ path: name.path, storedAs: entry.name, sizeBytes, modifiedAtMs: entry.modifiedAtMs, unreadable }, data)
}

function whyUnreadable({ sparse, dataAt, sizeBytes }: TarEntry, archiveBytes: number): string | null {
  if (sparse === null) return SPARSE
  if (sparse === undefined) return dataAt + sizeBytes > archiveBytes ? CUT_OFF : null
  const storedBytes = storedBytesOf(sparse)
  if (sparse.dataAt + storedBytes > archiveBytes) return CUT_OFF
  return isBomb(storedBytes, sparse.sizeBytes) ? 'it states a size far beyond what its bytes can hold' : null
}

function openEntry(reader: BlockReader, file: StoredFile, entry: TarEntry | undefined): Readable {
  if (entry === undefined || file.unreadable !== null) {
    throw new SourceError(`${file.storedAs} cannot be read: ${file.unreadable ?? 'it is not in the archive'}.`)
  }
  if (file.sizeBytes === 0) return Readable.from([])
  return entry.sparse == null ? reader.stream(entry.dataAt, entry.dataAt + file.sizeBytes) : sparseStream(reader, entry.sparse)
}

const COMPRESSIONS = {
  gzip: { name: 'gzip', unpacker: () => createGunzip({ chunkSize: CHUNK_BYTES }) },
  zstd: { name: 'Zstandard', unpacker: () => createZstdDecompress({ chunkSize: CHUNK_BYTES }) },
} as const

/** Unpacks to a private folder, which `close` removes. Throws `SourceError` for a cut-off, damaged or exploding file. */
export async function openCompressedTar(path: string, compression: keyof typeof COMPRESSIONS, label = path): Promise<Container> {
  const { name, unpacker } = COMPRESSIONS[compression]
  const noTar = new SourceError(`${basename(label)} is compressed with ${name} but holds no tar archive: unpack it and add what is inside.`)
  const damaged = (): SourceError => new SourceError(`${basename(label)} is cut off or damaged: copy or export it again.`)
  return inScratch({ name: 'unpacked.tar', isHeldOpen: true }, async (target) => {
    const source = createReadStream('', { fd: openReadOnly(path), autoClose: true, highWaterMark: CHUNK_BYTES })
    await unpackTo(label, target, source, [unpacker(), tarLimit(label, (await stat(path)).size, noTar)], damaged)
    return openTar(target, label)
  })
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
