/** Land, borders and towns for the pictures: bundled data, drawn with d3-geo. Rough at the scale of a street: said in the picture. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { GeoPermissibleObjects } from 'd3-geo'
import { feature, mesh } from 'topojson-client'
import type { GeometryObject, Topology } from 'topojson-specification'

export interface Town {
  readonly name: string
  readonly latitude: number
  readonly longitude: number
  readonly thousands: number
}

interface TownColumns {
  readonly attribution: string
  readonly names: readonly string[]
  readonly latitudes: readonly number[]
  readonly longitudes: readonly number[]
  readonly thousands: readonly number[]
}

export interface Basemap {
  readonly land: GeoPermissibleObjects
  readonly borders: GeoPermissibleObjects
  /** Largest first. */
  readonly towns: readonly Town[]
  readonly attribution: string
}

const load = createRequire(import.meta.url)
const loaded = new Map<string, Basemap>()

/** `50m` for continents, `10m` for towns: the finer one takes a second to load. Read once per process. */
export function basemap(detail: '50m' | '10m'): Basemap {
  let map = loaded.get(detail)
  if (map === undefined) {
    const topology = load(`world-atlas/countries-${detail}.json`) as Topology<{ land: GeometryObject; countries: GeometryObject }>
    const { attribution, names, latitudes, longitudes, thousands } = JSON.parse(
      readFileSync(new URL('towns.json', import.meta.url), 'utf8'),
    ) as TownColumns
    map = {
      land: feature(topology, topology.objects.land),
      borders: mesh(topology, topology.objects.countries, (a, b) => a !== b),
      towns: names.map((name, index) => ({
        name,
        latitude: latitudes[index] ?? 0,
        longitude: longitudes[index] ?? 0,
        thousands: thousands[index] ?? 0,
      })),
      attribution: `Land and borders: Natural Earth. ${attribution}.`,
    }
    loaded.set(detail, map)
  }
  return map
}
