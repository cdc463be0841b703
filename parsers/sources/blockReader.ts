/** Random reads from one file through a small cache of 1 MiB blocks: directories of archives are read in tiny pieces. */
import { readFully } from './fileReading.ts'

const BLOCK_BYTES = 1024 * 1024
const CACHED_BLOCKS = 8

export class BlockReader {
  readonly descriptor: number
  readonly sizeBytes: number
  private readonly blocks = new Map<number, Buffer>()

  constructor(descriptor: number, sizeBytes: number) {
    this.descriptor = descriptor
    this.sizeBytes = sizeBytes
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
    const buffer = Buffer.allocUnsafe(BLOCK_BYTES)
    const block = buffer.subarray(0, readFully(this.descriptor, buffer, index * BLOCK_BYTES))
    const oldest = this.blocks.keys().next()
    if (this.blocks.size >= CACHED_BLOCKS && oldest.done !== true) this.blocks.delete(oldest.value)
    this.blocks.set(index, block)
    return block
  }
}
