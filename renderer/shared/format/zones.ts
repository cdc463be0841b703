/** Wall-clock readings of UTC times in a named zone, and back. Pure. */

const FORMATTERS = new Map<string, Intl.DateTimeFormat>()

function createFormatter(zone: string): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone })
  } catch {
    // A zone that this machine does not know must not hide the times; they are then shown in UTC and say so.
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' })
  }
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATTERS.get(zone)
  if (known !== undefined) return known
  const formatter = createFormatter(zone)
  FORMATTERS.set(zone, formatter)
  return formatter
}

/** Parts of a wall-clock reading, as text with leading zeros. */
export interface WallClock {
  /** `2026-03-14` */
  readonly date: string
  /** `22:41:07` */
  readonly time: string
  /** `CET`, `UTC+7`, `UTC` */
  readonly zone: string
}

export function wallClock(utcMs: number, zone: string): WallClock {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of formatterOf(zone).formatToParts(utcMs)) parts[type] = value
  const name = parts.timeZoneName ?? 'UTC'
  return {
    date: `${(parts.year ?? '').padStart(4, '0')}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}:${parts.second}`,
    zone: /^GMT[+-]/.test(name) ? name.replace('GMT', 'UTC') : name,
  }
}

/** Offset of the zone from UTC at a moment, ms; positive east of Greenwich. */
export function zoneOffsetMs(utcMs: number, zone: string): number {
  const { date, time } = wallClock(utcMs, zone)
  return Date.parse(`${date}T${time}Z`) - Math.floor(utcMs / 1000) * 1000
}

/**
 * UTC ms of a wall-clock text (`2026-03-14`, `2026-03-14T22:41`, `2026-03-14 22:41:07`) in a zone, or null when the text is no
 * time. A reading that a clock change skips gives the moment after the gap; one that occurs twice gives the first.
 */
export function utcOfWallClock(text: string, zone: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?)?$/.exec(text.trim())
  if (match === null) return null
  const asUtcMs = Date.parse(`${match[1]}T${match[2] ?? '00:00'}${match[3] ?? ':00'}Z`)
  if (Number.isNaN(asUtcMs)) return null
  const dayMs = 86_400_000
  const candidates = [zoneOffsetMs(asUtcMs - dayMs, zone), zoneOffsetMs(asUtcMs + dayMs, zone)].map((offset) => asUtcMs - offset)
  const fitting = candidates.filter((utcMs) => utcMs + zoneOffsetMs(utcMs, zone) === asUtcMs)
  return fitting.length > 0 ? Math.min(...fitting) : Math.max(...candidates)
}

/** UTC ms at which the day of a moment begins in a zone, `dayOffset` days later. Days of a clock change have 23 or 25 hours. */
export function dayStartMs(utcMs: number, zone: string, dayOffset = 0): number {
  const noonMs = Date.parse(`${wallClock(utcMs, zone).date}T12:00:00Z`) + dayOffset * 86_400_000
  return utcOfWallClock(new Date(noonMs).toISOString().slice(0, 10), zone) ?? utcMs
}

/** Zone names that this machine knows, for choosing. */
export function zoneNames(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')]
}

export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
