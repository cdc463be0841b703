/** One message of Signal for Android as a record, whichever table and version its row is of. */
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords, unixTimeOrNull } from '../../../formats/values/unixTime.ts'
import type { IdentityRef, MessageKind, MessageRecord, SqlValue } from '../../../model/index.ts'
import type { SignalFiles } from './signalAttachments.ts'
import { signalType } from './signalCodes.ts'
import type { SignalType } from './signalCodes.ts'
import type { SignalPeople } from './signalRecipients.ts'

/** Columns of `message`; tables `sms` and `mms` of older versions have some of them. */
export const MESSAGE_COLUMNS = [
  'date_received',
  'date_server',
  'from_recipient_id',
  'to_recipient_id',
  'recipient_id',
  'address',
  'read',
  'remote_deleted',
  'deleted_by',
  'view_once',
  'reveal_duration',
  'expires_in',
  'expire_started',
  'quote_id',
  'quote_author',
  'quote_body',
  'quote_missing',
  'original_message_id',
  'latest_revision_id',
  'delivery_receipt_count',
  'read_receipt_count',
  'viewed_receipt_count',
  'has_delivery_receipt',
  'has_read_receipt',
  'viewed',
  'story_type',
  'parent_story_id',
  'scheduled_date',
  'shared_contacts',
  'link_previews',
]

export interface SignalReading {
  readonly people: SignalPeople
  filesOf(messageId: number): SignalFiles
  /** When the first version of an edited message was sent, by its row. */
  firstSent(messageId: number): SqlValue | undefined
}

/** Row of a message with its four columns that are named differently in every version. */
export interface SignalRow {
  readonly table: string
  readonly row: StoredRow
  readonly sent: SqlValue | undefined
  readonly received: SqlValue | undefined
  readonly type: SqlValue | undefined
}

