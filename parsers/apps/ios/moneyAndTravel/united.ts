/**
 * United on iOS, `UnitediPhoneCoreData.sqlite`: trips, boarding passes, passengers, saved travellers, the account and searches.
 *
 * Columns and JSON members as iLEAPP and its author's notes have them: saved travellers are people kept for later bookings, passengers are those
 * of a reservation. ZSORTFLIGHTDATE and ZSORTDATE count seconds since 2001 and are what the app sorts by: whether their clock was that of the
 * airport is not established, so the texts that the app shows stand beside them. A reservation does not say that anybody flew.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { isJsonObject, jsonAt, jsonList, jsonText } from '../../../formats/text/jsonStream.ts'
import { joinedParts, NO_CONTACT_FIELDS, serviceIdentity, storedIdentifiers, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { instantInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, SqlValue } from '../../../model/index.ts'
import { boardingPass, PASS_COLUMNS, reservation, RESERVATION_COLUMNS, segment, SEGMENT_COLUMNS } from './unitedTrips.ts'

const SERVICE = 'United'
const USERS = 'ZUACDUSER'
const USER = ['ZFIRSTNAME', 'ZLASTNAME', 'ZMILEAGEPLUSNUMBER']
const USER_DETAILS = ['ZMIDDLENAME', 'ZTITLE', 'ZBIRTHDATE', 'ZCUSTOMERID', 'ZBILLINGCOUNTRY', 'ZLASTLOGINDATETIME', 'ZSAVEDTRAVELERSJSON']
const RESERVATIONS = ['ZUACDWALLETRESERVATION', 'ZUACDWALLETPASTRESERVATION']
const PASSES = 'ZUACDWALLETMBP'
const BOOKING_SEARCHES = 'ZUACDBOOKINGRECENTSEARCH'
const BOOKING_SEARCH = ['ZAIRPORTORIGCODE', 'ZAIRPORTDESTCODE', 'ZDATEINSERT', 'ZDATEDEPART', 'ZDATERETURN', 'ZTRAVELERSINFO', 'ZCABININFO']
const STATUS_SEARCHES = 'ZUACDFLIFORECENTSEARCH'
const STATUS_SEARCH = [
  'ZCARRIERCODE',
  'ZFLIGHTNUMBER',
  'ZORIGIN',
  'ZDESTINATION',
  'ZLASTUPDATED',
  'ZSCHEDULEDDEPARTURE',
  'ZSCHEDULEDARRIVAL',
]

export const iosUnited = defineSqliteParser({
  id: 'ios-united',
  version: 1,
  app: 'United',
  platform: 'ios',
  store: 'Trips, passengers, account and searches of United (UnitediPhoneCoreData.sqlite)',
  reads: ['**/UnitediPhoneCoreData.sqlite'],
  yields: ['calendar-event', 'contact', 'account', 'web'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: [
    'whether anybody flew',
    'films that were watched',
    'the log of boarding (logFile.txt)',
    'cached answers about reservations',
  ],
  requires: { [USERS]: USER },
  optional: {
    [USERS]: USER_DETAILS,
    ...Object.fromEntries(
      RESERVATIONS.flatMap((table) => [[table, RESERVATION_COLUMNS] as const, [`${table}SEGMENT`, SEGMENT_COLUMNS] as const]),
    ),
    [PASSES]: PASS_COLUMNS,
    [BOOKING_SEARCHES]: BOOKING_SEARCH,
    [STATUS_SEARCHES]: STATUS_SEARCH,
  },
  *parse(database) {
    for (const table of RESERVATIONS) {
      for (const row of evidenceRows(database, { table, columns: RESERVATION_COLUMNS })) yield* reservation(table, row)
      for (const row of evidenceRows(database, { table: `${table}SEGMENT`, columns: SEGMENT_COLUMNS }))
        yield segment(`${table}SEGMENT`, row)
    }
    for (const row of evidenceRows(database, { table: PASSES, columns: PASS_COLUMNS })) yield boardingPass(PASSES, row)
    for (const row of evidenceRows(database, { table: USERS, columns: [...USER, ...USER_DETAILS] })) yield* account(row)
    yield* searches(database)
  },
})

function timeInWords(stored: SqlValue | undefined): string | null {
  const instant = instantOf(timeValueOf(stored), 'cocoa-s')
  return instant.utcMs === null ? null : instantInWords(instant)
}

