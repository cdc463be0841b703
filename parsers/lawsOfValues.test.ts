/** Laws about single values that every SQLite parser keeps over every one of its fixtures: times, codes, the workstation's language. */
import type Database from 'better-sqlite3'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  declaredColumns,
  dropTriggersAndViews,
  instantsOf,
  quoted,
  runAltered,
  runAndRemove,
  stringsOf,
  tableNames,
} from '../test/parsers/fixtureChanges.ts'
import type { DeclaredColumn } from '../test/parsers/fixtureChanges.ts'
import { buildFixture, fixturesOf, runAsText, SQLITE_PARSERS } from '../test/parsers/fixtureDatabase.ts'
import type { Fixture, FixtureRun } from '../test/parsers/fixtureDatabase.ts'

/** Begin of the counts that phones use, and a second before: 1601, 1904, 1970, 1980, 2001. A stored "none" must not become one of them. */
const EPOCHS_MS = [-11_644_473_600_000, -2_082_844_800_000, 0, 315_532_800_000, 978_307_200_000]
const EPOCH_IN_WORDS = /^(?:1601-01-01|1600-12-31|1904-01-01|1903-12-31|1970-01-01|1969-12-31|1980-01-01|1979-12-31|2001-01-01|2000-12-31)T/

const isAtEpoch = (utcMs: number | null): boolean => utcMs !== null && EPOCHS_MS.some((epoch) => utcMs <= epoch && utcMs >= epoch - 1000)

/** Here zero and less are times: birthdays before 2001 are stored so. */
const TIMES_BEFORE_EPOCH: ReadonlySet<string> = new Set(['ios-calendar'])

/** Two codes that no store has. Both have the low seven bits set, as sets of flags may have; they differ in high ones. */
const NO_CODES = [9855, 5759]

describe.each(SQLITE_PARSERS.map((parser) => ({ id: parser.id, parser })))('$id', ({ parser }) => {
  describe.each(fixturesOf(parser).map((fixture) => ({ name: fixture.name, fixture })))('$name', ({ fixture }) => {
    const baseline = runAndRemove(buildFixture(fixture))

    test('makes no time of NULL, zero or less', () => {
      const columns = timeColumns(fixture, baseline)
      const known = epochsIn(baseline)
      for (const value of ['NULL', '0', '-1']) {
        const run = runAltered(fixture, (database) => {
          dropTriggersAndViews(database)
          for (const { table, column } of columns) database.exec(`UPDATE OR IGNORE ${quoted(table)} SET ${quoted(column)} = ${value}`)
        })
        expectNothingLost(run, baseline, `times ${value}`)
        if (!TIMES_BEFORE_EPOCH.has(parser.id)) expect(epochsIn(run).filter((text) => !known.includes(text))).toEqual([])
      }
    })

    test('reads one row alone', () => {
      const required = new Set(Object.keys(parser.requires).map((name) => name.toLowerCase()))
      const run = runAltered(fixture, (database) => {
        dropTriggersAndViews(database)
        for (const table of tableNames(database).filter((name) => !name.startsWith('sqlite_'))) {
          const keeps = required.has(table.toLowerCase()) ? ` WHERE rowid > (SELECT min(rowid) FROM ${quoted(table)})` : ''
          database.exec(`DELETE FROM ${quoted(table)}${isWithoutRowId(database, table) ? '' : keeps}`)
        }
      })
      expect(run.account).toMatchObject({ unaccounted: 0, notReached: 0, problems: [] })
    })

    test('loses no row to a code that it does not know, and shows the number where it matters', () => {
      const codes = codeColumns(fixture).filter(
        ({ table, column, isKey }) => !isKey && !SETS_OF_FLAGS.has(`${parser.id} ${table}.${column}`),
      )
      const hidden: string[] = []
      for (const { table, column } of codes) {
        const runs = NO_CODES.map((code) => runAltered(fixture, (database) => setNumbers(database, table, column, code)))
        for (const run of runs) expectNothingLost(run, baseline, `${table}.${column} of an unknown code`)
        const texts = runs.map((run) => JSON.stringify([run.records, run.skipped]))
        const isShown = NO_CODES.every((code, index) => texts[index]?.includes(String(code)) === true)
        if (texts[0] !== texts[1] && !isShown) hidden.push(`${table}.${column}`)
      }
      expect(hidden).toEqual([])
    })

    describe('on a workstation of another language', () => {
      afterEach(() => {
        vi.restoreAllMocks()
      })
      test('gives the same: nothing asks for the language', () => {
        refuseTheLanguageOfTheWorkstation()
        expect(() => new Date(0).toLocaleString()).toThrow('language')
        expect(runAsText(runAndRemove(buildFixture(fixture)))).toBe(runAsText(baseline))
      })
    })
  })
})

