/** A folder of this machine, walked without ever following a link. */
import { createReadStream, lstatSync, readdirSync } from 'node:fs'
import type { Dirent } from 'node:fs'
import { basename, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Container, StoredFile } from './container.ts'
import { readEntryName } from './entryNames.ts'
import { CHUNK_BYTES, openReadOnly, plainReadError } from './fileReading.ts'
import { NoticeBook } from './notices.ts'

export const LINK_NOT_FOLLOWED = 'This is a link; links are not followed, because they may lead out of the extraction.'
export const NOT_A_FILE = 'This is a device, pipe or socket; it is not read.'

/** Lists a folder. Throws `SourceError` when the folder itself cannot be read; anything below costs only itself. */
export function openFolder(root: string): Container {
  const notices = new NoticeBook()
  const files: StoredFile[] = []
  const pending = ['']
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const child of childrenOf(root, folder, notices)) {
      const relative = folder === '' ? child.name : `${folder}/${child.name}`
      if (child.isDirectory()) pending.push(relative)
      else if (child.isFile()) addFile(root, relative, files, notices)
      else notices.about(relative, child.isSymbolicLink() ? LINK_NOT_FOLLOWED : NOT_A_FILE)
    }
  }
  return {
    packing: 'folder',
    name: basename(root),
    wholeFile: null,
    folder: root,
    files,
    notices: notices.all(),
    open: async (file) => streamOf(join(root, file.storedAs)),
    locate: (file) => ({ path: join(root, file.storedAs) }),
    close: () => Promise.resolve(),
  }
}

function childrenOf(root: string, folder: string, notices: NoticeBook): Dirent[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true })
  } catch (error) {
    if (folder === '') throw plainReadError(root, error)
    notices.about(folder, 'This folder cannot be opened (no permission or damaged); nothing in it was read.')
    return []
  }
}

function addFile(root: string, relative: string, files: StoredFile[], notices: NoticeBook): void {
  const name = readEntryName(relative)
  if ('refused' in name) return notices.about(relative, `This file is left out: ${name.refused}.`)
  try {
    const stat = lstatSync(join(root, relative))
    files.push({ path: name.path, storedAs: relative, sizeBytes: stat.size, modifiedAtMs: Math.round(stat.mtimeMs), unreadable: null })
  } catch {
    notices.about(relative, 'This file is in the folder but cannot be examined (its name or the drive is damaged).')
  }
}

/** Bytes of a file. Throws `SourceError` in words when it cannot be opened. */
export function streamOf(path: string): Readable {
  try {
    const descriptor = openReadOnly(path)
    return createReadStream('', { fd: descriptor, autoClose: true, highWaterMark: CHUNK_BYTES })
  } catch (error) {
    throw plainReadError(path, error)
  }
}
