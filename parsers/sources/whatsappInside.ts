/**
 * WhatsApp's encrypted backups inside an image or folder. The newest of each database is decrypted, with the key that was supplied or with
 * one that lies in the extraction; it is then listed without its `.cryptNN`, beside the encrypted file. Nightly copies, and backups of a
 * database that is there itself, are not read: they hold the same messages, which would count twice. What cannot be opened says why.
 */
import type { UnlockOptions } from './backupPassword.ts'
import type { Container, StoredFile } from './container.ts'
import { readStored } from './containerReading.ts'
import { baseNameOf, compareCodeUnits } from './entryNames.ts'
import { type ExtractionNotice, PasswordError, type SetAside, SourceError } from './extraction.ts'
import { isSqlite } from './fileKinds.ts'
import { DecryptedFiles } from './decryptedFiles.ts'
import { databaseName } from './whatsappBackup.ts'
import { WHATSAPP_BACKUP_NAME } from './whatsappEnvelope.ts'
import { type WhatsappKey, whatsappKey } from './whatsappKeys.ts'

const KEY_NAME = /(?:^|\/)(?:key|encrypted_backup\.key)$/
const MAX_KEY_BYTES = 1024
/** Keys that are tried on one file; an image holds two to four. */
const MAX_KEYS = 8

const NO_KEY =
  'It is encrypted by WhatsApp, and its key was neither supplied (--key-file) nor found in the extraction. ' +
  'crypt12 and crypt14 want the 158-byte file "key", crypt15 "encrypted_backup.key" or the 64 digits.'
const NO_DATABASE =
  'It was decrypted, but holds no database (an incremental backup, stickers, wallpapers or settings), which this version does not read.'

interface FoundKey {
  /** In words: how it came to be known. */
  readonly origin: string
  readonly key: WhatsappKey
}

/** The container with decrypted databases beside the encrypted files, or itself where it holds none. Closing the result closes all. */
export async function withWhatsappBackups(outer: Container, options: UnlockOptions): Promise<Container> {
  const backups = outer.files.filter(
    ({ path, unreadable, setAside }) => unreadable === null && setAside === undefined && WHATSAPP_BACKUP_NAME.test(path),
  )
  if (backups.length === 0) return outer
  const keys = await keysFor(outer, options)
  const decrypted = new DecryptedFiles(outer)
  try {
    const outcomes = new Map<StoredFile, Outcome>()
    for (const file of backups) {
      const copyOf = whatIsRead(file, backups, outer.files)
      outcomes.set(
        file,
        copyOf === null ? await openWith(keys, file, decrypted, options) : { setAside: { kind: 'unread', note: copyNote(copyOf) } },
      )
    }
    refuseIfNothingElse(outer, outcomes)
    return merged(outer, outcomes, decrypted)
  } catch (error) {
    await decrypted.close()
    throw error
  } finally {
    for (const { key } of keys) key.key.fill(0)
  }
}

const copyNote = (original: string): string =>
  `A backup copy that the app made of ${original}, which is read; the copy is not, so that no message counts twice. To read it too, add this file by itself with its key.`

interface Outcome {
  readonly setAside: SetAside
  readonly plain?: StoredFile
  readonly notice?: string
}

/** The path of the state that is read in place of this file, or null where this is the one to read. */
function whatIsRead(file: StoredFile, backups: readonly StoredFile[], all: readonly StoredFile[]): string | null {
  const live = liveStore(file, all)
  if (live !== null) return live
  const folder = folderOf(file.path)
  const name = databaseName(file.path)
  const [newest] = backups.filter(({ path }) => folderOf(path) === folder && databaseName(path) === name).sort(newestFirst)
  return newest === undefined || newest === file ? null : newest.path
}

