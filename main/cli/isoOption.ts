/** Moments on a command line. */
import { CaseError } from '../contract/index.ts'
import { namedDay } from '../service/index.ts'

/** ISO 8601 with a zone, or a date (UTC midnight). A time without zone is refused: it could mean anything. */
export function isoOption(name: string, value: string | undefined): number | null {
  if (value === undefined) return null
  const [, day] = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}))?$/.exec(value) ?? []
  const ms = day === undefined ? NaN : Date.parse(value)
  // The 30th of February would be read as the 2nd of March.
  const isDay = day !== undefined && !Number.isNaN(ms) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
  if (!isDay)
    throw new CaseError('usage', `--${name} takes a date (2026-03-14) or a time with its zone (2026-03-14T22:00:00Z), not "${value}".`)
  return ms
}

/** What a legal paper names: days by the clock of the case, the last one included, as in the window. A time with its zone is that moment. */
export function dayOption(name: 'from' | 'to', value: string | undefined, timezone: string): number | null {
  const ms = isoOption(name, value)
  if (ms === null || value === undefined || value.includes('T')) return ms
  const day = namedDay(value, timezone)
  return name === 'from' ? day.fromMs : day.toMs
}
