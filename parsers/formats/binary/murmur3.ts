/** MurmurHash3, x86, 32 bits (A. Appleby, public domain): Telegram's Postbox names its object types by it. */

const rotateLeft = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits))

/** Hash as a signed 32-bit integer. */
export function murmur3(bytes: Uint8Array, seed: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const blocks = bytes.length >>> 2
  let hash = seed | 0
  for (let block = 0; block < blocks; block++) {
    hash ^= mixed(view.getUint32(block * 4, true))
    hash = (Math.imul(rotateLeft(hash, 13), 5) + 0xe6546b64) | 0
  }
  let tail = 0
  for (let i = bytes.length - 1; i >= blocks * 4; i--) tail = (tail << 8) | (bytes[i] ?? 0)
  hash ^= mixed(tail) ^ bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) | 0
}

const mixed = (block: number): number => Math.imul(rotateLeft(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593)
