import { SegmentedControl } from '@blueprintjs/core'
import { useState } from 'react'
import type { PositionsAnswer } from '../../../main/contract/index.ts'
import { useSelection } from '../../shared/lens/index.ts'
import { mapWords } from '../../shared/wording/map.ts'
import type { Paint } from './mapFeatures.ts'
import { MapLegend } from './MapLegend.tsx'
import type { MapPoint } from './points.ts'
import { PositionList } from './PositionList.tsx'
import type { MapSettings } from './settings.ts'
import type { MapPositions } from './useMapPositions.ts'

const words = mapWords.legend

export interface MapPanelProps {
  readonly positions: MapPositions
  readonly answer: PositionsAnswer
  /** Positions on the map now: of the playback's last day while it runs. */
  readonly shown: readonly MapPoint[]
  readonly isPartial: boolean
  readonly paint: Paint
  readonly settings: MapSettings
  readonly changeSettings: (patch: Partial<MapSettings>) => void
}

/** Beside the map: what the signs mean, or the positions one by one. */
export function MapPanel({ positions, answer, shown, isPartial, paint, settings, changeSettings }: MapPanelProps) {
  const [tab, setTab] = useState<'legend' | 'list'>('legend')
  const { selectedKey, select } = useSelection()
  const hasUnknownOwner = answer.points.ownerIndex.some((index) => index < 0)
  return (
    <aside className="map-panel" aria-label={words.panel}>
      <SegmentedControl
        className="map-tabs"
        size="small"
        fill
        value={tab}
        onValueChange={(value) => setTab(value === 'list' ? 'list' : 'legend')}
        options={[
          { label: words.tab, value: 'legend' },
          { label: words.listTab, value: 'list' },
        ]}
      />
      {tab === 'legend' ? (
        <MapLegend
          owners={answer.owners}
          hasUnknownOwner={hasUnknownOwner}
          totals={positions.totals}
          paint={paint}
          isSample={answer.isSample}
          isPartial={isPartial}
          settings={settings}
          change={changeSettings}
        />
      ) : (
        <PositionList points={shown} owners={answer.owners} selectedKey={selectedKey} paint={paint} select={select} />
      )}
    </aside>
  )
}
