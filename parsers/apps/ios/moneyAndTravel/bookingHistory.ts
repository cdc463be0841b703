/**
 * What was looked for in Booking.com: `KeyValueStorageRecentsDomain` (searches, hotels that were looked at or booked, lists of wishes) and
 * `KeyValueStorageSharedDomain` (destinations). A place with degrees becomes a location that was looked up, one without a search.
 *
 * Keys as iLEAPP reads them. Nobody need have been at any of these places.
 */
import { archivedOrPlain, valueInstant, valueText } from '../../../formats/plist/archivedPlist.ts'
import { degreesOf } from '../../../formats/values/degrees.ts'
import { isJsonObject, jsonAt, jsonList, jsonNumber } from '../../../formats/text/jsonStream.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted, Instant, RowRef } from '../../../model/index.ts'

const MAX_BYTES = 256 * 1024 * 1024
const SERVICE = 'Booking.com'

interface Entry extends DocumentRow {
  readonly value: unknown
}

interface Found {
  readonly what: string
  readonly webKind: 'search' | 'visit' | 'bookmark'
  readonly title: string | null
  readonly url?: string | null
  readonly at: Instant
  readonly place: unknown
  readonly facts: Readonly<Record<string, string | null>>
}

const SECTIONS: Readonly<Record<string, (value: unknown) => Found>> = {
  stored_searches: search,
  viewed: (value) => hotel(jsonAt(value, 'hotel'), 'a hotel that was looked at', 'visit'),
  booked: (value) => hotel(jsonAt(value, 'hotel'), 'a hotel that was booked, without dates', 'bookmark'),
  wishes: wish,
  stored_destinations: destination,
}

export const iosBookingHistory = defineDocumentParser({
  id: 'ios-booking-history',
  version: 1,
  app: 'Booking.com',
  platform: 'ios',
  store: 'Searches and viewed hotels of Booking.com (KeyValueStorage)',
  reads: [
    '**/KeyValueStorageRecentsDomain',
    '**/KeyValueStorageRecentsDomain.plist',
    '**/KeyValueStorageSharedDomain',
    '**/KeyValueStorageSharedDomain.plist',
  ],
  yields: ['location', 'web'],
  proof: 'source-verified',
  doesNotCover: ['searches for flights (flight_rs_v2)', 'prices and pictures'],
  *parse(document): Iterable<Emitted> {
    const root = archivedOrPlain(document.bytes(MAX_BYTES))
    for (const [table, read] of Object.entries(SECTIONS)) {
      for (const { rowId, value } of document.read(table, entries(root, table))) {
        yield record({ table, rowId: String(rowId), ordinal: 0 }, value, read)
      }
    }
  },
})

function entries(root: unknown, table: string): readonly Entry[] {
  if (table === 'wishes') return jsonList(jsonAt(root, 'wishlists')).flatMap(wishes)
  const section = jsonAt(root, table)
  if (isJsonObject(section)) return Object.entries(section).map(([rowId, value]) => ({ rowId, value }))
  return jsonList(section).map((value, index) => ({ rowId: index + 1, value }))
}

function wishes(list: unknown, index: number): readonly Entry[] {
  const name = valueText(jsonAt(list, 'name'))
  const hotels = jsonList(jsonAt(list, 'hotels'))
  return hotels.map((value, at) => ({ rowId: `${index + 1}.${at + 1}`, value: isJsonObject(value) ? { name, hotel: value } : null }))
}

function record(from: RowRef, value: unknown, read: (value: unknown) => Found): Emitted {
  if (!isJsonObject(value)) return { type: 'skipped', from, reason: 'the entry is no dictionary' }
  const { what, webKind, title, url = null, at, place, facts } = read(value)
  const position = positionOf(place)
  if (title === null && url === null && position === null) return { type: 'skipped', from, reason: 'the entry names no place' }
  const kept = factsOf({ 'what it is': what, ...facts, ...(position === null ? {} : { page: url }) })
  const shared = { from, state: 'live', at, ...(kept === undefined ? {} : { facts: kept }) } as const
  if (position === null) return { ...shared, type: 'web', webKind, service: SERVICE, url, title }
  return {
    ...shared,
    type: 'location',
    endAt: null,
    ...position,
    accuracyMetres: null,
    radiusMeaning: null,
    altitudeMetres: null,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: 'searched',
    method: `Booking.com: ${what}`,
    label: title,
  }
}

/** Degrees of a hotel, of a destination, or of a place by Google. */
function positionOf(place: unknown): { latitude: number; longitude: number } | null {
  for (const [holder, latitude, longitude] of [
    [jsonAt(place, 'location'), 'latitude', 'longitude'],
    [place, 'latitude_', 'longitude_'],
    [place, 'latitude', 'longitude'],
  ] as const) {
    const position = degreesOf(jsonNumber(jsonAt(holder, latitude)), jsonNumber(jsonAt(holder, longitude)))
    if (typeof position !== 'string') return position
  }
  return null
}

function destinationFacts(place: unknown): Record<string, string | null> {
  const text = (...names: string[]): string | null => valueText(jsonAt(place, ...names))
  return {
    description: text('substring_') ?? text('address'),
    city: text('city_', 'string_') ?? text('cityName_'),
    region: text('city_', 'region_name') ?? text('region_name'),
    country: text('countryName_') ?? text('country'),
  }
}

function search(value: unknown): Found {
  const place = jsonAt(value, 'destination')
  const text = (name: string): string | null => {
    const stored = jsonAt(value, name)
    return stored instanceof Date ? valueInstant(stored).asStored : valueText(stored)
  }
  const guests = jsonAt(value, 'guests_per_room')
  return {
    what: 'a search',
    webKind: 'search',
    title: valueText(jsonAt(place, 'string_')),
    at: timeOf(value, 'created'),
    place,
    facts: {
      ...destinationFacts(place),
      arrival: text('checkin'),
      departure: text('checkout'),
      nights: text('number_of_nights'),
      rooms: text('number_of_rooms'),
      'guests per room': Array.isArray(guests) ? guests.map((count) => valueText(count) ?? '?').join(', ') : valueText(guests),
    },
  }
}

function destination(value: unknown): Found {
  const place = jsonAt(value, 'loc')
  const title = valueText(jsonAt(place, 'string_'))
  return { what: 'a destination', webKind: 'search', title, at: timeOf(value, 'created'), place, facts: destinationFacts(place) }
}

function hotel(place: unknown, what: string, webKind: Found['webKind']): Found {
  const text = (...names: string[]): string | null => valueText(jsonAt(place, ...names))
  return {
    what,
    webKind,
    title: text('name'),
    url: text('hotelURL'),
    at: timeOf(place, 'lastViewed'),
    place,
    facts: {
      street: text('address'),
      'post code': text('zip'),
      city: text('city', 'string_') ?? text('cityName'),
      region: text('city', 'region_name') ?? text('region_name'),
      'number of the hotel': text('hotel_id'),
    },
  }
}

function wish(value: unknown): Found {
  const id = valueText(jsonAt(value, 'hotel', 'id'))
  return {
    what: 'a hotel on a list of wishes',
    webKind: 'bookmark',
    title: id === null ? null : `hotel number ${id}`,
    at: timeOf(jsonAt(value, 'hotel'), 'date'),
    place: null,
    facts: { list: valueText(jsonAt(value, 'name')) },
  }
}

function timeOf(holder: unknown, name: string): Instant {
  const value = jsonAt(holder, name)
  return value === undefined ? NO_INSTANT : valueInstant(value)
}
