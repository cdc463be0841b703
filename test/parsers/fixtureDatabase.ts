/**
 * Text fixtures of parsers: `fixtures/parsers/<parser-id>/<name>.sql`, built into real databases for a test.
 * The header comments of a fixture say where the schema was seen and what its context is (fixtures/parsers/README.md).
 */
import Database from 'better-sqlite3'
import { existsSync, globSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openEvidenceDatabase } from '../../parsers/formats/sqlite/sqliteDatabase.ts'
import type { OpenedDatabase } from '../../parsers/formats/sqlite/sqliteDatabase.ts'
import type { Emitted, EvidenceRecord, ParserContext, SideFile, SkippedRow, SqliteParser } from '../../parsers/model/index.ts'
import { PARSERS } from '../../parsers/registry.ts'
import { runSqliteParser } from '../../parsers/runParser.ts'
import type { RunAccount } from '../../parsers/runParser.ts'

const FIXTURES = fileURLToPath(new URL('../../fixtures/parsers', import.meta.url))

export interface Fixture {
  readonly parser: SqliteParser
  /** File name without `.sql`. */
  readonly name: string
  /** Absolute path of the `.sql` file. */
  readonly sqlPath: string
  /** Words of the `-- Schema:` header: where this schema was seen. */
  readonly schemaSeenIn: string | null
  /** Companion name -> absolute path of its `.sql` file. */
  readonly companions: ReadonlyMap<string, string>
  /** Side file name -> absolute path. */
  readonly sideFiles: ReadonlyMap<string, string>
}

/** Databases built from one fixture, ready to be parsed (and altered by a law beforehand). */
export interface BuiltFixture {
  readonly fixture: Fixture
  readonly path: string
  /** Companion name -> path of its database. */
  readonly companions: ReadonlyMap<string, string>
}

export interface FixtureRun {
  readonly records: readonly EvidenceRecord[]
  readonly skipped: readonly SkippedRow[]
  readonly notes: readonly string[]
  readonly account: RunAccount
}

/** Every registered SQLite parser, in registry order. */
export const SQLITE_PARSERS: readonly SqliteParser[] = PARSERS.filter((parser) => parser.input === 'sqlite')

/** All fixtures of a parser, sorted by name. */
export function fixturesOf(parser: SqliteParser): Fixture[] {
  const sqlPaths = globSync(join(FIXTURES, parser.id, '*.sql')).toSorted()
  return sqlPaths
    .filter((path) => !path.includes('.companion.'))
    .map((sqlPath) => {
      const name = basename(sqlPath, '.sql')
      const prefix = `${name}.companion.`
      const companions = sqlPaths
        .filter((path) => basename(path).startsWith(prefix))
        .map((path): [string, string] => [basename(path, '.sql').slice(prefix.length), path])
      const schemaSeenIn = headerValues(sqlPath, 'Schema')[0] ?? null
      return { parser, name, sqlPath, schemaSeenIn, companions: new Map(companions), sideFiles: sideFilesOf(parser.id, name) }
    })
}

/** `<name>.side.<side file>.<ext>` beside a fixture: text as it is, `.hex` as the bytes that it spells. */
export function sideFilesOf(parserId: string, name: string): ReadonlyMap<string, string> {
  const paths = globSync(join(FIXTURES, parserId, `${name}.side.*`)).toSorted()
  return new Map(paths.map((path) => [basename(path).slice(`${name}.side.`.length).split('.')[0] ?? '', path]))
}

export function readSideFile(path: string): SideFile {
  const bytes = readFileSync(path)
  return {
    path: basename(path),
    bytes: path.endsWith('.hex') ? Buffer.from(bytes.toString('latin1').replaceAll(/\s+/g, ''), 'hex') : bytes,
  }
}

/** Values of `-- Key: value` lines of a fixture. */
function headerValues(sqlPath: string, key: string): string[] {
  const lines = readFileSync(sqlPath, 'utf8').split('\n')
  const prefix = `-- ${key}:`
  return lines.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length).trim())
}

/** Builds the databases of a fixture in a new temporary folder. Throws when its SQL is wrong. */
export function buildFixture(fixture: Fixture): BuiltFixture {
  const folder = mkdtempSync(join(tmpdir(), `corroborate-fixture-${fixture.parser.id}-`))
  const build = (sqlPath: string): string => {
    const path = join(folder, `${basename(sqlPath, '.sql')}.db`)
    alterDatabase(path, (database) => database.exec(readFileSync(sqlPath, 'utf8')))
    return path
  }
  const companions = [...fixture.companions].map(([name, sqlPath]): [string, string] => [name, build(sqlPath)])
  return { fixture, path: build(fixture.sqlPath), companions: new Map(companions) }
}

/** Opens a database for writing, changes it and closes it. Only for databases that a test built. */
export function alterDatabase(path: string, change: (database: Database.Database) => void): void {
  const database = new Database(path)
  try {
    // Evidence has rows whose parents are gone.
    database.pragma('foreign_keys = OFF')
    database.pragma('synchronous = OFF')
    database.pragma('journal_mode = MEMORY')
    change(database)
  } finally {
    database.close()
  }
}

/** Runs the fixture's parser over the built databases, with the context that the fixture's header states. */
export function runFixture(built: BuiltFixture): FixtureRun {
  const { parser, sqlPath, sideFiles } = built.fixture
  const database = openEvidenceDatabase(built.path)
  const companions = new Map([...built.companions].map(([name, path]): [string, OpenedDatabase] => [name, openEvidenceDatabase(path)]))
  const notes = new Set<string>()
  const present = new Set(headerValues(sqlPath, 'File'))
  const context: ParserContext = {
    path: headerValues(sqlPath, 'Path')[0] ?? basename(built.path),
    country: headerValues(sqlPath, 'Country')[0] ?? null,
    hasFile: (path) => present.has(path),
    companion: (name) => companions.get(name) ?? null,
    sideFile: (name) => {
      const side = sideFiles.get(name)
      return side === undefined ? null : readSideFile(side)
    },
    note: (problem) => notes.add(problem),
  }
  try {
    const run = runSqliteParser(parser, database, context)
    const emitted: Emitted[] = [...run]
    return {
      records: emitted.filter((item) => item.type !== 'skipped'),
      skipped: emitted.filter((item) => item.type === 'skipped'),
      notes: [...notes],
      account: run.account(),
    }
  } finally {
    for (const opened of [database, ...companions.values()]) opened.close()
  }
}

/** The run as the text that goldens keep: two-space JSON, one trailing newline. */
export function runAsText(run: FixtureRun): string {
  return `${JSON.stringify(run, null, 2)}\n`
}

/** Path of the golden file of a fixture. */
export function goldenPath(fixture: Fixture): string {
  return join(dirname(fixture.sqlPath), `${fixture.name}.expected.json`)
}

/** Folders under fixtures/parsers that no registered parser claims. */
export function unclaimedFixtureFolders(): string[] {
  const ids = new Set(PARSERS.map(({ id }) => id))
  if (!existsSync(FIXTURES)) return []
  return globSync('*/', { cwd: FIXTURES })
    .map((name) => basename(name))
    .filter((name) => !ids.has(name))
}
