import type { PositionsAnswer } from '../../../main/contract/index.ts'
import { formatCount } from '../../shared/format/index.ts'
import { mapWords } from '../../shared/wording/map.ts'

const NO_STREETS_FROM_ZOOM = 11
const words = mapWords.notices

export interface MapNoticesProps {
  readonly answer: PositionsAnswer
  /** Positions in the lens. */
  readonly total: number
  readonly zoom: number
  readonly hiddenCircles: number
  /** Positions drawn, but outside of the window. */
  readonly outsideCount: number
  readonly isPlaying: boolean
  readonly isMeasuring: boolean
}

/** What limits the picture, in words. */
export function noticesOf({
  answer,
  total,
  zoom,
  hiddenCircles,
  outsideCount,
  isPlaying,
  isMeasuring,
}: MapNoticesProps): readonly string[] {
  return [
    ...(answer.isSample ? [sampleNotice(answer.points.keys.length, answer.total, total)] : []),
    ...(!answer.isSample && answer.total < total ? [words.windowOnly(formatCount(answer.total), formatCount(total))] : []),
    ...(hiddenCircles > 0 ? [words.circlesHidden(formatCount(hiddenCircles))] : []),
    ...(outsideCount > 0 ? [words.outside(formatCount(outsideCount))] : []),
    ...(zoom >= NO_STREETS_FROM_ZOOM ? [words.noStreets] : []),
    ...(isPlaying ? [words.playing] : []),
    ...(isMeasuring ? [mapWords.toolbar.measureHint] : []),
  ]
}

function sampleNotice(drawn: number, around: number, total: number): string {
  const [shown, all] = [formatCount(drawn), formatCount(total)]
  return around < total ? words.sampleWindow(shown, formatCount(around), all) : words.sample(shown, all)
}

export function MapNotices(props: MapNoticesProps) {
  const notices = noticesOf(props)
  if (notices.length === 0) return null
  return (
    <div className="map-notices" role="status">
      {notices.map((notice) => (
        <p key={notice}>{notice}</p>
      ))}
    </div>
  )
}
