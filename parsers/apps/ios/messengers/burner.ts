/**
 * Burner on the iPhone, `Phoenix.sqlite`: the own number and the rented ones (accounts), messages and calls over them, contacts.
 *
 * Meanings (iLEAPP, versions 4.0.18 to 5.4.11 of the app): times count seconds since 2001 UTC; ZDIRECTION 1 came in, 2 went out; ZTYPE 1
 * is a call, 2 a message; ZSTATE of a call 3 is completed, 4 missed, 5 missed with a voicemail. A row names its rented number by
 * ZBURNERID; its conversation by row, or in versions that leave it empty by conversation id or number.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_MESSAGE_FIELDS, statedInstant } from '../../../formats/records/messageDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CallRecord, Direction, Emitted, Instant, MessageRecord, ParserContext, SqlValue } from '../../../model/index.ts'
import { CONTACT_COLUMNS, contactRecords, PHONE_COLUMNS } from './burnerContacts.ts'
import { burnerIdentity, NUMBER_KEYS, readPeople, THREAD_COLUMNS } from './burnerPeople.ts'
import type { BurnerPeople } from './burnerPeople.ts'

const REQUIRED = ['ZDATECREATED', 'ZDIRECTION', 'ZTYPE', 'ZBURNERID']
const OPTIONAL = [
  'ZREAD',
  'ZSTATE',
  'ZBODY',
  'ZASSETURL',
  'ZLOCALASSETURL',
  'ZVOICEMAILURL',
  'ZMESSAGEID',
  'ZMESSAGETHREAD',
  'ZCONVERSATIONID',
  'ZCONTACTID',
  'ZCONTACTPHONENUMBER',
]
const USER_COLUMNS = ['ZDATECREATED', 'ZPHONENUMBER', 'ZCOUNTRYCODE', 'ZTOTALNUMBERBURNERS', 'ZVOICEMAILURL', 'ZUSERID']
const NUMBER_COLUMNS = [
  ...NUMBER_KEYS,
  'ZDATECREATED',
  'ZEXPIRATIONDATE',
  'ZAUTOREPLYACTIVE',
  'ZAUTOREPLYTEXT',
  'ZREMAININGMINUTES',
  'ZTOTALMINUTES',
  'ZREMAININGTEXTS',
  'ZTOTALTEXTS',
]
const DIRECTIONS: Readonly<Record<number, Direction>> = { 1: 'incoming', 2: 'outgoing' }
const CALL = 1
const MESSAGE = 2
const CALL_STATES: Readonly<Record<number, string>> = { 3: 'completed', 4: 'missed', 5: 'missed, with a voicemail' }
const SERVICE = 'Burner'
const CACHES = 'private/var/mobile/Containers/Data/Application/com.adhoclabs.burner/Library/Caches'

export const iosBurner = defineSqliteParser({
  id: 'ios-burner',
  version: 1,
  app: 'Burner',
  platform: 'ios',
  store: 'Burner (Phoenix.sqlite)',
  reads: ['**/Phoenix.sqlite'],
  yields: ['message', 'call', 'account', 'contact'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: [
    'numbers that were given back before the phone was read, where the app removes them',
    'pictures that are no longer in the caches, and voicemails (at the service: the address is shown)',
    'how long calls took (not stored), pictures of contacts',
  ],
  requires: { ZMESSAGE: REQUIRED, ZBURNER: ['ZBURNERID', 'ZPHONENUMBER'] },
  optional: {
    ZMESSAGE: OPTIONAL,
    ZBURNER: NUMBER_COLUMNS,
    ZUSER: USER_COLUMNS,
    ZMESSAGETHREAD: THREAD_COLUMNS,
    ZCONTACT: CONTACT_COLUMNS,
    ZCONTACTPHONENUMBER: PHONE_COLUMNS,
    ZCONTACTNOTE: ['ZCONTACT', 'ZNOTEVALUE'],
  },
  *parse(database, context) {
    const people = readPeople(database)
    for (const row of evidenceRows(database, { table: 'ZUSER', columns: USER_COLUMNS })) yield userRecord(row)
    for (const row of evidenceRows(database, { table: 'ZBURNER', columns: NUMBER_COLUMNS })) yield numberRecord(row)
    for (const row of evidenceRows(database, { table: 'ZMESSAGE', columns: [...REQUIRED, ...OPTIONAL] }))
      yield numberOf(row['ZTYPE']) === CALL ? callRecord(row, people) : messageRecord(row, people, context)
    yield* contactRecords(database)
  },
})

const cocoa = (stored: SqlValue | undefined): Instant => instantOf(timeValueOf(stored), 'cocoa-s')

function timeInWords(stored: SqlValue | undefined): string | null {
  const instant = statedInstant(cocoa(stored))
  return instant === null ? null : instantInWords(instant)
}

function rowFacts(row: StoredRow, direction: Direction): Record<string, string | null> {
  return {
    'direction as stored': direction === 'unknown' ? textOf(row['ZDIRECTION']) : null,
    read: direction === 'incoming' && flagOf(row['ZREAD']) === false ? 'no' : null,
    'address of the voicemail': textOf(row['ZVOICEMAILURL']),
  }
}

