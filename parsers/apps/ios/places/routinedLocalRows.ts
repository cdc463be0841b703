/** Rows of routined's learned visits, places, transitions and vehicle events as location records. All are the phone's conclusions. */
import { degreesOf, notNegative } from '../../../formats/values/degrees.ts'
import type { Degrees } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { NO_INSTANT } from '../../../model/index.ts'
import type { Emitted, Facts, Instant, LocationRecord, PositionClass, RowRef, SqlValue } from '../../../model/index.ts'
import type { NamedPlace, RoutinedSides } from './routinedLocalPlaces.ts'

/** Core Data's "distant future" is 4001-01-01: an end that has not come. */
const DISTANT_FUTURE_S = 63_113_904_000
const RADIUS_OF_VISIT = 'uncertainty as stored (iOS); its share is not documented'
/** Observed by examiners, not documented. */
const MOTIONS: Readonly<Record<number, string>> = { 1: 'walking (observed)', 4: 'driving (observed)' }

const cocoa = (stored: SqlValue | undefined): Instant => instantOf(timeValueOf(stored), 'cocoa-s')
const cocoaInWords = (stored: SqlValue | undefined): string | null => (textOf(stored) === null ? null : instantInWords(cocoa(stored)))

interface Shown {
  readonly from: RowRef
  readonly at: Instant
  readonly endAt?: Instant | null
  readonly position: Degrees
  readonly accuracyMetres?: number | null
  readonly class: PositionClass
  readonly method: string
  readonly label?: string | null
  readonly facts: Facts | undefined
}

function inferred(shown: Shown): LocationRecord {
  const accuracyMetres = shown.accuracyMetres ?? null
  const hasFacts = shown.facts !== undefined && Object.keys(shown.facts).length > 0
  return {
    type: 'location',
    from: shown.from,
    state: 'inferred',
    at: shown.at,
    endAt: shown.endAt ?? null,
    latitude: shown.position.latitude,
    longitude: shown.position.longitude,
    accuracyMetres,
    radiusMeaning: accuracyMetres === null ? null : RADIUS_OF_VISIT,
    altitudeMetres: null,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: shown.class,
    method: shown.method,
    label: shown.label ?? null,
    ...(hasFacts ? { facts: shown.facts } : {}),
  }
}

/** A visit of either table: times, uncertainty, and the place and device that it names. */
export function visitRecord(
  table: string,
  row: StoredRow,
  place: NamedPlace | null,
  fallback: Degrees | null,
  sides: RoutinedSides,
): Emitted {
  const own = degreesOf(row['ZLOCATIONLATITUDE'], row['ZLOCATIONLONGITUDE'])
  const position = typeof own === 'string' ? fallback : own
  if (position === null)
    return { type: 'skipped', from: placeOf(table, row), reason: typeof own === 'string' ? own : 'the row has no position' }
  const isStillThere = (numberOf(row['ZEXITDATE']) ?? 0) >= DISTANT_FUTURE_S
  const exit = cocoa(row['ZEXITDATE'])
  const device = sides.device(row['ZDEVICE'])
  const facts = {
    ...factsOf({
      device,
      'which device': device === null ? null : 'a device of the account, this phone or another: compare its name',
      exit: isStillThere ? `none yet when the row was written (${exit.asStored ?? ''})` : null,
      'position of': typeof own === 'string' ? 'the place that the visit belongs to' : null,
      confidence: textOf(row['ZCONFIDENCE']),
      'data points': textOf(row['ZDATAPOINTCOUNT']),
      'row created': cocoaInWords(row['ZCREATIONDATE']),
      'row expires': cocoaInWords(row['ZEXPIRATIONDATE']),
    }),
    ...place?.facts,
  }
  return inferred({
    from: placeOf(table, row),
    at: cocoa(row['ZENTRYDATE']),
    endAt: exit.utcMs === null || isStillThere ? null : exit,
    position,
    accuracyMetres: notNegative(row['ZLOCATIONHORIZONTALUNCERTAINTY']) ?? notNegative(row['ZLOCATIONUNCERTAINTY']),
    class: device === null ? 'visit' : 'other-device',
    method: 'routined learned visit',
    label: place?.name ?? null,
    facts,
  })
}

