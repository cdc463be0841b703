/**
 * What the larger side tables of msgstore.db say of a message: file, position, quoted message, contact cards, poll, members of a
 * system message, receipts. All are in memory by message, so that no join can multiply a message.
 *
 * Meanings (artifacts 2.5): file_path is relative to the app's folder; file_hash is the base64 SHA-256 of the file; live_location_final_*
 * is the last position of a live location; receipts of recipients are milliseconds since 1970 UTC.
 */
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import type { AttachmentRef, EvidenceDatabase, MessageKind, ParserContext, SharedPosition } from '../../../model/index.ts'
import { KINDS_WITH_FILE } from './whatsappCodes.ts'
import { whatsappFilePath } from './whatsappMedia.ts'
import type { WhatsappIds } from './whatsappNames.ts'

/** Tables with a column `message_row_id`, and what is read of them. */
export const CONTENT_TABLES: Readonly<Record<string, readonly string[]>> = {
  message_media: [
    'file_path',
    'mime_type',
    'file_size',
    'file_length',
    'media_name',
    'media_caption',
    'file_hash',
    'media_duration',
    'message_url',
    'raw_transcription_text',
    'accessibility_label',
    'first_viewed_timestamp',
  ],
  message_location: [
    'latitude',
    'longitude',
    'place_name',
    'place_address',
    'url',
    'live_location_share_duration',
    'live_location_final_latitude',
    'live_location_final_longitude',
    'live_location_final_timestamp',
  ],
  message_quoted: ['key_id', 'text_data', 'from_me', 'sender_jid_row_id', 'message_type'],
  message_vcard: ['vcard'],
  message_mentions: ['jid_row_id'],
  message_poll_option: ['option_name', 'vote_total'],
  message_system_chat_participant: ['user_jid_row_id'],
  message_system: ['action_type'],
  receipt_user: ['receipt_user_jid_row_id', 'receipt_timestamp', 'read_timestamp', 'played_timestamp'],
  message_template_button: ['text_data', 'extra_data'],
  message_ui_elements: ['element_content', 'description', 'footer_text', 'button_text'],
}

const NONE: readonly StoredRow[] = []

export interface Contents {
  of(table: string, messageId: number): readonly StoredRow[]
  /** Whether the table has rows of the message; does not count as having asked for them. */
  has(table: string, messageId: number): boolean
  /** How many messages that are gone have rows, per table. */
  leftOver(): ReadonlyMap<string, number>
}

export function readContents(database: EvidenceDatabase): Contents {
  const tables = new Map<string, Map<number, StoredRow[]>>()
  const asked = new Map<string, number>()
  for (const [table, columns] of Object.entries(CONTENT_TABLES)) {
    if (!database.has(table, 'message_row_id')) continue
    const rows = new Map<number, StoredRow[]>()
    for (const row of sideRows(database, { table, columns: ['message_row_id', ...columns] })) {
      const owner = numberOf(row['message_row_id'])
      if (owner === null) continue
      const list = rows.get(owner)
      if (list === undefined) rows.set(owner, [row])
      else list.push(row)
    }
    if (rows.size > 0) tables.set(table, rows)
  }
  return {
    of(table, messageId) {
      const found = tables.get(table)?.get(messageId)
      if (found === undefined) return NONE
      asked.set(table, (asked.get(table) ?? 0) + 1)
      return found
    },
    has: (table, messageId) => tables.get(table)?.has(messageId) ?? false,
    leftOver: () =>
      new Map(
        [...tables].map(([table, rows]): [string, number] => [table, rows.size - (asked.get(table) ?? 0)]).filter(([, count]) => count > 0),
      ),
  }
}

/** What is collected for a message. */
export interface Extras {
  readonly attachments: AttachmentRef[]
  readonly facts: Record<string, string>
  caption: string | null
  position: SharedPosition | null
  replyToNativeId: string | null
}

export const noExtras = (): Extras => ({ attachments: [], facts: {}, caption: null, position: null, replyToNativeId: null })

function put(facts: Record<string, string>, key: string, value: string | null): void {
  if (value !== null) facts[key] = value
}

export function addFile(extras: Extras, row: StoredRow, kind: MessageKind, context: ParserContext): void {
  const { facts } = extras
  const stored = textOf(row['file_path'])
  const seconds = numberOf(row['media_duration'])
  put(facts, 'media file as stored', stored)
  put(facts, 'file SHA-256 (base64)', textOf(row['file_hash']))
  if (seconds !== null && seconds > 0) facts['duration'] = `${seconds} s`
  put(facts, 'transcription', textOf(row['raw_transcription_text']))
  put(facts, 'description of the picture', textOf(row['accessibility_label']))
  put(facts, 'first viewed', unixTimeInWords(row['first_viewed_timestamp']))
  if (stored === null) put(facts, 'download address', textOf(row['message_url']))
  extras.caption ??= textOf(row['media_caption'])
  const name = textOf(row['media_name'])
  if (stored === null && name === null && !KINDS_WITH_FILE.includes(kind)) return
  const size = [numberOf(row['file_length']), numberOf(row['file_size'])].find((bytes) => bytes !== null && bytes > 0)
  extras.attachments.push({
    path: stored === null ? null : whatsappFilePath(stored, context),
    name: name ?? stored?.split('/').at(-1) ?? null,
    mime: textOf(row['mime_type']),
    sizeBytes: size ?? null,
  })
}

