/** Guards on what an archive may unfold to: a few kilobytes of zeros must not fill the disk. */
import { Transform } from 'node:stream'
import { crc32 } from 'node:zlib'
import { SourceError } from './extraction.ts'

/** Real databases and pictures stay below 100; a run of zeros deflates to 1:1029. */
export const MAX_EXPANSION_RATIO = 1000

/** Below this size a high ratio harms nobody (an empty database is all zeros). */
export const RATIO_FREE_BYTES = 100 * 1024 * 1024

/** True when so many unpacked bytes from so few packed ones are a bomb, not a file. */
export function isBomb(packedBytes: number, unpackedBytes: number): boolean {
  return unpackedBytes > RATIO_FREE_BYTES && unpackedBytes > packedBytes * MAX_EXPANSION_RATIO
}

export function bombError(what: string): SourceError {
  return new SourceError(`${what} unfolds to more than ${MAX_EXPANSION_RATIO} times its size and is not read.`)
}

const damage = (what: string, reason: string): SourceError => new SourceError(`${what} is damaged: ${reason}.`)

export interface UnpackingPromise {
  /** The entry's name, for the error. */
  readonly what: string
  readonly packedBytes: number
  /** What the archive states; the bytes are held to it. */
  readonly sizeBytes: number
  readonly crc32: number
}

/** Passes unpacked bytes on and fails with `SourceError` when they are a bomb, or not what the archive states. */
export function guardUnpacking({ what, packedBytes, sizeBytes, crc32: statedCrc32 }: UnpackingPromise): Transform {
  let unpackedBytes = 0
  let checksum = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      unpackedBytes += chunk.length
      checksum = crc32(chunk, checksum)
      if (isBomb(packedBytes, unpackedBytes)) done(bombError(what))
      else if (unpackedBytes > sizeBytes) done(damage(what, 'it holds more bytes than the archive states'))
      else done(null, chunk)
    },
    flush(done) {
      if (unpackedBytes < sizeBytes) done(damage(what, 'it holds fewer bytes than the archive states'))
      else if (checksum !== statedCrc32) done(damage(what, 'its bytes do not match the checksum that the archive states'))
      else done()
    },
  })
}
