/**
 * Semantic Location History of Google Takeout (`2023_MARCH.json`): what Google made of an account's positions, as `placeVisit` and
 * `activitySegment`. All of it is inferred, and the account holder can add, change and delete stays (Google's own help says so):
 * `editConfirmationStatus` is kept. A stay without a position of its own gives its candidate places, each named as a candidate.
 *
 * Times (public samples): `startTimestamp` is ISO 8601, or a count of seconds or milliseconds; older exports write `startTimestampMs`.
 * Points of a way have times only in `simplifiedRawPath`; the others carry the period of the whole segment.
 */
import type { Degrees } from '../../formats/values/degrees.ts'
import { jsonAt, type JsonElement, jsonElements, jsonList, jsonNumber, jsonText } from '../../formats/text/jsonStream.ts'
import { factsOf } from '../../formats/values/storedValues.ts'
import { writtenInstant } from '../../formats/values/writtenTime.ts'
import { defineDocumentParser, type DocumentRow, type Emitted, type Instant, type LocationRecord } from '../../model/index.ts'
import { inferredPlace, positionE7 } from './googlePlaces.ts'
import { looksLike } from './recognising.ts'

const TABLE = 'timelineObjects'

interface Row extends DocumentRow {
  readonly offset: number
  readonly value: unknown
}

