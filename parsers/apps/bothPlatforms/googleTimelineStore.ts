/**
 * Google's timeline as the phone keeps it since 2024, `odlh-storage.db`: of Play services on Android, of Google Maps on iPhones. Stays,
 * ways and paths that Google worked out from positions, per Google account; one location record per stay, end of a way and point of a path.
 *
 * Meanings: googleTimelineSegment.ts for the protobuf; types 1 visit, 2 activity, 3 path, 4 memory, 5 summary, -1 removed are those of
 * microG's reimplementation, the first three also of two readings of real images. Everything is inferred; what the account holder edited
 * stands in edited_segment_table until it is merged into the other table, so a row without such an edit may have been edited earlier.
 * The timeline follows the account: a backup restored on this phone brings segments that another device recorded.
 */
import type { Degrees } from '../../formats/values/degrees.ts'
import { instantOf } from '../../formats/values/epochs.ts'
import { NO_LOCATION_FIELDS } from '../../formats/records/locationDefaults.ts'
import { fieldsInWords } from '../../formats/binary/protobufRest.ts'
import { evidenceRows, placeOf, sideRows } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { bytesOf, codeInWords, factsOf, instantInWords, numberOf, textOf, timeValueOf } from '../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../model/index.ts'
import type { Emitted, EvidenceDatabase, Facts, Instant, ParserContext, PositionClass, SqlValue } from '../../model/index.ts'
import type { PathPoint, Segment } from './googleTimelineSegment.ts'
import { readSegment } from './googleTimelineSegment.ts'

const SEGMENTS = 'semantic_segment_table'
const EDITS = 'edited_segment_table'
const REQUIRED = ['segment_type', 'semantic_segment', 'start_timestamp_seconds']
const SHARED_OPTIONAL = ['end_timestamp_seconds', 'segment_id', 'obfuscated_gaia_id', 'hierarchy_level']
const SEGMENT_OPTIONAL = [...SHARED_OPTIONAL, 'shown_in_timeline', 'is_finalized', 'timestamp_millis']
const EDIT_OPTIONAL = [...SHARED_OPTIONAL, 'block_start_timestamp_seconds', 'block_end_timestamp_seconds', 'is_edit_uploaded']

const REMOVED = -1
const TYPES: Readonly<Record<number, string>> = {
  [REMOVED]: 'removed by the account holder',
  1: 'stay',
  2: 'way',
  3: 'path',
  4: 'trip or note',
  5: 'summary of a period',
}
/** Only these two are confirmed by more than one source. */
const SEMANTIC_TYPES: Readonly<Record<number, string>> = { 0: 'not known', 1: 'home (as Google has it)', 2: 'work (as Google has it)' }
/** Checked by their speeds in a published set of real segments; the other codes are not. */
const ACTIVITIES: Readonly<Record<number, string>> = { 2: 'walking (observed)', 5: 'flying (observed)', 29: 'in a vehicle (observed)' }

interface EditedBlock {
  readonly rowId: string
  readonly account: string | null
  readonly start: number
  readonly end: number
}

export const googleTimelineStore = defineSqliteParser({
  id: 'google-timeline-store',
  version: 1,
  app: 'Google Maps timeline',
  platform: 'any',
  keptOn: ['ios', 'android'],
  store: 'Google timeline on the phone (odlh-storage.db)',
  reads: ['**/odlh-storage.db'],
  yields: ['location', 'device-event'],
  proof: 'source-verified',
  doesNotCover: [
    'trips, notes and summaries of periods, and other candidates of a stay',
    'fields of the segments whose meaning is not known (shown as stored)',
    'auxiliary segments (aux-odlh-storage.db), raw signals (a LevelDB) and the index of places around',
  ],
  requires: { [SEGMENTS]: REQUIRED },
  optional: { [SEGMENTS]: SEGMENT_OPTIONAL, [EDITS]: [...REQUIRED, ...EDIT_OPTIONAL] },
  *parse(database, context) {
    const edits = readEditedBlocks(database)
    for (const row of evidenceRows(database, { table: SEGMENTS, columns: [...REQUIRED, ...SEGMENT_OPTIONAL] }))
      yield* segmentRecords({ table: SEGMENTS, row, editedBy: editCovering(edits, row) }, context)
    for (const row of evidenceRows(database, { table: EDITS, columns: [...REQUIRED, ...EDIT_OPTIONAL] }))
      yield* segmentRecords({ table: EDITS, row, editedBy: null }, context)
  },
})

