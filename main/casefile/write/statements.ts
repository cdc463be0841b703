/** The writer's statements, each prepared once. */
import type { Database, Statement } from 'better-sqlite3'

export type Value = string | number | null

export class Statements {
  readonly #database: Database
  readonly #prepared = new Map<string, Statement>()

  constructor(database: Database) {
    this.#database = database
  }

  /** Runs a constant statement with positional values. */
  run(sql: string, ...values: Value[]): void {
    let statement = this.#prepared.get(sql)
    if (statement === undefined) {
      statement = this.#database.prepare(sql)
      this.#prepared.set(sql, statement)
    }
    statement.run(...values)
  }
}
