/** The positions as a list: the way to the same records without a mouse. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { Party } from '../../../main/contract/index.ts'
import { useCaseZone } from '../../shared/caseContext.tsx'
import { formatDistance, wallClock } from '../../shared/format/index.ts'
import { commonWords } from '../../shared/wording/common.ts'
import { mapWords, positionClassMeanings } from '../../shared/wording/map.ts'
import { ClassSign } from './ClassSign.tsx'
import { colourOf, type Paint } from './mapFeatures.ts'
import type { MapPoint } from './points.ts'

const ROW_PX = 40

export interface PositionListProps {
  readonly points: readonly MapPoint[]
  readonly owners: readonly Party[]
  readonly selectedKey: number | null
  readonly paint: Paint
  readonly select: (key: number) => void
}

export function PositionList({ points, owners, selectedKey, paint, select }: PositionListProps) {
  const zone = useCaseZone()
  const frame = useRef<HTMLDivElement | null>(null)
  const rows = useVirtualizer({ count: points.length, getScrollElement: () => frame.current, estimateSize: () => ROW_PX, overscan: 8 })
  const selectedIndex = points.findIndex(({ key }) => key === selectedKey)
  useEffect(() => {
    if (selectedIndex >= 0) rows.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [selectedIndex, rows])
  return (
    <div
      ref={frame}
      className="map-list"
      role="listbox"
      aria-label={mapWords.list.label}
      tabIndex={0}
      data-testid="map-list"
      aria-activedescendant={selectedIndex >= 0 ? `map-row-${selectedKey}` : undefined}
    >
      <div className="map-list-space" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const point = points[index]
          if (point === undefined) return null
          return (
            <div
              key={point.key}
              id={`map-row-${point.key}`}
              role="option"
              aria-selected={point.key === selectedKey}
              className="map-list-row"
              data-key={point.key}
              style={{ height: ROW_PX, transform: `translateY(${start}px)` }}
              onClick={() => select(point.key)}
            >
              <ClassSign name={point.class} colour={colourOf(point, paint)} />
              <span className="map-list-time is-figures">{point.atMs === null ? commonWords.noTime : timeText(point.atMs, zone)}</span>
              <span className="map-list-radius is-figures">
                {point.accuracyMetres === null ? mapWords.list.noRadius : `± ${formatDistance(point.accuracyMetres)}`}
              </span>
              <span className="map-list-more is-quiet is-clipped">
                {positionClassMeanings[point.class].name} {mapWords.list.of}{' '}
                <bdi>{owners[point.ownerIndex]?.name ?? mapWords.legend.unknownOwner}</bdi>
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

function timeText(atMs: number, zone: string): string {
  const { date, time, zone: name } = wallClock(atMs, zone)
  return `${date} ${time} ${name}`
}
