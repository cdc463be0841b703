/**
 * Tracks that AllTrails recorded on this phone, database `alltrails`, table trackpoints.
 *
 * Meanings: ALEAPP's reading of one real image: degrees times 1e6, time and systemtime in Unix milliseconds, a few seconds apart, of which
 * nothing says which clock is which; both are kept. Units are not stored; speed fits metres per second there.
 */
import { degreesOf, notNegative } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_LOCATION_FIELDS } from '../../../formats/records/locationDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, instantInWords, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase } from '../../../model/index.ts'

const TABLE = 'trackpoints'
const OPTIONAL = ['elevation', 'accuracy', 'speed', 'bearing', 'track_id', 'segment_id', 'map_id', 'connectivity']

export const androidAllTrails = defineSqliteParser({
  id: 'android-alltrails',
  version: 1,
  app: 'AllTrails',
  platform: 'android',
  store: 'Recorded tracks (alltrails)',
  reads: ['**/com.alltrails.alltrails/databases/alltrails'],
  yields: ['location'],
  proof: 'source-verified',
  doesNotCover: ['activities, photos and the account of AllTrails', 'tracks of others that were looked at'],
  requires: { [TABLE]: ['time', 'lat', 'lng'] },
  optional: { [TABLE]: [...OPTIONAL, 'systemtime'], maps: ['_id', 'name'] },
  *parse(database) {
    const names = readNames(database)
    const columns = ['lat', 'lng', ...OPTIONAL]
    for (const row of evidenceRows(database, { table: TABLE, columns, asText: ['time', 'systemtime'] })) yield pointRecord(row, names)
  },
})

function readNames(database: EvidenceDatabase): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  for (const row of sideRows(database, { table: 'maps', columns: ['_id', 'name'] })) {
    const [id, name] = [numberOf(row['_id']), textOf(row['name'])]
    if (id !== null && name !== null) names.set(id, name)
  }
  return names
}

function pointRecord(row: StoredRow, names: ReadonlyMap<number, string>): Emitted {
  const from = placeOf(TABLE, row)
  const [latitude, longitude] = [numberOf(row['lat']), numberOf(row['lng'])]
  const position = degreesOf(latitude === null ? null : latitude / 1e6, longitude === null ? null : longitude / 1e6)
  if (typeof position === 'string') return { type: 'skipped', from, reason: position }
  const system = instantOf(textOf(row['systemtime']), 'unix-ms')
  const accuracyMetres = notNegative(row['accuracy'])
  const map = numberOf(row['map_id'])
  const facts = factsOf({
    units: 'not stored; taken as metres and metres per second',
    'second time (systemtime)': system.utcMs === null ? null : instantInWords(system),
    recording: map === null ? null : (names.get(map) ?? null),
    track: textOf(row['track_id']),
    segment: textOf(row['segment_id']),
    map: textOf(row['map_id']),
    'connectivity as stored': textOf(row['connectivity']),
  })
  return {
    ...NO_LOCATION_FIELDS,
    from,
    at: instantOf(textOf(row['time']), 'unix-ms'),
    ...position,
    accuracyMetres,
    radiusMeaning: accuracyMetres === null ? null : 'as the app stored it, taken as metres',
    altitudeMetres: numberOf(row['elevation']),
    speedMetresPerSecond: notNegative(row['speed']),
    courseDegrees: notNegative(row['bearing']),
    class: 'device-fix',
    method: 'AllTrails: point of a recorded track',
    ...(facts === undefined ? {} : { facts }),
  }
}
