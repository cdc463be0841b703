import Database from 'better-sqlite3'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../../fixtures/hostile/temporaryFolder.ts'
import { readSourceRow } from './sourceRow.ts'

it('shows a row as it is stored, without the values of columns that are withheld', () => {
  using folder = temporaryFolder()
  const path = join(folder.path, 'accounts.db')
  const database = new Database(path)
  database.exec(
    "CREATE TABLE accounts (_id INTEGER PRIMARY KEY, name TEXT, password TEXT, token BLOB); INSERT INTO accounts VALUES (1, 'ida', 'never', x'00'), (2, 'ben', NULL, NULL)",
  )
  database.close()
  const withheld = 'withheld: a password or token, which stays in the evidence'
  expect(readSourceRow(path, 'accounts', '1', { columns: ['Password', 'token'] })).toEqual([
    { name: '_id', type: 'integer', value: '1', blobBytes: null },
    { name: 'name', type: 'text', value: 'ida', blobBytes: null },
    { name: 'password', type: 'text', value: withheld, blobBytes: null },
    { name: 'token', type: 'blob', value: withheld, blobBytes: null },
  ])
  expect(readSourceRow(path, 'accounts', '2', { columns: ['password'] })?.map(({ value }) => value)).toEqual(['2', 'ben', null, null])
  expect(readSourceRow(path, 'accounts', '1')?.map(({ value }) => value)).toEqual(['1', 'ida', 'never', '00'])
  const ofRow = (row: Readonly<Record<string, string | null>>): string[] => (row['name'] === 'ida' ? ['password'] : [])
  expect(readSourceRow(path, 'accounts', '1', { columns: [], ofRow })?.map(({ value }) => value)).toEqual(['1', 'ida', withheld, '00'])
  expect(readSourceRow(path, 'accounts', '2', { columns: [], ofRow })?.map(({ value }) => value)).toEqual(['2', 'ben', null, null])
  expect(readSourceRow(path, 'accounts', '3')).toBeNull()
})
