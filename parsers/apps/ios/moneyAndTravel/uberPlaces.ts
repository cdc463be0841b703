/**
 * Places of Uber, `Documents/database.db`: one per search for a ride (`hits`) and one per place that the app keeps (`place`).
 *
 * Columns as iLEAPP reads them: times count milliseconds since 1970 UTC, `fk_place_row_id` leads from a search to its place, the position
 * is in `latitude`, `longitude` or, later, in `latitude_v2`, `longitude_v2`; `place_result` is JSON with name, address and, for a place that
 * the account saved, its label. That somebody searched for a ride does not say that there was one.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { jsonAt, jsonList, jsonText } from '../../../formats/text/jsonStream.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, RowRef, SqlValue } from '../../../model/index.ts'

const PLACES = 'place'
const HITS = 'hits'
const REQUIRED = ['timestamp_ms', 'tag', 'title_segment']
const OPTIONAL = ['subtitle_segment', 'latitude', 'longitude', 'latitude_v2', 'longitude_v2', 'place_result', 'uber_id']

export const iosUberPlaces = defineSqliteParser({
  id: 'ios-uber-places',
  version: 1,
  app: 'Uber',
  platform: 'ios',
  store: 'Places and searched rides of Uber (database.db)',
  reads: ['**/Documents/database.db'],
  yields: ['location'],
  proof: 'source-verified',
  doesNotCover: ['trips that took place, drivers and prices', 'positions in its LevelDB stores'],
  requires: { [PLACES]: REQUIRED, [HITS]: ['fk_place_row_id', 'timestamp_ms'] },
  optional: { [PLACES]: OPTIONAL },
  *parse(database) {
    const places = new Map<number, StoredRow>()
    for (const row of sideRows(database, { table: PLACES, columns: [...REQUIRED, ...OPTIONAL] })) places.set(row.rowId, row)
    yield* searches(database, places)
    for (const row of evidenceRows(database, { table: PLACES, columns: [...REQUIRED, ...OPTIONAL] })) {
      const at = timeValueOf(row['timestamp_ms'])
      yield record(row, placeOf(PLACES, row), at, { class: 'mentioned', method: 'Uber: a place that the app keeps, last used' })
    }
  },
})

function* searches(database: EvidenceDatabase, places: ReadonlyMap<number, StoredRow>): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: HITS, columns: ['fk_place_row_id', 'timestamp_ms'] })) {
    const from = placeOf(HITS, row)
    const place = places.get(numberOf(row['fk_place_row_id']) ?? -1)
    if (place === undefined) yield { type: 'skipped', from, reason: 'the place of the search is not stored' }
    else yield record(place, from, timeValueOf(row['timestamp_ms']), { class: 'searched', method: 'Uber: a search for a ride' })
  }
}

interface Kind {
  readonly class: 'searched' | 'mentioned'
  readonly method: string
}

function record(place: StoredRow, from: RowRef, at: ReturnType<typeof timeValueOf>, kind: Kind): Emitted {
  const first = degreesOf(place['latitude'], place['longitude'])
  const position = typeof first === 'string' ? degreesOf(place['latitude_v2'], place['longitude_v2']) : first
  if (typeof position === 'string') return { type: 'skipped', from, reason: position }
  const result = resultOf(place['place_result'])
  const categories = jsonList(jsonAt(result, 'location', 'categories')).map(jsonText)
  const facts = factsOf({
    address: jsonText(jsonAt(result, 'location', 'fullAddress')) ?? textOf(place['subtitle_segment']),
    'saved as': jsonText(jsonAt(result, 'payload', 'personalPayload', 'labelType')),
    tag: textOf(place['tag']),
    categories: categories.length === 0 ? null : categories.filter((category) => category !== null).join(', '),
    'id of the place': textOf(place['uber_id']),
  })
  return {
    type: 'location',
    from,
    state: 'live',
    at: instantOf(at, 'unix-ms'),
    endAt: null,
    ...position,
    accuracyMetres: null,
    radiusMeaning: null,
    altitudeMetres: null,
    speedMetresPerSecond: null,
    courseDegrees: null,
    ...kind,
    label: jsonText(jsonAt(result, 'location', 'addressLine1')) ?? textOf(place['title_segment']),
    ...(facts === undefined ? {} : { facts }),
  }
}

function resultOf(stored: SqlValue | undefined): unknown {
  try {
    return JSON.parse(textOf(stored) ?? 'null')
  } catch {
    return null
  }
}