/** A position in degrees, or null: 0, 0 stands for none. */
export function positionOf(
  latitudeStored: StoredRow[string] | undefined,
  longitudeStored: StoredRow[string] | undefined,
  label: string | null,
): SharedPosition | null {
  const [latitude, longitude] = [numberOf(latitudeStored), numberOf(longitudeStored)]
  if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null
  return latitude === 0 && longitude === 0 ? null : { latitude, longitude, accuracyMetres: null, label }
}

export function addLocation(extras: Extras, row: StoredRow): void {
  const { facts } = extras
  const label = [textOf(row['place_name']), textOf(row['place_address'])].filter((part) => part !== null).join(', ')
  extras.position ??= positionOf(row['latitude'], row['longitude'], label === '' ? null : label)
  if (extras.position === null) {
    put(facts, 'position as stored', `${textOf(row['latitude']) ?? 'none'}, ${textOf(row['longitude']) ?? 'none'}`)
    put(facts, 'place', label === '' ? null : label)
  }
  put(facts, 'place link', textOf(row['url']))
  const shared = numberOf(row['live_location_share_duration'])
  if (shared !== null && shared > 0) facts['live location shared for'] = `${shared} s`
  const last = positionOf(row['live_location_final_latitude'], row['live_location_final_longitude'], null)
  if (last !== null) facts['last live position'] = `${last.latitude}, ${last.longitude}`
  put(facts, 'last live position at', unixTimeInWords(row['live_location_final_timestamp']))
}

export function addQuoted(extras: Extras, row: StoredRow, ids: WhatsappIds): void {
  extras.replyToNativeId ??= textOf(row['key_id'])
  put(extras.facts, 'quoted text', textOf(row['text_data']))
  put(extras.facts, 'quoted sender', numberOf(row['from_me']) === 1 ? "the phone's owner" : ids.jidInWords(row['sender_jid_row_id']))
}

/** Cards as facts; where the message has no text, the names on them are its text. */
export function addCards(extras: Extras, cards: readonly string[]): void {
  if (cards.length === 0) return
  extras.facts['vCard'] = cards.join('\n')
  const names = cards.map((card) => /^FN[^:\r\n]*:(.+?)\r?$/im.exec(card)?.[1]?.trim()).filter((name) => name !== undefined && name !== '')
  if (names.length > 0) extras.caption ??= names.join(', ')
}

export function addPoll(extras: Extras, options: readonly StoredRow[]): void {
  const words = options.map((option) => {
    const votes = numberOf(option['vote_total'])
    return `${textOf(option['option_name']) ?? 'no name'}${votes === null ? '' : ` (votes: ${votes})`}`
  })
  if (words.length > 0) extras.facts['poll options'] = words.join('; ')
}

/** Buttons and texts of business messages. */
export function addButtons(extras: Extras, rows: readonly StoredRow[], columns: readonly string[]): void {
  const words = rows.flatMap((row) => columns.map((column) => textOf(row[column]))).filter((word) => word !== null)
  if (words.length > 0) extras.facts['buttons and texts'] = words.join('; ')
}

/** Longest list of recipients that is written out. */
const MAX_RECEIPTS = 64

/** Who received, read and played an own message in a group or list. */
export function receiptsInWords(rows: readonly StoredRow[], ids: WhatsappIds): string | null {
  const lines = rows.map((row) => {
    const times = (
      [
        ['delivered', 'receipt_timestamp'],
        ['read', 'read_timestamp'],
        ['played', 'played_timestamp'],
      ] as const
    )
      .map(([word, column]) => [word, unixTimeInWords(row[column])] as const)
      .filter(([, time]) => time !== null)
      .map(([word, time]) => `${word} ${time ?? ''}`)
    return `${ids.jidInWords(row['receipt_user_jid_row_id']) ?? 'nobody'}: ${times.length === 0 ? 'no time' : times.join(', ')}`
  })
  if (lines.length === 0) return null
  const rest = lines.length - MAX_RECEIPTS
  return `${lines.slice(0, MAX_RECEIPTS).join('; ')}${rest > 0 ? `; and ${rest} more in receipt_user` : ''}`
}
