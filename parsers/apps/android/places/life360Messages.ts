/**
 * Messages between members of a circle in Life360, `messaging.db`. Columns from ALEAPP's reading of real images: created_at and
 * location_timestamp are Unix seconds. Which member owns this phone is not stored here, and `sent` was 1 on every message of the one
 * image with messages: the direction stays unknown.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, IdentityRef, SharedPosition, ThreadRef } from '../../../model/index.ts'

const TABLE = 'message'
const FLAGS = ['sent', 'read', 'dismissed', 'deleted', 'has_location']
const OPTIONAL = ['_id', 'thread_id', ...FLAGS, 'location_latitude', 'location_longitude', 'location_name', 'location_timestamp']

export const androidLife360Messages = defineSqliteParser({
  id: 'android-life360-messages',
  version: 1,
  app: 'Life360',
  platform: 'android',
  store: 'Messages of circles (messaging.db)',
  reads: ['**/com.life360.android.safetymapd/databases/messaging.db'],
  yields: ['message'],
  proof: 'source-verified',
  doesNotCover: ['pictures themselves (their address is shown)', 'which member owns this phone, and so the direction'],
  requires: { [TABLE]: ['created_at', 'sender_id', 'content'] },
  optional: {
    [TABLE]: OPTIONAL,
    thread_participant: ['thread_id', 'participant_id', 'participant_name'],
    message_media: ['_id', 'photo_key'],
  },
  scheme: 'other',
  *parse(database) {
    const people = readPeople(database)
    const pictures = readPictures(database)
    const threads = new Map<string, ThreadRef>()
    for (const row of evidenceRows(database, { table: TABLE, columns: ['created_at', 'sender_id', 'content', ...OPTIONAL] })) {
      const key = textOf(row['thread_id'])
      if (key !== null && !threads.has(key))
        threads.set(key, { key, title: null, kind: 'unknown', participants: people.ofThread.get(key) ?? [] })
      yield messageRecord(row, key === null ? null : (threads.get(key) ?? null), people, pictures)
    }
  },
})

interface People {
  readonly byId: ReadonlyMap<string, IdentityRef>
  readonly ofThread: ReadonlyMap<string, readonly IdentityRef[]>
}

function readPeople(database: EvidenceDatabase): People {
  const byId = new Map<string, IdentityRef>()
  const ofThread = new Map<string, IdentityRef[]>()
  for (const row of sideRows(database, { table: 'thread_participant', columns: ['thread_id', 'participant_id', 'participant_name'] })) {
    const [id, thread] = [textOf(row['participant_id']), textOf(row['thread_id'])]
    if (id === null) continue
    const person = byId.get(id) ?? { scheme: 'other' as const, raw: id, name: textOf(row['participant_name']), country: null }
    byId.set(id, person)
    if (thread !== null) ofThread.set(thread, [...(ofThread.get(thread) ?? []).filter((known) => known !== person), person])
  }
  return { byId, ofThread }
}

function readPictures(database: EvidenceDatabase): ReadonlyMap<string, string> {
  const pictures = new Map<string, string>()
  for (const row of sideRows(database, { table: 'message_media', columns: ['_id', 'photo_key'] })) {
    const [id, address] = [textOf(row['_id']), textOf(row['photo_key'])]
    if (id !== null && address !== null) pictures.set(id, address)
  }
  return pictures
}

function sharedPosition(row: StoredRow): SharedPosition | null {
  const position = degreesOf(row['location_latitude'], row['location_longitude'])
  return typeof position === 'string' ? null : { ...position, accuracyMetres: null, label: textOf(row['location_name']) }
}

function messageRecord(row: StoredRow, thread: ThreadRef | null, people: People, pictures: ReadonlyMap<string, string>): Emitted {
  const sender = textOf(row['sender_id'])
  const picture = pictures.get(textOf(row['_id']) ?? '') ?? null
  const position = sharedPosition(row)
  const flag = (name: string): string | null => (numberOf(row[name]) === 0 ? null : codeInWords(row[name], { 1: 'yes' }))
  const facts = factsOf({
    'marked as sent': flag('sent'),
    'marked as read': flag('read'),
    dismissed: flag('dismissed'),
    deleted: flag('deleted'),
    'marked as having a place': flag('has_location'),
    'time of the place': unixTimeInWords(row['location_timestamp']),
    place: position === null ? textOf(row['location_name']) : null,
    picture,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf(TABLE, row),
    state: flagOf(row['deleted']) === true ? 'deleted-flagged' : 'live',
    service: 'Life360',
    nativeId: textOf(row['_id']),
    thread,
    sender: sender === null ? null : (people.byId.get(sender) ?? { scheme: 'other', raw: sender, name: null, country: null }),
    direction: 'unknown',
    kind: picture !== null ? 'media' : position !== null ? 'location' : 'text',
    sentAt: unixTime(row['created_at']),
    body: textOf(row['content']),
    position,
    ...(facts === undefined ? {} : { facts }),
  }
}
