/**
 * The ground of the map, bundled with the program: land and borders from Natural Earth (public domain) by the package
 * world-atlas, towns from GeoNames (CC BY 4.0). Nothing here asks the network: the files are part of the program's code.
 */
import { geoArea, geoCentroid } from 'd3-geo'
import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Point, Polygon } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

interface Atlas extends Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }> {}

export interface Ground {
  readonly land: FeatureCollection
  /** Lines between two countries. */
  readonly borders: MultiLineString
  readonly coasts: MultiLineString
}

export interface CountryLabel {
  readonly name: string
  readonly rank: number
}
export interface TownLabel {
  readonly name: string
  readonly thousands: number
  readonly isCapital: boolean
}

export interface Labels {
  readonly countries: FeatureCollection<Point, CountryLabel>
  readonly towns: FeatureCollection<Point, TownLabel>
}

export type Detail = 'coarse' | 'fine'

async function readAtlas(detail: Detail): Promise<Atlas> {
  const text =
    detail === 'coarse'
      ? (await import('world-atlas/countries-50m.json?raw')).default
      : (await import('world-atlas/countries-10m.json?raw')).default
  return JSON.parse(text) as Atlas
}

/** Land, borders and coasts: 1:50 million (`coarse`, at once) or 1:10 million (`fine`, for nearer views). */
export async function loadGround(detail: Detail): Promise<Ground> {
  const atlas = await readAtlas(detail)
  const land = feature(atlas, atlas.objects.land)
  return {
    land,
    borders: mesh(atlas, atlas.objects.countries, (a, b) => a !== b),
    coasts: mesh(atlas, atlas.objects.countries, (a, b) => a === b),
  }
}

interface TownColumns {
  readonly names: readonly string[]
  readonly latitudes: readonly number[]
  readonly longitudes: readonly number[]
  readonly thousands: readonly number[]
  readonly capitals: readonly number[]
}

export async function loadLabels(): Promise<Labels> {
  const [atlas, text] = await Promise.all([readAtlas('coarse'), import('./cities.json?raw')])
  return { countries: countryLabels(atlas), towns: townLabels(JSON.parse(text.default) as TownColumns) }
}

function townLabels({ names, latitudes, longitudes, thousands, capitals }: TownColumns): Labels['towns'] {
  const isCapital = new Set(capitals)
  return {
    type: 'FeatureCollection',
    features: names.map((name, index) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [longitudes[index] ?? 0, latitudes[index] ?? 0] },
      properties: { name, thousands: thousands[index] ?? 0, isCapital: isCapital.has(index) },
    })),
  }
}

function countryLabels(atlas: Atlas): Labels['countries'] {
  const { features } = feature(atlas, atlas.objects.countries)
  return {
    type: 'FeatureCollection',
    features: features.flatMap(({ geometry, properties }) => {
      const part = largestPart(geometry)
      if (part === null) return []
      return [
        {
          type: 'Feature' as const,
          geometry: { type: 'Point' as const, coordinates: geoCentroid(part) },
          properties: { name: properties.name, rank: geoArea(part) },
        },
      ]
    }),
  }
}

/** The mainland: the middle of France is not in the Atlantic. */
function largestPart(geometry: Feature['geometry'] | null): Polygon | null {
  if (geometry === null) return null
  if (geometry.type === 'Polygon') return geometry
  if (geometry.type !== 'MultiPolygon') return null
  const parts = (geometry satisfies MultiPolygon).coordinates.map((coordinates): Polygon => ({ type: 'Polygon', coordinates }))
  return parts.toSorted((left, right) => geoArea(right) - geoArea(left))[0] ?? null
}
