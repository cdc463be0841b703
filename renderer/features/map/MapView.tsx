import './map.css'
import { MapIcon } from '@blueprintjs/icons'
import { useMemo, useState } from 'react'
import { useCase } from '../../shared/caseContext.tsx'
import { takeAskedView } from '../../shared/exhibit/index.ts'
import { useLens } from '../../shared/lens/index.ts'
import { useQuery } from '../../shared/query/index.ts'
import { EmptyState, FailedState, LoadingState } from '../../shared/ui/index.ts'
import { mapWords } from '../../shared/wording/map.ts'
import { MapWorkspace } from './MapWorkspace.tsx'
import { PlaybackBar } from './PlaybackBar.tsx'
import type { MapWindow } from './MapCanvas.tsx'
import type { Paint } from './mapFeatures.ts'
import { ownerColours, type Owner } from './palette.ts'
import { restoreView, useMapSettings } from './settings.ts'
import { useMapPositions } from './useMapPositions.ts'
import { usePlayback } from './usePlayback.ts'

/** Who was recorded where: the positions of the lens on a bundled map, with their classes, radii and times. */
export function MapView() {
  const { isEmpty, clear } = useLens()
  const { path } = useCase()
  // Before the settings are read: an exhibit may have asked for its view.
  useState(() => {
    const asked = takeAskedView('map')
    if (asked !== null) restoreView(path, asked)
  })
  const [settings, changeSettings] = useMapSettings()
  const [mapWindow, setMapWindow] = useState<MapWindow | null>(null)
  const positions = useMapPositions(settings.hidden, mapWindow?.box ?? null, mapWindow?.camera.zoom ?? 0)
  const { span } = positions
  const playback = usePlayback(span)
  const persons = useQuery('people.persons', {})
  const { answer, query } = positions
  const paint = useMemo<Paint>(() => {
    const everybody = (persons.data ?? []).map(({ id, isDeviceOwner }): Owner => ({ entity: `p${id}`, isDeviceOwner }))
    return { colourBy: settings.colourBy, span, owners: ownerColours(answer?.owners ?? [], everybody) }
  }, [settings.colourBy, span, answer, persons.data])
  const total = query.data?.total
  return (
    <div className="map-view" data-testid="map-view" data-count={total ?? ''} data-stale={query.isStale} aria-label={mapWords.view}>
      {answer === undefined ? (
        query.failure === null ? (
          <LoadingState words={mapWords.loading} />
        ) : (
          <FailedState failure={query.failure} onRetry={query.reload} />
        )
      ) : total === 0 ? (
        <EmptyState
          icon={<MapIcon size={32} />}
          title={isEmpty ? mapWords.noneTitle : mapWords.emptyTitle}
          action={
            isEmpty ? undefined : (
              <button type="button" className="bp6-button" onClick={clear}>
                {mapWords.emptyClear}
              </button>
            )
          }
        >
          {isEmpty ? mapWords.noneText : mapWords.emptyText}
        </EmptyState>
      ) : (
        <MapWorkspace
          positions={positions}
          answer={answer}
          settings={settings}
          changeSettings={changeSettings}
          playback={playback}
          paint={paint}
          mapWindow={mapWindow}
          setMapWindow={setMapWindow}
        />
      )}
      {answer !== undefined && <PlaybackBar playback={playback} />}
    </div>
  )
}
