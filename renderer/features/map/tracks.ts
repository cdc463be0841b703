/**
 * Lines between positions. Only device fixes are joined, only of one owner and one source, and a line is drawn through at
 * most 30 minutes without a fix: what lies between was not observed (reference/evidence.md, section 7, maps).
 */
import { nearestLongitude, type LonLat } from './geodesy.ts'
import type { MapPoint } from './points.ts'

export const MAX_OBSERVED_GAP_MS = 30 * 60_000

export interface TrackPart {
  /** `gap` joins the two ends of a time without fixes; it is drawn dashed and called "not observed". */
  readonly kind: 'observed' | 'gap'
  readonly ownerIndex: number
  readonly fromMs: number
  readonly toMs: number
  readonly line: readonly LonLat[]
}

interface Fix {
  readonly atMs: number
  readonly at: LonLat
}

/** Track parts of all owners, in the order of the points. Points must be sorted by time. */
export function splitTracks(points: readonly MapPoint[], maxGapMs: number = MAX_OBSERVED_GAP_MS): readonly TrackPart[] {
  const tracks = new Map<string, { readonly ownerIndex: number; readonly fixes: Fix[] }>()
  for (const { class: name, atMs, ownerIndex, sourceId, longitude, latitude } of points) {
    if (name !== 'device-fix' || atMs === null || ownerIndex < 0) continue
    const key = `${ownerIndex} ${sourceId}`
    const track = tracks.get(key) ?? { ownerIndex, fixes: [] }
    tracks.set(key, track)
    const before = track.fixes.at(-1)
    track.fixes.push({ atMs, at: [before === undefined ? longitude : nearestLongitude(longitude, before.at[0]), latitude] })
  }
  return [...tracks.values()].flatMap(({ ownerIndex, fixes }) => splitOne(ownerIndex, fixes, maxGapMs))
}

function splitOne(ownerIndex: number, fixes: readonly Fix[], maxGapMs: number): readonly TrackPart[] {
  const parts: TrackPart[] = []
  let run: Fix[] = []
  const endRun = (): void => {
    const part = partOf('observed', ownerIndex, run)
    if (part !== null) parts.push(part)
  }
  for (const fix of fixes) {
    const before = run.at(-1)
    if (before !== undefined && fix.atMs - before.atMs > maxGapMs) {
      endRun()
      const gap = partOf('gap', ownerIndex, [before, fix])
      if (gap !== null) parts.push(gap)
      run = []
    }
    run.push(fix)
  }
  endRun()
  return parts
}

function partOf(kind: TrackPart['kind'], ownerIndex: number, fixes: readonly Fix[]): TrackPart | null {
  const first = fixes[0]
  const last = fixes.at(-1)
  if (first === undefined || last === undefined || fixes.length < 2) return null
  return { kind, ownerIndex, fromMs: first.atMs, toMs: last.atMs, line: fixes.map(({ at }) => at) }
}