/** Undated before nightly ones, then the newer kind of encryption, then the later date. */
function newestFirst(a: StoredFile, b: StoredFile): number {
  const plainName = ({ path }: StoredFile): string => baseNameOf(path).replace(WHATSAPP_BACKUP_NAME, '')
  const isDated = (file: StoredFile): number => Number(plainName(file) !== databaseName(file.path))
  const generation = ({ path }: StoredFile): number => Number(WHATSAPP_BACKUP_NAME.exec(path)?.[1] ?? 0)
  return isDated(a) - isDated(b) || generation(b) - generation(a) || compareCodeUnits(plainName(b), plainName(a))
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
const USER = /(?:^|\/)(?:data\/media|storage\/emulated|data\/user)\/(\d+)\//

/** The database itself: beside the backup, or in the private folder of the app of the same user. */
function liveStore(file: StoredFile, all: readonly StoredFile[]): string | null {
  const name = databaseName(file.path)
  const app = /com\.whatsapp\.w4b|WhatsApp Business/i.test(file.path) ? 'com.whatsapp.w4b' : 'com.whatsapp'
  const user = USER.exec(file.path)?.[1] ?? '0'
  const places = [`data/user/${user}/${app}/databases/${name}`, ...(user === '0' ? [`data/data/${app}/databases/${name}`] : [])]
  const isLive = (path: string): boolean =>
    path === folderOf(file.path) + name || places.some((place) => path === place || path.endsWith(`/${place}`))
  return all.find(({ path, unreadable, sizeBytes }) => unreadable === null && sizeBytes > 0 && isLive(path))?.path ?? null
}

/** The supplied key first, then those of the extraction. What is no key of WhatsApp opens something else. */
async function keysFor(outer: Container, { keyFile, password }: UnlockOptions): Promise<FoundKey[]> {
  const keys: FoundKey[] = []
  const add = (origin: string, bytes: Uint8Array | undefined, typed?: string): void => {
    try {
      keys.push({ origin, key: whatsappKey(bytes, typed) })
    } catch (error) {
      if (!(error instanceof PasswordError)) throw error
    }
  }
  if (keyFile !== undefined || password !== undefined) add('the key that was supplied', keyFile, password)
  for (const file of outer.files) {
    if (keys.length >= MAX_KEYS) break
    if (file.sizeBytes > MAX_KEY_BYTES || !KEY_NAME.test(file.path)) continue
    const bytes = await readStored(outer, file)
    if (bytes !== null) add(`the key at ${file.path}`, bytes)
  }
  return keys
}

async function openWith(
  keys: readonly FoundKey[],
  file: StoredFile,
  decrypted: DecryptedFiles,
  { signal }: UnlockOptions,
): Promise<Outcome> {
  let reason = NO_KEY
  for (const { origin, key } of keys) {
    try {
      const name = databaseName(file.path)
      const { plain, head } = await decrypted.add(file, folderOf(file.path) + name, key, signal)
      if (!isSqlite(head)) return { setAside: { kind: 'unread', note: NO_DATABASE } }
      const notice = `This WhatsApp backup was decrypted with ${origin}; its content is listed as ${name} beside it.`
      return { setAside: { kind: 'opened', note: notice }, plain, notice }
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof SourceError)) throw error
      reason = `With ${origin}: ${error.message}`
    }
  }
  return { setAside: { kind: 'locked', note: reason } }
}

/** A folder of nothing but backups and keys is asked for its key, as a backup by itself is. */
function refuseIfNothingElse(outer: Container, outcomes: ReadonlyMap<StoredFile, Outcome>): void {
  const isElse = (file: StoredFile): boolean => !outcomes.has(file) && !KEY_NAME.test(file.path) && file.unreadable === null
  if (outer.files.some(isElse) || [...outcomes.values()].some(({ plain }) => plain !== undefined)) return
  for (const [file, { setAside }] of outcomes)
    if (setAside.kind === 'locked') throw new PasswordError(`${baseNameOf(file.path)} cannot be read. ${setAside.note}`)
}

function merged(outer: Container, outcomes: ReadonlyMap<StoredFile, Outcome>, decrypted: DecryptedFiles): Container {
  const listed = new Map<StoredFile, StoredFile>()
  const originals = new Map<StoredFile, StoredFile>()
  const files: StoredFile[] = []
  const notices: ExtractionNotice[] = [...outer.notices]
  for (const file of outer.files) {
    const outcome = outcomes.get(file)
    const entry = outcome === undefined ? file : { ...file, setAside: outcome.setAside }
    listed.set(file, entry)
    originals.set(entry, file)
    files.push(entry)
    if (outcome?.plain !== undefined) files.push(outcome.plain)
    if (outcome?.notice !== undefined) notices.push({ path: file.path, problem: outcome.notice })
  }
  return {
    ...outer,
    files,
    hashedFiles: (outer.hashedFiles ?? outer.files).map((file) => listed.get(file) ?? file),
    notices,
    open: async (file) => decrypted.open(file) ?? outer.open(originals.get(file) ?? file),
    locate: (file) => (decrypted.holds(file) ? null : (outer.locate?.(originals.get(file) ?? file) ?? null)),
    async close() {
      await decrypted.close()
      await outer.close()
    },
  }
}
