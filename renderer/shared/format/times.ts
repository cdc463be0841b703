/** How times are written: ISO order, always with their zone (design, rule 5). Pure. */
import type { ShownTime } from '../../../main/contract/index.ts'
import { timeWords } from '../wording/times.ts'
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

/** What hovering over a time tells. One fact per line. */
export function timeTitle(time: ShownTime): string {
  const stored = time.asStored === null ? timeWords.noValue : timeWords.asStored(time.asStored, time.unit)
  const utc = time.utcMs === null ? timeWords.utcUnknown : timeWords.utc(new Date(time.utcMs).toISOString())
  return [utc, stored, timeWords.basis(timeWords.zoneBasis[time.zoneBasis])].join('\n')
}

export function timeParts(time: ShownTime, caseZone: string): TimeTextParts {
  const title = timeTitle(time)
  if (time.utcMs !== null) {
    const { date, time: clock, zone } = wallClock(time.utcMs, caseZone)
    return { text: `${date} ${clock}`, zone, isZoneKnown: true, title }
  }
  if (time.localText !== null) {
    return { text: time.localText.replace('T', ' ').replace(/\.\d+$/, ''), zone: timeWords.zoneUnknown, isZoneKnown: false, title }
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

/**
 * `2026-03-14 – 2026-04-02`, or one day. The end is exclusive, so that whole days read as people say them. Clock times carry
 * their zone.
 */
export function formatPeriod(fromMs: number | null, toMs: number | null, caseZone: string): string {
  const from = fromMs === null ? { text: timeWords.start, zone: '' } : shortTime(fromMs, caseZone)
  const to = toMs === null ? { text: timeWords.end, zone: '' } : shortTime(toMs, caseZone, true)
  if (from.text === to.text) return from.text
  const fromZone = from.zone === '' || from.zone === to.zone ? '' : ` ${from.zone}`
  return `${from.text}${fromZone} – ${to.text}${to.zone === '' ? '' : ` ${to.zone}`}`
}

/** A day without zone, or a clock time with it. */
function shortTime(utcMs: number, caseZone: string, isExclusiveEnd = false): { readonly text: string; readonly zone: string } {
  const { date, time, zone } = wallClock(utcMs, caseZone)
  if (time !== '00:00:00') return { text: `${date} ${time.slice(0, 5)}`, zone }
  return { text: isExclusiveEnd ? wallClock(utcMs - 1, caseZone).date : date, zone: '' }
}
