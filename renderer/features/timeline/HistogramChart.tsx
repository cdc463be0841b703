/** The one component that knows uPlot: axes, cursor and brush are uPlot's, the stacked bars are drawn here. */
import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import type { Histogram } from '../../../main/contract/index.ts'
import { useTheme } from '../../shared/theme/index.ts'
import { totalOf, type Span } from './histogramBars.ts'
import { drawBars, drawGaps, drawMark, drawOutside, readPalette, type Palette } from './histogramDrawing.ts'

export interface HistogramChartProps {
  readonly histogram: Histogram
  readonly span: Span
  readonly period: Span | null
  /** Moment of the selected record, or null. */
  readonly markMs: number | null
  readonly zone: string
  readonly heightPx: number
  readonly onBrush: (span: Span) => void
  readonly onPick: (atMs: number) => void
  readonly onZoom: (centreMs: number, factor: number) => void
  readonly onWidth: (widthPx: number) => void
}

const DRAG_MIN_PX = 4
const AXIS_FONT = '11px "Noto Sans", system-ui, sans-serif'
/** Widest digit of that font: the axis makes room for its longest number, lest 100,000 read as 00,000. */
const AXIS_DIGIT_PX = 6.5

export function HistogramChart(props: HistogramChartProps) {
  const host = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  const latest = useRef(props)
  latest.current = props
  const theme = useTheme()
  const { zone, heightPx } = props

  useEffect(() => {
    const element = host.current
    if (element === null) return
    const plot = createPlot(element, latest, readPalette())
    chart.current = plot
    const observer = new ResizeObserver(() => {
      plot.setSize({ width: element.clientWidth, height: heightPx })
      latest.current.onWidth(element.clientWidth)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      plot.destroy()
      chart.current = null
    }
  }, [theme, zone, heightPx])

  const { histogram, span, period, markMs } = props
  useEffect(() => {
    chart.current?.setData(columnsOf(histogram), false)
    chart.current?.setScale('x', { min: span.fromMs, max: span.toMs })
  }, [histogram, span, theme, zone])
  useEffect(() => chart.current?.redraw(false, false), [period, markMs])
  return <div ref={host} className="tl-chart" />
}

function columnsOf({ bars }: Histogram): uPlot.AlignedData {
  return [bars.map(({ startMs }) => startMs), bars.map(({ counts }) => totalOf(counts))]
}

type Latest = { readonly current: HistogramChartProps }

/** Highest bar on the screen, so that zooming into quiet weeks shows them. */
function highest(latest: Latest): number {
  const {
    histogram: { bars, barMs },
    span,
  } = latest.current
  return Math.max(
    1,
    ...bars.filter(({ startMs }) => startMs + barMs > span.fromMs && startMs < span.toMs).map(({ counts }) => totalOf(counts)),
  )
}

function createPlot(element: HTMLDivElement, latest: Latest, palette: Palette): uPlot {
  const { zone, heightPx, span, histogram } = latest.current
  const axis: uPlot.Axis = {
    stroke: palette.text,
    font: AXIS_FONT,
    ticks: { stroke: palette.line, size: 4 },
    grid: { stroke: palette.line, width: 1 },
  }
  const options: uPlot.Options = {
    width: element.clientWidth,
    height: heightPx,
    ms: 1,
    tzDate: (timestamp) => uPlot.tzDate(new Date(timestamp), zone),
    legend: { show: false },
    padding: [8, 12, 0, 0],
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    scales: {
      x: { time: true, range: () => [latest.current.span.fromMs, latest.current.span.toMs] },
      y: { range: () => [0, highest(latest) * 1.08] },
    },
    axes: [
      { ...axis, grid: { show: false }, size: 26, space: 92, values: timeLabels(zone) },
      {
        ...axis,
        size: (_plot, labels) => Math.max(44, 16 + AXIS_DIGIT_PX * Math.max(0, ...(labels ?? []).map((label) => label.length))),
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000, 500_000, 1_000_000],
      },
    ],
    series: [{}, { paths: () => null, points: { show: false } }],
    hooks: {
      drawClear: [(plot) => drawOutside(plot, latest.current.period, palette)],
      draw: [
        (plot) => drawBars(plot, latest.current.histogram, palette),
        (plot) => drawGaps(plot, latest.current.histogram, palette),
        (plot) => drawMark(plot, latest.current.markMs, palette),
      ],
      setSelect: [(plot) => brushed(plot, latest)],
    },
  }
  const plot = new uPlot(options, columnsOf(histogram), element)
  plot.setScale('x', { min: span.fromMs, max: span.toMs })
  listen(plot, latest)
  return plot
}

function brushed(plot: uPlot, latest: Latest): void {
  const { left, width } = plot.select
  if (width < DRAG_MIN_PX) return
  latest.current.onBrush({ fromMs: plot.posToVal(left, 'x'), toMs: plot.posToVal(left + width, 'x') })
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
}

function listen(plot: uPlot, latest: Latest): void {
  plot.over.addEventListener('click', (event) => latest.current.onPick(plot.posToVal(event.offsetX, 'x')))
  plot.over.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      latest.current.onZoom(plot.posToVal(event.offsetX, 'x'), event.deltaY > 0 ? 1.25 : 0.8)
    },
    { passive: false },
  )
}

/** ISO order on the axis, as everywhere: days as `03-14`, hours as `22:41`, with the year where it changes. */
function timeLabels(zone: string): uPlot.Axis.DynamicValues {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return (_plot, splits, _axis, _space, incrementMs) => {
    let previousDay = ''
    return splits.map((split) => {
      const found = Object.fromEntries(parts.formatToParts(split).map(({ type, value }) => [type, value]))
      const day = `${found['year']}-${found['month']}-${found['day']}`
      const isNewDay = day !== previousDay
      previousDay = day
      if (incrementMs >= 86_400_000) return day
      return isNewDay ? `${found['month']}-${found['day']} ${found['hour']}:${found['minute']}` : `${found['hour']}:${found['minute']}`
    })
  }
}
