/** The small picture of the whole case in the period chip. Pure. */
import type { Histogram } from '../../../main/contract/index.ts'

const DAY_MS = 86_400_000

/** Width of a bar so that the span gives at most `bars` of them; whole days where that is not too coarse. */
export function sparklineBarMs(firstMs: number, lastMs: number, bars: number): number {
  const needed = Math.max(1, (lastMs - firstMs) / bars)
  return needed >= DAY_MS ? Math.ceil(needed / DAY_MS) * DAY_MS : Math.max(60_000, Math.ceil(needed / 60_000) * 60_000)
}

/** Bars as one path in a box of `width` by `height`; a bar with records is at least one unit high. */
export function sparklinePath(histogram: Histogram, firstMs: number, lastMs: number, width: number, height: number): string {
  const totals = histogram.bars.map(({ startMs, counts }) => ({
    startMs,
    total: Object.values(counts).reduce((sum, count) => sum + count, 0),
  }))
  const highest = Math.max(1, ...totals.map(({ total }) => total))
  const spanMs = Math.max(histogram.barMs, lastMs - firstMs)
  const barWidth = Math.max(1, (histogram.barMs / spanMs) * width)
  return totals
    .map(({ startMs, total }) => {
      const x = Math.max(0, ((startMs - firstMs) / spanMs) * width)
      // A square root keeps quiet days visible beside busy ones; the picture has no scale to read off.
      const barHeight = Math.max(1, Math.sqrt(total / highest) * height)
      return `M${x.toFixed(1)} ${height}v${(-barHeight).toFixed(1)}h${barWidth.toFixed(1)}v${barHeight.toFixed(1)}z`
    })
    .join('')
}
