/** A zip archive, read where it lies: random access, nothing unpacked that is not asked for. */
import { closeSync, fstatSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { pipeline } from 'node:stream'
import type { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { fromRandomAccessReader, RandomAccessReader } from 'yauzl'
import type { ZipFile } from 'yauzl'
import { BlockReader } from './blockReader.ts'
import type { Container, FilePlace, FileRange, StoredFile } from './container.ts'
import { readEntryName } from './entryNames.ts'
import { SourceError } from './extraction.ts'
import { openReadOnly, plainReadError } from './fileReading.ts'
import { LINK_NOT_FOLLOWED, NOT_A_FILE } from './folderContainer.ts'
import { guardUnpacking, isBomb } from './limits.ts'
import { NoticeBook } from './notices.ts'
import { readZipDirectory } from './zipDirectory.ts'
import type { ZipEntry } from './zipDirectory.ts'

const ENCRYPTED_FLAGS = 0x41
const STORED = 0
const DEFLATED = 8
const LOCAL_HEADER_BYTES = 30
const LOCAL_SIGNATURE = 0x04034b50
const INFLATE_CHUNK_BYTES = 256 * 1024

type ReadCallback = (error: Error | null, bytesRead?: number) => void

/** yauzl's view of the open file: it looks for the directory through the block cache. */
class CachedFileReader extends RandomAccessReader {
  private readonly blocks: BlockReader

  constructor(blocks: BlockReader) {
    super()
    this.blocks = blocks
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: ReadCallback): void {
    const count = this.blocks.readInto(buffer.subarray(offset, offset + length), position)
    callback(null, count)
  }
}

/**
 * Lists a zip. Throws `SourceError` when it has no readable directory (truncated, several disks, no zip). `label` is its name in
 * messages, where it is a copy; with `range` it is that stretch of an open file.
 */
export async function openZip(path: string, label = path, range?: FileRange): Promise<Container> {
  const descriptor = range?.descriptor ?? openReadOnly(path)
  const close = (): void => {
    if (range === undefined) closeSync(descriptor)
  }
  try {
    const blocks = new BlockReader(descriptor, range?.sizeBytes ?? fstatSync(descriptor).size, range?.startByte)
    const zip = await openDirectory(label, blocks)
    const notices = new NoticeBook()
    const entries = new Map<StoredFile, ZipEntry>()
    // Its cursor is the start of the central directory, as no entry was read through yauzl (the types call it a boolean).
    const directory = readZipDirectory(blocks, Number(zip.readEntryCursor), zip.entryCount)
    if (directory.endedEarly !== null) {
      notices.say(
        `This zip's list of files breaks off after ${directory.entries.length} of ${zip.entryCount} entries ` +
          `(${directory.endedEarly}); the others are not read.`,
      )
    }
    for (const entry of directory.entries) addEntry(entry, blocks.sizeBytes, entries, notices)
    return {
      packing: 'zip',
      name: basename(label),
      wholeFile: label,
      folder: dirname(label),
      files: [...entries.keys()],
      notices: notices.all(),
      open: async (file) => openEntry(blocks, file, entries.get(file)),
      locate: (file) => locateEntry(blocks, file, entries.get(file)),
      close: async () => close(),
    }
  } catch (error) {
    close()
    throw error instanceof SourceError ? error : plainReadError(label, error)
  }
}

function openDirectory(path: string, blocks: BlockReader): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, decodeStrings: false, autoClose: false, validateEntrySizes: false } as const
    fromRandomAccessReader(new CachedFileReader(blocks), blocks.sizeBytes, options, (error, zip) => {
      if (error === null) resolve(zip)
      else {
        const reason = plainZipReason(error.message)
        reject(new SourceError(`${basename(path)} is a zip that is cut off or damaged (${reason}): copy or export it again.`))
      }
    })
  })
}

