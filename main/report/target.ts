/** Exports appear whole or not at all: they are written beside the target under a temporary name and renamed at the end. */
import { createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname } from 'node:path'
import { CaseError } from '../contract/index.ts'

const partialName = (target: string): string => `${target}.partial-${randomBytes(4).toString('hex')}`

function requireParent(target: string): void {
  const parent = dirname(target)
  if (!existsSync(parent) || !statSync(parent).isDirectory())
    throw new CaseError('usage', `There is no folder ${parent}. Create it first, or choose another place.`)
}

/** Gives `write` a text sink; the file has its name only when `write` returned. */
export async function writeFileWhole<T>(target: string, write: (sink: TextSink) => Promise<T> | T): Promise<{ result: T; sha256: string }> {
  if (existsSync(target)) throw new CaseError('usage', `${basename(target)} exists already. Choose another name; nothing was written.`)
  requireParent(target)
  const partial = partialName(target)
  const sink = new TextSink(openPartial(partial, target))
  try {
    const result = await write(sink)
    const sha256 = sink.end()
    publish(partial, target)
    return { result, sha256 }
  } catch (error) {
    sink.abandon()
    discard(partial)
    throw plainly(error, target)
  }
}

/** Gives `write` a new folder; it has its name only when `write` returned. The target may be an empty folder. */
export async function writeFolderWhole<T>(target: string, write: (folder: string) => Promise<T>): Promise<T> {
  const exists = existsSync(target)
  if (exists && !isEmptyFolder(target))
    throw new CaseError('usage', `${basename(target)} exists already and is not an empty folder. Choose another name; nothing was written.`)
  requireParent(target)
  const partial = partialName(target)
  try {
    mkdirSync(partial)
    const result = await write(partial)
    if (exists) rmdirSync(target)
    renameSync(partial, target)
    return result
  } catch (error) {
    discard(partial)
    throw plainly(error, target)
  }
}

/** As `writeFolderWhole`, packed into the one file `target` by `pack` before it gets its name. */
export async function writePackedWhole<T>(
  target: string,
  write: (folder: string) => Promise<T>,
  pack: (folder: string, packed: string) => Promise<void>,
): Promise<T> {
  if (existsSync(target)) throw new CaseError('usage', `${basename(target)} exists already. Choose another name; nothing was written.`)
  requireParent(target)
  const folder = partialName(target)
  const packed = partialName(target)
  try {
    mkdirSync(folder)
    const result = await write(folder)
    await pack(folder, packed)
    publish(packed, target)
    return result
  } catch (error) {
    throw plainly(error, target)
  } finally {
    discard(folder)
    discard(packed)
  }
}

/** Gives `write` the path of a file that gets its name when `write` returned. */
export async function writeBesideWhole(target: string, write: (partial: string) => Promise<void> | void): Promise<void> {
  if (existsSync(target)) throw new CaseError('usage', `${basename(target)} exists already. Choose another name; nothing was written.`)
  requireParent(target)
  const partial = partialName(target)
  try {
    await write(partial)
    publish(partial, target)
  } catch (error) {
    throw plainly(error, target)
  } finally {
    discard(partial)
  }
}

/** Where nothing could be written, nothing can be taken away either; why it could not be written is what is told. */
function discard(partial: string): void {
  try {
    rmSync(partial, { recursive: true, force: true })
  } catch {
    // The failure that led here is thrown by the caller; after a success there is nothing left to take away.
  }
}

function isEmptyFolder(target: string): boolean {
  try {
    return statSync(target).isDirectory() && readdirSync(target).length === 0
  } catch (error) {
    throw plainly(error, target)
  }
}

function openPartial(partial: string, target: string): number {
  try {
    return openSync(partial, 'wx')
  } catch (error) {
    throw plainly(error, target)
  }
}

/** A hard link fails when the name has been taken meanwhile, a rename would overwrite. Not every file system has links. */
function publish(partial: string, target: string): void {
  try {
    linkSync(partial, target)
    rmSync(partial)
  } catch (error) {
    if (existsSync(target)) throw error
    renameSync(partial, target)
  }
}

const PLAIN: Readonly<Record<string, string>> = {
  EACCES: 'the folder cannot be written to',
  EPERM: 'the folder cannot be written to',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'a file of that name has appeared meanwhile',
}

function plainly(error: unknown, target: string): unknown {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  return PLAIN[code] === undefined
    ? error
    : new CaseError('unreadable', `${basename(target)} cannot be written: ${PLAIN[code]}. Nothing was exported; choose another place.`)
}

/** Collects text and writes it in large pieces; hashes what it writes. Synchronous, so that memory stays flat. */
export class TextSink {
  readonly #handle: number
  readonly #hash = createHash('sha256')
  #waiting = ''
  #isOpen = true

  constructor(handle: number) {
    this.#handle = handle
  }

  write(text: string): void {
    this.#waiting += text
    if (this.#waiting.length > 256 * 1024) this.#flush()
  }

  #flush(): void {
    const bytes = Buffer.from(this.#waiting)
    this.#waiting = ''
    this.#hash.update(bytes)
    for (let written = 0; written < bytes.length;) written += writeSync(this.#handle, bytes, written)
  }

  /**
   * Writes the rest, closes, and returns the SHA-256 of everything. Waiting for the disk takes longer than writing a small file:
   * of hundreds in a folder whose manifest lists their hashes it is not worth it.
   */
  end(waitsForDisk = true): string {
    this.#flush()
    if (waitsForDisk) fsyncSync(this.#handle)
    this.abandon()
    return this.#hash.digest('hex')
  }

  abandon(): void {
    if (this.#isOpen) closeSync(this.#handle)
    this.#isOpen = false
  }
}
