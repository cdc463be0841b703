/**
 * The key of an encrypted adb backup. The password gives a user key (PBKDF2 with HMAC-SHA-1), which opens a blob that holds the master
 * key, its initialisation vector and a checksum of it; the checksum tells whether the password was right.
 *
 * Source: BackupManagerService and its successors in the Android Open Source Project (PBKDF2 with 10,000 rounds, 256 bits; blob: length
 * and bytes of vector, key and checksum). The checksum is derived from the master key's bytes taken as characters of Java, each byte sign
 * extended; since version 2 characters are spelled in UTF-8, before that their low eight bits were taken.
 */
import { createDecipheriv, pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { PasswordError, SourceError } from './extraction.ts'

const derive = promisify(pbkdf2)
const KEY_BYTES = 32
/** Android has always used 10,000; more than this is no backup but a trap. */
const MAX_ROUNDS = 5_000_000

const NO_PASSWORD = 'The Android backup is encrypted: give its password.'
const WRONG_PASSWORD =
  'The password does not open this Android backup: check its spelling; what is asked for is the password set for the backup on the phone.'

export interface LockedKey {
  readonly version: number
  readonly userSalt: Buffer
  readonly checksumSalt: Buffer
  readonly rounds: number
  readonly userVector: Buffer
  readonly blob: Buffer
}

export interface MasterKey {
  readonly key: Buffer
  readonly vector: Buffer
}

/** Throws `PasswordError` when the password is missing or wrong. The spelling of the stated version is tried first, then the other. */
export async function unlockMasterKey(locked: LockedKey, password: string | undefined): Promise<MasterKey> {
  if (password === undefined || password === '') throw new PasswordError(NO_PASSWORD)
  if (!(locked.rounds > 0 && locked.rounds <= MAX_ROUNDS))
    throw new SourceError('The header of this Android backup is damaged: copy it again.')
  const spellings = locked.version >= 2 ? [utf8, lowBytes] : [lowBytes, utf8]
  // Keyboards differ in how they compose accented letters.
  for (const typed of new Set([password, password.normalize('NFC'), password.normalize('NFD')])) {
    for (const spell of spellings) {
      const opened = await openWith(spell(typed), locked, spellings)
      if (opened !== null) return opened
    }
  }
  throw new PasswordError(WRONG_PASSWORD)
}

async function openWith(password: Buffer, locked: LockedKey, spellings: readonly ((text: string) => Buffer)[]): Promise<MasterKey | null> {
  const userKey = await derive(password, locked.userSalt, locked.rounds, KEY_BYTES, 'sha1')
  const opened = openBlob(userKey, locked)
  userKey.fill(0)
  if (opened === null) return null
  for (const spell of spellings) {
    const checksum = await derive(spell(asCharacters(opened.key)), locked.checksumSalt, locked.rounds, KEY_BYTES, 'sha1')
    if (opened.checksum.length === checksum.length && timingSafeEqual(opened.checksum, checksum)) return opened
  }
  return null
}

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8')
const lowBytes = (text: string): Buffer => Buffer.from(text, 'latin1')
/** A byte of 128 and more becomes a character of U+FF80 and more: Java extends the sign. */
const asCharacters = (bytes: Uint8Array): string => String.fromCharCode(...[...bytes].map((byte) => (byte < 0x80 ? byte : 0xff00 | byte)))

function openBlob(userKey: Buffer, { userVector, blob }: LockedKey): (MasterKey & { readonly checksum: Buffer }) | null {
  try {
    const decipher = createDecipheriv('aes-256-cbc', userKey, userVector)
    const plain = Buffer.concat([decipher.update(blob), decipher.final()])
    const parts: Buffer[] = []
    for (let at = 0; parts.length < 3;) {
      const length = plain[at] ?? 0
      const part = plain.subarray(at + 1, at + 1 + length)
      if (length === 0 || part.length !== length) return null
      parts.push(part)
      at += 1 + length
    }
    const [vector, key, checksum] = parts
    if (vector?.length !== 16 || key?.length !== KEY_BYTES || checksum === undefined) return null
    return { vector, key, checksum }
  } catch {
    // The padding is wrong: so was the password.
    return null
  }
}
