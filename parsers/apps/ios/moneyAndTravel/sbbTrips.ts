/**
 * Saved journeys of SBB Mobile on iOS whose day has passed, `ch.sbb.coredata.pasttrips.sqlite`: one calendar event per row of ZMYTRIP.
 *
 * ZVERBINDUNG is the connection as JSON, with members as an exporter of personal data reads them: stations, `abfahrtDate` (`dd.MM.yyyy`) and
 * `abfahrtTime` (`HH:mm`) in local time, `verbindungSections` with a leg each. A saved connection was planned: not that anybody travelled.
 */
import { jsonAt, jsonList, jsonText } from '../../../formats/text/jsonStream.ts'
import { joinedParts, NO_CALENDAR_FIELDS, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import { localTextInstant } from '../../../formats/values/utcText.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, Instant } from '../../../model/index.ts'

const TABLE = 'ZMYTRIP'
const DAY = /^(\d\d)\.(\d\d)\.(\d{4})$/u
const CLOCK = /^\d\d:\d\d$/u

export const iosSbbTrips = defineSqliteParser({
  id: 'ios-sbb-trips',
  version: 1,
  app: 'SBB Mobile',
  platform: 'ios',
  store: 'Saved journeys of SBB Mobile (pasttrips)',
  reads: ['**/ch.sbb.coredata.pasttrips.sqlite'],
  yields: ['calendar-event'],
  proof: 'source-verified',
  doesNotCover: ['whether anybody travelled', 'positions of stations'],
  requires: { [TABLE]: ['ZVERBINDUNG'] },
  optional: {},
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: ['ZVERBINDUNG'] })) yield journey(row)
  },
})

function journey(row: StoredRow): Emitted {
  const from = placeOf(TABLE, row)
  const trip = connectionIn(row)
  const text = (...names: string[]): string | null => jsonText(jsonAt(trip, ...names))
  const legs = jsonList(jsonAt(trip, 'verbindungSections'))
  const route = joinedParts(
    [text('abfahrt') ?? jsonText(jsonAt(legs[0], 'abfahrtName')), text('ankunft') ?? jsonText(jsonAt(legs.at(-1), 'ankunftName'))],
    ' to ',
  )
  if (route === null) return { type: 'skipped', from, reason: 'the row holds no connection that can be read' }
  const end = localMoment(text('ankunftDate'), text('ankunftTime'))
  return {
    ...NO_CALENDAR_FIELDS,
    from,
    service: 'SBB Mobile',
    title: `saved journey: ${route}`,
    place: route,
    calendar: 'Saved journeys of SBB Mobile',
    startsAt: localMoment(text('abfahrtDate'), text('abfahrtTime')),
    endsAt: end.asStored === null ? null : end,
    ...withFacts({
      legs: joinedParts(legs.map(legInWords), '; '),
      'departure as it was': joinedParts([text('realtimeInfo', 'abfahrtIstDatum'), text('realtimeInfo', 'abfahrtIstZeit')], ' '),
      'arrival as it was': joinedParts([text('realtimeInfo', 'ankunftIstDatum'), text('realtimeInfo', 'ankunftIstZeit')], ' '),
      'across a border': text('isInternationalVerbindung') === 'true' ? 'yes' : null,
      id: text('verbindungId'),
    }),
  }
}

function connectionIn(row: StoredRow): unknown {
  try {
    return JSON.parse(textOf(row['ZVERBINDUNG']) ?? 'null') as unknown
  } catch {
    return null
  }
}

/** Local time of the place, never UTC. */
function localMoment(day: string | null, clock: string | null): Instant {
  const stored = joinedParts([day, clock], ' ')
  const [, date, month, year] = DAY.exec(day ?? '') ?? []
  const isRead = date !== undefined && clock !== null && CLOCK.test(clock)
  return localTextInstant(stored, isRead ? `${year ?? ''}-${month ?? ''}-${date}T${clock}:00` : null)
}

function legInWords(leg: unknown): string | null {
  const text = (...names: string[]): string | null => jsonText(jsonAt(leg, ...names))
  const line = text('transportBezeichnung', 'transportText') ?? text('transportBezeichnung', 'transportLabel')
  const start = joinedParts([text('abfahrtTime'), text('abfahrtName')], ' ')
  return joinedParts([line, joinedParts([start, joinedParts([text('ankunftTime'), text('ankunftName')], ' ')], ' to ')], ': ')
}
