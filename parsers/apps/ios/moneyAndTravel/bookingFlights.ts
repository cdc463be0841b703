/**
 * Flights that were searched for in Booking.com on iOS, `flight_rs_v2`: JSON, one search per entry of `value`.
 *
 * Members as iLEAPP reads them: `lastUpdated` is written in UTC; `parameters.searchOptionModel` has airports, days (year, month, day) and
 * travellers. A flight that was searched for was not necessarily booked.
 */
import { jsonAt, jsonList, jsonText, parseJsonObject } from '../../../formats/text/jsonStream.ts'
import { joinedParts, withFacts } from '../../../formats/records/recordDefaults.ts'
import { utcTextInstant } from '../../../formats/values/utcText.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { DocumentRow, Emitted } from '../../../model/index.ts'

const MAX_BYTES = 64 * 1024 * 1024
const TABLE = 'value'

interface Search extends DocumentRow {
  readonly search: unknown
}

export const iosBookingFlights = defineDocumentParser({
  id: 'ios-booking-flights',
  version: 1,
  app: 'Booking.com',
  platform: 'ios',
  store: 'Flights searched for in Booking.com (flight_rs_v2)',
  reads: ['**/Library/Application Support/flight_rs_v2'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['whether a flight was booked'],
  *parse(document): Iterable<Emitted> {
    const root = parseJsonObject(document.bytes(MAX_BYTES))
    if (root === null) throw new Error('the file is no JSON object')
    const searches = jsonList(root[TABLE]).map((search, index): Search => ({ rowId: index + 1, search }))
    for (const row of document.read(TABLE, searches)) yield record(row)
  },
})

function record({ rowId, search }: Search): Emitted {
  const from = { table: TABLE, rowId: String(rowId), ordinal: 0 }
  const wanted = jsonAt(search, 'parameters', 'searchOptionModel')
  const title = routeOf(wanted)
  const routes = jsonList(jsonAt(wanted, 'routes')).map((route) => joinedParts([dayOf(route, 'start'), routeOf(route)], ': '))
  const all = joinedParts(routes, '; ')
  if (title === null && all === null) return { type: 'skipped', from, reason: 'the entry names no airport' }
  return {
    type: 'web',
    from,
    state: 'live',
    webKind: 'search',
    service: 'Booking.com',
    url: null,
    title: title ?? all,
    at: utcTextInstant(jsonText(jsonAt(search, 'lastUpdated'))),
    ...withFacts({
      out: dayOf(wanted, 'start'),
      back: dayOf(wanted, 'return'),
      routes: all,
      adults: jsonText(jsonAt(wanted, 'travellersDetails', 'adultsCount')),
      children: jsonText(jsonAt(wanted, 'travellersDetails', 'childrenCount')),
      'ages of children': joinedParts(jsonList(jsonAt(wanted, 'travellersDetails', 'childrenAges')).map(jsonText), ', '),
      cabin: jsonText(jsonAt(wanted, 'cabin')),
      'kind of search': jsonText(jsonAt(wanted, 'searchType')),
    }),
  }
}

function routeOf(value: unknown): string | null {
  return joinedParts([airportsOf(jsonAt(value, 'sourceAirports')), airportsOf(jsonAt(value, 'destinationAirports'))], ' to ')
}

function airportsOf(list: unknown): string | null {
  const names = jsonList(list).map((airport) => {
    const [code, name] = [jsonText(jsonAt(airport, 'code')), jsonText(jsonAt(airport, 'name')) ?? jsonText(jsonAt(airport, 'cityName'))]
    return name === null ? code : code === null ? name : `${name} (${code})`
  })
  return joinedParts(names, ' or ')
}

/** `2025-01-05`; null where a part is missing. */
function dayOf(value: unknown, prefix: string): string | null {
  const [year, month, day] = ['Year', 'Month', 'Day'].map((part) => jsonText(jsonAt(value, `${prefix}${part}`)))
  if (year === null || month === null || day === null) return null
  return [year, month, day].map((part, index) => (part ?? '').padStart(index === 0 ? 4 : 2, '0')).join('-')
}
