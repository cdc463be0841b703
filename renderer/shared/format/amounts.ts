/** Counts, sizes, durations, distances. Pure. */
import { timeWords } from '../wording/times.ts'

const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const ONE_DIGIT = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** `18,204` */
export function formatCount(count: number): string {
  return COUNT.format(count)
}

/** `1 record`, `18,204 records` */
export function formatCountOf(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

const SIZE_UNITS = ['kB', 'MB', 'GB', 'TB'] as const

/** `812 bytes`, `1.4 MB` (powers of 1,000). */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return formatCountOf(bytes, 'byte', 'bytes')
  let value = bytes
  let unit = -1
  do {
    value /= 1000
    unit += 1
  } while (value >= 999.95 && unit < SIZE_UNITS.length - 1)
  return `${value < 100 ? ONE_DIGIT.format(value) : COUNT.format(value)} ${SIZE_UNITS[unit]}`
}

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** The two largest units: `45 s`, `2 min 5 s`, `11 h 3 min`, `4 d 2 h`. */
export function formatDuration(durationMs: number): string {
  const parts = [
    [Math.floor(durationMs / DAY_MS), 'd'],
    [Math.floor((durationMs % DAY_MS) / HOUR_MS), 'h'],
    [Math.floor((durationMs % HOUR_MS) / MINUTE_MS), 'min'],
    [Math.floor((durationMs % MINUTE_MS) / 1000), 's'],
  ] as const
  const first = parts.findIndex(([amount]) => amount > 0)
  if (first === -1) return durationMs > 0 ? timeWords.underOneSecond : '0 s'
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${formatCount(amount)} ${unit}`)
    .join(' ')
}

/** `32 m`, `1.2 km`, `342 km` */
export function formatDistance(metres: number): string {
  if (metres < 1000) return `${COUNT.format(metres)} m`
  const kilometres = metres / 1000
  return `${kilometres < 100 ? ONE_DIGIT.format(kilometres) : COUNT.format(kilometres)} km`
}

/** `48.20849, 16.37208` (five digits are about one metre). */
export function formatPosition(latitude: number, longitude: number): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
}

/** `64 %`, or null when the whole is not known. */
export function formatShare(done: number, total: number): string | null {
  return total > 0 ? `${Math.min(100, Math.floor((done / total) * 100))} %` : null
}
