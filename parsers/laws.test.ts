/** Laws that every SQLite parser keeps over every one of its fixtures. A new parser gets them by being in the registry. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import {
  columnsOf,
  dropTriggersAndViews,
  quoted,
  removeBuilt,
  runAltered,
  runAndRemove,
  stringsOf,
  tableNames,
} from '../test/parsers/fixtureChanges.ts'
import { alterDatabase, buildFixture, fixturesOf, runAsText, runFixture, SQLITE_PARSERS } from '../test/parsers/fixtureDatabase.ts'
import type { Fixture, FixtureRun } from '../test/parsers/fixtureDatabase.ts'
import type { SqliteParser } from './model/index.ts'

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

function expectAllRowsAccounted({ account }: FixtureRun): void {
  expect(account.unaccounted).toBe(0)
  expect(account.notReached).toBe(0)
  expect(account.rowsRead).toBe(account.records + account.skipped)
  expect(account.problems).toEqual([])
}

/** Declared tables and columns that exist in this fixture, as [table, column or null]. */
function declared(columns: SqliteParser['requires'], fixture: Fixture): { table: string; column: string | null }[] {
  const present: { table: string; column: string | null }[] = []
  const built = buildFixture(fixture)
  alterDatabase(built.path, (database) => {
    for (const [table, names] of Object.entries(columns)) {
      const existing = columnsOf(database, table).map(({ name }) => name.toLowerCase())
      if (existing.length > 0) present.push({ table, column: null })
      for (const column of names) if (existing.includes(column.toLowerCase())) present.push({ table, column })
    }
  })
  removeBuilt(built)
  return present
}

/** One text of everything that markup, terminals, spreadsheets and editors trip over. */
const HOSTILE_TEXT = [
  "=cmd|'/C calc'!A0",
  '<script>alert(1)</script><img src=x onerror=alert(2)>',
  '\u202Eغداً في المحطة\u202C \u2066abc\u2069',
  '👩‍👩‍👧‍👦🏴‍☠️ e\u0301 Ａ ß \uFEFF',
  'before\u0000after',
  '"; DROP TABLE message; --',
  '{"a":[1,2}\r\n\t\\u0041%s%n${x}',
].join(' ')
/** Half a surrogate pair is not UTF-8; it can only be stored as bytes. */
const HALF_SURROGATE = "CAST(x'61EDA0BD62' AS TEXT)"

