/**
 * Traces of messages that are no longer there: lists of GUIDs, row ids that were given out, the setting that deletes old messages.
 *
 * The lists hold a GUID and neither text nor time (`deleted_messages`: seen in a public chat.db; the others are named in schemas that
 * people published): their rows are accounted for and give no record, because nothing else is known of those messages. A GUID can be
 * looked for on another phone. Removed tapbacks leave row ids behind too.
 */
import { parsePlist, isPlistDict, UnreadablePlist } from '../../../formats/plist/plist.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import { noteUsedRowIds } from '../../../formats/sqlite/usedRowIds.ts'
import type { EvidenceDatabase, ParserContext, SideFile, SkippedRow, SqlValue } from '../../../model/index.ts'
import type { Sides } from './messagesSides.ts'

interface GuidList {
  readonly column: string
  readonly reason: string
}

/** Table -> the column with the GUID, and why its rows give no record. */
const GUID_LISTS: Readonly<Record<string, GuidList>> = {
  deleted_messages: { column: 'guid', reason: 'GUID of a deleted message, without text or time' },
  sync_deleted_messages: { column: 'guid', reason: 'GUID of a message whose deletion is passed on to other devices, without text or time' },
  unsynced_removed_recoverable_messages: {
    column: 'message_guid',
    reason: 'GUID of a message that was removed from the recently deleted ones, without text or time',
  },
}

/** Tables and columns of the lists, for the parser's declaration. */
export const GUID_LIST_COLUMNS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(GUID_LISTS).map(([table, { column }]) => [table, [column]]),
)

/** One skip for each row of the lists. */
export function* listedGuids(database: EvidenceDatabase, context: ParserContext): Generator<SkippedRow> {
  for (const [table, { column, reason }] of Object.entries(GUID_LISTS)) {
    if (!database.has(table)) continue
    let listed = 0
    for (const row of evidenceRows(database, { table, columns: [column] })) {
      listed++
      const isEmpty = textOf(row[column]) === null
      yield { type: 'skipped', from: placeOf(table, row), reason: isEmpty ? 'a row of a list of deleted messages without GUID' : reason }
    }
    if (listed > 0)
      context.note(
        `${counted(listed, 'GUID')} of deleted messages in table ${table}, without text or time.${stillThere(database, table, column)}`,
      )
  }
}

/** A message can be listed as deleted and be there: it came back from another device. */
function stillThere(database: EvidenceDatabase, table: string, column: string): string {
  if (!database.has(table, column)) return ''
  const count = countOf(database, `SELECT count(*) AS n FROM "${table}" d WHERE d."${column}" IN (SELECT m.guid FROM message m)`)
  return count === 0 ? '' : ` ${count === 1 ? '1 of them is' : `${count} of them are`} in table message all the same.`
}

/** `lastRowId` is the last message that was read: behind a damaged page, rows are not gone but not reached. */
export function noteWhatIsGone(database: EvidenceDatabase, sides: Sides, lastRowId: number, context: ParserContext): void {
  const isComplete = lastRowId === countOf(database, 'SELECT max(ROWID) AS n FROM message')
  const inChats = isComplete ? sides.chatRows.countWithoutMessage() : 0
  if (inChats > 0) context.note(`${counted(inChats, 'row')} of table chat_message_join: the message is not in table message.`)
  const parts = isComplete ? sides.deletedParts.countWithoutMessage() : 0
  if (parts > 0) context.note(`${counted(parts, 'row')} of table recoverable_message_part: the message is not in table message.`)
  // Removed tapbacks leave gaps too.
  noteUsedRowIds(database, 'message', context)
}

/**
 * How long the phone keeps messages (artifacts 1.1): `KeepMessageForDays` until iOS 16, `SSKeepMessages` from iOS 17 on. The older
 * key stays in the file after the change and then says nothing.
 */
const RETENTION_KEYS = ['SSKeepMessages', 'KeepMessageForDays']

export function noteRetention(settings: SideFile | null, context: ParserContext): void {
  if (settings === null) return
  let list: unknown
  try {
    list = parsePlist(settings.bytes)
  } catch (error) {
    if (!(error instanceof UnreadablePlist)) throw error
    context.note('The settings of Messages (com.apple.MobileSMS.plist) cannot be read: how long messages are kept is not known.')
    return
  }
  const stated = RETENTION_KEYS.flatMap((key) => {
    const days = isPlistDict(list) ? list[key] : undefined
    return typeof days === 'number' ? [`${daysInWords(days)} (${key})`] : []
  })
  const older = stated.length > 1 ? ' The second is of iOS 16 and before and may be left over.' : ''
  if (stated.length > 0) context.note(`Setting of the phone: messages are kept ${stated.join(', ')}.${older}`)
}

function daysInWords(days: number): string {
  if (days === 0) return 'for ever'
  return days === 365 ? 'for 1 year' : `for ${days} days`
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function countOf(database: EvidenceDatabase, sql: string): number {
  for (const { n } of database.lookup<{ n: SqlValue }>(sql)) return numberOf(n) ?? 0
  return 0
}
