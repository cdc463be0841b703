/**
 * Google Voice on Android, `LegacyMsgDbInstance.db`: one message or call record per row of message_t.
 *
 * Meanings (published forensic work, app versions of 2024 and 2025, found by testing): message_blob is a protobuf: 1 the id, 2 Unix milliseconds,
 * 3 the own Google Voice number, 4.1 the other party, 6 read or not, 7.2 the words of a transcript, 9 the length in seconds (a float),
 * 10 the text, 13 what it is, 15 a group message (1 text, 4.1 members, 5 who wrote it: absent for own ones), 22 present for a missed or
 * declined call, 23 for a recorded one. Field 13: 0 missed or declined, 1 answered, 2 outgoing call, 3 voicemail, 5 received, 6 sent.
 * The folder's number is the account on the phone.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, factsOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type {
  AttachmentRef,
  CallRecord,
  Direction,
  Emitted,
  IdentityRef,
  MessageRecord,
  ParserContext,
  ThreadRef,
} from '../../../model/index.ts'

const FIELD = {
  id: 1,
  time: 2,
  own: 3,
  other: 4,
  read: 6,
  transcript: 7,
  seconds: 9,
  text: 10,
  what: 13,
  group: 15,
  missed: 22,
  recorded: 23,
}
const VOICEMAIL = 3
const CALLS: Readonly<Record<number, { readonly word: string; readonly direction: Direction; readonly answered: boolean | null }>> = {
  0: { word: 'missed or declined', direction: 'incoming', answered: false },
  1: { word: 'answered', direction: 'incoming', answered: true },
  2: { word: 'outgoing', direction: 'outgoing', answered: null },
  3: { word: 'voicemail', direction: 'incoming', answered: false },
}
const DIRECTIONS: Readonly<Record<number, Direction>> = { 5: 'incoming', 6: 'outgoing' }
const PICTURE_ENDINGS = ['jpg', 'jpeg', 'png', 'gif', 'webp']

interface Reading {
  readonly threads: Map<string, ThreadRef>
  readonly context: ParserContext
}

export const androidGoogleVoice = defineSqliteParser({
  id: 'android-google-voice',
  version: 1,
  app: 'Google Voice',
  platform: 'android',
  store: 'Google Voice (LegacyMsgDbInstance.db)',
  reads: ['**/com.google.android.apps.googlevoice/files/accounts/*/LegacyMsgDbInstance.db', '**/LegacyMsgDbInstance.db'],
  yields: ['message', 'call'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: [
    'labels, conversations and account settings (label_t, VoiceAccountCache.db, AccountData.pb)',
    'recordings and voicemails themselves (they are named only)',
    'fields of the messages that published work does not name, stores of other versions of the app',
  ],
  requires: { message_t: ['message_blob'] },
  optional: { message_t: ['conversation_id'] },
  *parse(database, context) {
    const reading: Reading = { threads: new Map(), context }
    for (const row of evidenceRows(database, { table: 'message_t', columns: ['message_blob', 'conversation_id'] }))
      yield rowRecord(row, reading)
  },
})

const numberIdentity = (raw: string): IdentityRef => ({ scheme: 'address', raw, name: null, country: null })

function rowRecord(row: StoredRow, reading: Reading): Emitted {
  const [blob, stored] = [bytesOf(row['message_blob']), textOf(row['message_blob'])]
  if (stored === null) return { type: 'skipped', from: placeOf('message_t', row), reason: 'the row holds no message' }
  const message = blob === null ? null : new ProtobufMessage(blob)
  if (message === null || message.isEmpty) return undecoded(row, blob === null ? `${stored.length} characters` : `${blob.length} bytes`)
  const what = whatOf(message)
  const isGroup = message.message(FIELD.group) !== null && (textOf(row['conversation_id']) ?? 'g').startsWith('g')
  if (!isGroup && what !== null && (CALLS[what] !== undefined || (message.has(FIELD.missed) && DIRECTIONS[what] === undefined)))
    return callRecord(row, message, what)
  return messageRecord(row, message, what, isGroup, reading)
}

function whatOf(message: ProtobufMessage): number | null {
  const stored = message.integer(FIELD.what)
  return stored === null ? (message.has(FIELD.missed) ? 0 : null) : Number(stored)
}

function undecoded(row: StoredRow, size: string): Emitted {
  const from = placeOf('message_t', row)
  return {
    ...NO_MESSAGE_FIELDS,
    from,
    service: 'Google Voice',
    direction: 'unknown',
    kind: 'other',
    facts: { content: `not decoded: ${size}` },
  }
}

const timeOf = (message: ProtobufMessage) => instantOf(message.integer(FIELD.time), 'unix-ms')

function commonOf(message: ProtobufMessage): { readonly own: IdentityRef | null; readonly other: IdentityRef | null } {
  const [own, other] = [message.text(FIELD.own), message.message(FIELD.other)?.text(1) ?? null]
  return { own: own === null ? null : numberIdentity(own), other: other === null ? null : numberIdentity(other) }
}

