import { describe, expect, it } from 'vitest'
import type { ShownTime } from '../../../main/contract/index.ts'
import { formatBytes, formatCount, formatDistance, formatDuration, formatShare } from './amounts.ts'
import { formatPeriod, timeParts } from './times.ts'
import { dayStartMs, utcOfWallClock, wallClock, zoneOffsetMs } from './zones.ts'

const VIENNA = 'Europe/Vienna'
const HOUR_MS = 3_600_000
const time = (patch: Partial<ShownTime>): ShownTime => ({
  utcMs: null,
  asStored: null,
  unit: 'none',
  zoneBasis: 'unknown',
  localText: null,
  ...patch,
})

describe('times', () => {
  it('are written in ISO order with the zone of the case', () => {
    const shown = timeParts(
      time({ utcMs: Date.UTC(2026, 2, 14, 21, 41, 7), asStored: '795217267', unit: 'cocoa-s', zoneBasis: 'utc' }),
      VIENNA,
    )
    expect(`${shown.text} ${shown.zone}`).toBe('2026-03-14 22:41:07 CET')
    expect(shown.title).toBe('UTC: 2026-03-14T21:41:07.000Z\nas stored: 795217267 (cocoa-s)\nzone basis: stored in UTC')
    expect(wallClock(Date.UTC(2026, 6, 1), VIENNA)).toEqual({ date: '2026-07-01', time: '02:00:00', zone: 'CEST' })
    expect(wallClock(0, 'UTC')).toEqual({ date: '1970-01-01', time: '00:00:00', zone: 'UTC' })
    expect(wallClock(0, 'Asia/Bangkok')).toEqual({ date: '1970-01-01', time: '07:00:00', zone: 'UTC+7' })
  })

  it('mark a local time of unknown zone and never convert it', () => {
    const shown = timeParts(
      time({ localText: '2026-03-01T12:03:11.250', asStored: '2026:03:01 12:03:11', unit: 'exif-text', zoneBasis: 'local' }),
      VIENNA,
    )
    expect(shown).toMatchObject({ text: '2026-03-01 12:03:11', zone: 'zone?', isZoneKnown: false })
    expect(shown.title).toContain('UTC: not known')
  })

  it('are empty, never invented, when nothing is stored', () => {
    expect(timeParts(time({}), VIENNA)).toMatchObject({ text: '', zone: '' })
  })

  it('fall back to UTC, and say so, for a zone that nobody knows', () => {
    expect(wallClock(0, 'Mars/Olympus').zone).toBe('UTC')
  })

  it('read a whole-day period as people say it', () => {
    expect(formatPeriod(Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 15), 'UTC')).toBe('2026-03-01 – 2026-03-14')
    expect(formatPeriod(Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 2), 'UTC')).toBe('2026-03-01')
    expect(formatPeriod(null, Date.UTC(2026, 2, 2, 8, 30), 'UTC')).toBe('start – 2026-03-02 08:30 UTC')
    expect(formatPeriod(Date.UTC(2026, 2, 1, 8), Date.UTC(2026, 2, 2, 8), VIENNA)).toBe('2026-03-01 09:00 – 2026-03-02 09:00 CET')
    expect(formatPeriod(Date.UTC(2026, 2, 28, 8), Date.UTC(2026, 2, 30, 8), VIENNA)).toBe('2026-03-28 09:00 CET – 2026-03-30 10:00 CEST')
  })
})

describe('wall clock to UTC', () => {
  it('goes there and back', () => {
    for (const utcMs of [Date.UTC(2026, 0, 5, 3), Date.UTC(2026, 6, 5, 3), Date.UTC(1999, 11, 31, 23, 59, 59)]) {
      for (const zone of ['UTC', VIENNA, 'Asia/Kathmandu', 'America/New_York', 'Pacific/Apia']) {
        const { date, time: clock } = wallClock(utcMs, zone)
        expect(utcOfWallClock(`${date} ${clock}`, zone), `${zone} ${date}`).toBe(utcMs)
      }
    }
  })

  it('takes the first of two readings and the moment after a gap at clock changes', () => {
    // Vienna 2026: forward on 29 March at 01:00 UTC, back on 25 October at 01:00 UTC.
    expect(utcOfWallClock('2026-10-25 02:30', VIENNA)).toBe(Date.UTC(2026, 9, 25, 0, 30))
    expect(utcOfWallClock('2026-03-29 02:30', VIENNA)).toBe(Date.UTC(2026, 2, 29, 1, 30))
    expect(zoneOffsetMs(Date.UTC(2026, 2, 29, 0, 59), VIENNA)).toBe(HOUR_MS)
    expect(zoneOffsetMs(Date.UTC(2026, 2, 29, 1, 0), VIENNA)).toBe(2 * HOUR_MS)
  })

  it('refuses what is no time', () => {
    for (const text of ['', 'today', '2026-13-01', '2026-03-01 25:00', '14.03.2026']) expect(utcOfWallClock(text, 'UTC'), text).toBeNull()
  })

  it('knows days of 23 and 25 hours', () => {
    const length = (day: number, month: number): number => {
      const noonMs = Date.UTC(2026, month, day, 12)
      return (dayStartMs(noonMs, VIENNA, 1) - dayStartMs(noonMs, VIENNA)) / HOUR_MS
    }
    expect([length(28, 2), length(29, 2), length(25, 9)]).toEqual([24, 23, 25])
  })
})

describe('amounts', () => {
  it('are grouped by thousands', () => {
    expect([formatCount(0), formatCount(18204), formatCount(5_000_000)]).toEqual(['0', '18,204', '5,000,000'])
  })

  it('carry their unit', () => {
    expect([812, 1, 1432, 48_211, 1_432_553, 999_960, 12_884_901_888].map(formatBytes)).toEqual([
      '812 bytes',
      '1 byte',
      '1.4 kB',
      '48.2 kB',
      '1.4 MB',
      '1 MB',
      '12.9 GB',
    ])
    expect([32, 999, 1234, 342_400].map(formatDistance)).toEqual(['32 m', '999 m', '1.2 km', '342 km'])
    expect([0, 400, 45_000, 125_000, 39_780_000, 352_800_000, 120_000].map(formatDuration)).toEqual([
      '0 s',
      'under 1 s',
      '45 s',
      '2 min 5 s',
      '11 h 3 min',
      '4 d 2 h',
      '2 min',
    ])
    expect([formatShare(64, 100), formatShare(999, 1000), formatShare(5, 0)]).toEqual(['64 %', '99 %', null])
  })
})
