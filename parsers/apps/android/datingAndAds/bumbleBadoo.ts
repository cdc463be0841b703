/**
 * Bumble and Badoo on Android, `ChatComDatabase`: the same store in two apps of one maker. Messages and the people talked to.
 *
 * Columns as published readers have them (ALEAPP for both apps; HPI and Barros et al. 2022 for Bumble): times count Unix milliseconds;
 * `message.conversation_id` is `conversation_info.user_id`, sender and recipient are written as `encrypted_user_id`; `is_incoming` 1 came in,
 * 0 went out; `payload` is JSON whose shape `payload_type` names; `game_mode` 0 Bumble Date, 1 Friends, 5 Bizz.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { jsonAt, jsonList, jsonText } from '../../../formats/text/jsonStream.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { joinedParts, NO_CONTACT_FIELDS, serviceIdentity, storedIdentifiers, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, flagOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type {
  Direction,
  Emitted,
  EvidenceDatabase,
  IdentityRef,
  MessageKind,
  MessageRecord,
  SqlValue,
  ThreadRef,
} from '../../../model/index.ts'

const MESSAGES = ['sender_id', 'recipient_id', 'created_timestamp', 'payload', 'payload_type']
const MESSAGE_DETAILS = ['id', 'conversation_id', 'is_incoming', 'modified_timestamp', 'reply_to_id']
const PEOPLE = ['user_id', 'user_name', 'encrypted_user_id']
const PERSON_DETAILS = ['gender', 'age', 'user_image_url', 'user_photos', 'work', 'education', 'game_mode']
const MODES: Readonly<Record<number, string>> = { 0: 'Bumble Date', 1: 'Bumble Friends', 5: 'Bumble Bizz' }
const MEDIA = new Set(['IMAGE', 'GIF', 'AUDIO', 'VIDEO', 'INSTANT_VIDEO'])

interface Reading {
  readonly service: string
  /** By `user_id` and by `encrypted_user_id`. */
  readonly people: ReadonlyMap<string, IdentityRef>
}

export const androidBumbleBadoo = defineSqliteParser({
  id: 'android-bumble-badoo',
  version: 1,
  app: 'Bumble, Badoo',
  platform: 'android',
  store: 'Bumble or Badoo (ChatComDatabase)',
  reads: ['**/com.bumble.app/databases/ChatComDatabase', '**/com.badoo.mobile/databases/ChatComDatabase', '**/ChatComDatabase'],
  yields: ['message', 'contact'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: [
    'the own account (it stands in a file without a published structure)',
    'pictures and sound themselves (they lie at the service: the address is shown)',
    'messages that the app has not loaded',
  ],
  requires: { message: MESSAGES, conversation_info: PEOPLE },
  optional: { message: MESSAGE_DETAILS, conversation_info: PERSON_DETAILS },
  *parse(database, context) {
    const service = serviceOf(context.path)
    const reading: Reading = { service, people: readPeople(database, service) }
    for (const row of evidenceRows(database, { table: 'message', columns: [...MESSAGES, ...MESSAGE_DETAILS] })) yield message(row, reading)
    for (const row of evidenceRows(database, { table: 'conversation_info', columns: [...PEOPLE, ...PERSON_DETAILS] }))
      yield person(row, service)
  },
})

function serviceOf(path: string): string {
  if (path.includes('com.bumble.app')) return 'Bumble'
  return path.includes('com.badoo.mobile') ? 'Badoo' : 'Bumble or Badoo'
}

function readPeople(database: EvidenceDatabase, service: string): ReadonlyMap<string, IdentityRef> {
  const people = new Map<string, IdentityRef>()
  for (const row of sideRows(database, { table: 'conversation_info', columns: PEOPLE })) {
    const [id, name, encrypted] = [textOf(row['user_id']), textOf(row['user_name']), textOf(row['encrypted_user_id'])]
    if (id === null) continue
    const identity = serviceIdentity(id, name, service)
    people.set(id, identity)
    if (encrypted !== null) people.set(encrypted, identity)
  }
  return people
}

/** What the row says, or else whose id stands at which side, where only one of them is somebody talked to. */
function directionOf(row: StoredRow, sender: IdentityRef | undefined, recipient: IdentityRef | undefined): Direction {
  const flag = flagOf(row['is_incoming'])
  if (flag !== null) return flag ? 'incoming' : 'outgoing'
  if (row['is_incoming'] !== null || (sender === undefined) === (recipient === undefined)) return 'unknown'
  return sender === undefined ? 'outgoing' : 'incoming'
}

function message(row: StoredRow, { service, people }: Reading): MessageRecord {
  const [senderId, recipientId, conversation] = [textOf(row['sender_id']), textOf(row['recipient_id']), textOf(row['conversation_id'])]
  const [sender, recipient] = [people.get(senderId ?? ''), people.get(recipientId ?? '')]
  const direction = directionOf(row, sender, recipient)
  const other = people.get(conversation ?? '') ?? sender ?? recipient
  const type = textOf(row['payload_type'])
  const payload = payloadOf(row['payload'])
  const address = jsonText(jsonAt(payload, 'url'))
  const body = bodyOf(payload, row['payload'])
  const unnamed = senderId === null ? null : serviceIdentity(senderId, null, service)
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('message', row),
    service,
    nativeId: textOf(row['id']),
    thread: threadOf(conversation, other),
    sender: direction === 'outgoing' ? null : direction === 'incoming' ? (other ?? unnamed) : (sender ?? unnamed),
    direction,
    kind: kindOf(type, address, body),
    sentAt: instantOf(timeValueOf(row['created_timestamp']), 'unix-ms'),
    body,
    attachments: address === null ? [] : [{ path: null, name: nameIn(address), mime: null, sizeBytes: null }],
    replyToNativeId: textOf(row['reply_to_id']),
    ...withFacts({
      'message type': type === 'TEXT' ? null : type,
      'address of the file': address,
      'own answer': jsonText(jsonAt(payload, 'answer_own')),
      'answer of the other': jsonText(jsonAt(payload, 'answer_other')),
      'length of the call in seconds': jsonText(jsonAt(payload, 'duration')),
      'last changed': row['modified_timestamp'] === row['created_timestamp'] ? null : unixTimeInWords(row['modified_timestamp']),
      'direction is': row['is_incoming'] === null && direction !== 'unknown' ? 'taken from the ids of the row: no column states it' : null,
      'direction as stored': direction === 'unknown' ? textOf(row['is_incoming']) : null,
      'sender and recipient as stored': direction === 'unknown' ? joinedParts([senderId, recipientId], ' to ') : null,
    }),
  }
}

