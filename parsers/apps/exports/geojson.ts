/**
 * GeoJSON (RFC 7946) as tracking apps and servers export it: one feature a point, or a line. A point with a time of its own counts as a
 * fix of whoever recorded it, which the file does not say; everything else is a place on a map. Streamed by feature.
 *
 * Names of properties (`timestamp`, `time`, `accuracy`, `altitude`, `velocity` in km/h for OwnTracks) follow public samples; they have no
 * standard, so that the value stored is shown beside what was made of it.
 */
import { degreesOf, type Degrees } from '../../formats/values/degrees.ts'
import { jsonAt, type JsonElement, jsonElements, jsonList, jsonNumber, jsonText } from '../../formats/text/jsonStream.ts'
import { factsOf } from '../../formats/values/storedValues.ts'
import { writtenInstant } from '../../formats/values/writtenTime.ts'
import { defineDocumentParser, type DocumentRow, type Emitted, type Instant, type LocationRecord, type RowRef } from '../../model/index.ts'
import { looksLike } from './recognising.ts'

const TIME_NAMES = ['timestamp', 'time', 'datetime', 'recorded_at', 'locTimestamp', 'tst'] as const

interface Row extends DocumentRow {
  readonly offset: number
  readonly value: unknown
}

export const geojsonFeatures = defineDocumentParser({
  id: 'geojson-features',
  version: 1,
  app: 'GeoJSON',
  platform: 'any',
  store: 'Points and lines (GeoJSON)',
  reads: ['**/*.geojson'],
  onlyIn: ['loose-files', 'document'],
  recognises: (head) =>
    looksLike(head, /^\s*\{[^[]*"type"\s*:\s*"FeatureCollection"/) ||
    looksLike(head, /^\s*\{\s*"features"\s*:\s*\[\s*\{\s*"type"\s*:\s*"Feature"/),
  yields: ['location'],
  proof: 'source-verified',
  doesNotCover: ['areas (their outline is read as points)', 'coordinates in another reference system than WGS 84'],
  *parse(document): Iterable<Emitted> {
    for (const row of document.read('features', rowsOf(jsonElements(document.chunks())))) yield* records(row)
  },
})

function* rowsOf(elements: Iterable<JsonElement>): Generator<Row> {
  for (const { section, index, offset, value } of elements)
    if (section === 'features' && index !== null) yield { rowId: index, offset, value }
}

function* records({ rowId, value }: Row): Generator<Emitted> {
  const from: RowRef = { table: 'features', rowId: String(rowId), ordinal: 0 }
  const shape = jsonText(jsonAt(value, 'geometry', 'type')) ?? 'no geometry'
  const properties = jsonAt(value, 'properties')
  const own = timeOf(properties)
  const times = jsonList(jsonAt(properties, 'coordTimes') ?? jsonAt(properties, 'coordinateProperties', 'times'))
  const places = positionsOf(jsonAt(value, 'geometry', 'coordinates'))
  let ordinal = 0
  for (const [index, place] of places.entries()) {
    const position: Degrees | string = degreesOf(place[1] ?? null, place[0] ?? null)
    if (typeof position === 'string') continue
    const at = times[index] === undefined ? own : writtenInstant(times[index])
    const isFix = at.utcMs !== null && (shape === 'Point' || times[index] !== undefined)
    yield location({ ...from, ordinal: ordinal++ }, position, place[2] ?? null, at, isFix, shape, properties)
  }
  if (ordinal === 0) yield { type: 'skipped', from, reason: `The feature has no position (${shape})` }
}

function timeOf(properties: unknown): Instant {
  for (const name of TIME_NAMES) {
    const at = writtenInstant(jsonAt(properties, name))
    if (at.asStored !== null) return at
  }
  return writtenInstant(null)
}

function location(
  from: RowRef,
  position: Degrees,
  altitude: number | null,
  at: Instant,
  isFix: boolean,
  shape: string,
  properties: unknown,
): LocationRecord {
  const facts = factsOf({
    device: jsonText(jsonAt(properties, 'tracker_id') ?? jsonAt(properties, 'device_id') ?? jsonAt(properties, 'tid')),
    'velocity as stored': jsonText(jsonAt(properties, 'velocity') ?? jsonAt(properties, 'vel')),
    battery: jsonText(jsonAt(properties, 'battery')),
    network: jsonText(jsonAt(properties, 'ssid') ?? jsonAt(properties, 'wifi')),
  })
  return {
    type: 'location',
    from,
    state: 'live',
    at,
    endAt: null,
    ...position,
    accuracyMetres: jsonNumber(jsonAt(properties, 'accuracy') ?? jsonAt(properties, 'horizontal_accuracy')),
    radiusMeaning: null,
    altitudeMetres: altitude ?? jsonNumber(jsonAt(properties, 'altitude')),
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: isFix ? 'device-fix' : 'mentioned',
    method: isFix ? 'recorded point (GeoJSON)' : `place on a map (GeoJSON ${shape})`,
    label: jsonText(jsonAt(properties, 'name') ?? jsonAt(properties, 'title')),
    ...(facts === undefined ? {} : { facts }),
  }
}

/** Coordinate tuples of any geometry, in order. */
function positionsOf(coordinates: unknown): number[][] {
  const list = jsonList(coordinates)
  if (list.length >= 2 && list.every((one) => typeof one === 'number')) return [list as number[]]
  return list.flatMap(positionsOf)
}
