/** Random reads from one file through a small cache of 1 MiB blocks: directories of archives are read in tiny pieces. */
import type { Readable } from 'node:stream'
import type { FileRange } from './container.ts'
import { readFully, streamOfRange } from './fileReading.ts'

const BLOCK_BYTES = 1024 * 1024
const CACHED_BLOCKS = 8

/** A file, or one stretch of it that is an archive of its own: positions count from the start of the stretch. */
export class BlockReader {
  readonly sizeBytes: number
  private readonly descriptor: number
  private readonly startByte: number
  private readonly blocks = new Map<number, Buffer>()

  constructor(descriptor: number, sizeBytes: number, startByte = 0) {
    this.descriptor = descriptor
    this.sizeBytes = sizeBytes
    this.startByte = startByte
  }

  /** Bytes from `start` to `end` (exclusive), not cached. */
  stream(start: number, end: number): Readable {
    return streamOfRange(this.descriptor, this.startByte + start, this.startByte + end)
  }

  /** A stretch of it, for a reader of its own. */
  rangeOf(startByte: number, sizeBytes: number): FileRange {
    return { descriptor: this.descriptor, startByte: this.startByte + startByte, sizeBytes }
  }

  /** Copies bytes from `position` into `target`; returns how many, fewer only at the end of the file. */
  readInto(target: Uint8Array, position: number): number {
    let done = 0
    while (done < target.length) {
      const at = position + done
      const block = this.block(Math.floor(at / BLOCK_BYTES))
      const piece = block.subarray(at % BLOCK_BYTES, (at % BLOCK_BYTES) + target.length - done)
      if (piece.length === 0) break
      target.set(piece, done)
      done += piece.length
    }
    return done
  }

  /** Up to `length` bytes; the buffer is the caller's own. */
  read(position: number, length: number): Buffer {
    const target = Buffer.alloc(Math.max(0, Math.min(length, this.sizeBytes - position)))
    return target.subarray(0, this.readInto(target, position))
  }

  private block(index: number): Buffer {
    const cached = this.blocks.get(index)
    if (cached !== undefined) return cached
    const at = index * BLOCK_BYTES
    const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(BLOCK_BYTES, this.sizeBytes - at)))
    const block = buffer.subarray(0, readFully(this.descriptor, buffer, this.startByte + at))
    const oldest = this.blocks.keys().next()
    if (this.blocks.size >= CACHED_BLOCKS && oldest.done !== true) this.blocks.delete(oldest.value)
    this.blocks.set(index, block)
    return block
  }
}
