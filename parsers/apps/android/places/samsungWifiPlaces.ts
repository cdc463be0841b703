/**
 * Wi-Fi networks with a position, `wifigeofence.db` of Samsung phones: where the phone was, by its own reckoning, when it was in a network.
 *
 * Meanings: Samsung's own code (decompiled) and ALEAPP's reading of real images: time_major is the last connection, latitude_major and
 * longitude_major its place; 1000 and -1 stand for none. The older columns without `_major` are used where those have nothing.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import type { Degrees } from '../../../formats/values/degrees.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeOrNull } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, SqlValue } from '../../../model/index.ts'

const TABLE = 'geofence_wifi'
const OPTIONAL = ['bssid', 'network_id', 'location_id', 'time', 'latitude', 'longitude', 'time_major', 'latitude_major', 'longitude_major']

export const androidSamsungWifiPlaces = defineSqliteParser({
  id: 'android-samsung-wifi-places',
  version: 1,
  app: 'Wi-Fi',
  platform: 'android',
  store: 'Places of Wi-Fi networks (Samsung wifigeofence.db)',
  reads: ['**/system/wifigeofence.db', '**/wifigeofence.db'],
  yields: ['network'],
  proof: 'source-verified',
  doesNotCover: ['how large the fence is, and when the phone entered and left it'],
  requires: { [TABLE]: ['config_key'] },
  optional: { [TABLE]: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: ['config_key', ...OPTIONAL] })) yield networkRecord(row)
  },
})

function positionOf(latitude: SqlValue | undefined, longitude: SqlValue | undefined): Degrees | null {
  // -1, -1 was seen for "none" on real phones; it lies in the sea.
  if (numberOf(latitude) === -1 && numberOf(longitude) === -1) return null
  const position = degreesOf(latitude, longitude)
  return typeof position === 'string' ? null : position
}

function networkRecord(row: StoredRow): Emitted {
  const key = textOf(row['config_key'])
  const [, name, security] = /^"(.*)"-?(.*)$/s.exec(key ?? '') ?? []
  const position = positionOf(row['latitude_major'], row['longitude_major']) ?? positionOf(row['latitude'], row['longitude'])
  const at = unixTimeOrNull(row['time_major']) ?? unixTimeOrNull(row['time'])
  const facts = factsOf({
    'time shown': at === null ? null : 'last connection, as the phone noted it',
    security: security === '' ? null : security,
    'name as stored': name === undefined ? key : null,
    'network number': textOf(row['network_id']),
    'place number': textOf(row['location_id']),
    'position as stored': position === null ? storedPosition(row) : null,
  })
  return {
    type: 'network',
    from: placeOf(TABLE, row),
    state: 'live',
    medium: 'wifi',
    activity: 'known',
    name: name ?? key,
    address: textOf(row['bssid']),
    at: at ?? unixTime(row['time_major'] ?? row['time']),
    endAt: null,
    position: position === null ? null : { ...position, accuracyMetres: null, class: 'network' },
    ...(facts === undefined ? {} : { facts }),
  }
}

function storedPosition(row: StoredRow): string | null {
  const parts = [textOf(row['latitude_major']) ?? textOf(row['latitude']), textOf(row['longitude_major']) ?? textOf(row['longitude'])]
  return parts[0] === null || parts[1] === null ? null : parts.join(', ')
}
