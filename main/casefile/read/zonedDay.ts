/** The day in which a moment lies, by the clock of a zone. */

const HOUR_MS = 3_600_000

/** Start (inclusive) and end (exclusive) of the local day, UTC ms. A day with a change of the clocks has 23 or 25 hours. */
export function localDay(atMs: number, timezone: string): { readonly fromMs: number; readonly toMs: number } {
  const offset = (ms: number): number => offsetMs(ms, timezone)
  const midnight = Math.floor((atMs + offset(atMs)) / (24 * HOUR_MS)) * 24 * HOUR_MS
  return { fromMs: atWallClock(midnight, offset), toMs: atWallClock(midnight + 24 * HOUR_MS, offset) }
}

/** The same of a day that a person names, `2026-03-14`. */
export function namedDay(day: string, timezone: string): { readonly fromMs: number; readonly toMs: number } {
  const offset = (ms: number): number => offsetMs(ms, timezone)
  const midnight = Date.parse(`${day}T00:00:00Z`)
  return { fromMs: atWallClock(midnight, offset), toMs: atWallClock(midnight + 24 * HOUR_MS, offset) }
}

/**
 * The moment at which the wall clock shows this: the first where it does so twice, the moment after the gap where a change of the clocks
 * skips it (some zones change at midnight). The window reckons days in the same way.
 */
function atWallClock(wallMs: number, offset: (ms: number) => number): number {
  const candidates = [-24, 24].map((hours) => wallMs - offset(wallMs + hours * HOUR_MS))
  const fitting = candidates.filter((ms) => ms + offset(ms) === wallMs)
  return fitting.length > 0 ? Math.min(...fitting) : Math.max(...candidates)
}

function offsetMs(atMs: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(atMs)
  const value = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value ?? 0)
  const wall = Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'), value('second'))
  return wall - Math.floor(atMs / 1000) * 1000
}
