/** The exhibits by time, with a picture of how they spread over the period. */
import { byTime, writeList } from './entryTable.ts'
import { html, type Markup } from './markup.ts'
import type { Entry, Package } from './model.ts'
import type { PageWriter } from './page.ts'
import { count, counted } from './words.ts'

const WIDTH = 960
const HEIGHT = 190
const LEFT = 44
const BOTTOM = 34
const MAX_BARS = 120
const DAY_MS = 86_400_000

export function writeTimeline(pack: Package, write: PageWriter, entries: readonly Entry[]): void {
  const sorted = byTime(entries)
  const dated = sorted.filter(({ time }) => time.utcMs !== null)
  const undated = sorted.length - dated.length
  const lead = html`<p class="lead">All exhibits by time. ${undated === 0 ? null : html`${counted(undated, 'exhibit has', 'exhibits have')} no UTC time and ${undated === 1 ? 'comes' : 'come'} last.`}</p>`
  writeList(pack, write, {
    name: 'timeline',
    title: 'Timeline',
    entries: sorted,
    head: html`<h1>Timeline</h1>${lead}${dated.length < 2 ? null : picture(pack, dated)}<p class="note">The picture counts exhibits: what somebody chose. A gap can mean that nothing was chosen, that nothing was stored, or that nothing happened.</p>`,
    shortHead: html`<h1>Timeline</h1>`,
  })
}

interface Bar {
  readonly label: string
  readonly count: number
}

/** Bars of one day, or of as many days as keeps the picture readable; days are those of the case's zone. */
function barsOf({ time }: Package, entries: readonly Entry[]): { bars: Bar[]; days: number } {
  const dayOf = (utcMs: number): number => Date.parse(`${time.local(utcMs).slice(0, 10)}T00:00:00Z`) / DAY_MS
  const days = entries.flatMap(({ time: { utcMs } }) => (utcMs === null ? [] : [dayOf(utcMs)]))
  const [first, last] = [Math.min(...spread(days)), Math.max(...spread(days))]
  const width = Math.max(1, Math.ceil((last - first + 1) / MAX_BARS))
  const counts = new Map<number, number>()
  for (const day of days) {
    const bar = Math.floor((day - first) / width)
    counts.set(bar, (counts.get(bar) ?? 0) + 1)
  }
  const total = Math.floor((last - first) / width) + 1
  const bars = Array.from({ length: total }, (_, index) => ({
    label: new Date((first + index * width) * DAY_MS).toISOString().slice(0, 10),
    count: counts.get(index) ?? 0,
  }))
  return { bars, days: width }
}

/** Sorted lists have their ends at the ends; a call with 50,000 arguments is one that engines refuse. */
const spread = (days: readonly number[]): readonly number[] => [days[0] ?? 0, days.at(-1) ?? 0]

function picture(pack: Package, dated: readonly Entry[]): Markup {
  const { bars, days } = barsOf(pack, dated)
  const most = Math.max(1, ...bars.map((bar) => bar.count))
  const step = (WIDTH - LEFT - 8) / bars.length
  const scale = (HEIGHT - BOTTOM - 16) / most
  const every = Math.max(1, Math.ceil(bars.length / 9))
  const title = `Exhibits per ${days === 1 ? 'day' : `${days} days`}, ${bars[0]?.label ?? ''} to ${bars.at(-1)?.label ?? ''}; at most ${count(most)}`
  return html`<figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}" font-family="Segoe UI, Noto Sans, Liberation Sans, Arial, sans-serif"><title>${title}</title><rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
<line x1="${LEFT}" y1="${HEIGHT - BOTTOM}" x2="${WIDTH - 8}" y2="${HEIGHT - BOTTOM}" stroke="#9aa6b6"/><text x="${LEFT - 6}" y="20" font-size="12" fill="#4a5565" text-anchor="end">${count(most)}</text><text x="${LEFT - 6}" y="${HEIGHT - BOTTOM}" font-size="12" fill="#4a5565" text-anchor="end">0</text>
${bars.map((bar, index) => html`${bar.count === 0 ? null : html`<rect x="${(LEFT + index * step + step * 0.1).toFixed(1)}" y="${(HEIGHT - BOTTOM - bar.count * scale).toFixed(1)}" width="${Math.max(1, step * 0.8).toFixed(1)}" height="${(bar.count * scale).toFixed(1)}" fill="#0b4f8a"><title>${bar.label}: ${count(bar.count)}</title></rect>`}${index % every === 0 ? dayLabel(LEFT + index * step, bar.label) : null}`)}
</svg><figcaption>${title}. Days are those of ${pack.time.zone}.</figcaption></figure>`
}

/** The width of a date, and so little that one moved to the left would lie on the one before. */
const LABEL_PIXELS = 68
const TOO_NEAR = 20

/** A date at the right edge ends there, so that it is not cut off. */
function dayLabel(x: number, label: string): Markup | null {
  if (x > WIDTH - TOO_NEAR) return null
  const isLast = x + LABEL_PIXELS > WIDTH
  return html`<text x="${(isLast ? WIDTH - 2 : x).toFixed(1)}" y="${HEIGHT - BOTTOM + 18}" font-size="11.5" fill="#4a5565"${isLast ? html` text-anchor="end"` : null}>${label}</text>`
}
