import { describe, expect, it } from 'vitest'
import type { PositionsAnswer } from '../../../main/contract/index.ts'
import { distanceMetres, type LonLat } from './geodesy.ts'
import {
  binFeatures,
  circleFeatures,
  MAX_CIRCLES,
  metresPerPixel,
  pointFeatures,
  pointsWithCircle,
  trackFeatures,
  type Paint,
} from './mapFeatures.ts'
import { ownerColours, OWNER_COLOURS, timeColour, TIME_COLOURS } from './palette.ts'
import { advance } from './playback.ts'
import { boundsOf, neighbourPoint, pointsInside, pointsOf, pointsWithin, timeSpan, type MapPoint } from './points.ts'

const ANSWER: PositionsAnswer = {
  classes: ['photo', 'device-fix', 'network'],
  owners: [{ entity: 'p1', name: 'Ana', identifier: '+15550101', role: null, isDeviceOwner: true }],
  points: {
    keys: [9, 4, 5, 7],
    atMs: [null, 3000, 1000, 2000],
    endMs: [null, null, 1500, null],
    latitudes: [1, 2, 3, 4],
    longitudes: [10, 20, 30, 40],
    accuracyMetres: [null, 65, 10, 1400],
    classIndex: [0, 1, 1, 2],
    ownerIndex: [-1, 0, 0, 0],
    sourceIds: [1, 1, 1, 1],
  },
  total: 4,
  classTotals: [
    { class: 'device-fix', count: 2 },
    { class: 'network', count: 1 },
    { class: 'photo', count: 1 },
  ],
  isSample: false,
  bounds: [10, 1, 40, 4],
}
const points = pointsOf(ANSWER)
const paint: Paint = { colourBy: 'owner', span: null, owners: ['#111111'] }
const options = { factor: 1, selectedKey: null }

describe('pointsOf', () => {
  it('sorts by time, puts undated points last and keeps every one', () => {
    expect(points.map(({ key }) => key)).toEqual([5, 7, 4, 9])
    expect(points[3]).toMatchObject({ atMs: null, class: 'photo', accuracyMetres: null, ownerIndex: -1 })
    expect(timeSpan(ANSWER.points.atMs)).toEqual([1000, 3000])
    expect(timeSpan([null])).toBeNull()
    expect(boundsOf(points)).toEqual([10, 1, 40, 4])
    expect(boundsOf([])).toBeNull()
  })
})

describe('pointsWithin', () => {
  it('keeps what was recorded in the time and stays that reach into it, and no undated point', () => {
    expect(pointsWithin(points, 1200, 2000).map(({ key }) => key)).toEqual([5, 7])
    expect(pointsWithin(points, 1600, 1900)).toEqual([])
  })
})

describe('pointsInside', () => {
  it('keeps what lies in the window, over the date line too', () => {
    expect(pointsInside(points, [15, 0, 35, 3.5]).map(({ key }) => key)).toEqual([5, 4])
    const far = [{ ...(points[0] as MapPoint), longitude: -179 }]
    expect(pointsInside(far, [170, 0, 190, 10])).toHaveLength(1)
  })
})

describe('neighbourPoint', () => {
  it('steps through the points in time order and stops at the ends', () => {
    expect(neighbourPoint(points, 5, 1)?.key).toBe(7)
    expect(neighbourPoint(points, 9, 1)?.key).toBe(9)
    expect(neighbourPoint(points, null, 1)?.key).toBe(5)
    expect(neighbourPoint(points, null, -1)?.key).toBe(9)
    expect(neighbourPoint([], null, 1)).toBeUndefined()
  })
})

