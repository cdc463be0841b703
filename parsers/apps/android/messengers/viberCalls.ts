/**
 * Viber on Android, `viber_data`: calls, and the address book as Viber copied it. Entries that were deleted from the address book since may
 * still stand here.
 *
 * Meanings (artifacts 2.10): date counts Unix milliseconds, duration seconds; type 1 came in, 2 went out; viber_call_type 1 is sound, 4
 * with picture. Whether a call was answered is not stored: one that lasted was.
 */
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CallRecord, ContactIdentifier, Direction, Emitted, EvidenceDatabase, IdentityRef } from '../../../model/index.ts'

const CALL_REQUIRED = ['date', 'type', 'duration']
const CALL_COLUMNS = ['canonized_number', 'number', 'viber_call_type']
const CONTACT_COLUMNS = ['display_name']
const DATA_COLUMNS = ['contact_id', 'data1', 'data2', 'data3']
const DIRECTIONS: Readonly<Record<number, Direction>> = { 1: 'incoming', 2: 'outgoing' }
const WITH_PICTURE: Readonly<Record<number, boolean>> = { 1: false, 4: true }
const CALL_TYPES: Readonly<Record<number, string>> = { 1: 'sound', 4: 'with picture' }
const NUMBER = /^\+?[\d\s().-]{3,}$/

export const androidViberCalls = defineSqliteParser({
  id: 'android-viber-calls',
  version: 1,
  app: 'Viber',
  platform: 'android',
  store: 'Viber calls and contacts (viber_data)',
  reads: ['**/com.viber.voip/databases/viber_data', '**/viber_data'],
  yields: ['call', 'contact'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: ['participants of group calls', 'which contacts use Viber (vibernumbers)', 'the meaning of call types other than 1 and 4'],
  requires: { calls: CALL_REQUIRED },
  optional: { calls: CALL_COLUMNS, phonebookcontact: CONTACT_COLUMNS, phonebookdata: DATA_COLUMNS },
  *parse(database) {
    const values = readValues(database)
    for (const row of evidenceRows(database, { table: 'calls', columns: [...CALL_REQUIRED, ...CALL_COLUMNS] })) yield callRecord(row)
    for (const row of evidenceRows(database, { table: 'phonebookcontact', columns: CONTACT_COLUMNS })) yield contactRecord(row, values)
  },
})

const numberIdentity = (raw: string, name: string | null): IdentityRef => ({ scheme: 'address', raw, name, country: null })

/** Numbers and addresses of each contact; the three columns hold one value in several spellings. */
function readValues(database: EvidenceDatabase): ReadonlyMap<number, readonly string[]> {
  const values = new Map<number, string[]>()
  for (const row of sideRows(database, { table: 'phonebookdata', columns: DATA_COLUMNS })) {
    const contact = numberOf(row['contact_id'])
    if (contact === null) continue
    const known = values.get(contact) ?? []
    for (const column of ['data2', 'data1', 'data3']) {
      const value = textOf(row[column])
      if (value !== null && !known.includes(value)) known.push(value)
    }
    values.set(contact, known)
  }
  return values
}

function callRecord(row: StoredRow): CallRecord {
  const number = textOf(row['canonized_number']) ?? textOf(row['number'])
  const direction = DIRECTIONS[numberOf(row['type']) ?? -1] ?? 'unknown'
  const seconds = numberOf(row['duration'])
  const callType = numberOf(row['viber_call_type'])
  const facts = factsOf({
    'direction as stored': direction === 'unknown' ? textOf(row['type']) : null,
    'call type': WITH_PICTURE[callType ?? -1] === undefined ? codeInWords(row['viber_call_type'], CALL_TYPES) : null,
    'number as dialled': textOf(row['number']) === number ? null : textOf(row['number']),
  })
  return {
    type: 'call',
    from: placeOf('calls', row),
    state: 'live',
    service: 'Viber',
    nativeId: null,
    direction,
    answered: seconds !== null && seconds > 0 ? true : null,
    isVideo: WITH_PICTURE[callType ?? -1] ?? null,
    startedAt: unixTime(row['date']),
    durationSeconds: seconds,
    participants: number === null ? [] : [numberIdentity(number, null)],
    ownLine: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function contactRecord(row: StoredRow, values: ReadonlyMap<number, readonly string[]>): Emitted {
  const from = placeOf('phonebookcontact', row)
  const [name, stored] = [textOf(row['display_name']), values.get(row.rowId) ?? []]
  if (name === null && stored.length === 0) return { type: 'skipped', from, reason: 'the row has neither a name nor a number' }
  const identifiers: ContactIdentifier[] = []
  const others: string[] = []
  for (const value of stored) {
    if (value.includes('@')) identifiers.push({ kind: 'email', label: null, raw: value, identity: numberIdentity(value, name) })
    else if (NUMBER.test(value)) identifiers.push({ kind: 'phone', label: null, raw: value, identity: numberIdentity(value, name) })
    else others.push(value)
  }
  const facts = factsOf({ 'other values': others.length === 0 ? null : others.join('; ') })
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers,
    store: 'Viber: copy of the address book',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
