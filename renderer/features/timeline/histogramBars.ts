/** Arithmetic of the histogram: widths of bars, gaps, snapping, zoom. Pure. */
import type { Histogram } from '../../../main/contract/index.ts'
import { dayStartMs, zoneOffsetMs } from '../../shared/format/index.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS

/** Widths that people think in. */
const BAR_WIDTHS_MS: readonly number[] = [
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  7 * DAY_MS,
  14 * DAY_MS,
  28 * DAY_MS,
  91 * DAY_MS,
  364 * DAY_MS,
]

/** A stretch of time, UTC ms; the end is not included. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

/** The narrowest width that gives at most `maxBars` bars. */
export function chooseBarMs({ fromMs, toMs }: Span, maxBars: number): number {
  const needed = (toMs - fromMs) / Math.max(1, maxBars)
  return BAR_WIDTHS_MS.find((width) => width >= needed) ?? BAR_WIDTHS_MS.at(-1) ?? DAY_MS
}

/** The whole case with a little air, so that the first and last bar can be read. */
export function wholeSpan(firstMs: number, lastMs: number): Span {
  const marginMs = Math.max(MINUTE_MS * 30, (lastMs - firstMs) * 0.01)
  return { fromMs: Math.floor(firstMs - marginMs), toMs: Math.ceil(lastMs + marginMs) }
}

export function totalOf(counts: Histogram['bars'][number]['counts']): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

const SHORTEST_GAP_BARS = 3
const SHORTEST_GAP_MS = 12 * HOUR_MS

/** Stretches between bars in which the lens holds no record, long enough to be worth a sign. */
export function gapsOf({ bars, barMs }: Histogram): readonly Span[] {
  const gaps: Span[] = []
  for (const [index, bar] of bars.entries()) {
    const next = bars[index + 1]
    if (next === undefined) break
    const fromMs = bar.startMs + barMs
    if (next.startMs - fromMs >= Math.max(SHORTEST_GAP_MS, SHORTEST_GAP_BARS * barMs)) gaps.push({ fromMs, toMs: next.startMs })
  }
  return gaps
}

/** A dragged stretch widened to the width of a bar, at full hours and days as people of the zone read them. */
export function snapToBars(span: Span, barMs: number, zone: string): Span {
  if (barMs >= DAY_MS) {
    const lastDay = dayStartMs(span.toMs, zone)
    return { fromMs: dayStartMs(span.fromMs, zone), toMs: lastDay === span.toMs ? lastDay : dayStartMs(span.toMs, zone, 1) }
  }
  const snap = (ms: number, round: (bars: number) => number): number => {
    const offsetMs = zoneOffsetMs(ms, zone)
    return round((ms + offsetMs) / barMs) * barMs - offsetMs
  }
  return { fromMs: snap(span.fromMs, Math.floor), toMs: snap(span.toMs, Math.ceil) }
}

const SHORTEST_SPAN_MS = 20 * MINUTE_MS

/** Zooms around a moment; factor below 1 comes closer. Never beyond the whole. */
export function zoomed(span: Span, whole: Span, centreMs: number, factor: number): Span {
  const widthMs = Math.min(whole.toMs - whole.fromMs, Math.max(SHORTEST_SPAN_MS, (span.toMs - span.fromMs) * factor))
  const share = (centreMs - span.fromMs) / Math.max(1, span.toMs - span.fromMs)
  return within(centreMs - share * widthMs, widthMs, whole)
}

/** Moves by a share of the width. Never beyond the whole. */
export function panned(span: Span, whole: Span, share: number): Span {
  const widthMs = span.toMs - span.fromMs
  return within(span.fromMs + share * widthMs, widthMs, whole)
}

function within(fromMs: number, widthMs: number, whole: Span): Span {
  const from = Math.round(Math.max(whole.fromMs, Math.min(whole.toMs - widthMs, fromMs)))
  return { fromMs: from, toMs: Math.round(Math.min(whole.toMs, from + widthMs)) }
}

/** The period moved, or with `isEndOnly` made longer or shorter, by a number of bars. At least one bar stays. */
export function nudged(period: Span, barMs: number, bars: number, isEndOnly: boolean): Span {
  const toMs = period.toMs + bars * barMs
  if (!isEndOnly) return { fromMs: period.fromMs + bars * barMs, toMs }
  return { fromMs: period.fromMs, toMs: Math.max(period.fromMs + barMs, toMs) }
}
