/**
 * WhatsApp's own backups (`msgstore.db.crypt12`, `.crypt14`, `.crypt15`): one file, compressed with zlib, encrypted with AES-256-GCM.
 * It is decrypted to a private folder in one stream; only when the authentication tag at its end is right does anything of it count.
 * Mostly it is a database; incremental backups, stickers and wallpapers are zips.
 */
import { createDecipheriv, createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { Transform } from 'node:stream'
import { createInflate } from 'node:zlib'
import type { UnlockOptions } from './backupPassword.ts'
import type { Container } from './container.ts'
import { baseNameOf } from './entryNames.ts'
import { PasswordError } from './extraction.ts'
import { fileKindOf } from './fileKinds.ts'
import { CHUNK_BYTES, openReadOnly, readHead } from './fileReading.ts'
import { bombError, isBomb } from './limits.ts'
import { openLooseFile } from './looseFiles.ts'
import { inScratch, unpackTo } from './scratchCopy.ts'
import { readEnvelope, WHATSAPP_BACKUP_NAME, type WhatsappEnvelope } from './whatsappEnvelope.ts'
import { type WhatsappKey, whatsappKey } from './whatsappKeys.ts'
import { openZip } from './zipContainer.ts'

/** The content of the backup as a container. Throws `PasswordError` for a missing or wrong key, `SourceError` for a damaged file. */
export async function openWhatsappBackup(path: string, { keyFile, password, signal }: UnlockOptions): Promise<Container> {
  const envelope = readEnvelope(path, path)
  const key = whatsappKey(keyFile, password)
  try {
    return await inScratch({ name: databaseName(path), isHeldOpen: false }, async (target) => {
      await decryptBackup({ path, label: path, envelope, target }, key, signal)
      const isZip = fileKindOf(readHead(target, 512)) === 'zip'
      // The case knows the file by what was added; its content is that of the database.
      const container = isZip ? await openZip(target, path) : openLooseFile(target, 'database')
      return { ...container, packing: 'whatsapp-backup', name: basename(path), wholeFile: path, isDecrypted: true }
    })
  } finally {
    key.key.fill(0)
  }
}

/** Name of what is inside: nightly copies carry the date, `msgstore-2024-05-01.1.db.crypt15`. */
export function databaseName(path: string): string {
  const name = baseNameOf(path.replaceAll('\\', '/')).replace(WHATSAPP_BACKUP_NAME, '')
  return name.replace(/^(msgstore|wa)-\d.*\.db$/i, '$1.db')
}

const TAG_BYTES = 16

export interface BackupToDecrypt {
  readonly path: string
  /** The backup's own name, where `path` is a copy. */
  readonly label: string
  readonly envelope: WhatsappEnvelope
  /** The file to write. */
  readonly target: string
}

/** Returns the size of the content. Throws `PasswordError` when the key is not the right one or the file was changed. */
export async function decryptBackup(
  { path, label, envelope, target }: BackupToDecrypt,
  key: WhatsappKey,
  signal?: AbortSignal,
): Promise<number> {
  refuseOtherKey(label, envelope, key)
  const opening = openingOf(envelope, key, label)
  let sizeBytes = 0
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length
      if (isBomb(envelope.sizeBytes, sizeBytes)) done(bombError(baseNameOf(label)))
      else done(null, chunk)
    },
  })
  const start = envelope.header.length
  const source = createReadStream('', { fd: openReadOnly(path), autoClose: true, start, highWaterMark: CHUNK_BYTES })
  // What inflates wrongly was decrypted wrongly: the key or the bytes are not the right ones.
  const steps = [opening.stream, createInflate({ chunkSize: CHUNK_BYTES }), limit]
  await unpackTo(label, target, source, steps, () => notAuthentic(label), signal)
  if (!opening.isAuthentic()) throw notAuthentic(label)
  return sizeBytes
}

/** Decrypts what comes behind the header. Whether an MD5 follows the tag shows at the end, so the last bytes are held back. */
function openingOf({ header, vector, trailerBytes, hasDigest }: WhatsappEnvelope, { key }: WhatsappKey, label: string) {
  const decipher = createDecipheriv('aes-256-gcm', key, vector)
  const digest = createHash('md5').update(header)
  let held: Buffer = Buffer.alloc(0)
  let isAuthentic = false
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const all = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      const content = all.subarray(0, Math.max(0, all.length - trailerBytes))
      held = Buffer.from(all.subarray(content.length))
      digest.update(content)
      done(null, decipher.update(content))
    },
    flush(done) {
      try {
        const first = held.subarray(0, TAG_BYTES)
        const second = held.subarray(TAG_BYTES, 2 * TAG_BYTES)
        const isDigest = digest.update(first).digest().equals(second)
        if (hasDigest && !isDigest) return done(notAuthentic(label))
        const last = isDigest ? Buffer.alloc(0) : decipher.update(first)
        decipher.setAuthTag(isDigest ? first : second).final()
        isAuthentic = true
        done(null, last)
      } catch {
        done(notAuthentic(label))
      }
    },
  })
  return { stream, isAuthentic: () => isAuthentic }
}

function refuseOtherKey(label: string, { wants, serverSalt }: WhatsappEnvelope, key: WhatsappKey): void {
  if (wants !== key.kind) {
    const wanted = wants === 'root' ? '"encrypted_backup.key" or 64 digits' : 'the 158-byte file "key"'
    throw new PasswordError(`The key that was given is of another kind than ${baseNameOf(label)} was encrypted with: it wants ${wanted}.`)
  }
  if (key.kind === 'key-file' && serverSalt !== null && !key.serverSalt.equals(serverSalt))
    throw new PasswordError(
      `The key does not belong to ${baseNameOf(label)}: the backup was made with another key of the account, or by another account.`,
    )
}

const notAuthentic = (label: string): PasswordError =>
  new PasswordError(
    `${baseNameOf(label)} does not open with this key: the key is wrong, or the file was changed or damaged (its authentication code does not fit). Nothing of it was read.`,
  )
