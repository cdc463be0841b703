/**
 * Viber on Android, `viber_messages`: one message record per row of messages. Calls lie in `viber_data`.
 *
 * Meanings (artifacts 2.10; published readers of the database, one of them checked message by message on a test phone): msg_date (older: date)
 * counts Unix milliseconds; send_type (older: type) 0 came in, 1 went out; participant_id leads over participants to participants_info.
 * extra_mime says what a row is; positions are degrees times ten million. user_id is no sender: it names the other party on every row of a
 * talk of two. A message that its sender deleted before it was read leaves no row.
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { degreesOf } from '../../../formats/values/degrees.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import type { OwnAccount } from '../../../formats/records/ownAccount.ts'
import { withOwnAccount } from '../../../formats/records/ownAccount.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type {
  AttachmentRef,
  Direction,
  EvidenceDatabase,
  IdentityRef,
  MessageKind,
  MessageRecord,
  ParserContext,
  SharedPosition,
} from '../../../model/index.ts'
import { CONVERSATION_COLUMNS, INFO_COLUMNS, readViberPeople } from './viberPeople.ts'
import type { ViberPeople } from './viberPeople.ts'

const REQUIRED = ['conversation_id', 'participant_id', 'body']
const OPTIONAL = [
  'msg_date',
  'date',
  'send_type',
  'type',
  'unread',
  'extra_mime',
  'extra_uri',
  'extra_duration',
  'location_lat',
  'location_lng',
  'likes_count',
  'my_reaction',
  'deleted',
  'address',
]
const DIRECTIONS: Readonly<Record<number, Direction>> = { 0: 'incoming', 1: 'outgoing' }
const TYPES: Readonly<Record<number, { readonly word: string; readonly kind: MessageKind }>> = {
  0: { word: 'text', kind: 'text' },
  1: { word: 'image', kind: 'media' },
  3: { word: 'video', kind: 'media' },
  4: { word: 'sticker', kind: 'sticker' },
  5: { word: 'location', kind: 'location' },
  7: { word: 'message of a business', kind: 'text' },
  8: { word: 'link', kind: 'text' },
  9: { word: 'contact', kind: 'contact' },
  10: { word: 'file', kind: 'media' },
  1002: { word: 'call', kind: 'call' },
  1005: { word: 'GIF', kind: 'media' },
  1007: { word: 'reaction', kind: 'other' },
  1008: { word: 'deleted message', kind: 'system' },
  1009: { word: 'voice message', kind: 'media' },
  1010: { word: 'short video', kind: 'media' },
}
const TYPE_WORDS = Object.fromEntries(Object.entries(TYPES).map(([code, { word }]) => [code, word]))
const DEGREES_SCALE = 1e7
/** Addresses of the phone's content providers: the name is no path. */
const CONTENT_ADDRESS = /^content:\/\//

interface Reading {
  readonly people: ViberPeople
  readonly directionOf: (row: StoredRow) => Direction
  readonly context: ParserContext
}

