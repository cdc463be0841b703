/**
 * iTunes/Finder backups: `Manifest.db` lists files by domain and relative path, the bytes lie under their file id.
 *
 * `Files.flags`: 1 file, 2 folder, 4 symbolic link. `Files.file` is a keyed archive (MBFile) with size and times.
 * The backup may itself lie in a folder, a zip or a tar. Older backups (iOS 9 and before: `Manifest.mbdb`) are not read.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isArchivedObject, unarchive } from '../formats/keyedArchive.ts'
import { openEvidenceDatabase } from '../formats/sqliteDatabase.ts'
import type { SqlValue } from '../model/index.ts'
import { pathOfDomainFile } from './backupDomains.ts'
import { copyStored, readStored } from './containerReading.ts'
import type { Container, StoredFile } from './container.ts'
import { isSqlite } from './fileKinds.ts'
import { readFactList } from './deviceFacts.ts'
import { baseNameOf, readEntryName } from './entryNames.ts'
import { SourceError } from './extraction.ts'
import type { ExtractionNotice } from './extraction.ts'
import { NoticeBook } from './notices.ts'
import { placedAt } from './placedExtraction.ts'
import type { PlacedFile } from './placedExtraction.ts'

const MANIFEST = 'Manifest.db'
const OLD_MANIFEST = 'Manifest.mbdb'
const FILE_ID = /^[0-9a-f]{40}$/
const ENCRYPTED =
  'This backup is encrypted, and this version cannot read encrypted backups or take their password: ' +
  'make a backup without encryption, or decrypt it with another tool, and add that.'

const TOO_OLD = 'This backup is of iOS 9 or earlier (Manifest.mbdb), which this version cannot read: add its databases one by one.'
const NO_DATABASE = 'The Manifest.db of this backup is encrypted or damaged: make a backup without encryption and add that.'
const DAMAGED = 'The Manifest.db of this backup is damaged: copy the backup again, or add its databases one by one.'

/** Files that describe the backup and are in no manifest. */
const DESCRIPTIONS = new Set(['Info.plist', 'Manifest.plist', 'Status.plist', MANIFEST, 'Manifest.db-wal', 'Manifest.db-shm'])

/** SQLite columns hold any type, whatever they declare; a hostile manifest uses that. */
interface ManifestRow {
  readonly rowId: number
  readonly fileId: SqlValue
  readonly domain: SqlValue
  readonly relativePath: SqlValue
  readonly flags: SqlValue
  readonly stated: StatedFacts
}

interface StatedFacts {
  readonly sizeBytes: number | null
  readonly modifiedAtMs: number | null
}

export interface BackupListing {
  readonly placed: readonly PlacedFile[]
  readonly notices: readonly ExtractionNotice[]
}

export interface BackupFolder {
  /** With closing slash, `''` for the top. */
  readonly folder: string
  /** Its manifest lies beside an Info.plist, a Manifest.plist or files under their ids. */
  readonly isCertain: boolean
}

/** Folders of a container that hold a backup's manifest, the certain ones first. */
export function findBackups(files: readonly StoredFile[]): BackupFolder[] {
  const manifests: string[] = []
  const withSigns = new Set<string>()
  for (const { path } of files) {
    const base = baseNameOf(path)
    const folder = path.slice(0, path.length - base.length)
    if (base === MANIFEST || base === OLD_MANIFEST) manifests.push(folder)
    else if (base.endsWith('.plist') && DESCRIPTIONS.has(base)) withSigns.add(folder)
    else if (base.length === 40 && FILE_ID.test(base)) withSigns.add(folder.endsWith(`${base.slice(0, 2)}/`) ? folder.slice(0, -3) : folder)
  }
  const found = [...new Set(manifests)].sort().map((folder) => ({ folder, isCertain: withSigns.has(folder) }))
  return found.sort((a, b) => Number(b.isCertain) - Number(a.isCertain))
}

/** Lists a backup. Throws `SourceError` when it is encrypted, too old, or its manifest cannot be read. */
export async function listBackup(container: Container, folder: string): Promise<BackupListing> {
  const files = new Map<string, StoredFile>()
  for (const file of container.files) if (file.path.startsWith(folder)) files.set(file.path.slice(folder.length), file)
  const description = readFactList(await readStored(container, files.get('Manifest.plist')))
  if (description['IsEncrypted'] === true) throw new SourceError(ENCRYPTED)
  const manifest = files.get(MANIFEST)
  if (manifest === undefined) {
    throw new SourceError(TOO_OLD)
  }
  const notices = new NoticeBook()
  const rows = await readManifest(container, files, manifest, notices)
  const used = new Set<StoredFile>()
  const placed = placeRows(rows, files, used, notices)
  return { placed: [...placed, ...placeOthers(container, used, folder, notices)], notices: notices.all() }
}

type FilesByName = ReadonlyMap<string, StoredFile>

