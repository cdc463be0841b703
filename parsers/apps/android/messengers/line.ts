/**
 * LINE on Android, `naver_line`: one message record per row of chat_history and one contact record per row of contacts.
 *
 * Meanings (artifacts 2.10; published readers, one of them checked message by message on a test phone): created_time counts Unix milliseconds,
 * as text. from_mid names who wrote it and is empty for what the owner sent: that direction is a conclusion, which each message says. status 1
 * and 2 were described as received and sent, but on three test phones every row has 3, so it is kept as stored. type 4 is a call, whose details
 * stand in `parameter` (name, tab, value, tab ...). attachement_type 1 is a picture, 15 a position in millionths of a degree; other codes are
 * not known. Files lie in the shared storage, named by chat and row.
 */
import { androidUserOf, sharedStorageNames } from '../../../formats/paths/androidPath.ts'
import { degreesOf } from '../../../formats/values/degrees.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeOrNull } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type {
  AttachmentRef,
  Direction,
  EvidenceDatabase,
  MessageKind,
  MessageRecord,
  ParserContext,
  SharedPosition,
} from '../../../model/index.ts'
import { lineContactRecord } from './lineContacts.ts'
import { CONTACT_COLUMNS, NAME_TABLES, readLineNames } from './lineNames.ts'
import type { LineNames } from './lineNames.ts'

const REQUIRED = ['chat_id', 'from_mid', 'content', 'created_time']
const OPTIONAL = [
  'server_id',
  'type',
  'status',
  'delivered_time',
  'sent_count',
  'read_count',
  'location_name',
  'location_address',
  'location_latitude',
  'location_longitude',
  'attachement_type',
  'attachement_local_uri',
  'attachement_image_size',
  'parameter',
]
const CALL = 4
const OLD_CALL_ATTACHMENT = 6
const PICTURE = 1
const DEGREES_SCALE = 1e6

interface Reading {
  readonly names: LineNames
  /** Server id of a message -> what was reacted, each once per reaction. */
  readonly reactions: ReadonlyMap<string, readonly string[]>
  readonly context: ParserContext
}

export const androidLine = defineSqliteParser({
  id: 'android-line',
  version: 1,
  app: 'LINE',
  platform: 'android',
  store: 'LINE (naver_line)',
  reads: ['**/jp.naver.line.android/databases/naver_line', '**/naver_line'],
  yields: ['message', 'contact'],
  proof: 'source-verified',
  doesNotCover: [
    'the own account (it stands in settings of the app)',
    'the meaning of message types other than 4, and of attachment types other than 1, 6 and 15 (kept as numbers)',
    'who reacted to a message',
    'the index for the search in texts, which may hold messages that were deleted',
  ],
  requires: { chat_history: REQUIRED },
  optional: {
    chat_history: OPTIONAL,
    contacts: ['m_id', ...CONTACT_COLUMNS],
    ...NAME_TABLES,
    reactions: ['server_message_id', 'reaction_type'],
  },
  *parse(database, context) {
    const reading: Reading = { names: readLineNames(database), reactions: readReactions(database), context }
    for (const row of evidenceRows(database, { table: 'chat_history', columns: [...REQUIRED, ...OPTIONAL] }))
      yield messageRecord(row, reading)
    for (const row of evidenceRows(database, { table: 'contacts', columns: ['m_id', ...CONTACT_COLUMNS] })) yield lineContactRecord(row)
  },
})

function readReactions(database: EvidenceDatabase): ReadonlyMap<string, readonly string[]> {
  const reactions = new Map<string, string[]>()
  for (const row of sideRows(database, { table: 'reactions', columns: ['server_message_id', 'reaction_type'] })) {
    const [message, type] = [textOf(row['server_message_id']), textOf(row['reaction_type'])]
    if (message === null || type === null) continue
    const known = reactions.get(message)
    if (known === undefined) reactions.set(message, [type])
    else known.push(type)
  }
  return reactions
}

