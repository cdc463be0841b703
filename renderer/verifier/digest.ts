/** SHA-256 of bytes and files, in memory that does not grow with the file. */
import { sha256 } from '@noble/hashes/sha2.js'

/** Smaller files go to WebCrypto whole, which is faster; it cannot take a file piece by piece. */
const WHOLE_BYTES = 32 * 1024 * 1024

export const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

export const hashBytes = (bytes: Uint8Array): string => hex(sha256(bytes))

export async function hashFile(file: Blob): Promise<string> {
  // A page from disk has no `crypto.subtle` in browsers that do not trust `file:`.
  const { subtle }: { readonly subtle?: SubtleCrypto } = globalThis.crypto
  if (subtle !== undefined && file.size <= WHOLE_BYTES) return hex(new Uint8Array(await subtle.digest('SHA-256', await file.arrayBuffer())))
  const hash = sha256.create()
  for (let start = 0; start < file.size; start += WHOLE_BYTES)
    hash.update(new Uint8Array(await file.slice(start, start + WHOLE_BYTES).arrayBuffer()))
  return hex(hash.digest())
}
