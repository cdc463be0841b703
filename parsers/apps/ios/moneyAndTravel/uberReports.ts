/**
 * Reports that Uber kept for its servers, `Documents/ur_message.db`: one position per row of `message` that has one.
 *
 * Columns as iLEAPP reads them: `content` is JSON, whose `jsonConformingObject.meta` has `time_ms` and `location` with `gps_time_ms`,
 * degrees and horizontal accuracy: where the phone was when the report was made. Times count milliseconds since 1970 UTC. One fix of the
 * receiver may stand in many reports.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { jsonAt, jsonNumber, jsonText } from '../../../formats/text/jsonStream.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, instantInWords, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, Instant } from '../../../model/index.ts'

const TABLE = 'message'

export const iosUberReports = defineSqliteParser({
  id: 'ios-uber-reports',
  version: 1,
  app: 'Uber',
  platform: 'ios',
  store: 'Positions in the reports of Uber (ur_message.db)',
  reads: ['**/Documents/ur_message.db'],
  yields: ['location'],
  proof: 'source-verified',
  doesNotCover: ['reports without a position', 'what a report says beyond its name, scene and trips'],
  requires: { [TABLE]: ['content'] },
  optional: { [TABLE]: ['message_type'] },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: ['content', 'message_type'] })) yield record(row)
  },
})

function record(row: StoredRow): Emitted {
  const from = placeOf(TABLE, row)
  const content = contentOf(textOf(row['content']))
  if (content === undefined) return { type: 'skipped', from, reason: 'the report is no JSON' }
  const report = jsonAt(content, 'jsonConformingObject')
  const location = jsonAt(report, 'meta', 'location')
  const position = degreesOf(jsonNumber(jsonAt(location, 'latitude')), jsonNumber(jsonAt(location, 'longitude')))
  if (typeof position === 'string') return { type: 'skipped', from, reason: position.replace('the row', 'the report') }
  const [fixed, made] = [milliseconds(jsonAt(location, 'gps_time_ms')), milliseconds(jsonAt(report, 'meta', 'time_ms'))]
  const accuracy = jsonNumber(jsonAt(location, 'horizontal_accuracy'))
  const trips = jsonAt(report, 'data', 'active_trips')
  const facts = factsOf({
    'report made': made.asStored === null ? null : instantInWords(made),
    'kind of report': textOf(row['message_type']),
    name: jsonText(jsonAt(report, 'data', 'name')),
    scene: jsonText(jsonAt(report, 'data', 'ui_state', 'scene')),
    'trips under way': trips === undefined || trips === null ? null : JSON.stringify(trips),
    'speed as stored': jsonText(jsonAt(location, 'speed')),
  })
  return {
    type: 'location',
    from,
    state: 'live',
    at: fixed.utcMs === null ? made : fixed,
    endAt: null,
    ...position,
    accuracyMetres: accuracy !== null && accuracy >= 0 ? accuracy : null,
    radiusMeaning: null,
    altitudeMetres: null,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: 'device-fix',
    method: 'Uber: position in a report of the app',
    label: jsonText(jsonAt(location, 'city')),
    ...(facts === undefined ? {} : { facts }),
  }
}

const milliseconds = (value: unknown): Instant => instantOf(jsonText(value), 'unix-ms')

/** Undefined for what is no JSON. */
function contentOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '') as unknown
  } catch {
    return undefined
  }
}
