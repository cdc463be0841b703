import { expect, test } from 'vitest'
import { murmur3 } from './murmur3.ts'

/** Vectors that circulate with the reference implementation (SMHasher) and its ports. */
test.each([
  ['', 0, 0],
  ['', 1, 0x514e28b7],
  ['', 0xffffffff, 0x81f16f39],
  ['hello', 0, 0x248bfa47],
  ['hello, world', 0, 0x149bbb7f],
  ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
  ['aaaa', 0x9747b28c, 0x5a97808a],
  ['abc', 0, 0xb3dd93fa],
])('%j with seed %d', (text, seed, hash) => {
  expect(murmur3(new TextEncoder().encode(text), seed) >>> 0).toBe(hash)
})
