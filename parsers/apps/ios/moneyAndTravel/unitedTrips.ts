/** Reservations, their flights and passengers, and boarding passes of United: rows of its Core Data store, see united.ts. */
import { instantOf } from '../../../formats/values/epochs.ts'
import { isJsonObject, jsonAt, jsonList, jsonText } from '../../../formats/text/jsonStream.ts'
import {
  joinedParts,
  NO_CALENDAR_FIELDS,
  NO_CONTACT_FIELDS,
  storedIdentifiers,
  withFacts,
} from '../../../formats/records/recordDefaults.ts'
import { placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import type { Emitted, SqlValue } from '../../../model/index.ts'

const SERVICE = 'United'
const SORTED = 'the date that the app sorts by: whether its clock was that of the airport is not established'

export const RESERVATION_COLUMNS = [
  'ZRECORDLOCATOR',
  'ZFIRSTNAME',
  'ZLASTNAME',
  'ZORIGIN',
  'ZORIGINCITY',
  'ZDESTINATION',
  'ZDESTINATIONCITY',
  'ZFLIGHTDATESTR',
  'ZTRIPDATE',
  'ZCARRIERCODE',
  'ZNUMBEROFTRAVELERS',
  'ZMILEAGEPLUSACCOUNT',
  'ZSORTFLIGHTDATE',
  'ZJSON',
]
export const SEGMENT_COLUMNS = [
  'ZRECORDLOCATOR',
  'ZORIGIN',
  'ZDESTINATION',
  'ZFLIGHTNUMBER',
  'ZSCHEDULEDDEPARTUREDATETIMESTR',
  'ZDISPLAYDEPARTUREDATETIME',
  'ZDISPLAYARRIVALDATETIME',
  'ZPASSENGERSEATS',
  'ZSORTDATE',
]
export const PASS_COLUMNS = [
  'ZPNR',
  'ZCUSTOMERNAME',
  'ZMILEAGEPLUSNUMBER',
  'ZFLIGHTINFO',
  'ZORIGIN',
  'ZDESTINATION',
  'ZFLIGHTDATESTR',
  'ZDEPARTURETIME',
  'ZARRIVALTIME',
  'ZGATE',
  'ZSEATNO',
  'ZBOARDTIME',
  'ZSEQUENCENUMBER',
  'ZADDITIONALDATA',
  'ZSORTFLIGHTDATE',
]

function jsonOf(stored: SqlValue | undefined): unknown {
  try {
    return JSON.parse(textOf(stored) ?? 'null') as unknown
  } catch {
    return null
  }
}

const placeWithCode = (city: string | null, code: string | null): string | null =>
  city === null ? code : code === null ? city : `${city} (${code})`

/** One event for the trip, and one contact for each passenger that its JSON names. */
export function* reservation(table: string, row: StoredRow): Generator<Emitted> {
  const text = (name: string): string | null => textOf(row[name])
  const payload = jsonOf(row['ZJSON'])
  const pnr = isJsonObject(jsonAt(payload, 'pnr')) ? jsonAt(payload, 'pnr') : payload
  const locator = text('ZRECORDLOCATOR') ?? jsonText(jsonAt(payload, 'recordLocator')) ?? jsonText(jsonAt(pnr, 'uaRecordLocator'))
  const route = joinedParts(
    [placeWithCode(text('ZORIGINCITY'), text('ZORIGIN')), placeWithCode(text('ZDESTINATIONCITY'), text('ZDESTINATION'))],
    ' to ',
  )
  const passengers = jsonList(jsonAt(pnr, 'passengers')).filter(isJsonObject)
  const kind = table.includes('PAST') ? 'past reservation' : 'reservation'
  yield {
    ...NO_CALENDAR_FIELDS,
    from: placeOf(table, row),
    service: SERVICE,
    title: joinedParts([kind, locator, route], ', '),
    place: route,
    calendar: 'Reservations of United',
    startsAt: instantOf(timeValueOf(row['ZSORTFLIGHTDATE']), 'cocoa-s'),
    ...withFacts({
      'what the time is': SORTED,
      'record locator': locator,
      'name in the reservation': joinedParts([text('ZFIRSTNAME'), text('ZLASTNAME')], ' '),
      passengers: joinedParts(passengers.map(passengerName), '; '),
      'number of travellers': text('ZNUMBEROFTRAVELERS'),
      'day as the app shows it': text('ZFLIGHTDATESTR'),
      'days of the trip as the app shows them': text('ZTRIPDATE'),
      carrier: text('ZCARRIERCODE'),
      'account of the programme': text('ZMILEAGEPLUSACCOUNT'),
    }),
  }
  for (const [index, passenger] of passengers.entries()) yield passengerRecord(table, row, index + 1, passenger, locator)
}

function passengerName(passenger: unknown): string | null {
  const name = jsonAt(passenger, 'passengerName')
  if (!isJsonObject(name)) return jsonText(name)
  return joinedParts(
    ['title', 'first', 'middle', 'last', 'suffix'].map((part) => jsonText(name[part])),
    ' ',
  )
}

function passengerRecord(table: string, row: StoredRow, ordinal: number, passenger: unknown, locator: string | null): Emitted {
  const text = (...names: string[]): string | null => jsonText(jsonAt(passenger, ...names))
  const name = passengerName(passenger)
  const number = text('mileagePlus', 'mileagePlusId') ?? text('mileagePlus', 'key') ?? text('mileagePlus')
  return {
    ...NO_CONTACT_FIELDS,
    from: placeOf(table, row, ordinal),
    name,
    identifiers: storedIdentifiers(
      name,
      [
        ['other', 'number of the programme of United', number],
        ['date', 'born, as stored', text('birthDate')],
      ],
      SERVICE,
    ),
    store: 'Passengers of reservations in United',
    ...withFacts({
      'record locator': locator,
      'kind of passenger as stored': text('travelerTypeCode') ?? text('paxTypeID'),
      'known traveller number': text('knownTravelerNumber'),
      'redress number': text('redressNumber'),
      'owner of the profile': text('isProfileOwner') === 'true' ? 'yes' : null,
    }),
  }
}

export function segment(table: string, row: StoredRow): Emitted {
  const text = (name: string): string | null => textOf(row[name])
  const route = joinedParts([text('ZORIGIN'), text('ZDESTINATION')], ' to ')
  return {
    ...NO_CALENDAR_FIELDS,
    from: placeOf(table, row),
    service: SERVICE,
    title: joinedParts(['flight', text('ZFLIGHTNUMBER'), route], ' '),
    place: route,
    calendar: 'Flights of reservations in United',
    startsAt: instantOf(timeValueOf(row['ZSORTDATE']), 'cocoa-s'),
    ...withFacts({
      'what the time is': SORTED,
      'record locator': text('ZRECORDLOCATOR'),
      'scheduled departure as stored': text('ZSCHEDULEDDEPARTUREDATETIMESTR'),
      'departure as the app shows it': text('ZDISPLAYDEPARTUREDATETIME'),
      'arrival as the app shows it': text('ZDISPLAYARRIVALDATETIME'),
      'seats as stored': text('ZPASSENGERSEATS'),
    }),
  }
}

export function boardingPass(table: string, row: StoredRow): Emitted {
  const text = (name: string): string | null => textOf(row[name])
  const route = joinedParts([text('ZORIGIN'), text('ZDESTINATION')], ' to ')
  return {
    ...NO_CALENDAR_FIELDS,
    from: placeOf(table, row),
    service: SERVICE,
    title: joinedParts(['boarding pass', text('ZFLIGHTINFO'), route], ', '),
    place: route,
    calendar: 'Boarding passes of United',
    startsAt: instantOf(timeValueOf(row['ZSORTFLIGHTDATE']), 'cocoa-s'),
    ...withFacts({
      'what the time is': SORTED,
      passenger: text('ZCUSTOMERNAME'),
      born: bornIn(text('ZADDITIONALDATA')),
      'number of the programme': text('ZMILEAGEPLUSNUMBER'),
      'record locator': text('ZPNR'),
      'day as the app shows it': text('ZFLIGHTDATESTR'),
      'departure as the app shows it': text('ZDEPARTURETIME'),
      'arrival as the app shows it': text('ZARRIVALTIME'),
      'boarding as the app shows it': text('ZBOARDTIME'),
      seat: text('ZSEATNO'),
      gate: text('ZGATE'),
      'number in sequence': text('ZSEQUENCENUMBER'),
    }),
  }
}

/** `name=value` pairs between tildes, of which `dob` is the day of birth. */
function bornIn(stored: string | null): string | null {
  const pair = stored?.split('~').find((part) => part.trim().startsWith('dob='))
  return pair?.slice(pair.indexOf('=') + 1).trim() ?? null
}