function expectNothingLost(run: FixtureRun, baseline: FixtureRun, what: string): void {
  const { rowsRead } = baseline.account
  expect(run.account, what).toMatchObject({ unaccounted: 0, notReached: 0, problems: [], rowsRead })
}

function epochsIn(run: FixtureRun): string[] {
  const instants = instantsOf(run.records).filter(({ utcMs }) => isAtEpoch(utcMs))
  const words = [...stringsOf(run.records)].filter((text) => EPOCH_IN_WORDS.test(text))
  return [...instants.map(({ asStored, utcMs }) => `${asStored ?? 'NULL'} became ${utcMs}`), ...words]
}

const isWithoutRowId = (database: Database.Database, table: string): boolean => {
  try {
    database.prepare(`SELECT rowid FROM ${quoted(table)}`)
    return false
  } catch {
    return true
  }
}

/** Larger numbers are amounts, times and sets of bits; what the name calls a time or an amount is none where it is 0 either. */
const LARGEST_CODE = 1000
/** Types of Signal: a code and flags in one number, taken apart. */
const SETS_OF_FLAGS: ReadonlySet<string> = new Set(['android-signal message.type', 'android-signal-legacy sms.type'])
const IS_NO_CODE = /date|time|stamp|expire|offset/iu

/** Columns that hold small whole numbers and no others, of those that the parser declares: codes, among them. */
function codeColumns(fixture: Fixture): DeclaredColumn[] {
  return inDatabase(fixture, (database) =>
    declaredColumns(database, fixture.parser).filter(({ table, column }) => {
      if (IS_NO_CODE.test(column)) return false
      const sql = `SELECT max(abs(${quoted(column)})) FROM ${quoted(table)} WHERE typeof(${quoted(column)}) = 'integer'`
      const largest = database.prepare(sql).pluck().get() as number | null
      return largest !== null && largest <= LARGEST_CODE
    }),
  )
}

/** Columns of which a number stands in an instant of the records as its stored value. */
function timeColumns(fixture: Fixture, baseline: FixtureRun): DeclaredColumn[] {
  const stored = new Set(instantsOf(baseline.records).map(({ asStored }) => asStored))
  return inDatabase(fixture, (database) =>
    declaredColumns(database, fixture.parser).filter(({ table, column, isKey }) => {
      if (isKey) return false
      const sql = `SELECT CAST(${quoted(column)} AS TEXT) FROM ${quoted(table)} WHERE abs(${quoted(column)}) > 100000000`
      return (database.prepare(sql).pluck().all() as string[]).some((value) => stored.has(value) || stored.has(value.replace(/\.0$/, '')))
    }),
  )
}

function inDatabase<Result>(fixture: Fixture, look: (database: Database.Database) => Result): Result {
  const results: Result[] = []
  runAltered(fixture, (database) => results.push(look(database)))
  const [result] = results
  if (result === undefined) throw new Error('the look was not taken')
  return result
}

function setNumbers(database: Database.Database, table: string, column: string, value: number): void {
  dropTriggersAndViews(database)
  const name = quoted(column)
  database.exec(`UPDATE OR IGNORE ${quoted(table)} SET ${name} = ${value} WHERE typeof(${name}) IN ('integer', 'real')`)
}

/** What reads the language of the workstation when none is stated throws. */
function refuseTheLanguageOfTheWorkstation(): void {
  const refuse = (): never => {
    throw new Error('asks for the language of the workstation')
  }
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'] as const)
    vi.spyOn(Date.prototype, name).mockImplementation(refuse)
  vi.spyOn(Number.prototype, 'toLocaleString').mockImplementation(refuse)
  vi.spyOn(BigInt.prototype, 'toLocaleString').mockImplementation(refuse)
  vi.spyOn(String.prototype, 'localeCompare').mockImplementation(refuse)
  vi.spyOn(String.prototype, 'toLocaleLowerCase').mockImplementation(refuse)
  vi.spyOn(String.prototype, 'toLocaleUpperCase').mockImplementation(refuse)
}
