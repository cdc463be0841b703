/**
 * Messages of older WhatsApp for Android, `msgstore.db` with table `messages` (to about 2021): one record per row, and per row
 * of `group_participants_history`.
 *
 * Meanings (artifacts 2.6): chats are named by JID (key_remote_jid); remote_resource is the sender in groups; status 6 marks rows of the
 * app itself, except calls (media_wa_type 8); latitude and longitude mean something for locations only; edit_version 7 is deleted by
 * the sender. While the app moves to the new schema both tables hold the same messages: such a row is skipped here and read there.
 */
import { evidenceRows, placeOf, sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords, unixTimeOrNull } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, Emitted, EvidenceDatabase, MessageKind, MessageRecord, ParserContext } from '../../../model/index.ts'
import { readChats } from './whatsappChats.ts'
import type { WhatsappChat, WhatsappChats } from './whatsappChats.ts'
import * as codes from './whatsappCodes.ts'
import { LEGACY_CALL_TABLES, readLegacyCalls } from './whatsappMessagesLegacyCalls.ts'
import { extrasOf, receiptsInWords, timesInWords } from './whatsappMessagesLegacyParts.ts'
import type { LegacySides } from './whatsappMessagesLegacyParts.ts'
import { MEMBER_HISTORY_COLUMNS, memberHistoryRecords } from './whatsappMembers.ts'
import { kindOfChat, readWhatsappIds, serviceOf } from './whatsappNames.ts'
import type { WhatsappIds } from './whatsappNames.ts'

const REQUIRED = ['key_remote_jid', 'key_from_me', 'key_id', 'data', 'timestamp']
const OPTIONAL = [
  'status',
  'media_wa_type',
  'media_mime_type',
  'media_size',
  'media_name',
  'media_caption',
  'media_hash',
  'media_duration',
  'media_url',
  'origin',
  'latitude',
  'longitude',
  'remote_resource',
  'received_timestamp',
  'receipt_server_timestamp',
  'receipt_device_timestamp',
  'read_device_timestamp',
  'played_device_timestamp',
  'recipient_count',
  'starred',
  'quoted_row_id',
  'mentioned_jids',
  'edit_version',
  'forwarded',
]
const QUOTE_COLUMNS = ['key_id', 'data', 'key_from_me', 'remote_resource']
const RECEIPT_COLUMNS = [
  'key_remote_jid',
  'key_id',
  'remote_resource',
  'receipt_device_timestamp',
  'read_device_timestamp',
  'played_device_timestamp',
]
const DELETED_BY_SENDER = 7

interface Reading extends LegacySides {
  readonly service: string
  readonly ids: WhatsappIds
  readonly chats: WhatsappChats
  readonly receipts: ReadonlyMap<string, readonly StoredRow[]>
  /** Keys of the messages that table `message` holds too. */
  readonly moved: ReadonlySet<string>
}

export const androidWhatsappMessagesLegacy = defineSqliteParser({
  id: 'android-whatsapp-messages-legacy',
  version: 2,
  app: 'WhatsApp',
  platform: 'android',
  store: 'WhatsApp messages, old schema (msgstore.db)',
  reads: ['**/msgstore.db'],
  yields: ['message'],
  proof: 'data-proven',
  scheme: 'whatsapp',
  doesNotCover: [
    'paths inside the serialised objects of thumb_image; files are found by their names',
    'kinds of system messages (kept as the stored number)',
    'messages_edits, payments, labels, link previews and thumbnails',
    'what an action of group_participants_history means (kept as the stored number)',
  ],
  requires: { messages: REQUIRED },
  optional: {
    messages: OPTIONAL,
    messages_quotes: QUOTE_COLUMNS,
    messages_vcards: ['message_row_id', 'vcard'],
    receipts: RECEIPT_COLUMNS,
    ...LEGACY_CALL_TABLES,
    chat_list: ['key_remote_jid', 'subject'],
    group_participants: ['gjid', 'jid'],
    group_participants_history: MEMBER_HISTORY_COLUMNS,
    message: ['chat_row_id', 'from_me', 'key_id'],
    chat: ['jid_row_id', 'subject', 'archived'],
    jid: ['user', 'server', 'raw_string'],
  },
  companions: { contacts: ['wa.db'] },
  *parse(database, context) {
    const reading = prepare(database, context)
    for (const row of evidenceRows(database, { table: 'messages', columns: [...REQUIRED, ...OPTIONAL] })) yield emitted(row, reading)
    yield* memberHistoryRecords(database, reading)
  },
})