export const googleSemanticHistory = defineDocumentParser({
  id: 'google-semantic-history',
  version: 1,
  app: 'Google location history',
  platform: 'web',
  store: 'Stays and ways of a Google account (Semantic Location History)',
  reads: ['**/Semantic Location History/**/*.json'],
  recognises: (head) => looksLike(head, /^\s*\{\s*"timelineObjects"\s*:\s*\[/),
  yields: ['location'],
  proof: 'data-proven',
  doesNotCover: ['other candidates of a stay that has a position (counted only)', 'stops of public transport'],
  *parse(document): Iterable<Emitted> {
    for (const row of document.read(TABLE, rowsOf(jsonElements(document.chunks())))) yield* recordsOf(row)
  },
})

function* rowsOf(elements: Iterable<JsonElement>): Generator<Row> {
  for (const { section, index, offset, value } of elements) if (section === TABLE && index !== null) yield { rowId: index, offset, value }
}

function* recordsOf(row: Row): Generator<Emitted> {
  const visit = jsonAt(row.value, 'placeVisit')
  const segment = jsonAt(row.value, 'activitySegment')
  const records = visit !== undefined ? visitRecords(row, visit) : segment !== undefined ? segmentRecords(row, segment) : []
  if (records.length > 0) yield* records
  else yield { type: 'skipped', from: place(row, 0), reason: noneReason(visit, segment) }
}

const place = (row: Row, ordinal: number) => ({ table: TABLE, rowId: String(row.rowId), ordinal })

const noneReason = (visit: unknown, segment: unknown): string =>
  visit === undefined && segment === undefined ? 'The row is neither a stay nor a way' : 'the row has no position'

function periodOf(value: unknown): { readonly at: Instant; readonly endAt: Instant | null } {
  const at = (name: string): Instant => writtenInstant(jsonAt(value, 'duration', name) ?? jsonAt(value, 'duration', `${name}Ms`))
  const endAt = at('endTimestamp')
  return { at: at('startTimestamp'), endAt: endAt.asStored === null ? null : endAt }
}

function visitRecords(row: Row, visit: unknown): LocationRecord[] {
  const period = periodOf(visit)
  const candidates = jsonList(jsonAt(visit, 'otherCandidateLocations'))
  const own = jsonAt(visit, 'location')
  const shared = {
    'edited or confirmed': jsonText(jsonAt(visit, 'editConfirmationStatus')),
    'confidence of the stay': jsonText(jsonAt(visit, 'visitConfidence') ?? jsonAt(visit, 'placeConfidence')),
  }
  const stay = (at: unknown, position: Degrees, ordinal: number, candidate: string | null): LocationRecord =>
    inferredPlace({
      from: place(row, ordinal),
      position,
      ...period,
      class: 'visit',
      method:
        candidate === null ? 'Google stay (inferred, can be edited by the account holder)' : 'Google stay, candidate place (inferred)',
      label: [jsonText(jsonAt(at, 'name')), jsonText(jsonAt(at, 'address'))].filter((part) => part !== null).join(', ') || null,
      facts: factsOf({
        candidate,
        'place id': jsonText(jsonAt(at, 'placeId')),
        'kind of place': jsonText(jsonAt(at, 'semanticType')),
        'confidence of the place': jsonText(jsonAt(at, 'locationConfidence')),
        'device tag': jsonText(jsonAt(at, 'sourceInfo', 'deviceTag')),
        'other candidates': candidate === null && candidates.length > 0 ? String(candidates.length) : null,
        ...shared,
      }),
    })
  const position = positionE7(own)
  if (typeof position !== 'string') return [stay(own, position, 0, null)]
  const centre = positionE7({ latitudeE7: jsonAt(visit, 'centerLatE7'), longitudeE7: jsonAt(visit, 'centerLngE7') })
  if (typeof centre !== 'string') return [stay({ name: jsonAt(own, 'name') }, centre, 0, null)]
  const placed = candidates.map((at) => ({ at, position: positionE7(at) })).filter(hasPosition)
  return placed.map((one, index) => stay(one.at, one.position, index, `${index + 1} of ${placed.length}`))
}

const hasPosition = <T extends { readonly position: Degrees | string }>(one: T): one is T & { readonly position: Degrees } =>
  typeof one.position !== 'string'

interface WayPoint {
  readonly part: string
  readonly value: unknown
  /** Null where the point has only the period of the segment. */
  readonly at: Instant | null
}

function segmentRecords(row: Row, segment: unknown): LocationRecord[] {
  const period = periodOf(segment)
  const facts = {
    activity: jsonText(jsonAt(segment, 'activityType')),
    confidence: jsonText(jsonAt(segment, 'confidence')),
    'distance (m)': jsonText(jsonAt(segment, 'distance')),
    'device tag': jsonText(jsonAt(segment, 'startLocation', 'sourceInfo', 'deviceTag')),
    'edited or confirmed': jsonText(jsonAt(segment, 'editConfirmationStatus')),
  }
  return wayPoints(segment, period)
    .map((point) => ({ ...point, position: positionE7(point.value) }))
    .filter(hasPosition)
    .map(({ part, value, at, position }, ordinal) =>
      inferredPlace({
        from: place(row, ordinal),
        position,
        at: at ?? period.at,
        endAt: at === null ? period.endAt : null,
        class: 'device-fix',
        method: `Google way between places, ${part} (inferred)`,
        facts: factsOf({
          ...facts,
          'radius stated (m)': jsonText(jsonNumber(jsonAt(value, 'accuracyMeters') ?? jsonAt(value, 'accuracyMetres'))),
          time: at === null ? 'not stored for this point: the period is that of the whole way' : null,
        }),
      }),
    )
}

function wayPoints(segment: unknown, { at, endAt }: { readonly at: Instant; readonly endAt: Instant | null }): WayPoint[] {
  const path = jsonList(jsonAt(segment, 'simplifiedRawPath', 'points'))
  const way = jsonList(jsonAt(segment, 'waypointPath', 'waypoints'))
  return [
    { part: 'start', value: jsonAt(segment, 'startLocation'), at },
    { part: 'end', value: jsonAt(segment, 'endLocation'), at: endAt },
    ...path.map((value) => ({ part: 'point of the raw path', value, at: timeOf(value) })),
    ...way.map((value) => ({ part: 'waypoint', value, at: null })),
  ]
}

function timeOf(value: unknown): Instant | null {
  const at = writtenInstant(jsonAt(value, 'timestamp') ?? jsonAt(value, 'timestampMs'))
  return at.asStored === null ? null : at
}
