/** Tells one phone in several pieces (system and data partition, two tools' copies) from several phones in one folder. */
import type { StoredFile } from './container.ts'
import { SourceError } from './extraction.ts'
import { type FileSystemRoots, pathFromRoot } from './fileSystemRoots.ts'

const DATABASE = /\.(?:db|sqlite|sqlitedb|storedata)$/i

/**
 * Throws `SourceError` when what lies below the roots cannot be one state of one phone: two platforms, or one database with two
 * contents. Read as one, records of one owner would be given to another.
 */
export function refuseSeveralPhones(name: string, files: readonly StoredFile[], found: FileSystemRoots): void {
  if (found.roots.length < 2 || !(hasTwoPlatforms(found) || hasTwoStates(files, found))) return
  const named = found.roots.slice(0, 4).map(({ wrapper }) => wrapper.replace(/\/$/, '') || 'its top')
  const more = found.roots.length > named.length ? ' ...' : ''
  throw new SourceError(`${name} holds file systems of more than one phone or time: add each by itself (${named.join(', ')}${more}).`)
}

const hasTwoPlatforms = ({ roots }: FileSystemRoots): boolean => new Set(roots.map(({ platform }) => platform)).size > 1

function hasTwoStates(files: readonly StoredFile[], found: FileSystemRoots): boolean {
  const known = new Map<string, { readonly sizeBytes: number; readonly wrapper: string | undefined }>()
  for (const { path, sizeBytes, unreadable } of files) {
    if (unreadable !== null || !DATABASE.test(path)) continue
    const wrapper = found.roots.find((root) => path.startsWith(root.wrapper))?.wrapper
    const place = pathFromRoot(path, found)
    const other = known.get(place)
    if (other !== undefined && other.wrapper !== wrapper && other.sizeBytes !== sizeBytes) return true
    known.set(place, { sizeBytes, wrapper })
  }
  return false
}
