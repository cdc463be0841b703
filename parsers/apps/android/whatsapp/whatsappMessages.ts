/**
 * Messages of WhatsApp for Android, `msgstore.db` with table `message` (about 2021 and later): one record per row of `message`, of
 * `message_add_on` (reactions, votes) and of the tables of present and past group members, one link per row of `jid_map`.
 *
 * Meanings (artifacts 2.5): timestamp is the sender's or server's clock in milliseconds since 1970 UTC and is shown; received_timestamp is
 * this phone's. sender_jid_row_id is set in groups only: otherwise the sender is the chat's other party. from_me says nothing of rows
 * of the app itself (type 7 and timers): who acted is not stored there, so their direction is unknown and the persons are facts. Text before an
 * edit and text of deleted messages are not kept by the app. Rows of status -1 fill a place and hold nothing.
 */
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords, unixTimeOrNull } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, Emitted, EvidenceDatabase, Instant, MessageRecord, ParserContext } from '../../../model/index.ts'
import { ADD_ON_COLUMNS, ADD_ON_SIDE_TABLES, addOnRecords, directionOf, idPairs } from './whatsappAddOns.ts'
import { CHAT_COLUMNS, readChats } from './whatsappChats.ts'
import type { WhatsappChat, WhatsappChats } from './whatsappChats.ts'
import * as codes from './whatsappCodes.ts'
import * as content from './whatsappContent.ts'
import { MEMBER_COLUMNS, MEMBER_HISTORY_COLUMNS, memberRecords, PAST_MEMBER_COLUMNS } from './whatsappMembers.ts'
import { kindOfChat, readWhatsappIds, serviceOf } from './whatsappNames.ts'
import type { WhatsappIds } from './whatsappNames.ts'
import { readSideTables, SIDE_TABLE_COLUMNS } from './whatsappSideTables.ts'
import type { SideTables } from './whatsappSideTables.ts'

const REQUIRED = ['chat_row_id', 'from_me', 'timestamp', 'text_data']
const OPTIONAL = [
  'key_id',
  'sender_jid_row_id',
  'status',
  'origination_flags',
  'origin',
  'received_timestamp',
  'receipt_server_timestamp',
  'message_type',
  'starred',
  'broadcast',
  'translated_text',
]

interface Reading {
  readonly service: string
  readonly ids: WhatsappIds
  readonly chats: WhatsappChats
  readonly side: SideTables
  readonly contents: content.Contents
  readonly context: ParserContext
}

const withOwner = (tables: Readonly<Record<string, readonly string[]>>): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(tables).map(([table, columns]) => [table, ['message_row_id', ...columns]]))

export const androidWhatsappMessages = defineSqliteParser({
  id: 'android-whatsapp-messages',
  version: 2,
  app: 'WhatsApp',
  platform: 'android',
  store: 'WhatsApp messages (msgstore.db)',
  reads: ['**/msgstore.db'],
  yields: ['message', 'identity-link'],
  proof: 'source-verified',
  scheme: 'whatsapp',
  doesNotCover: [
    'the old schema with table messages: its own parser',
    'thumbnails, link counts, receipts of single devices, labels of businesses',
    'payments beyond message_payment, message_invoice and reminders',
    'what an action of group_participants_history means (kept as the stored number)',
    'channels: numbers of reactions and views, and their descriptions',
    'what AI assistants and status updates add to a message',
  ],
  requires: { message: REQUIRED },
  optional: {
    message: OPTIONAL,
    chat: CHAT_COLUMNS,
    jid: ['user', 'server', 'raw_string', 'type'],
    jid_map: ['lid_row_id', 'jid_row_id'],
    lid_display_name: ['lid_row_id', 'display_name'],
    group_participant_user: MEMBER_COLUMNS,
    group_participants: ['gjid', 'jid'],
    group_participants_history: MEMBER_HISTORY_COLUMNS,
    group_past_participant_user: PAST_MEMBER_COLUMNS,
    chat_list: ['key_remote_jid', 'subject'],
    message_add_on: ADD_ON_COLUMNS,
    ...ADD_ON_SIDE_TABLES,
    ...withOwner(content.CONTENT_TABLES),
    ...SIDE_TABLE_COLUMNS,
  },
  companions: { contacts: ['wa.db'] },
  *parse(database, context) {
    const ids = readWhatsappIds(database, context.companion('contacts'))
    const chats = readChats(database, ids)
    const service = serviceOf(context.path)
    const reading: Reading = { service, ids, chats, side: readSideTables(database, ids), contents: content.readContents(database), context }
    yield* messages(database, reading)
    yield* addOnRecords(database, reading)
    yield* memberRecords(database, reading)
    yield* idPairs(database, ids)
  },
})

