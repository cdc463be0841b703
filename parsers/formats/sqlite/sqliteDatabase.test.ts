import Database from 'better-sqlite3'
import { appendFileSync, mkdtempSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSourceRow } from './sourceRow.ts'
import { openEvidenceDatabase } from './sqliteDatabase.ts'
import { evidenceRows } from './storedRows.ts'

function exampleDatabase(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'corroborate-sqlite-')), 'example.db')
  const database = new Database(path)
  database.exec(
    "CREATE TABLE item (id INTEGER PRIMARY KEY, word TEXT); CREATE TABLE side (x); INSERT INTO item VALUES (1, 'a'), (2, 'b'), (3, 'c')",
  )
  database.close()
  return path
}

test('closes after a reader stopped early', () => {
  const database = openEvidenceDatabase(exampleDatabase())
  for (const row of database.read<{ rowId: number }>('item', 'SELECT id AS rowId FROM item')) if (row.rowId === 1) break
  expect(() => database.close()).not.toThrow()
})

test('knows columns and reads other tables while rows are being read', () => {
  const database = openEvidenceDatabase(exampleDatabase())
  for (const _ of database.read('item', 'SELECT id AS rowId FROM item')) {
    expect([database.has('side', 'X'), database.has('side', 'y'), database.has('nothing')]).toEqual([true, false, false])
    expect([...database.lookup('SELECT count(*) AS n FROM item')]).toEqual([{ n: 3 }])
  }
  expect(database.account()).toEqual({ rowsRead: new Map([['item', 3]]), rowsInTable: new Map([['item', 3]]), problems: [] })
  database.close()
})

test('names the rows of tables that have no row numbers by their primary key, and finds them again', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'corroborate-sqlite-')), 'example.db')
  const made = new Database(path)
  made.exec(
    "CREATE TABLE chat (thread INTEGER, name TEXT, body TEXT, PRIMARY KEY (name, thread)) WITHOUT ROWID; INSERT INTO chat VALUES (90071992547409931, 'it''s', 'one'), (2, 'b', 'two')",
  )
  made.close()
  const database = openEvidenceDatabase(path)
  const rows = [...evidenceRows(database, { table: 'chat', columns: ['body'] })]
  expect(rows).toEqual([
    { rowId: "'b',2", body: 'two' },
    { rowId: "'it''s',90071992547409931", body: 'one' },
  ])
  expect(database.account()).toMatchObject({ rowsRead: new Map([['chat', 2]]), problems: [] })
  database.close()
  expect(readSourceRow(path, 'chat', "'it''s',90071992547409931")?.map(({ value }) => value)).toEqual(['90071992547409931', "it's", 'one'])
  expect(readSourceRow(path, 'chat', "'c',2")).toBeNull()
})

test('says that a file ends inside a page, which SQLite would fill up in silence', () => {
  const path = exampleDatabase()
  const whole = statSync(path).size
  truncateSync(path, whole - 100)
  const database = openEvidenceDatabase(path)
  expect(database.account().problems).toEqual([
    'The file ends inside a page: 100 bytes are missing at its end, and rows that lay there may be read as empty.',
  ])
  database.close()
})

test('is not disturbed by bytes behind the end of the database', () => {
  const path = exampleDatabase()
  appendFileSync(path, 'slack')
  const database = openEvidenceDatabase(path)
  expect([...database.read('item', 'SELECT id AS rowId FROM item')]).toHaveLength(3)
  expect(database.account().problems).toEqual([])
  database.close()
})
