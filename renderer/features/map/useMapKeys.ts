import { useKeys } from '../../shared/keys/index.ts'
import { useSelection } from '../../shared/lens/index.ts'
import { mapWords } from '../../shared/wording/map.ts'
import type { MapHandle } from './MapCanvas.tsx'
import { neighbourPoint, type MapPoint } from './points.ts'
import type { Playback } from './usePlayback.ts'

const words = mapWords.keys

export interface MapKeysInput {
  readonly points: readonly MapPoint[]
  readonly playback: Playback
  readonly handle: MapHandle | null
  readonly fit: () => void
  readonly toggleMeasuring: () => void
  readonly isMeasuring: boolean
}

/** The keys of the map, listed by `?`. */
export function useMapKeys({ points, playback, handle, fit, toggleMeasuring, isMeasuring }: MapKeysInput): void {
  const { selectedKey, select } = useSelection()
  const go = (step: 1 | -1): void => {
    const next = neighbourPoint(points, selectedKey, step)
    if (next !== undefined) select(next.key)
  }
  const { group } = words
  useKeys([
    { keys: ' ', words: words.play, group, run: playback.toggle },
    { keys: 'ArrowLeft', words: words.back, group, run: () => playback.step(-1) },
    { keys: 'ArrowRight', words: words.forward, group, run: () => playback.step(1) },
    { keys: 'j', words: words.next, group, run: () => go(1) },
    { keys: 'k', words: words.previous, group, run: () => go(-1) },
    { keys: '0', words: words.fit, group, run: fit },
    { keys: '+', words: words.nearer, group, run: () => handle?.zoomBy(1) },
    { keys: '-', words: words.farther, group, run: () => handle?.zoomBy(-1) },
    { keys: 'd', words: words.measure, group, run: toggleMeasuring },
    ...(isMeasuring || playback.atMs !== null
      ? [{ keys: 'Escape', words: words.end, group, run: isMeasuring ? toggleMeasuring : playback.leave }]
      : []),
  ])
}
