/**
 * What the phone itself measured for Life360, `L360EventStore.db` and `L360EventStore_service.db`: positions with the Wi-Fi network the
 * phone was in, points and events of drives, charge of the battery. One row can hold many points.
 *
 * Meanings: ALEAPP's readings of real images (versions 1 to 6 of the events): `data` is JSON with `locationData` (time in Unix ms,
 * degrees), `metaData` (battery, connected access point), `type.waypoints` and `type.driveEvents`. Judged by what a row holds and not by
 * its version. Units are not stored: they are taken as Android gives them (metres, metres per second), and each record says so.
 */
import type { Degrees } from '../../../formats/values/degrees.ts'
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { isJsonObject, jsonAt, jsonList, jsonNumber, jsonText } from '../../../formats/text/jsonStream.ts'
import { NO_LOCATION_FIELDS } from '../../../formats/records/locationDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { DeviceEventRecord, Emitted, Facts, Instant, LocationRecord, RowRef } from '../../../model/index.ts'

const TABLE = 'event'
const RADIUS = 'as the app stored it, taken as metres'
const KEYS_SHOWN = 8

export const androidLife360Events = defineSqliteParser({
  id: 'android-life360-events',
  version: 1,
  app: 'Life360',
  platform: 'android',
  store: 'Positions of this phone (L360EventStore.db)',
  reads: ['**/L360EventStore.db', '**/L360EventStore_service.db'],
  yields: ['location', 'network', 'device-event'],
  proof: 'source-verified',
  doesNotCover: ['access points around other than the connected one', 'events without position and charge (counted as skipped)'],
  requires: { [TABLE]: ['timestamp', 'data'] },
  optional: { [TABLE]: ['id', 'eventVersion'] },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: ['data', 'id', 'eventVersion'], asText: ['timestamp'] }))
      yield* eventRecords(row)
  },
})

