/**
 * What was looked up in Google Maps lately, `new_recent_history_cache_search.cs` and `..._navigated.cs` (earlier one file for both): a web
 * search per entry, and a position of class `searched` where the entry has one. Neither file says that somebody went there; what the
 * time marks is not documented.
 *
 * Form (ALEAPP's reading of real images): eight bytes, then a protobuf of entries (1): 2 time in Unix microseconds, 4 place with 1 name and
 * 5 position (3 latitude, 4 longitude, doubles), 11 address of a page. 4.6.1 has the form in which Google writes the part of the map that
 * was shown (2 longitude, 3 latitude): its centre, not the place.
 */
import type { Degrees } from '../../../formats/values/degrees.ts'
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_LOCATION_FIELDS } from '../../../formats/records/locationDefaults.ts'
import { protobufFields } from '../../../formats/binary/protobuf.ts'
import { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import { fieldsBeside, fieldsInWords } from '../../../formats/binary/protobufRest.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted, RowRef } from '../../../model/index.ts'

const MAX_BYTES = 16 * 1024 * 1024
const HEADER_BYTES = 8
const TABLE = 'entries'

interface Entry extends DocumentRow {
  readonly rowId: number
  readonly time: string | null
  readonly name: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly mapLatitude: number | null
  readonly mapLongitude: number | null
  readonly url: string | null
  readonly rest: string | null
}

export const androidMapsHistory = defineDocumentParser({
  id: 'android-maps-history',
  version: 1,
  app: 'Google Maps',
  platform: 'android',
  store: 'Searches and destinations of late (new_recent_history_cache)',
  reads: ['**/com.google.android.apps.maps/files/new_recent_history_cache*.cs', '**/new_recent_history_cache*.cs'],
  yields: ['web', 'location'],
  proof: 'source-verified',
  doesNotCover: ['fields whose meaning is not known (shown as stored), and the eight bytes before the entries'],
  *parse(document): Iterable<Emitted> {
    const isNavigated = /_navigated\.cs$/i.test(document.path)
    for (const entry of document.read(TABLE, entriesIn(document.bytes(MAX_BYTES)))) yield* entryRecords(entry, isNavigated)
  },
})

function* entriesIn(bytes: Uint8Array): Generator<Entry> {
  let rowId = 0
  for (const { field, value } of protobufFields(bytes.subarray(HEADER_BYTES))) {
    if (field !== 1 || !(value instanceof Uint8Array)) continue
    rowId++
    yield entryOf(value, rowId)
  }
}

function entryOf(bytes: Uint8Array, rowId: number): Entry {
  const entry = new ProtobufMessage(bytes)
  const placeBytes = entry.bytes(4)
  const place = placeBytes === null ? null : new ProtobufMessage(placeBytes)
  const [point, map] = [place?.message(5) ?? null, place?.message(6)?.message(1) ?? null]
  const rest = [...fieldsBeside(bytes, [2, 4, 11]), ...(placeBytes === null ? [] : fieldsBeside(placeBytes, [1, 5, 6], '4.'))]
  return {
    rowId,
    time: entry.integer(2)?.toString() ?? null,
    name: place?.text(1) ?? null,
    latitude: point?.double(3) ?? null,
    longitude: point?.double(4) ?? null,
    mapLatitude: map?.double(3) ?? null,
    mapLongitude: map?.double(2) ?? null,
    url: entry.text(11),
    rest: fieldsInWords(rest),
  }
}

function* entryRecords(entry: Entry, isNavigated: boolean): Generator<Emitted> {
  const from = (ordinal: number): RowRef => ({ table: TABLE, rowId: String(entry.rowId), ordinal })
  if ([entry.time, entry.name, entry.url, entry.latitude, entry.mapLatitude].every((value) => value === null)) {
    yield { type: 'skipped', from: from(0), reason: 'the entry holds neither time, name, address nor position' }
    return
  }
  const at = instantOf(entry.time, 'unix-us')
  const facts = factsOf({
    'what it is': isNavigated
      ? 'in the list of destinations of the app: neither that the journey began nor that it ended is stored'
      : 'looked up: that somebody was there is not stored',
    'fields of unknown meaning': entry.rest,
  })
  const shared = { state: 'live', at, ...(facts === undefined ? {} : { facts }) } as const
  yield { ...shared, type: 'web', from: from(0), webKind: 'search', service: 'Google Maps', url: entry.url, title: entry.name }
  const list = isNavigated ? 'list of destinations' : 'list of searches'
  const place = positionOrNull(entry.latitude, entry.longitude)
  const map = place === null ? positionOrNull(entry.mapLatitude, entry.mapLongitude) : null
  const position = place ?? map
  if (position === null) return
  const method = place === null ? `Google Maps: centre of the map in the ${list}` : `Google Maps: place in the ${list}`
  yield { ...NO_LOCATION_FIELDS, ...shared, from: from(1), ...position, class: 'searched', method, label: entry.name }
}

function positionOrNull(latitude: number | null, longitude: number | null): Degrees | null {
  const position = degreesOf(latitude, longitude)
  return typeof position === 'string' ? null : position
}
