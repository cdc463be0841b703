/**
 * WhatsApp's own backups (`msgstore.db.crypt12`, `.crypt14`, `.crypt15`): one database, compressed with zlib, encrypted with AES-256-GCM.
 * It is decrypted to a private folder in one stream; only when the authentication tag at its end is right does anything of it count.
 *
 * Layout (published research, checked here on a public set): crypt12 has 67 bytes in front (server salt at 3, account salt at 35, vector
 * at 51) and ends with the tag, an MD5 of all before it and four digits of the number. crypt14 and crypt15 begin with the length of a protobuf message, in newer
 * files followed by the byte 1, and the message holds the vector; they end with the tag and an MD5 of all before it, or with the tag alone.
 */
import { createDecipheriv, createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Transform } from 'node:stream'
import { createInflate } from 'node:zlib'
import { type ProtobufField, protobufFields } from '../formats/protobuf.ts'
import type { UnlockOptions } from './backupPassword.ts'
import type { Container } from './container.ts'
import { PasswordError, SourceError } from './extraction.ts'
import { CHUNK_BYTES, openReadOnly, readHead, readTail } from './fileReading.ts'
import { bombError, isBomb } from './limits.ts'
import { openLooseFile } from './looseFiles.ts'
import { inScratch, unpackTo } from './scratchCopy.ts'
import { type WhatsappKey, whatsappKey } from './whatsappKeys.ts'

export const WHATSAPP_BACKUP_NAME = /\.crypt(12|14|15)$/i

const HEADER12_BYTES = 67
const TRAILER12_BYTES = 36
const TAG_BYTES = 16
const HEAD_BYTES = 1024

interface Envelope {
  readonly dataFrom: number
  /** Exclusive. */
  readonly dataTo: number
  readonly vector: Buffer
  readonly tag: Buffer
  /** Which account the key belongs to, where the header says so. */
  readonly serverSalt: Buffer | null
  readonly wants: WhatsappKey['kind']
}

/** The database of the backup as a container. Throws `PasswordError` for a missing or wrong key, `SourceError` for a damaged file. */
export async function openWhatsappBackup(path: string, { keyFile, password, signal }: UnlockOptions): Promise<Container> {
  const sizeBytes = (await stat(path)).size
  const envelope = await readEnvelope(path, sizeBytes)
  const key = whatsappKey(keyFile, password)
  try {
    refuseOtherKey(path, envelope, key)
    return await inScratch({ name: databaseName(path), isHeldOpen: false }, async (target) => {
      await decryptTo(path, target, sizeBytes, envelope, key, signal)
      // The case knows the file by what was added; its content is that of the database.
      const container = openLooseFile(target, 'database')
      return { ...container, packing: 'whatsapp-backup', name: basename(path), wholeFile: path }
    })
  } finally {
    key.key.fill(0)
  }
}

const databaseName = (path: string): string =>
  basename(path)
    .replace(WHATSAPP_BACKUP_NAME, '')
    .replace(/^(msgstore|wa)-.*\.db$/i, '$1.db')
const damaged = (path: string): SourceError => new SourceError(`${basename(path)} is cut off or damaged: copy the WhatsApp backup again.`)

async function readEnvelope(path: string, sizeBytes: number): Promise<Envelope> {
  const head = readHead(path, HEAD_BYTES)
  const kind = WHATSAPP_BACKUP_NAME.exec(path)?.[1]
  return kind === '12' ? envelope12(path, head, sizeBytes) : envelopeOfMessage(path, head, sizeBytes)
}

function envelope12(path: string, head: Buffer, sizeBytes: number): Envelope {
  if (sizeBytes <= HEADER12_BYTES + TRAILER12_BYTES) throw damaged(path)
  const end = readTail(path, TRAILER12_BYTES)
  return {
    dataFrom: HEADER12_BYTES,
    dataTo: sizeBytes - TRAILER12_BYTES,
    vector: head.subarray(51, 67),
    tag: end.subarray(0, TAG_BYTES),
    serverSalt: head.subarray(3, 35),
    wants: 'key-file',
  }
}

