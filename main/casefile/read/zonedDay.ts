/** The day in which a moment lies, by the clock of a zone. */

const HOUR_MS = 3_600_000

/** Start (inclusive) and end (exclusive) of the local day, UTC ms. A day with a change of the clocks has 23 or 25 hours. */
export function localDay(atMs: number, timezone: string): { readonly fromMs: number; readonly toMs: number } {
  const offset = (ms: number): number => offsetMs(ms, timezone)
  const midnight = Math.floor((atMs + offset(atMs)) / (24 * HOUR_MS)) * 24 * HOUR_MS
  return { fromMs: atWallClock(midnight, offset), toMs: atWallClock(midnight + 24 * HOUR_MS, offset) }
}

/** The moment at which the wall clock shows this; where the clocks change at that hour, the first moment after. */
function atWallClock(wallMs: number, offset: (ms: number) => number): number {
  const guess = wallMs - offset(wallMs)
  return wallMs - offset(guess)
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