function* eventRecords(row: StoredRow): Generator<Emitted> {
  const data = parsed(textOf(row['data']))
  const shared = rowFacts(row, data)
  let ordinal = 0
  const next = (): RowRef => placeOf(TABLE, row, ordinal++)
  const location = jsonAt(data, 'locationData')
  const position = pointOf(location)
  if (position !== null) {
    const at = timeOf(jsonAt(location, 'time'), row)
    const method = 'Life360: position measured by the phone'
    yield fix(location, position, { from: next(), at, method, facts: { ...shared, ...batteryFacts(data), ...measureFacts(location) } })
    const accessPoint = jsonAt(data, 'metaData', 'wifiData', 'connectedAccessPoint')
    if (isJsonObject(accessPoint)) yield networkRecord(accessPoint, position, next(), at)
  }
  for (const [name, method] of [
    ['waypoints', 'Life360: point of a drive, measured by the phone'],
    ['driveEvents', 'Life360: event of a drive, where the phone was'],
  ] as const) {
    for (const point of jsonList(jsonAt(data, 'type', name))) {
      const place = pointOf(point)
      if (place === null) continue
      const facts = { ...shared, ...factsOf({ event: jsonText(jsonAt(point, 'type')) }) }
      yield fix(point, place, { from: next(), at: timeOf(jsonAt(point, 'timestamp'), row), method, facts })
    }
  }
  if (ordinal > 0) return
  const battery = batteryFacts(data)
  if (battery === undefined) yield { type: 'skipped', from: placeOf(TABLE, row), reason: reasonFor(row, data) }
  else yield batteryRecord(row, data, { ...shared, ...battery })
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

function reasonFor(row: StoredRow, data: unknown): string {
  if (!isJsonObject(data)) return 'the event holds no object'
  const keys = Object.keys(data).toSorted().slice(0, KEYS_SHOWN).join(', ')
  return `an event without position and charge (version ${textOf(row['eventVersion']) ?? 'not stored'}, fields: ${keys})`
}

function pointOf(point: unknown): Degrees | null {
  const position = degreesOf(jsonNumber(jsonAt(point, 'latitude')), jsonNumber(jsonAt(point, 'longitude')))
  return typeof position === 'string' ? null : position
}

/** The point's own time, or that of the row where it has none. */
function timeOf(stored: unknown, row: StoredRow): Instant {
  const own = instantOf(jsonText(stored), 'unix-ms')
  return own.utcMs === null ? instantOf(textOf(row['timestamp']), 'unix-ms') : own
}

interface Shown {
  readonly from: RowRef
  readonly at: Instant
  readonly method: string
  readonly facts: Facts
}

const notBelowZero = (value: unknown): number | null => {
  const number = jsonNumber(value)
  return number !== null && number >= 0 ? number : null
}

function fix(point: unknown, position: Degrees, { from, at, method, facts }: Shown): LocationRecord {
  const accuracyMetres = notBelowZero(jsonAt(point, 'horizontalAccuracy') ?? jsonAt(point, 'accuracy'))
  return {
    ...NO_LOCATION_FIELDS,
    from,
    at,
    ...position,
    accuracyMetres,
    radiusMeaning: accuracyMetres === null ? null : RADIUS,
    altitudeMetres: jsonNumber(jsonAt(point, 'altitude')),
    speedMetresPerSecond: notBelowZero(jsonAt(point, 'speed')),
    courseDegrees: notBelowZero(jsonAt(point, 'bearing') ?? jsonAt(point, 'course')),
    class: 'device-fix',
    method,
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  }
}

const rowFacts = (row: StoredRow, data: unknown): Facts => ({
  ...factsOf({
    units: 'not stored; taken as metres and metres per second',
    tag: jsonText(jsonAt(data, 'tag')),
    'version of the event': textOf(row['eventVersion']),
    'event id': textOf(row['id']),
    trip: jsonText(jsonAt(data, 'tripId')),
  }),
})

const measureFacts = (location: unknown): Facts | undefined =>
  factsOf({
    'vertical accuracy as stored': jsonText(jsonAt(location, 'verticalAccuracy')),
    'course as stored': jsonText(jsonAt(location, 'course')),
    'bearing as stored': jsonText(jsonAt(location, 'bearing')),
  })

function batteryFacts(data: unknown): Facts | undefined {
  return factsOf({
    'battery (%)': jsonText(jsonAt(data, 'metaData', 'battery') ?? jsonAt(data, 'batteryLevel')),
    charging: jsonText(chargingOf(data)),
    'location mode': jsonText(jsonAt(data, 'metaData', 'lmode')),
    'power mode': jsonText(jsonAt(data, 'powerMode')),
  })
}

const chargingOf = (data: unknown): unknown => jsonAt(data, 'metaData', 'chargingState') ?? jsonAt(data, 'chargingState')

function batteryRecord(row: StoredRow, data: unknown, facts: Facts): DeviceEventRecord {
  const charging = jsonText(chargingOf(data))
  const isCharging = charging === 'true' || charging === '1'
  const isNotCharging = charging === 'false' || charging === '0'
  const level = facts['battery (%)']
  return {
    type: 'device-event',
    from: placeOf(TABLE, row),
    state: 'live',
    activity: isCharging ? 'charging' : isNotCharging ? 'not-charging' : 'other',
    detail: level === undefined ? 'state of the battery, as Life360 noted it' : `battery at ${level} %, as Life360 noted it`,
    at: instantOf(textOf(row['timestamp']), 'unix-ms'),
    endAt: null,
    facts,
  }
}

/** The network that the phone was in when the position was measured. Android writes the name in quotes. */
function networkRecord(accessPoint: unknown, { latitude, longitude }: Degrees, from: RowRef, at: Instant): Emitted {
  return {
    type: 'network',
    from,
    state: 'live',
    medium: 'wifi',
    activity: 'connected',
    name: jsonText(jsonAt(accessPoint, 'ssid'))?.replace(/^"(.*)"$/, '$1') ?? null,
    address: jsonText(jsonAt(accessPoint, 'bssid')),
    at,
    endAt: null,
    position: { latitude, longitude, accuracyMetres: null, class: 'device-fix' },
  }
}