function readEditedBlocks(database: EvidenceDatabase): readonly EditedBlock[] {
  const blocks: EditedBlock[] = []
  for (const row of sideRows(database, { table: EDITS, columns: [...REQUIRED, ...EDIT_OPTIONAL] })) {
    const start = numberOf(row['block_start_timestamp_seconds']) ?? numberOf(row['start_timestamp_seconds'])
    const end = numberOf(row['block_end_timestamp_seconds']) ?? numberOf(row['end_timestamp_seconds'])
    if (start !== null && end !== null) blocks.push({ rowId: String(row.rowId), account: textOf(row['obfuscated_gaia_id']), start, end })
  }
  return blocks
}

/** The row of the first edit whose block covers part of the segment. */
function editCovering(edits: readonly EditedBlock[], row: StoredRow): string | null {
  if (edits.length === 0) return null
  const [start, end] = [numberOf(row['start_timestamp_seconds']), numberOf(row['end_timestamp_seconds'])]
  const account = textOf(row['obfuscated_gaia_id'])
  if (start === null || end === null) return null
  return edits.find((edit) => edit.account === account && edit.start < end && edit.end > start)?.rowId ?? null
}

interface Read {
  readonly table: string
  readonly row: StoredRow
  /** Row of edited_segment_table that covers this period, or null. */
  readonly editedBy: string | null
}

const seconds = (stored: SqlValue | undefined): Instant => instantOf(timeValueOf(stored), 'unix-s')
const secondsInWords = (stored: SqlValue | undefined): string | null =>
  (numberOf(stored) ?? 0) > 0 ? instantInWords(seconds(stored)) : null

function* segmentRecords(read: Read, context: ParserContext): Generator<Emitted> {
  const { table, row } = read
  const bytes = bytesOf(row['semantic_segment'])
  const segment = bytes === null ? null : readSegment(bytes)
  const shared = sharedFacts(read, segment)
  // A path has hundreds of points: what is said of all of them stands at the first.
  const ofLaterPoints = segment?.path === null ? shared : factsOf({ edited: shared?.['edited'], 'segment id': shared?.['segment id'] })
  let ordinal = 0
  for (const point of segment === null ? [] : pointsOf(segment, row)) {
    if (typeof point.position !== 'string') {
      const facts = { ...factsOf(point.facts), ...(ordinal === 0 ? shared : ofLaterPoints) }
      yield locationRecord(read, segment, { ...point, position: point.position }, facts, ordinal++)
    } else if (segment?.path !== null) context.note(`A point of a path was left out: ${point.position}.`)
  }
  if (ordinal > 0) return
  if (table === EDITS && numberOf(row['segment_type']) === REMOVED) yield removalRecord(read, shared)
  else yield { type: 'skipped', from: placeOf(table, row), reason: reasonFor(row, segment) }
}

function reasonFor(row: StoredRow, segment: Segment | null): string {
  if (segment === null) return 'the row holds no segment'
  if (typeof segment.visit?.position === 'string') return segment.visit.position
  const type = codeInWords(row['segment_type'], TYPES) ?? 'not stored'
  return `the segment holds no position that can be read (type: ${type})`
}

interface Point {
  readonly position: Degrees | string
  readonly at: Instant
  readonly endAt: Instant | null
  readonly class: PositionClass
  readonly part: string
  readonly facts: Readonly<Record<string, string | null>>
}

function* pointsOf(segment: Segment, row: StoredRow): Generator<Point> {
  const [at, end] = [seconds(row['start_timestamp_seconds']), seconds(row['end_timestamp_seconds'])]
  const { visit, way, path } = segment
  if (visit !== null) {
    const facts = {
      'kind of place': codeInWords(visit.semanticType, SEMANTIC_TYPES),
      'place id': visit.placeId,
      "type of place (Google's number)": visit.placeType,
      'probability of the stay': visit.probability,
      'probability of the place': visit.placeProbability,
    }
    yield { position: visit.position, at, endAt: end.utcMs === null ? null : end, class: 'visit', part: 'stay', facts }
  }
  if (way !== null) {
    const facts = {
      activity: codeInWords(way.activity, ACTIVITIES),
      'probability of the activity': way.probability,
      'distance (m)': way.distanceMetres,
    }
    yield { position: way.start, at, endAt: null, class: 'device-fix', part: 'start of a way', facts }
    yield { position: way.end, at: end, endAt: null, class: 'device-fix', part: 'end of a way', facts }
  }
  for (const point of path ?? []) yield pathPoint(point, at)
}

