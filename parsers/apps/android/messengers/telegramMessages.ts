/** One message row of Telegram on Android as a record, whichever table and form it is of. */
import { appendedPath, peerOf, readTelegramBlob, textBehindDate } from './telegramBlob.ts'
import type { TelegramPeerId } from './telegramBlob.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import {
  bytesOf,
  codeInWords,
  factsOf,
  flagOf,
  instantInWords,
  numberOf,
  textOf,
  timeValueOf,
} from '../../../formats/values/storedValues.ts'
import { tlInteger, tlNumber, tlObject, tlText } from '../../../formats/binary/typeLanguage.ts'
import type { TlObject } from '../../../formats/binary/typeLanguage.ts'
import type { Direction, MessageKind, MessageRecord, ParserContext } from '../../../model/index.ts'
import { actionFacts, contentOf } from './telegramContent.ts'
import type { TelegramContent } from './telegramContent.ts'
import { dialogOf, notDecoded } from './telegramPeople.ts'
import type { TelegramDialog, TelegramPeople } from './telegramPeople.ts'

/** States of sending, by Telegram's public source. */
const SEND_STATES: Readonly<Record<number, string>> = { 0: 'sent', 1: 'sending', 2: 'failed', 3: 'being edited' }

export interface TelegramReading {
  readonly table: string
  readonly people: TelegramPeople
  /** Name of the account's folder: numbers of messages count within it. */
  readonly account: string
  readonly context: ParserContext
}

