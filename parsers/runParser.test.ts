import Database from 'better-sqlite3'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runDatabase } from '../test/parsers/runDatabase.ts'
import { openEvidenceDatabase } from './formats/sqlite/sqliteDatabase.ts'
import { defineSqliteParser } from './model/index.ts'
import type { Emitted, EvidenceDatabase, SqliteParser } from './model/index.ts'
import { runSqliteParser } from './runParser.ts'

function fiveRows(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'corroborate-run-')), 'five.db')
  const database = new Database(path)
  database.exec('CREATE TABLE item (id INTEGER PRIMARY KEY); INSERT INTO item VALUES (1), (2), (3), (4), (5)')
  database.close()
  return path
}

const skip = (rowId: number, ordinal = 0, table = 'item'): Emitted => ({
  type: 'skipped',
  from: { table, rowId: String(rowId), ordinal },
  reason: 'a test',
})

function parserThat(parseRow: (rowId: number) => Iterable<Emitted>): SqliteParser {
  return defineSqliteParser({
    id: 'any-test',
    version: 1,
    app: 'Test',
    platform: 'any',
    store: 'Test',
    reads: ['**/five.db'],
    requires: { item: ['id'] },
    optional: {},
    yields: ['message'],
    proof: 'unexercised',
    doesNotCover: [],
    *parse(database: EvidenceDatabase) {
      for (const { rowId } of database.read<{ rowId: number }>('item', 'SELECT id AS rowId FROM item ORDER BY id')) yield* parseRow(rowId)
    },
  })
}

test('an honest parser has a clean account', () => {
  const run = runDatabase(
    parserThat((rowId) => [skip(rowId), skip(rowId, 1)]),
    fiveRows(),
  )
  expect(run.account).toEqual({ rowsRead: 5, records: 0, derived: 5, skipped: 5, unaccounted: 0, notReached: 0, problems: [] })
})

test('a row that gives nothing is a problem', () => {
  const run = runDatabase(
    parserThat((rowId) => (rowId === 3 ? [] : [skip(rowId)])),
    fiveRows(),
  )
  expect(run.account).toMatchObject({ rowsRead: 5, skipped: 4, unaccounted: 1 })
  expect(run.account.problems).toEqual(['1 rows of table item were read but gave neither a record nor a reason.'])
})

test('a row that gives two is a problem, also where another gives none', () => {
  const doubled = runDatabase(
    parserThat((rowId) => [skip(rowId), skip(rowId)]),
    fiveRows(),
  )
  expect(doubled.account).toMatchObject({ rowsRead: 5, skipped: 10, unaccounted: 5 })
  const hidden = runDatabase(
    parserThat((rowId) => (rowId === 2 ? [skip(2), skip(2)] : rowId === 3 ? [] : [skip(rowId)])),
    fiveRows(),
  )
  expect(hidden.account).toMatchObject({ rowsRead: 5, skipped: 5, unaccounted: 0 })
  expect(hidden.account.problems).toEqual(['1 rows of table item gave more than one record of their own.'])
})

test('a record of a table that was not read is a problem', () => {
  const run = runDatabase(
    parserThat((rowId) => [skip(rowId), ...(rowId === 1 ? [skip(1, 0, 'other')] : [])]),
    fiveRows(),
  )
  expect(run.account.problems).toEqual(['Records name table other, which was not read.'])
})

test('a parser that throws keeps what it gave and says what it did not reach', () => {
  const run = runDatabase(
    parserThat((rowId) => {
      if (rowId === 3) throw new TypeError('bad row')
      return [skip(rowId)]
    }),
    fiveRows(),
  )
  expect(run.emitted).toHaveLength(2)
  expect(run.account).toMatchObject({ rowsRead: 3, skipped: 2, unaccounted: 1, notReached: 2 })
  expect(run.account.problems[0]).toBe('The parser stopped before the end (bad row).')
  expect(run.account.problems).toContain('2 rows of table item were not reached.')
})

test('a consumer can stop early and close', () => {
  const database = openEvidenceDatabase(fiveRows())
  const run = runSqliteParser(
    parserThat((rowId) => [skip(rowId)]),
    database,
    { path: '', country: null, hasFile: () => false, companion: () => null, sideFile: () => null, note: () => {} },
  )
  for (const item of run) if (item.from.rowId === '2') break
  expect(run.account()).toMatchObject({ rowsRead: 2, skipped: 2, notReached: 3 })
  expect(() => database.close()).not.toThrow()
})