function pathPoint({ position, minutes }: PathPoint, start: Instant): Point {
  const facts = { time: minutes === null ? 'not stored for this point' : 'whole minutes from the start of the segment' }
  return { position, at: minutesAfter(start, minutes), endAt: null, class: 'device-fix', part: 'point of a path', facts }
}

/** The start keeps its text: it is what is stored, beside the minutes. */
function minutesAfter(start: Instant, minutes: number | null): Instant {
  if (minutes === null || start.utcMs === null) return NO_INSTANT
  const utcMs = start.utcMs + minutes * 60_000
  return instantOf(utcMs, 'unix-ms').utcMs === null ? NO_INSTANT : { ...start, utcMs, asStored: `${start.asStored ?? ''} + ${minutes} min` }
}

function locationRecord(
  { table, row }: Read,
  segment: Segment | null,
  point: Omit<Point, 'position'> & { readonly position: Degrees },
  facts: Facts,
  ordinal: number,
): Emitted {
  const isRemoved = segment?.isDeleted === true || numberOf(row['segment_type']) === REMOVED
  const how = table === EDITS ? 'as the account holder edited it' : 'inferred, can be edited by the account holder'
  return {
    ...NO_LOCATION_FIELDS,
    from: placeOf(table, row, ordinal),
    state: isRemoved ? 'deleted-flagged' : 'inferred',
    at: point.at,
    endAt: point.endAt,
    ...point.position,
    class: point.class,
    method: `Google timeline, ${point.part} (${how})`,
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  }
}

/** A stretch of the timeline that was taken out. Its own place is gone; the period is what remains. */
function removalRecord(read: Read, shared: Facts | undefined): Emitted {
  const end = seconds(read.row['end_timestamp_seconds'])
  return {
    type: 'device-event',
    from: placeOf(read.table, read.row),
    state: 'live',
    activity: 'other',
    detail: "a period of Google's timeline, marked as removed by an edit of the account holder",
    at: seconds(read.row['start_timestamp_seconds']),
    endAt: end.utcMs === null ? null : end,
    facts: { 'time shown': 'the removed period; when it was removed is not stored', ...shared },
  }
}

function sharedFacts({ table, row, editedBy }: Read, segment: Segment | null): Facts | undefined {
  const [shown, final, uploaded] = ['shown_in_timeline', 'is_finalized', 'is_edit_uploaded'].map((name) => flagInWords(row[name]))
  const writtenMs = numberOf(row['timestamp_millis']) ?? 0
  const level = textOf(row['hierarchy_level'])
  return factsOf({
    edited: table === EDITS ? 'yes: the row is an edit by the account holder' : editedInWords(editedBy),
    'edited period': table === EDITS ? periodInWords(row, 'block_start_timestamp_seconds', 'block_end_timestamp_seconds') : null,
    'edit sent to Google': uploaded,
    'kind of segment': codeInWords(row['segment_type'], TYPES),
    'shown in the timeline': shown,
    final: final === 'no' ? 'no: Google may still change it' : final,
    level: level === '0' ? null : level,
    'row written': writtenMs > 0 ? instantInWords(instantOf(textOf(row['timestamp_millis']), 'unix-ms')) : null,
    'account (id of Google)': textOf(row['obfuscated_gaia_id']),
    'segment id': textOf(row['segment_id']),
    'zone offset at start (minutes, observed)': segment?.startOffsetMinutes?.toString(),
    'zone offset at end (minutes, observed)': segment?.endOffsetMinutes?.toString(),
    'period inside the segment': otherPeriod(row, segment),
    'fields of unknown meaning': segment === null ? null : fieldsInWords(segment.rest),
  })
}

const editedInWords = (editedBy: string | null): string | null =>
  editedBy === null ? null : `the account holder edited this period or part of it (${EDITS} row ${editedBy})`

const flagInWords = (stored: SqlValue | undefined): string | null => codeInWords(stored, { 0: 'no', 1: 'yes' })

const periodInWords = (row: StoredRow, start: string, end: string): string | null => {
  const parts = [secondsInWords(row[start]), secondsInWords(row[end])].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join(' to ')
}

/** The segment's own times, where they are not those of the columns. */
function otherPeriod(row: StoredRow, segment: Segment | null): string | null {
  if (segment === null) return null
  const isSame = (inside: string | null, column: string): boolean => inside === null || inside === textOf(row[column])
  if (isSame(segment.startSeconds, 'start_timestamp_seconds') && isSame(segment.endSeconds, 'end_timestamp_seconds')) return null
  return [segment.startSeconds, segment.endSeconds].map((time) => secondsInWords(time) ?? time ?? 'not stored').join(' to ')
}