describe.each(SQLITE_PARSERS.map((parser) => ({ id: parser.id, parser })))('$id', ({ parser }) => {
  describe.each(fixturesOf(parser).map((fixture) => ({ name: fixture.name, fixture })))('$name', ({ fixture }) => {
    const baseline = runAndRemove(buildFixture(fixture))

    test('accounts for every row', () => {
      expectAllRowsAccounted(baseline)
    })

    test('gives each record its own place', () => {
      const places = [...baseline.records, ...baseline.skipped].map(({ from }) => `${from.table}\n${from.rowId}\n${from.ordinal}`)
      expect(new Set(places).size).toBe(places.length)
    })

    test('yields only the kinds that it declares', () => {
      for (const { type } of baseline.records) expect(parser.yields).toContain(type)
    })

    test('has what it requires', () => {
      const wanted = Object.entries(parser.requires).flatMap(([table, columns]) => [null, ...columns].map((column) => ({ table, column })))
      expect(declared(parser.requires, fixture)).toEqual(wanted)
      const oneOf = Object.fromEntries((parser.requiresOneOf ?? []).map((table) => [table, []]))
      if (parser.requiresOneOf !== undefined) expect(declared(oneOf, fixture)).not.toEqual([])
    })

    test('gives the same bytes twice, leaves the database as it was and nothing beside it', () => {
      const built = buildFixture(fixture)
      const [before, namesBefore] = [sha256(built.path), readdirSync(dirname(built.path))]
      expect(runAsText(runFixture(built))).toBe(runAsText(baseline))
      expect(runAsText(runFixture(built))).toBe(runAsText(baseline))
      expect(sha256(built.path)).toBe(before)
      expect(readdirSync(dirname(built.path))).toEqual(namesBefore)
      removeBuilt(built)
    })

    test('loses no row when an optional column or table is missing', () => {
      for (const { table, column } of declared(parser.optional, fixture)) {
        if (column === null && table in parser.requires) continue
        const run = runAltered(fixture, (database) => {
          dropTriggersAndViews(database)
          // Renaming takes away a name that indexes and keys hold on to, where dropping would be refused.
          if (column === null) database.exec(`ALTER TABLE ${quoted(table)} RENAME TO dropped_by_law`)
          else database.exec(`ALTER TABLE ${quoted(table)} RENAME COLUMN ${quoted(column)} TO dropped_by_law`)
        })
        const what = `without ${table}${column === null ? '' : `.${column}`}`
        // Rows of an optional table that is read for records go with it; those of the others must all be there.
        const lost = column === null ? rowsFrom(baseline, table) : 0
        expect(run.account, what).toMatchObject({ unaccounted: 0, notReached: 0, problems: [], rowsRead: baseline.account.rowsRead - lost })
      }
    })

    test('gives nothing and no error on an empty database', () => {
      const run = runAltered(fixture, (database) => {
        dropTriggersAndViews(database)
        for (const table of tableNames(database)) database.exec(`DELETE FROM ${quoted(table)}`)
      })
      expect(run.account).toEqual({ rowsRead: 0, records: 0, derived: 0, skipped: 0, unaccounted: 0, notReached: 0, problems: [] })
      expect([run.records, run.skipped]).toEqual([[], []])
    })

    test('is not disturbed by columns and tables that it does not know', () => {
      const run = runAltered(fixture, (database) => {
        for (const table of Object.keys(parser.requires)) database.exec(`ALTER TABLE ${quoted(table)} ADD COLUMN zz_unknown DEFAULT 'x'`)
        database.exec("CREATE TABLE zz_unknown (a, b); INSERT INTO zz_unknown VALUES (1, 'x')")
      })
      expect(runAsText(run)).toBe(runAsText(baseline))
    })

    test('keeps hostile text as it is stored', () => {
      const columns = [...declared(parser.requires, fixture), ...declared(parser.optional, fixture)]
      const lost = columns.flatMap(({ table, column }) => (column === null ? [] : lossesOfHostileText(fixture, baseline, table, column)))
      expect(lost).toEqual([])
    })

    describe('under another time zone', () => {
      const zone = process.env['TZ']
      afterEach(() => {
        if (zone === undefined) delete process.env['TZ']
        else process.env['TZ'] = zone
      })
      test.each([
        ['Pacific/Kiritimati', -840],
        ['America/Phoenix', 420],
      ])('%s gives the same', (name, offsetMinutes) => {
        process.env['TZ'] = name
        expect(new Date(Date.UTC(2024, 5, 1)).getTimezoneOffset()).toBe(offsetMinutes)
        expect(runAsText(runAndRemove(buildFixture(fixture)))).toBe(runAsText(baseline))
      })
    })
  })
})

function rowsFrom(run: FixtureRun, table: string): number {
  return [...run.records, ...run.skipped].filter(({ from }) => from.table === table && from.ordinal === 0).length
}

/**
 * Puts a marker into every text of one column. Where the marker comes out whole, the hostile text must come out whole in
 * its place; where the column is decoded, hostile text must cost no row. Gives what was lost, in words.
 */
function lossesOfHostileText(fixture: Fixture, baseline: FixtureRun, table: string, column: string): string[] {
  let changes = 0
  const withText = (sqlValue: string, ...parameters: string[]): FixtureRun =>
    runAltered(fixture, (database) => {
      dropTriggersAndViews(database)
      const [target, name] = [quoted(table), quoted(column)]
      changes = database
        .prepare(`UPDATE OR IGNORE ${target} SET ${name} = ${sqlValue} WHERE typeof(${name}) = 'text'`)
        .run(...parameters).changes
    })
  const marker = `marker-${table}-${column}`
  const isShown = stringsOf(withText('?', marker).records).has(marker)
  if (changes === 0) return []
  const hostile = withText('?', HOSTILE_TEXT)
  const losses: string[] = []
  for (const { account } of [hostile, withText(HALF_SURROGATE)]) {
    const isComplete = account.rowsRead === baseline.account.rowsRead && account.unaccounted === 0 && account.notReached === 0
    if (!isComplete || account.problems.length > 0) losses.push(`${table}.${column}: ${JSON.stringify(account)}`)
  }
  if (isShown && !stringsOf(hostile.records).has(HOSTILE_TEXT)) losses.push(`${table}.${column}: the text was changed`)
  return losses
}