function threadOf(conversation: string | null, other: IdentityRef | undefined): ThreadRef | null {
  const key = conversation ?? other?.raw ?? null
  return key === null ? null : { key, title: other?.name ?? null, kind: 'direct', participants: other === undefined ? [] : [other] }
}

function payloadOf(stored: SqlValue | undefined): unknown {
  try {
    return JSON.parse(textOf(stored) ?? 'null')
  } catch {
    return null
  }
}

/** The text of the JSON; what is no JSON object is shown as it is stored. */
function bodyOf(payload: unknown, stored: SqlValue | undefined): string | null {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return textOf(stored)
  return jsonText(jsonAt(payload, 'text'))
}

function kindOf(type: string | null, address: string | null, body: string | null): MessageKind {
  if (type === 'VIDEO_CALL') return 'call'
  if (address !== null || MEDIA.has(type ?? '')) return 'media'
  return body === null ? 'other' : 'text'
}

const nameIn = (address: string): string => address.split('?')[0]?.split('/').at(-1) ?? address

function person(row: StoredRow, service: string): Emitted {
  const from = placeOf('conversation_info', row)
  const [id, name, encrypted] = [textOf(row['user_id']), textOf(row['user_name']), textOf(row['encrypted_user_id'])]
  if (id === null && encrypted === null && name === null) return { type: 'skipped', from, reason: 'the row names nobody' }
  return {
    ...NO_CONTACT_FIELDS,
    from,
    name,
    identifiers: storedIdentifiers(name, [['other', `${service} user`, id ?? encrypted]], service),
    store: `People talked to in ${service} (not the address book)`,
    ...withFacts({
      age: textOf(row['age']),
      'gender as stored': textOf(row['gender']),
      work: textOf(row['work']),
      education: textOf(row['education']),
      mode: service === 'Bumble' ? codeInWords(row['game_mode'], MODES) : textOf(row['game_mode']),
      'addresses of pictures': joinedParts([textOf(row['user_image_url']), ...photosOf(row['user_photos'])], '\n'),
      'id as messages write it': id === null ? null : encrypted,
    }),
  }
}

function photosOf(stored: SqlValue | undefined): (string | null)[] {
  return jsonList(payloadOf(stored)).map((photo) => jsonText(jsonAt(photo, 'url')))
}
