/** Reading files of this machine: always read-only, never through a link, in 1 MiB pieces. */
import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, read, readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { SourceError } from './extraction.ts'
import type { ReadControl } from './extraction.ts'

export const CHUNK_BYTES = 1024 * 1024

/** After this many bytes the event loop gets a turn, so that a cancel is heard. */
const TURN_BYTES = 8 * CHUNK_BYTES

/** Opens a regular file for reading. Throws the system's error, or `SourceError` for anything but a regular file. */
export function openReadOnly(path: string): number {
  // Not every system knows these flags. Without NONBLOCK, opening a pipe would wait for ever.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  if (fstatSync(descriptor).isFile()) return descriptor
  closeSync(descriptor)
  throw new SourceError(`${path} is not a regular file.`)
}

/** Fills `target` from `position`; returns the bytes read, fewer only at the end of the file. */
export function readFully(descriptor: number, target: Uint8Array, position: number): number {
  let done = 0
  while (done < target.length) {
    const count = readSync(descriptor, target, done, target.length - done, position + done)
    if (count === 0) break
    done += count
  }
  return done
}

export function readHead(path: string, maxBytes: number): Buffer {
  const descriptor = openReadOnly(path)
  try {
    const head = Buffer.alloc(maxBytes)
    return head.subarray(0, readFully(descriptor, head, 0))
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Stream of a byte range of an open file; `endByte` is exclusive. Node's own file stream closes the descriptor when it is
 * destroyed early, even where it was told not to; here the descriptor is shared by all entries of an archive.
 */
export function streamOfRange(descriptor: number, startByte: number, endByte: number): Readable {
  let at = startByte
  return new Readable({
    highWaterMark: CHUNK_BYTES,
    read() {
      const length = Math.min(CHUNK_BYTES, endByte - at)
      if (length <= 0) {
        this.push(null)
        return
      }
      read(descriptor, Buffer.allocUnsafe(length), 0, length, at, (error, count, buffer) => {
        if (error !== null) this.destroy(error)
        else if (count === 0) this.destroy(new SourceError('The file became shorter while it was read.'))
        else {
          at += count
          this.push(buffer.subarray(0, count))
        }
      })
    },
  })
}

/**
 * Hashes a file of this machine; `onChunk` sees every piece, which is overwritten by the next. Throws the system's error, or
 * the signal's reason when cancelled.
 */
export async function hashFile(
  path: string,
  control: ReadControl,
  onChunk?: (chunk: Buffer) => void,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  const descriptor = openReadOnly(path)
  try {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
    let bytes = 0
    for (let nextTurnAt = TURN_BYTES; ;) {
      control.signal?.throwIfAborted()
      const count = readSync(descriptor, buffer, 0, buffer.length, bytes)
      if (count === 0) return { sha256: hash.digest('hex'), bytes }
      const chunk = buffer.subarray(0, count)
      hash.update(chunk)
      onChunk?.(chunk)
      bytes += count
      control.onBytes?.(count)
      if (bytes >= nextTurnAt) {
        nextTurnAt += TURN_BYTES
        await nextTurn()
      }
    }
  } finally {
    closeSync(descriptor)
  }
}

/** One plain sentence for a system error on a path the user named. */
export function plainReadError(path: string, error: unknown): SourceError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new SourceError(`There is no file or folder at ${path}: check the path and try again.`)
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new SourceError(`This program is not allowed to read ${path}: give your user account the right to read it and try again.`)
  }
  if (error instanceof SourceError) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new SourceError(`${path} cannot be read (${reason}): check the drive or copy it again.`)
}
