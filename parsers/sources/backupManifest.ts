/** What a backup's manifest says of its files, in one shape for both of its generations, and the reader of `Manifest.db`. */
import { isArchivedObject, unarchive } from '../formats/plist/keyedArchive.ts'
import type { ArchivedObject } from '../formats/plist/keyedArchive.ts'
import { openEvidenceDatabase } from '../formats/sqlite/sqliteDatabase.ts'
import type { SqlValue } from '../model/index.ts'
import { SourceError } from './extraction.ts'
import type { NoticeBook } from './notices.ts'

export type ManifestEntryType = 'file' | 'folder' | 'link'

export interface ManifestRow {
  /** Name under which the bytes lie in the backup; anything but forty hex digits is impossible. */
  readonly fileId: string
  readonly domain: string
  readonly relativePath: string
  readonly type: ManifestEntryType
  /** The type as stored where it is none of the known ones (the row is then taken as a file), or null. */
  readonly unknownType: string | null
  readonly sizeBytes: number | null
  readonly modifiedAtMs: number | null
  readonly encryption: FileEncryption | null
  /** False when the record that would state size, time and key cannot be decoded. */
  readonly hasFacts: boolean
}

/** A file's key as the manifest keeps it. */
export interface FileEncryption {
  readonly protectionClass: number
  /** The key, wrapped with the key of the class. */
  readonly wrapped: Uint8Array
}

/** Before the wrapped key stand four bytes: its protection class, little-endian. */
const CLASS_BYTES = 4

/** Reads a key as manifests store it. The class that the record states beside it goes first. Null where there is none. */
export function readFileKey(stored: Uint8Array, statedClass: number | null): FileEncryption | null {
  if (stored.length < CLASS_BYTES) return null
  const key = Buffer.from(stored)
  const protectionClass = statedClass !== null && statedClass > 0 ? statedClass : key.readUInt32LE(0)
  return { protectionClass, wrapped: key.subarray(CLASS_BYTES) }
}

export const DAMAGED_DATABASE = 'The Manifest.db of this backup is damaged: copy the backup again, or add its databases one by one.'

/** SQLite columns hold any type, whatever they declare; a hostile manifest uses that. */
interface StoredRow {
  readonly fileId: SqlValue
  readonly domain: SqlValue
  readonly relativePath: SqlValue
  readonly flags: SqlValue
  readonly file: SqlValue
}

/**
 * Reads a private copy of `Manifest.db`. `Files.flags`: 1 file, 2 folder, 4 symbolic link; `Files.file` is a keyed archive
 * (MBFile) with size, time and key. Throws `SourceError` when the database cannot be read.
 */
export function readManifestDatabase(copy: string, notices: NoticeBook): ManifestRow[] {
  let database
  try {
    database = openEvidenceDatabase(copy)
  } catch {
    throw new SourceError(DAMAGED_DATABASE)
  }
  try {
    if (!database.has('Files', 'fileID')) throw new SourceError(DAMAGED_DATABASE)
    const column = (name: string, alias: string): string => `${database.column('Files', name)} AS ${alias}`
    const sql = `SELECT rowid AS rowId, ${column('fileID', 'fileId')}, ${column('domain', 'domain')},
      ${column('relativePath', 'relativePath')}, ${column('flags', 'flags')}, ${column('file', 'file')} FROM Files ORDER BY rowid`
    const rows: ManifestRow[] = []
    // Decoded row by row: 100,000 archives kept until later would be 100 MB.
    for (const row of database.read<StoredRow & { readonly rowId: number }>('Files', sql)) rows.push(rowOf(row))
    for (const problem of database.account().problems) notices.say(`Manifest.db: ${problem} Files may be missing from this listing.`)
    return rows
  } finally {
    database.close()
  }
}

const textOf = (value: SqlValue): string => (value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value ?? ''))

function rowOf({ fileId, domain, relativePath, flags, file }: StoredRow): ManifestRow {
  const type = Number(flags) === 2 ? 'folder' : Number(flags) === 4 ? 'link' : 'file'
  const unknownType = type === 'file' && Number(flags) !== 1 ? textOf(flags) : null
  const facts = type === 'file' && file instanceof Uint8Array ? recordOf(file) : null
  const named = { fileId: textOf(fileId), domain: textOf(domain), relativePath: textOf(relativePath), type, unknownType } as const
  if (facts === null) return { ...named, sizeBytes: null, modifiedAtMs: null, encryption: null, hasFacts: false }
  const { Size: size, LastModified: modifiedS, EncryptionKey: key, ProtectionClass: protectionClass } = facts
  return {
    ...named,
    sizeBytes: typeof size === 'number' && size >= 0 ? size : null,
    modifiedAtMs: typeof modifiedS === 'number' && modifiedS > 0 ? Math.round(modifiedS * 1000) : null,
    encryption: key instanceof Uint8Array ? readFileKey(key, typeof protectionClass === 'number' ? protectionClass : null) : null,
    hasFacts: true,
  }
}

function recordOf(archive: Uint8Array): ArchivedObject | null {
  try {
    const file = unarchive(archive)
    return isArchivedObject(file) ? file : null
  } catch {
    return null
  }
}
