/** Opens the keys of an encrypted backup with its password. Passwords and keys stay in memory and enter no message. */
import { isPlistDict } from '../formats/plist/plist.ts'
import type { PlistDict } from '../formats/plist/plist.ts'
import { parseKeybag, unlockKeybag } from './backupKeybag.ts'
import type { ClassKeys } from './backupKeybag.ts'
import { PasswordError, SourceError } from './extraction.ts'
import type { DerivationControl } from './keyDerivation.ts'

const NO_PASSWORD = 'The backup is encrypted: give its password.'
const WRONG_PASSWORD =
  'The password does not open this backup: check its spelling, capital letters and keyboard layout; ' +
  'what is asked for is the password set for encrypted backups in iTunes or Finder, not the code that unlocks the phone.'
const NO_KEYBAG =
  'The backup is encrypted, but its Manifest.plist holds no keybag, so its files cannot be decrypted: copy the backup again.'

export interface UnlockOptions extends DerivationControl {
  /** As its owner typed it. */
  readonly password?: string
  /** Content of a key file, for what is opened with a key. */
  readonly keyFile?: Uint8Array
}

/** True when the Manifest.plist of a backup says that its files are encrypted. */
export function isEncryptedBackup(description: PlistDict): boolean {
  return description['IsEncrypted'] === true || description['IsEncrypted'] === 1
}

/**
 * Throws `PasswordError` when the password is missing or wrong, `SourceError` when the keybag is missing or damaged,
 * the signal's reason when cancelled.
 */
export async function unlockBackup(description: PlistDict, { password, ...control }: UnlockOptions): Promise<ClassKeys> {
  const stored = isPlistDict(description) ? description['BackupKeyBag'] : undefined
  if (!(stored instanceof Uint8Array)) throw new SourceError(NO_KEYBAG)
  const keybag = parseKeybag(stored)
  if (password === undefined || password === '') throw new PasswordError(NO_PASSWORD)
  for (const spelling of spellingsOf(password)) {
    const bytes = Buffer.from(spelling, 'utf8')
    try {
      const keys = await unlockKeybag(keybag, bytes, control)
      if (keys !== null) return keys
    } finally {
      bytes.fill(0)
    }
  }
  throw new PasswordError(WRONG_PASSWORD)
}

/**
 * The backup service takes the UTF-8 bytes as they were typed. Keyboards and files differ in how they compose accented
 * letters, so the composed and the decomposed spelling are tried after the one given.
 */
function spellingsOf(password: string): Set<string> {
  return new Set([password, password.normalize('NFC'), password.normalize('NFD')])
}
