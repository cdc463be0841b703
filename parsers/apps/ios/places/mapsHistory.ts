/**
 * History of Apple Maps, `MapsSync_0.0.1`: one record per ZHISTORYITEM row. A row with a position becomes a location that was looked
 * up (class `searched`: nobody need have been there), a row with words only a search.
 *
 * Meanings (artifacts 1.6, and examiners' published queries): times count seconds since 2001 UTC; ZQUERY is what was typed and
 * ZLOCATIONDISPLAY where; the entity number Z_ENT tells kinds apart (seen: 14 coordinates, 16 search, 12 journey), but moves with the
 * version, so the row is judged by what it holds. Journeys keep their points in ZROUTEREQUESTSTORAGE and searched places an item in
 * ZMIXINMAPITEM: names and addresses of both are read (mapsPlaces.ts). A row of which nothing can be read is skipped with its reason. The
 * history is synced: it may come from another device of the account; after an update to iOS 14 the times may be those of the update.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, factsOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase } from '../../../model/index.ts'
import { mapsMessage, placeInWords, placeOf as placeIn, pointsInWords, pointsOf } from './mapsPlaces.ts'

const REQUIRED = ['ZCREATETIME', 'ZQUERY']
const OPTIONAL = [
  'Z_ENT',
  'ZMODIFICATIONTIME',
  'ZLOCATIONDISPLAY',
  'ZLATITUDE',
  'ZLONGITUDE',
  'ZLATITUDE1',
  'ZLONGITUDE1',
  'ZROUTEREQUESTSTORAGE',
  'ZMAPITEM',
]
const ITEMS = { table: 'ZMIXINMAPITEM', columns: ['ZNAME', 'ZMAPITEMSTORAGE'] }

export const iosMapsHistory = defineSqliteParser({
  id: 'ios-maps-history',
  version: 2,
  app: 'Maps',
  platform: 'ios',
  store: 'Maps history (MapsSync)',
  reads: ['**/MapsSync_0.0.1'],
  yields: ['location', 'web'],
  proof: 'source-verified',
  doesNotCover: [
    'positions of the points of journeys and of stored places; which point is the start',
    'collections, favourites and the parked car',
    'which device of the account a row comes from',
  ],
  requires: { ZHISTORYITEM: REQUIRED },
  optional: { ZHISTORYITEM: OPTIONAL, [ITEMS.table]: ITEMS.columns },
  *parse(database) {
    const items = readItems(database)
    for (const row of evidenceRows(database, { table: 'ZHISTORYITEM', columns: [...REQUIRED, ...OPTIONAL] }))
      yield historyRecord(row, items.get(numberOf(row['ZMAPITEM']) ?? -1) ?? null)
  },
})

/** Row of ZMIXINMAPITEM -> name and address. */
function readItems(database: EvidenceDatabase): ReadonlyMap<number, string> {
  const items = new Map<number, string>()
  for (const row of sideRows(database, ITEMS)) {
    const place = placeIn(mapsMessage(bytesOf(row['ZMAPITEMSTORAGE'])))
    const name = textOf(row['ZNAME']) ?? place?.name ?? null
    const words = placeInWords({ name, address: place?.address ?? null })
    if (words !== '') items.set(row.rowId, words)
  }
  return items
}

function historyRecord(row: StoredRow, item: string | null): Emitted {
  const from = placeOf('ZHISTORYITEM', row)
  const [query, where] = [textOf(row['ZQUERY']), textOf(row['ZLOCATIONDISPLAY'])]
  const at = instantOf(timeValueOf(row['ZCREATETIME']), 'cocoa-s')
  const changed = instantOf(timeValueOf(row['ZMODIFICATIONTIME']), 'cocoa-s')
  const stored = bytesOf(row['ZROUTEREQUESTSTORAGE'])
  const journey = stored === null ? null : stored.length
  const way = pointsInWords(pointsOf(mapsMessage(stored)))
  const second = degreesOf(row['ZLATITUDE1'], row['ZLONGITUDE1'])
  const facts = factsOf({
    where,
    changed: changed.asStored === null ? null : instantInWords(changed),
    place: item,
    way,
    'order of the points': way === null ? null : 'as stored; which is the start is not published',
    journey: journey === null || way !== null ? null : `points in ${journey} bytes that cannot be decoded`,
    'second position as stored': typeof second === 'string' ? null : `${second.latitude}, ${second.longitude}`,
    'kind of row (Z_ENT)': textOf(row['Z_ENT']),
    origin: 'synced: this phone or another device of the account',
  })
  const position = degreesOf(row['ZLATITUDE'], row['ZLONGITUDE'])
  const shared = { from, state: 'live', at, ...(facts === undefined ? {} : { facts }) } as const
  if (typeof position !== 'string') {
    return {
      ...shared,
      type: 'location',
      endAt: null,
      ...position,
      accuracyMetres: null,
      radiusMeaning: null,
      altitudeMetres: null,
      speedMetresPerSecond: null,
      courseDegrees: null,
      class: 'searched',
      method: 'Apple Maps history',
      label: query ?? item ?? where,
    }
  }
  const title = query ?? item ?? (way === null ? null : `way: ${way}`) ?? where
  if (title !== null) return { ...shared, type: 'web', webKind: 'search', service: 'Apple Maps', url: null, title }
  return {
    type: 'skipped',
    from,
    reason: journey === null ? 'the row has neither words nor a position' : 'a journey: its points cannot be decoded',
  }
}
