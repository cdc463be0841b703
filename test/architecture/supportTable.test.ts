import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { withSupportTable } from '../supportTable.ts'

test('the README lists exactly the parsers that there are ("npm run docs" writes the table)', () => {
  const text = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8')
  expect(text).toBe(withSupportTable(text))
})
