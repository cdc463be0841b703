/**
 * What surrounds the encrypted content of WhatsApp's own backups: where it begins and ends, its vector and tag, which key it wants.
 *
 * Layout (published research, wa-crypt-tools among others; checked here on a public set of files): crypt12 has 67 bytes in front (server
 * salt at 3, account salt at 35, vector at 51) and ends with the tag, an MD5 of all before it and the last digits of the number (four places). crypt14 and
 * crypt15 begin with the length of a protobuf message, in newer files followed by the byte 1. Field 2 of the message is the envelope of
 * crypt14 (3 server salt, 4 account salt, 5 vector), field 3 that of crypt15 (1 vector), field 4 the app's version and features. They end
 * with the tag and an MD5 of all before it, or with the tag alone.
 */
import { statSync } from 'node:fs'
import { baseNameOf } from './entryNames.ts'
import { SourceError } from './extraction.ts'
import { readHead } from './fileReading.ts'
import { protobufFields } from '../formats/binary/protobuf.ts'
import type { WhatsappKey } from './whatsappKeys.ts'

/** Nothing in their first bytes tells such a file; its name does. */
export const WHATSAPP_BACKUP_NAME = /\.crypt(12|14|15)$/i

const HEADER12_BYTES = 67
const TAG_BYTES = 16
const DIGEST_BYTES = 16
const NUMBER_BYTES = 4
const HEAD_BYTES = 1024

export interface WhatsappEnvelope {
  readonly sizeBytes: number
  /** What lies before the encrypted content. */
  readonly header: Uint8Array
  readonly vector: Uint8Array
  /** Bytes at the end that may be no content. */
  readonly trailerBytes: number
  /** True where the MD5 is always there. */
  readonly hasDigest: boolean
  /** Which key of the account it was made with, where the header says so. */
  readonly serverSalt: Uint8Array | null
  readonly wants: WhatsappKey['kind']
}

export function damagedBackup(label: string): SourceError {
  return new SourceError(`${baseNameOf(label)} is cut off or damaged: copy the WhatsApp backup again.`)
}

/** `label` is the backup's own name, which says its kind; `path` may be a copy. Throws `SourceError` for a file that cannot be one. */
export function readEnvelope(path: string, label: string): WhatsappEnvelope {
  const head = readHead(path, HEAD_BYTES)
  const sizeBytes = statSync(path).size
  const envelope = WHATSAPP_BACKUP_NAME.exec(label)?.[1] === '12' ? envelope12(head, sizeBytes) : envelopeOfMessage(head, sizeBytes)
  if (envelope === null || sizeBytes <= envelope.header.length + envelope.trailerBytes) throw damagedBackup(label)
  return envelope
}

function envelope12(head: Buffer, sizeBytes: number): WhatsappEnvelope {
  return {
    sizeBytes,
    header: head.subarray(0, HEADER12_BYTES),
    vector: head.subarray(51, 67),
    trailerBytes: TAG_BYTES + DIGEST_BYTES + NUMBER_BYTES,
    hasDigest: true,
    serverSalt: head.subarray(3, 35),
    wants: 'key-file',
  }
}

function envelopeOfMessage(head: Buffer, sizeBytes: number): WhatsappEnvelope | null {
  const length = head[0] ?? 0
  const from = head[1] === 1 ? 2 : 1
  const message = head.subarray(from, from + length)
  const ofCrypt14 = bytesOf(message, 2)
  const ofCrypt15 = bytesOf(message, 3)
  const vector = ofCrypt14 === null ? (ofCrypt15 === null ? null : bytesOf(ofCrypt15, 1)) : bytesOf(ofCrypt14, 5)
  if (vector?.length !== 16) return null
  return {
    sizeBytes,
    header: head.subarray(0, from + length),
    vector,
    trailerBytes: TAG_BYTES + DIGEST_BYTES,
    hasDigest: false,
    serverSalt: ofCrypt14 === null ? null : bytesOf(ofCrypt14, 3),
    wants: ofCrypt14 === null ? 'root' : 'key-file',
  }
}

/** The first byte string of a field, or null. */
function bytesOf(message: Uint8Array, field: number): Uint8Array | null {
  for (const { field: each, value } of protobufFields(message)) if (each === field && value instanceof Uint8Array) return value
  return null
}