function plainZipReason(message: string): string {
  if (message.startsWith('End of central directory')) return 'its list of files at the end is missing'
  if (message.startsWith('Invalid comment length')) return 'bytes are missing or added at its end'
  if (message.startsWith('multi-disk')) return 'it is one part of a zip that was split over several files'
  return message
}

function addEntry(entry: ZipEntry, archiveBytes: number, entries: Map<StoredFile, ZipEntry>, notices: NoticeBook): void {
  if (/[/\\]$/.test(entry.name)) return
  const name = readEntryName(entry.name)
  if ('refused' in name) return notices.about(entry.name, `This entry is refused: ${name.refused}.`)
  const type = entry.unixMode & 0o170000
  if (type === 0o120000) return notices.about(entry.name, LINK_NOT_FOLLOWED)
  if (type !== 0 && type !== 0o100000) {
    if (type !== 0o040000) notices.about(entry.name, NOT_A_FILE)
    return
  }
  const unreadable = whyUnreadable(entry, archiveBytes)
  if (unreadable !== null) notices.about(entry.name, `This entry cannot be read: ${unreadable}.`)
  const { sizeBytes, modifiedAtMs, crc32 } = entry
  entries.set({ path: name.path, storedAs: entry.name, sizeBytes, modifiedAtMs, unreadable, crc32 }, entry)
}

function whyUnreadable(entry: ZipEntry, archiveBytes: number): string | null {
  if (entry.problem !== null) return entry.problem
  if ((entry.flags & ENCRYPTED_FLAGS) !== 0) return 'it is encrypted with a password'
  if (entry.method !== STORED && entry.method !== DEFLATED) return `its compression method (${entry.method}) is not known`
  if (entry.method === STORED && entry.packedBytes !== entry.sizeBytes) return 'it states two different sizes'
  if (entry.localHeaderAt + entry.packedBytes > archiveBytes) return 'its bytes lie beyond the end of the archive'
  if (isBomb(entry.packedBytes, entry.sizeBytes)) return 'it states a size far beyond what its bytes can hold'
  return null
}

function openEntry(blocks: BlockReader, file: StoredFile, entry: ZipEntry | undefined): Readable {
  if (entry === undefined || file.unreadable !== null) {
    throw new SourceError(`${file.storedAs} cannot be read: ${file.unreadable ?? 'it is not in the archive'}.`)
  }
  const start = dataStart(blocks, file, entry)
  const guard = guardUnpacking({ what: file.storedAs, packedBytes: entry.packedBytes, sizeBytes: entry.sizeBytes, crc32: entry.crc32 })
  // An error of any part reaches the reader as the last one's own; nothing is left to do here.
  const done = (): void => {}
  if (entry.packedBytes === 0) {
    guard.end()
    return guard
  }
  const packed = blocks.stream(start, start + entry.packedBytes)
  if (entry.method === STORED) return pipeline(packed, guard, done)
  return pipeline(packed, createInflateRaw({ chunkSize: INFLATE_CHUNK_BYTES }), guard, done)
}

function locateEntry(blocks: BlockReader, file: StoredFile, entry: ZipEntry | undefined): FilePlace | null {
  if (entry?.method !== STORED || file.unreadable !== null) return null
  return { range: blocks.rangeOf(dataStart(blocks, file, entry), entry.packedBytes) }
}

/** The local header repeats name and extra fields, often with other lengths than the directory. */
function dataStart(blocks: BlockReader, file: StoredFile, entry: ZipEntry): number {
  const header = blocks.read(entry.localHeaderAt, LOCAL_HEADER_BYTES)
  if (header.length < LOCAL_HEADER_BYTES || header.readUInt32LE(0) !== LOCAL_SIGNATURE) {
    throw new SourceError(`${file.storedAs} is damaged in the archive: its own header is missing.`)
  }
  const start = entry.localHeaderAt + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (start + entry.packedBytes > blocks.sizeBytes) throw new SourceError(`${file.storedAs} is cut off: the archive ends before it does.`)
  return start
}
