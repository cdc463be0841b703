/**
 * What surrounds the encrypted content of WhatsApp's own backups: where it begins and ends, its vector and tag, which key it wants.
 *
 * Layout (published research, wa-crypt-tools among others; checked here on a public set of files): crypt12 has 67 bytes in front (server
 * salt at 3, account salt at 35, vector at 51) and ends with the tag, an MD5 of all before it and the last digits of the number (four places). crypt14 and
 * crypt15 begin with the length of a protobuf message, in newer files followed by the byte 1. Field 2 of the message is the envelope of
 * crypt14 (3 server salt, 4 account salt, 5 vector), field 3 that of crypt15 (1 vector), field 4 the app's version and features. They end
 * with the tag and an MD5 of all before it, or with the tag alone.
 */
import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { baseNameOf } from './entryNames.ts'
import { SourceError } from './extraction.ts'
import { CHUNK_BYTES, readHead, readTail } from './fileReading.ts'
import { protobufFields } from '../formats/protobuf.ts'
import type { WhatsappKey } from './whatsappKeys.ts'

/** Nothing in their first bytes tells such a file; its name does. */
export const WHATSAPP_BACKUP_NAME = /\.crypt(12|14|15)$/i

const HEADER12_BYTES = 67
const TRAILER12_BYTES = 36
const TAG_BYTES = 16
const DIGEST_BYTES = 16
const NUMBER_BYTES = 4
const HEAD_BYTES = 1024

export interface WhatsappEnvelope {
  readonly sizeBytes: number
  readonly dataFrom: number
  /** Exclusive. */
  readonly dataTo: number
  readonly vector: Uint8Array
  readonly tag: Uint8Array
  /** Which key of the account it was made with, where the header says so. */
  readonly serverSalt: Uint8Array | null
  readonly wants: WhatsappKey['kind']
}

export function damagedBackup(label: string): SourceError {
  return new SourceError(`${baseNameOf(label)} is cut off or damaged: copy the WhatsApp backup again.`)
}

/** `label` is the backup's own name, which says its kind; `path` may be a copy. Throws `SourceError` for a file that cannot be one. */
export async function readEnvelope(path: string, label: string): Promise<WhatsappEnvelope> {
  const head = readHead(path, HEAD_BYTES)
  const sizeBytes = statSync(path).size
  const envelope =
    WHATSAPP_BACKUP_NAME.exec(label)?.[1] === '12'
      ? await envelope12(path, head, sizeBytes)
      : await envelopeOfMessage(path, head, sizeBytes)
  if (envelope === null) throw damagedBackup(label)
  return envelope
}

async function envelope12(path: string, head: Buffer, sizeBytes: number): Promise<WhatsappEnvelope | null> {
  if (sizeBytes <= HEADER12_BYTES + TRAILER12_BYTES || !(await hasDigestAt(path, sizeBytes - NUMBER_BYTES))) return null
  return {
    sizeBytes,
    dataFrom: HEADER12_BYTES,
    dataTo: sizeBytes - TRAILER12_BYTES,
    vector: head.subarray(51, 67),
    tag: readTail(path, TRAILER12_BYTES).subarray(0, TAG_BYTES),
    serverSalt: head.subarray(3, 35),
    wants: 'key-file',
  }
}

async function envelopeOfMessage(path: string, head: Buffer, sizeBytes: number): Promise<WhatsappEnvelope | null> {
  const length = head[0] ?? 0
  const from = head[1] === 1 ? 2 : 1
  const message = head.subarray(from, from + length)
  const ofCrypt14 = bytesOf(message, 2)
  const ofCrypt15 = bytesOf(message, 3)
  const vector = ofCrypt14 === null ? (ofCrypt15 === null ? null : bytesOf(ofCrypt15, 1)) : bytesOf(ofCrypt14, 5)
  const dataFrom = from + length
  if (vector?.length !== 16 || sizeBytes <= dataFrom + TAG_BYTES + DIGEST_BYTES) return null
  const trailerBytes = TAG_BYTES + ((await hasDigestAt(path, sizeBytes)) ? DIGEST_BYTES : 0)
  return {
    sizeBytes,
    dataFrom,
    dataTo: sizeBytes - trailerBytes,
    vector,
    tag: readTail(path, trailerBytes).subarray(0, TAG_BYTES),
    serverSalt: ofCrypt14 === null ? null : bytesOf(ofCrypt14, 3),
    wants: ofCrypt14 === null ? 'root' : 'key-file',
  }
}

/** The first byte string of a field, or null. */
function bytesOf(message: Uint8Array, field: number): Uint8Array | null {
  for (const { field: each, value } of protobufFields(message)) if (each === field && value instanceof Uint8Array) return value
  return null
}

/** Whether the 16 bytes before `end` are the MD5 of all before them. */
async function hasDigestAt(path: string, end: number): Promise<boolean> {
  const hash = createHash('md5')
  const digestAt = end - DIGEST_BYTES
  for await (const chunk of createReadStream(path, { end: digestAt - 1, highWaterMark: CHUNK_BYTES })) hash.update(chunk as Buffer)
  const tail = readTail(path, statSync(path).size - digestAt)
  return hash.digest().equals(tail.subarray(0, DIGEST_BYTES))
}
