/**
 * Keys of WhatsApp's own backups: the 158-byte key file of crypt12 and crypt14, the 32-byte root key of crypt15 (a Java-serialised file,
 * or 64 hexadecimal digits as the app shows them).
 *
 * Layout of the key file (published research, wa-crypt-tools among others, checked here on a public set of files): a serialised byte array
 * of 131 bytes behind 27 bytes of Java's own: version, a server salt of 32 bytes at 30, an account salt of 16 bytes at 62, the key in the
 * last 32 bytes. The root key of crypt15 gives the key by HKDF with SHA-256 and the words `backup encryption`.
 */
import { hkdfSync } from 'node:crypto'
import { readAppKeys } from '../formats/values/appKeys.ts'
import { PasswordError } from './extraction.ts'

const JAVA_ARRAY = Buffer.from('aced0005757200025b42', 'hex')
const JAVA_BYTES = 27
const KEY_FILE_BYTES = 158
const ROOT_BYTES = 32

export type WhatsappKey =
  | { readonly kind: 'key-file'; readonly key: Buffer; readonly serverSalt: Buffer; readonly accountSalt: Buffer }
  | { readonly kind: 'root'; readonly key: Buffer }

export const NO_KEY =
  'This WhatsApp backup is encrypted: give its key with --key-file (the 158-byte file "key" of the phone for crypt12 and crypt14; ' +
  '"encrypted_backup.key" or the 64 digits of the key for crypt15).'
const NO_SUCH_KEY =
  'The key file is no key of a WhatsApp backup: it must be the 158-byte file "key", the file "encrypted_backup.key", or a text of 64 hexadecimal digits.'

/** From the bytes of a key file, or from 64 digits typed as a password. Throws `PasswordError`. */
export function whatsappKey(keyFile: Uint8Array | undefined, typed: string | undefined): WhatsappKey {
  if (keyFile === undefined && (typed === undefined || typed === '')) throw new PasswordError(NO_KEY)
  const bytes = keyFile === undefined ? Buffer.from(typed ?? '', 'utf8') : Buffer.from(keyFile)
  const digits = bytes.length < 1024 ? bytes.toString('latin1').replaceAll(/[\s-]/g, '') : ''
  if (/^[0-9a-f]{64}$/i.test(digits)) return root(Buffer.from(digits, 'hex'))
  if (bytes.length === ROOT_BYTES) return root(bytes)
  if (!bytes.subarray(0, JAVA_ARRAY.length).equals(JAVA_ARRAY)) return root(keyAmongOthers(bytes))
  if (bytes.length === JAVA_BYTES + ROOT_BYTES) return root(bytes.subarray(JAVA_BYTES))
  if (bytes.length !== KEY_FILE_BYTES) throw new PasswordError(NO_SUCH_KEY)
  return {
    kind: 'key-file',
    key: bytes.subarray(KEY_FILE_BYTES - 32),
    serverSalt: bytes.subarray(30, 62),
    accountSalt: bytes.subarray(62, 78),
  }
}

/** Key files may hold keys of several apps (`signal: ...`, `whatsapp: ...`). */
function keyAmongOthers(bytes: Uint8Array): Buffer {
  const keys = readAppKeys(bytes).filter((key) => key.bytes.length === ROOT_BYTES)
  const key = keys.find(({ names }) => names.includes('whatsapp')) ?? keys.find(({ names }) => names === '')
  if (key === undefined) throw new PasswordError(NO_SUCH_KEY)
  return key.bytes
}

const root = (key: Buffer): WhatsappKey => ({
  kind: 'root',
  key: Buffer.from(hkdfSync('sha256', key, Buffer.alloc(32), 'backup encryption', 32)),
})
