/**
 * Ryanair on Android, `fr-local-db`: flights and passengers of bookings, boarding passes, the account, searches.
 *
 * Columns and JSON keys as ALEAPP reads them (two versions of the schema): `booking_json` holds `flights` with `depart` and `arrive` in UTC (the
 * values under `times` are local although they end in Z), and `passengers`; other times count Unix milliseconds. A booking says that somebody
 * booked, not that anybody flew.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { isJsonObject, jsonAt, jsonList, jsonText } from '../../../formats/text/jsonStream.ts'
import {
  addressIdentity,
  joinedParts,
  NO_CALENDAR_FIELDS,
  NO_CONTACT_FIELDS,
  serviceIdentity,
  withFacts,
} from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { writtenInstant } from '../../../formats/values/writtenTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, SqlValue } from '../../../model/index.ts'
import { boardingPassKey, boardingPassRecord, RYANAIR_SETTINGS } from './ryanairBoardingPass.ts'

const SERVICE = 'Ryanair'
const PROFILE = ['id', 'first_name', 'last_name', 'email', 'phone_number', 'country_calling_code', 'gender', 'birth_date']
const PROFILE_DETAILS = ['second_surname', 'nationality_code', 'title_name', 'member_since', 'auth_provider', 'linked_social_accounts']
const SEARCHES = [
  'last_search_date',
  'fly_out_date',
  'fly_back_date',
  'origin_airport_code',
  'destination_airport_code',
  'passengers_count',
]
const TIMES = ['booking_id', 'modified_utc_server_date', 'modified_utc_user_date']

export const androidRyanair = defineSqliteParser({
  id: 'android-ryanair',
  version: 1,
  app: 'Ryanair',
  platform: 'android',
  store: 'Bookings, boarding passes and searches of Ryanair (fr-local-db)',
  reads: ['**/com.ryanair.cheapflights/databases/fr-local-db', '**/fr-local-db'],
  yields: ['calendar-event', 'contact', 'account', 'web'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: ['whether anybody flew', 'texts that the app shows on the day of travel', 'prices beyond the balance that is due'],
  requires: { booking: ['id', 'booking_json'] },
  optional: {
    booking_timestamps: TIMES,
    boardingpass: ['uid', 'body'],
    user_profile: [...PROFILE, ...PROFILE_DETAILS],
    recent_searches: SEARCHES,
    recent_stations: ['last_usage', 'station_code', 'origin_station_code'],
    recent_countries: ['last_used', 'country_code'],
  },
  sideFiles: RYANAIR_SETTINGS,
  *parse(database, context) {
    const changed = readChanges(database)
    for (const row of evidenceRows(database, { table: 'booking', columns: ['id', 'booking_json'] })) yield* booking(row, changed)
    const key = boardingPassKey(context)
    for (const row of evidenceRows(database, { table: 'boardingpass', columns: ['uid', 'body'] })) yield boardingPassRecord(row, key)
    for (const row of evidenceRows(database, { table: 'user_profile', columns: [...PROFILE, ...PROFILE_DETAILS] })) yield account(row)
    yield* searches(database)
  },
})

function readChanges(database: EvidenceDatabase): ReadonlyMap<string, StoredRow> {
  const changes = new Map<string, StoredRow>()
  for (const row of sideRows(database, { table: 'booking_timestamps', columns: TIMES })) {
    const id = textOf(row['booking_id'])
    if (id !== null) changes.set(id, row)
  }
  return changes
}

function jsonOf(stored: SqlValue | undefined): unknown {
  try {
    return JSON.parse(textOf(stored) ?? 'null')
  } catch {
    return null
  }
}

function* booking(row: StoredRow, changed: ReadonlyMap<string, StoredRow>): Generator<Emitted> {
  const value = jsonOf(row['booking_json'])
  const change = changed.get(textOf(row['id']) ?? '')
  const about = {
    'record locator': jsonText(jsonAt(value, 'recordLocator')),
    'id of the booking': textOf(row['id']),
    'status as stored': jsonText(jsonAt(value, 'status')),
    'last changed by the service': unixTimeInWords(change?.['modified_utc_server_date']),
    'last changed by the user': unixTimeInWords(change?.['modified_utc_user_date']),
  }
  const flights = jsonList(jsonAt(value, 'flights'))
  const passengers = jsonList(jsonAt(value, 'passengers'))
  const names = joinedParts(passengers.map(passengerName), '; ')
  const due = joinedParts([jsonText(jsonAt(value, 'currency')), jsonText(jsonAt(value, 'balanceDue'))], ' ')
  let ordinal = 0
  for (const flight of flights) yield flightRecord(row, ordinal++, flight, { ...about, passengers: names, 'balance that is due': due })
  for (const passenger of passengers) yield passengerRecord(row, ordinal++, passenger, { ...about, ...checkIns(value, passenger) })
  if (ordinal === 0) yield { type: 'skipped', from: placeOf('booking', row), reason: 'the booking names no flight and no passenger' }
}

type About = Readonly<Record<string, string | null>>