describe('features', () => {
  it('names the record of each point and its sign by class', () => {
    const { features } = pointFeatures(points, paint)
    expect(features.map(({ properties }) => [properties.key, properties.icon.split(' ')[0], properties.isDot])).toEqual([
      [5, 'device-fix', true],
      [7, 'network', false],
      [4, 'device-fix', true],
      [9, 'photo', false],
    ])
  })

  it('draws circles in metres, widened on wish, and none without a stored radius', () => {
    const { features } = circleFeatures(pointsWithCircle(points, 19, 1.62), paint, { ...options, factor: 1.62 })
    const radii = features.map(({ geometry }, index) =>
      distanceMetres(geometry.coordinates[0]?.[0] as LonLat, [points[index]?.longitude ?? 0, points[index]?.latitude ?? 0]),
    )
    expect(radii.map(Math.round)).toEqual([16, 2268, 105])
    expect(features.map(({ properties }) => properties.isDashed)).toEqual([false, true, false])
  })

  it('leaves out circles that the sign of the position would hide', () => {
    // At zoom 10 a pixel is about 76 m at the equator: only the radius of 1,400 m is wider than the sign.
    expect(metresPerPixel(0, 10)).toBeCloseTo(76.437, 2)
    expect(pointsWithCircle(points, 10, 1).map(({ accuracyMetres }) => accuracyMetres)).toEqual([1400])
  })

  it('draws only the circle of the selected point when there are too many', () => {
    const many = Array.from({ length: MAX_CIRCLES + 1 }, (_, index): MapPoint => ({ ...(points[0] as MapPoint), key: index }))
    expect(circleFeatures(many, paint, options).features).toHaveLength(0)
    expect(circleFeatures(many, paint, { ...options, selectedKey: 3 }).features.map(({ properties }) => properties.isSelected)).toEqual([
      true,
    ])
  })

  it('colours a track along its way by time, and whole by owner', () => {
    const part = {
      kind: 'observed',
      ownerIndex: 0,
      fromMs: 0,
      toMs: 100,
      line: [
        [0, 0],
        [1, 0],
        [2, 0],
      ],
    } as const
    const line = { ...part, line: part.line.map(([lon, lat]): LonLat => [lon, lat]) }
    expect(trackFeatures([line], paint).features).toHaveLength(1)
    const sides = trackFeatures([line, { ...line, ownerIndex: line.ownerIndex + 3 }], paint).features.map(
      ({ properties }) => properties.side,
    )
    expect(sides).toEqual([1, 2])
    expect(trackFeatures([line], paint).features[0]?.properties.side).toBe(0)
    const aboutTown = { ...line, ownerIndex: 3, line: line.line.map(([lon, lat]): LonLat => [lon / 100, lat]) }
    expect(trackFeatures([line, aboutTown], paint).features.map(({ properties }) => properties.side)).toEqual([1, 0])
    const byTime = trackFeatures([line], { ...paint, colourBy: 'time', span: [0, 100] }).features
    expect(byTime.map(({ properties }) => properties.colour)).toEqual([TIME_COLOURS[2], TIME_COLOURS[6]])
  })

  it('draws bins around their middle', () => {
    const { features } = binFeatures({ cellDegrees: 2, bins: [{ latitude: 49, longitude: 17, count: 7 }], total: 7 })
    expect(features[0]?.geometry.coordinates[0]).toEqual([
      [16, 48],
      [18, 48],
      [18, 50],
      [16, 50],
      [16, 48],
    ])
    expect(features[0]?.properties).toEqual({ count: 7, weight: 1 })
  })
})

describe('ownerColours', () => {
  const [ana, ben, cai] = [
    { entity: 'p3', isDeviceOwner: true },
    { entity: 'p10', isDeviceOwner: true },
    { entity: 'i7', isDeviceOwner: false },
  ] as const
  it('gives a person the same colour whatever else is shown', () => {
    const everybody = [{ entity: 'p1', isDeviceOwner: false } as const, ben, ana]
    expect(ownerColours([ben, cai, ana], everybody)).toEqual([OWNER_COLOURS[1], OWNER_COLOURS[3], OWNER_COLOURS[0]])
    expect(ownerColours([ben], everybody)).toEqual([OWNER_COLOURS[1]])
  })
  it('paints no two shown owners alike while a colour is free, and nobody like the owner of a device', () => {
    const people = Array.from({ length: 20 }, (_, index) => ({ entity: `p${20 + index}` as const, isDeviceOwner: false }))
    const everybody = [...people, ana, ben]
    const shown = [ana, ben, people[0], people[4], people[8], people[12]].filter((each) => each !== undefined)
    expect(new Set(ownerColours(shown, everybody)).size).toBe(6)
    for (const person of people) expect(ownerColours([person], everybody)).not.toContain(OWNER_COLOURS[0])
    expect(ownerColours(shown, everybody).slice(0, 2)).toEqual([OWNER_COLOURS[0], OWNER_COLOURS[1]])
  })
})

describe('timeColour', () => {
  it('runs from the first to the last colour, and is grey without a time', () => {
    expect(timeColour(0, [0, 100])).toBe(TIME_COLOURS[0])
    expect(timeColour(100, [0, 100])).toBe(TIME_COLOURS.at(-1))
    expect(TIME_COLOURS).not.toContain(timeColour(null, [0, 100]))
    expect(timeColour(5, [5, 5])).toBe(TIME_COLOURS[0])
  })
})

describe('advance', () => {
  it('goes by the speed and stops at the end', () => {
    expect(advance(1000, 500, 3_600_000, 1e9)).toBe(1_801_000)
    expect(advance(1000, 500, 3_600_000, 5000)).toBe(5000)
  })
})
