/** A small histogram in which a period is drawn: under the map and under the graph. */
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useCaseZone } from '../caseContext.tsx'
import { formatCount, formatPeriod, formatUtcMs } from '../format/index.ts'
import { brushWords } from '../wording/brush.ts'
import { periodBetween, ticksOf, toShare, type BrushBar, type BrushDomain } from './brushScale.ts'
import './timeBrush.css'

export interface TimeBrushProps {
  readonly bars: readonly BrushBar[]
  readonly barMs: number
  readonly domain: BrushDomain
  /** Chosen period; null means open at that end. */
  readonly fromMs: number | null
  readonly toMs: number | null
  /** Null, null: the whole time. Called once per drawing, so that it is one undo step. */
  readonly onChange: (fromMs: number | null, toMs: number | null) => void
  /** What the bars count: `positions`. */
  readonly unit: string
  readonly playheadMs?: number | null
}

const HEIGHT = 44
const AXIS = 14
const TICK_WIDTH = 110

interface Drag {
  readonly startShare: number
  readonly endShare: number
}

export function TimeBrush(props: TimeBrushProps) {
  const { bars, barMs, domain, fromMs, toMs, onChange, unit, playheadMs = null } = props
  const zone = useCaseZone()
  const frame = useRef<SVGSVGElement | null>(null)
  const width = useWidth(frame)
  const [drag, setDrag] = useState<Drag | null>(null)
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const x = (timeMs: number): number => Math.min(1, Math.max(0, toShare(timeMs, domain))) * width
  const drawn = drag === null ? null : periodBetween(drag.startShare, drag.endShare, domain, barMs, zone)
  const shown: readonly [number | null, number | null] = drawn ?? [fromMs, toMs]
  const isNarrowed = shown[0] !== null || shown[1] !== null
  const left = x(shown[0] ?? domain[0])
  const right = x(shown[1] ?? domain[1])
  const shareOf = (event: PointerEvent): number => {
    const box = event.currentTarget.getBoundingClientRect()
    return Math.min(1, Math.max(0, (event.clientX - box.left) / Math.max(1, box.width)))
  }
  const onPointerDown = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrag(startDrag(shareOf(event), left / width, right / width, isNarrowed, 6 / width))
  }
  const onPointerUp = (event: PointerEvent<SVGSVGElement>): void => {
    if (drag === null) return
    const period = periodBetween(drag.startShare, shareOf(event), domain, barMs, zone)
    setDrag(null)
    if (period !== null) onChange(...period)
  }
  const moveEdge = (edge: 'from' | 'to', step: number): void => {
    const from = (fromMs ?? domain[0]) + (edge === 'from' ? step * barMs : 0)
    const to = (toMs ?? domain[1]) + (edge === 'to' ? step * barMs : 0)
    if (from < to && from >= domain[0] - barMs && to <= domain[1] + barMs) onChange(from, to)
  }
  return (
    <div className="time-brush">
      <svg
        ref={frame}
        className="time-brush-chart"
        height={HEIGHT + AXIS}
        role="group"
        aria-label={brushWords.label(unit)}
        data-testid="time-brush"
        onPointerDown={onPointerDown}
        onPointerMove={(event) => drag !== null && setDrag({ ...drag, endShare: shareOf(event) })}
        onPointerUp={onPointerUp}
        onLostPointerCapture={() => setDrag(null)}
        onDoubleClick={() => onChange(null, null)}
      >
        {isNarrowed && <rect className="time-brush-period" x={left} y={0} width={Math.max(1, right - left)} height={HEIGHT} />}
        {bars.map(({ startMs, count }) => {
          const height = Math.max(1.5, (count / most) * (HEIGHT - 4))
          const isIn = startMs + barMs > (shown[0] ?? -Infinity) && startMs < (shown[1] ?? Infinity)
          return (
            <rect
              key={startMs}
              className={isIn ? 'time-brush-bar' : 'time-brush-bar is-outside'}
              x={x(startMs)}
              y={HEIGHT - height}
              width={Math.max(1, x(startMs + barMs) - x(startMs) - 0.5)}
              height={height}
            >
              <title>{`${formatPeriod(startMs, startMs + barMs, zone)}: ${formatCount(count)} ${unit}`}</title>
            </rect>
          )
        })}
        <line className="time-brush-axis" x1={0} x2={width} y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
        {ticksOf(domain, zone, Math.max(2, Math.floor(width / TICK_WIDTH))).map(({ atMs, label }) => (
          <g key={atMs}>
            <line className="time-brush-axis" x1={x(atMs)} x2={x(atMs)} y1={HEIGHT} y2={HEIGHT + 4} />
            {x(atMs) < width - 62 && (
              <text className="time-brush-tick" x={x(atMs) + 3} y={HEIGHT + 11}>
                {label}
              </text>
            )}
          </g>
        ))}
        {isNarrowed && (
          <Edge
            at={left}
            words={brushWords.from}
            timeMs={shown[0] ?? domain[0]}
            domain={domain}
            zone={zone}
            onStep={(step) => moveEdge('from', step)}
          />
        )}
        {isNarrowed && (
          <Edge
            at={right}
            words={brushWords.to}
            timeMs={shown[1] ?? domain[1]}
            domain={domain}
            zone={zone}
            onStep={(step) => moveEdge('to', step)}
          />
        )}
        {playheadMs !== null && <line className="time-brush-playhead" x1={x(playheadMs)} x2={x(playheadMs)} y1={0} y2={HEIGHT} />}
      </svg>
    </div>
  )
}

/** Near an edge of the period the other edge stays; elsewhere a new period begins. */
function startDrag(share: number, left: number, right: number, isNarrowed: boolean, reach: number): Drag {
  if (isNarrowed && Math.abs(share - left) < reach) return { startShare: right, endShare: share }
  if (isNarrowed && Math.abs(share - right) < reach) return { startShare: left, endShare: share }
  return { startShare: share, endShare: share }
}

interface EdgeProps {
  readonly at: number
  readonly words: string
  readonly timeMs: number
  readonly domain: BrushDomain
  readonly zone: string
  readonly onStep: (step: number) => void
}

function Edge({ at, words, timeMs, domain, zone, onStep }: EdgeProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    onStep(step)
  }
  return (
    <rect
      className="time-brush-edge"
      x={at - 2}
      y={0}
      width={4}
      height={HEIGHT}
      tabIndex={0}
      role="slider"
      aria-label={words}
      aria-valuemin={domain[0]}
      aria-valuemax={domain[1]}
      aria-valuenow={timeMs}
      aria-valuetext={formatUtcMs(timeMs, zone)}
      onKeyDown={onKeyDown}
    />
  )
}

function useWidth(frame: { readonly current: SVGSVGElement | null }): number {
  const [width, setWidth] = useState(600)
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(1, entry?.contentRect.width ?? 1)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame])
  return width
}
