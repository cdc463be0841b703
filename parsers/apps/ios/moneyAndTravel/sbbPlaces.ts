/**
 * Places that were looked up in SBB Mobile on iOS, `SbbMobile.db`, table StandortVerlauf.
 *
 * Columns as iLEAPP reads them: `timestamp` counts Unix seconds; `name` is the place, `normalized_name` what was typed. A place that was looked
 * up is no place where the phone was.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_LOCATION_FIELDS } from '../../../formats/records/locationDefaults.ts'
import { withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import { textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'

const TABLE = 'StandortVerlauf'

export const iosSbbPlaces = defineSqliteParser({
  id: 'ios-sbb-places',
  version: 1,
  app: 'SBB Mobile',
  platform: 'ios',
  store: 'Places looked up in SBB Mobile (SbbMobile.db)',
  reads: ['**/SbbMobile.db'],
  yields: ['web', 'location'],
  proof: 'source-verified',
  doesNotCover: ['what the stored types mean', 'journeys that took place'],
  requires: { [TABLE]: ['name', 'timestamp'] },
  optional: { [TABLE]: ['normalized_name', 'latitude', 'longitude', 'type'] },
  *parse(database) {
    for (const row of evidenceRows(database, {
      table: TABLE,
      columns: ['name', 'timestamp', 'normalized_name', 'latitude', 'longitude', 'type'],
    })) {
      const [from, title] = [placeOf(TABLE, row), textOf(row['name'])]
      const at = instantOf(timeValueOf(row['timestamp']), 'unix-s')
      const facts = withFacts({ 'as typed': textOf(row['normalized_name']), 'type as stored': textOf(row['type']) })
      yield { type: 'web', from, state: 'live', webKind: 'search', service: 'SBB Mobile', url: null, title, at, ...facts }
      const position = degreesOf(row['latitude'], row['longitude'])
      if (typeof position === 'string') continue
      const place = { ...NO_LOCATION_FIELDS, from: placeOf(TABLE, row, 1), at, ...position }
      yield { ...place, class: 'searched', method: 'SBB Mobile: a place that was looked up', label: title }
    }
  },
})
