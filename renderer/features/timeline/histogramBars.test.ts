import { describe, expect, it } from 'vitest'
import { chooseBarMs, DAY_MS, gapsOf, nudged, panned, snapToBars, zoomed } from './histogramBars.ts'

const HOUR_MS = 3_600_000

describe('histogram bars', () => {
  it('are as narrow as the room allows', () => {
    expect(chooseBarMs({ fromMs: 0, toMs: 42 * DAY_MS }, 160)).toBe(12 * HOUR_MS)
    expect(chooseBarMs({ fromMs: 0, toMs: 42 * DAY_MS }, 42)).toBe(DAY_MS)
    expect(chooseBarMs({ fromMs: 0, toMs: HOUR_MS }, 60)).toBe(60_000)
    expect(chooseBarMs({ fromMs: 0, toMs: 400 * 365 * DAY_MS }, 100)).toBe(364 * DAY_MS)
  })

  it('show gaps between them, but none before the first or after the last', () => {
    const bar = (day: number) => ({ startMs: day * DAY_MS, counts: { call: 1 } })
    expect(gapsOf({ barMs: DAY_MS, undated: 0, bars: [bar(5), bar(6), bar(8), bar(20)] })).toEqual([
      { fromMs: 9 * DAY_MS, toMs: 20 * DAY_MS },
    ])
  })

  it('take whole days of the zone under a brush', () => {
    const snapped = snapToBars({ fromMs: Date.UTC(2026, 2, 28, 12), toMs: Date.UTC(2026, 2, 30, 12) }, DAY_MS, 'Europe/Vienna')
    expect(snapped).toEqual({ fromMs: Date.UTC(2026, 2, 27, 23), toMs: Date.UTC(2026, 2, 30, 22) })
    expect(snapToBars({ fromMs: HOUR_MS + 1, toMs: 2 * HOUR_MS }, HOUR_MS, 'UTC')).toEqual({ fromMs: HOUR_MS, toMs: 2 * HOUR_MS })
    const noonToNoon = snapToBars({ fromMs: Date.UTC(2026, 1, 10, 14), toMs: Date.UTC(2026, 1, 11, 3) }, 12 * HOUR_MS, 'Europe/Vienna')
    expect(noonToNoon).toEqual({ fromMs: Date.UTC(2026, 1, 10, 11), toMs: Date.UTC(2026, 1, 11, 11) })
  })
})

describe('zoom and period', () => {
  const whole = { fromMs: 0, toMs: 100 * DAY_MS }

  it('keep the moment under the pointer in its place', () => {
    const span = zoomed(whole, whole, 25 * DAY_MS, 0.5)
    expect(span).toEqual({ fromMs: 12.5 * DAY_MS, toMs: 62.5 * DAY_MS })
  })

  it('never leave the case', () => {
    expect(zoomed({ fromMs: 0, toMs: 10 * DAY_MS }, whole, 0, 100)).toEqual(whole)
    expect(panned({ fromMs: 90 * DAY_MS, toMs: 100 * DAY_MS }, whole, 0.5)).toEqual({ fromMs: 90 * DAY_MS, toMs: 100 * DAY_MS })
  })

  it('keep at least one bar of the period', () => {
    expect(nudged({ fromMs: 0, toMs: DAY_MS }, DAY_MS, -1, true)).toEqual({ fromMs: 0, toMs: DAY_MS })
    expect(nudged({ fromMs: 0, toMs: DAY_MS }, DAY_MS, 2, false)).toEqual({ fromMs: 2 * DAY_MS, toMs: 3 * DAY_MS })
  })
})
