import { Button } from '@blueprintjs/core'
import { useMemo, useState, type KeyboardEvent } from 'react'
import type { Histogram, LensCount, RecordKind } from '../../../main/contract/index.ts'
import { useCaseZone } from '../../shared/caseContext.tsx'
import { formatCount, formatDuration, formatUtcMs } from '../../shared/format/index.ts'
import { RECORD_KINDS, useLens, useSelection } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { FailedState } from '../../shared/ui/index.ts'
import { kindWords } from '../../shared/wording/signs.ts'
import { timelineWords as words } from '../../shared/wording/timeline.ts'
import { chooseBarMs, nudged, panned, snapToBars, totalOf, wholeSpan, zoomed, type Span } from './histogramBars.ts'
import { HistogramChart } from './HistogramChart.tsx'

const HEIGHT_PX = 132
const BAR_MIN_PX = 5

/** Count with first and last time known: what the histogram stands on. */
type DatedCount = LensCount & { readonly firstMs: number; readonly lastMs: number }

export interface TimelineHistogramProps {
  readonly count: DatedCount
  readonly onPick: (atMs: number) => void
}

export function TimelineHistogram({ count, onPick }: TimelineHistogramProps) {
  const { filter, change, clearPart } = useLens()
  const zone = useCaseZone()
  const whole = useMemo(() => wholeSpan(count.firstMs, count.lastMs), [count.firstMs, count.lastMs])
  const [zoomSpan, setZoomSpan] = useState<Span | null>(null)
  const [widthPx, setWidthPx] = useState(800)
  const span = zoomSpan ?? whole
  const barMs = chooseBarMs(span, widthPx / BAR_MIN_PX)
  const histogram = useQuery('timeline.histogram', { lens: { ...filter, fromMs: null, toMs: null }, barMs })
  const period = periodOf(filter.fromMs, filter.toMs, whole)
  const markMs = useSelectedTime()
  const setPeriod = ({ fromMs, toMs }: Span): void => change({ fromMs: Math.round(fromMs), toMs: Math.round(toMs) })
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    const middleMs = (span.fromMs + span.toMs) / 2
    if (direction !== 0 && period !== null) setPeriod(nudged(period, barMs, direction, event.shiftKey))
    else if (direction !== 0) setZoomSpan(panned(span, whole, direction * 0.1))
    else if (event.key === '+' || event.key === '=') setZoomSpan(zoomed(span, whole, middleMs, 0.7))
    else if (event.key === '-') setZoomSpan(zoomed(span, whole, middleMs, 1.4))
    else if (event.key === 'Escape') clearPart('period')
    else return
    event.preventDefault()
  }
  if (histogram.data === undefined)
    return histogram.failure === null ? (
      <div className="tl-histogram" />
    ) : (
      <FailedState failure={histogram.failure} onRetry={histogram.reload} />
    )
  return (
    <div className="tl-histogram">
      <div className="tl-histogram-head">
        <Legend histogram={histogram.data} />
        <span className="ui-toolbar-space" />
        {zoomSpan !== null && (
          <Button size="small" variant="minimal" onClick={() => setZoomSpan(null)}>
            {words.resetZoom}
          </Button>
        )}
        <span className="is-faint is-small" title={words.barTitle}>
          {words.barOf(formatDuration(histogram.data.barMs))}
        </span>
      </div>
      <div
        className="tl-histogram-body"
        tabIndex={0}
        role="group"
        data-testid="histogram"
        onKeyDown={onKeyDown}
        title={words.histogramHelp}
        aria-label={`${words.histogram}. ${summaryOf(histogram.data, span, zone)}. ${words.histogramHelp}`}
      >
        <HistogramChart
          histogram={histogram.data}
          span={span}
          period={period}
          markMs={markMs}
          zone={zone}
          heightPx={HEIGHT_PX}
          onWidth={setWidthPx}
          onPick={onPick}
          onBrush={(brush) => setPeriod(snapToBars(brush, barMs, zone))}
          onZoom={(centreMs, factor) => setZoomSpan(zoomed(span, whole, centreMs, factor))}
        />
      </div>
    </div>
  )
}

function periodOf(fromMs: number | null, toMs: number | null, whole: Span): Span | null {
  return fromMs === null && toMs === null ? null : { fromMs: fromMs ?? whole.fromMs, toMs: toMs ?? whole.toMs }
}

function useSelectedTime(): number | null {
  const { selectedKey } = useSelection()
  const record = useQuery('record.get', { key: selectedKey ?? 0 }, { isEnabled: selectedKey !== null, keepPrevious: false })
  return record.data?.line.time.utcMs ?? null
}

function summaryOf(histogram: Histogram, span: Span, zone: string): string {
  const count = histogram.bars.reduce((sum, { counts }) => sum + totalOf(counts), 0)
  return words.summary(formatCount(count), formatUtcMs(span.fromMs, zone), formatUtcMs(span.toMs, zone))
}

/** Colours of the kinds with their counts; a click narrows the lens to a kind, or takes it off again. */
function Legend({ histogram }: { readonly histogram: Histogram }) {
  const { filter, change } = useLens()
  const counts = useMemo(() => countKinds(histogram), [histogram])
  const toggle = (kind: RecordKind): void => {
    change({ kinds: filter.kinds.includes(kind) ? filter.kinds.filter((other) => other !== kind) : [...filter.kinds, kind] })
  }
  return (
    <div className="tl-legend">
      {RECORD_KINDS.filter((kind) => (counts.get(kind) ?? 0) > 0).map((kind) => (
        <button key={kind} type="button" className="tl-legend-item" aria-pressed={filter.kinds.includes(kind)} onClick={() => toggle(kind)}>
          <span className="tl-legend-sign" data-kind={kind} />
          {kindWords[kind].many} <span className="is-figures is-faint">{formatCount(counts.get(kind) ?? 0)}</span>
        </button>
      ))}
    </div>
  )
}

function countKinds({ bars }: Histogram): ReadonlyMap<RecordKind, number> {
  const counts = new Map<RecordKind, number>()
  for (const bar of bars) for (const kind of RECORD_KINDS) counts.set(kind, (counts.get(kind) ?? 0) + (bar.counts[kind] ?? 0))
  return counts
}
