/** Local times against the calendar that Node brings, formatted the slow way. */
import { expect, it } from 'vitest'
import { ZonedTime } from '../../main/report/zonedTime.ts'

/** Wall clock by Intl, digit by digit. */
function slowly(zone: string, utcMs: number): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(utcMs)
  const offset =
    new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(utcMs)
      .find(({ type }) => type === 'timeZoneName')
      ?.value.replace('GMT', '') ?? ''
  return `${parts} ${offset === '' ? '+00:00' : offset}`
}

it.each(['Europe/Vienna', 'UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia'])(
  'in %s agree, around every change of the clock',
  (zone) => {
    const time = new ZonedTime(zone)
    for (let utcMs = Date.UTC(2011, 11, 20); utcMs < Date.UTC(2012, 11, 20); utcMs += 17 * 60_000 + 13_000)
      expect(time.local(utcMs)).toBe(slowly(zone, utcMs))
  },
)

it('UTC has milliseconds only where they are stored', () => {
  const time = new ZonedTime('Europe/Vienna')
  expect(time.utc(Date.UTC(2026, 2, 14, 21, 5, 9))).toBe('2026-03-14 21:05:09 UTC')
  expect(time.utc(Date.UTC(2026, 2, 14, 21, 5, 9, 7))).toBe('2026-03-14 21:05:09.007 UTC')
})
