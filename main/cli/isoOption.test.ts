import { expect, it } from 'vitest'
import { dayOption, isoOption } from './isoOption.ts'

it('takes the days of a warrant by the clock of the case, the last one included', () => {
  expect(dayOption('from', '2026-02-10', 'Europe/Berlin')).toBe(Date.parse('2026-02-10T00:00:00+01:00'))
  expect(dayOption('to', '2026-03-01', 'Europe/Berlin')).toBe(Date.parse('2026-03-02T00:00:00+01:00'))
  // That Sunday has 23 hours there.
  expect(dayOption('to', '2026-03-29', 'Europe/Berlin')).toBe(Date.parse('2026-03-30T00:00:00+02:00'))
  expect(dayOption('from', '2026-02-10', 'Pacific/Kiritimati')).toBe(Date.parse('2026-02-09T10:00:00Z'))
  // In Havana the clocks skip from midnight to one o'clock on 8 March 2026.
  expect(dayOption('from', '2026-03-08', 'America/Havana')).toBe(Date.parse('2026-03-08T05:00:00Z'))
  expect(dayOption('to', '2026-03-07', 'America/Havana')).toBe(Date.parse('2026-03-08T05:00:00Z'))
})

it('takes a time with its zone as that moment', () => {
  expect(dayOption('to', '2026-03-01T12:00:00Z', 'Europe/Berlin')).toBe(Date.parse('2026-03-01T12:00:00Z'))
  expect(dayOption('to', undefined, 'Europe/Berlin')).toBeNull()
  expect(() => dayOption('to', '2026-02-30', 'Europe/Berlin')).toThrow(/--to takes a date/)
})

it('of a list takes a date as midnight in UTC, which scripts rely on', () => {
  expect(isoOption('to', '2026-03-01')).toBe(Date.UTC(2026, 2, 1))
})
