/**
 * SEGB, the record files of Biome. Layouts as CCL Solutions (ccl-segb, MIT) and Cellebrite publish them:
 *
 * - version 1: header of 56 bytes (u32 end of the data ... `SEGB` at byte 52); records of a 32-byte header (i32 length, i32 state, two
 *   doubles, u32 CRC-32 of the data, i32), the data, and padding to 8 bytes;
 * - version 2: header of 32 bytes (`SEGB`, i32 number of records, a double); records of an 8-byte header (u32 CRC-32, i32) and the data,
 *   padded to 4 bytes; at the end of the file an index of 16 bytes for each record (i32 end of the record counted from byte 32, i32 state,
 *   a double). State 4 is an index entry not in use. The data area is used again: a record whose CRC differs is overwritten.
 *
 * Doubles are seconds since 2001 UTC, the time of writing. State 1 is written, 3 is deleted.
 */
import { crc32 } from 'node:zlib'

export interface SegbRecord {
  /** Byte offset of the record's own header (version 1) or of its entry in the index (version 2), which finds it again. */
  readonly rowId: number
  /** `written`, `deleted` or `unknown (n)`. */
  readonly state: string
  /** Seconds since 2001 UTC. */
  readonly writtenAt: number
  /** Whether the checksum fits the data. */
  readonly isIntact: boolean
  readonly data: Uint8Array
}

const STATES: Readonly<Record<number, string>> = { 1: 'written', 3: 'deleted' }
const MAGIC = Buffer.from('SEGB', 'latin1')
const V1 = { header: 56, magicAt: 52, record: 32, alignment: 8 } as const
const V2 = { header: 32, record: 8, index: 16, alignment: 4, unused: 4 } as const

const stateOf = (code: number): string => STATES[code] ?? `unknown (${code})`
const padded = (offset: number, alignment: number): number => Math.ceil(offset / alignment) * alignment

/** Throws where the bytes stop being a SEGB file; records before that have been yielded. */
export function* segbRecords(bytes: Uint8Array): Generator<SegbRecord> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length >= V2.header && file.subarray(0, 4).equals(MAGIC)) yield* version2(file)
  else if (file.length >= V1.header && file.subarray(V1.magicAt, V1.magicAt + 4).equals(MAGIC)) yield* version1(file)
  else throw new Error('the file has no SEGB header')
}

function* version1(file: Buffer): Generator<SegbRecord> {
  const end = file.readUInt32LE(0)
  let offset: number = V1.header
  while (offset < end) {
    const start = offset + V1.record
    if (start > file.length) throw new Error(`the file ends inside the record at byte ${offset}`)
    const length = file.readInt32LE(offset)
    if (length < 0 || start + length > file.length) throw new Error(`the record at byte ${offset} does not fit into the file`)
    const data = file.subarray(start, start + length)
    yield {
      rowId: offset,
      state: stateOf(file.readInt32LE(offset + 4)),
      writtenAt: file.readDoubleLE(offset + 8),
      isIntact: crc32(data) === file.readUInt32LE(offset + 24),
      data,
    }
    offset = padded(start + length, V1.alignment)
  }
}

function* version2(file: Buffer): Generator<SegbRecord> {
  const count = file.readInt32LE(4)
  const indexAt = file.length - count * V2.index
  if (count < 0 || indexAt < V2.header) throw new Error(`the file says that it has ${count} records, more than fit into it`)
  const entries = Array.from({ length: count }, (_, number) => {
    const at = indexAt + number * V2.index
    return { at, end: V2.header + file.readInt32LE(at), state: file.readInt32LE(at + 4), writtenAt: file.readDoubleLE(at + 8) }
  })
  let offset: number = V2.header
  for (const { at, end, state, writtenAt } of entries.toSorted((a, b) => a.end - b.end || a.at - b.at)) {
    if (state === V2.unused) continue
    const start = offset + V2.record
    const isInside = start <= end && end <= indexAt
    const data = isInside ? file.subarray(start, end) : file.subarray(0, 0)
    yield {
      rowId: at,
      state: stateOf(state),
      writtenAt,
      isIntact: isInside && crc32(data) === file.readUInt32LE(offset),
      data,
    }
    // Ends of records count from the end of the header, which is itself aligned.
    if (isInside) offset = padded(end, V2.alignment)
  }
}
