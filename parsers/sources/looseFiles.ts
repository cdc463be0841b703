/** A database, picture or exported document that stands alone, without a phone's folders around it. */
import { lstatSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Container, StoredFile } from './container.ts'
import { streamOf } from './folderContainer.ts'

/** What SQLite keeps beside a database; without its log the newest rows are missing. */
const COMPANIONS = ['-wal', '-shm', '-journal'] as const

/** Says which column of a list means what; it belongs to the list that it is named after. */
const MAPPING = '.mapping.json'

/** One file, or a database with the companions that lie beside it. */
export function openLooseFile(path: string, packing: 'database' | 'picture' | 'document'): Container {
  const folder = dirname(path)
  const name = basename(path)
  const suffixes = packing === 'database' ? COMPANIONS : packing === 'document' ? [MAPPING] : []
  const names = [name, ...suffixes.map((suffix) => name + suffix)]
  const files = names.map((each) => storedFile(folder, each)).filter((file) => file !== null)
  return {
    packing,
    name,
    wholeFile: files.length === 1 ? path : null,
    folder,
    files,
    notices: [],
    open: async (file) => streamOf(join(folder, file.storedAs)),
    close: () => Promise.resolve(),
  }
}

function storedFile(folder: string, name: string): StoredFile | null {
  const stat = lstatSync(join(folder, name), { throwIfNoEntry: false })
  if (stat === undefined || !stat.isFile()) return null
  return { path: name, storedAs: name, sizeBytes: stat.size, modifiedAtMs: Math.round(stat.mtimeMs), unreadable: null }
}
