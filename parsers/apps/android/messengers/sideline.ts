/**
 * Sideline (a second telephone number) on Android, `textfree`: messages, calls and voicemail over that number.
 *
 * Columns as ALEAPP reads them: `timestamp` counts Unix milliseconds; `method` 1 is a text, 3 a call, 8 voicemail; `address` is the other
 * number and `contact_address.address_e164` gives it a name. No published reader gives a column for the direction, so it is unknown. The unit
 * of `duration` is not said: it is shown as stored.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { addressIdentity, joinedParts, NO_CONTACT_FIELDS, storedIdentifiers, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CallRecord, Emitted, EvidenceDatabase, IdentityRef, MessageRecord } from '../../../model/index.ts'

const ITEMS = ['timestamp', 'method', 'address']
const ITEM_DETAILS = ['message_text', 'duration']
const CONTACTS = ['address_e164']
const CONTACT_DETAILS = ['native_first_name', 'native_last_name']
const METHODS: Readonly<Record<number, string>> = { 1: 'text', 3: 'call', 8: 'voicemail' }
const CALL = 3

export const androidSideline = defineSqliteParser({
  id: 'android-sideline',
  version: 1,
  app: 'Sideline',
  platform: 'android',
  store: 'Sideline (textfree)',
  reads: ['**/com.sideline.phone.number/databases/textfree', '**/databases/textfree'],
  yields: ['message', 'call', 'contact'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: ['the direction of messages and calls', 'the own number', 'the unit of the length of calls', 'recordings and pictures'],
  requires: { conversation_item: ITEMS, contact_address: CONTACTS },
  optional: { conversation_item: ITEM_DETAILS, contact_address: CONTACT_DETAILS },
  *parse(database) {
    const names = readNames(database)
    for (const row of evidenceRows(database, { table: 'conversation_item', columns: [...ITEMS, ...ITEM_DETAILS] }))
      yield numberOf(row['method']) === CALL ? call(row, names) : message(row, names)
    for (const row of evidenceRows(database, { table: 'contact_address', columns: [...CONTACTS, ...CONTACT_DETAILS] })) yield contact(row)
  },
})

const nameOf = (row: StoredRow): string | null => joinedParts([textOf(row['native_first_name']), textOf(row['native_last_name'])], ' ')

function readNames(database: EvidenceDatabase): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const row of sideRows(database, { table: 'contact_address', columns: [...CONTACTS, ...CONTACT_DETAILS] })) {
    const [number, name] = [textOf(row['address_e164']), nameOf(row)]
    if (number !== null && name !== null) names.set(number, name)
  }
  return names
}

function otherOf(row: StoredRow, names: ReadonlyMap<string, string>): IdentityRef | null {
  const number = textOf(row['address'])
  return number === null ? null : addressIdentity(number, names.get(number) ?? null)
}

function message(row: StoredRow, names: ReadonlyMap<string, string>): MessageRecord {
  const other = otherOf(row, names)
  const [method, body] = [codeInWords(row['method'], METHODS), textOf(row['message_text'])]
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('conversation_item', row),
    service: 'Sideline',
    thread: other === null ? null : { key: other.raw, title: other.name, kind: 'direct', participants: [other] },
    direction: 'unknown',
    kind: method === 'voicemail' ? 'media' : body === null ? 'other' : 'text',
    sentAt: instantOf(timeValueOf(row['timestamp']), 'unix-ms'),
    body,
    ...withFacts({
      method: method === 'text' ? null : method,
      'length as stored': method === 'text' ? null : textOf(row['duration']),
    }),
  }
}

function call(row: StoredRow, names: ReadonlyMap<string, string>): CallRecord {
  const other = otherOf(row, names)
  return {
    type: 'call',
    from: placeOf('conversation_item', row),
    state: 'live',
    service: 'Sideline',
    nativeId: null,
    direction: 'unknown',
    answered: null,
    isVideo: null,
    startedAt: instantOf(timeValueOf(row['timestamp']), 'unix-ms'),
    durationSeconds: null,
    participants: other === null ? [] : [other],
    ownLine: null,
    ...withFacts({
      'length as stored, of unknown unit': textOf(row['duration']),
      text: textOf(row['message_text']),
    }),
  }
}

function contact(row: StoredRow): Emitted {
  const from = placeOf('contact_address', row)
  const [number, name] = [textOf(row['address_e164']), nameOf(row)]
  if (number === null && name === null) return { type: 'skipped', from, reason: 'the row has neither a number nor a name' }
  return {
    ...NO_CONTACT_FIELDS,
    from,
    name,
    identifiers: storedIdentifiers(name, [['phone', 'number', number]]),
    store: 'Sideline',
  }
}
