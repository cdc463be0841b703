import { Button } from '@blueprintjs/core'
import { useState, type FormEvent } from 'react'
import { useCaseZone } from '../../shared/caseContext.tsx'
import { dayStartMs, formatPeriod, utcOfWallClock, wallClock } from '../../shared/format/index.ts'
import { useLens, useSelection, WHOLE_CASE } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { shellWords } from '../../shared/wording/shell.ts'
import { LensChip } from './LensChip.tsx'
import { sparklineBarMs, sparklinePath } from './sparkline.ts'

const words = shellWords.lens.period
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const SPARK = { width: 72, height: 16, bars: 36 }

export function PeriodChip() {
  const { filter } = useLens()
  const zone = useCaseZone()
  const isSet = filter.fromMs !== null || filter.toMs !== null
  return (
    <LensChip
      part="period"
      value={isSet ? formatPeriod(filter.fromMs, filter.toMs, zone) : null}
      ornament={<Sparkline />}
      content={(close) => <PeriodForm close={close} />}
    />
  )
}

function Sparkline() {
  const { filter } = useLens()
  const whole = useQuery('timeline.count', { lens: WHOLE_CASE })
  const { firstMs = null, lastMs = null } = whole.data ?? {}
  const hasSpan = firstMs !== null && lastMs !== null
  const barMs = hasSpan ? sparklineBarMs(firstMs, lastMs, SPARK.bars) : DAY_MS
  const histogram = useQuery('timeline.histogram', { lens: { ...filter, fromMs: null, toMs: null }, barMs }, { isEnabled: hasSpan })
  if (!hasSpan || histogram.data === undefined) return null
  const xOf = (ms: number | null, fallback: number): number =>
    ms === null ? fallback : Math.min(SPARK.width, Math.max(0, ((ms - firstMs) / Math.max(1, lastMs - firstMs)) * SPARK.width))
  const from = xOf(filter.fromMs, 0)
  const to = xOf(filter.toMs, SPARK.width)
  return (
    <svg className="chip-spark" width={SPARK.width} height={SPARK.height} role="img" aria-label={words.sparkline}>
      <rect x={from} y={0} width={Math.max(1, to - from)} height={SPARK.height} className="chip-spark-period" />
      <path d={sparklinePath(histogram.data, firstMs, lastMs, SPARK.width, SPARK.height)} className="chip-spark-bars" />
    </svg>
  )
}

function inputText(utcMs: number | null, zone: string): string {
  if (utcMs === null) return ''
  const { date, time } = wallClock(utcMs, zone)
  return time === '00:00:00' ? date : `${date} ${time}`
}

/** Reads both fields. A text that is no time, or a reversed period, gives the sentence that says so. */
function readPeriod(from: string, to: string, zone: string): { readonly fromMs: number | null; readonly toMs: number | null } | string {
  const fromMs = from.trim() === '' ? null : utcOfWallClock(from, zone)
  const toMs = to.trim() === '' ? null : utcOfWallClock(to, zone)
  if ((fromMs === null && from.trim() !== '') || (toMs === null && to.trim() !== '')) return words.invalid
  if (fromMs !== null && toMs !== null && toMs <= fromMs) return words.reversed
  return { fromMs, toMs }
}

function PeriodForm({ close }: { readonly close: () => void }) {
  const { filter, change } = useLens()
  const zone = useCaseZone()
  const [from, setFrom] = useState(() => inputText(filter.fromMs, zone))
  const [to, setTo] = useState(() => inputText(filter.toMs, zone))
  const [problem, setProblem] = useState<string | null>(null)
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    const period = readPeriod(from, to, zone)
    if (typeof period === 'string') return setProblem(period)
    change(period)
    close()
  }
  return (
    <form className="chip-form" onSubmit={onSubmit}>
      <label>
        {words.from}
        <input className="bp6-input" value={from} onChange={(event) => setFrom(event.target.value)} autoFocus placeholder="2026-03-14" />
      </label>
      <label>
        {words.to}
        <input className="bp6-input" value={to} onChange={(event) => setTo(event.target.value)} placeholder="2026-03-21" />
      </label>
      <p className="is-small is-quiet">
        {words.hint(zone)} {words.undatedNote}
      </p>
      {problem !== null && (
        <p role="alert" className="chip-problem">
          {problem}
        </p>
      )}
      <Button type="submit" intent="primary" size="small">
        {words.apply}
      </Button>
      <Presets close={close} />
    </form>
  )
}

function Presets({ close }: { readonly close: () => void }) {
  const { change } = useLens()
  const zone = useCaseZone()
  const { selectedKey } = useSelection()
  const record = useQuery('record.get', { key: selectedKey ?? 0 }, { isEnabled: selectedKey !== null })
  const atMs = record.data?.line.time.utcMs ?? null
  const set = (fromMs: number | null, toMs: number | null): void => {
    change({ fromMs, toMs })
    close()
  }
  return (
    <div className="chip-presets">
      <Button size="small" variant="minimal" onClick={() => set(null, null)}>
        {words.whole}
      </Button>
      {atMs !== null && selectedKey !== null && (
        <>
          <Button size="small" variant="minimal" onClick={() => set(atMs - HOUR_MS / 2, atMs + HOUR_MS / 2)}>
            {words.aroundHour}
          </Button>
          <Button size="small" variant="minimal" onClick={() => set(dayStartMs(atMs, zone), dayStartMs(atMs, zone, 1))}>
            {words.aroundDay}
          </Button>
          <Button size="small" variant="minimal" onClick={() => set(dayStartMs(atMs, zone, -3), dayStartMs(atMs, zone, 4))}>
            {words.aroundWeek}
          </Button>
        </>
      )}
    </div>
  )
}
