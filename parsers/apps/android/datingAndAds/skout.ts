/**
 * Skout on Android, `skoutDatabase`: messages and the people talked to.
 *
 * Columns as ALEAPP reads them: times count Unix milliseconds; a message whose `fromUserID` is in `skoutUsersTable` is that person's. ALEAPP
 * takes every other message for the owner's. Here only those of a conversation in which exactly one listed person wrote, and they say so.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { joinedParts, NO_CONTACT_FIELDS, serviceIdentity, storedIdentifiers, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, Emitted, EvidenceDatabase, IdentityRef, MessageRecord } from '../../../model/index.ts'

const SERVICE = 'Skout'
const MESSAGES = ['timestamp', 'fromUserID', 'message', 'chatId']
const MESSAGE_DETAILS = ['type', 'pictureUrl', 'giftUrl']
const PEOPLE = ['userId', 'userName']
const PERSON_DETAILS = ['picUrl', 'lastMessageTimestamp']

export const androidSkout = defineSqliteParser({
  id: 'android-skout',
  version: 1,
  app: 'Skout',
  platform: 'android',
  store: 'Skout (skoutDatabase)',
  reads: ['**/com.skout.android/databases/skoutDatabase', '**/skoutDatabase'],
  yields: ['message', 'contact'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: ['the own account', 'pictures themselves (the address is shown)', 'what the stored types mean'],
  requires: { skoutMessagesTable: MESSAGES, skoutUsersTable: PEOPLE },
  optional: { skoutMessagesTable: MESSAGE_DETAILS, skoutUsersTable: PERSON_DETAILS },
  *parse(database) {
    const people = readPeople(database)
    const writers = readWriters(database, people)
    for (const row of evidenceRows(database, { table: 'skoutMessagesTable', columns: [...MESSAGES, ...MESSAGE_DETAILS] }))
      yield message(row, people, writers)
    for (const row of evidenceRows(database, { table: 'skoutUsersTable', columns: [...PEOPLE, ...PERSON_DETAILS] })) yield personRecord(row)
  },
})

function readPeople(database: EvidenceDatabase): ReadonlyMap<string, IdentityRef> {
  const people = new Map<string, IdentityRef>()
  for (const row of sideRows(database, { table: 'skoutUsersTable', columns: PEOPLE })) {
    const id = textOf(row['userId'])
    if (id !== null) people.set(id, serviceIdentity(id, textOf(row['userName']), SERVICE))
  }
  return people
}

type Writers = ReadonlyMap<string, ReadonlySet<IdentityRef>>

/** Conversation -> the listed people who wrote in it. Two of them: the owner may be listed, too, and nothing is inferred. */
function readWriters(database: EvidenceDatabase, people: ReadonlyMap<string, IdentityRef>): Writers {
  const writers = new Map<string, Set<IdentityRef>>()
  for (const row of sideRows(database, { table: 'skoutMessagesTable', columns: ['chatId', 'fromUserID'] })) {
    const [chat, person] = [textOf(row['chatId']), people.get(textOf(row['fromUserID']) ?? '')]
    if (chat !== null && person !== undefined) writers.set(chat, (writers.get(chat) ?? new Set()).add(person))
  }
  return writers
}

function message(row: StoredRow, people: ReadonlyMap<string, IdentityRef>, writers: Writers): MessageRecord {
  const [senderId, chat, body] = [textOf(row['fromUserID']), textOf(row['chatId']), textOf(row['message'])]
  const known = people.get(senderId ?? '')
  const listed = [...(writers.get(chat ?? '') ?? [])]
  const other = listed.length === 1 ? listed[0] : undefined
  const isInferred = known === undefined && other !== undefined && senderId !== null
  const isFromOther = known !== undefined && (chat === null || listed.length === 1)
  const direction: Direction = isFromOther ? 'incoming' : isInferred ? 'outgoing' : 'unknown'
  const addresses = [textOf(row['pictureUrl']), textOf(row['giftUrl'])].filter((address) => address !== null)
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('skoutMessagesTable', row),
    service: SERVICE,
    thread: chat === null ? null : { key: chat, title: other?.name ?? null, kind: 'unknown', participants: listed },
    sender: known ?? (senderId === null || isInferred ? null : serviceIdentity(senderId, null, SERVICE)),
    direction,
    kind: addresses.length > 0 && body === null ? 'media' : body === null ? 'other' : 'text',
    sentAt: instantOf(timeValueOf(row['timestamp']), 'unix-ms'),
    body,
    attachments: addresses.map((address) => ({ path: null, name: address.split('/').at(-1) ?? address, mime: null, sizeBytes: null })),
    ...withFacts({
      'direction is': isInferred ? 'inferred: the sender is nobody whom the app lists, and the other of this conversation is' : null,
      'sent by the account': isInferred ? senderId : null,
      'type as stored': textOf(row['type']),
      'addresses of files': joinedParts(addresses, '\n'),
    }),
  }
}

function personRecord(row: StoredRow): Emitted {
  const from = placeOf('skoutUsersTable', row)
  const [id, name] = [textOf(row['userId']), textOf(row['userName'])]
  if (id === null && name === null) return { type: 'skipped', from, reason: 'the row names nobody' }
  return {
    ...NO_CONTACT_FIELDS,
    from,
    name,
    identifiers: storedIdentifiers(name, [['other', 'Skout user', id]], SERVICE),
    store: 'People in Skout (not the address book)',
    ...withFacts({ 'last message': unixTimeInWords(row['lastMessageTimestamp']), 'address of the picture': textOf(row['picUrl']) }),
  }
}
