import { describe, expect, test } from 'vitest'
import { plainAmount, scaledAmount, wholeOfHex } from './scaledAmount.ts'

describe('amounts of digital currencies', () => {
  test.each([
    ['1500000', 6, '1.5'],
    ['1', 18, '0.000000000000000001'],
    ['1000000', 6, '1'],
    ['-12', 2, '0.12'],
    ['000120', 0, '120'],
    ['0', 8, '0'],
  ])('%s with %i decimals is %s', (units, decimals, amount) => {
    expect(scaledAmount(units, decimals)).toBe(amount)
  })

  test.each([
    ['1.5', 6],
    ['', 6],
    ['1e3', 6],
    ['100', null],
    ['100', 1.5],
    ['100', -1],
    ['100', 37],
  ])('%s with %s decimals is none', (units, decimals) => {
    expect(scaledAmount(units, decimals)).toBeNull()
  })

  test('reads hexadecimal counts that exceed what a number holds', () => {
    expect(wholeOfHex('0xde0b6b3a7640001')).toBe('1000000000000000001')
    expect(wholeOfHex('de0b')).toBeNull()
    expect(wholeOfHex('0x')).toBeNull()
    expect(wholeOfHex(null)).toBeNull()
  })
})

test('takes plain decimals only as amounts of a main unit', () => {
  expect(plainAmount('12.50')).toBe('12.50')
  expect(plainAmount('-3')).toBeNull()
  expect(plainAmount('1e+300')).toBeNull()
  expect(plainAmount(null)).toBeNull()
})
