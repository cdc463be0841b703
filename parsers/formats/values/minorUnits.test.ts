import { expect, test } from 'vitest'
import { amountOfMinorUnits } from './minorUnits.ts'

test.each([
  [1250, 'USD', '12.50'],
  [5, 'EUR', '0.05'],
  [-5, 'EUR', '0.05'],
  ['007', 'JPY', '7'],
  [1n, 'KWD', '0.001'],
  [12345, 'CLF', '1.2345'],
  [0, 'USD', '0.00'],
  [12.5, 'USD', null],
  [1e21, 'USD', null],
  ['', 'USD', null],
  [null, 'USD', null],
  [1250, null, null],
  [1250, 'BTC', null],
  [1250, 'usd', null],
])('%s %s', (stored, currency, amount) => {
  expect(amountOfMinorUnits(stored, currency)).toBe(amount)
})
