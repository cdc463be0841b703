/**
 * Positions, visits and hints of iOS's location routine, `com.apple.routined/Cache.sqlite`: one record per row of
 * ZRTCLLOCATIONMO, ZRTVISITMO and ZRTHINTMO. About one week is kept; backups do not contain the file.
 *
 * Meanings (artifacts 1.6): times count seconds since 2001 UTC; -1 speed or course is "not available"; a negative accuracy means
 * that the position is not valid by the phone's own judgement and is kept with that fact. Visits and hints are the phone's
 * conclusions, not measurements: state `inferred`. A hint is a position that some source gave to the routine at a time;
 * ZSOURCE is a number of unknown meaning. No class says "hint": it is a position of this device, so `device-fix`, told
 * apart by state and method. Public data for this store are not at hand: the meanings come from other tools' sources.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { factsOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, Instant, LocationRecord, RowRef, SqlValue } from '../../../model/index.ts'
import { degreesOf } from '../../../formats/values/degrees.ts'

const RADIUS_OF_FIX = 'about 63-68 % (iOS)'
const RADIUS_OF_VISIT = 'uncertainty of the visit as stored (iOS); its share is not documented'

const FIX_COLUMNS = ['ZTIMESTAMP', 'ZLATITUDE', 'ZLONGITUDE', 'ZHORIZONTALACCURACY', 'ZVERTICALACCURACY', 'ZALTITUDE', 'ZSPEED', 'ZCOURSE']
const REQUIRED_OF_FIX = ['ZTIMESTAMP', 'ZLATITUDE', 'ZLONGITUDE']
const VISIT_COLUMNS = [
  'ZENTRYDATE',
  'ZEXITDATE',
  'ZDETECTIONDATE',
  'ZTYPE',
  'ZLOCATIONLATITUDE',
  'ZLOCATIONLONGITUDE',
  'ZLOCATIONUNCERTAINTY',
  'ZDATAPOINTCOUNT',
]
const HINT_COLUMNS = ['ZDATE', 'ZSOURCE', 'ZLATITUDE', 'ZLONGITUDE', 'ZHORIZONTALACCURACY']

/** Core Data's "distant future" is 4001-01-01: an exit that has not happened. */
const DISTANT_FUTURE_S = 63_113_904_000

type StoredRow = { readonly rowId: number } & Readonly<Record<string, SqlValue>>

export const iosRoutinedCache = defineSqliteParser({
  id: 'ios-routined-cache',
  version: 1,
  app: 'Location services',
  platform: 'ios',
  store: 'Positions and visits (routined Cache.sqlite)',
  reads: ['**/com.apple.routined/Cache.sqlite', '**/Cache.sqlite'],
  inBackups: false,
  yields: ['location'],
  proof: 'source-verified',
  doesNotCover: [
    'Local.sqlite and Cloud-V2.sqlite (learned places, transitions, parked car)',
    'vertical accuracy, floor and signal environment of a position',
    'the meaning of visit types and hint sources',
  ],
  requires: { ZRTCLLOCATIONMO: REQUIRED_OF_FIX },
  optional: {
    ZRTCLLOCATIONMO: FIX_COLUMNS.filter((name) => !REQUIRED_OF_FIX.includes(name)),
    ZRTVISITMO: VISIT_COLUMNS,
    ZRTHINTMO: HINT_COLUMNS,
  },
  *parse(database) {
    yield* rowsOf(database, 'ZRTCLLOCATIONMO', FIX_COLUMNS, fixRecord)
    if (database.has('ZRTVISITMO')) yield* rowsOf(database, 'ZRTVISITMO', VISIT_COLUMNS, visitRecord)
    if (database.has('ZRTHINTMO')) yield* rowsOf(database, 'ZRTHINTMO', HINT_COLUMNS, hintRecord)
  },
})

function* rowsOf(
  database: EvidenceDatabase,
  table: string,
  columns: readonly string[],
  map: (row: StoredRow, from: RowRef) => Emitted,
): Generator<Emitted> {
  const selected = columns.map((name) => `${database.column(table, name, 't')} AS ${name}`).join(', ')
  for (const row of database.read<StoredRow>(table, `SELECT t.rowid AS rowId, ${selected} FROM "${table}" t ORDER BY t.rowid`)) {
    yield map(row, { table, rowId: String(row.rowId), ordinal: 0 })
  }
}

const cocoa = (stored: SqlValue | undefined): Instant => instantOf(timeValueOf(stored), 'cocoa-s')

