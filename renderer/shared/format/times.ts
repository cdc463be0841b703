/** How times are written: ISO order, always with their zone (design, rule 5). Pure. */
import type { ShownTime } from '../../../main/contract/index.ts'
import { wallClock } from './zones.ts'

export interface TimeTextParts {
  /** `2026-03-14 22:41:07`, or empty when the record has no time. */
  readonly text: string
  /** `CET`, `zone?`, or empty. */
  readonly zone: string
  /** False when the zone is not known, so that the sign can be marked. */
  readonly isZoneKnown: boolean
  /** UTC, as stored, basis: for hovering. */
  readonly title: string
}

const ZONE_BASIS_WORDS: Readonly<Record<ShownTime['zoneBasis'], string>> = {
  utc: 'stored in UTC',
  local: 'local time, zone not stored',
  unknown: 'zone not known',
}

/** What hovering over a time tells. One fact per line. */
export function timeTitle(time: ShownTime): string {
  const stored = time.asStored === null ? 'no value stored' : `as stored: ${time.asStored} (${time.unit})`
  const utc = time.utcMs === null ? 'UTC: not known' : `UTC: ${new Date(time.utcMs).toISOString()}`
  return [utc, stored, `zone basis: ${ZONE_BASIS_WORDS[time.zoneBasis]}`].join('\n')
}

export function timeParts(time: ShownTime, caseZone: string): TimeTextParts {
  const title = timeTitle(time)
  if (time.utcMs !== null) {
    const { date, time: clock, zone } = wallClock(time.utcMs, caseZone)
    return { text: `${date} ${clock}`, zone, isZoneKnown: true, title }
  }
  if (time.localText !== null) {
    return { text: time.localText.replace('T', ' ').replace(/\.\d+$/, ''), zone: 'zone?', isZoneKnown: false, title }
  }
  return { text: '', zone: '', isZoneKnown: false, title }
}

/** `2026-03-14 22:41:07 CET` for a UTC time that stands alone. */
export function formatUtcMs(utcMs: number, caseZone: string): string {
  const { date, time, zone } = wallClock(utcMs, caseZone)
  return `${date} ${time} ${zone}`
}

/** `2026-03-14` in the zone of the case. */
export function formatDay(utcMs: number, caseZone: string): string {
  return wallClock(utcMs, caseZone).date
}

/** `2026-03-14 – 2026-04-02`, or one day. The end is exclusive, so that whole days read as people say them. */
export function formatPeriod(fromMs: number | null, toMs: number | null, caseZone: string): string {
  const from = fromMs === null ? 'start' : shortTime(fromMs, caseZone)
  const to = toMs === null ? 'end' : shortTime(toMs, caseZone, true)
  return from === to ? from : `${from} – ${to}`
}

function shortTime(utcMs: number, zone: string, isExclusiveEnd = false): string {
  const { date, time } = wallClock(utcMs, zone)
  if (time !== '00:00:00') return `${date} ${time.slice(0, 5)}`
  return isExclusiveEnd ? wallClock(utcMs - 1, zone).date : date
}