function callRecord(row: StoredRow, message: ProtobufMessage, what: number): CallRecord {
  const { own, other } = commonOf(message)
  const meaning = CALLS[what]
  const id = message.text(FIELD.id)
  const facts = factsOf({
    'call type': meaning?.word ?? `unknown (${what})`,
    'missed or declined': message.has(FIELD.missed) && what !== 0 ? 'yes' : null,
    transcript: transcriptOf(message),
    recorded: message.has(FIELD.recorded) ? 'yes' : null,
    heard: what === VOICEMAIL ? readInWords(message) : null,
    service: id?.includes('welcome_voicemail') === true ? 'a greeting of Google Voice itself, no call' : null,
    'id of the row': id,
  })
  return {
    type: 'call',
    from: placeOf('message_t', row),
    state: 'live',
    service: 'Google Voice',
    nativeId: null,
    direction: meaning?.direction ?? 'incoming',
    answered: meaning === undefined ? false : meaning.answered,
    isVideo: null,
    startedAt: timeOf(message),
    durationSeconds: secondsOf(message),
    participants: other === null ? [] : [other],
    ownLine: own,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** Four bytes as a little-endian float; NaN and what is below zero are no length. */
function secondsOf(message: ProtobufMessage): number | null {
  const bytes = message.bytes(FIELD.seconds)
  if (bytes === null || bytes.length !== 4) return null
  const seconds = new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null
}

function transcriptOf(message: ProtobufMessage): string | null {
  const words =
    message
      .message(FIELD.transcript)
      ?.messages(2)
      .map((word) => word.text(1)) ?? []
  const said = words.filter((word) => word !== null)
  return said.length === 0 ? null : said.join(' ')
}

function readInWords(message: ProtobufMessage): string | null {
  const read = message.integer(FIELD.read)
  return read === 0n ? 'no' : read === 1n ? 'yes' : null
}

function messageRecord(row: StoredRow, message: ProtobufMessage, what: number | null, isGroup: boolean, reading: Reading): MessageRecord {
  const { own, other } = commonOf(message)
  const group = isGroup ? message.message(FIELD.group) : null
  const writer = group?.text(5) ?? null
  const direction: Direction = group !== null ? (writer === null ? 'outgoing' : 'incoming') : (DIRECTIONS[what ?? -1] ?? 'unknown')
  const id = message.text(FIELD.id)
  const body = group === null ? message.text(FIELD.text) : group.text(1)
  const files = id === null ? [] : picturesOf(id, reading.context)
  const facts = factsOf({
    'what it is': direction === 'unknown' ? (what === null ? 'not stored' : `unknown (${what})`) : null,
    read: direction === 'incoming' && readInWords(message) === 'no' ? 'no' : null,
    recorded: message.has(FIELD.recorded) ? 'yes' : null,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('message_t', row),
    service: 'Google Voice',
    nativeId: id,
    thread: threadOf(row, other, group, own, reading),
    sender: direction !== 'incoming' ? null : writer === null ? other : numberIdentity(writer),
    ownLine: own,
    direction,
    kind: files.length > 0 ? 'media' : body === null || direction === 'unknown' ? 'other' : 'text',
    sentAt: timeOf(message),
    body,
    attachments: files,
    ...(facts === undefined ? {} : { facts }),
  }
}

function threadOf(
  row: StoredRow,
  other: IdentityRef | null,
  group: ProtobufMessage | null,
  own: IdentityRef | null,
  reading: Reading,
): ThreadRef | null {
  const key = textOf(row['conversation_id']) ?? other?.raw ?? null
  if (key === null) return null
  let thread = reading.threads.get(key)
  if (thread === undefined) {
    const members = group?.messages(4).map((member) => member.text(1)) ?? []
    const others = members.filter((number) => number !== null && number !== own?.raw).map((number) => numberIdentity(number ?? ''))
    const participants = group === null ? (other === null ? [] : [other]) : others
    thread = { key, title: null, kind: group === null ? (other === null ? 'unknown' : 'direct') : 'group', participants }
    reading.threads.set(key, thread)
  }
  return thread
}

/** Pictures in the cache are named by the id of their message and the number 14. */
function picturesOf(id: string, context: ParserContext): readonly AttachmentRef[] {
  const folder = context.path.split('/files/')[0] ?? ''
  if (!/^[\w.-]+$/.test(id) || folder === context.path) return []
  const names = [`${id}-14`, `media-${id}-14`].flatMap((name) => PICTURE_ENDINGS.map((ending) => `${name}.${ending}`))
  const found = names.find((name) => context.hasFile(`${folder}/cache/Photo MMS images/${name}`))
  return found === undefined ? [] : [{ path: `${folder}/cache/Photo MMS images/${found}`, name: found, mime: null, sizeBytes: null }]
}