function messageRecord(row: StoredRow, { names, reactions, context }: Reading): MessageRecord {
  const [chat, from, body, server] = [textOf(row['chat_id']), textOf(row['from_mid']), textOf(row['content']), textOf(row['server_id'])]
  const [type, attachment] = [numberOf(row['type']), numberOf(row['attachement_type']) ?? 0]
  const isCall = type === CALL || attachment === OLD_CALL_ATTACHMENT
  const hasContent = body !== null || attachment !== 0 || isCall
  const direction: Direction =
    from !== null ? 'incoming' : chat !== null && hasContent && numberOf(row['status']) !== 1 ? 'outgoing' : 'unknown'
  const position = positionOf(row)
  const files = filesOf(row, chat, attachment, context)
  const facts = factsOf({
    'direction rests on': direction === 'outgoing' ? 'no sender is stored: taken for sent by the owner' : null,
    'message type (meaning not known)': isCall || type === null || (type === 1 && body !== null) ? null : String(type),
    'attachment type': attachment === 0 ? null : attachmentInWords(attachment),
    'status as stored': textOf(row['status']),
    ...callFacts(isCall ? textOf(row['parameter']) : null),
    'file as stored': textOf(row['attachement_local_uri']),
    'position as stored':
      position === null ? null : `${textOf(row['location_latitude']) ?? ''}, ${textOf(row['location_longitude']) ?? ''}`,
    reactions: reactions.get(server ?? '')?.join('; ') ?? null,
    'read by': (numberOf(row['read_count']) ?? 0) > 0 ? textOf(row['read_count']) : null,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('chat_history', row),
    service: 'LINE',
    nativeId: server,
    thread: chat === null ? null : names.threadOf(chat),
    sender: from === null ? null : names.identityOf(from),
    direction,
    kind: kindOf(isCall, position, files, body),
    sentAt: unixTime(row['created_time']),
    deliveredAt: unixTimeOrNull(row['delivered_time']),
    body,
    attachments: files,
    position,
    ...(facts === undefined ? {} : { facts }),
  }
}

function kindOf(isCall: boolean, position: SharedPosition | null, files: readonly AttachmentRef[], body: string | null): MessageKind {
  if (isCall) return 'call'
  if (position !== null) return 'location'
  if (files.length > 0) return 'media'
  return body === null ? 'other' : 'text'
}

function attachmentInWords(type: number): string {
  if (type === PICTURE) return 'image'
  if (type === 15) return 'location'
  return type === OLD_CALL_ATTACHMENT ? 'call' : `unknown (${type})`
}

/** `TYPE` is A or V, `DURATION` milliseconds, `RESULT` NORMAL for a call that took place; other words as stored. */
function callFacts(parameter: string | null): Record<string, string | null> {
  if (parameter === null) return {}
  const parts = parameter.split('\t')
  const values = new Map<string, string>()
  for (let index = 0; index + 1 < parts.length; index += 2) values.set(parts[index] ?? '', parts[index + 1] ?? '')
  const type = values.get('TYPE') ?? null
  const milliseconds = numberOf(values.get('DURATION'))
  return {
    call: type === 'A' ? 'sound' : type === 'V' ? 'with picture' : type,
    'result of the call': values.get('RESULT') ?? null,
    'length (seconds)': milliseconds === null ? null : String(milliseconds / 1000),
  }
}

/** Millionths of a degree; smaller values are taken for plain degrees. */
function positionOf(row: StoredRow): SharedPosition | null {
  const stored = [numberOf(row['location_latitude']), numberOf(row['location_longitude'])]
  const scale = stored.some((value) => Math.abs(value ?? 0) > 180) ? DEGREES_SCALE : 1
  const [latitude, longitude] = stored.map((value) => (value === null ? null : value / scale))
  const degrees = degreesOf(latitude, longitude)
  if (typeof degrees === 'string') return null
  const label = [textOf(row['location_name']), textOf(row['location_address'])].filter((part) => part !== null).join(', ')
  return { ...degrees, accuracyMetres: null, label: label === '' ? null : label }
}

/** The file is `files/chats/<chat>/messages/<row>` in the shared storage, its small picture the same with `.thumb`. */
function filesOf(row: StoredRow, chat: string | null, attachment: number, context: ParserContext): readonly AttachmentRef[] {
  const uri = textOf(row['attachement_local_uri'])
  const below = `Android/data/jp.naver.line.android/files/chats/${chat ?? ''}/messages/${row.rowId}`
  const isSafe = chat !== null && /^\w+$/.test(chat)
  const places = isSafe ? [below, `${below}.thumb`].flatMap((place) => sharedStorageNames(place, androidUserOf(context.path))) : []
  const path = places.find((place) => context.hasFile(place)) ?? null
  if (path === null && uri === null && attachment !== PICTURE) return []
  const name = path?.split('/').at(-1) ?? uri?.split('/').at(-1) ?? null
  return [{ path, name: name === '' ? uri : name, mime: null, sizeBytes: numberOf(row['attachement_image_size']) || null }]
}
