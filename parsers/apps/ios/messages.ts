/**
 * Messages of iOS 6 and later (`sms.db`) and of macOS (`chat.db`): SMS, MMS, iMessage and RCS, one record per row of table
 * `message`, and one more for each earlier text of an edited message.
 *
 * Meanings (artifacts 1.1): times count seconds since 2001 (until iOS 10) or nanoseconds, decided for each value. In a group
 * the sender is the row's handle, never the conversation's identifier. A message in no conversation, from no known handle
 * or of an unknown kind is kept. Columns that a file does not have are read as NULL, whatever system wrote it.
 * The older schema of iOS 2 to 5 is `messagesLegacy.ts`.
 */
import { cocoaSecondsOrNanoseconds } from '../../formats/epochs.ts'
import { bytesOf, flagOf, numberOf, textOf } from '../../formats/storedValues.ts'
import { defineSqliteParser } from '../../model/index.ts'
import type { Direction, EvidenceDatabase, IdentityRef, MessageKind, MessageRecord, ParserContext } from '../../model/index.ts'
import { attachmentsOf } from './messagesAttachments.ts'
import type { MessageAttachments } from './messagesAttachments.ts'
import { bodyOf } from './messagesBody.ts'
import type { Body } from './messagesBody.ts'
import { editHistoryOf } from './messagesEdits.ts'
import type { EditHistory } from './messagesEdits.ts'
import { messageFacts, timeOrNull } from './messagesFacts.ts'
import { groupEventOf, isReaction, messageApp, POLL_VOTE, reactionOf, STICKER } from './messagesMeaning.ts'
import { closeSides, conversationOf, noteWhatIsGone, openSides } from './messagesSides.ts'
import type { Conversation, Sides } from './messagesSides.ts'
import { messageSql, OPTIONAL_COLUMNS, REQUIRED_COLUMNS } from './messagesSql.ts'
import type { MessageRow, RareRow } from './messagesSql.ts'
import { accountAddress, addressIdentity, CHAT_COLUMNS } from './messagesThreads.ts'

export const iosMessages = defineSqliteParser({
  id: 'ios-messages',
  version: 1,
  app: 'Messages',
  platform: 'ios',
  store: 'Messages (sms.db, chat.db)',
  reads: ['**/sms.db', '**/chat.db'],
  yields: ['message'],
  proof: 'data-proven',
  scheme: 'address',
  doesNotCover: [
    'content of iMessage apps (payload_data): only the app is named',
    'mentions, links and formatting inside attributedBody',
    'texts of single deleted parts (recoverable_message_part)',
    'GUIDs in deleted_messages: counted, but they have no text and no time',
    'edits, unsent messages, polls and recently deleted messages follow other tools; no public data have them',
  ],
  requires: { message: REQUIRED_COLUMNS },
  optional: {
    message: OPTIONAL_COLUMNS,
    handle: ['id', 'country', 'service'],
    chat: CHAT_COLUMNS,
    chat_handle_join: ['chat_id', 'handle_id'],
    chat_message_join: ['chat_id', 'message_id'],
    chat_recoverable_message_join: ['chat_id', 'message_id', 'delete_date'],
    attachment: ['filename', 'mime_type', 'uti', 'transfer_name', 'total_bytes', 'is_sticker', 'hide_attachment'],
    message_attachment_join: ['message_id', 'attachment_id'],
    deleted_messages: ['guid'],
  },
  *parse(database: EvidenceDatabase, context: ParserContext) {
    const sides = openSides(database)
    try {
      let lastRowId = 0
      for (const row of database.read<MessageRow>('message', messageSql(database))) {
        lastRowId = row.rowId
        yield* recordsOf(row, sides, context)
      }
      noteWhatIsGone(database, sides, lastRowId, context)
    } finally {
      closeSides(sides)
    }
  },
})

/** All that one message consists of, gathered before it is put into words. */
interface Gathered {
  readonly row: MessageRow
  readonly rare: RareRow | null
  readonly conversation: Conversation
  readonly attachments: MessageAttachments
  readonly body: Body
  readonly history: EditHistory
}

function recordsOf(row: MessageRow, sides: Sides, context: ParserContext): readonly MessageRecord[] {
  const rare = sides.rare.of(row.rowId)[0] ?? null
  const body = bodyOf(row.text, row.attributedBody)
  const history = editHistoryOf(bytesOf(rare?.message_summary_info), body.text)
  const conversation = conversationOf(row.rowId, sides)
  const attachments = attachmentsOf(sides.attachments.of(row.rowId), context)
  const record = messageRecord({ row, rare, conversation, attachments, body, history }, sides)
  return history.earlier.length === 0 ? [record] : [record, ...earlierTexts(record, history)]
}