function prepare(database: EvidenceDatabase, context: ParserContext): Reading {
  const ids = readWhatsappIds(database, context.companion('contacts'))
  const chats = readChats(database, ids)
  const cards = new Map<number, string[]>()
  for (const row of sideRows(database, { table: 'messages_vcards', columns: ['message_row_id', 'vcard'] })) {
    append(cards, numberOf(row['message_row_id']), textOf(row['vcard']))
  }
  const receipts = new Map<string, StoredRow[]>()
  for (const row of sideRows(database, { table: 'receipts', columns: RECEIPT_COLUMNS })) {
    append(receipts, `${textOf(row['key_remote_jid']) ?? ''}\n${textOf(row['key_id']) ?? ''}`, row)
  }
  return {
    service: serviceOf(context.path),
    ids,
    chats,
    quotes: sideRowsById(database, { table: 'messages_quotes', columns: QUOTE_COLUMNS }),
    cards,
    calls: readLegacyCalls(database),
    receipts,
    moved: readMoved(database, ids),
    context,
  }
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key | null, value: Value | null): void {
  if (key === null || value === null) return
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

const keyOf = (chatJid: string | null, fromMe: StoredRow[string] | undefined, keyId: string | null): string =>
  `${chatJid ?? ''}\n${numberOf(fromMe) ?? ''}\n${keyId ?? ''}`

function readMoved(database: EvidenceDatabase, ids: WhatsappIds): Set<string> {
  const moved = new Set<string>()
  if (!database.has('message', 'key_id') || !database.has('chat', 'jid_row_id')) return moved
  const chatJids = new Map<number, string | null>()
  for (const row of sideRows(database, { table: 'chat', columns: ['jid_row_id'] })) chatJids.set(row.rowId, ids.jidOf(row['jid_row_id']))
  for (const row of sideRows(database, { table: 'message', columns: ['chat_row_id', 'from_me', 'key_id'] })) {
    const chatJid = chatJids.get(numberOf(row['chat_row_id']) ?? -1) ?? null
    if (chatJid !== null) moved.add(keyOf(chatJid, row['from_me'], textOf(row['key_id'])))
  }
  return moved
}

function emitted(row: StoredRow, reading: Reading): Emitted {
  const jid = textOf(row['key_remote_jid'])
  const from = placeOf('messages', row)
  const isPlaceholder =
    numberOf(row['status']) === codes.PLACEHOLDER_STATUS && textOf(row['data']) === null && textOf(row['media_name']) === null
  if (jid === '-1' && isPlaceholder)
    return { type: 'skipped', from, reason: 'a row that the app keeps as a placeholder (key_remote_jid -1, status -1)' }
  if (reading.moved.has(keyOf(jid, row['key_from_me'], textOf(row['key_id'])))) {
    return { type: 'skipped', from, reason: 'the same message is in table message, from which it is read' }
  }
  return messageRecord(row, jid === null ? null : reading.chats.byJid(jid), reading)
}

function kindOf(row: StoredRow, type: number | null): MessageKind {
  const known = codes.MESSAGE_TYPES[type ?? -1]
  if (numberOf(row['status']) === codes.SYSTEM_STATUS && known?.kind !== 'call') return 'system'
  return known?.kind ?? (type === null && textOf(row['data']) !== null ? 'text' : 'other')
}

function messageRecord(row: StoredRow, chat: WhatsappChat | null, reading: Reading): MessageRecord {
  const type = numberOf(row['media_wa_type'])
  const kind = kindOf(row, type)
  const isOwn = flagOf(row['key_from_me'])
  const direction: Direction = kind === 'system' || isOwn === null ? 'unknown' : isOwn ? 'outgoing' : 'incoming'
  const senderJid = direction === 'incoming' ? senderOf(row, chat) : null
  const extras = extrasOf(row, type, kind, reading)
  const isDirect = chat?.partner != null
  const receipts = reading.receipts.get(`${textOf(row['key_remote_jid']) ?? ''}\n${textOf(row['key_id']) ?? ''}`) ?? []
  const text = kind === 'contact' ? null : textOf(row['data'])
  const facts = factsOf({
    ...rowFacts(row, type, kind, chat),
    ...extras.facts,
    caption: text !== null && extras.caption !== null && extras.caption !== text ? extras.caption : null,
    'device receipts': isDirect || direction !== 'outgoing' ? null : timesInWords(row),
    receipts: receiptsInWords(receipts),
  })
  const isDeleted = codes.DELETED_TYPES.includes(type ?? -1) || numberOf(row['edit_version']) === DELETED_BY_SENDER
  return {
    type: 'message',
    from: placeOf('messages', row),
    state: isDeleted ? 'deleted-flagged' : 'live',
    service: reading.service,
    nativeId: textOf(row['key_id']),
    thread: chat?.thread ?? null,
    sender: senderJid === null ? null : reading.ids.identityOf(senderJid),
    ownLine: null,
    direction,
    kind,
    sentAt: unixTime(row['timestamp']),
    deliveredAt:
      direction === 'incoming'
        ? unixTimeOrNull(row['received_timestamp'])
        : isDirect
          ? unixTimeOrNull(row['receipt_device_timestamp'])
          : null,
    readAt: direction === 'outgoing' && isDirect ? unixTimeOrNull(row['read_device_timestamp']) : null,
    editedAt: null,
    body: text ?? extras.caption,
    subject: null,
    attachments: extras.attachments,
    position: extras.position,
    replyToNativeId: extras.replyToNativeId,
    reaction: null,
    status: direction === 'outgoing' && kind !== 'call' ? codeInWords(row['status'], codes.OWN_STATUS) : null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function senderOf(row: StoredRow, chat: WhatsappChat | null): string | null {
  const stored = textOf(row['remote_resource'])
  return stored !== null && stored.includes('@') && kindOfChat(stored, null) !== 'group' ? stored : (chat?.partner ?? null)
}

function rowFacts(row: StoredRow, type: number | null, kind: MessageKind, chat: WhatsappChat | null): Record<string, string | null> {
  const isFile = codes.KINDS_WITH_FILE.includes(kind)
  const seconds = numberOf(row['media_duration'])
  const forwarded = numberOf(row['forwarded'])
  return {
    'message type': type === 0 ? null : (codes.MESSAGE_TYPES[type ?? -1]?.words ?? codeInWords(row['media_wa_type'], {})),
    'event as stored (media_size)': kind === 'system' ? textOf(row['media_size']) : null,
    'group member': kind === 'system' ? textOf(row['remote_resource']) : null,
    'voice note': type === codes.AUDIO && numberOf(row['origin']) === codes.VOICE_NOTE_ORIGIN ? 'yes' : null,
    'file hash (base64)': textOf(row['media_hash']),
    duration: seconds !== null && seconds > 0 ? `${seconds} s` : null,
    'download address': isFile ? textOf(row['media_url']) : null,
    'reached the server': unixTimeInWords(row['receipt_server_timestamp']),
    starred: flagOf(row['starred']) === true ? 'yes' : null,
    forwarded: forwarded !== null && forwarded > 0 ? 'yes' : null,
    'edit version':
      (numberOf(row['edit_version']) ?? 0) > 0 ? codeInWords(row['edit_version'], { [DELETED_BY_SENDER]: 'deleted by the sender' }) : null,
    mentions: row['mentioned_jids'] instanceof Uint8Array ? null : textOf(row['mentioned_jids']),
    chat: chat !== null && chat.marks.length > 0 ? chat.marks.join(', ') : null,
  }
}
