/**
 * The write-ahead log of a SQLCipher database to that of a plain one: SQLCipher encrypts the pages in it and leaves headers as they are
 * (SQLite's file format: a header of 32 bytes, then frames of 24 bytes and one page; checksums run from the header on).
 *
 * Frames of an earlier run of the log (other salts) are decrypted too and stay invalid, as they are in the original.
 */
import { openPage } from './sqlCipher.ts'
import type { PageCipher } from './sqlCipher.ts'

const HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const MAGIC = 0x377f0682
const BIG_ENDIAN_MAGIC = 0x377f0683

export interface OpenedLog {
  readonly log: Buffer
  /** What had to be left out, in words, or null. */
  readonly problem: string | null
}

/** A frame that fails its check ends the log: what stands behind it is not handed out as if it were sound. */
export function openWal(cipher: PageCipher, stored: Uint8Array): OpenedLog {
  const log = Buffer.from(stored)
  if (log.length < HEADER_BYTES) return { log, problem: null }
  const magic = log.readUInt32BE(0)
  const frameBytes = FRAME_HEADER_BYTES + cipher.pageBytes
  if ((magic !== MAGIC && magic !== BIG_ENDIAN_MAGIC) || log.readUInt32BE(8) !== cipher.pageBytes)
    return { log: Buffer.alloc(0), problem: 'The write-ahead log beside the database has no header that belongs to it: it was left out.' }
  const isBigEndian = magic === BIG_ENDIAN_MAGIC
  let sums = checksum([0, 0], log.subarray(0, 24), isBigEndian)
  for (let number = 1, at = HEADER_BYTES; at + frameBytes <= log.length; number++, at += frameBytes) {
    const page = log.subarray(at + FRAME_HEADER_BYTES, at + frameBytes)
    const opened = openPage(cipher, page, log.readUInt32BE(at))
    const isOfThisRun = log.subarray(at + 8, at + 16).equals(log.subarray(16, 24))
    if (opened === null) {
      if (!isOfThisRun) continue
      const problem = `Frame ${number} of the write-ahead log fails its authenticity check: it and what follows were left out.`
      return { log: log.subarray(0, at), problem }
    }
    page.set(opened)
    if (!isOfThisRun) continue
    sums = checksum(checksum(sums, log.subarray(at, at + 8), isBigEndian), page, isBigEndian)
    log.writeUInt32BE(sums[0], at + 16)
    log.writeUInt32BE(sums[1], at + 20)
  }
  return { log, problem: null }
}

type Sums = readonly [number, number]

/** SQLite's running checksum over pairs of 32-bit words. */
function checksum([first, second]: Sums, bytes: Buffer, isBigEndian: boolean): Sums {
  let [a, b] = [first, second]
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    a = (a + (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0
    b = (b + (isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0
  }
  return [a, b]
}
