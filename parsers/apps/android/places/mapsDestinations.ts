/**
 * Destinations of old versions of Google Maps, `da_destination_history`: up to two positions per row, destination and start, both of class
 * `searched`: that the journey was made is not stored. Columns and times (Unix ms) from ALEAPP's and Autopsy's readers; degrees times
 * 1e6, as a second published description has it. No public file with rows is at hand.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { NO_LOCATION_FIELDS } from '../../../formats/records/locationDefaults.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted } from '../../../model/index.ts'

const TABLE = 'destination_history'
const TEXTS = ['dest_title', 'dest_address']
const DEGREES = ['dest_lat', 'dest_lng', 'source_lat', 'source_lng']

export const androidMapsDestinations = defineSqliteParser({
  id: 'android-maps-destinations',
  version: 1,
  app: 'Google Maps',
  platform: 'android',
  store: 'Destinations of old versions (da_destination_history)',
  reads: ['**/da_destination_history', '**/da_destination_history.db'],
  yields: ['location', 'web'],
  proof: 'unexercised',
  doesNotCover: ['whether a journey was made'],
  requires: { [TABLE]: ['time', 'dest_lat', 'dest_lng'] },
  optional: { [TABLE]: [...TEXTS, 'source_lat', 'source_lng'] },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: [...TEXTS, ...DEGREES], asText: ['time'] })) yield* rowRecords(row)
  },
})

function* rowRecords(row: StoredRow): Generator<Emitted> {
  const [title, address] = [textOf(row['dest_title']), textOf(row['dest_address'])]
  const facts = factsOf({
    'what it is': 'a route that was asked for: that the journey was made is not stored',
    address,
    'as stored': DEGREES.map((name) => `${name} ${textOf(row[name]) ?? 'not stored'}`).join(', '),
  })
  const shared = { state: 'live', at: instantOf(textOf(row['time']), 'unix-ms'), ...(facts === undefined ? {} : { facts }) } as const
  const ends = [
    {
      latitude: row['dest_lat'],
      longitude: row['dest_lng'],
      label: title ?? address,
      method: 'Google Maps: destination of a route that was asked for',
    },
    { latitude: row['source_lat'], longitude: row['source_lng'], label: null, method: 'Google Maps: start of a route that was asked for' },
  ]
  let ordinal = 0
  for (const { latitude, longitude, label, method } of ends) {
    const [stored, storedLongitude] = [numberOf(latitude), numberOf(longitude)]
    const position = degreesOf(stored === null ? null : stored / 1e6, storedLongitude === null ? null : storedLongitude / 1e6)
    if (typeof position === 'string') continue
    yield { ...NO_LOCATION_FIELDS, ...shared, from: placeOf(TABLE, row, ordinal++), ...position, class: 'searched', method, label }
  }
  if (ordinal > 0) return
  const name = title ?? address
  if (name === null) yield { type: 'skipped', from: placeOf(TABLE, row), reason: 'neither position nor name' }
  else yield { ...shared, type: 'web', from: placeOf(TABLE, row), webKind: 'search', service: 'Google Maps', url: null, title: name }
}
