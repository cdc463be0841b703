import { expect, test } from 'vitest'
import { flatBufferText } from './flatBuffers.ts'

/** Root offset, slots (size, table size, three entries), table, texts. */
function document(texts: readonly (string | null)[]): Uint8Array {
  const slots = 4 + texts.length * 2
  const table = 4 + slots + (slots % 4 === 0 ? 0 : 2)
  const bytes: number[] = []
  const u16 = (value: number) => bytes.push(value & 255, value >> 8)
  const u32 = (value: number) => bytes.push(value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24)
  u32(table)
  u16(slots)
  u16(4 + texts.length * 4)
  texts.forEach((text, index) => u16(text === null ? 0 : 4 + index * 4))
  while (bytes.length < table) bytes.push(0)
  u32(table - 4)
  let at = table + 4 + texts.length * 4
  texts.forEach((text, index) => {
    u32(text === null ? 0 : at - (table + 4 + index * 4))
    if (text !== null) at += 4 + Buffer.byteLength(text) + 1
  })
  for (const text of texts) {
    if (text === null) continue
    u32(Buffer.byteLength(text))
    bytes.push(...Buffer.from(text), 0)
  }
  return Uint8Array.from(bytes)
}

test('reads texts by their slot', () => {
  const bytes = document(['id', null, 'Ana 👋'])
  expect([0, 1, 2, 3, 99].map((slot) => flatBufferText(bytes, slot))).toEqual(['id', null, 'Ana 👋', null, null])
})

test('what is no document, or is cut off, gives nothing', () => {
  const bytes = document(['id', 'name'])
  expect(flatBufferText(new Uint8Array(), 0)).toBeNull()
  expect(
    flatBufferText(
      Uint8Array.from({ length: 64 }, () => 255),
      0,
    ),
  ).toBeNull()
  for (let length = 0; length < bytes.length; length++) expect([null, 'id']).toContain(flatBufferText(bytes.subarray(0, length), 0))
})
