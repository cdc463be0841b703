/**
 * AES key unwrapping (RFC 3394) of 256-bit keys, many at once: a backup wraps one key per file, all of a class under the
 * same key, so each of the 24 steps is one AES call over all of them.
 */
import { createDecipheriv } from 'node:crypto'

export const KEY_BYTES = 32
/** A wrapped 256-bit key: the key and eight bytes that show whether unwrapping went well. */
export const WRAPPED_KEY_BYTES = KEY_BYTES + 8

const BLOCK_BYTES = 16
const KEY_BLOCKS = KEY_BYTES / 8
const ROUNDS = 6
/** The integrity check value of RFC 3394, section 2.2.3.1. */
const CHECK_BYTE = 0xa6
/** Keys per AES call: large enough to make calls few, small enough to stay in the processor's cache. */
const BATCH = 4096

/** The keys in the order given; null for one of another length, or whose check fails (another wrapping key, or damage). */
export function unwrapKeys(wrappingKey: Uint8Array, wrapped: readonly Uint8Array[]): (Buffer | null)[] {
  const found: (Buffer | null)[] = []
  for (let from = 0; from < wrapped.length; from += BATCH) found.push(...unwrapBatch(wrappingKey, wrapped.slice(from, from + BATCH)))
  return found
}

function unwrapBatch(wrappingKey: Uint8Array, wrapped: readonly Uint8Array[]): (Buffer | null)[] {
  const count = wrapped.length
  const blocks = Buffer.alloc(count * BLOCK_BYTES)
  const registers = Buffer.alloc(count * KEY_BYTES)
  wrapped.forEach((key, i) => {
    if (key.length !== WRAPPED_KEY_BYTES) return
    blocks.set(key.subarray(0, 8), i * BLOCK_BYTES)
    registers.set(key.subarray(8), i * KEY_BYTES)
  })
  const words = wordsOf(blocks)
  const registerWords = wordsOf(registers)
  // Electron's BoringSSL has no key-wrap cipher; plain AES is everywhere.
  const aes = createDecipheriv('aes-256-ecb', wrappingKey, null).setAutoPadding(false)
  for (let step = ROUNDS * KEY_BLOCKS; step > 0; step -= 1) {
    const register = ((step - 1) % KEY_BLOCKS) * 2
    for (let i = 0; i < count; i += 1) {
      blocks[i * BLOCK_BYTES + 7] = (blocks[i * BLOCK_BYTES + 7] ?? 0) ^ step
      words[i * 4 + 2] = registerWords[i * 8 + register] ?? 0
      words[i * 4 + 3] = registerWords[i * 8 + register + 1] ?? 0
    }
    blocks.set(aes.update(blocks))
    for (let i = 0; i < count; i += 1) {
      registerWords[i * 8 + register] = words[i * 4 + 2] ?? 0
      registerWords[i * 8 + register + 1] = words[i * 4 + 3] ?? 0
    }
  }
  return wrapped.map((key, i) => {
    const isWhole = key.length === WRAPPED_KEY_BYTES && isChecked(blocks.subarray(i * BLOCK_BYTES, i * BLOCK_BYTES + 8))
    return isWhole ? registers.subarray(i * KEY_BYTES, (i + 1) * KEY_BYTES) : null
  })
}

const isChecked = (check: Uint8Array): boolean => check.every((byte) => byte === CHECK_BYTE)

/** The same memory as 32-bit words, in the machine's order: they are only moved, never calculated with. */
const wordsOf = ({ buffer, byteOffset, byteLength }: Buffer): Uint32Array => new Uint32Array(buffer, byteOffset, byteLength / 4)
