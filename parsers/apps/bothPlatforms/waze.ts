/**
 * Waze, `user.db` of both platforms: destinations of late (RECENTS), favourites, and places. A destination that was chosen is no stay:
 * classes `searched` and `mentioned`. Columns and units (degrees times 1e6, Unix seconds) from three published readers.
 */
import { degreesOf } from '../../formats/values/degrees.ts'
import { NO_LOCATION_FIELDS } from '../../formats/records/locationDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { factsOf, numberOf, textOf } from '../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords, unixTimeOrNull } from '../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../model/index.ts'
import type { Emitted, EvidenceDatabase, PositionClass, SqlValue } from '../../model/index.ts'

const PLACES = 'PLACES'
const ADDRESS = ['house', 'street', 'city', 'state', 'country']
const PLACE_COLUMNS = ['id', 'name', 'latitude', 'longitude', 'created_time', ...ADDRESS]
const RECENTS = 'RECENTS'
const FAVORITES = 'FAVORITES'
const TIMES = ['created_time', 'access_time']

export const wazePlaces = defineSqliteParser({
  id: 'waze-places',
  version: 1,
  app: 'Waze',
  platform: 'any',
  keptOn: ['ios', 'android'],
  store: 'Destinations and favourites of Waze (user.db)',
  reads: ['**/com.waze*/**/user.db', '**/Documents/user.db'],
  yields: ['location', 'web'],
  proof: 'source-verified',
  doesNotCover: ['whether a journey was made', 'shared drives, events and other tables'],
  requires: { [PLACES]: ['id', 'latitude', 'longitude'] },
  optional: {
    [PLACES]: ['name', 'created_time', ...ADDRESS],
    [RECENTS]: ['place_id', 'name', ...TIMES],
    [FAVORITES]: ['place_id', 'name', 'modified_time', ...TIMES],
  },
  *parse(database) {
    const places = readPlaces(database)
    const used = new Set<number>()
    const rest = { places, used }
    for (const row of evidenceRows(database, { table: RECENTS, columns: ['place_id', 'name', ...TIMES] }))
      yield chosenRecord(RECENTS, row, rest, 'searched', 'Waze: destination of late')
    for (const row of evidenceRows(database, { table: FAVORITES, columns: ['place_id', 'name', 'modified_time', ...TIMES] }))
      yield chosenRecord(FAVORITES, row, rest, 'mentioned', 'Waze: favourite')
    for (const row of evidenceRows(database, { table: PLACES, columns: PLACE_COLUMNS })) yield placeRecord(row, used)
  },
})

function readPlaces(database: EvidenceDatabase): ReadonlyMap<number, StoredRow> {
  const places = new Map<number, StoredRow>()
  for (const row of sideRows(database, { table: PLACES, columns: PLACE_COLUMNS })) {
    const id = numberOf(row['id'])
    if (id !== null && !places.has(id)) places.set(id, row)
  }
  return places
}

const millionths = (stored: SqlValue | undefined): number | null => {
  const value = numberOf(stored)
  return value === null ? null : value / 1e6
}

const addressOf = (place: StoredRow | undefined): string | null =>
  ADDRESS.map((name) => textOf(place?.[name]))
    .filter((part) => part !== null)
    .join(', ') || null

interface Rest {
  readonly places: ReadonlyMap<number, StoredRow>
  /** Places that a destination or favourite has named. */
  readonly used: Set<number>
}

function chosenRecord(table: string, row: StoredRow, { places, used }: Rest, positionClass: PositionClass, method: string): Emitted {
  const from = placeOf(table, row)
  const id = numberOf(row['place_id'])
  const place = id === null ? undefined : places.get(id)
  const position = degreesOf(millionths(place?.['latitude']), millionths(place?.['longitude']))
  const [name, placeName] = [textOf(row['name']), textOf(place?.['name'])]
  const [accessed, created] = [unixTimeOrNull(row['access_time']), unixTimeOrNull(row['created_time'])]
  const facts = factsOf({
    'what it is': 'a place that was chosen in the app: that somebody went there is not stored',
    'time shown': accessed === null ? null : 'used last',
    added: unixTimeInWords(row['created_time']),
    changed: unixTimeInWords(row['modified_time']),
    place: placeName === name ? null : placeName,
    address: addressOf(place),
    'place row': place === undefined && id !== null ? `${id}, not in ${PLACES}` : null,
  })
  const shared = {
    state: 'live',
    from,
    at: accessed ?? created ?? unixTime(row['access_time']),
    ...(facts === undefined ? {} : { facts }),
  } as const
  const title = name ?? placeName ?? addressOf(place)
  const isShown = typeof position !== 'string' || title !== null
  if (isShown && id !== null && place !== undefined) used.add(id)
  if (typeof position !== 'string') return { ...NO_LOCATION_FIELDS, ...shared, ...position, class: positionClass, method, label: title }
  if (title === null) return { type: 'skipped', from, reason: 'neither position nor name' }
  return { ...shared, type: 'web', webKind: table === RECENTS ? 'search' : 'bookmark', service: 'Waze', url: null, title }
}

/** A place that no destination and no favourite names any more. */
function placeRecord(row: StoredRow, used: ReadonlySet<number>): Emitted {
  const from = placeOf(PLACES, row)
  if (used.has(numberOf(row['id']) ?? -1)) return { type: 'skipped', from, reason: 'shown with the destination or favourite that names it' }
  const position = degreesOf(millionths(row['latitude']), millionths(row['longitude']))
  if (typeof position === 'string') return { type: 'skipped', from, reason: position }
  const facts = factsOf({ 'what it is': 'a place in the app that neither a destination nor a favourite names', address: addressOf(row) })
  const at = unixTime(row['created_time'])
  const method = 'Waze: place without a destination'
  const label = textOf(row['name']) ?? addressOf(row)
  return { ...NO_LOCATION_FIELDS, from, at, ...position, class: 'searched', method, label, ...(facts === undefined ? {} : { facts }) }
}
