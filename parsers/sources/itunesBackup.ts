/**
 * iTunes/Finder backups: the manifest lists files by domain and relative path, the bytes lie under their file id. `Manifest.db`
 * since iOS 10, `Manifest.mbdb` before; plain or encrypted. The backup may itself lie in a folder, a zip or a tar.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathOfDomainFile } from './backupDomains.ts'
import { BackupDecryption } from './backupDecryption.ts'
import { readManifestDatabase } from './backupManifest.ts'
import type { ManifestRow } from './backupManifest.ts'
import { isEncryptedBackup, unlockBackup } from './backupPassword.ts'
import type { UnlockOptions } from './backupPassword.ts'
import { copyStored, readStored } from './containerReading.ts'
import type { Container, StoredFile } from './container.ts'
import { decryptingContainer } from './contentDecryption.ts'
import { readFactList } from './deviceFacts.ts'
import { baseNameOf, readEntryName } from './entryNames.ts'
import { SourceError } from './extraction.ts'
import type { ExtractionNotice } from './extraction.ts'
import { isSqlite } from './fileKinds.ts'
import { readMbdb } from './manifestMbdb.ts'
import { NoticeBook } from './notices.ts'
import { placedAt } from './placedExtraction.ts'
import type { PlacedFile } from './placedExtraction.ts'

const MANIFEST = 'Manifest.db'
const OLD_MANIFEST = 'Manifest.mbdb'
const FILE_ID = /^[0-9a-f]{40}$/
const NO_DATABASE =
  'The Manifest.db of this backup is no database: it is damaged, or it is encrypted and the Manifest.plist that says so is missing or damaged; ' +
  'copy the backup again.'
const DAMAGED_ENCRYPTED =
  'The password is right, but the Manifest.db of this backup does not decrypt to a database: it is damaged; copy the backup again.'
const KEYS_BUT_NO_KEYBAG =
  'The manifest gives files keys, as in an encrypted backup, but there is no Manifest.plist with a keybag: files are read as they are stored.'
const DECRYPTED_ELSEWHERE =
  'The backup was encrypted and then decrypted by another program (its Manifest.plist says encrypted, its Manifest.db is not): files are read as they are stored.'

/** Files that describe the backup and are in no manifest. */
const DESCRIPTIONS = new Set(['Info.plist', 'Manifest.plist', 'Status.plist', MANIFEST, OLD_MANIFEST, 'Manifest.db-wal', 'Manifest.db-shm'])

