/**
 * How the rows of a table are named. Most tables number their rows (`rowid`); those declared `WITHOUT ROWID` have only their primary key,
 * which is then spelt out as SQL literals: `'a',5`.
 */
import type Database from 'better-sqlite3'

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** SQL that gives a row's name; `alias` is the table's in the statement. */
export function rowIdExpression(database: Database.Database, table: string, alias: string): string {
  const keys = hasNoRowNumbers(database, table) ? primaryKeyOf(database, table) : []
  return keys.length === 0 ? `${alias}.rowid` : keys.map((key) => `quote(${alias}.${quoted(key)})`).join(" || ',' || ")
}

function hasNoRowNumbers(database: Database.Database, table: string): boolean {
  const wr = database.prepare('SELECT max(wr) FROM pragma_table_list WHERE lower(name) = lower(?)').pluck().get(table)
  return wr === 1
}

function primaryKeyOf(database: Database.Database, table: string): string[] {
  return database.prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk').pluck().all(table) as string[]
}
