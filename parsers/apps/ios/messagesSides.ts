/** Everything beside table `message` that its rows are joined to, opened once and read in step with them. */
import { numberOf } from '../../formats/storedValues.ts'
import type { EvidenceDatabase, Instant, ParserContext, SqlValue } from '../../model/index.ts'
import { timeOrNull } from './messagesFacts.ts'
import { SideRows } from './messagesSide.ts'
import { attachmentSql, chatJoinSql, rareSql, recoverableJoinSql } from './messagesSql.ts'
import type { AttachmentRow, RareRow } from './messagesSql.ts'
import { readChats, readHandles } from './messagesThreads.ts'
import type { Chat, Handle } from './messagesThreads.ts'

interface ChatRow {
  readonly messageId: number
  readonly chatId: SqlValue
  readonly deleteDate: SqlValue
}

export interface Sides {
  readonly handles: ReadonlyMap<number, Handle>
  readonly chats: ReadonlyMap<number, Chat>
  readonly rare: SideRows<RareRow>
  readonly chatRows: SideRows<ChatRow>
  readonly recoverableRows: SideRows<ChatRow>
  readonly attachments: SideRows<AttachmentRow>
}

export interface Conversation {
  readonly chat: Chat | null
  readonly otherChats: readonly string[]
  readonly unknownChats: readonly number[]
  readonly isDeleted: boolean
  readonly deletedAt: Instant | null
}

const NO_CONVERSATION: Conversation = { chat: null, otherChats: [], unknownChats: [], isDeleted: false, deletedAt: null }

export function openSides(database: EvidenceDatabase): Sides {
  const handles = readHandles(database)
  const chats = readChats(database, handles)
  const rows = <Row extends object>(sql: string | null): Iterable<Row> | null => (sql === null ? null : database.lookup<Row>(sql))
  return {
    handles,
    chats,
    rare: new SideRows<RareRow>(rows(rareSql(database))),
    chatRows: new SideRows<ChatRow>(rows(chatJoinSql(database))),
    recoverableRows: new SideRows<ChatRow>(rows(recoverableJoinSql(database))),
    attachments: new SideRows<AttachmentRow>(rows(attachmentSql(database))),
  }
}

export function closeSides({ rare, chatRows, recoverableRows, attachments }: Sides): void {
  for (const side of [rare, chatRows, recoverableRows, attachments]) side.close()
}

/**
 * The conversation of a message. One that is in several belongs to the first and names the others; one that was moved to
 * "recently deleted" has left its conversation and is found through its own table.
 */
export function conversationOf(messageId: number, { chats, chatRows, recoverableRows }: Sides): Conversation {
  const current = chatRows.of(messageId)
  const deleted = recoverableRows.of(messageId)
  if (current.length === 0 && deleted.length === 0) return NO_CONVERSATION
  if (current.length === 1 && deleted.length === 0) {
    const chatId = numberOf(current[0]?.chatId)
    const chat = chatId === null ? undefined : chats.get(chatId)
    if (chat !== undefined) return { ...NO_CONVERSATION, chat }
  }
  const ids = [...new Set([...current, ...deleted].map(({ chatId }) => numberOf(chatId)).filter((id) => id !== null))]
  const [chat, ...others] = ids.map((id) => chats.get(id)).filter((known) => known !== undefined)
  return {
    chat: chat ?? null,
    otherChats: others.map(({ thread }) => thread.key),
    unknownChats: ids.filter((id) => !chats.has(id)),
    isDeleted: deleted.length > 0,
    deletedAt: timeOrNull(deleted[0]?.deleteDate ?? null),
  }
}

/**
 * Traces of messages that are no longer there: counted, because they hold no text and no time. `lastRowId` is the last
 * message that was read: behind a damaged page, rows are not gone but not reached.
 */
export function noteWhatIsGone(database: EvidenceDatabase, sides: Sides, lastRowId: number, context: ParserContext): void {
  const isComplete = lastRowId === countOf(database, 'SELECT max(ROWID) AS n FROM message')
  const inChats = isComplete ? sides.chatRows.countWithoutMessage() : 0
  if (inChats > 0) context.note(`${counted(inChats, 'row')} of table chat_message_join: the message is not in table message.`)
  if (database.has('deleted_messages', 'guid')) {
    const listed = countOf(database, 'SELECT count(*) AS n FROM deleted_messages')
    if (listed > 0) context.note(`${counted(listed, 'GUID')} of deleted messages in table deleted_messages, without text or time.`)
  }
  if (database.has('recoverable_message_part')) {
    const parts = countOf(database, 'SELECT count(*) AS n FROM recoverable_message_part')
    if (parts > 0) context.note(`${counted(parts, 'row')} of table recoverable_message_part (deleted parts of messages) not read.`)
  }
  noteUsedRowIds(database, context)
}

/** Row ids that were given out and have no row any more. Removed tapbacks leave such gaps too. */
export function noteUsedRowIds(database: EvidenceDatabase, context: ParserContext): void {
  if (!database.has('sqlite_sequence')) return
  const used = countOf(database, "SELECT seq AS n FROM sqlite_sequence WHERE name = 'message'")
  const present = countOf(database, 'SELECT count(*) AS n FROM message WHERE ROWID > 0')
  if (used <= present) return
  const counts = `${counted(used, 'row id')} and holds ${counted(present, 'row')}`
  context.note(`Table message has given out ${counts}. What the others held is not known.`)
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function countOf(database: EvidenceDatabase, sql: string): number {
  for (const { n } of database.lookup<{ n: SqlValue }>(sql)) return numberOf(n) ?? 0
  return 0
}
