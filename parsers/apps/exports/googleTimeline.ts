/**
 * Timeline of Google Maps as phones export it since 2024: `semanticSegments`, `rawSignals` and `userLocationProfile` (Android), or a
 * list of segments at the top (iOS). Segments are inferred and can be edited by the phone's user; raw signals were measured.
 *
 * Forms (public samples): positions as `48.8566°, 2.3522°`, `geo:27.72,-97.34` or `48.8566, 2.3522`; probabilities as number or text;
 * `durationMinutesOffsetFromStartTime` counts whole minutes from the segment's start, so that a point's time is right to the minute.
 */
import type { Degrees } from '../../formats/values/degrees.ts'
import { jsonAt, type JsonElement, jsonElements, jsonList, jsonNumber, jsonText } from '../../formats/text/jsonStream.ts'
import { factsOf } from '../../formats/values/storedValues.ts'
import { writtenInstant } from '../../formats/values/writtenTime.ts'
import { defineDocumentParser, type DocumentRow, type Emitted, type Instant, NO_INSTANT, type RowRef } from '../../model/index.ts'
import { inferredPlace, positionText } from './googlePlaces.ts'
import { signalRecords } from './googleSignals.ts'
import { looksLike } from './recognising.ts'

/** What the list at the top of an iPhone's export holds. */
const LIST = 'segments'
const EDITABLE = '(inferred, can be edited by the user)'

interface Row extends DocumentRow {
  readonly section: string
  readonly offset: number
  readonly value: unknown
}

