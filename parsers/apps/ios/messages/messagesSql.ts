/** What is read of the tables of Messages, composed from the columns that a file really has. */
import type { EvidenceDatabase, SqlValue } from '../../../model/index.ts'
import { MENTION } from './messagesAttributes.ts'

/** Columns without which a `message` table is not this store. */
export const REQUIRED_COLUMNS = ['guid', 'handle_id', 'is_from_me', 'date'] as const

/** Nanosecond counts exceed 2^53: these are read as text. */
const TIME_COLUMNS = ['date', 'date_read', 'date_delivered'] as const

const PLAIN_COLUMNS = [
  'guid',
  'text',
  'handle_id',
  'service',
  'account',
  'is_from_me',
  'is_sent',
  'is_delivered',
  'is_read',
  'error',
  'destination_caller_id',
  'cache_roomnames',
] as const

/**
 * Columns that say nothing in most rows. They are read by a second statement, for the rows that have any, because handing
 * out forty columns of every row would take most of the time of an import.
 */
const RARE_TIMES = ['date_edited', 'date_retracted', 'date_played'] as const
const RARE_CODES = [
  'item_type',
  'associated_message_type',
  'filter_action',
  'filter_sub_action',
  'is_spam',
  'is_audio_message',
  'is_system_message',
  'is_auto_reply',
  'was_downgraded',
  'cache_has_attachments',
  'schedule_type',
] as const
const RARE_TEXTS = [
  'subject',
  'associated_message_guid',
  'balloon_bundle_id',
  'thread_originator_guid',
  'expressive_send_style_id',
] as const
/** Say something only beside one of the others. */
const RARE_DETAILS = [
  'group_action_type',
  'group_title',
  'other_handle',
  'share_status',
  'share_direction',
  'associated_message_emoji',
  'thread_originator_part',
] as const

type Column = (typeof TIME_COLUMNS)[number] | (typeof PLAIN_COLUMNS)[number] | 'attributedBody'
type RareColumn =
  | (typeof RARE_TIMES)[number]
  | (typeof RARE_CODES)[number]
  | (typeof RARE_TEXTS)[number]
  | (typeof RARE_DETAILS)[number]
  | 'message_summary_info'
  | 'payload_data'
  | 'markedText'

export type MessageRow = { readonly rowId: number } & Readonly<Record<Column, SqlValue>>
/** The rare columns of one message. `markedText` is the archived text where its attributes say more than the text. */
export type RareRow = { readonly messageId: number } & Readonly<Record<RareColumn, SqlValue>>

export const OPTIONAL_COLUMNS: readonly string[] = [
  ...PLAIN_COLUMNS,
  ...TIME_COLUMNS,
  'attributedBody',
  ...RARE_TIMES,
  ...RARE_CODES,
  ...RARE_TEXTS,
  ...RARE_DETAILS,
  'message_summary_info',
  'payload_data',
].filter((name) => !(REQUIRED_COLUMNS as readonly string[]).includes(name))

/** All columns of table attachment that are used; any may be missing. */
export const ATTACHMENT_COLUMNS: readonly string[] = [
  'filename',
  'mime_type',
  'uti',
  'transfer_name',
  'total_bytes',
  'is_sticker',
  'hide_attachment',
  'is_commsafety_sensitive',
  'emoji_image_short_description',
]

export interface AttachmentRow {
  readonly messageId: number
  readonly attachmentId: number
  readonly isKnown: SqlValue
  readonly filename: SqlValue
  readonly mimeType: SqlValue
  readonly uti: SqlValue
  readonly transferName: SqlValue
  readonly totalBytes: SqlValue
  readonly isSticker: SqlValue
  readonly isHidden: SqlValue
  readonly isSensitive: SqlValue
  readonly description: SqlValue
}

/** A part of a message that was deleted alone (iOS 16 and later). */
export interface DeletedPartRow {
  readonly messageId: number
  readonly part: SqlValue
  readonly text: SqlValue
  readonly deleteDate: SqlValue
}

/**
 * The archived text, unless it is the same as `text`: then handing it out would cost more than all the rest. The archive
 * holds a string of up to 127 bytes as `+`, its length in one byte, the bytes, and the end mark 0x86.
 */
function archivedTextSql(text: string, archive: string): string {
  if (text === 'NULL' || archive === 'NULL') return archive
  const length = `length(CAST(${text} AS BLOB))`
  const sameText = `CAST('+' || char(${length}) || ${text} || x'86' AS BLOB)`
  return `CASE WHEN ${length} < 128 AND instr(${archive}, ${sameText}) THEN NULL ELSE ${archive} END`
}

/**
 * Current iOS stores a summary with nearly every message; only those with an edit history (`ec`), unsent parts (`rp`) or
 * another encoding than a binary list are wanted. In a binary list a key of two letters is the byte 0x52 and the letters.
 */
const wantedSummarySql = (summary: string): string =>
  `(instr(${summary}, x'526563') OR instr(${summary}, x'527270') OR substr(${summary}, 1, 6) <> x'62706c697374')`

/** Archived texts that mention somebody; those of audio messages may hold what was said. */
function markedTextSql(database: EvidenceDatabase): string | null {
  if (!database.has('message', 'attributedBody')) return null
  const isAudio = database.has('message', 'is_audio_message') ? ' OR m.is_audio_message <> 0' : ''
  return `(instr(m.attributedBody, CAST('${MENTION}' AS BLOB))${isAudio})`
}

