import type { Party } from '../../../main/contract/index.ts'
import { formatCount, formatDistance, formatPosition } from '../../shared/format/index.ts'
import { UtcTime } from '../../shared/ui/index.ts'
import { mapWords, positionClassMeanings } from '../../shared/wording/map.ts'
import type { MapPoint } from './points.ts'

const words = mapWords.hover
const WIDTH = 280
const OFFSET = 14

export interface HoverCardProps {
  readonly point: MapPoint
  readonly owner: Party | undefined
  readonly moreCount: number
  readonly at: { readonly x: number; readonly y: number }
  readonly frame: { readonly width: number; readonly height: number }
}

/** When, whose, what kind, how exact and what that means. */
export function HoverCard({ point, owner, moreCount, at, frame }: HoverCardProps) {
  const { name, meaning, radius } = positionClassMeanings[point.class]
  const left = Math.max(4, at.x + OFFSET + WIDTH > frame.width ? at.x - OFFSET - WIDTH : at.x + OFFSET)
  const isLow = at.y > frame.height / 2
  return (
    <div
      className="map-hover"
      style={{ left, width: WIDTH, ...(isLow ? { bottom: frame.height - at.y + OFFSET } : { top: at.y + OFFSET }) }}
      role="status"
    >
      <strong>
        {name}: <bdi>{owner?.name ?? mapWords.legend.unknownOwner}</bdi>
      </strong>
      <span>
        <UtcTime utcMs={point.atMs} />
        {point.endMs !== null && (
          <>
            {' '}
            {words.until} <UtcTime utcMs={point.endMs} />
          </>
        )}
      </span>
      <span className="is-figures">{formatPosition(point.latitude, point.longitude)}</span>
      <span>{meaning}</span>
      <span className="is-quiet">
        {point.accuracyMetres === null ? words.noRadius : `${words.radius(formatDistance(point.accuracyMetres))} ${radius}`}
      </span>
      {moreCount > 0 && <em>{words.more(formatCount(moreCount))}</em>}
    </div>
  )
}