function messageRecord(gathered: Gathered, sides: Sides): MessageRecord {
  const { row, rare, conversation, attachments, body, history } = gathered
  const { chat, deletedAt, isDeleted } = conversation
  const handle = sides.handles.get(numberOf(row.handle_id) ?? 0)
  const isFromMe = flagOf(row.is_from_me)
  const service = serviceOf(row, chat?.service ?? null, handle?.service ?? null)
  const facts = messageFacts({
    row,
    rare,
    handles: sides.handles,
    chat,
    otherChats: conversation.otherChats,
    unknownChats: conversation.unknownChats,
    body,
    history,
    unknownAttachments: attachments.unknownIds,
    serviceFrom: service.from,
    deletedAt,
  })
  return {
    type: 'message',
    from: { table: 'message', rowId: String(row.rowId), ordinal: 0 },
    state: isDeleted ? 'deleted-flagged' : 'live',
    ...(facts === undefined ? {} : { facts }),
    service: service.name,
    nativeId: textOf(row.guid),
    thread: chat?.thread ?? null,
    sender: isFromMe === true ? null : (handle?.identity ?? null),
    ownLine: ownLineOf(row),
    direction: directionOf(isFromMe),
    kind: kindOf(gathered),
    sentAt: cocoaSecondsOrNanoseconds(textOf(row.date)),
    deliveredAt: timeOrNull(row.date_delivered),
    readAt: timeOrNull(row.date_read),
    editedAt: timeOrNull(rare?.date_edited ?? null),
    body: body.text,
    subject: textOf(rare?.subject),
    attachments: attachments.refs,
    position: null,
    replyToNativeId: textOf(rare?.thread_originator_guid),
    reaction: rare === null ? null : reactionOf(rare),
    status: statusOf(row, isFromMe),
  }
}

function directionOf(isFromMe: boolean | null): Direction {
  if (isFromMe === null) return 'unknown'
  return isFromMe ? 'outgoing' : 'incoming'
}

function serviceOf(row: MessageRow, ofChat: string | null, ofHandle: string | null): { name: string; from: string | null } {
  const own = textOf(row.service)
  if (own !== null) return { name: own, from: null }
  if (ofChat !== null) return { name: ofChat, from: 'conversation' }
  return ofHandle === null ? { name: 'unknown', from: null } : { name: ofHandle, from: 'handle' }
}

/** The owner's line: stated by the row on current iOS, else the address inside its account. */
function ownLineOf(row: MessageRow): IdentityRef | null {
  const raw = textOf(row.destination_caller_id) ?? accountAddress(textOf(row.account))
  return raw === null ? null : addressIdentity(raw, null)
}

function kindOf({ row, rare, body, attachments }: Gathered): MessageKind {
  const special = rare === null ? null : specialKind(rare, numberOf(row.handle_id))
  if (special !== null) return special
  if (attachments.kind !== null) return attachments.kind
  if (body.text !== null) return 'text'
  return flagOf(rare?.cache_has_attachments) === true ? 'media' : 'other'
}

/** The kind of a message that is more than its content. */
function specialKind(rare: RareRow, handleId: number | null): MessageKind | null {
  const associated = numberOf(rare.associated_message_type)
  if (associated !== null && isReaction(associated)) return 'reaction'
  if (associated === STICKER) return 'sticker'
  if (associated === POLL_VOTE) return 'poll'
  const event = groupEventOf(rare, handleId)
  if (event !== null) return event.isKnown ? 'system' : 'other'
  if (flagOf(rare.is_system_message) === true) return 'system'
  const bundleId = textOf(rare.balloon_bundle_id)
  return bundleId === null ? null : messageApp(bundleId).kind
}

/** The furthest step that the row marks. Null where the row has no such columns. */
function statusOf(row: MessageRow, isFromMe: boolean | null): string | null {
  if (isFromMe === null) return null
  const isRead = flagOf(row.is_read)
  if (!isFromMe) return isRead === null ? null : isRead ? 'read' : 'unread'
  if ((numberOf(row.error) ?? 0) !== 0) return 'failed'
  if (isRead === true) return 'read'
  if (flagOf(row.is_delivered) === true) return 'delivered'
  const isSent = flagOf(row.is_sent)
  return isSent === null ? null : isSent ? 'sent' : 'not marked as sent'
}

/** Earlier versions of the text, as further records of the same row. */
function earlierTexts(record: MessageRecord, history: EditHistory): MessageRecord[] {
  return history.earlier.map((earlier, index) => ({
    ...record,
    from: { ...record.from, ordinal: index + 1 },
    state: 'edited-previous',
    facts: { version: `${earlier.version} of ${earlier.versions}`, part: earlier.part },
    kind: 'text',
    sentAt: earlier.at,
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    body: earlier.text,
    attachments: [],
    reaction: null,
    status: null,
  }))
}
