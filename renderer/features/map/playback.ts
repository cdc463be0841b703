/** Playing a period: speeds, and where the clock stands next. Pure. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export interface Speed {
  /** Time of the case that passes in one second. */
  readonly msPerSecond: number
  readonly words: string
}

export const SPEEDS: readonly Speed[] = [
  { msPerSecond: 10 * MINUTE_MS, words: '10 min/s' },
  { msPerSecond: HOUR_MS, words: '1 h/s' },
  { msPerSecond: 6 * HOUR_MS, words: '6 h/s' },
  { msPerSecond: 24 * HOUR_MS, words: '1 d/s' },
]

/** How long a position stays on the map after its time. */
export const TRAIL_MS = 24 * HOUR_MS
/** One step by key. */
export const STEP_MS = HOUR_MS

/** Where the clock stands after some real time; it stops at the end. */
export function advance(atMs: number, elapsedMs: number, msPerSecond: number, endMs: number): number {
  return Math.min(endMs, atMs + (elapsedMs / 1000) * msPerSecond)
}
