/** The map with its legend, list, notices and keys, once there are positions to show. */
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import type { PositionClass, PositionsAnswer } from '../../../main/contract/index.ts'
import { useCase } from '../../shared/caseContext.tsx'
import { useLens, useSelection } from '../../shared/lens/index.ts'
import { useTheme } from '../../shared/theme/index.ts'
import { LoadingState } from '../../shared/ui/index.ts'
import { mapWords } from '../../shared/wording/map.ts'
import type { LonLat } from './geodesy.ts'
import { HoverCard } from './HoverCard.tsx'
import type { MapHandle, MapWindow } from './MapCanvas.tsx'
import { MapNotices } from './MapNotices.tsx'
import type { Paint } from './mapFeatures.ts'
import { MapPanel } from './MapPanel.tsx'
import { MapToolbar } from './MapToolbar.tsx'
import { PlaceDialog } from './PlaceDialog.tsx'
import { TRAIL_MS } from './playback.ts'
import { boundsOf, pointsInside, pointsWithin } from './points.ts'
import { FIRST_CAMERA, keepCamera, lastCamera, type MapSettings } from './settings.ts'
import { useKeeping } from './useKeeping.ts'
import { useMapData } from './useMapData.ts'
import { useMapKeys } from './useMapKeys.ts'
import { useBins, type MapPositions } from './useMapPositions.ts'
import { usePictureSaving } from './usePictureSaving.ts'
import type { Playback } from './usePlayback.ts'

// The map library is a third of the program's code: it is read when the map is first shown.
const MapCanvas = lazy(async () => ({ default: (await import('./MapCanvas.tsx')).MapCanvas }))

export interface MapWorkspaceProps {
  readonly positions: MapPositions
  readonly answer: PositionsAnswer
  readonly settings: MapSettings
  readonly changeSettings: (patch: Partial<MapSettings>) => void
  readonly playback: Playback
  readonly paint: Paint
  readonly mapWindow: MapWindow | null
  readonly setMapWindow: (window: MapWindow) => void
}

interface Hover {
  readonly keys: readonly number[]
  readonly at: { readonly x: number; readonly y: number }
}

/** The first window shows where the phones themselves were recorded; a received picture from far away would hide that. */
const OWN_CLASSES: ReadonlySet<PositionClass> = new Set<PositionClass>(['device-fix', 'visit', 'network'])
const NO_HOVER: Hover = { keys: [], at: { x: 0, y: 0 } }

