/**
 * Rows of a side table (media, receipts) beside the messages, in step with them: both are read in order of the message, so
 * that a message gets its rows without a join that could multiply it and without holding the side table in memory.
 */
import { numberOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, SqlValue } from '../../../model/index.ts'

export interface SideRows<Row> {
  /** The rows of a message. Must be asked in ascending order of `messageId`; `key` is what the message says itself. */
  of(messageId: number, key: number | null): readonly Row[]
  /** After the last message: how many rows no message asked for. */
  leftOver(): number
  /** Ends the reading, also before its end: an open statement would keep the database from being closed. */
  close(): void
}

export interface SideTable {
  readonly table: string
  readonly columns: readonly string[]
  /** Column of ZWAMESSAGE that names the row, used where the row does not name its message. */
  readonly keyColumn: string
}

const NONE: readonly never[] = []

/** Core Data keeps the link on both sides (`ZMESSAGE` here, `keyColumn` there); either may be missing in cut-down copies. */
export function readSideRows<Row extends object>(database: EvidenceDatabase, { table, columns, keyColumn }: SideTable): SideRows<Row> {
  const isNamedByMessage = database.has('ZWAMESSAGE', keyColumn)
  const isLinked = database.has(table) && (isNamedByMessage || database.has(table, 'ZMESSAGE'))
  if (!isLinked) return { of: () => NONE, leftOver: () => 0, close: () => {} }
  const selected = ['s.Z_PK AS sideId', ...columns.map((name) => `${database.column(table, name, 's')} AS ${name}`)].join(', ')
  if (!database.has(table, 'ZMESSAGE')) {
    const from = `ZWAMESSAGE m JOIN "${table}" s ON s.Z_PK = m."${keyColumn}"`
    return inStep(database.lookup(`SELECT m.Z_PK AS messageId, ${selected} FROM ${from} ORDER BY m.Z_PK`), new Map())
  }
  const byKey = new Map<number, Row>()
  if (isNamedByMessage) {
    const unnamed = database.lookup<Row & { sideId: number }>(`SELECT ${selected} FROM "${table}" s WHERE s.ZMESSAGE IS NULL`)
    for (const row of unnamed) byKey.set(row.sideId, row)
  }
  const rows = database.lookup<Row & { messageId: SqlValue }>(
    `SELECT s.ZMESSAGE AS messageId, ${selected} FROM "${table}" s WHERE s.ZMESSAGE IS NOT NULL ORDER BY s.ZMESSAGE, s.Z_PK`,
  )
  return inStep(rows, byKey)
}

function inStep<Row extends object>(rows: Iterable<Row & { messageId: SqlValue }>, byKey: Map<number, Row>): SideRows<Row> {
  const iterator = rows[Symbol.iterator]()
  let next = iterator.next()
  let unclaimed = 0
  const advance = (): void => {
    next = iterator.next()
  }
  return {
    of(messageId, key) {
      let found: Row[] | null = null
      while (next.done !== true) {
        const id = numberOf(next.value.messageId)
        // Text sorts after all numbers in SQLite: it can belong to no message and would hold up those that follow.
        if (id !== null && id > messageId) break
        if (id === messageId) (found ??= []).push(next.value)
        else unclaimed++
        advance()
      }
      const named = key === null ? undefined : byKey.get(key)
      if (named === undefined || key === null) return found ?? NONE
      byKey.delete(key)
      return [...(found ?? NONE), named]
    },
    leftOver() {
      for (; next.done !== true; advance()) unclaimed++
      return unclaimed + byKey.size
    },
    close: () => void iterator.return?.(),
  }
}
