/** The one door to extractions: decides by content what was added, and opens it. */
import { realpathSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { openAndroidBackup } from './androidBackup.ts'
import type { UnlockOptions } from './backupPassword.ts'
import type { Container, StoredFile } from './container.ts'
import { readStored } from './containerReading.ts'
import { factsOfBackup, NO_DEVICE_FACTS, readFactList } from './deviceFacts.ts'
import { containerNames } from './entryIdentity.ts'
import { SourceError } from './extraction.ts'
import type { DeviceFacts, Extraction, ExtractionKind, ExtractionNotice, ReadControl } from './extraction.ts'
import { fileKindOf, HEAD_BYTES } from './fileKinds.ts'
import { plainReadError, readHead } from './fileReading.ts'
import { bytesToHash, fingerprintOf } from './fingerprint.ts'
import { type FileSystemRoots, findFileSystemRoots, pathFromRoot } from './fileSystemRoots.ts'
import { openFolder } from './folderContainer.ts'
import { findBackups, listBackup } from './itunesBackup.ts'
import { openLooseFile } from './looseFiles.ts'
import { withNestedArchives } from './nestedArchives.ts'
import { createExtraction, placedAt } from './placedExtraction.ts'
import { ANDROID_USERS, fileSystemFacts, platformByName } from './platformFacts.ts'
import { refuseSeveralPhones } from './severalPhones.ts'
import { openCompressedTar, openTar } from './tarContainer.ts'
import { findUfdr, type UfdrReport } from './ufdr.ts'
import { openWhatsappBackup } from './whatsappBackup.ts'
import { WHATSAPP_BACKUP_NAME } from './whatsappEnvelope.ts'
import { withWhatsappBackups } from './whatsappInside.ts'
import { openZip } from './zipContainer.ts'

/** Password of an encrypted backup; while its keys are derived, words about it and a way to stop. */
export type RecogniseOptions = UnlockOptions

/**
 * Opens a folder, iTunes/Finder backup, zip, tar, compressed tar (gzip, Zstandard), database or picture. The input is only read; what has to be
 * unpacked goes to a private scratch folder that `close()` removes. Throws `SourceError` with one plain sentence, of them
 * `PasswordError` when a password is missing or wrong; the signal's reason when cancelled.
 */
export async function recogniseExtraction(inputPath: string, options: RecogniseOptions = {}): Promise<Extraction> {
  let container = await openContainer(inputPath, (path) => openFile(path, options))
  try {
    if (isCollection(container)) container = await withNestedArchives(container, options)
    if (!isReportOrBackup(container)) container = await withWhatsappBackups(container, options)
    return await extractionOf(container, options)
  } catch (error) {
    await container.close()
    options.signal?.throwIfAborted()
    throw error instanceof SourceError ? error : plainReadError(inputPath, error)
  }
}

/** The bytes of an input, not looked into: enough to tell whether it was read before, without its password. */
export interface StoredInput {
  readonly sizeBytes: number
  /** The SHA-256 that `Extraction.fingerprint` gives. */
  fingerprint(control?: ReadControl): Promise<string>
  close(): Promise<void>
}

/** Opens an input only to hash it. Throws `SourceError` when it cannot be opened. */
export async function openStoredInput(inputPath: string): Promise<StoredInput> {
  const container = await openContainer(inputPath, async (path) => (isLocked(path) ? openLooseFile(path, 'document') : openFile(path, {})))
  const toHash = container.files.map((stored) => ({ path: null, stored }))
  return {
    sizeBytes: bytesToHash(container),
    fingerprint: async (control = {}) => (await fingerprintOf(container, toHash, control)).sha256,
    close: () => container.close(),
  }
}

async function openContainer(inputPath: string, open: (path: string) => Promise<Container>): Promise<Container> {
  try {
    // A link that the user names is followed; links inside an extraction are not.
    const path = realpathSync(inputPath)
    return statSync(path).isDirectory() ? openFolder(path) : await open(path)
  } catch (error) {
    throw plainReadError(inputPath, error)
  }
}

/** Files that as a whole are opened with a password or key: they are hashed as they lie. */
const isLocked = (path: string): boolean => WHATSAPP_BACKUP_NAME.test(path) || fileKindOf(readHead(path, HEAD_BYTES)) === 'android-backup'

/** Databases that apps encrypt as a whole: nothing in their first bytes tells such a file; its name does. */
const ENCRYPTED_DATABASE_NAME = /^(?:signal\.db|signal\.sqlite|db_sqlite)$/i

async function openFile(path: string, options: RecogniseOptions): Promise<Container> {
  if (WHATSAPP_BACKUP_NAME.test(path)) return openWhatsappBackup(path, options)
  const kind = fileKindOf(readHead(path, HEAD_BYTES))
  const name = basename(path)
  switch (kind) {
    case 'zip':
      return openZip(path)
    case 'tar':
      return openTar(path)
    case 'gzip':
    case 'zstd':
      return openCompressedTar(path, kind)
    case 'sqlite':
      return openLooseFile(path, 'database')
    case 'picture':
      return openLooseFile(path, 'picture')
    case 'document':
      return openLooseFile(path, 'document')
    case 'empty':
      throw new SourceError(`${name} is empty (0 bytes): copy or export it again.`)
    case 'sqlite-log':
      throw new SourceError(`${name} is the write-ahead log of a database: add the database that lies beside it.`)
    case 'android-backup':
      return openAndroidBackup(path, options)
    case 'unknown':
      if (ENCRYPTED_DATABASE_NAME.test(name)) return openLooseFile(path, 'database')
      throw new SourceError(
        `${name} is not an extraction that this program knows: ` +
          'add a folder, an iTunes backup, a zip or tar archive, a database or a picture.',
      )
  }
}

/** True where nothing outside of archives is a phone, a backup or a report. */
function isCollection(container: Container): boolean {
  const { packing, files } = container
  if (packing !== 'folder' && packing !== 'zip' && packing !== 'tar') return false
  return !isReportOrBackup(container) && rootsOf(files) === null
}

/** Where the files' names and contents follow rules of their own. */
function isReportOrBackup({ packing, files }: Container): boolean {
  if (packing === 'whatsapp-backup' || files.some(({ path }) => /^report\.xml$/i.test(path))) return true
  return rootsOf(files) === null && findBackups(files).some(({ isCertain }) => isCertain)
}

async function extractionOf(container: Container, options: RecogniseOptions): Promise<Extraction> {
  if (!container.files.some((file) => file.unreadable === null)) throw nothingToRead(container)
  const report = await findUfdr(container)
  if (report !== null) return ufdrExtraction(container, report)
  const roots = rootsOf(container.files)
  // A phone's file system may hold stray backups of other devices; it stays a file system.
  const backup = roots === null ? await backupIn(container, options) : null
  if (backup !== null) return backup
  if (roots !== null) refuseSeveralPhones(container.name, container.files, roots)
  const placed = container.files.map((file) => placedAt(roots === null ? file.path : pathFromRoot(file.path, roots), file))
  const platform = container.packing === 'android-backup' ? 'android' : (roots?.platform ?? platformByName(container.files))
  const facts = await fileSystemFacts(container, placed, NO_DEVICE_FACTS, platform)
  const device = container.isDecrypted === true ? saidEncrypted(facts) : facts
  return createExtraction({
    kind: kindOf(container, roots !== null),
    platform,
    device,
    container,
    placed,
    notices: usersNotice(device.stated[ANDROID_USERS]),
    containers: platform === 'ios' ? await containerNames(container, placed) : new Map(),
  })
}

/** Records of another user may be of another life of the same person, or of another person. */
function usersNotice(users: string | undefined): ExtractionNotice[] {
  if (users === undefined) return []
  return [{ path: null, problem: `The phone has several Android users: ${users}. The path of a file says whose it is (user/10 ...).` }]
}

/** Files keep the places that the report gives them: its records name them so. */
function ufdrExtraction(container: Container, { device, platform }: UfdrReport): Extraction {
  const notices = [
    {
      path: null,
      problem:
        'What this report says was decoded by another program. It is read as that program wrote it; databases inside it are not read again, so that nothing counts twice.',
    },
  ]
  const placed = container.files.map((file) => placedAt(file.path, file))
  return createExtraction({ kind: 'ufdr', platform, device, container, placed, notices })
}

/** A listing of 90,000 files is looked through once. */
const knownRoots = new WeakMap<readonly StoredFile[], FileSystemRoots | null>()

function rootsOf(files: readonly StoredFile[]): FileSystemRoots | null {
  const known = knownRoots.get(files)
  if (known !== undefined) return known
  const roots = findFileSystemRoots(pathsOf(files))
  knownRoots.set(files, roots)
  return roots
}

function* pathsOf(files: readonly StoredFile[]): Generator<string> {
  for (const file of files) yield file.path
}

async function backupIn(container: Container, options: RecogniseOptions): Promise<Extraction | null> {
  const backups = findBackups(container.files)
  const certain = backups.filter(({ isCertain }) => isCertain)
  if (certain.length > 1) {
    const named = certain.slice(0, 3).map(({ folder }) => folder || 'its own')
    throw new SourceError(`${container.name} holds ${certain.length} backups: add the folder of each one by itself (${named.join(', ')}).`)
  }
  const [backup] = backups
  if (backup === undefined) return null
  if (backup.isCertain) return backupExtraction(container, backup.folder, options)
  try {
    return await backupExtraction(container, backup.folder, options)
  } catch (error) {
    // Nothing but the name spoke for a backup: other programs too call a file Manifest.db.
    if (error instanceof SourceError) return null
    throw error
  }
}

async function backupExtraction(stored: Container, folder: string, options: RecogniseOptions): Promise<Extraction> {
  const { container, placed, notices, isEncrypted, isMadeWithPassword } = await listBackup(stored, folder, options)
  const info = container.files.find((file) => file.path === `${folder}Info.plist`)
  const stated = factsOfBackup(readFactList(await readStored(container, info)))
  const found = await fileSystemFacts(container, placed, stated, 'ios')
  const facts = isMadeWithPassword ? { ...found, stated: { ...found.stated, [MADE_WITH_PASSWORD]: 'true' } } : found
  const device = isEncrypted ? saidEncrypted(facts) : facts
  return createExtraction({ kind: 'itunes-backup', platform: 'ios', device, container, placed, notices })
}

/** Key among the stated facts of a backup that was made with a password. */
export const MADE_WITH_PASSWORD = 'MadeWithPassword'

const saidEncrypted = (facts: DeviceFacts): DeviceFacts => ({ ...facts, stated: { ...facts.stated, IsEncrypted: 'true' } })

function kindOf(container: Container, isFileSystem: boolean): ExtractionKind {
  const { packing } = container
  if (packing === 'database' || packing === 'document' || packing === 'android-backup' || packing === 'whatsapp-backup') return packing
  return isFileSystem && packing !== 'picture' ? packing : 'loose-files'
}

function nothingToRead(container: Container): SourceError {
  if (container.files.length > 0) {
    const reasons = [...new Set(container.files.map((file) => file.unreadable))].join('; ')
    return new SourceError(`No file in ${container.name} can be read (${reasons}): export it again without a password.`)
  }
  const what = container.packing === 'folder' ? 'The folder' : 'The archive'
  const refused = container.notices.length > 0 ? ' that can be read' : ''
  return new SourceError(`${what} ${container.name} holds no files${refused}: check that you chose the right one.`)
}
