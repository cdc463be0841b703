/**
 * Messages of iOS 6 and later (`sms.db`) and of macOS (`chat.db`): SMS, MMS, iMessage and RCS, one record per row of table
 * `message`, and one more for each earlier text of an edited message and for each part that was deleted alone.
 *
 * Meanings (artifacts 1.1): times count seconds since 2001 (until iOS 10) or nanoseconds, decided for each value. In a group
 * the sender is the row's handle, never the conversation's identifier. A message in no conversation, from no known handle
 * or of an unknown kind is kept. Columns that a file does not have are read as NULL, whatever system wrote it.
 * The older schema of iOS 2 to 5 is `messagesLegacy.ts`.
 */
import { cocoaSecondsOrNanoseconds } from '../../../formats/values/epochs.ts'
import { bytesOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, EvidenceDatabase, IdentityRef, MessageKind, MessageRecord, ParserContext } from '../../../model/index.ts'
import { appContent, appOfBalloon } from './messagesApps.ts'
import type { AppContent } from './messagesApps.ts'
import { attachmentsOf } from './messagesAttachments.ts'
import type { MessageAttachments } from './messagesAttachments.ts'
import { bodyOf, isShown } from './messagesBody.ts'
import type { Body } from './messagesBody.ts'
import { derivedRecords } from './messagesDerived.ts'
import { editHistoryOf } from './messagesEdits.ts'
import type { EditHistory } from './messagesEdits.ts'
import { messageFacts, timeOrNull } from './messagesFacts.ts'
import { GUID_LIST_COLUMNS, listedGuids, noteRetention, noteWhatIsGone } from './messagesGone.ts'
import { groupEventOf, isReaction, messageApp, POLL_VOTE, reactionOf, STICKER } from './messagesMeaning.ts'
import { personLinks } from './messagesPeople.ts'
import { closeSides, conversationOf, openSides } from './messagesSides.ts'
import type { Conversation, Sides } from './messagesSides.ts'
import { ATTACHMENT_COLUMNS, messageSql, OPTIONAL_COLUMNS, REQUIRED_COLUMNS } from './messagesSql.ts'
import type { MessageRow, RareRow } from './messagesSql.ts'
import { accountAddress, addressIdentity, CHAT_COLUMNS } from './messagesThreads.ts'

export const iosMessages = defineSqliteParser({
  id: 'ios-messages',
  version: 2,
  app: 'Messages',
  platform: 'ios',
  store: 'Messages (sms.db, chat.db)',
  reads: ['**/sms.db', '**/chat.db'],
  yields: ['message', 'identity-link'],
  proof: 'data-proven',
  scheme: 'address',
  doesNotCover: [
    'positions inside Find My messages, drawings of Handwriting and Digital Touch, formatting and effects of text',
    'what the deleted messages said of which only a GUID is listed (deleted_messages): their rows are counted',
    'meanings of conversation filters and filter sub-actions beyond those that other tools found',
    'unsent messages, polls, Apple Cash amounts and deleted parts follow other tools; no public data have them',
  ],
  requires: { message: REQUIRED_COLUMNS },
  optional: {
    message: OPTIONAL_COLUMNS,
    handle: ['id', 'country', 'service', 'person_centric_id'],
    chat: CHAT_COLUMNS,
    chat_handle_join: ['chat_id', 'handle_id'],
    chat_message_join: ['chat_id', 'message_id'],
    chat_recoverable_message_join: ['chat_id', 'message_id', 'delete_date'],
    recoverable_message_part: ['chat_id', 'message_id', 'part_index', 'delete_date', 'part_text'],
    attachment: ATTACHMENT_COLUMNS,
    message_attachment_join: ['message_id', 'attachment_id'],
    ...GUID_LIST_COLUMNS,
  },
  sideFiles: { settings: ['**/Library/Preferences/com.apple.MobileSMS.plist'] },
  *parse(database: EvidenceDatabase, context: ParserContext) {
    const sides = openSides(database)
    try {
      let lastRowId = 0
      for (const row of database.read<MessageRow>('message', messageSql(database))) {
        lastRowId = row.rowId
        yield* recordsOf(row, sides, context)
      }
      yield* personLinks(database, sides.handles)
      yield* listedGuids(database, context)
      noteWhatIsGone(database, sides, lastRowId, context)
      noteRetention(context.sideFile('settings'), context)
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
  readonly app: AppContent
}

function recordsOf(row: MessageRow, sides: Sides, context: ParserContext): readonly MessageRecord[] {
  const rare = sides.rare.of(row.rowId)[0] ?? null
  const body = bodyOf(row.text, row.attributedBody)
  const history = editHistoryOf(bytesOf(rare?.message_summary_info), body.text)
  const bundleId = textOf(rare?.balloon_bundle_id)
  const app = appContent(bundleId === null ? null : appOfBalloon(bundleId), bytesOf(rare?.payload_data), sides.optionTexts)
  const conversation = conversationOf(row.rowId, sides)
  const attachments = attachmentsOf(sides.attachments.of(row.rowId), context)
  const deletedParts = sides.deletedParts.of(row.rowId)
  const record = messageRecord({ row, rare, conversation, attachments, body, history, app }, sides)
  return history.earlier.length + deletedParts.length === 0 ? [record] : [record, ...derivedRecords(record, history, deletedParts)]
}

function messageRecord(gathered: Gathered, sides: Sides): MessageRecord {
  const { row, rare, conversation, attachments, body, history, app } = gathered
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
    attachments,
    app,
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
    body: isShown(body.text) ? body.text : (app.text ?? body.text),
    subject: textOf(rare?.subject),
    attachments: attachments.refs,
    position: app.position,
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

function kindOf({ row, rare, body, attachments, app }: Gathered): MessageKind {
  if (app.position !== null) return 'location'
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