export function MapWorkspace({ positions, answer, settings, changeSettings, playback, paint, mapWindow, setMapWindow }: MapWorkspaceProps) {
  const theme = useTheme()
  const { path } = useCase()
  const { filter, change } = useLens()
  const { selectedKey, select } = useSelection()
  const ground = useRef<HTMLDivElement | null>(null)
  const [handle, setHandle] = useState<MapHandle | null>(null)
  const [hover, setHover] = useState<Hover>(NO_HOVER)
  const [measured, setMeasured] = useState<readonly LonLat[] | null>(null)
  const isFitted = useRef(lastCamera(path) !== undefined)
  const { points } = positions
  const byKey = useMemo(() => new Map(points.map((point) => [point.key, point])), [points])
  const playheadMs = playback.atMs
  const shown = useMemo(
    () => (playheadMs === null ? points : pointsWithin(points, playheadMs - TRAIL_MS, playheadMs)),
    [points, playheadMs],
  )
  const selected = selectedKey === null ? undefined : byKey.get(selectedKey)
  const isSample = answer.isSample
  // Period, people and sources keep a phone's fixes together; an area, a text or a tag takes single ones out.
  const isPartial =
    isSample ||
    answer !== positions.query.data ||
    filter.box !== null ||
    filter.text !== '' ||
    filter.bookmarkedOnly ||
    filter.tags.length > 0 ||
    filter.states.length > 0
  const bins = useBins(
    isSample && settings.hasBins && playheadMs === null,
    mapWindow?.box ?? null,
    mapWindow?.camera.zoom ?? 0,
    settings.hidden,
  )
  const { data, hiddenCircles } = useMapData({
    points: shown,
    owners: answer.owners,
    paint,
    settings,
    isSample,
    bins,
    box: mapWindow?.box ?? null,
    zoom: mapWindow?.camera.zoom ?? 0,
    selected,
    measured: measured ?? [],
  })

  const fit = (): void => {
    const box = positions.query.data?.bounds ?? boundsOf(points)
    if (box !== null && box !== undefined) handle?.fit(box)
  }
  useEffect(() => {
    if (handle === null || isFitted.current || answer.bounds === null) return
    isFitted.current = true
    handle.fit(boundsOf(points.filter(({ class: name }) => OWN_CLASSES.has(name))) ?? answer.bounds)
  }, [handle, answer.bounds, points])
  const outsideCount = useMemo(
    () => (mapWindow === null ? 0 : shown.length - pointsInside(shown, mapWindow.box).length),
    [shown, mapWindow],
  )
  useEffect(() => {
    if (handle !== null && selected !== undefined) handle.show([selected.longitude, selected.latitude])
  }, [handle, selected])
  const toggleMeasuring = (): void => setMeasured(measured === null ? [] : null)
  useMapKeys({ points: shown, playback, handle, fit, toggleMeasuring, isMeasuring: measured !== null })
  const picture = usePictureSaving({
    handle,
    mapWindow,
    answer,
    settings,
    paint,
    isPartial,
    totals: positions.totals,
    shownCount: shown.length,
    ground,
  })
  const keeping = useKeeping({ mapWindow, settings, answer, selected, compose: picture.compose })

  const onPick = (keys: readonly number[], at: LonLat): void => {
    if (measured !== null) setMeasured(measured.length >= 2 ? [at] : [...measured, at])
    else if (keys.length > 0) select(nextOf(keys, selectedKey))
  }
  const onWindow = (next: MapWindow): void => {
    keepCamera(path, next.camera)
    setMapWindow(next)
  }
  const hovered = hover.keys.map((key) => byKey.get(key)).find((point) => point !== undefined)
  return (
    <div className="map-body">
      <MapPanel
        positions={positions}
        answer={answer}
        shown={shown}
        isPartial={isPartial}
        paint={paint}
        settings={settings}
        changeSettings={changeSettings}
      />
      <div className="map-ground" ref={ground} data-zoom={mapWindow?.camera.zoom.toFixed(2) ?? ''} data-drawn={shown.length}>
        <Suspense fallback={<LoadingState words={mapWords.loading} />}>
          <MapCanvas
            theme={theme}
            data={data}
            initialCamera={lastCamera(path) ?? FIRST_CAMERA}
            isMeasuring={measured !== null}
            label={mapWords.canvas}
            onReady={setHandle}
            onWindow={onWindow}
            onHover={(keys, at) => setHover(keys.length === 0 ? NO_HOVER : { keys, at })}
            onPick={onPick}
          />
        </Suspense>
        <div className="map-over">
          <MapToolbar
            fit={fit}
            zoomBy={(steps) => handle?.zoomBy(steps)}
            isMeasuring={measured !== null}
            toggleMeasuring={toggleMeasuring}
            savePicture={() => void picture.save()}
            keepView={() => void keeping.keepView()}
            keepPlace={keeping.openPlace}
            narrow={() => mapWindow !== null && change({ box: roundedBox(mapWindow.box) })}
          />
          <MapNotices
            answer={answer}
            zoom={mapWindow?.camera.zoom ?? 0}
            hiddenCircles={hiddenCircles}
            outsideCount={isSample ? 0 : outsideCount}
            total={positions.query.data?.total ?? answer.total}
            isPlaying={playheadMs !== null}
            isMeasuring={measured !== null}
          />
        </div>
        {keeping.draft !== null && <PlaceDialog draft={keeping.draft} close={keeping.closePlace} />}
        <span className="map-credit">{mapWords.credit}</span>
        {hovered !== undefined && ground.current !== null && (
          <HoverCard
            point={hovered}
            owner={answer.owners[hovered.ownerIndex]}
            moreCount={hover.keys.length - 1}
            at={hover.at}
            frame={{ width: ground.current.clientWidth, height: ground.current.clientHeight }}
          />
        )}
      </div>
    </div>
  )
}

/** The record under the pointer; where several lie on each other, the one after the selected. */
function nextOf(keys: readonly number[], selectedKey: number | null): number {
  const index = selectedKey === null ? -1 : keys.indexOf(selectedKey)
  return keys[(index + 1) % keys.length] ?? 0
}

/** Outwards to a hundred-thousandth of a degree, so that the lens and its link stay readable. */
function roundedBox([west, south, east, north]: MapWindow['box']): readonly [number, number, number, number] {
  const down = (value: number): number => Math.floor(value * 1e5) / 1e5
  const up = (value: number): number => Math.ceil(value * 1e5) / 1e5
  return [Math.max(-180, down(west)), Math.max(-90, down(south)), Math.min(180, up(east)), Math.min(90, up(north))]
}