async function readManifest(container: Container, files: FilesByName, manifest: StoredFile, notices: NoticeBook): Promise<ManifestRow[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'corroborate-manifest-'))
  try {
    const copy = join(scratch, MANIFEST)
    const head = await copyStored(container, manifest, copy)
    // From iOS 10 on the manifest of an encrypted backup is encrypted itself.
    if (!isSqlite(head)) throw new SourceError(NO_DATABASE)
    const log = files.get(`${MANIFEST}-wal`)
    if (log !== undefined) await copyStored(container, log, `${copy}-wal`)
    return rowsOf(copy, notices)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function rowsOf(copy: string, notices: NoticeBook): ManifestRow[] {
  let database
  try {
    database = openEvidenceDatabase(copy)
  } catch {
    throw new SourceError(DAMAGED)
  }
  try {
    if (!database.has('Files', 'fileID')) throw new SourceError(DAMAGED)
    const column = (name: string, alias: string): string => `${database.column('Files', name)} AS ${alias}`
    const sql = `SELECT rowid AS rowId, ${column('fileID', 'fileId')}, ${column('domain', 'domain')},
      ${column('relativePath', 'relativePath')}, ${column('flags', 'flags')}, ${column('file', 'file')} FROM Files ORDER BY rowid`
    const rows: ManifestRow[] = []
    // Decoded row by row: 100,000 archives kept until later would be 100 MB.
    for (const { file, ...row } of database.read<Omit<ManifestRow, 'stated'> & { file: SqlValue }>('Files', sql)) {
      rows.push({ ...row, stated: statedFacts(row.flags, file) })
    }
    for (const problem of database.account().problems) notices.say(`Manifest.db: ${problem} Files may be missing from this listing.`)
    return rows
  } finally {
    database.close()
  }
}

function placeRows(rows: readonly ManifestRow[], files: FilesByName, used: Set<StoredFile>, notices: NoticeBook): PlacedFile[] {
  const placed: PlacedFile[] = []
  let links = 0
  for (const row of rows) {
    const flags = Number(row.flags)
    if (flags === 2) continue
    if (flags === 4) links += 1
    else {
      const file = placeRow(row, files, notices)
      if (file === null) continue
      placed.push(file)
      if (file.stored !== null) used.add(file.stored)
    }
  }
  const missing = placed.filter((file) => file.stored === null).length
  if (missing > 0) notices.say(`The backup's manifest lists ${placed.length} files; ${missing} of them are not in the backup.`)
  if (links > 0) notices.say(`The backup lists ${links} symbolic links; they are not followed.`)
  return placed
}

const textOf = (value: SqlValue): string => (value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value ?? ''))

function placeRow(row: ManifestRow, files: FilesByName, notices: NoticeBook): PlacedFile | null {
  const label = pathOfDomainFile(textOf(row.domain), textOf(row.relativePath))
  if (Number(row.flags) !== 1) {
    notices.about(label, `The manifest gives this entry the unknown type ${textOf(row.flags)}; it is taken as a file.`)
  }
  const name = readEntryName(label)
  const fileId = textOf(row.fileId)
  if ('refused' in name) {
    notices.about(label, `This entry of the manifest is refused: ${name.refused}.`)
    return null
  }
  if (!FILE_ID.test(fileId)) {
    notices.about(label, 'The manifest gives this file an impossible id; its bytes cannot be found.')
  }
  const sharded = `${fileId.slice(0, 2)}/${fileId}`
  const stored = files.get(sharded) ?? files.get(fileId) ?? null
  const { stated } = row
  if (stored !== null && stated.sizeBytes !== null && stated.sizeBytes !== stored.sizeBytes) {
    notices.about(label, 'The manifest states another size for this file than the backup holds.')
  }
  const storedAs = stored?.storedAs ?? sharded
  return { path: name.path, storedAs, sizeBytes: stored?.sizeBytes ?? stated.sizeBytes ?? 0, modifiedAtMs: stated.modifiedAtMs, stored }
}

/** Size and time of the MBFile; what cannot be decoded is null. */
function statedFacts(flags: SqlValue, archive: SqlValue): StatedFacts {
  const nothing = { sizeBytes: null, modifiedAtMs: null }
  const isFolder = Number(flags) === 2
  if (isFolder || !(archive instanceof Uint8Array)) return nothing
  try {
    const file = unarchive(archive)
    if (!isArchivedObject(file)) return nothing
    const { Size: size, LastModified: modifiedS } = file
    return {
      sizeBytes: typeof size === 'number' && size >= 0 ? size : null,
      modifiedAtMs: typeof modifiedS === 'number' && modifiedS > 0 ? Math.round(modifiedS * 1000) : null,
    }
  } catch {
    return nothing
  }
}

/** What the manifest does not list stays visible under its stored name. */
function placeOthers(container: Container, used: ReadonlySet<StoredFile>, folder: string, notices: NoticeBook): PlacedFile[] {
  const others = container.files.filter((file) => !used.has(file))
  for (const file of others) {
    if (!file.path.startsWith(folder) || !DESCRIPTIONS.has(file.path.slice(folder.length))) {
      notices.about(file.storedAs, "The backup's manifest does not list this file; it is kept under its stored name.")
    }
  }
  return others.map((file) => placedAt(file.path, file))
}
