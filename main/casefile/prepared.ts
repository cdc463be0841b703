/** Statements prepared once per connection: a page of a hundred lines asks the same small questions over and over. */
import type { Database, Statement } from 'better-sqlite3'

const kept = new WeakMap<Database, Map<string, Statement>>()

/** The statement for `sql`. Only for constant texts: a text built from values would fill the memory. */
export function prepared(database: Database, sql: string): Statement {
  let statements = kept.get(database)
  if (statements === undefined) kept.set(database, (statements = new Map()))
  let statement = statements.get(sql)
  if (statement === undefined) statements.set(sql, (statement = database.prepare(sql)))
  return statement
}
