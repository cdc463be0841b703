import { Button, HTMLSelect } from '@blueprintjs/core'
import { CrossIcon, PauseIcon, PlayIcon } from '@blueprintjs/icons'
import { useMemo } from 'react'
import { useCaseZone } from '../../shared/caseContext.tsx'
import { zoneOffsetMs } from '../../shared/format/index.ts'
import { useLens } from '../../shared/lens/index.ts'
import { barsOf, barWidthMs, domainOf, TimeBrush } from '../../shared/timeBrush/index.ts'
import { UtcTime } from '../../shared/ui/index.ts'
import { mapWords } from '../../shared/wording/map.ts'
import { SPEEDS } from './playback.ts'
import { useBrushTimes } from './useMapPositions.ts'
import type { Playback } from './usePlayback.ts'

const words = mapWords.playback
const BARS = 160

/** Play, speed and the clock, beside the brush that sets the period of the lens. */
export function PlaybackBar({ playback }: { readonly playback: Playback }) {
  const { filter, change } = useLens()
  const { times, isSample } = useBrushTimes()
  const zone = useCaseZone()
  const { bars, barMs, domain } = useMemo(() => {
    let [first, last] = [Infinity, -Infinity]
    for (const time of times) {
      first = Math.min(first, time)
      last = Math.max(last, time)
    }
    const width = barWidthMs(Math.max(0, last - first), BARS)
    const offset = times.length === 0 ? 0 : zoneOffsetMs(first, zone)
    return { bars: barsOf(times, width, offset), barMs: width, domain: times.length === 0 ? null : domainOf(first, last, width, offset) }
  }, [times, zone])
  if (domain === null) return <div className="map-playback is-faint">{words.noTimes}</div>
  return (
    <div className="map-playback" role="group" aria-label={words.bar}>
      <div className="map-playback-keys">
        <span>
          <Button
            size="small"
            icon={playback.isPlaying ? <PauseIcon size={14} /> : <PlayIcon size={14} />}
            onClick={playback.toggle}
            aria-label={playback.isPlaying ? words.pause : words.play}
            data-testid="map-play"
          />
          <HTMLSelect
            className="map-speed"
            value={playback.speedIndex}
            aria-label={words.speed}
            onChange={(event) => playback.setSpeedIndex(Number(event.currentTarget.value))}
            options={SPEEDS.map(({ words: label }, index) => ({ value: index, label }))}
          />
          {playback.atMs !== null && (
            <Button
              size="small"
              variant="minimal"
              icon={<CrossIcon size={14} />}
              onClick={playback.leave}
              aria-label={words.stop}
              title={words.stop}
            />
          )}
        </span>
        <span className="map-clock">
          {playback.atMs === null ? (
            <span className="is-faint">{words.whole}</span>
          ) : (
            <UtcTime utcMs={Math.round(playback.atMs / 1000) * 1000} />
          )}
        </span>
      </div>
      <TimeBrush
        bars={bars}
        barMs={barMs}
        domain={domain}
        fromMs={filter.fromMs}
        toMs={filter.toMs}
        onChange={(fromMs, toMs) => change({ fromMs, toMs })}
        unit={isSample ? words.sampleUnit : words.unit}
        playheadMs={playback.atMs}
      />
    </div>
  )
}
