/**
 * Reservations of Booking.com on Android, `post_booking_reservation_cache`: one calendar event per reservation, from check-in to check-out.
 *
 * The store is a cache of answers cut into rows (`records`: key, JSON), as ALEAPP reads it: text `ApolloCacheReference{key}` stands for another
 * row. Two kinds of rows are whole reservations; the others are their parts and are followed from there. `rawDate` counts Unix seconds and
 * falls on midnight at the hotel; the newer kind writes times with their offset. The same booking may be cached more than once: it is one
 * record. That somebody booked does not say that anybody came.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { jsonAt, jsonList, jsonNumber, jsonText } from '../../../formats/text/jsonStream.ts'
import { joinedParts, NO_CALENDAR_FIELDS, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import { writtenInstant } from '../../../formats/values/writtenTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, Instant } from '../../../model/index.ts'
import { ApolloCache } from './apolloCache.ts'

const QUERY = 'postBookingReservationQuery('
const DETAILS = 'accommodationDetailsQueries.accommodationDetails('

export const androidBookingStays = defineSqliteParser({
  id: 'android-booking-stays',
  version: 1,
  app: 'Booking.com',
  platform: 'android',
  store: 'Reservations of Booking.com (post_booking_reservation_cache)',
  reads: ['**/com.booking/databases/post_booking_reservation_cache', '**/post_booking_reservation_cache'],
  yields: ['calendar-event'],
  proof: 'source-verified',
  doesNotCover: ['whether anybody came', 'messages of hotels', 'flights, taxis and tickets', 'what the stored states mean'],
  requires: { records: ['key', 'record'] },
  optional: {},
  *parse(database) {
    const cache = new ApolloCache(database)
    const chosen = chosenAnswers(cache)
    for (const row of evidenceRows(database, { table: 'records', columns: ['key', 'record'] })) yield reservation(row, cache, chosen)
  },
})

interface Stay {
  readonly number: string | null
  readonly title: string | null
  readonly place: string | null
  readonly start: Instant
  readonly end: Instant
  readonly facts: Readonly<Record<string, string | null>>
}

const isWhole = (key: string, prefix: string): boolean => key.startsWith(prefix) && key.endsWith(')') && key.indexOf(')') === key.length - 1

/** Booking number -> key of the answer that is read for it: the fuller kind before the other, the first of each. */
function chosenAnswers(cache: ApolloCache): ReadonlyMap<string, string> {
  const chosen = new Map<string, string>()
  for (const prefix of [QUERY, DETAILS]) {
    for (const key of cache.keys()) {
      if (!isWhole(key, prefix)) continue
      const { number, start } = prefix === QUERY ? ofQuery(key, cache) : ofDetails(key, cache)
      if (number !== null && start.asStored !== null && !chosen.has(number)) chosen.set(number, key)
    }
  }
  return chosen
}

function reservation(row: StoredRow, cache: ApolloCache, chosen: ReadonlyMap<string, string>): Emitted {
  const from = placeOf('records', row)
  const key = textOf(row['key']) ?? ''
  const isQuery = isWhole(key, QUERY)
  if (!isQuery && !isWhole(key, DETAILS))
    return { type: 'skipped', from, reason: 'a part of a cached answer, which is followed from the reservation that names it' }
  const stay = isQuery ? ofQuery(key, cache) : ofDetails(key, cache)
  if (stay.start.asStored === null) return { type: 'skipped', from, reason: 'the answer holds no day of arrival' }
  if (stay.number !== null && chosen.get(stay.number) !== key)
    return { type: 'skipped', from, reason: 'another answer about a booking that is read from its fuller or first one' }
  return {
    ...NO_CALENDAR_FIELDS,
    from,
    service: 'Booking.com',
    title: stay.title,
    place: stay.place,
    calendar: 'Reservations of Booking.com',
    startsAt: stay.start,
    endsAt: stay.end.asStored === null ? null : stay.end,
    isAllDay: isQuery,
    ...withFacts({ 'confirmation number': stay.number, ...stay.facts }),
  }
}

