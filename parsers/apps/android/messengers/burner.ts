/**
 * Burner on Android, `burners.db`: numbers that the owner rented (accounts), and calls and messages over them.
 *
 * Meanings (published forensic work on the app): dates count Unix milliseconds; direction 1 came in, 2 went out; message_type 1 is a call,
 * 2 a text; `burners.phone_number_id` is the rented number, `name` what its owner called it. A call's duration is an estimate in minutes of the
 * service, so it is shown as stored and not as seconds. Messages whose number is in no contact are messages all the same.
 */
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CallRecord, Direction, Emitted, EvidenceDatabase, IdentityRef, MessageRecord, ThreadRef } from '../../../model/index.ts'

const MESSAGE_REQUIRED = ['date_created', 'contact_phone_number', 'direction', 'message_type']
const MESSAGE_COLUMNS = ['message', 'asset_url', 'duration']
const NUMBER_REQUIRED = ['phone_number_id', 'date_created']
const NUMBER_COLUMNS = [
  'name',
  'alias',
  'last_updated_date',
  'expiration_date',
  'renewal_date',
  'total_minutes',
  'remaining_minutes',
  'total_texts',
  'remaining_texts',
  'user_id',
  'features',
  'voicemail_url',
]
const CONTACT_COLUMNS = ['phone_number', 'name']
const CALL = 1
const TEXT = 2
const DIRECTIONS: Readonly<Record<number, Direction>> = { 1: 'incoming', 2: 'outgoing' }

interface Reading {
  readonly identityOf: (number: string) => IdentityRef
  readonly threadOf: (number: string) => ThreadRef
  /** The rented number when there is one only: a message does not say over which of several it went. */
  readonly ownLine: IdentityRef | null
}

