/** Everything beside table `message` that its rows are joined to, opened once and read in step with them. */
import { numberOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, Instant, SqlValue } from '../../../model/index.ts'
import { pollOptionTexts } from './messagesApps.ts'
import { timeOrNull } from './messagesFacts.ts'
import type { OptionTexts } from './messagesPolls.ts'
import { SideRows } from './messagesSide.ts'
import { attachmentSql, chatJoinSql, deletedPartSql, rareSql, recoverableJoinSql } from './messagesSql.ts'
import type { AttachmentRow, DeletedPartRow, RareRow } from './messagesSql.ts'
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
  readonly deletedParts: SideRows<DeletedPartRow>
  readonly optionTexts: OptionTexts
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
    deletedParts: new SideRows<DeletedPartRow>(rows(deletedPartSql(database))),
    optionTexts: pollOptionTexts(database),
  }
}

export function closeSides({ rare, chatRows, recoverableRows, attachments, deletedParts }: Sides): void {
  for (const side of [rare, chatRows, recoverableRows, attachments, deletedParts]) side.close()
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
