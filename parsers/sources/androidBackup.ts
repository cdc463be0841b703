/**
 * `adb backup` files (.ab): a header of text lines, then a tar, usually compressed, possibly encrypted. Versions 1 to 5.
 *
 * The tar's `apps/<package>/<domain>/...` is put where the files lay on the phone. Domains (BackupAgent and FullBackup in the Android Open
 * Source Project): `r` the app's data folder, `f` files, `db` databases, `sp` shared_prefs, `ef` external files, `a` the installed package,
 * `obb` expansion files; `d_` before a domain means storage that is readable before the first unlocking.
 */
import { createDecipheriv } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Transform } from 'node:stream'
import { createInflate } from 'node:zlib'
import { type LockedKey, unlockMasterKey } from './androidBackupKeys.ts'
import type { UnlockOptions } from './backupPassword.ts'
import type { Container } from './container.ts'
import { SourceError } from './extraction.ts'
import { CHUNK_BYTES, openReadOnly, readHead } from './fileReading.ts'
import { inScratch, unpackTo } from './scratchCopy.ts'
import { openTar, tarLimit } from './tarContainer.ts'

const MAGIC = 'ANDROID BACKUP'
const NEWEST_VERSION = 5
/** An encrypted header with its hexadecimal lines stays below 1 KiB. */
const MAX_HEADER_BYTES = 4096

interface Header {
  readonly version: number
  readonly isCompressed: boolean
  readonly locked: LockedKey | null
  readonly bytes: number
}

/** Unpacks the tar to a private folder and lists it under the paths of the phone. Throws `SourceError`, `PasswordError`. */
export async function openAndroidBackup(path: string, { password, signal }: UnlockOptions, label = path): Promise<Container> {
  const header = readHeader(path, label)
  const master = header.locked === null ? null : await unlockMasterKey(header.locked, password)
  const noTar = new SourceError(
    `${basename(label)} is an Android backup, but what it holds is no tar archive: it is damaged; copy it again.`,
  )
  const damaged = (): SourceError => new SourceError(`${basename(label)} is cut off or damaged: copy the Android backup again.`)
  const steps: Transform[] = [
    ...(master === null ? [] : [createDecipheriv('aes-256-cbc', master.key, master.vector)]),
    ...(header.isCompressed ? [createInflate({ chunkSize: CHUNK_BYTES })] : []),
    tarLimit(label, (await stat(path)).size, noTar),
  ]
  try {
    return await inScratch({ name: 'backup.tar', isHeldOpen: true }, async (target) => {
      const source = createReadStream('', { fd: openReadOnly(path), autoClose: true, start: header.bytes, highWaterMark: CHUNK_BYTES })
      await unpackTo(label, target, source, steps, damaged, signal)
      return { ...placedOnThePhone(openTar(target, label)), isDecrypted: master !== null }
    })
  } finally {
    master?.key.fill(0)
  }
}

function readHeader(path: string, label: string): Header {
  const head = readHead(path, MAX_HEADER_BYTES)
  const lines: string[] = []
  let at = 0
  const next = (): string => {
    const end = head.indexOf(0x0a, at)
    if (end < 0) throw new SourceError(`The header of ${basename(label)} is cut off: copy the Android backup again.`)
    const line = head.toString('latin1', at, end)
    at = end + 1
    lines.push(line)
    return line
  }
  const magic = next()
  const version = Number(next())
  const isCompressed = next() === '1'
  const encryption = next()
  if (magic !== MAGIC || !Number.isInteger(version) || version < 1) throw new SourceError(`${basename(label)} is no Android backup.`)
  if (version > NEWEST_VERSION)
    throw new SourceError(
      `${basename(label)} is an Android backup of version ${version}, which this program does not know (it reads 1 to ${NEWEST_VERSION}).`,
    )
  if (encryption === 'none') return { version, isCompressed, locked: null, bytes: at }
  if (encryption !== 'AES-256')
    throw new SourceError(`${basename(label)} is encrypted in a way that this program does not know (${encryption.slice(0, 40)}).`)
  const hex = (): Buffer => Buffer.from(next(), 'hex')
  const locked = { version, userSalt: hex(), checksumSalt: hex(), rounds: Number(next()), userVector: hex(), blob: hex() }
  return { version, isCompressed, locked, bytes: at }
}

const DOMAINS: Readonly<Record<string, string>> = {
  r: '',
  f: 'files/',
  db: 'databases/',
  sp: 'shared_prefs/',
  nb: 'no_backup/',
  c: 'cache/',
}

/** Path on the phone, of the first user; what has no place there keeps the name that it has in the backup. */
export function pathOnThePhone(name: string): string {
  const shared = /^shared\/(\d+)\/(.+)$/.exec(name)
  if (shared !== null) return `data/media/${shared[1]}/${shared[2]}`
  const app = /^apps\/([^/]+)\/([^/]+)(?:\/(.+))?$/.exec(name)
  if (app === null) return name
  const [, pkg = '', domain = '', rest] = app
  if (rest === undefined) return `data/data/${pkg}/${domain}`
  if (domain === 'ef') return `data/media/0/Android/data/${pkg}/files/${rest}`
  if (domain === 'obb') return `data/media/0/Android/obb/${pkg}/${rest}`
  if (domain === 'a') return `data/app/${pkg}/${rest}`
  const isProtected = domain.startsWith('d_')
  const folder = DOMAINS[isProtected ? domain.slice(2) : domain]
  if (folder === undefined) return name
  return `${isProtected ? 'data/user_de/0' : 'data/data'}/${pkg}/${folder}${rest}`
}

function placedOnThePhone(container: Container): Container {
  const originals = new Map(container.files.map((file) => [{ ...file, path: pathOnThePhone(file.path) }, file]))
  return {
    ...container,
    packing: 'android-backup',
    files: [...originals.keys()],
    open: (file) => container.open(originals.get(file) ?? file),
  }
}