async function envelopeOfMessage(path: string, head: Buffer, sizeBytes: number): Promise<Envelope> {
  const length = head[0] ?? 0
  const from = head[1] === 1 ? 2 : 1
  const fields = [...protobufFields(head.subarray(from, from + length))]
  const vector = findBytes(fields, 16)
  if (length === 0 || fields.length === 0 || vector === null) throw damaged(path)
  const dataFrom = from + length
  const hasDigest = await endsWithDigest(path, sizeBytes)
  const dataTo = sizeBytes - TAG_BYTES - (hasDigest ? 16 : 0)
  if (dataTo <= dataFrom) throw damaged(path)
  const end = readTail(path, hasDigest ? 32 : 16)
  // Only a header of crypt14 names the key it was made with.
  const serverSalt = findBytes(fields, 32)
  return {
    dataFrom,
    dataTo,
    vector: lastBytes(fields, 16) ?? vector,
    tag: end.subarray(0, TAG_BYTES),
    serverSalt,
    wants: serverSalt === null ? 'root' : 'key-file',
  }
}

/** Byte strings of a length in a message and the messages inside it, in order. */
function bytesOfLength(fields: readonly ProtobufField[], length: number, depth = 0): Buffer[] {
  return fields.flatMap(({ value }) => {
    if (!(value instanceof Uint8Array)) return []
    if (value.length === length) return [Buffer.from(value)]
    return depth < 3 ? bytesOfLength([...protobufFields(value)], length, depth + 1) : []
  })
}

const findBytes = (fields: readonly ProtobufField[], length: number): Buffer | null => bytesOfLength(fields, length)[0] ?? null
/** The vector stands behind the account salt, which is as long. */
const lastBytes = (fields: readonly ProtobufField[], length: number): Buffer | null => bytesOfLength(fields, length).at(-1) ?? null

/** Whether the last 16 bytes are the MD5 of all before them. */
async function endsWithDigest(path: string, sizeBytes: number): Promise<boolean> {
  const hash = createHash('md5')
  for await (const chunk of createReadStream(path, { end: sizeBytes - 17, highWaterMark: CHUNK_BYTES })) hash.update(chunk as Buffer)
  return hash.digest().equals(readTail(path, 16))
}

function refuseOtherKey(path: string, { wants, serverSalt }: Envelope, key: WhatsappKey): void {
  if (wants !== key.kind) {
    const wanted = wants === 'root' ? '"encrypted_backup.key" or 64 digits' : 'the 158-byte file "key"'
    throw new PasswordError(`The key that was given is of another kind than ${basename(path)} was encrypted with: it wants ${wanted}.`)
  }
  if (key.kind === 'key-file' && serverSalt !== null && !key.serverSalt.equals(serverSalt))
    throw new PasswordError(
      `The key does not belong to ${basename(path)}: the backup was made with another key of the account, or by another account.`,
    )
}

async function decryptTo(
  path: string,
  target: string,
  sizeBytes: number,
  { dataFrom, dataTo, vector, tag }: Envelope,
  { key }: WhatsappKey,
  signal: AbortSignal | undefined,
): Promise<void> {
  const decipher = createDecipheriv('aes-256-gcm', key, vector).setAuthTag(tag)
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
        done(notAuthentic(path))
      }
    },
  })
  let unpackedBytes = 0
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      unpackedBytes += chunk.length
      if (isBomb(sizeBytes, unpackedBytes)) done(bombError(basename(path)))
      else done(null, chunk)
    },
  })
  const source = createReadStream('', {
    fd: openReadOnly(path),
    autoClose: true,
    start: dataFrom,
    end: dataTo - 1,
    highWaterMark: CHUNK_BYTES,
  })
  // What inflates wrongly was decrypted wrongly: the key or the bytes are not the right ones.
  await unpackTo(path, target, source, [decrypting, createInflate({ chunkSize: CHUNK_BYTES }), limit], () => notAuthentic(path), signal)
  if (!isAuthentic) throw notAuthentic(path)
}

const notAuthentic = (path: string): PasswordError =>
  new PasswordError(
    `${basename(path)} does not open with this key: the key is wrong, or the file was changed or damaged (its authentication code does not fit). Nothing of it was read.`,
  )
