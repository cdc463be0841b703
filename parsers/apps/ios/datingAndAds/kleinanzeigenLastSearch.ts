/**
 * The last search of Kleinanzeigen on iOS, `.last_search_query`: JSON with its words, its category and the places around which it was made.
 *
 * Keys as iLEAPP reads them. It has no time, and its places are places of a search and none of the phone.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { jsonAt, jsonList, jsonNumber, jsonText, parseJsonObject } from '../../../formats/text/jsonStream.ts'
import { NO_LOCATION_FIELDS } from '../../../formats/records/locationDefaults.ts'
import { joinedParts, withFacts } from '../../../formats/records/recordDefaults.ts'
import { defineDocumentParser, NO_INSTANT } from '../../../model/index.ts'
import type { Emitted } from '../../../model/index.ts'

const MAX_BYTES = 8 * 1024 * 1024
const TABLE = 'search'

export const iosKleinanzeigenLastSearch = defineDocumentParser({
  id: 'ios-kleinanzeigen-last-search',
  version: 1,
  app: 'Kleinanzeigen',
  platform: 'ios',
  store: 'Last search of Kleinanzeigen (.last_search_query)',
  reads: ['**/Library/Private Documents/.last_search_query'],
  yields: ['web', 'location'],
  proof: 'source-verified',
  doesNotCover: ['when it was made', 'the unit of its radius'],
  *parse(document): Iterable<Emitted> {
    const query = parseJsonObject(document.bytes(MAX_BYTES))
    if (query === null) throw new Error('the file is no JSON object')
    for (const { rowId, search } of document.read(TABLE, [{ rowId: 1, search: query }])) yield* records(String(rowId), search)
  },
})

function* records(rowId: string, search: unknown): Generator<Emitted> {
  const words = jsonText(jsonAt(search, 'keywords'))
  const places = jsonList(jsonAt(search, 'locations'))
  const regions = places.map((place) => jsonText(jsonAt(place, 'region')))
  yield {
    type: 'web',
    from: { table: TABLE, rowId, ordinal: 0 },
    state: 'live',
    webKind: 'search',
    service: 'Kleinanzeigen',
    url: null,
    title: words,
    at: NO_INSTANT,
    ...withFacts({ category: jsonText(jsonAt(search, 'categoryLocalizedName')), regions: joinedParts(regions, ', ') }),
  }
  for (const [index, place] of places.entries()) {
    const position = degreesOf(jsonNumber(jsonAt(place, 'latitude')), jsonNumber(jsonAt(place, 'longitude')))
    if (typeof position === 'string') continue
    yield {
      ...NO_LOCATION_FIELDS,
      from: { table: TABLE, rowId, ordinal: index + 1 },
      ...position,
      class: 'searched',
      method: 'Kleinanzeigen: the last search around a place',
      label: regions[index] ?? null,
      ...withFacts({ 'searched for': words, 'radius as stored': jsonText(jsonAt(place, 'currentRadius')) }),
    }
  }
}
