import { describe, expect, it } from 'vitest'
import { circleRing, destination, distanceMetres, nearestLongitude, type LonLat } from './geodesy.ts'

describe('distanceMetres', () => {
  it('gives a quarter of the globe from the pole to the equator', () => {
    expect(distanceMetres([0, 90], [55, 0])).toBeCloseTo((Math.PI / 2) * 6_371_008.8, 3)
  })

  it('agrees with a published great-circle distance: London to New York, about 5,570 km', () => {
    const metres = distanceMetres([-0.1278, 51.5074], [-74.006, 40.7128])
    expect(Math.abs(metres - 5_570_000)).toBeLessThan(10_000)
  })

  it('takes the short way over the date line', () => {
    expect(distanceMetres([179.9, 0], [-179.9, 0])).toBeCloseTo(distanceMetres([0, 0], [0.2, 0]), 6)
  })
})

describe('circleRing', () => {
  it.each<[string, LonLat, number]>([
    ['at the equator', [10, 0], 50],
    ['in Vienna', [16.37, 48.21], 65],
    ['in Tromsø', [18.95, 69.65], 5_000],
  ])('is closed and has its stated radius in metres all around, %s', (_, centre, radius) => {
    const ring = circleRing(centre, radius)
    expect(ring[0]).toEqual(ring.at(-1))
    for (const corner of ring) expect(distanceMetres(centre, corner)).toBeCloseTo(radius, 2)
  })

  it('is wider in degrees of longitude than of latitude away from the equator', () => {
    const ring = circleRing([18.95, 60], 1_000)
    const width = Math.max(...ring.map(([lon]) => lon)) - Math.min(...ring.map(([lon]) => lon))
    const height = Math.max(...ring.map(([, lat]) => lat)) - Math.min(...ring.map(([, lat]) => lat))
    expect(width / height).toBeCloseTo(1 / Math.cos((60 * Math.PI) / 180), 2)
  })

  it('runs anticlockwise, as GeoJSON asks of outer rings', () => {
    const ring = circleRing([0, 0], 1_000)
    const area = ring.slice(1).reduce((sum, [x, y], index) => sum + ((ring[index]?.[0] ?? 0) * y - x * (ring[index]?.[1] ?? 0)), 0)
    expect(area).toBeGreaterThan(0)
  })

  it('stays whole over the date line', () => {
    const longitudes = circleRing([179.99, 0], 10_000).map(([lon]) => lon)
    expect(Math.max(...longitudes) - Math.min(...longitudes)).toBeLessThan(1)
  })
})

describe('destination', () => {
  it('goes east by a degree of the equator', () => {
    const [lon, lat] = destination([0, 0], (Math.PI / 180) * 6_371_008.8, 90)
    expect(lon).toBeCloseTo(1, 9)
    expect(lat).toBeCloseTo(0, 9)
  })
})

describe('nearestLongitude', () => {
  it('turns a longitude to within half a circle of another', () => {
    expect(nearestLongitude(-179, 179)).toBe(181)
    expect(nearestLongitude(179, -179)).toBe(-181)
    expect(nearestLongitude(16, 12)).toBe(16)
  })
})
