import { createCipheriv, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { unwrapKeys } from './keyWrap.ts'

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
const WRAPPING_KEY = hex('00010203 04050607 08090A0B 0C0D0E0F 10111213 14151617 18191A1B 1C1D1E1F')
const WRAPPED = hex('28C9F404 C4B810F4 CBCCB35C FB87F826 3F5786E2 D80ED326 CBC7F0E7 1A99F43B FB988B9B 7A02DD21')
const KEY = hex('00112233 44556677 8899AABB CCDDEEFF 00010203 04050607 08090A0B 0C0D0E0F')

describe('key unwrapping', () => {
  it('gives the key of RFC 3394, section 4.6', () => expect(unwrapKeys(WRAPPING_KEY, [WRAPPED])).toEqual([KEY]))

  it('notices every flipped bit, another wrapping key and another length', () => {
    const flipped = Array.from({ length: WRAPPED.length * 8 }, (_, bit) => {
      const copy = Buffer.from(WRAPPED)
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      return copy
    })
    const odd = [WRAPPED.subarray(0, 39), Buffer.concat([WRAPPED, WRAPPED]), Buffer.alloc(0)]
    expect(unwrapKeys(WRAPPING_KEY, [...flipped, ...odd]).filter((key) => key !== null)).toEqual([])
    expect(unwrapKeys(KEY, [WRAPPED])).toEqual([null])
  })

  it('unwraps thousands at once as OpenSSL wrapped them, in order', () => {
    const keys = Array.from({ length: 10_000 }, () => randomBytes(32))
    const wrapped = keys.map((key) => {
      const cipher = createCipheriv('id-aes256-wrap', WRAPPING_KEY, Buffer.alloc(8, 0xa6))
      return Buffer.concat([cipher.update(key), cipher.final()])
    })
    wrapped[5000] = Buffer.alloc(40)
    const unwrapped = unwrapKeys(WRAPPING_KEY, wrapped)
    expect(unwrapped[5000]).toBeNull()
    expect(unwrapped.every((key, i) => i === 5000 || keys[i]?.equals(key ?? Buffer.alloc(0)) === true)).toBe(true)
  })
})