function* messages(database: EvidenceDatabase, reading: Reading): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: 'message', columns: [...REQUIRED, ...OPTIONAL] })) {
    if (isPlaceholder(row, reading))
      yield { type: 'skipped', from: placeOf('message', row), reason: 'a row that the app keeps as a placeholder (status -1, no content)' }
    else yield messageRecord(row, reading)
  }
  const left = [...reading.side.leftOver(), ...reading.contents.leftOver()]
  for (const [table, count] of left) {
    reading.context.note(`Table ${table} names messages that are not in table message (${count} ids): they may have been deleted.`)
  }
}

function isPlaceholder(row: StoredRow, { contents }: Reading): boolean {
  return (
    numberOf(row['status']) === codes.PLACEHOLDER_STATUS && textOf(row['text_data']) === null && !contents.has('message_media', row.rowId)
  )
}

function messageRecord(row: StoredRow, reading: Reading): MessageRecord {
  const { ids, chats, contents } = reading
  const type = numberOf(row['message_type'])
  const known = codes.MESSAGE_TYPES[type ?? -1]
  const text = textOf(row['text_data'])
  const kind = known?.kind ?? (type === null && text !== null ? 'text' : 'other')
  const chat = chats.of(row['chat_row_id'])
  const direction: Direction = kind === 'system' ? 'unknown' : directionOf(row)
  const senderJid = direction === 'incoming' ? senderOf(row, chat, ids) : null
  const extras = content.noExtras()
  for (const media of contents.of('message_media', row.rowId)) content.addFile(extras, media, kind, reading.context)
  for (const place of contents.of('message_location', row.rowId)) content.addLocation(extras, place)
  for (const quoted of contents.of('message_quoted', row.rowId)) content.addQuoted(extras, quoted, ids)
  content.addCards(
    extras,
    contents
      .of('message_vcard', row.rowId)
      .map((card) => textOf(card['vcard']))
      .filter((card) => card !== null),
  )
  content.addPoll(extras, contents.of('message_poll_option', row.rowId))
  content.addButtons(extras, contents.of('message_template_button', row.rowId), ['text_data', 'extra_data'])
  content.addButtons(extras, contents.of('message_ui_elements', row.rowId), [
    'description',
    'element_content',
    'footer_text',
    'button_text',
  ])
  if (codes.KINDS_WITH_FILE.includes(kind) && extras.attachments.length === 0)
    extras.attachments.push({ path: null, name: null, mime: null, sizeBytes: null })
  const receipts = receiptsOf(row, direction, chat, reading)
  const facts = { ...rowFacts(row, type, chat, senderJid, reading), ...systemFacts(row, reading), ...extras.facts, ...receipts.facts }
  reading.side.addFacts(row.rowId, facts)
  if (text !== null && extras.caption !== null && extras.caption !== text) facts['caption'] = extras.caption
  return {
    type: 'message',
    from: placeOf('message', row),
    state:
      codes.DELETED_TYPES.includes(type ?? -1) || reading.side.textOf('message_revoked', row.rowId, 'revoked_key_id') !== null
        ? 'deleted-flagged'
        : 'live',
    service: reading.service,
    nativeId: textOf(row['key_id']),
    thread: chat?.thread ?? null,
    sender: senderJid === null ? null : ids.identityOf(senderJid),
    ownLine: null,
    direction,
    kind,
    sentAt: unixTime(row['timestamp']),
    deliveredAt: receipts.deliveredAt,
    readAt: receipts.readAt,
    editedAt: unixTimeOrNull(numberOf(reading.side.textOf('message_edit_info', row.rowId, 'edited_timestamp'))),
    body: text ?? extras.caption ?? reading.side.textOf('message_template', row.rowId, 'content_text_data'),
    subject: null,
    attachments: extras.attachments,
    position: extras.position,
    replyToNativeId: extras.replyToNativeId,
    reaction: null,
    status: direction === 'outgoing' ? codeInWords(row['status'], codes.OWN_STATUS) : null,
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  }
}

