/**
 * The key file of a redacted export: who stands behind each pseudonym, and what stood where something was taken out. Encrypted with a
 * passphrase: scrypt (RFC 7914) makes the key, AES-256-GCM (NIST SP 800-38D) encrypts, and the tag tells a wrong passphrase.
 */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { CaseError, type Role } from '../../contract/index.ts'
import type { Change } from './changes.ts'
import type { WithheldFile } from './redactedMedia.ts'

export interface KeyContents {
  readonly case: { readonly name: string; readonly number: string }
  readonly audience: string
  readonly createdAt: string
  /** Content of the package that it belongs to; of a PDF, its SHA-256. */
  readonly packageId: string
  readonly persons: readonly {
    readonly label: string
    readonly role: Role | null
    readonly names: readonly string[]
    readonly identifiers: readonly string[]
  }[]
  readonly changes: readonly Change[]
  readonly files: readonly WithheldFile[]
}

/** Takes 128 MB and a good part of a second: guessing passphrases costs that each time. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1 } as const
const SHORTEST_PASSPHRASE = 12

interface KeyFile {
  readonly format: 'corroborate-key'
  readonly formatVersion: 1
  readonly kdf: { readonly name: 'scrypt'; readonly N: number; readonly r: number; readonly p: number; readonly salt: string }
  readonly cipher: 'aes-256-gcm'
  readonly iv: string
  readonly tag: string
  readonly data: string
}

/** Throws a `usage` failure for a passphrase that can be guessed, or a file that is there. To be called before anything is written. */
export function checkKeyFile(path: string, passphrase: string): void {
  if (passphrase.length < SHORTEST_PASSPHRASE)
    throw new CaseError(
      'usage',
      `The passphrase of the key file needs at least ${SHORTEST_PASSPHRASE} characters: whoever guesses it reads the names.`,
    )
  if (existsSync(path))
    throw new CaseError('usage', `${basename(path)} exists already. Choose another name for the key file; nothing was written.`)
}

export function writeKeyFile(path: string, passphrase: string, contents: KeyContents): void {
  const salt = randomBytes(32)
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, salt, SCRYPT), iv)
  const data = Buffer.concat([cipher.update(JSON.stringify(contents), 'utf8'), cipher.final()])
  const file: KeyFile = {
    format: 'corroborate-key',
    formatVersion: 1,
    kdf: { name: 'scrypt', ...SCRYPT, salt: salt.toString('base64') },
    cipher: 'aes-256-gcm',
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  }
  // Readable by its owner alone, where the system knows such a thing.
  writeFileSync(path, `${JSON.stringify(file, null, 1)}\n`, { flag: 'wx', mode: 0o600 })
}

function keyOf(passphrase: string, salt: Buffer, { N, r, p }: { readonly N: number; readonly r: number; readonly p: number }): Buffer {
  return scryptSync(passphrase.normalize('NFC'), salt, 32, { N, r, p, maxmem: 256 * N * r })
}

/** Throws `unreadable` for what is no key file, `password` for a wrong passphrase or a changed file. */
export function readKeyFile(path: string, passphrase: string): KeyContents {
  const file = parsed(path)
  try {
    const decipher = createDecipheriv(
      'aes-256-gcm',
      keyOf(passphrase, Buffer.from(file.kdf.salt, 'base64'), file.kdf),
      Buffer.from(file.iv, 'base64'),
    )
    decipher.setAuthTag(Buffer.from(file.tag, 'base64'))
    const text = Buffer.concat([decipher.update(Buffer.from(file.data, 'base64')), decipher.final()]).toString('utf8')
    return JSON.parse(text) as KeyContents
  } catch {
    throw new CaseError('password', `The passphrase does not open ${basename(path)}, or the file was changed.`)
  }
}

/** Costs beyond this are no key file of ours, but a way to fill the memory. */
const MAX_N = 2 ** 20

function parsed(path: string): KeyFile {
  try {
    const file = JSON.parse(readFileSync(path, 'utf8')) as KeyFile
    const { N, r, p, salt } = file.kdf
    const isOurs =
      file.format === 'corroborate-key' && file.formatVersion === 1 && file.cipher === 'aes-256-gcm' && file.kdf.name === 'scrypt'
    const isSane = Number.isInteger(Math.log2(N)) && N <= MAX_N && r >= 1 && r <= 16 && p >= 1 && p <= 16
    const isWhole = [salt, file.iv, file.tag, file.data].every((text) => typeof text === 'string')
    if (isOurs && isSane && isWhole) return file
  } catch {
    // Said below.
  }
  throw new CaseError('unreadable', `${basename(path)} is no key file of a redacted export, or it is damaged.`)
}