function messageRecord(row: StoredRow, people: BurnerPeople, context: ParserContext): MessageRecord {
  const direction = DIRECTIONS[numberOf(row['ZDIRECTION']) ?? -1] ?? 'unknown'
  const talk = people.talkOf(row)
  const [local, address, body] = [textOf(row['ZLOCALASSETURL']), textOf(row['ZASSETURL']), textOf(row['ZBODY'])]
  const file = local ?? address
  const facts = factsOf({
    'message type (meaning not known)': numberOf(row['ZTYPE']) === MESSAGE ? null : textOf(row['ZTYPE']),
    'state (meaning not known)': textOf(row['ZSTATE']),
    'address of the file': address,
    'place of the file in the caches': local,
    ...rowFacts(row, direction),
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('ZMESSAGE', row),
    service: SERVICE,
    nativeId: textOf(row['ZMESSAGEID']),
    thread: talk?.thread ?? null,
    sender: direction === 'incoming' ? (talk?.party ?? null) : null,
    ownLine: people.ownLineOf(row),
    direction,
    kind: file !== null ? 'media' : body === null ? 'other' : 'text',
    sentAt: cocoa(row['ZDATECREATED']),
    body,
    attachments:
      file === null ? [] : [{ path: cachedFile(local, context), name: file.split('/').at(-1) || file, mime: null, sizeBytes: null }],
    ...(facts === undefined ? {} : { facts }),
  }
}

/** Pictures lie in the caches of the app's own container, which the store names by a part of their path. */
function cachedFile(local: string | null, context: ParserContext): string | null {
  if (local === null || local.includes('..')) return null
  const name = local.split('/').at(-1) ?? ''
  return (
    [local.replace(/^\/+/u, ''), `outgoingPhotos/${name}`].map((place) => `${CACHES}/${place}`).find((path) => context.hasFile(path)) ??
    null
  )
}

function callRecord(row: StoredRow, people: BurnerPeople): CallRecord {
  const direction = DIRECTIONS[numberOf(row['ZDIRECTION']) ?? -1] ?? 'unknown'
  const state = numberOf(row['ZSTATE'])
  const party = people.talkOf(row)?.party ?? null
  const facts = factsOf({ state: codeInWords(row['ZSTATE'], CALL_STATES), text: textOf(row['ZBODY']), ...rowFacts(row, direction) })
  return {
    type: 'call',
    from: placeOf('ZMESSAGE', row),
    state: 'live',
    service: SERVICE,
    nativeId: textOf(row['ZMESSAGEID']),
    direction,
    answered: state === 3 ? true : state === 4 || state === 5 ? false : null,
    isVideo: null,
    startedAt: cocoa(row['ZDATECREATED']),
    durationSeconds: null,
    participants: party === null ? [] : [party],
    ownLine: people.ownLineOf(row),
    ...(facts === undefined ? {} : { facts }),
  }
}

function userRecord(row: StoredRow): Emitted {
  const from = placeOf('ZUSER', row)
  const phone = textOf(row['ZPHONENUMBER'])
  if (phone === null) return { type: 'skipped', from, reason: 'the row names no number' }
  const facts = factsOf({
    'what the number is': "the owner's own number, behind the rented ones",
    'since (first use of the account)': timeInWords(row['ZDATECREATED']),
    'user id': textOf(row['ZUSERID']),
    'country code': textOf(row['ZCOUNTRYCODE']),
    'rented numbers in all': textOf(row['ZTOTALNUMBERBURNERS']),
    'address of the voicemail': textOf(row['ZVOICEMAILURL']),
  })
  const identity = burnerIdentity(phone, null)
  return { type: 'account', from, state: 'live', service: SERVICE, identity, name: null, isOwner: true, ...(facts && { facts }) }
}

function numberRecord(row: StoredRow): Emitted {
  const from = placeOf('ZBURNER', row)
  const phone = textOf(row['ZPHONENUMBER'])
  if (phone === null) return { type: 'skipped', from, reason: 'the row names no number' }
  const facts = factsOf({
    'what the number is': 'a rented number',
    rented: timeInWords(row['ZDATECREATED']),
    expires: timeInWords(row['ZEXPIRATIONDATE']),
    'minutes (left of all)': shareOf(row, 'ZREMAININGMINUTES', 'ZTOTALMINUTES'),
    'texts (left of all)': shareOf(row, 'ZREMAININGTEXTS', 'ZTOTALTEXTS'),
    'automatic reply': flagOf(row['ZAUTOREPLYACTIVE']) === true ? (textOf(row['ZAUTOREPLYTEXT']) ?? 'on') : null,
    'id of the number': textOf(row['ZBURNERID']),
  })
  const [identity, name] = [burnerIdentity(phone, null), textOf(row['ZNAME'])]
  return { type: 'account', from, state: 'live', service: SERVICE, identity, name, isOwner: true, ...(facts && { facts }) }
}

function shareOf(row: StoredRow, left: string, all: string): string | null {
  const parts = [textOf(row[left]), textOf(row[all])]
  return parts.every((part) => part === null) ? null : parts.map((part) => part ?? '?').join(' of ')
}
