/** Laws about damaged and unfinished files that every SQLite parser keeps over every one of its fixtures. */
import Database from 'better-sqlite3'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { dropTriggersAndViews, quoted, removeBuilt, runAltered, runAndRemove } from '../test/parsers/fixtureChanges.ts'
import { buildFixture, fixturesOf, runAsText, runFixture, SQLITE_PARSERS } from '../test/parsers/fixtureDatabase.ts'
import type { BuiltFixture, Fixture } from '../test/parsers/fixtureDatabase.ts'
import { UnreadableDatabase } from './formats/sqlite/sqliteDatabase.ts'
import type { SqliteParser } from './model/index.ts'

/** The smallest page that SQLite has: the small tables of fixtures then spread over several. */
const PAGE_BYTES = 512

describe.each(SQLITE_PARSERS.map((parser) => ({ id: parser.id, parser })))('$id', ({ parser }) => {
  describe.each(fixturesOf(parser).map((fixture) => ({ name: fixture.name, fixture })))('$name', ({ fixture }) => {
    const baseline = runAndRemove(buildFixture(fixture))

    test('reads rows that only the write-ahead log has', () => {
      const built = withLog(fixture, (database) => database.exec(readFileSync(fixture.sqlPath, 'utf8')))
      expect(readFileSync(built.path).length).toBeLessThan(readFileSync(`${built.path}-wal`).length)
      expect(runAsText(runAndRemove(built))).toBe(runAsText(baseline))
    })

    test('takes rows as gone that the write-ahead log deletes', () => {
      const empty = (database: Database.Database): void => {
        dropTriggersAndViews(database)
        for (const table of Object.keys(parser.requires)) database.exec(`DELETE FROM ${quoted(table)}`)
      }
      const built = withLog(fixture, empty, buildFixture(fixture))
      expect(runAsText(runAndRemove(built))).toBe(runAsText(runAltered(fixture, empty)))
    })

    test('keeps what is readable of a damaged table, and says that it is damaged', () => {
      for (const damage of damages(fixture, parser)) {
        const built = withSmallPages(fixture)
        const bytes = readFileSync(built.path)
        bytes.fill(0xff, damage.offset, damage.offset + PAGE_BYTES)
        writeFileSync(built.path, bytes)
        const run = runAndRemove(built)
        const what = `${damage.table}, page at ${damage.offset}`
        expect(run.account.problems.join(' '), what).toMatch(/damaged|cannot be read/u)
        const kept = new Set(
          [...run.records, ...run.skipped].filter(({ from }) => from.table === damage.table).map(({ from }) => from.rowId),
        )
        const rowsBefore = [...baseline.records, ...baseline.skipped].filter(
          ({ from }) => from.table === damage.table && Number(from.rowId) < damage.firstRowId,
        )
        expect(
          rowsBefore.filter(({ from }) => !kept.has(from.rowId)).map(({ from }) => from.rowId),
          what,
        ).toEqual([])
      }
    })

    test('says in a sentence that a cut file cannot be read, or reads the rest of it', () => {
      const size = sizeOf(fixture)
      for (const part of [0.25, 0.5, 0.9]) {
        const built = withSmallPages(fixture)
        truncateSync(built.path, Math.floor(size * part))
        try {
          const { account, records } = runFixture(built)
          expect(account.problems.length > 0 || records.length === baseline.records.length, `${part} of the file`).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableDatabase)
          expect(String(error)).toMatch(/This is not a readable SQLite database/u)
        } finally {
          removeBuilt(built)
        }
      }
    })
  })
})

test('fixtures have tables that spread over several pages, so that the law of damage says something', () => {
  const found = SQLITE_PARSERS.flatMap((parser) => fixturesOf(parser).flatMap((fixture) => damages(fixture, parser)))
  expect(found.length).toBeGreaterThan(30)
})

/** A database with a log that was never brought into the file: `change` stands in the log alone. */
function withLog(fixture: Fixture, change: (database: Database.Database) => void, base: BuiltFixture = emptyLike(fixture)): BuiltFixture {
  const database = new Database(base.path)
  const folder = mkdtempSync(join(tmpdir(), 'corroborate-log-'))
  const path = join(folder, basename(base.path))
  try {
    database.pragma('foreign_keys = OFF')
    database.pragma('synchronous = OFF')
    database.pragma('journal_mode = WAL')
    database.pragma('wal_autocheckpoint = 0')
    change(database)
    // Closing would write the log into the file: the pair is copied as a phone that is switched off leaves it.
    copyFileSync(base.path, path)
    copyFileSync(`${base.path}-wal`, `${path}-wal`)
  } finally {
    database.close()
  }
  const companions = [...base.companions].map(([name, companion]): [string, string] => {
    const copy = join(folder, basename(companion))
    copyFileSync(companion, copy)
    return [name, copy]
  })
  removeBuilt(base)
  return { fixture, path, companions: new Map(companions) }
}

/** The fixture's databases, with an empty file in the place of the main one. */
function emptyLike(fixture: Fixture): BuiltFixture {
  const built = buildFixture(fixture)
  rmSync(built.path)
  return built
}

function withSmallPages(fixture: Fixture): BuiltFixture {
  const built = emptyLike(fixture)
  const database = new Database(built.path)
  try {
    database.pragma(`page_size = ${PAGE_BYTES}`)
    database.pragma('foreign_keys = OFF')
    database.pragma('synchronous = OFF')
    database.pragma('journal_mode = MEMORY')
    database.exec(readFileSync(fixture.sqlPath, 'utf8'))
  } finally {
    database.close()
  }
  return built
}

function sizeOf(fixture: Fixture): number {
  const built = withSmallPages(fixture)
  const { length } = readFileSync(built.path)
  rmSync(dirname(built.path), { recursive: true })
  return length
}

interface Damage {
  readonly table: string
  readonly offset: number
  /** Number of the first row in the page, or of one before it. */
  readonly firstRowId: number
}

/** The last leaf page of each required table that has several. */
function damages(fixture: Fixture, parser: SqliteParser): Damage[] {
  const built = withSmallPages(fixture)
  const database = new Database(built.path, { readonly: true })
  try {
    const leaves = database.prepare("SELECT pageno, ncell FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path")
    return Object.keys(parser.requires).flatMap((table) => {
      const pages = leaves.all(table) as { pageno: number; ncell: number }[]
      const last = pages.at(-1)
      if (pages.length < 2 || last === undefined) return []
      const rowIds = database
        .prepare(`SELECT rowid FROM ${quoted(table)} ORDER BY rowid`)
        .pluck()
        .all() as number[]
      return [{ table, offset: (last.pageno - 1) * PAGE_BYTES, firstRowId: rowIds[rowIds.length - last.ncell] ?? 0 }]
    })
  } finally {
    database.close()
    removeBuilt(built)
  }
}
