/**
 * Circles that apps asked to be told about, `consolidated.db` of today's locationd, table `Fences`: one place per row. Backups hold it.
 *
 * Public readers take Timestamp (seconds since 2001 UTC), Latitude, Longitude and Distance (the radius in metres) from it; the columns of
 * names are read by their names. A row is a place that somebody or an app chose (a reminder on arrival, a watched address): that the phone was
 * there is not said, and what the time marks is not published.
 */
import { degreesOf, notNegative } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, SqlValue } from '../../../model/index.ts'
import { appNameOf } from '../bundleNames.ts'

const TABLE = 'Fences'
const OPTIONAL = ['Timestamp', 'Distance', 'Name', 'BundleId', 'BundlePath']

export const iosGeofences = defineSqliteParser({
  id: 'ios-geofences',
  version: 1,
  app: 'Location services',
  platform: 'ios',
  store: 'Places that apps watch for (consolidated.db)',
  reads: ['**/locationd/consolidated.db'],
  yields: ['location'],
  proof: 'source-verified',
  doesNotCover: ['whether and when a circle was entered', 'what the time of a row marks', 'other tables (beacons, locations)'],
  requires: { [TABLE]: ['Latitude', 'Longitude'] },
  optional: { [TABLE]: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: ['Latitude', 'Longitude', ...OPTIONAL] })) yield fence(row)
  },
})

function fence(row: StoredRow): Emitted {
  const from = placeOf(TABLE, row)
  const position = degreesOf(row['Latitude'], row['Longitude'])
  if (typeof position === 'string') return { type: 'skipped', from, reason: position }
  const accuracyMetres = notNegative(row['Distance'])
  const app = textOf(row['BundleId']) ?? bundleInPath(row['BundlePath'])
  const facts = factsOf({
    'what it is': 'a place that an app asked to be told about; that the phone was there is not said',
    app,
    'app name': app === null ? null : appNameOf(app),
    'path of the app': textOf(row['BundlePath']),
  })
  return {
    type: 'location',
    from,
    state: 'live',
    at: instantOf(timeValueOf(row['Timestamp']), 'cocoa-s'),
    endAt: null,
    ...position,
    accuracyMetres,
    radiusMeaning: accuracyMetres === null ? null : 'radius of the circle that is watched',
    altitudeMetres: null,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: 'mentioned',
    method: 'circle that an app watches (geofence)',
    label: textOf(row['Name']),
    ...(facts === undefined ? {} : { facts }),
  }
}

/** `/System/Library/LocationBundles/Reminders.bundle` names no bundle id, but says which part of the system it is. */
const bundleInPath = (path: SqlValue | undefined): string | null => textOf(path)?.split('/').findLast(Boolean) ?? null