export const androidViber = defineSqliteParser({
  id: 'android-viber',
  version: 1,
  app: 'Viber',
  platform: 'android',
  store: 'Viber (viber_messages)',
  reads: ['**/com.viber.voip/databases/viber_messages', '**/viber_messages'],
  yields: ['message', 'account'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: [
    'the contents of msg_info (previews, answers, details of files), stickers, polls',
    'who reacted to a message (only the count and the own reaction)',
    'hidden chats by themselves (their PIN lies in viber_prefs)',
    'files that lie behind addresses of content providers',
  ],
  requires: { messages: REQUIRED, participants: ['conversation_id', 'participant_info_id'], participants_info: ['number'] },
  optional: { messages: OPTIONAL, participants_info: INFO_COLUMNS, conversations: CONVERSATION_COLUMNS },
  *parse(database, context) {
    const reading = prepare(database, context)
    yield* withOwnAccount(messageRecords(database, reading), ownAccount(reading.people.owner))
  },
})

function* messageRecords(database: EvidenceDatabase, reading: Reading): Generator<MessageRecord> {
  for (const row of evidenceRows(database, { table: 'messages', columns: [...REQUIRED, ...OPTIONAL] })) yield messageRecord(row, reading)
}

function ownAccount(owner: IdentityRef | null): OwnAccount | null {
  if (owner === null) return null
  return { service: 'Viber', identity: owner, name: owner.name, facts: { 'known by': 'participants_info' } }
}

function prepare(database: EvidenceDatabase, context: ParserContext): Reading {
  const column = database.has('messages', 'send_type') ? 'send_type' : 'type'
  const directionOf = (row: StoredRow): Direction => DIRECTIONS[numberOf(row[column]) ?? -1] ?? 'unknown'
  const own = new Set<number>()
  for (const row of sideRows(database, { table: 'messages', columns: ['participant_id', column] })) {
    const participant = numberOf(row['participant_id'])
    if (participant !== null && directionOf(row) === 'outgoing') own.add(participant)
  }
  return { people: readViberPeople(database, own), directionOf, context }
}

function messageRecord(row: StoredRow, { people, directionOf, context }: Reading): MessageRecord {
  const [participant, conversation] = [numberOf(row['participant_id']), numberOf(row['conversation_id'])]
  const direction = directionOf(row)
  const type = numberOf(row['extra_mime'])
  const isDeleted = flagOf(row['deleted']) === true || type === 1008
  const position = positionOf(row)
  const text = textOf(row['body'])
  const isAddress = text !== null && CONTENT_ADDRESS.test(text)
  const file = textOf(row['extra_uri']) ?? (isAddress ? text : null)
  const person = people.identityOf(participant)
  const sender = direction === 'incoming' && !people.isOwner(participant) ? (person ?? addressIn(row)) : null
  const facts = factsOf({
    'message type': type === 0 ? null : codeInWords(row['extra_mime'], TYPE_WORDS),
    call: type === 1002 ? callInWords(text) : null,
    'length (seconds)': (numberOf(row['extra_duration']) ?? 0) > 0 ? textOf(row['extra_duration']) : null,
    'direction as stored': direction === 'unknown' ? (textOf(row['send_type']) ?? textOf(row['type'])) : null,
    'participant row': participant !== null && person === null ? `${participant}, names nobody or is gone` : null,
    'chat row': conversation !== null && !people.hasConversation(conversation) ? `${conversation}, not in conversations` : null,
    'file as stored': file,
    'position as stored': position !== null ? `${textOf(row['location_lat']) ?? ''}, ${textOf(row['location_lng']) ?? ''}` : null,
    likes: (numberOf(row['likes_count']) ?? 0) > 0 ? textOf(row['likes_count']) : null,
    'own reaction (meaning not known)': (numberOf(row['my_reaction']) ?? 0) > 0 ? textOf(row['my_reaction']) : null,
    deleted: isDeleted ? 'yes' : null,
    read: direction === 'incoming' && (numberOf(row['unread']) ?? 0) > 0 ? 'no' : null,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('messages', row),
    state: isDeleted ? 'deleted-flagged' : 'live',
    service: 'Viber',
    thread: conversation === null ? null : people.threadOf(conversation),
    sender,
    ownLine: direction === 'outgoing' ? (people.isOwner(participant) ? person : people.owner) : people.owner,
    direction,
    kind: kindOf(type, position, file, text),
    sentAt: unixTime(row['msg_date'] ?? row['date']),
    body: type === 1002 || isAddress ? null : text,
    attachments: file === null ? [] : [attachmentOf(file, context)],
    position,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** Older versions write the sender's number into the row. */
function addressIn(row: StoredRow): IdentityRef | null {
  const number = textOf(row['address'])
  return number === null ? null : { scheme: 'address', raw: number, name: null, country: null }
}

function kindOf(type: number | null, position: SharedPosition | null, file: string | null, text: string | null): MessageKind {
  if (position !== null) return 'location'
  const known = TYPES[type ?? -1]
  if (known !== undefined) return known.kind === 'text' && text === null ? (file === null ? 'other' : 'media') : known.kind
  if (file !== null) return 'media'
  return text === null || type !== null ? 'other' : 'text'
}

/** What the app writes into the text of a call: `incoming_call_video`. */
function callInWords(text: string | null): string | null {
  return text === null ? null : text.replaceAll('_', ' ')
}

/** Degrees times ten million; smaller values are taken for plain degrees. */
function positionOf(row: StoredRow): SharedPosition | null {
  const stored = [numberOf(row['location_lat']), numberOf(row['location_lng'])]
  const scale = stored.some((value) => Math.abs(value ?? 0) > 180) ? DEGREES_SCALE : 1
  const [latitude, longitude] = stored.map((value) => (value === null ? null : value / scale))
  const degrees = degreesOf(latitude, longitude)
  return typeof degrees === 'string' ? null : { ...degrees, accuracyMetres: null, label: null }
}

function attachmentOf(stored: string, context: ParserContext): AttachmentRef {
  return { path: androidPath(stored, context), name: stored.split('/').at(-1) || stored, mime: null, sizeBytes: null }
}
