/** Changes to the databases of a fixture, for laws that hold over all parsers. */
import type Database from 'better-sqlite3'
import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SqliteParser } from '../../parsers/model/index.ts'
import { alterDatabase, buildFixture, runFixture } from './fixtureDatabase.ts'
import type { BuiltFixture, Fixture, FixtureRun } from './fixtureDatabase.ts'

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Runs a fixture after changing its main database, and takes the databases away again. */
export function runAltered(fixture: Fixture, change: (database: Database.Database) => void): FixtureRun {
  const built = buildFixture(fixture)
  alterDatabase(built.path, change)
  return runAndRemove(built)
}

export function runAndRemove(built: BuiltFixture): FixtureRun {
  try {
    return runFixture(built)
  } finally {
    removeBuilt(built)
  }
}

export function removeBuilt(built: BuiltFixture): void {
  rmSync(dirname(built.path), { recursive: true, force: true })
}

export function tableNames(database: Database.Database): string[] {
  return database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[]
}

export interface ColumnOfTable {
  readonly name: string
  readonly isKey: boolean
}

export function columnsOf(database: Database.Database, table: string): ColumnOfTable[] {
  const columns = database.pragma(`table_info(${quoted(table)})`) as { name: string; pk: number }[]
  return columns.map(({ name, pk }) => ({ name, isKey: pk > 0 }))
}

/** Triggers call functions of the phone and views hold on to columns: neither is read, both hinder changes. */
export function dropTriggersAndViews(database: Database.Database): void {
  const rows = database.prepare("SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view')").all() as {
    type: string
    name: string
  }[]
  for (const { type, name } of rows) database.exec(`DROP ${type} ${quoted(name)}`)
}

export interface DeclaredColumn {
  readonly table: string
  readonly column: string
  readonly isKey: boolean
}

/** Columns that the parser declares and this fixture has. */
export function declaredColumns(database: Database.Database, parser: SqliteParser): DeclaredColumn[] {
  const found: DeclaredColumn[] = []
  for (const declared of [parser.requires, parser.optional]) {
    for (const [table, names] of Object.entries(declared)) {
      const existing = new Map(columnsOf(database, table).map((column) => [column.name.toLowerCase(), column]))
      for (const name of names) {
        const column = existing.get(name.toLowerCase())
        const isNew = !found.some((known) => known.table === table && known.column === column?.name)
        if (column !== undefined && isNew) found.push({ table, column: column.name, isKey: column.isKey })
      }
    }
  }
  return found
}

/** Every string of a value, at any depth. */
export function stringsOf(value: unknown, into: Set<string> = new Set()): Set<string> {
  if (typeof value === 'string') into.add(value)
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) stringsOf(inner, into)
  return into
}

export interface FoundInstant {
  readonly utcMs: number | null
  readonly asStored: string | null
}

/** Every instant of a value, at any depth. */
export function instantsOf(value: unknown, into: FoundInstant[] = []): FoundInstant[] {
  if (typeof value !== 'object' || value === null) return into
  if ('utcMs' in value && 'asStored' in value && 'zoneBasis' in value) into.push(value as FoundInstant)
  else for (const inner of Object.values(value)) instantsOf(inner, into)
  return into
}
