/** One file, several parsers: messages, calls and contacts of one database are runs of their own, each with its own account. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { Scratch } from '../support/commandLine.ts'

interface Coverage {
  readonly store: string
  readonly file: string | null
  readonly status: string
  readonly rowsRead: number
  readonly records: number
}

let scratch = new Scratch()
afterEach(() => {
  scratch.dispose()
  scratch = new Scratch()
})

function write(path: string, sql: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const database = new Database(path)
  database.exec(sql)
  database.close()
}

const CONTACTS =
  "CREATE TABLE raw_contacts (_id INTEGER PRIMARY KEY, display_name TEXT); INSERT INTO raw_contacts VALUES (1, 'Bob'), (2, 'Carol');"
const CALLS =
  "CREATE TABLE calls (_id INTEGER PRIMARY KEY, number TEXT, date INTEGER, duration INTEGER, type INTEGER); INSERT INTO calls VALUES (1, '5550100', 1383772636690, 0, 3);"

/** Coverage of the lines that name a file. */
function readingsOf(path: string): [store: string, status: string, rowsRead: number, records: number][] {
  const casePath = scratch.path('case.corroborate')
  expect(scratch.run('add', casePath, path)).toMatchObject({ exitCode: 0, stderr: '' })
  return scratch
    .json<Coverage>('coverage', casePath)
    .filter(({ file }) => file !== null)
    .map(({ store, status, rowsRead, records }) => [store, status, rowsRead, records])
}

test('an old contacts2.db gives contacts and calls, each record with the parser that read it', () => {
  const path = scratch.path('old', 'contacts2.db')
  write(path, CONTACTS + CALLS)
  expect(readingsOf(path).toSorted()).toEqual([
    ['Call log of older versions (contacts2.db)', 'parsed', 1, 1],
    ['Contacts (contacts2.db)', 'parsed', 2, 2],
  ])
  const parsers = ['contacts', 'calls'].map(
    (kind) => scratch.json<{ readonly from: { readonly parser: string } }>('list', scratch.path('case.corroborate'), kind)[0]?.from.parser,
  )
  expect(parsers.map((parser) => parser?.replace(/[^a-z-].*$/, ''))).toEqual(['android-contacts', 'android-call-log-legacy'])
})

test('a new one, which has no calls, has one line', () => {
  const path = scratch.path('new', 'contacts2.db')
  write(path, CONTACTS)
  expect(readingsOf(path)).toEqual([['Contacts (contacts2.db)', 'parsed', 2, 2]])
})

test('versions of one store, which need the same table, do not both run', () => {
  const path = scratch.path('ios', 'sms.db')
  write(
    path,
    `CREATE TABLE message (ROWID INTEGER PRIMARY KEY, guid TEXT, text TEXT, handle_id INTEGER, date INTEGER, is_from_me INTEGER);
    CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT, service TEXT); INSERT INTO message VALUES (1, 'g', 'hi', NULL, 700000000, 1);`,
  )
  expect(readingsOf(path)).toHaveLength(1)
})