export const googleTimeline = defineDocumentParser({
  id: 'google-timeline',
  version: 1,
  app: 'Google Maps timeline',
  platform: 'any',
  store: 'Timeline exported on the phone (Timeline.json, location-history.json)',
  reads: ['**/Timeline.json', '**/location-history.json'],
  recognises: (head) =>
    looksLike(head, /^\s*\{\s*"(?:semanticSegments|rawSignals)"\s*:\s*\[/) ||
    looksLike(head, /^\s*\[\s*\{\s*"(?:endTime|startTime)"\s*:[^[]*"(?:visit|activity|timelinePath|timelineMemory)"\s*:/),
  yields: ['location', 'network', 'device-event'],
  proof: 'data-proven',
  doesNotCover: ['memories of trips, which name places by id only', 'frequent trips of the profile'],
  *parse(document, { note }): Iterable<Emitted> {
    // One pass over the file; the rows of each section are counted as a table of its own.
    for (const row of document.read('timeline', rowsOf(jsonElements(document.chunks())))) yield* recordsOf(row, note)
  },
})

function* rowsOf(elements: Iterable<JsonElement>): Generator<Row> {
  for (const { section: named, index, offset, value } of elements) {
    const section = named === '' ? LIST : named
    yield { rowId: index === null ? section : `${section} ${index}`, section, offset, value }
  }
}

type Note = (problem: string) => void

function* recordsOf(row: Row, note: Note): Generator<Emitted> {
  const from: RowRef = { table: 'timeline', rowId: String(row.rowId), ordinal: 0 }
  let count = 0
  for (const record of recordsOfSection(row, (ordinal) => ({ ...from, ordinal }), note)) {
    count++
    yield record
  }
  if (count === 0) yield { type: 'skipped', from, reason: reasonFor(row) }
}

function reasonFor({ section, value }: Row): string {
  if (jsonAt(value, 'timelineMemory') !== undefined) return 'A memory of a trip names places by id, without positions'
  if (section === LIST || section === 'semanticSegments' || section === 'rawSignals' || section === 'userLocationProfile')
    return 'The row has no position that can be read'
  return 'This part of the export is not known'
}

type Place = (ordinal: number) => RowRef

function recordsOfSection({ section, value }: Row, place: Place, note: Note): Iterable<Emitted> {
  if (section === 'rawSignals') return signalRecords(value, place)
  if (section === 'userLocationProfile') return frequentPlaces(value, place)
  if (section === LIST || section === 'semanticSegments') return segmentRecords(value, place, note)
  return []
}

function* segmentRecords(segment: unknown, place: Place, note: Note): Generator<Emitted> {
  const at = writtenInstant(jsonAt(segment, 'startTime'))
  const end = writtenInstant(jsonAt(segment, 'endTime'))
  const endAt = end.asStored === null ? null : end
  const visit = jsonAt(segment, 'visit')
  if (visit !== undefined) yield* visitRecord(visit, at, endAt, place)
  const activity = jsonAt(segment, 'activity')
  if (activity !== undefined) yield* activityRecords(activity, at, endAt, place)
  const path = jsonAt(segment, 'timelinePath')
  if (path !== undefined) yield* pathRecords(jsonList(path), at, place, note)
}

function* visitRecord(visit: unknown, at: Instant, endAt: Instant | null, place: Place): Generator<Emitted> {
  const top = jsonAt(visit, 'topCandidate')
  const position = positionText(jsonAt(top, 'placeLocation'))
  if (typeof position === 'string') return
  yield inferredPlace({
    from: place(0),
    position,
    at,
    endAt,
    class: 'visit',
    method: `Google Maps timeline, stay ${EDITABLE}`,
    label: jsonText(jsonAt(top, 'semanticType')),
    facts: factsOf({
      'place id': jsonText(jsonAt(top, 'placeId') ?? jsonAt(top, 'placeID')),
      'probability of the place': jsonText(jsonAt(top, 'probability')),
      'probability of the stay': jsonText(jsonAt(visit, 'probability')),
      'level of the stay': jsonText(jsonAt(visit, 'hierarchyLevel')),
    }),
  })
}

function* activityRecords(activity: unknown, at: Instant, endAt: Instant | null, place: Place): Generator<Emitted> {
  const facts = factsOf({
    activity: jsonText(jsonAt(activity, 'topCandidate', 'type')),
    'probability of the activity': jsonText(jsonAt(activity, 'topCandidate', 'probability')),
    'distance (m)': jsonText(jsonAt(activity, 'distanceMeters')),
  })
  const ends: readonly (readonly [string, Degrees | string, Instant | null])[] = [
    ['start', positionText(jsonAt(activity, 'start')), at],
    ['end', positionText(jsonAt(activity, 'end')), endAt],
  ]
  let ordinal = 0
  for (const [part, position, time] of ends) {
    if (typeof position === 'string') continue
    const method = `Google Maps timeline, ${part} of a way ${EDITABLE}`
    yield inferredPlace({ from: place(ordinal++), position, at: time ?? NO_INSTANT, class: 'device-fix', method, facts })
  }
}

function* pathRecords(points: readonly unknown[], start: Instant, place: Place, note: Note): Generator<Emitted> {
  let ordinal = 0
  for (const point of points) {
    const position = positionText(jsonAt(point, 'point'))
    if (typeof position === 'string') {
      note(`A point of a way was left out: ${position}.`)
      continue
    }
    const minutes = jsonNumber(jsonAt(point, 'durationMinutesOffsetFromStartTime'))
    const written = writtenInstant(jsonAt(point, 'time'))
    yield inferredPlace({
      from: place(ordinal++),
      position,
      at: minutes === null ? written : minutesAfter(start, minutes),
      class: 'device-fix',
      method: `Google Maps timeline, point of a way ${EDITABLE}`,
      facts: factsOf({ time: minutes === null ? null : 'whole minutes from the start of the segment' }),
    })
  }
}

/** The start keeps its text: it is what is stored, beside the minutes. */
function minutesAfter(start: Instant, minutes: number): Instant {
  const asStored = `${start.asStored ?? ''} + ${minutes} min`
  return start.utcMs === null ? { ...NO_INSTANT, asStored } : { ...start, utcMs: start.utcMs + minutes * 60_000, asStored }
}

function* frequentPlaces(profile: unknown, place: Place): Generator<Emitted> {
  let ordinal = 0
  for (const one of jsonList(jsonAt(profile, 'frequentPlaces'))) {
    const position = positionText(jsonAt(one, 'placeLocation'))
    if (typeof position === 'string') continue
    yield inferredPlace({
      from: place(ordinal++),
      position,
      at: NO_INSTANT,
      class: 'visit',
      method: 'Google Maps timeline, frequent place (inferred, without a time)',
      label: jsonText(jsonAt(one, 'label')),
      facts: factsOf({ 'place id': jsonText(jsonAt(one, 'placeId')) }),
    })
  }
}