/** A measure that is negative when it is not available. */
function availableOrNull(stored: SqlValue | undefined): number | null {
  const value = numberOf(stored)
  return value !== null && value >= 0 ? value : null
}

function fixRecord(row: StoredRow, from: RowRef): Emitted {
  const position = degreesOf(row['ZLATITUDE'], row['ZLONGITUDE'])
  if (typeof position === 'string') return { type: 'skipped', from, reason: position }
  const accuracyMetres = availableOrNull(row['ZHORIZONTALACCURACY'])
  const record: LocationRecord = {
    type: 'location',
    from,
    state: 'live',
    at: cocoa(row['ZTIMESTAMP']),
    endAt: null,
    ...position,
    accuracyMetres,
    radiusMeaning: accuracyMetres === null ? null : RADIUS_OF_FIX,
    altitudeMetres: altitudeOf(row),
    speedMetresPerSecond: availableOrNull(row['ZSPEED']),
    courseDegrees: availableOrNull(row['ZCOURSE']),
    class: 'device-fix',
    method: 'routined cache',
    label: null,
  }
  const invalid = accuracyMetres === null ? invalidAccuracy(row['ZHORIZONTALACCURACY']) : null
  return invalid === null ? record : { ...record, facts: { 'horizontal accuracy': invalid } }
}

function invalidAccuracy(stored: SqlValue | undefined): string | null {
  const text = textOf(stored)
  if (text === null) return null
  return numberOf(stored) === null ? `${text} as stored: no number` : `${text} as stored: not valid by the phone's own judgement`
}

/** Heights below the sea are real: only -1 without, or any with a negative vertical accuracy, is "not available". */
function altitudeOf(row: StoredRow): number | null {
  const [altitude, verticalAccuracy] = [numberOf(row['ZALTITUDE']), numberOf(row['ZVERTICALACCURACY'])]
  const isUnavailable = verticalAccuracy === null ? altitude === -1 : verticalAccuracy < 0
  return isUnavailable ? null : altitude
}

function visitRecord(row: StoredRow, from: RowRef): Emitted {
  const position = degreesOf(row['ZLOCATIONLATITUDE'], row['ZLOCATIONLONGITUDE'])
  if (typeof position === 'string') return { type: 'skipped', from, reason: position }
  const [entry, exit, detection] = [cocoa(row['ZENTRYDATE']), cocoa(row['ZEXITDATE']), cocoa(row['ZDETECTIONDATE'])]
  const isStillThere = (numberOf(row['ZEXITDATE']) ?? 0) >= DISTANT_FUTURE_S
  const hasEntry = entry.utcMs !== null || detection.utcMs === null
  const accuracyMetres = availableOrNull(row['ZLOCATIONUNCERTAINTY'])
  const facts = factsOf({
    detected: instantInWords(detection),
    'time shown': hasEntry ? null : 'detection: no entry time is stored',
    exit: isStillThere ? `none yet when the row was written (${exit.asStored ?? ''})` : null,
    'visit type': textOf(row['ZTYPE']),
    'data points': textOf(row['ZDATAPOINTCOUNT']),
    'uncertainty as stored': accuracyMetres === null ? textOf(row['ZLOCATIONUNCERTAINTY']) : null,
  })
  return {
    type: 'location',
    from,
    state: 'inferred',
    at: hasEntry ? entry : detection,
    endAt: exit.utcMs === null || isStillThere ? null : exit,
    ...position,
    accuracyMetres,
    radiusMeaning: accuracyMetres === null ? null : RADIUS_OF_VISIT,
    altitudeMetres: null,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: 'visit',
    method: 'routined visit',
    label: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function hintRecord(row: StoredRow, from: RowRef): Emitted {
  const position = degreesOf(row['ZLATITUDE'], row['ZLONGITUDE'])
  if (typeof position === 'string') return { type: 'skipped', from, reason: position }
  const accuracyMetres = availableOrNull(row['ZHORIZONTALACCURACY'])
  const facts = factsOf({ 'hint source': textOf(row['ZSOURCE']) })
  return {
    type: 'location',
    from,
    state: 'inferred',
    at: cocoa(row['ZDATE']),
    endAt: null,
    ...position,
    accuracyMetres,
    radiusMeaning: accuracyMetres === null ? null : RADIUS_OF_FIX,
    altitudeMetres: null,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: 'device-fix',
    method: 'routined hint (source and precision not documented)',
    label: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