function flightRecord(row: StoredRow, ordinal: number, flight: unknown, about: About): Emitted {
  const text = (...names: string[]): string | null => jsonText(jsonAt(flight, ...names))
  const route = joinedParts([text('origin'), text('destination')], ' to ')
  const cancelled = jsonList(jsonAt(flight, 'segments')).some((segment) => jsonAt(segment, 'isCancelled') === true)
  const end = writtenInstant(jsonAt(flight, 'arrive'))
  return {
    ...NO_CALENDAR_FIELDS,
    from: placeOf('booking', row, ordinal),
    service: SERVICE,
    title: joinedParts([text('flightNumber'), route], ', '),
    place: route,
    calendar: 'Bookings of Ryanair',
    startsAt: writtenInstant(jsonAt(flight, 'depart')),
    endsAt: end.asStored === null ? null : end,
    ...withFacts({
      ...about,
      'departure there, local': text('times', 'depart'),
      'arrival there, local': text('times', 'arrive'),
      cancelled: cancelled ? 'yes' : null,
    }),
  }
}

function passengerName(passenger: unknown): string | null {
  return joinedParts(
    ['firstName', 'middleName', 'lastName'].map((name) => jsonText(jsonAt(passenger, name))),
    ' ',
  )
}

/** Check-ins carry the number of their passenger. */
function checkIns(value: unknown, passenger: unknown): About {
  const number = jsonText(jsonAt(passenger, 'paxNum'))
  const own = jsonList(jsonAt(value, 'checkins')).filter((entry) => number !== null && jsonText(jsonAt(entry, 'paxNum')) === number)
  const inWords = own.map((entry) => joinedParts([jsonText(jsonAt(entry, 'journeyNum')), jsonText(jsonAt(entry, 'status'))], ': '))
  return { 'check-in by journey, as stored': joinedParts(inWords, '; ') }
}

/** Named without a number or address: somebody for whom a flight was booked. */
function passengerRecord(row: StoredRow, ordinal: number, passenger: unknown, about: About): Emitted {
  return {
    ...NO_CONTACT_FIELDS,
    from: placeOf('booking', row, ordinal),
    name: passengerName(passenger),
    identifiers: [],
    store: 'Passengers of bookings in Ryanair',
    ...withFacts({
      ...about,
      title: jsonText(jsonAt(passenger, 'title')),
      'kind of passenger as stored': jsonText(jsonAt(passenger, 'paxType')),
      'entry as stored': isJsonObject(passenger) ? null : jsonText(passenger),
    }),
  }
}

function account(row: StoredRow): Emitted {
  const from = placeOf('user_profile', row)
  const text = (name: string): string | null => textOf(row[name])
  const [email, phone, id] = [text('email'), text('phone_number'), text('id')]
  const name = joinedParts([text('first_name'), text('last_name'), text('second_surname')], ' ')
  const address = email ?? phone
  const identity = address !== null ? addressIdentity(address, name) : id !== null ? serviceIdentity(id, name, SERVICE) : null
  if (identity === null) return { type: 'skipped', from, reason: 'the profile names no address, number or id' }
  return {
    type: 'account',
    from,
    state: 'live',
    service: SERVICE,
    identity,
    name,
    isOwner: true,
    ...withFacts({
      telephone: phone === address ? null : joinedParts([text('country_calling_code'), phone], ' '),
      id,
      born: dayOf(numberOf(row['birth_date'])),
      gender: text('gender'),
      title: text('title_name'),
      nationality: text('nationality_code'),
      'member since': unixTimeInWords(row['member_since']),
      'signs in with': text('auth_provider'),
      'linked accounts': text('linked_social_accounts'),
    }),
  }
}

/** A day, in milliseconds since 1970: before it they are negative. */
function dayOf(milliseconds: number | null): string | null {
  const date = milliseconds === null || milliseconds === 0 ? null : new Date(milliseconds)
  return date === null || !Number.isFinite(date.getTime()) ? null : date.toISOString().slice(0, 10)
}

function* searches(database: EvidenceDatabase): Generator<Emitted> {
  const shared = { type: 'web', state: 'live', webKind: 'search', service: SERVICE, url: null } as const
  for (const row of evidenceRows(database, { table: 'recent_searches', columns: SEARCHES })) {
    const title = joinedParts([textOf(row['origin_airport_code']), textOf(row['destination_airport_code'])], ' to ')
    const facts = withFacts({
      'flight out': unixTimeInWords(row['fly_out_date']),
      'flight back': unixTimeInWords(row['fly_back_date']),
      'passengers as stored': textOf(row['passengers_count']),
    })
    yield {
      ...shared,
      from: placeOf('recent_searches', row),
      title,
      at: instantOf(timeValueOf(row['last_search_date']), 'unix-ms'),
      ...facts,
    }
  }
  for (const row of evidenceRows(database, { table: 'recent_stations', columns: ['last_usage', 'station_code', 'origin_station_code'] })) {
    const facts = withFacts({ kind: 'airport last used in the app', 'from airport': textOf(row['origin_station_code']) })
    const at = instantOf(timeValueOf(row['last_usage']), 'unix-ms')
    yield { ...shared, from: placeOf('recent_stations', row), title: textOf(row['station_code']), at, ...facts }
  }
  for (const row of evidenceRows(database, { table: 'recent_countries', columns: ['last_used', 'country_code'] })) {
    const at = instantOf(timeValueOf(row['last_used']), 'unix-ms')
    const facts = withFacts({ kind: 'country last used in the app' })
    yield { ...shared, from: placeOf('recent_countries', row), title: textOf(row['country_code']), at, ...facts }
  }
}
