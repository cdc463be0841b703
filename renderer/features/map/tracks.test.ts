import { describe, expect, it } from 'vitest'
import type { MapPoint } from './points.ts'
import { splitTracks } from './tracks.ts'

const MINUTE = 60_000

function fix(minute: number | null, patch: Partial<MapPoint> = {}): MapPoint {
  return {
    key: minute ?? -1,
    atMs: minute === null ? null : minute * MINUTE,
    endMs: null,
    latitude: 48,
    longitude: 16 + (minute ?? 0) / 1000,
    accuracyMetres: 10,
    class: 'device-fix',
    ownerIndex: 0,
    sourceId: 1,
    ...patch,
  }
}

const shape = (points: readonly MapPoint[]) =>
  splitTracks(points).map(({ kind, fromMs, toMs, line }) => ({ kind, from: fromMs / MINUTE, to: toMs / MINUTE, corners: line.length }))

describe('splitTracks', () => {
  it('joins fixes up to 30 minutes apart and breaks the line beyond that', () => {
    expect(shape([fix(0), fix(10), fix(40), fix(71), fix(80)])).toEqual([
      { kind: 'observed', from: 0, to: 40, corners: 3 },
      { kind: 'gap', from: 40, to: 71, corners: 2 },
      { kind: 'observed', from: 71, to: 80, corners: 2 },
    ])
  })

  it('never joins two owners, nor two phones of one owner', () => {
    expect(shape([fix(0), fix(5, { ownerIndex: 1 }), fix(8, { sourceId: 2 })])).toEqual([])
    expect(shape([fix(0), fix(1, { ownerIndex: 1 }), fix(2), fix(3, { ownerIndex: 1 })])).toEqual([
      { kind: 'observed', from: 0, to: 2, corners: 2 },
      { kind: 'observed', from: 1, to: 3, corners: 2 },
    ])
  })

  it('never joins classes: photos, visits, searches and shared positions are no track', () => {
    const others = (['photo', 'visit', 'network', 'searched', 'shared-by-other', 'other-device', 'mentioned'] as const).map((name, index) =>
      fix(index + 1, { class: name }),
    )
    expect(shape([fix(0), ...others, fix(20)])).toEqual([{ kind: 'observed', from: 0, to: 20, corners: 2 }])
  })

  it('leaves out fixes without a time or without a known owner', () => {
    expect(shape([fix(0), fix(null), fix(5, { ownerIndex: -1 })])).toEqual([])
  })

  it('draws a lone fix between two gaps as part of the gaps only', () => {
    expect(shape([fix(0), fix(100), fix(200)])).toEqual([
      { kind: 'gap', from: 0, to: 100, corners: 2 },
      { kind: 'gap', from: 100, to: 200, corners: 2 },
    ])
  })

  it('takes the short way over the date line', () => {
    const [part] = splitTracks([fix(0, { longitude: 179.9 }), fix(5, { longitude: -179.9 })])
    expect(part?.line.map(([lon]) => lon)).toEqual([179.9, expect.closeTo(180.1, 9)])
  })
})