export const androidBurner = defineSqliteParser({
  id: 'android-burner',
  version: 1,
  app: 'Burner',
  platform: 'android',
  store: 'Burner (burners.db)',
  reads: ['**/com.adhoclabs.burner/databases/burners.db', '**/burners.db'],
  yields: ['message', 'call', 'account', 'contact'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: [
    'over which of several rented numbers a message or call went',
    'numbers that were given back before the phone was read, where the app removes them',
    'pictures and voice messages themselves (they lie at the service: the address is shown)',
    'the exact length of calls (the app keeps an estimate in minutes)',
  ],
  requires: { burners: NUMBER_REQUIRED, messages: MESSAGE_REQUIRED },
  optional: { burners: NUMBER_COLUMNS, messages: MESSAGE_COLUMNS, contacts: CONTACT_COLUMNS },
  *parse(database) {
    const reading = prepare(database)
    for (const row of evidenceRows(database, { table: 'burners', columns: [...NUMBER_REQUIRED, ...NUMBER_COLUMNS] }))
      yield numberRecord(row)
    for (const row of evidenceRows(database, { table: 'messages', columns: [...MESSAGE_REQUIRED, ...MESSAGE_COLUMNS] }))
      yield numberOf(row['message_type']) === CALL ? callRecord(row, reading) : messageRecord(row, reading)
    for (const row of evidenceRows(database, { table: 'contacts', columns: CONTACT_COLUMNS })) yield contactRecord(row)
  },
})

const numberIdentity = (raw: string, name: string | null): IdentityRef => ({ scheme: 'address', raw, name, country: null })

function prepare(database: EvidenceDatabase): Reading {
  const [names, lines] = [new Map<string, string>(), [] as IdentityRef[]]
  for (const row of sideRows(database, { table: 'contacts', columns: CONTACT_COLUMNS })) {
    const [number, name] = [textOf(row['phone_number']), textOf(row['name'])]
    if (number !== null && name !== null) names.set(number, name)
  }
  for (const row of sideRows(database, { table: 'burners', columns: ['phone_number_id', 'name'] })) {
    const number = textOf(row['phone_number_id'])
    if (number !== null) lines.push(numberIdentity(number, textOf(row['name'])))
  }
  const [identities, threads] = [new Map<string, IdentityRef>(), new Map<string, ThreadRef>()]
  const identityOf = (number: string): IdentityRef => {
    let identity = identities.get(number)
    if (identity === undefined) identities.set(number, (identity = numberIdentity(number, names.get(number) ?? null)))
    return identity
  }
  return {
    identityOf,
    threadOf(number) {
      let thread = threads.get(number)
      if (thread === undefined) {
        thread = { key: number, title: names.get(number) ?? null, kind: 'direct', participants: [identityOf(number)] }
        threads.set(number, thread)
      }
      return thread
    },
    ownLine: lines.length === 1 ? (lines[0] ?? null) : null,
  }
}

function messageRecord(row: StoredRow, { identityOf, threadOf, ownLine }: Reading): MessageRecord {
  const number = textOf(row['contact_phone_number'])
  const direction = DIRECTIONS[numberOf(row['direction']) ?? -1] ?? 'unknown'
  const address = textOf(row['asset_url'])
  const body = textOf(row['message'])
  const type = numberOf(row['message_type'])
  const facts = factsOf({
    'message type': type === TEXT ? null : codeInWords(row['message_type'], {}),
    'direction as stored': direction === 'unknown' ? textOf(row['direction']) : null,
    'address of the file': address,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('messages', row),
    service: 'Burner',
    thread: number === null ? null : threadOf(number),
    sender: direction === 'incoming' && number !== null ? identityOf(number) : null,
    ownLine,
    direction,
    kind: address !== null ? 'media' : body === null ? 'other' : 'text',
    sentAt: unixTime(row['date_created']),
    body,
    attachments: address === null ? [] : [{ path: null, name: address.split('/').at(-1) ?? address, mime: null, sizeBytes: null }],
    ...(facts === undefined ? {} : { facts }),
  }
}

function callRecord(row: StoredRow, { identityOf, ownLine }: Reading): CallRecord {
  const number = textOf(row['contact_phone_number'])
  const direction = DIRECTIONS[numberOf(row['direction']) ?? -1] ?? 'unknown'
  const facts = factsOf({
    'length in minutes, an estimate of the app': textOf(row['duration']),
    'direction as stored': direction === 'unknown' ? textOf(row['direction']) : null,
    text: textOf(row['message']),
    'address of the recording': textOf(row['asset_url']),
  })
  return {
    type: 'call',
    from: placeOf('messages', row),
    state: 'live',
    service: 'Burner',
    nativeId: null,
    direction,
    answered: null,
    isVideo: null,
    startedAt: unixTime(row['date_created']),
    durationSeconds: null,
    participants: number === null ? [] : [identityOf(number)],
    ownLine,
    ...(facts === undefined ? {} : { facts }),
  }
}

function numberRecord(row: StoredRow): Emitted {
  const from = placeOf('burners', row)
  const number = textOf(row['phone_number_id'])
  if (number === null) return { type: 'skipped', from, reason: 'the row names no number' }
  const facts = factsOf({
    rented: unixTimeInWords(row['date_created']),
    'last changed': unixTimeInWords(row['last_updated_date']),
    expires: unixTimeInWords(row['expiration_date']),
    renewal: unixTimeInWords(row['renewal_date']),
    'minutes (left of all)': shareOf(row, 'remaining_minutes', 'total_minutes'),
    'texts (left of all)': shareOf(row, 'remaining_texts', 'total_texts'),
    alias: textOf(row['alias']),
    features: textOf(row['features']),
    'user id': textOf(row['user_id']),
    'address of the voicemail': textOf(row['voicemail_url']),
  })
  return {
    type: 'account',
    from,
    state: 'live',
    service: 'Burner',
    identity: numberIdentity(number, null),
    name: textOf(row['name']),
    isOwner: true,
    ...(facts === undefined ? {} : { facts }),
  }
}

function shareOf(row: StoredRow, left: string, all: string): string | null {
  const parts = [textOf(row[left]), textOf(row[all])]
  return parts.every((part) => part === null) ? null : parts.map((part) => part ?? '?').join(' of ')
}

function contactRecord(row: StoredRow): Emitted {
  const from = placeOf('contacts', row)
  const [number, name] = [textOf(row['phone_number']), textOf(row['name'])]
  if (number === null && name === null) return { type: 'skipped', from, reason: 'the row has neither a number nor a name' }
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers: number === null ? [] : [{ kind: 'phone', label: null, raw: number, identity: numberIdentity(number, name) }],
    store: 'Burner',
    note: null,
    createdAt: null,
    modifiedAt: null,
  }
}
