/**
 * Row ids that a table with AUTOINCREMENT gave out and that have no row any more: `sqlite_sequence` against the rows (artifacts 0). A gap
 * says that a row was there, not what it held.
 */
import type { EvidenceDatabase, ParserContext, SqlValue } from '../../model/index.ts'
import { numberOf } from '../values/storedValues.ts'

/** Notes the gap, if there is one. */
export function noteUsedRowIds(database: EvidenceDatabase, table: string, context: ParserContext): void {
  if (!database.has('sqlite_sequence') || !database.has(table)) return
  const used = firstNumber(database, 'SELECT seq AS n FROM sqlite_sequence WHERE name = ?', table)
  const present = firstNumber(database, `SELECT count(*) AS n FROM "${table}" WHERE ROWID > 0`)
  if (used <= present) return
  const counts = `${counted(used, 'row id')} and holds ${counted(present, 'row')}`
  context.note(`Table ${table} has given out ${counts}. What the others held is not known.`)
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function firstNumber(database: EvidenceDatabase, sql: string, ...parameters: SqlValue[]): number {
  for (const { n } of database.lookup<{ n: SqlValue }>(sql, ...parameters)) return numberOf(n) ?? 0
  return 0
}