/** The stored sender; without one, the other party of a one-to-one chat. */
function senderOf(row: StoredRow, chat: WhatsappChat | null, ids: WhatsappIds): string | null {
  const stored = ids.jidOf(row['sender_jid_row_id'])
  const kind = stored === null ? 'unknown' : kindOfChat(stored, null)
  return stored !== null && kind !== 'group' && kind !== 'broadcast' ? stored : (chat?.partner ?? null)
}

function rowFacts(
  row: StoredRow,
  type: number | null,
  chat: WhatsappChat | null,
  senderJid: string | null,
  { ids }: Reading,
): Record<string, string> {
  const facts: Record<string, string> = {}
  const put = (key: string, value: string | null): void => {
    if (value !== null) facts[key] = value
  }
  if (type !== null && type !== 0) put('message type', codes.MESSAGE_TYPES[type]?.words ?? `unknown (${type})`)
  if (type === null) put('message type', codeInWords(row['message_type'], {}))
  if (type === codes.AUDIO && numberOf(row['origin']) === codes.VOICE_NOTE_ORIGIN) put('voice note', 'yes')
  if (((numberOf(row['origination_flags']) ?? 0) & 1) !== 0) put('forwarded', 'yes')
  if (senderJid !== null) put('sender by number (jid_map)', ids.numberJidOf(senderJid))
  const senderId = numberOf(row['sender_jid_row_id'])
  if (senderId !== null && senderId > 0 && ids.jidOf(senderId) === null) put('sender row', ids.jidInWords(senderId))
  put('reached the server', unixTimeInWords(row['receipt_server_timestamp']))
  if (flagOf(row['starred']) === true) put('starred', 'yes')
  if (flagOf(row['broadcast']) === true) put('sent to a list', 'yes')
  put('translation', textOf(row['translated_text']))
  if (chat === null) put('chat row', textOf(row['chat_row_id']) === null ? null : `${textOf(row['chat_row_id']) ?? ''}, not in chat`)
  else if (chat.marks.length > 0) put('chat', chat.marks.join(', '))
  return facts
}

/** What a row of the app itself says, and who is named in it. */
function systemFacts(row: StoredRow, { ids, contents }: Reading): Record<string, string> {
  const facts: Record<string, string> = {}
  for (const event of contents.of('message_system', row.rowId)) {
    const words = codeInWords(event['action_type'], codes.ACTIONS)
    if (words !== null) facts['event'] = words
    const stored = ids.jidInWords(row['sender_jid_row_id'])
    if (stored !== null) facts['from'] = stored
  }
  const named = (table: string): string[] =>
    contents
      .of(table, row.rowId)
      .map((one) => ids.jidInWords(one['user_jid_row_id'] ?? one['jid_row_id']))
      .filter((jid) => jid !== null)
  const members = named('message_system_chat_participant')
  if (members.length > 0) facts['group members'] = members.join('; ')
  const mentioned = named('message_mentions')
  if (mentioned.length > 0) facts['mentions'] = mentioned.join('; ')
  return facts
}

interface Receipts {
  readonly deliveredAt: Instant | null
  readonly readAt: Instant | null
  readonly facts: Record<string, string>
}

/** One recipient gives the message's own times; several are written out. Incoming: when this phone received it. */
function receiptsOf(row: StoredRow, direction: Direction, chat: WhatsappChat | null, { ids, contents }: Reading): Receipts {
  const rows = contents.of('receipt_user', row.rowId)
  if (direction === 'incoming') return { deliveredAt: unixTimeOrNull(row['received_timestamp']), readAt: null, facts: {} }
  const [only] = rows
  if (only !== undefined && rows.length === 1 && chat?.partner != null) {
    const played = unixTimeInWords(only['played_timestamp'])
    return {
      deliveredAt: unixTimeOrNull(only['receipt_timestamp']),
      readAt: unixTimeOrNull(only['read_timestamp']),
      facts: played === null ? {} : { played },
    }
  }
  const words = content.receiptsInWords(rows, ids)
  return { deliveredAt: null, readAt: null, facts: words === null ? {} : { receipts: words } }
}
