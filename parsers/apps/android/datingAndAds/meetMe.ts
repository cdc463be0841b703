/**
 * MeetMe on Android, `chats.db`: messages and members of conversations.
 *
 * Columns as ALEAPP reads them. It shows `sent_at` as it is stored, without a unit; a count since 1970 is read by its size. Nothing published
 * says which member is the phone's owner, so the direction of every message is unknown.
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { joinedParts, NO_CONTACT_FIELDS, serviceIdentity, storedIdentifiers, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { writtenInstant } from '../../../formats/values/writtenTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, MessageRecord, ParserContext } from '../../../model/index.ts'

const SERVICE = 'MeetMe'
const MESSAGES = ['sent_at', 'thread_id', 'sent_by', 'body']
const MESSAGE_DETAILS = ['type', 'local_path']
const MEMBERS = ['member_id', 'first_name']
const MEMBER_DETAILS = ['last_name']

export const androidMeetMe = defineSqliteParser({
  id: 'android-meetme',
  version: 1,
  app: 'MeetMe',
  platform: 'android',
  store: 'MeetMe (chats.db)',
  reads: ['**/com.myyearbook.m/databases/chats.db'],
  yields: ['message', 'contact'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: ['which member is the owner of the phone, and so the direction of messages', 'what the stored types mean'],
  requires: { messages: MESSAGES, members: MEMBERS },
  optional: { messages: MESSAGE_DETAILS, members: MEMBER_DETAILS },
  *parse(database, context) {
    const names = readNames(database)
    for (const row of evidenceRows(database, { table: 'messages', columns: [...MESSAGES, ...MESSAGE_DETAILS] }))
      yield message(row, names, context)
    for (const row of evidenceRows(database, { table: 'members', columns: [...MEMBERS, ...MEMBER_DETAILS] })) yield member(row)
  },
})

const nameOf = (row: StoredRow): string | null => joinedParts([textOf(row['first_name']), textOf(row['last_name'])], ' ')

function readNames(database: EvidenceDatabase): ReadonlyMap<string, string | null> {
  const names = new Map<string, string | null>()
  for (const row of sideRows(database, { table: 'members', columns: [...MEMBERS, ...MEMBER_DETAILS] })) {
    const id = textOf(row['member_id'])
    if (id !== null) names.set(id, nameOf(row))
  }
  return names
}

function message(row: StoredRow, names: ReadonlyMap<string, string | null>, context: ParserContext): MessageRecord {
  const [senderId, thread, body] = [textOf(row['sent_by']), textOf(row['thread_id']), textOf(row['body'])]
  const local = textOf(row['local_path'])
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('messages', row),
    service: SERVICE,
    thread: thread === null ? null : { key: thread, title: null, kind: 'unknown', participants: [] },
    sender: senderId === null ? null : serviceIdentity(senderId, names.get(senderId) ?? null, SERVICE),
    direction: 'unknown',
    kind: local !== null ? 'media' : body === null ? 'other' : 'text',
    sentAt: writtenInstant(timeValueOf(row['sent_at'])),
    body,
    attachments:
      local === null ? [] : [{ path: androidPath(local, context), name: local.split('/').at(-1) ?? local, mime: null, sizeBytes: null }],
    ...withFacts({ 'type as stored': textOf(row['type']), 'file as stored': local }),
  }
}

function member(row: StoredRow): Emitted {
  const from = placeOf('members', row)
  const [id, name] = [textOf(row['member_id']), nameOf(row)]
  if (id === null && name === null) return { type: 'skipped', from, reason: 'the row names nobody' }
  return {
    ...NO_CONTACT_FIELDS,
    from,
    name,
    identifiers: storedIdentifiers(name, [['other', 'MeetMe member', id]], SERVICE),
    store: 'Members of conversations in MeetMe (not the address book); the owner may be among them',
  }
}