export function messageRecord({ table, row, sent, received, type: stored }: SignalRow, reading: SignalReading): MessageRecord {
  const type = signalType(stored)
  const { people } = reading
  const files = reading.filesOf(row.rowId)
  const author = authorOf(row, type, people.self)
  const sender = type.direction === 'incoming' ? (people.recipient(author)?.identity ?? null) : null
  const isEarlier = (numberOf(row['latest_revision_id']) ?? 0) > 0
  const first = isEarlier ? undefined : reading.firstSent(numberOf(row['original_message_id']) ?? -1)
  const kind = kindOf(row, type, files)
  const isText = kind !== 'system' && kind !== 'call'
  const facts = factsOf({
    notice: type.notice,
    'details as stored': isText ? null : textOf(row['body']),
    ...personFacts(row, type, people),
    ...(isText ? files.facts : {}),
    ...rowFacts(row),
    'earlier version of': isEarlier ? `message ${textOf(row['latest_revision_id']) ?? ''}` : null,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf(table, row),
    state: isEarlier ? 'edited-previous' : isDeleted(row) ? 'deleted-flagged' : 'live',
    service: type.isSignal ? 'Signal' : 'SMS or MMS through Signal',
    nativeId: nativeIdOf(author, sent, reading),
    thread: people.threadOf(row['thread_id']),
    sender,
    ownLine: type.direction === 'outgoing' ? ownLineOf(reading) : null,
    direction: type.direction,
    kind,
    sentAt: unixTime(first ?? sent),
    deliveredAt: type.direction === 'incoming' ? unixTimeOrNull(received) : null,
    editedAt: first === undefined ? null : unixTimeOrNull(sent),
    body: isText ? textOf(row['body']) : null,
    attachments: files.attachments,
    replyToNativeId: (numberOf(row['quote_id']) ?? 0) > 0 ? nativeIdOf(numberOf(row['quote_author']), row['quote_id'], reading) : null,
    status: type.status,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** The number of the recipient who wrote it. Older versions store only the other party. */
function authorOf(row: StoredRow, { direction }: SignalType, self: number | null): number | null {
  const from = numberOf(row['from_recipient_id'])
  if (from !== null) return from
  return direction === 'outgoing' ? self : (numberOf(row['recipient_id']) ?? numberOf(row['address']))
}

/** A message is known to its service by author and time of sending; quotations name both. Null without the author's account. */
export function nativeIdOf(author: number | null, sent: SqlValue | undefined, { people }: SignalReading): string | null {
  const who = author === null ? null : (people.recipient(author)?.accountId ?? null)
  return who === null || (numberOf(sent) ?? 0) === 0 ? null : `${who.toLowerCase()}/${textOf(sent) ?? ''}`
}

export function ownLineOf({ people }: SignalReading): IdentityRef | null {
  return people.self === null ? null : (people.recipient(people.self)?.identity ?? null)
}

function kindOf(row: StoredRow, type: SignalType, files: SignalFiles): MessageKind {
  if (type.kind !== 'text') return type.kind
  if (files.isSticker) return 'sticker'
  if (files.attachments.length > 0) return 'media'
  if (textOf(row['body']) !== null) return 'text'
  return sharedContacts(row) === null ? 'other' : 'contact'
}

const isDeleted = (row: StoredRow): boolean => flagOf(row['remote_deleted']) === true || (numberOf(row['deleted_by']) ?? 0) > 0

function personFacts(row: StoredRow, { direction }: SignalType, people: SignalPeople): Record<string, string | null> {
  const about = numberOf(row['from_recipient_id']) ?? numberOf(row['recipient_id']) ?? numberOf(row['address'])
  return {
    about: direction === 'unknown' ? people.inWords(about) : null,
    'recipient row': direction === 'incoming' && about !== null && people.recipient(about) === null ? `${about}, not in recipient` : null,
    'chat row': people.threadOf(row['thread_id']) === null ? textOf(row['thread_id']) : null,
  }
}

function rowFacts(row: StoredRow): Record<string, string | null> {
  const expires = numberOf(row['expires_in']) ?? 0
  const count = (column: string): string | null => ((numberOf(row[column]) ?? 0) > 0 ? textOf(row[column]) : null)
  const story = numberOf(row['story_type']) ?? 0
  const parent = numberOf(row['parent_story_id']) ?? 0
  return {
    'deleted for everybody': isDeleted(row) ? 'yes' : null,
    'view once': flagOf(row['view_once']) === true || (numberOf(row['reveal_duration']) ?? 0) > 0 ? 'yes' : null,
    'disappears after (seconds)': expires > 0 ? String(expires / 1000) : null,
    'timer started': unixTimeInWords(row['expire_started']),
    quotation: textOf(row['quote_body']),
    'quoted message': flagOf(row['quote_missing']) === true ? 'was missing already when it was quoted' : null,
    'got by the server': unixTimeInWords(row['date_server']),
    'delivered to': count('delivery_receipt_count') ?? count('has_delivery_receipt'),
    'read by': count('read_receipt_count') ?? count('has_read_receipt'),
    'viewed by': count('viewed_receipt_count') ?? count('viewed'),
    story: story > 0 ? `yes (type ${story})` : parent > 0 ? `reply to story ${parent}` : parent < 0 ? `answer to story ${-parent}` : null,
    'scheduled for': unixTimeInWords(row['scheduled_date']),
    'contacts sent': sharedContacts(row),
    links: linksOf(textOf(row['link_previews'])),
  }
}

/** Names of the contact cards that a message carries (JSON). */
function sharedContacts(row: StoredRow): string | null {
  const stored = textOf(row['shared_contacts'])
  const cards = listIn(stored)
  if (cards === null) return stored
  const names = cards.map((card) => nameIn(card)).filter((name) => name !== null)
  return cards.length === 0 ? null : names.length === 0 ? String(cards.length) : names.join('; ')
}

function nameIn(card: unknown): string | null {
  const name = typeof card === 'object' && card !== null && 'name' in card ? card.name : null
  if (typeof name !== 'object' || name === null) return null
  const parts = ['displayName', 'givenName', 'familyName'].map((key) => (name as Record<string, unknown>)[key])
  const [shown, ...others] = parts.map((part) => (typeof part === 'string' && part !== '' ? part : null))
  const joined = others.filter((part) => part !== null).join(' ')
  return shown ?? (joined === '' ? null : joined)
}

function linksOf(stored: string | null): string | null {
  const previews = listIn(stored)
  if (previews === null) return stored
  const addresses = previews.map((preview) => (typeof preview === 'object' && preview !== null && 'url' in preview ? preview.url : null))
  const found = addresses.filter((address) => typeof address === 'string')
  return found.length === 0 ? null : found.join(' ')
}

/** The list of a JSON text; empty for no text, null for a text that is no list. */
function listIn(stored: string | null): readonly unknown[] | null {
  if (stored === null) return []
  try {
    const parsed: unknown = JSON.parse(stored)
    return Array.isArray(parsed) ? parsed : null
  } catch {
    return null
  }
}
