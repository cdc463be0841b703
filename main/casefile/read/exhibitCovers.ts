/** The records that an exhibit covers, as SQL over `record AS r`. */
import type { Database } from 'better-sqlite3'
import { EMPTY_LENS, type Exhibit, type Lens } from '../../contract/index.ts'
import type { Directory } from './directory.ts'
import { SLICE_KEYS } from './exhibited.ts'
import { exhibitKey } from './exhibits.ts'
import { type Filter, unrestrictedFilter } from './lensFilter.ts'

/** Whether the exhibit quotes records one by one, or shows what lies in a place, an edge or a view. */
export const isQuoted = ({ target }: Pick<Exhibit, 'target'>): boolean =>
  target.kind === 'record' || target.kind === 'slice' || target.kind === 'stay'

/** A view is its picture: its records are counted, not listed. */
export const isView = ({ target }: Pick<Exhibit, 'target'>): boolean => target.kind === 'map-view' || target.kind === 'graph-view'

/** Also those that may not be shown: whoever shows them adds the visible condition. */
export function covers(database: Database, directory: Directory, { id, target }: Pick<Exhibit, 'id' | 'target'>): Filter {
  const { key } = exhibitKey(id)
  const lens = (changes: Lens): Filter => unrestrictedFilter(database, directory, changes)
  switch (target.kind) {
    case 'record':
      return { where: 'r.id = ?', values: [target.key] }
    case 'slice':
      return { where: `r.id IN (${SLICE_KEYS})`, values: [key] }
    case 'stay':
      return { where: 'r.id IN (SELECT record_id FROM exhibit_record WHERE exhibit_id = ?)', values: [key] }
    case 'place': {
      const { latitude, longitude, radiusMetres } = target
      const { where, values } = lens({ ...EMPTY_LENS, box: boxAround(latitude, longitude, radiusMetres) })
      return { where: `${where} AND ${DISTANCE} <= ?`, values: [...values, latitude, latitude, longitude, radiusMetres] }
    }
    case 'edge':
      return lens({ ...target.lens, pair: target.pair })
    case 'map-view': {
      const { where, values } = lens(target.lens)
      return { where: `r.latitude IS NOT NULL AND r.longitude IS NOT NULL AND ${where}`, values }
    }
    case 'graph-view': {
      const kinds = target.lens.kinds.length > 0 ? target.lens.kinds : (['message', 'call'] as const)
      return lens({ ...target.lens, kinds })
    }
  }
}

const EARTH_METRES = 6_371_008.8
/** Great-circle distance (haversine) from a point: latitude twice, then longitude. */
const DISTANCE = `${2 * EARTH_METRES} * asin(min(1, sqrt(pow(sin(radians(r.latitude - ?) / 2), 2)
  + cos(radians(?)) * cos(radians(r.latitude)) * pow(sin(radians(r.longitude - ?) / 2), 2))))`

function boxAround(latitude: number, longitude: number, radiusMetres: number): Lens['box'] {
  const high = (radiusMetres / EARTH_METRES) * (180 / Math.PI)
  const nearPole = Math.abs(latitude) + high >= 89
  const wide = nearPole ? 180 : Math.min(180, high / Math.cos(((Math.abs(latitude) + high) * Math.PI) / 180))
  const turned = (degrees: number): number => ((degrees + 540) % 360) - 180
  const [west, east] = wide >= 180 ? [-180, 180] : [turned(longitude - wide), turned(longitude + wide)]
  return [west, Math.max(-90, latitude - high), east, Math.min(90, latitude + high)]
}
