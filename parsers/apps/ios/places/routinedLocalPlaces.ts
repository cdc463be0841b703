/** Side tables of routined's learned places: names, addresses, devices, and the positions that other rows refer to. */
import { degreesOf } from '../../../formats/values/degrees.ts'
import type { Degrees } from '../../../formats/values/degrees.ts'
import { sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, Facts, SqlValue } from '../../../model/index.ts'

export const PLACE_TABLE = 'ZRTLEARNEDLOCATIONOFINTERESTMO'
export const VISIT_TABLE = 'ZRTLEARNEDLOCATIONOFINTERESTVISITMO'

const MAP_ITEM_COLUMNS = ['ZNAME', 'ZCATEGORY', 'ZLATITUDE', 'ZLONGITUDE']
const ADDRESS_COLUMNS = [
  'ZMAPITEM',
  'ZSUBTHOROUGHFARE',
  'ZTHOROUGHFARE',
  'ZSUBLOCALITY',
  'ZLOCALITY',
  'ZSUBADMINISTRATIVEAREA',
  'ZADMINISTRATIVEAREA',
  'ZPOSTALCODE',
  'ZCOUNTRY',
  'ZAREASOFINTEREST',
]
const LEARNED_PLACE_COLUMNS = ['ZMAPITEM', 'ZCUSTOMLABEL']
const DEVICE_COLUMNS = ['ZDEVICENAME', 'ZDEVICECLASS', 'ZDEVICEMODEL']

/** Columns of the side tables, for the descriptors. */
export const PLACE_SIDES = {
  ZRTMAPITEMMO: MAP_ITEM_COLUMNS,
  ZRTADDRESSMO: ADDRESS_COLUMNS,
  ZRTLEARNEDPLACEMO: LEARNED_PLACE_COLUMNS,
  ZRTDEVICEMO: DEVICE_COLUMNS,
} as const

export interface NamedPlace {
  readonly name: string | null
  readonly facts: Facts
  readonly position: Degrees | null
}

export interface RoutinedSides {
  /** Position of a row of the places table, or null. */
  placePosition(reference: SqlValue | undefined): Degrees | null
  /** Position of the visit with this identifier, or null. */
  visitPosition(identifier: SqlValue | undefined): Degrees | null
  mapItem(reference: SqlValue | undefined): NamedPlace | null
  learnedPlace(reference: SqlValue | undefined): NamedPlace | null
  /** The device that a row names, in words; null when it names none. */
  device(reference: SqlValue | undefined): string | null
}

export function readRoutinedSides(database: EvidenceDatabase): RoutinedSides {
  const places = new Map<number, Degrees>()
  for (const row of sideRows(database, { table: PLACE_TABLE, columns: ['ZLOCATIONLATITUDE', 'ZLOCATIONLONGITUDE'] })) {
    const position = degreesOf(row['ZLOCATIONLATITUDE'], row['ZLOCATIONLONGITUDE'])
    if (typeof position !== 'string') places.set(row.rowId, position)
  }
  const placePosition = (reference: SqlValue | undefined): Degrees | null => places.get(numberOf(reference) ?? -1) ?? null
  const visits = readVisitPositions(database, placePosition)
  const mapItems = readMapItems(database)
  const learned = sideRowsById(database, { table: 'ZRTLEARNEDPLACEMO', columns: LEARNED_PLACE_COLUMNS })
  const devices = sideRowsById(database, { table: 'ZRTDEVICEMO', columns: DEVICE_COLUMNS })
  const mapItem = (reference: SqlValue | undefined): NamedPlace | null => mapItems.get(numberOf(reference) ?? -1) ?? null
  return {
    placePosition,
    visitPosition: (identifier) => visits.get(keyOf(identifier) ?? '') ?? null,
    mapItem,
    learnedPlace(reference) {
      const place = learned.get(numberOf(reference) ?? -1)
      const [item, custom] = [mapItem(place?.['ZMAPITEM']), textOf(place?.['ZCUSTOMLABEL'])]
      return custom === null ? item : { position: null, facts: {}, ...item, name: custom }
    },
    device(reference) {
      const id = textOf(reference)
      if (id === null) return null
      const row = devices.get(numberOf(reference) ?? -1)
      if (row === undefined) return `device ${id}, not in ZRTDEVICEMO`
      return (
        DEVICE_COLUMNS.map((column) => textOf(row[column]))
          .filter((part) => part !== null)
          .join(', ') || `device ${id}, without a name`
      )
    },
  }
}

/** An identifier stored as text or as bytes. */
function keyOf(stored: SqlValue | undefined): string | null {
  if (!(stored instanceof Uint8Array)) return textOf(stored)
  return stored.length === 0 ? null : Array.from(stored, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function readVisitPositions(database: EvidenceDatabase, placePosition: RoutinedSides['placePosition']): ReadonlyMap<string, Degrees> {
  const visits = new Map<string, Degrees>()
  const columns = ['ZIDENTIFIER', 'ZLOCATIONLATITUDE', 'ZLOCATIONLONGITUDE', 'ZLOCATIONOFINTEREST']
  if (!database.has(VISIT_TABLE, 'ZIDENTIFIER')) return visits
  for (const row of sideRows(database, { table: VISIT_TABLE, columns })) {
    const own = degreesOf(row['ZLOCATIONLATITUDE'], row['ZLOCATIONLONGITUDE'])
    const [key, position] = [keyOf(row['ZIDENTIFIER']), typeof own === 'string' ? placePosition(row['ZLOCATIONOFINTEREST']) : own]
    if (key !== null && position !== null) visits.set(key, position)
  }
  return visits
}

function readMapItems(database: EvidenceDatabase): ReadonlyMap<number, NamedPlace> {
  const addresses = new Map<number, Facts>()
  for (const row of sideRows(database, { table: 'ZRTADDRESSMO', columns: ADDRESS_COLUMNS })) {
    const [item, areas] = [numberOf(row['ZMAPITEM']), row['ZAREASOFINTEREST']]
    if (item === null) continue
    const parts = ADDRESS_COLUMNS.slice(1, -1)
      .map((column) => textOf(row[column]))
      .filter((part) => part !== null)
    const found = factsOf({
      address: parts.length === 0 ? null : parts.join(', '),
      'area of interest': areas instanceof Uint8Array ? null : textOf(areas),
    })
    if (found !== undefined) addresses.set(item, found)
  }
  const items = new Map<number, NamedPlace>()
  for (const row of sideRows(database, { table: 'ZRTMAPITEMMO', columns: MAP_ITEM_COLUMNS })) {
    const position = degreesOf(row['ZLATITUDE'], row['ZLONGITUDE'])
    const facts = { ...factsOf({ 'place name': textOf(row['ZNAME']), category: textOf(row['ZCATEGORY']) }), ...addresses.get(row.rowId) }
    items.set(row.rowId, { name: textOf(row['ZNAME']), facts, position: typeof position === 'string' ? null : position })
  }
  return items
}
