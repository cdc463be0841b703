import { describe, expect, it } from 'vitest'
import { barsOf, barWidthMs, domainOf, periodBetween, ticksOf, toShare, toTime } from './brushScale.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

describe('the scale of the brush', () => {
  it('chooses a width of bar that keeps their number down', () => {
    expect(barWidthMs(40 * DAY, 120)).toBe(DAY)
    expect(barWidthMs(40 * HOUR, 120)).toBe(HOUR)
    expect(barWidthMs(10_000 * DAY, 120)).toBe(84 * DAY)
  })

  it('counts every time exactly once', () => {
    const bars = barsOf([0, 1, HOUR - 1, HOUR, 5 * HOUR, -1], HOUR, 0)
    expect(bars).toEqual([
      { startMs: -HOUR, count: 1 },
      { startMs: 0, count: 3 },
      { startMs: HOUR, count: 1 },
      { startMs: 5 * HOUR, count: 1 },
    ])
  })

  it('holds the first and the last time in whole bars', () => {
    expect(domainOf(HOUR + 5, 3 * HOUR, HOUR, 0)).toEqual([HOUR, 4 * HOUR])
    expect(domainOf(null, null, HOUR, 0)).toBeNull()
  })

  it('goes to shares and back', () => {
    expect(toTime(toShare(2.5 * HOUR, [HOUR, 4 * HOUR]), [HOUR, 4 * HOUR])).toBe(2.5 * HOUR)
    expect(toTime(7, [0, 10])).toBe(10)
  })

  it('snaps a drawn period to bars, and takes a click for no period', () => {
    expect(periodBetween(0.52, 0.21, [0, 10 * HOUR], HOUR, 'UTC')).toEqual([2 * HOUR, 5 * HOUR])
    expect(periodBetween(0.5, 0.5, [0, 10 * HOUR], HOUR, 'UTC')).toBeNull()
  })

  it('begins days at local midnight, and keeps to it over a change of clocks', () => {
    const offset = HOUR
    const times = [Date.parse('2026-03-27T22:59:00Z'), Date.parse('2026-03-27T23:01:00Z')]
    expect(barsOf(times, DAY, offset).map(({ startMs }) => new Date(startMs).toISOString())).toEqual([
      '2026-03-26T23:00:00.000Z',
      '2026-03-27T23:00:00.000Z',
    ])
    const domain = domainOf(times[0] ?? 0, Date.parse('2026-03-31T12:00:00Z'), DAY, offset) ?? [0, 0]
    const period = periodBetween(0.2, 0.8, domain, DAY, 'Europe/Vienna')
    expect(period?.map((at) => new Date(at).toISOString())).toEqual(['2026-03-27T23:00:00.000Z', '2026-03-30T22:00:00.000Z'])
  })

  it('puts day marks at local midnight, over a change of clocks too', () => {
    const domain = [Date.parse('2026-03-27T00:00:00Z'), Date.parse('2026-04-01T00:00:00Z')] as const
    const ticks = ticksOf(domain, 'Europe/Vienna', 6)
    expect(ticks.map(({ atMs, label }) => [new Date(atMs).toISOString(), label])).toEqual([
      ['2026-03-27T23:00:00.000Z', '2026-03-28'],
      ['2026-03-28T23:00:00.000Z', '2026-03-29'],
      ['2026-03-29T22:00:00.000Z', '2026-03-30'],
      ['2026-03-30T22:00:00.000Z', '2026-03-31'],
      ['2026-03-31T22:00:00.000Z', '2026-04-01'],
    ])
  })

  it('marks hours when the domain is short', () => {
    expect(ticksOf([0, 12 * HOUR], 'UTC', 5).map(({ label }) => label)).toEqual(['00:00', '03:00', '06:00', '09:00'])
  })
})
