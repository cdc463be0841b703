/**
 * Join tables of Core Data stores. Their names carry the number of an entity (`Z_2INTERACTIONRECIPIENT`), and so do their columns; the
 * numbers change between versions of the system and are found by probing.
 */
import type { EvidenceDatabase, SqlValue } from '../../model/index.ts'
import { numberOf } from '../values/storedValues.ts'

/** Core Data numbers its entities from 1; no store of a phone has more. */
const ENTITY_NUMBERS = Array.from({ length: 40 }, (_, index) => index + 1)

export interface JoinNames {
  /** What follows the number in the name of the table. */
  readonly table: string
  /** What follows the number in the column that names the row asked for. */
  readonly from: string
  /** What follows the number in the column that names the rows joined to it. */
  readonly to: string
}

/** Row -> rows joined to it, in stored order. Empty when the store has no such table. */
export function readCoreDataJoin(database: EvidenceDatabase, names: JoinNames): ReadonlyMap<number, readonly number[]> {
  const joined = new Map<number, number[]>()
  for (const { table, from, to } of findTables(database, names)) {
    const rows = database.lookup<{ a: SqlValue; b: SqlValue }>(`SELECT "${from}" AS a, "${to}" AS b FROM "${table}" ORDER BY rowid`)
    for (const row of rows) {
      const [a, b] = [numberOf(row.a), numberOf(row.b)]
      if (a === null || b === null) continue
      const known = joined.get(a)
      if (known === undefined) joined.set(a, [b])
      else if (!known.includes(b)) known.push(b)
    }
  }
  return joined
}

function* findTables(database: EvidenceDatabase, names: JoinNames): Generator<JoinNames> {
  for (const number of ENTITY_NUMBERS) {
    const table = `Z_${number}${names.table}`
    if (!database.has(table)) continue
    const column = (ending: string): string | undefined =>
      ENTITY_NUMBERS.map((other) => `Z_${other}${ending}`).find((name) => database.has(table, name))
    const [from, to] = [column(names.from), column(names.to)]
    if (from !== undefined && to !== undefined) yield { table, from, to }
  }
}
