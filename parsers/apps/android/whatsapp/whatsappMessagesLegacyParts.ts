/** What the columns and side tables of an old WhatsApp message hold besides its text: file, place, contact card, call, quote, receipts. */
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import type { MessageKind, ParserContext } from '../../../model/index.ts'
import * as codes from './whatsappCodes.ts'
import { addCards, noExtras, positionOf } from './whatsappContent.ts'
import type { Extras } from './whatsappContent.ts'
import { whatsappFileNamed } from './whatsappMedia.ts'

/** Side tables in memory: quoted messages by row, cards and calls by message. */
export interface LegacySides {
  readonly quotes: ReadonlyMap<number, StoredRow>
  readonly cards: ReadonlyMap<number, readonly string[]>
  readonly calls: ReadonlyMap<number, Readonly<Record<string, string>>>
  readonly context: ParserContext
}

export function extrasOf(row: StoredRow, type: number | null, kind: MessageKind, reading: LegacySides): Extras {
  const extras = noExtras()
  const name = textOf(row['media_name'])
  extras.caption = textOf(row['media_caption'])
  if (kind === 'location') addPlace(extras, row, name)
  else if (kind === 'contact') addContact(extras, row, name, reading)
  else if (codes.KINDS_WITH_FILE.includes(kind)) {
    const size = numberOf(row['media_size'])
    const path = name === null ? null : whatsappFileNamed(name, type, reading.context)
    extras.attachments.push({ path, name, mime: textOf(row['media_mime_type']), sizeBytes: size !== null && size > 0 ? size : null })
    if (path !== null) extras.facts['file'] = 'found by its name in the folder of its kind'
  } else if (kind === 'call') addCall(extras, row, reading.calls.get(row.rowId))
  const quoted = reading.quotes.get(numberOf(row['quoted_row_id']) ?? -1)
  if (quoted !== undefined) {
    extras.replyToNativeId = textOf(quoted['key_id'])
    put(extras, 'quoted text', textOf(quoted['data']))
    put(extras, 'quoted sender', flagOf(quoted['key_from_me']) === true ? "the phone's owner" : textOf(quoted['remote_resource']))
  }
  return extras
}

function put(extras: Extras, key: string, value: string | null): void {
  if (value !== null) extras.facts[key] = value
}

function addPlace(extras: Extras, row: StoredRow, name: string | null): void {
  extras.position = positionOf(row['latitude'], row['longitude'], name)
  if (extras.position !== null) return
  put(extras, 'position as stored', `${textOf(row['latitude']) ?? 'none'}, ${textOf(row['longitude']) ?? 'none'}`)
  put(extras, 'place', name)
}

function addContact(extras: Extras, row: StoredRow, name: string | null, reading: LegacySides): void {
  const cards = [textOf(row['data']), ...(reading.cards.get(row.rowId) ?? [])].filter((card) => card !== null)
  extras.caption ??= name
  addCards(extras, [...new Set(cards)])
}

function addCall(extras: Extras, row: StoredRow, logged: Readonly<Record<string, string>> = {}): void {
  put(extras, 'call kind', extras.caption)
  extras.caption = null
  put(extras, 'call', textOf(row['media_url']))
  Object.assign(extras.facts, logged)
}

/** Delivered, read and played, or null where no time is stored. */
export function timesInWords(row: StoredRow): string | null {
  const times = (
    [
      ['delivered', 'receipt_device_timestamp'],
      ['read', 'read_device_timestamp'],
      ['played', 'played_device_timestamp'],
    ] as const
  )
    .map(([word, column]) => [word, unixTimeInWords(row[column])] as const)
    .filter(([, time]) => time !== null)
  return times.length === 0 ? null : times.map(([word, time]) => `${word} ${time ?? ''}`).join(', ')
}

export function receiptsInWords(rows: readonly StoredRow[]): string | null {
  const lines = rows.map(
    (row) => `${textOf(row['remote_resource']) ?? textOf(row['key_remote_jid']) ?? 'nobody'}: ${timesInWords(row) ?? 'no time'}`,
  )
  return lines.length === 0 ? null : lines.join('; ')
}