function* account(row: StoredRow): Generator<Emitted> {
  const text = (name: string): string | null => textOf(row[name])
  const name = joinedParts([text('ZFIRSTNAME'), text('ZMIDDLENAME'), text('ZLASTNAME')], ' ')
  const raw = text('ZMILEAGEPLUSNUMBER') ?? text('ZCUSTOMERID')
  const saved = jsonOf(row['ZSAVEDTRAVELERSJSON'])
  const travellers = jsonList(jsonAt(saved, 'simplifiedTravelers')).filter(isJsonObject)
  if (raw === null && travellers.length === 0) {
    yield { type: 'skipped', from: placeOf(USERS, row), reason: 'the row names no account and no traveller' }
    return
  }
  let ordinal = 0
  if (raw !== null) {
    yield {
      type: 'account',
      from: placeOf(USERS, row, ordinal++),
      state: 'live',
      service: SERVICE,
      identity: serviceIdentity(raw, name, SERVICE),
      name,
      isOwner: true,
      ...withFacts({
        title: text('ZTITLE'),
        'born, as stored': text('ZBIRTHDATE'),
        'id of the customer': text('ZCUSTOMERID') === raw ? null : text('ZCUSTOMERID'),
        'known traveller number': jsonText(jsonAt(saved, 'ktnNumber')),
        'country of the bill': text('ZBILLINGCOUNTRY'),
        'last signed in': timeInWords(row['ZLASTLOGINDATETIME']),
      }),
    }
  }
  for (const traveller of travellers) yield savedTraveller(row, ordinal++, traveller)
}

/** Somebody whom the account keeps for bookings, not a passenger of any. */
function savedTraveller(row: StoredRow, ordinal: number, traveller: unknown): Emitted {
  const text = (name: string): string | null => jsonText(jsonAt(traveller, name))
  const name = joinedParts([text('firstName'), text('lastName')], ' ')
  return {
    ...NO_CONTACT_FIELDS,
    from: placeOf(USERS, row, ordinal),
    name,
    identifiers: storedIdentifiers(name, [['date', 'born, as stored', text('birthDate')]]),
    store: 'Travellers that the account of United keeps',
    ...withFacts({
      age: text('age'),
      'kind of passenger as stored': text('paxTypeID'),
      'owner of the profile': text('isProfileOwner') === 'true' ? 'yes' : null,
      title: text('prefix'),
      id: text('travelerKey'),
    }),
  }
}

function jsonOf(stored: SqlValue | undefined): unknown {
  try {
    return JSON.parse(textOf(stored) ?? 'null') as unknown
  } catch {
    return null
  }
}

function* searches(database: EvidenceDatabase): Generator<Emitted> {
  const shared = { type: 'web', state: 'live', webKind: 'search', service: SERVICE, url: null } as const
  for (const row of evidenceRows(database, { table: BOOKING_SEARCHES, columns: BOOKING_SEARCH })) {
    yield {
      ...shared,
      from: placeOf(BOOKING_SEARCHES, row),
      title: joinedParts([textOf(row['ZAIRPORTORIGCODE']), textOf(row['ZAIRPORTDESTCODE'])], ' to '),
      at: instantOf(timeValueOf(row['ZDATEINSERT']), 'cocoa-s'),
      ...withFacts({
        out: timeInWords(row['ZDATEDEPART']),
        back: timeInWords(row['ZDATERETURN']),
        'travellers as stored': textOf(row['ZTRAVELERSINFO']),
        'cabin as stored': textOf(row['ZCABININFO']),
      }),
    }
  }
  for (const row of evidenceRows(database, { table: STATUS_SEARCHES, columns: STATUS_SEARCH })) {
    const flight = joinedParts([textOf(row['ZCARRIERCODE']), textOf(row['ZFLIGHTNUMBER'])], ' ')
    yield {
      ...shared,
      from: placeOf(STATUS_SEARCHES, row),
      title: joinedParts([flight, joinedParts([textOf(row['ZORIGIN']), textOf(row['ZDESTINATION'])], ' to ')], ', '),
      at: instantOf(timeValueOf(row['ZLASTUPDATED']), 'cocoa-s'),
      ...withFacts({
        kind: 'the state of a flight was looked up',
        'scheduled departure': timeInWords(row['ZSCHEDULEDDEPARTURE']),
        'scheduled arrival': timeInWords(row['ZSCHEDULEDARRIVAL']),
      }),
    }
  }
}
