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
  const envelope = await readEnvelope(path, path)
  const key = whatsappKey(keyFile, password)
  try {
    return await inScratch({ name: databaseName(path), isHeldOpen: false }, async (target) => {
      await decryptBackup({ path, label: path, envelope, target }, key, signal)
      const isZip = fileKindOf(readHead(target, 512)) === 'zip'
      // The case knows the file by what was added; its content is that of the database.
      const container = isZip ? await openZip(target, path) : openLooseFile(target, 'database')
      return { ...container, packing: 'whatsapp-backup', name: basename(path), wholeFile: path }
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

export interface BackupToDecrypt {
  readonly path: string
  /** The backup's own name, where `path` is a copy. */
  readonly label: string
  readonly envelope: WhatsappEnvelope
  /** The file to write. */
  readonly target: string
}

/** Returns size and hash of the content. Throws `PasswordError` when the key is not the right one or the file was changed. */
export async function decryptBackup(
  { path, label, envelope, target }: BackupToDecrypt,
  key: WhatsappKey,
  signal?: AbortSignal,
): Promise<{ sizeBytes: number; sha256: string }> {
  refuseOtherKey(label, envelope, key)
  const decipher = createDecipheriv('aes-256-gcm', key.key, envelope.vector).setAuthTag(envelope.tag)
  let isAuthentic = false
  const decrypting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, decipher.update(chunk))
    },
    flush(done) {
      try {
        decipher.final()
        isAuthentic = true
        done()
      } catch {
        done(notAuthentic(label))
      }
    },
  })
  const hash = createHash('sha256')
  let sizeBytes = 0
  const account = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length
      hash.update(chunk)
      if (isBomb(envelope.sizeBytes, sizeBytes)) done(bombError(baseNameOf(label)))
      else done(null, chunk)
    },
  })
  const { dataFrom, dataTo } = envelope
  const source = createReadStream('', {
    fd: openReadOnly(path),
    autoClose: true,
    start: dataFrom,
    end: dataTo - 1,
    highWaterMark: CHUNK_BYTES,
  })
  // What inflates wrongly was decrypted wrongly: the key or the bytes are not the right ones.
  const steps = [decrypting, createInflate({ chunkSize: CHUNK_BYTES }), account]
  await unpackTo(label, target, source, steps, () => notAuthentic(label), signal)
  if (!isAuthentic) throw notAuthentic(label)
  return { sizeBytes, sha256: hash.digest('hex') }
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
