/** What the histogram draws on uPlot's canvas: stacked bars, hatched gaps, the period, the selected record. */
import type uPlot from 'uplot'
import type { Histogram, RecordKind } from '../../../main/contract/index.ts'
import { formatDuration } from '../../shared/format/index.ts'
import { RECORD_KINDS } from '../../shared/lens/index.ts'
import { readToken } from '../../shared/theme/index.ts'
import { timelineWords } from '../../shared/wording/timeline.ts'
import { gapsOf, type Span } from './histogramBars.ts'

export interface Palette {
  readonly kinds: Readonly<Record<RecordKind, string>>
  readonly text: string
  readonly line: string
  readonly hatch: string
  readonly period: string
  readonly accent: string
}

export function readPalette(): Palette {
  const kinds = Object.fromEntries(RECORD_KINDS.map((kind) => [kind, readToken(`--kind-${kind}`)])) as Record<RecordKind, string>
  return {
    kinds,
    text: readToken('--text-faint'),
    line: readToken('--line'),
    hatch: readToken('--line-strong'),
    period: readToken('--accent-soft'),
    accent: readToken('--accent'),
  }
}

const GAP_HEIGHT_PX = 7
const GAP_LABEL_MIN_PX = 150

function xOf(plot: uPlot, ms: number): number {
  const { left, width } = plot.bbox
  return Math.min(left + width, Math.max(left, plot.valToPos(ms, 'x', true)))
}

/** The period of the lens as a tinted ground behind the bars. */
export function drawOutside(plot: uPlot, period: Span | null, palette: Palette): void {
  if (period === null) return
  const { ctx, bbox } = plot
  const from = xOf(plot, period.fromMs)
  const to = xOf(plot, period.toMs)
  ctx.save()
  ctx.fillStyle = palette.period
  ctx.fillRect(from, bbox.top, to - from, bbox.height)
  ctx.fillStyle = palette.accent
  const edge = Math.max(1, Math.round(devicePixelRatio))
  for (const x of [from, to - edge]) ctx.fillRect(x, bbox.top, edge, bbox.height)
  ctx.restore()
}

export function drawBars(plot: uPlot, { bars, barMs }: Histogram, palette: Palette): void {
  const { ctx, bbox } = plot
  const bottom = bbox.top + bbox.height
  ctx.save()
  for (const { startMs, counts } of bars) {
    const from = xOf(plot, startMs)
    const to = xOf(plot, startMs + barMs)
    if (to <= from) continue
    const gap = to - from > 4 * devicePixelRatio ? devicePixelRatio : 0
    let below = 0
    for (const kind of RECORD_KINDS) {
      const count = counts[kind] ?? 0
      if (count === 0) continue
      const yFrom = plot.valToPos(below, 'y', true)
      const yTo = plot.valToPos(below + count, 'y', true)
      ctx.fillStyle = palette.kinds[kind]
      // Never thinner than a pixel: one record in a busy case must stay visible.
      const height = Math.max(devicePixelRatio, yFrom - yTo)
      ctx.fillRect(from, Math.min(bottom, yFrom) - height, Math.max(devicePixelRatio, to - from - gap), height)
      below += count
    }
  }
  ctx.restore()
}

/** Stretches without records as a hatched strip on the axis, with their length where there is room. */
export function drawGaps(plot: uPlot, histogram: Histogram, palette: Palette): void {
  const { ctx, bbox } = plot
  const height = GAP_HEIGHT_PX * devicePixelRatio
  const bottom = bbox.top + bbox.height
  ctx.save()
  ctx.strokeStyle = palette.hatch
  ctx.lineWidth = devicePixelRatio
  for (const gap of gapsOf(histogram)) {
    const from = xOf(plot, gap.fromMs)
    const to = xOf(plot, gap.toMs)
    if (to - from < 4 * devicePixelRatio) continue
    hatch(ctx, from, to, bottom - height, height)
    if (to - from < GAP_LABEL_MIN_PX * devicePixelRatio) continue
    ctx.fillStyle = palette.text
    ctx.font = `${11 * devicePixelRatio}px "Noto Sans", system-ui, sans-serif`
    ctx.textAlign = 'center'
    ctx.fillText(timelineWords.gap(formatDuration(gap.toMs - gap.fromMs)), (from + to) / 2, bottom - height - 4 * devicePixelRatio)
  }
  ctx.restore()
}

function hatch(ctx: CanvasRenderingContext2D, from: number, to: number, top: number, height: number): void {
  ctx.save()
  ctx.beginPath()
  ctx.rect(from, top, to - from, height)
  ctx.clip()
  ctx.beginPath()
  for (let x = from - height; x < to; x += 5 * devicePixelRatio) {
    ctx.moveTo(x, top + height)
    ctx.lineTo(x + height, top)
  }
  ctx.stroke()
  ctx.restore()
}

/** Where the selected record stands. */
export function drawMark(plot: uPlot, markMs: number | null, palette: Palette): void {
  const { min, max } = plot.scales['x'] ?? {}
  if (markMs === null || min == null || max == null || markMs < min || markMs > max) return
  const { ctx, bbox } = plot
  const x = plot.valToPos(markMs, 'x', true)
  const size = 5 * devicePixelRatio
  ctx.save()
  ctx.fillStyle = palette.accent
  ctx.fillRect(x - devicePixelRatio / 2, bbox.top, devicePixelRatio, bbox.height)
  ctx.beginPath()
  ctx.moveTo(x - size, bbox.top)
  ctx.lineTo(x + size, bbox.top)
  ctx.lineTo(x, bbox.top + size)
  ctx.fill()
  ctx.restore()
}
