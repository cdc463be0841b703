/**
 * Recent searches of Kijiji on Android, `searches.db`: one search per row and, where the search was around a place, that place.
 *
 * Columns as ALEAPP reads them: `time` counts Unix milliseconds; a price of -1 is none. A place that was searched around is no place where
 * the phone was.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_LOCATION_FIELDS } from '../../../formats/records/locationDefaults.ts'
import { withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import { textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { SqlValue } from '../../../model/index.ts'

const TABLE = 'recent_searches'
const OPTIONAL = ['address', 'latitude', 'longitude', 'distance', 'ad_type', 'price_type', 'min_price', 'max_price']

export const androidKijijiSearches = defineSqliteParser({
  id: 'android-kijiji-searches',
  version: 1,
  app: 'Kijiji',
  platform: 'android',
  store: 'Recent searches of Kijiji (searches.db)',
  reads: ['**/com.ebay.kijiji.ca/databases/searches.*'],
  yields: ['web', 'location'],
  proof: 'source-verified',
  doesNotCover: ['which advertisements were opened', 'the unit of the distance'],
  requires: { [TABLE]: ['time', 'keyword'] },
  optional: { [TABLE]: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: ['time', 'keyword', ...OPTIONAL] })) {
      const at = instantOf(timeValueOf(row['time']), 'unix-ms')
      const [keyword, address] = [textOf(row['keyword']), textOf(row['address'])]
      const facts = withFacts({
        address,
        'distance as stored': textOf(row['distance']),
        'kind of advertisement': textOf(row['ad_type']),
        'kind of price': textOf(row['price_type']),
        'price from': priceOf(row['min_price']),
        'price to': priceOf(row['max_price']),
      })
      const from = placeOf(TABLE, row)
      yield { type: 'web', from, state: 'live', webKind: 'search', service: 'Kijiji', url: null, title: keyword, at, ...facts }
      const position = degreesOf(row['latitude'], row['longitude'])
      if (typeof position === 'string') continue
      yield {
        ...NO_LOCATION_FIELDS,
        from: placeOf(TABLE, row, 1),
        at,
        ...position,
        class: 'searched',
        method: 'Kijiji: a search around a place',
        label: address,
        ...withFacts({ 'searched for': keyword, 'distance as stored': textOf(row['distance']) }),
      }
    }
  },
})

function priceOf(stored: SqlValue | undefined): string | null {
  const text = textOf(stored)
  return text === '-1' ? null : text
}