/** One row per row of `message`, in the order of its row ids. */
export function messageSql(database: EvidenceDatabase): string {
  const columnOf = (name: string): string => database.column('message', name, 'm')
  const columns = [
    ...PLAIN_COLUMNS.map((name) => `${columnOf(name)} AS ${name}`),
    ...TIME_COLUMNS.map((name) => `CAST(${columnOf(name)} AS TEXT) AS ${name}`),
    `${archivedTextSql(columnOf('text'), columnOf('attributedBody'))} AS attributedBody`,
  ]
  return `SELECT m.ROWID AS rowId, ${columns.join(', ')} FROM message m ORDER BY m.ROWID`
}

/** The rare columns of the messages that have something in them, ascending; null when the file has none of these columns. */
export function rareSql(database: EvidenceDatabase): string | null {
  const columnOf = (name: string): string => database.column('message', name, 'm')
  const has = (name: string): boolean => database.has('message', name)
  const [summary, payload] = [columnOf('message_summary_info'), columnOf('payload_data')]
  const marked = markedTextSql(database)
  const tests = [
    ...[...RARE_CODES, ...RARE_TIMES].filter(has).map((name) => `${columnOf(name)} <> 0`),
    ...RARE_TEXTS.filter(has).map((name) => `${columnOf(name)} <> ''`),
    ...(summary === 'NULL' ? [] : [wantedSummarySql(summary)]),
    ...(payload === 'NULL' ? [] : [`${payload} IS NOT NULL`]),
    ...(marked === null ? [] : [marked]),
  ]
  if (tests.length === 0) return null
  const columns = [
    ...[...RARE_CODES, ...RARE_TEXTS, ...RARE_DETAILS].map((name) => `${columnOf(name)} AS ${name}`),
    ...RARE_TIMES.map((name) => `CAST(${columnOf(name)} AS TEXT) AS ${name}`),
    `${summary === 'NULL' ? 'NULL' : `CASE WHEN ${wantedSummarySql(summary)} THEN ${summary} END`} AS message_summary_info`,
    `${payload} AS payload_data`,
    `${marked === null ? 'NULL' : `CASE WHEN ${marked} THEN m.attributedBody END`} AS markedText`,
  ]
  return `SELECT m.ROWID AS messageId, ${columns.join(', ')} FROM message m WHERE ${tests.join(' OR ')} ORDER BY m.ROWID`
}

/** Conversations of messages, ascending; null when the tables are not there. */
export function chatJoinSql(database: EvidenceDatabase): string | null {
  return joinSql(database, 'chat_message_join', 'NULL')
}

/** Conversations of recently deleted messages (iOS 16 and later), ascending. */
export function recoverableJoinSql(database: EvidenceDatabase): string | null {
  const table = 'chat_recoverable_message_join'
  return joinSql(database, table, `CAST(${database.column(table, 'delete_date', 'j')} AS TEXT)`)
}

function joinSql(database: EvidenceDatabase, table: string, deleteDate: string): string | null {
  if (!database.has(table, 'message_id')) return null
  const chatId = database.column(table, 'chat_id', 'j')
  return `SELECT j.message_id AS messageId, ${chatId} AS chatId, ${deleteDate} AS deleteDate FROM ${table} j
    WHERE typeof(j.message_id) = 'integer' ORDER BY j.message_id, ${chatId === 'NULL' ? 'j.rowid' : chatId}`
}

/** Attachments of messages, ascending; null when the tables are not there. */
export function attachmentSql(database: EvidenceDatabase): string | null {
  if (!database.has('message_attachment_join', 'message_id') || !database.has('message_attachment_join', 'attachment_id')) return null
  const hasFiles = database.has('attachment')
  const column = (name: string): string => (hasFiles ? database.column('attachment', name, 'a') : 'NULL')
  return `SELECT j.message_id AS messageId, j.attachment_id AS attachmentId, ${hasFiles ? 'a.ROWID' : 'NULL'} AS isKnown,
      ${column('filename')} AS filename, ${column('mime_type')} AS mimeType, ${column('uti')} AS uti,
      ${column('transfer_name')} AS transferName, ${column('total_bytes')} AS totalBytes, ${column('is_sticker')} AS isSticker,
      ${column('hide_attachment')} AS isHidden, ${column('is_commsafety_sensitive')} AS isSensitive,
      ${column('emoji_image_short_description')} AS description
    FROM message_attachment_join j ${hasFiles ? 'LEFT JOIN attachment a ON a.ROWID = j.attachment_id' : ''}
    WHERE typeof(j.message_id) = 'integer' ORDER BY j.message_id, j.attachment_id`
}

/** Deleted parts of messages that are still there, ascending; null when the table is not there. */
export function deletedPartSql(database: EvidenceDatabase): string | null {
  const table = 'recoverable_message_part'
  if (!database.has(table, 'message_id')) return null
  const column = (name: string): string => database.column(table, name, 'p')
  return `SELECT p.message_id AS messageId, ${column('part_index')} AS part, ${column('part_text')} AS text,
      CAST(${column('delete_date')} AS TEXT) AS deleteDate
    FROM ${table} p WHERE typeof(p.message_id) = 'integer' ORDER BY p.message_id, ${column('part_index')}`
}
