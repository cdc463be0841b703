/**
 * Calls of older WhatsApp for Android: rows of `call_logs` and `missed_call_logs`, each with a table of participants, say more of the
 * message that stands for the call in the chat. By message; where both tables name one, the first is taken.
 */
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase } from '../../../model/index.ts'
import { CALL_RESULTS } from './whatsappCodes.ts'

const TABLES = [
  { calls: 'call_logs', columns: ['message_row_id', 'video_call', 'duration', 'call_result'], parties: 'call_log_participant' },
  { calls: 'missed_call_logs', columns: ['message_row_id', 'video_call'], parties: 'missed_call_log_participant' },
] as const
const PARTY_COLUMNS = ['call_logs_row_id', 'jid', 'call_result']

/** For the parser's description. */
export const LEGACY_CALL_TABLES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  TABLES.flatMap(({ calls, columns, parties }) => [
    [calls, columns],
    [parties, PARTY_COLUMNS],
  ]),
)

/** What the tables say of a call, by message. */
export function readLegacyCalls(database: EvidenceDatabase): ReadonlyMap<number, Readonly<Record<string, string>>> {
  const found = new Map<number, Readonly<Record<string, string>>>()
  for (const { calls, columns, parties } of TABLES) {
    const listed = readParties(database, parties)
    for (const row of sideRows(database, { table: calls, columns })) {
      const message = numberOf(row['message_row_id'])
      if (message !== null && !found.has(message)) found.set(message, callFacts(row, listed.get(row.rowId) ?? []))
    }
  }
  return found
}

function callFacts(row: StoredRow, parties: readonly string[]): Readonly<Record<string, string>> {
  const isVideo = flagOf(row['video_call'])
  return (
    factsOf({
      'call result': codeInWords(row['call_result'], CALL_RESULTS),
      'video call': isVideo === null ? null : isVideo ? 'yes' : 'no',
      'call participants': parties.length === 0 ? null : parties.join('; '),
    }) ?? {}
  )
}

function readParties(database: EvidenceDatabase, table: string): Map<number, string[]> {
  const parties = new Map<number, string[]>()
  for (const row of sideRows(database, { table, columns: PARTY_COLUMNS })) {
    const call = numberOf(row['call_logs_row_id'])
    if (call === null) continue
    const words = `${textOf(row['jid']) ?? 'nobody'}: ${codeInWords(row['call_result'], CALL_RESULTS) ?? 'none'}`
    const list = parties.get(call)
    if (list === undefined) parties.set(call, [words])
    else list.push(words)
  }
  return parties
}
