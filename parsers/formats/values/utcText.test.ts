import { expect, test } from 'vitest'
import { localTextInstant, utcTextInstant } from './utcText.ts'

test('reads a time without an offset as UTC where the caller knows that it is, and keeps what is stored', () => {
  expect(utcTextInstant('2024-05-01 10:00:00.123')).toMatchObject({
    utcMs: Date.UTC(2024, 4, 1, 10, 0, 0, 123),
    asStored: '2024-05-01 10:00:00.123',
    zoneBasis: 'utc',
    localText: null,
  })
  expect(utcTextInstant('2024-05-01T10:00:00+02:00').utcMs).toBe(Date.UTC(2024, 4, 1, 8))
  expect(utcTextInstant('soon')).toMatchObject({ utcMs: null, asStored: 'soon' })
})

test('never gives local time a UTC reading, and no reading at all to what is no time', () => {
  expect(localTextInstant('2025-03-01 05-00', '2025-03-01T05:00:00')).toMatchObject({ utcMs: null, localText: '2025-03-01T05:00:00' })
  expect(localTextInstant('2025-13-99 99-99', '2025-13-99T99:99:00')).toMatchObject({
    utcMs: null,
    localText: null,
    asStored: '2025-13-99 99-99',
  })
  expect(localTextInstant(null, null)).toMatchObject({ utcMs: null, localText: null, asStored: null })
})
