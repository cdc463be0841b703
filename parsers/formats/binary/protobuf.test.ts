import { describe, expect, test } from 'vitest'
import { protobufBytes, protobufEnd, protobufFields, protobufNumber, protobufText } from './protobuf.ts'

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'))

describe('protobuf without a schema', () => {
  // 08 96 01 is the example of the published encoding guide: field 1, varint 150; 12 07 "testing" is its field 2.
  const guide = bytes('089601120774657374696e67')

  test('reads varints and texts', () => {
    expect(protobufNumber(guide, 1)).toBe(150n)
    expect(protobufText(guide, 2)).toBe('testing')
    expect([...protobufFields(guide)].map(({ field }) => field)).toEqual([1, 2])
  })

  test('says where it ends', () => {
    expect(protobufEnd(guide)).toBe(guide.length)
    expect(protobufEnd(guide.subarray(0, 8))).toBe(3)
  })

  test('reads 64-bit varints exactly', () => {
    expect(protobufNumber(bytes('08ffffffffffffffffff01'), 1)).toBe(0xffff_ffff_ffff_ffffn)
    expect(protobufNumber(bytes('0880808080808080808001'), 1)).toBe(9_223_372_036_854_775_808n)
  })

  test('skips fixed widths to what follows', () => {
    expect(protobufNumber(bytes('0900000000000000001500000000182a'), 3)).toBe(42n)
  })

  test('gives null for text that is not UTF-8 and for a field of another type', () => {
    expect(protobufText(bytes('0a01ff'), 1)).toBeNull()
    expect(protobufBytes(guide, 1)).toBeNull()
    expect(protobufNumber(guide, 2)).toBeNull()
  })

  test.each([
    ['a length beyond the end', '0aff01'],
    ['a length of 2^63', '0affffffffffffffff7f'],
    ['a varint without end', '08ffffffffffffffffffffffff'],
    ['a group', '0b'],
    ['field 0', '0000'],
    ['an empty value', ''],
  ])('ends quietly at %s', (_, hex) => {
    expect([...protobufFields(bytes(hex))]).toEqual([])
  })
})
