/** AES-256 in CFB mode (128 bits), as an app encrypts small values of its own with a key that lies beside them. */
import { createDecipheriv } from 'node:crypto'

const KEY_BYTES = 32
const BLOCK_BYTES = 16

/** The plain bytes after a start of zero bytes. Null for a key of another size. A wrong key gives bytes without meaning. */
export function openedAesCfb(bytes: Uint8Array, key: Uint8Array): Uint8Array | null {
  if (key.length !== KEY_BYTES) return null
  const decipher = createDecipheriv('aes-256-cfb', key, Buffer.alloc(BLOCK_BYTES))
  return Buffer.concat([decipher.update(bytes), decipher.final()])
}
