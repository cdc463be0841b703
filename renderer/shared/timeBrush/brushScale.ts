/** Arithmetic of the time brush. Pure. */
import { dayStartMs, wallClock } from '../format/index.ts'

export interface BrushBar {
  readonly startMs: number
  readonly count: number
}

/** From first (inclusive) to last (exclusive), UTC ms. */
export type BrushDomain = readonly [fromMs: number, toMs: number]

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Hours that start anywhere in a day read badly as a period: from three hours on, whole days. */
const WIDTHS: readonly number[] = [
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  7 * DAY_MS,
  14 * DAY_MS,
  28 * DAY_MS,
  84 * DAY_MS,
  364 * DAY_MS,
]

/** Width of a bar so that at most about `count` bars fill the span. */
export function barWidthMs(spanMs: number, count: number): number {
  return WIDTHS.find((width) => spanMs / width <= count) ?? 364 * DAY_MS
}

/**
 * Bars of the times; empty ones are left out. Bars start at multiples of their width, moved by the offset of the case's zone
 * from UTC, so that days begin at local midnight.
 */
export function barsOf(timesMs: readonly number[], barMs: number, offsetMs: number): readonly BrushBar[] {
  const counts = new Map<number, number>()
  for (const timeMs of timesMs) {
    const startMs = floorTo(timeMs, barMs, offsetMs)
    counts.set(startMs, (counts.get(startMs) ?? 0) + 1)
  }
  return [...counts].map(([startMs, count]) => ({ startMs, count })).sort((left, right) => left.startMs - right.startMs)
}

const floorTo = (timeMs: number, barMs: number, offsetMs: number): number => Math.floor((timeMs + offsetMs) / barMs) * barMs - offsetMs

/** The whole bars that hold every time, or null without times. */
export function domainOf(firstMs: number | null, lastMs: number | null, barMs: number, offsetMs: number): BrushDomain | null {
  if (firstMs === null || lastMs === null) return null
  return [floorTo(firstMs, barMs, offsetMs), floorTo(lastMs, barMs, offsetMs) + barMs]
}

export const toShare = (timeMs: number, [fromMs, toMs]: BrushDomain): number => (timeMs - fromMs) / (toMs - fromMs)
export const toTime = (share: number, [fromMs, toMs]: BrushDomain): number => fromMs + Math.min(1, Math.max(0, share)) * (toMs - fromMs)

/** A period between two places of the brush, snapped to whole bars (to local midnights from a day on), or null when it is no wider than a click. */
export function periodBetween(aShare: number, bShare: number, domain: BrushDomain, barMs: number, zone: string): BrushDomain | null {
  const low = toTime(Math.min(aShare, bShare), domain)
  const high = toTime(Math.max(aShare, bShare), domain)
  const snap = (timeMs: number): number => {
    const snappedMs = domain[0] + Math.round((timeMs - domain[0]) / barMs) * barMs
    // Where the clocks changed since the first bar, midnight has moved by an hour.
    return barMs < DAY_MS ? snappedMs : dayStartMs(snappedMs + DAY_MS / 2, zone)
  }
  const fromMs = snap(low)
  const toMs = snap(high)
  return toMs > fromMs ? [fromMs, toMs] : null
}

export interface Tick {
  readonly atMs: number
  readonly label: string
}

const TICK_DAYS: readonly number[] = [1, 2, 7, 14, 28, 91, 182, 365, 730, 1826]

/** Labelled days in the zone of the case; hours where the domain is shorter than two days. */
export function ticksOf(domain: BrushDomain, zone: string, maxTicks: number): readonly Tick[] {
  const spanMs = domain[1] - domain[0]
  if (spanMs < 2 * DAY_MS) return hourTicks(domain, zone, maxTicks)
  const days = TICK_DAYS.find((step) => spanMs / DAY_MS / step <= maxTicks) ?? 3652
  const ticks: Tick[] = []
  for (let atMs = dayStartMs(domain[0], zone, 1); atMs < domain[1]; atMs = dayStartMs(atMs, zone, days))
    ticks.push({ atMs, label: wallClock(atMs, zone).date })
  return ticks
}

function hourTicks(domain: BrushDomain, zone: string, maxTicks: number): readonly Tick[] {
  const hours = [1, 3, 6, 12].find((step) => (domain[1] - domain[0]) / HOUR_MS / step <= maxTicks) ?? 24
  const startMs = Math.ceil(domain[0] / (hours * HOUR_MS)) * hours * HOUR_MS
  const count = Math.max(0, Math.ceil((domain[1] - startMs) / (hours * HOUR_MS)))
  return Array.from({ length: count }, (_, index) => {
    const atMs = startMs + index * hours * HOUR_MS
    return { atMs, label: wallClock(atMs, zone).time.slice(0, 5) }
  })
}