/** The key itself holds the number and the PIN code with which the reservation was asked for. */
function argumentsIn(key: string): unknown {
  try {
    return jsonAt(JSON.parse(key.slice(key.indexOf('(') + 1, -1)), 'input')
  } catch {
    return null
  }
}

function ofQuery(key: string, cache: ApolloCache): Stay {
  const root = cache.record(key)
  const hotel = cache.member(root, 'property')
  const [asked, identity] = [argumentsIn(key), cache.member(root, 'identity')]
  const text = (of: unknown, name: string, inner: string): string | null => jsonText(jsonAt(cache.member(of, name), inner))
  const day = (name: string): Instant => instantOf(jsonNumber(jsonAt(cache.member(root, name), 'rawDate')), 'unix-s')
  const [start, end, zone] = [day('reservationCheckinDate'), day('reservationCheckoutDate'), jsonText(jsonAt(hotel, 'hotelTimezone'))]
  const address = [text(hotel, 'hotelAddress', 'rawValue'), jsonText(jsonAt(hotel, 'hotelZip')), text(hotel, 'hotelCity', 'rawValue')]
  const page = cache.member(cache.member(root, 'hotelPageProperty'), 'location')
  return {
    number: jsonText(jsonAt(asked, 'bookingNumber')) ?? jsonText(jsonAt(identity, 'reservationId')),
    title: text(hotel, 'hotelName', 'translation'),
    place: joinedParts([...address, text(hotel, 'country', 'translation')], ', ') ?? jsonText(jsonAt(page, 'formattedAddress')),
    start,
    end,
    facts: {
      'PIN code': jsonText(jsonAt(asked, 'pinCode')) ?? jsonText(jsonAt(identity, 'pinCode')),
      'day of arrival at the hotel': dayIn(start, zone),
      'day of departure at the hotel': dayIn(end, zone),
      'time zone of the hotel': zone,
      rooms: joinedParts(
        jsonList(cache.member(root, 'roomReservations')).map((room) => roomInWords(room, cache)),
        '; ',
      ),
      'state as stored': jsonText(jsonAt(root, 'reservationStatus')),
      'cancelled, as stored': jsonText(jsonAt(root, 'cancelledStatus')),
      'no show, as stored': jsonText(jsonAt(root, 'isNoShow')),
      'purpose of the journey': jsonText(jsonAt(root, 'travelPurpose')),
      'telephone of the hotel': jsonText(jsonAt(hotel, 'telephone')),
      'e-mail address of the hotel': jsonText(jsonAt(hotel, 'hotelEmail')),
      'page of the hotel': jsonText(jsonAt(hotel, 'url')),
    },
  }
}

function ofDetails(key: string, cache: ApolloCache): Stay {
  const reserved = cache.member(cache.record(key), 'reservation')
  return {
    number: jsonText(jsonAt(cache.member(reserved, 'identifiers'), 'hotelReservationId')),
    title: jsonText(jsonAt(cache.member(reserved, 'property'), 'name')),
    place: null,
    start: writtenInstant(jsonAt(reserved, 'startDateTime')),
    end: writtenInstant(jsonAt(reserved, 'endDateTime')),
    facts: {
      'PIN code': jsonText(jsonAt(reserved, 'pinCode')),
      'arrival as stored': jsonText(jsonAt(reserved, 'startDateTime')),
      'state as stored': jsonText(jsonAt(reserved, 'reservationStatus')),
    },
  }
}

function roomInWords(stored: unknown, cache: ApolloCache): string | null {
  const reserved = cache.resolved(stored)
  const room = cache.member(reserved, 'room')
  const [name, guests] = [jsonText(jsonAt(room, 'roomName')), jsonText(jsonAt(reserved, 'guestNumber'))]
  const cancelled = ['1', 'true'].includes(jsonText(jsonAt(reserved, 'isCancelled')) ?? '')
  return joinedParts([name, guests === null ? null : `guests: ${guests}`, cancelled ? 'cancelled' : null], ', ')
}

/** The day that an instant is in a time zone; null where the zone is not known to the program. */
function dayIn({ utcMs }: Instant, zone: string | null): string | null {
  if (utcMs === null || zone === null) return null
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(utcMs)
  } catch {
    return null
  }
}