export function messageRecord(row: StoredRow, { table, people, account, context }: TelegramReading): MessageRecord {
  const bytes = bytesOf(row['data'])
  const {
    object: message,
    constructorId,
    rest,
  } = bytes === null ? { object: null, constructorId: null, rest: null } : readTelegramBlob(bytes, 'Message')
  const dialog = dialogOf(row['uid'])
  const direction = directionOf(row, message)
  const isService = message?.name === 'messageService'
  const sought =
    bytes === null || isService || message?.fields.has('message') === true ? null : textBehindDate(bytes, numberOf(row['date']) ?? 0)
  const content = contentOf(tlObject(message, 'media'), appendedPath(rest), context)
  const body = tlText(message, 'message') ?? content.caption ?? sought
  const action = tlObject(message, 'action')
  const edited = instantOf(tlNumber(message, 'edit_date'), 'unix-s')
  const facts = factsOf({
    content: bytes === null ? 'not stored' : decodingInWords(message, bytes.length, constructorId, sought !== null),
    'text found': sought === null ? null : 'behind the date of the row',
    notice: isService && action === null ? 'of a kind that is not known' : null,
    ...actionFacts(action, people),
    ...content.facts,
    ...forwardFacts(message, people),
    ...rowFacts(row, message, dialog, people),
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf(table, row),
    service: 'Telegram',
    nativeId: nativeIdOf(textOf(row['mid']), row, dialog, message, account, people),
    thread: people.threadOf(row['uid']),
    sender: direction === 'incoming' ? senderOf(message, dialog, people) : null,
    ownLine: people.self === null ? null : people.identityOf({ kind: 'user', id: BigInt(people.self) }),
    direction,
    kind: kindOf(message, content, action, body),
    sentAt: instantOf(timeValueOf(row['date']), 'unix-s'),
    editedAt: edited.asStored === null || edited.asStored === '0' ? null : edited,
    body: body === '' ? null : body,
    attachments: content.attachments,
    position: content.position,
    replyToNativeId: nativeIdOf(replyOf(row, message), row, dialog, message, account, people),
    status: direction === 'outgoing' ? codeInWords(row['send_state'], SEND_STATES) : null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function decodingInWords(message: TlObject | null, size: number, constructorId: number | null, isTextFound: boolean): string | null {
  const hasText = message !== null && (message.name !== 'message' || message.fields.has('message'))
  if (!hasText) return `${isTextFound ? 'form not known, ' : 'text '}${notDecoded(size, constructorId)}`
  return message.isWhole ? null : 'decoded in part: what stands behind (edits, reactions, answers) is not read'
}

function directionOf(row: StoredRow, message: TlObject | null): Direction {
  const out = flagOf(row['out'])
  if (out !== null) return out ? 'outgoing' : 'incoming'
  if (message === null || !message.fields.has('flags')) return 'unknown'
  return message.fields.get('out') === true ? 'outgoing' : 'incoming'
}

/** Who wrote: the message says so; in a talk of two it is the other where the message does not. */
function senderOf(message: TlObject | null, dialog: TelegramDialog | null, people: TelegramPeople): MessageRecord['sender'] {
  const number = tlInteger(message, 'from_id')
  const stated: TelegramPeerId | null = number === null ? peerOf(tlObject(message, 'from_id')) : { kind: 'user', id: number }
  if (stated !== null) return people.identityOf(stated)
  if (dialog === null || dialog.kind === 'other') return null
  if (dialog.kind === 'chat')
    return message?.name === 'message' && peerKindOf(message) === 'channel' ? people.identityOf({ kind: 'channel', id: dialog.id }) : null
  const partner = people.peerOfDialog(dialog, 'user')
  return partner === null ? null : people.identityOf(partner)
}

const peerKindOf = (message: TlObject | null): TelegramPeerId['kind'] | null =>
  peerOf(tlObject(message, 'peer_id') ?? tlObject(message, 'to_id'))?.kind ?? null

/** Numbers of a channel are the same on every phone; all others are this account's own. */
function nativeIdOf(
  mid: string | null,
  row: StoredRow,
  dialog: TelegramDialog | null,
  message: TlObject | null,
  account: string,
  people: TelegramPeople,
): string | null {
  if (mid === null || dialog === null) return null
  const peer = people.peerOfDialog(dialog, peerKindOf(message) ?? 'group')
  const isOfChannel = dialog.kind === 'chat' && peer?.kind === 'channel' && !mid.startsWith('-')
  return isOfChannel ? `channel ${dialog.id}/${mid}` : `${account}/${textOf(row['uid']) ?? ''}/${mid}`
}

function replyOf(row: StoredRow, message: TlObject | null): string | null {
  const inMessage = tlNumber(tlObject(message, 'reply_to'), 'reply_to_msg_id') ?? tlNumber(message, 'reply_to_msg_id')
  const reply = inMessage ?? numberOf(row['reply_to_message_id'])
  return reply === null || reply === 0 ? null : String(reply)
}

function forwardFacts(message: TlObject | null, people: TelegramPeople): Record<string, string | null> {
  const forward = tlObject(message, 'fwd_from')
  const old = peerOf(tlObject(message, 'fwd_from_id')) ?? numberedUser(tlInteger(message, 'fwd_from_id'))
  if (forward === null && old === null) return {}
  const author = peerOf(tlObject(forward, 'from_id')) ?? numberedUser(tlInteger(forward, 'from_id')) ?? old
  const channel = tlInteger(forward, 'channel_id')
  const date = tlNumber(forward, 'date') ?? tlNumber(message, 'fwd_date')
  return {
    'forwarded from':
      author === null ? (tlText(forward, 'from_name') ?? (channel === null ? 'a hidden author' : null)) : people.inWords(author),
    'forwarded from chat': channel === null ? null : people.inWords({ kind: 'channel', id: channel }),
    'original of': date === null ? null : instantInWords(instantOf(date, 'unix-s')),
    'signature of the original': tlText(forward, 'post_author'),
  }
}

const numberedUser = (id: bigint | null): TelegramPeerId | null => (id === null ? null : { kind: 'user', id })

function rowFacts(
  row: StoredRow,
  message: TlObject | null,
  dialog: TelegramDialog | null,
  people: TelegramPeople,
): Record<string, string | null> {
  const seconds = numberOf(row['ttl'])
  const bot = tlInteger(message, 'via_bot_id')
  const views = tlNumber(message, 'views')
  const album = tlInteger(message, 'grouped_id')
  return {
    chat: dialog?.kind === 'secret chat' ? 'secret chat' : null,
    'quoted text': tlText(tlObject(message, 'reply_to'), 'quote_text'),
    'through bot': bot === null ? null : people.inWords({ kind: 'user', id: bot }),
    signature: tlText(message, 'post_author'),
    album: album === null ? null : String(album),
    views: views === null ? null : String(views),
    'disappears after (seconds)': seconds === null || seconds === 0 ? null : String(seconds),
    'read state (meaning not known)': textOf(row['read_state']),
  }
}

function kindOf(message: TlObject | null, content: TelegramContent, action: TlObject | null, body: string | null): MessageKind {
  if (message?.name === 'messageService') return action?.name === 'messageActionPhoneCall' ? 'call' : 'system'
  if (content.kind !== null && (content.kind !== 'other' || body === null)) return content.kind
  return body === null || body === '' ? 'other' : 'text'
}
