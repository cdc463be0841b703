import { createCipheriv } from 'node:crypto'
import { expect, test } from 'vitest'
import { openedAesCfb } from './aesCfb.ts'

test('opens what was encrypted after zero bytes, of any length, and refuses keys of another size', () => {
  const key = Buffer.alloc(32, 7)
  const cipher = createCipheriv('aes-256-cfb', key, Buffer.alloc(16))
  const closed = Buffer.concat([cipher.update('{"seat":"12A"}'), cipher.final()])
  expect(Buffer.from(openedAesCfb(closed, key) ?? []).toString()).toBe('{"seat":"12A"}')
  expect(openedAesCfb(closed, Buffer.alloc(16))).toBeNull()
})
