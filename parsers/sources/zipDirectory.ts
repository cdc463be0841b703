/**
 * The central directory of a zip, entry by entry. yauzl finds the directory and reads the bytes; the walk is our own,
 * because yauzl gives up the whole archive at the first broken entry, and evidence must lose only that one.
 *
 * Layout: APPNOTE.TXT 4.3.12 (header), 4.5.3 (zip64).
 */
import { isUtf8 } from 'node:buffer'
import { getFileNameLowLevel, parseExtraFields } from 'yauzl'
import type { BlockReader } from './blockReader.ts'

const HEADER_BYTES = 46
const SIGNATURE = 0x02014b50
const IN_ZIP64 = 0xffffffff

export interface ZipEntry {
  readonly name: string
  readonly flags: number
  readonly method: number
  readonly crc32: number
  readonly packedBytes: number
  readonly sizeBytes: number
  readonly localHeaderAt: number
  readonly unixMode: number
  readonly modifiedAtMs: number | null
  /** What is wrong with this entry's directory record, or null. */
  readonly problem: string | null
}

export interface ZipDirectory {
  readonly entries: readonly ZipEntry[]
  /** Why the walk ended before the stated number of entries, or null. */
  readonly endedEarly: string | null
}

/** Walks `statedEntries` records from `start`. Never throws for damage. */
export function readZipDirectory(reader: BlockReader, start: number, statedEntries: number): ZipDirectory {
  const entries: ZipEntry[] = []
  const header = Buffer.alloc(HEADER_BYTES)
  const scratch = Buffer.alloc(2 * 0xffff)
  let at = start
  while (entries.length < statedEntries) {
    if (reader.readInto(header, at) < HEADER_BYTES) return { entries, endedEarly: 'the directory is cut off' }
    if (header.readUInt32LE(0) !== SIGNATURE) return { entries, endedEarly: 'the directory is damaged' }
    const nameBytes = header.readUInt16LE(28)
    const extraBytes = header.readUInt16LE(30)
    // One buffer for all records: 90,000 small ones cost more than the rest of the walk.
    const variable = scratch.subarray(0, nameBytes + extraBytes)
    if (reader.readInto(variable, at + HEADER_BYTES) < variable.length) return { entries, endedEarly: 'the directory is cut off' }
    entries.push(entryOf(header, variable.subarray(0, nameBytes), variable.subarray(nameBytes)))
    at += HEADER_BYTES + nameBytes + extraBytes + header.readUInt16LE(32)
  }
  return { entries, endedEarly: null }
}

interface ExtraField {
  readonly id: number
  readonly data: Buffer
}

function entryOf(header: Buffer, rawName: Buffer, rawExtra: Buffer): ZipEntry {
  let fields: ExtraField[] = []
  let problem: string | null = null
  try {
    fields = parseExtraFields(rawExtra)
  } catch {
    problem = 'its extra fields are longer than their record'
  }
  const flags = header.readUInt16LE(8)
  const wide = wideSizes(header, fields)
  return {
    name: nameOf(flags, rawName, fields),
    flags,
    method: header.readUInt16LE(10),
    crc32: header.readUInt32LE(16),
    packedBytes: wide.packedBytes,
    sizeBytes: wide.sizeBytes,
    localHeaderAt: wide.localHeaderAt,
    unixMode: header.readUInt32LE(38) >>> 16,
    modifiedAtMs: modificationTime(fields),
    problem: problem ?? wide.problem,
  }
}

const UTF8_FLAG = 0x800

/**
 * The name as stored, backslashes too. Without the UTF-8 flag a name is code page 437 by the book, but macOS and many
 * forensic tools write UTF-8 and do not say so: bytes that are valid UTF-8 are taken as that.
 */
function nameOf(flags: number, rawName: Buffer, fields: readonly ExtraField[]): string {
  const hasUnicodeField = fields.some((field) => field.id === 0x7075)
  if (!hasUnicodeField && ((flags & UTF8_FLAG) !== 0 || isUtf8(rawName))) return rawName.toString('utf8')
  return getFileNameLowLevel(flags, rawName, [...fields], true)
}

/** Values that do not fit 32 bits stand in the zip64 extra field, in this order and only where the header says so. */
function wideSizes(header: Buffer, fields: readonly ExtraField[]) {
  const zip64 = fields.find((field) => field.id === 0x0001)?.data ?? Buffer.alloc(0)
  let used = 0
  let problem: string | null = null
  const wide = (narrow: number): number => {
    if (narrow !== IN_ZIP64) return narrow
    if (used + 8 > zip64.length) {
      problem = 'its zip64 record lacks a size or position'
      return 0
    }
    const value = Number(zip64.readBigUInt64LE(used))
    used += 8
    return value
  }
  const sizeBytes = wide(header.readUInt32LE(24))
  const packedBytes = wide(header.readUInt32LE(20))
  const localHeaderAt = wide(header.readUInt32LE(42))
  return { sizeBytes, packedBytes, localHeaderAt, problem: problem as string | null }
}

/** Only fields that count in UTC: the header's own DOS time is a local time of an unknown zone. */
function modificationTime(fields: readonly ExtraField[]): number | null {
  for (const { id, data } of fields) {
    // Info-ZIP extended timestamp: flags, then seconds since 1970 when bit 0 is set.
    if (id === 0x5455 && data.length >= 5 && ((data[0] ?? 0) & 1) === 1) return data.readInt32LE(1) * 1000
    // NTFS: tag 1 holds 100 ns since 1601.
    if (id === 0x000a && data.length >= 32 && data.readUInt16LE(4) === 1) {
      return Number(data.readBigInt64LE(8) / 10_000n) - 11_644_473_600_000
    }
  }
  return null
}
