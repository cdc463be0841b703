/**
 * Places that Uber on Android keeps: `CACHED_UBER_LOCATION` (protobuf), `KEY_TARGET_LOCATION_SYNCED`, the place for which the first screen was
 * asked for, and the destinations that the app offers (`ShortcutsCache`).
 *
 * Members as ALEAPP found them in one private sample: of the protobuf 1.1 is Unix milliseconds, 2.1 and 2.2 are floating degrees; other times
 * are milliseconds or written. Nobody has shown whether the phone measured a position or somebody chose it on the map, so every one is a place
 * that the app mentions. A destination that is offered was not necessarily chosen.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import type { Degrees } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { isJsonObject, jsonAt, jsonList, jsonNumber, jsonText } from '../../../formats/text/jsonStream.ts'
import { NO_LOCATION_FIELDS } from '../../../formats/records/locationDefaults.ts'
import { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import { joinedParts, withFacts } from '../../../formats/records/recordDefaults.ts'
import { writtenInstant } from '../../../formats/values/writtenTime.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { DocumentRow, Emitted, EvidenceDocument, Instant } from '../../../model/index.ts'
import { keyValueJson, simpleStoreJson } from './uberStore.ts'

const MAX_BYTES = 64 * 1024 * 1024

interface Place extends DocumentRow {
  readonly latitude: number | null
  readonly longitude: number | null
  readonly at: Instant
  readonly method: string
  readonly label: string | null
  readonly facts: Readonly<Record<string, string | null>>
}

export const androidUberPlaces = defineDocumentParser({
  id: 'android-uber-places',
  version: 1,
  app: 'Uber',
  platform: 'android',
  store: 'Places that Uber keeps (simplestore, base-key-value-store)',
  reads: [
    '**/com.ubercab/files/simplestore/*/CACHED_UBER_LOCATION',
    '**/com.ubercab/files/simplestore/home_screen_simple_store_scope/home_screen_layout_simple_store_key',
    '**/com.ubercab/files/base-key-value-store/realtime-demo_KEY_TARGET_LOCATION_SYNCED',
    '**/com.ubercab/files/base-key-value-store/ShortcutsCache_CACHED_SHORTCUTS_MAP_KEY',
  ],
  yields: ['location'],
  proof: 'source-verified',
  doesNotCover: ['trips that took place', 'whether a position was measured or chosen', 'other fields of the protobuf'],
  *parse(document): Iterable<Emitted> {
    for (const { rowId, at, label, method, facts, latitude, longitude } of document.read('places', placesIn(document))) {
      const from = { table: 'places', rowId: String(rowId), ordinal: 0 }
      const position: Degrees | string = degreesOf(latitude, longitude)
      if (typeof position === 'string') yield { type: 'skipped', from, reason: position }
      else yield { ...NO_LOCATION_FIELDS, from, at, ...position, class: 'mentioned', method, label, ...withFacts(facts) }
    }
  },
})

function placesIn(document: EvidenceDocument): Iterable<Place> {
  const bytes = document.bytes(MAX_BYTES)
  if (document.path.endsWith('CACHED_UBER_LOCATION')) return [cachedPlace(bytes)]
  const value = document.path.includes('/simplestore/') ? simpleStoreJson(bytes) : keyValueJson(bytes)
  if (!isJsonObject(value)) throw new Error('the file holds no JSON object')
  if (document.path.endsWith('KEY_TARGET_LOCATION_SYNCED')) return [{ ...placeAt(value), rowId: 1, method: 'Uber: the target location' }]
  return document.path.endsWith('simple_store_key') ? [screenPlace(value)] : destinations(value)
}

function placeAt(value: unknown): Omit<Place, 'method'> {
  const [latitude, longitude] = [jsonNumber(jsonAt(value, 'latitude')), jsonNumber(jsonAt(value, 'longitude'))]
  return { rowId: 1, latitude, longitude, at: NO_INSTANT, label: null, facts: {} }
}

function cachedPlace(bytes: Uint8Array): Place {
  const message = new ProtobufMessage(bytes)
  const degrees = message.message(2)
  const time = message.message(1)?.integer(1) ?? null
  return {
    rowId: 1,
    latitude: floatOf(degrees?.bytes(1)),
    longitude: floatOf(degrees?.bytes(2)),
    at: instantOf(time, 'unix-ms'),
    method: 'Uber: the location that the app cached',
    label: null,
    facts: {},
  }
}

/** Four bytes, low byte first. Rounded to seven digits, which a float does not reach. */
function floatOf(bytes: Uint8Array | null | undefined): number | null {
  if (bytes?.length !== 4) return null
  const value = new DataView(bytes.buffer, bytes.byteOffset, 4).getFloat32(0, true)
  return Number.isFinite(value) ? Number(value.toFixed(7)) : null
}

function screenPlace(value: unknown): Place {
  const about = jsonAt(value, 'metadata')
  return {
    ...placeAt(jsonAt(about, 'requestLocation')),
    at: writtenInstant(jsonAt(about, 'creationTime')),
    method: 'Uber: the place for which the first screen was asked for',
    facts: { 'number of the city': jsonText(jsonAt(about, 'cityID')), 'valid until': jsonText(jsonAt(about, 'expirationTime')) },
  }
}

function* destinations(cache: unknown): Generator<Place> {
  for (const [cell, entry] of isJsonObject(cache) ? Object.entries(cache) : []) {
    for (const [index, shortcut] of jsonList(jsonAt(entry, 'shortcuts')).entries()) {
      const destination = jsonAt(shortcut, 'destination')
      const trigger = ['latitude', 'longitude'].map((name) => jsonText(jsonAt(entry, 'triggerLocation', name)))
      yield {
        ...placeAt(jsonAt(destination, 'coordinate')),
        rowId: `${cell}/${index + 1}`,
        at: instantOf(jsonNumber(jsonAt(entry, 'timestamp')), 'unix-ms'),
        method: 'Uber: a destination that the app offers',
        label: jsonText(jsonAt(shortcut, 'title')) ?? jsonText(jsonAt(destination, 'addressLine1')),
        facts: {
          address: jsonText(jsonAt(destination, 'fullAddress')) ?? jsonText(jsonAt(shortcut, 'subtitle')),
          'kind as stored': jsonText(jsonAt(shortcut, 'acceleratorType')),
          categories: joinedParts(jsonList(jsonAt(destination, 'categories')).map(jsonText), ', '),
          'offered for a place (latitude, longitude)': joinedParts(trigger, ', '),
        },
      }
    }
  }
}