export interface BackupListing {
  /** Decrypts what is encrypted; closing it closes the container that was given. */
  readonly container: Container
  readonly placed: readonly PlacedFile[]
  readonly notices: readonly ExtractionNotice[]
  readonly isEncrypted: boolean
  /** Made with a password, whether it is still encrypted or another tool has decrypted it: such backups hold more. */
  readonly isMadeWithPassword: boolean
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

/**
 * Lists a backup. Throws `PasswordError` when it is encrypted and the password is missing or wrong, `SourceError` when its
 * manifest or keybag cannot be read.
 */
export async function listBackup(container: Container, folder: string, options: UnlockOptions = {}): Promise<BackupListing> {
  const files = new Map<string, StoredFile>()
  for (const file of container.files) if (file.path.startsWith(folder)) files.set(file.path.slice(folder.length), file)
  const notices = new NoticeBook()
  const description = readFactList(await readStored(container, files.get('Manifest.plist')))
  const manifest = files.get(MANIFEST)
  const isPlainDatabase = manifest !== undefined && isSqlite(await headOf(container, manifest))
  const isEncrypted = isEncryptedBackup(description) && !(isPlainDatabase && description['ManifestKey'] !== undefined)
  if (isEncryptedBackup(description) && !isEncrypted) notices.say(DECRYPTED_ELSEWHERE)
  const decryption = isEncrypted ? new BackupDecryption(await unlockBackup(description, options), notices) : null
  const reading = decryption === null ? container : decryptingContainer(container, decryption)
  try {
    // From iOS 10.2 on the manifest of an encrypted backup is encrypted itself.
    const isLocked = manifest !== undefined && !isPlainDatabase && decryption !== null
    const opened = isLocked ? decryption.ofManifest(manifest, description['ManifestKey']) : manifest
    const rows =
      opened === undefined ? await readOldManifest(container, files, notices) : await readManifest(reading, files, opened, notices)
    if (description['IsEncrypted'] === undefined && rows.some(({ encryption }) => encryption !== null)) notices.say(KEYS_BUT_NO_KEYBAG)
    const used = new Set<StoredFile>()
    const placed = placeRows(rows, files, { used, notices, decryption, isSharded: opened !== undefined })
    const others = placeOthers(container, used, folder, notices).map((file) =>
      file.stored === manifest && opened !== undefined ? placedAt(opened.path, opened) : file,
    )
    const isMadeWithPassword = isEncryptedBackup(description) || rows.some(({ encryption }) => encryption !== null)
    return { container: reading, placed: [...placed, ...others], notices: notices.all(), isEncrypted, isMadeWithPassword }
  } catch (error) {
    decryption?.wipe()
    throw error
  }
}

type FilesByName = ReadonlyMap<string, StoredFile>

async function headOf(container: Container, file: StoredFile): Promise<Buffer> {
  for await (const chunk of await container.open(file)) return chunk as Buffer
  return Buffer.alloc(0)
}

async function readOldManifest(container: Container, files: FilesByName, notices: NoticeBook): Promise<ManifestRow[]> {
  const bytes = await readStored(container, files.get(OLD_MANIFEST))
  if (bytes === null) throw new SourceError(`${OLD_MANIFEST} cannot be read: copy the backup again.`)
  return readMbdb(bytes, notices)
}

async function readManifest(container: Container, files: FilesByName, manifest: StoredFile, notices: NoticeBook): Promise<ManifestRow[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'corroborate-manifest-'))
  try {
    const copy = join(scratch, MANIFEST)
    const head = await copyStored(container, manifest, copy)
    if (!isSqlite(head)) throw new SourceError(manifest.decryption === undefined ? NO_DATABASE : DAMAGED_ENCRYPTED)
    const log = files.get(`${MANIFEST}-wal`)
    if (log !== undefined && manifest.decryption === undefined) await copyStored(container, log, `${copy}-wal`)
    return readManifestDatabase(copy, notices)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

interface Placing {
  readonly used: Set<StoredFile>
  readonly notices: NoticeBook
  readonly decryption: BackupDecryption | null
  /** Since iOS 10 files lie in folders named by the first two digits of their id. */
  readonly isSharded: boolean
}

function placeRows(rows: readonly ManifestRow[], files: FilesByName, placing: Placing): PlacedFile[] {
  const { used, notices, decryption } = placing
  const found: { file: PlacedFile; row: ManifestRow }[] = []
  for (const row of rows) {
    if (row.type !== 'file') continue
    const file = placeRow(row, files, placing)
    if (file === null) continue
    found.push({ file, row })
    if (file.stored !== null) used.add(file.stored)
  }
  const placed = decryption === null ? found.map(({ file, row }) => withStatedSize(file, row, notices)) : decryption.ofFiles(found)
  const links = rows.filter(({ type }) => type === 'link').length
  // Files without bytes are told by `isPresent`, each by its path: a count in words here would only say it twice.
  if (links > 0) notices.say(`The backup lists ${links} symbolic ${links === 1 ? 'link; it is' : 'links; they are'} not followed.`)
  return placed
}

function placeRow(row: ManifestRow, files: FilesByName, { notices, isSharded }: Placing): PlacedFile | null {
  const { fileId, sizeBytes, modifiedAtMs, unknownType } = row
  const label = pathOfDomainFile(row.domain, row.relativePath)
  if (unknownType !== null) notices.about(label, `The manifest gives this entry the unknown type ${unknownType}; it is taken as a file.`)
  const name = readEntryName(label)
  if ('refused' in name) {
    notices.about(label, `This entry of the manifest is refused: ${name.refused}.`)
    return null
  }
  if (!FILE_ID.test(fileId)) notices.about(label, 'The manifest gives this file an impossible id; its bytes cannot be found.')
  const sharded = `${fileId.slice(0, 2)}/${fileId}`
  const stored = files.get(sharded) ?? files.get(fileId) ?? null
  const storedAs = stored?.storedAs ?? (isSharded ? sharded : fileId)
  return { path: name.path, storedAs, sizeBytes: stored?.sizeBytes ?? sizeBytes ?? 0, modifiedAtMs, stored }
}

function withStatedSize(file: PlacedFile, { sizeBytes }: ManifestRow, notices: NoticeBook): PlacedFile {
  if (file.stored !== null && sizeBytes !== null && sizeBytes !== file.stored.sizeBytes) {
    notices.about(file.path, 'The manifest states another size for this file than the backup holds.')
  }
  return file
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