/** A learned place: where the phone was several times. It has no time of its own. */
export function placeRecord(table: string, row: StoredRow, sides: RoutinedSides): Emitted {
  const position = degreesOf(row['ZLOCATIONLATITUDE'], row['ZLOCATIONLONGITUDE'])
  if (typeof position === 'string') return { type: 'skipped', from: placeOf(table, row), reason: position }
  const named = sides.mapItem(row['ZPLACEMAPITEM']) ?? sides.mapItem(row['ZMAPITEM'])
  const custom = textOf(row['ZPLACECUSTOMLABEL'])
  return inferred({
    from: placeOf(table, row),
    at: NO_INSTANT,
    position,
    accuracyMetres: notNegative(row['ZLOCATIONHORIZONTALUNCERTAINTY']) ?? notNegative(row['ZLOCATIONUNCERTAINTY']),
    class: 'visit',
    method: 'routined learned place (without a time)',
    label: custom ?? named?.name ?? null,
    facts: {
      ...factsOf({
        confidence: textOf(row['ZCONFIDENCE']),
        'place type': textOf(row['ZPLACETYPE']),
        'place created': cocoaInWords(row['ZPLACECREATIONDATE']),
        'row expires': cocoaInWords(row['ZPLACEEXPIRATIONDATE']),
      }),
      ...named?.facts,
    },
  })
}

/** A way between two visits: a departure (ordinal 0) and an arrival (ordinal 1), as far as their positions are known. */
export function* transitionRecords(table: string, row: StoredRow, sides: RoutinedSides): Generator<Emitted> {
  const [origin, destination] = [
    sides.visitPosition(row['ZVISITIDENTIFIERORIGIN']),
    sides.visitPosition(row['ZVISITIDENTIFIERDESTINATION']),
  ]
  const [start, stop] = [cocoa(row['ZSTARTDATE']), cocoa(row['ZSTOPDATE'])]
  const facts = factsOf({
    departure: start.utcMs === null ? null : instantInWords(start),
    arrival: stop.utcMs === null ? null : instantInWords(stop),
    motion: codeInWords(row['ZPREDOMINANTMOTIONACTIVITYTYPE'], MOTIONS),
    'row created': cocoaInWords(row['ZCREATIONDATE']),
  })
  let ordinal = 0
  const ends = [
    { position: origin, at: start, method: 'routined transition: departure from a visit' },
    { position: destination, at: stop, method: 'routined transition: arrival at a visit' },
  ]
  for (const { position, at, method } of ends) {
    if (position !== null) yield inferred({ from: placeOf(table, row, ordinal++), at, position, class: 'visit', method, facts })
  }
  if (ordinal > 0) return
  const place = sides.placePosition(row['ZLOCATIONOFINTEREST'])
  if (place === null) yield { type: 'skipped', from: placeOf(table, row), reason: 'the visits that the transition names have no position' }
  else
    yield inferred({
      from: placeOf(table, row),
      at: start,
      position: place,
      class: 'visit',
      method: 'routined transition: departure or arrival, not known which',
      facts,
    })
}

/** Where the phone lost or made its connection to a car: the parked car. A position that the user set is nobody's measurement. */
export function vehicleRecord(table: string, row: StoredRow): Emitted {
  const position = degreesOf(row['ZLOCLATITUDE'], row['ZLOCLONGITUDE'])
  if (typeof position === 'string') return { type: 'skipped', from: placeOf(table, row), reason: position }
  const isUserSet = flagOf(row['ZUSERSETLOCATION']) === true
  return inferred({
    from: placeOf(table, row),
    at: cocoa(row['ZDATE']),
    position,
    accuracyMetres: notNegative(row['ZLOCUNCERTAINTY']),
    class: isUserSet ? 'mentioned' : 'device-fix',
    method: isUserSet ? 'routined vehicle event, position set by the user' : 'routined vehicle event (parked car)',
    facts: factsOf({
      'time of the position': cocoaInWords(row['ZLOCDATE']),
      vehicle: textOf(row['ZVEHICLEIDENTIFIER']),
      'usual place': flagOf(row['ZUSUALLOCATION']) === true ? 'yes' : null,
      'place in words': textOf(row['ZNOTES']) ?? textOf(row['ZMAPITEMNAME']),
    }),
  })
}
