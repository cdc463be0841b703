/**
 * Row numbers that a Core Data store gave out and that have no row any more: `Z_PRIMARYKEY.Z_MAX` against the rows of the table
 * (artifacts 0). A gap says that a row was there, not what it held.
 */
import type { EvidenceDatabase, ParserContext, SqlValue } from '../../model/index.ts'
import { numberOf } from '../values/storedValues.ts'

/** Columns of Core Data's own list that are used; the list may be missing. */
export const PRIMARY_KEY_COLUMNS: Readonly<Record<string, readonly string[]>> = { Z_PRIMARYKEY: ['Z_NAME', 'Z_MAX'] }

/** Notes the gap, if there is one. `entity` is the name of the table's entity (`WAMessage`). */
export function noteCoreDataGaps(database: EvidenceDatabase, table: string, entity: string, context: ParserContext): void {
  if (!database.has('Z_PRIMARYKEY', 'Z_NAME') || !database.has('Z_PRIMARYKEY', 'Z_MAX')) return
  const given = first(database, 'SELECT Z_MAX AS n FROM Z_PRIMARYKEY WHERE Z_NAME = ?', entity)
  const present = first(database, `SELECT count(*) AS n FROM "${table}"`)
  if (given === null || present === null || given <= present) return
  context.note(
    `Table ${table} has given out ${given} row number${given === 1 ? '' : 's'} and holds ${present} row${present === 1 ? '' : 's'}. What the others held is not known.`,
  )
}

function first(database: EvidenceDatabase, sql: string, ...parameters: SqlValue[]): number | null {
  for (const { n } of database.lookup<{ n: SqlValue }>(sql, ...parameters)) return numberOf(n)
  return null
}
