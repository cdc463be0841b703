import { describe, expect, it } from 'vitest'
import { degreeLabel, gridOf, gridStep } from './grid.ts'

describe('gridStep', () => {
  it('is coarse for the world and fine for a street', () => {
    expect(gridStep([-180, -60, 180, 80])).toBe(30)
    expect(gridStep([16.36, 48.2, 16.38, 48.21])).toBe(0.002)
  })
})

describe('degreeLabel', () => {
  it('names the hemisphere with as many digits as the step needs', () => {
    expect(degreeLabel(48.2, 0.05, 'latitude')).toBe('48.20° N')
    expect(degreeLabel(-0.5, 0.5, 'latitude')).toBe('0.5° S')
    expect(degreeLabel(190, 10, 'longitude')).toBe('170° W')
    expect(degreeLabel(0, 10, 'longitude')).toBe('0°')
    expect(degreeLabel(16.372, 0.002, 'longitude')).toBe('16.372° E')
  })
})

describe('gridOf', () => {
  it('lays lines at whole multiples and labels only those inside the window', () => {
    const { lines, labels } = gridOf([16.36, 48.2, 16.38, 48.21])
    expect(lines.features.length).toBeGreaterThan(10)
    expect(labels.features.filter(({ properties }) => properties.axis === 'latitude').map(({ properties }) => properties.text)).toEqual([
      '48.202° N',
      '48.204° N',
      '48.206° N',
      '48.208° N',
    ])
  })

  it('stays off the poles, which Mercator cannot show', () => {
    const { lines } = gridOf([-180, -90, 180, 90])
    const latitudes = lines.features.flatMap(({ geometry }) => geometry.coordinates.map(([, lat]) => lat ?? 0))
    expect(Math.max(...latitudes.map(Math.abs))).toBeLessThanOrEqual(85)
  })
})
