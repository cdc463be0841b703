/**
 * History of Apple Maps, `MapsSync_0.0.1`: one record per ZHISTORYITEM row. A row with a position becomes a location that was looked
 * up (class `searched`: nobody need have been there), a row with words only a search.
 *
 * Meanings (artifacts 1.6, and examiners' published queries): times count seconds since 2001 UTC; ZQUERY is what was typed and
 * ZLOCATIONDISPLAY where; the entity number Z_ENT tells kinds apart (seen: 14 coordinates, 16 search, 12 journey), but moves with the
 * version, so the row is judged by what it holds. Journeys keep start and end in ZROUTEREQUESTSTORAGE, which is not decoded: they are
 * skipped with that reason unless they have a position or words. The history is synced: it may come from another device of the account.
 */
import { degreesOf } from '../../formats/degrees.ts'
import { instantOf } from '../../formats/epochs.ts'
import { evidenceRows, placeOf } from '../../formats/storedRows.ts'
import type { StoredRow } from '../../formats/storedRows.ts'
import { factsOf, instantInWords, textOf, timeValueOf } from '../../formats/storedValues.ts'
import { defineSqliteParser } from '../../model/index.ts'
import type { Emitted } from '../../model/index.ts'

const REQUIRED = ['ZCREATETIME', 'ZQUERY']
const OPTIONAL = ['Z_ENT', 'ZMODIFICATIONTIME', 'ZLOCATIONDISPLAY', 'ZLATITUDE', 'ZLONGITUDE', 'ZROUTEREQUESTSTORAGE']

export const iosMapsHistory = defineSqliteParser({
  id: 'ios-maps-history',
  version: 1,
  app: 'Maps',
  platform: 'ios',
  store: 'Maps history (MapsSync)',
  reads: ['**/MapsSync_0.0.1'],
  yields: ['location', 'web'],
  proof: 'source-verified',
  doesNotCover: [
    'start and end of journeys (ZROUTEREQUESTSTORAGE), stored places (ZMIXINMAPITEM)',
    'collections, favourites and the parked car',
    'which device of the account a row comes from',
  ],
  requires: { ZHISTORYITEM: REQUIRED },
  optional: { ZHISTORYITEM: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: 'ZHISTORYITEM', columns: [...REQUIRED, ...OPTIONAL] })) yield historyRecord(row)
  },
})

function historyRecord(row: StoredRow): Emitted {
  const from = placeOf('ZHISTORYITEM', row)
  const [query, where] = [textOf(row['ZQUERY']), textOf(row['ZLOCATIONDISPLAY'])]
  const at = instantOf(timeValueOf(row['ZCREATETIME']), 'cocoa-s')
  const changed = instantOf(timeValueOf(row['ZMODIFICATIONTIME']), 'cocoa-s')
  const journey = row['ZROUTEREQUESTSTORAGE'] instanceof Uint8Array ? row['ZROUTEREQUESTSTORAGE'].length : null
  const facts = factsOf({
    where,
    changed: changed.asStored === null ? null : instantInWords(changed),
    journey: journey === null ? null : `start and end in ${journey} bytes, not decoded`,
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
      label: query ?? where,
    }
  }
  if (query !== null || where !== null)
    return { ...shared, type: 'web', webKind: 'search', service: 'Apple Maps', url: null, title: query ?? where }
  return {
    type: 'skipped',
    from,
    reason: journey === null ? 'the row has neither words nor a position' : 'a journey: its start and end are not decoded',
  }
}
