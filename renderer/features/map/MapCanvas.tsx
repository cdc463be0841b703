/** The map itself. The only file that knows the map library: GeoJSON goes in, keys and windows come out. */
import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as MapLibre, ScaleControl, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { useEffect, useRef, useState } from 'react'
import type { GeoJSON } from 'geojson'
import type { Theme } from '../../shared/theme/index.ts'
import { gridOf, type Box } from './basemap/grid.ts'
import { loadGround, loadLabels, type Detail } from './basemap/loadBasemap.ts'
import type { LonLat } from './geodesy.ts'
import { mapStyle, RECORD_LAYERS, type SourceName } from './mapStyle.ts'
import { drawSigns, SIGN_PIXEL_RATIO } from './signImages.ts'

// The library finds its worker by itself only over http; under app:// it must be told. Resolved against the page.
setWorkerUrl(new URL(workerUrl, document.baseURI).href)

/** Sources that the view fills; ground and grid are the component's own. */
export type ViewSource = Exclude<SourceName, 'land' | 'borders' | 'coasts' | 'countries' | 'towns' | 'gridLines' | 'gridLabels'>
export type MapData = Readonly<Record<ViewSource, GeoJSON>>

export interface Camera {
  readonly centre: LonLat
  readonly zoom: number
}

export interface MapWindow {
  readonly box: Box
  readonly camera: Camera
}

/** What may be asked of the map from outside. */
export interface MapHandle {
  readonly fit: (box: Box) => void
  /** Moves only when the place is not well inside the window. */
  readonly show: (at: LonLat) => void
  readonly zoomBy: (steps: number) => void
  /** The picture as drawn now. */
  readonly picture: () => Promise<ImageBitmap>
}

export interface MapCanvasProps {
  readonly theme: Theme
  readonly data: MapData
  readonly initialCamera: Camera
  readonly isMeasuring: boolean
  readonly label: string
  readonly onReady: (handle: MapHandle | null) => void
  readonly onWindow: (window: MapWindow) => void
  /** Keys of the records under the pointer, nearest layer first, and where it is in the frame. */
  readonly onHover: (keys: readonly number[], at: { readonly x: number; readonly y: number }) => void
  readonly onPick: (keys: readonly number[], at: LonLat) => void
}

const FINE_FROM_ZOOM = 5
const REACH_PX = 3
const MAX_ZOOM = 19
const NAME_WIDTH = 150
const DRAWING_WAIT_MS = 5_000

export function MapCanvas(props: MapCanvasProps) {
  const frame = useRef<HTMLDivElement | null>(null)
  const latest = useRef(props)
  latest.current = props
  const camera = useRef(props.initialCamera)
  const [map, setMap] = useState<MapLibre | null>(null)
  const { theme, data, isMeasuring } = props

  useEffect(() => {
    if (frame.current === null) return
    const created = createMap(frame.current, theme, camera.current)
    const onWindow = (): void => {
      const window = windowOf(created)
      camera.current = window.camera
      drawGrid(created, window.box)
      latest.current.onWindow(window)
    }
    followPointer(created, latest)
    created.once('load', () => {
      for (const { name, image } of drawSigns(theme)) created.addImage(name, image, { pixelRatio: SIGN_PIXEL_RATIO })
      void fillGround(created)
      created.on('moveend', onWindow)
      setMap(created)
      onWindow()
      latest.current.onReady(handleOf(created))
    })
    return () => {
      latest.current.onReady(null)
      setMap(null)
      created.remove()
    }
  }, [theme])

  useData(map, data)
  useEffect(() => {
    if (map !== null) map.getCanvas().style.cursor = isMeasuring ? 'crosshair' : ''
  }, [map, isMeasuring])

  return <div ref={frame} className="map-canvas" role="application" aria-label={props.label} data-ready={map !== null} />
}

function createMap(container: HTMLElement, theme: Theme, camera: Camera): MapLibre {
  const map = new MapLibre({
    container,
    style: mapStyle(theme),
    center: [...camera.centre],
    zoom: camera.zoom,
    maxZoom: MAX_ZOOM,
    minZoom: 0.5,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    renderWorldCopies: true,
    keyboard: false,
  })
  map.touchZoomRotate.disableRotation()
  map.addControl(new ScaleControl({ maxWidth: 140, unit: 'metric' }), 'bottom-left')
  return map
}

function windowOf(map: MapLibre): MapWindow {
  const bounds = map.getBounds()
  const { lng, lat } = map.getCenter()
  return {
    box: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
    camera: { centre: [lng, lat], zoom: map.getZoom() },
  }
}

function setData(map: MapLibre, name: SourceName, data: GeoJSON): void {
  void map.getSource<GeoJSONSource>(name)?.setData(data)
}

/** Pushes only the sources that changed. */
function useData(map: MapLibre | null, data: MapData): void {
  const pushed = useRef<{ map: MapLibre | null; data: Partial<MapData> }>({ map: null, data: {} })
  useEffect(() => {
    if (map === null) return
    const before = pushed.current.map === map ? pushed.current.data : {}
    for (const [name, value] of Object.entries(data) as [ViewSource, GeoJSON][]) if (before[name] !== value) setData(map, name, value)
    pushed.current = { map, data }
  }, [map, data])
}

function drawGrid(map: MapLibre, box: Box): void {
  const { lines, labels } = gridOf(box)
  setData(map, 'gridLines', lines)
  setData(map, 'gridLabels', labels)
}

async function fillGround(map: MapLibre): Promise<void> {
  let isGone = false
  map.once('remove', () => {
    isGone = true
  })
  const draw = async (detail: Detail): Promise<void> => {
    const ground = await loadGround(detail)
    if (isGone) return
    setData(map, 'land', ground.land)
    setData(map, 'borders', ground.borders)
    setData(map, 'coasts', ground.coasts)
  }
  const drawFine = (): void => {
    if (map.getZoom() < FINE_FROM_ZOOM) return
    map.off('moveend', drawFine)
    void draw('fine')
  }
  await draw('coarse')
  const labels = await loadLabels()
  if (isGone) return
  setData(map, 'countries', labels.countries)
  setData(map, 'towns', labels.towns)
  placeLabels(map)
  map.on('moveend', drawFine)
  drawFine()
}

/**
 * MapLibre places labels when the camera moves. Those that arrive after the first picture stayed unplaced until somebody
 * zoomed, so the camera is set again, where it is, when they are ready.
 */
function placeLabels(map: MapLibre): void {
  map.once('idle', () => map.jumpTo({ center: map.getCenter(), zoom: map.getZoom() }))
}

function keysAt(map: MapLibre, { x, y }: { readonly x: number; readonly y: number }): readonly number[] {
  const found = map.queryRenderedFeatures(
    [
      [x - REACH_PX, y - REACH_PX],
      [x + REACH_PX, y + REACH_PX],
    ],
    { layers: [...RECORD_LAYERS] },
  )
  return [...new Set(found.map(({ properties }) => Number(properties.key)))]
}

function followPointer(map: MapLibre, latest: { readonly current: MapCanvasProps }): void {
  let asked = 0
  map.on('mousemove', ({ point }) => {
    cancelAnimationFrame(asked)
    asked = requestAnimationFrame(() => {
      const keys = latest.current.isMeasuring ? [] : keysAt(map, point)
      if (!latest.current.isMeasuring) map.getCanvas().style.cursor = keys.length > 0 ? 'pointer' : ''
      latest.current.onHover(keys, point)
    })
  })
  map.once('remove', () => cancelAnimationFrame(asked))
  map.on('mouseout', () => {
    cancelAnimationFrame(asked)
    latest.current.onHover([], { x: 0, y: 0 })
  })
  map.on('movestart', () => latest.current.onHover([], { x: 0, y: 0 }))
  map.on('click', ({ point, lngLat }) =>
    latest.current.onPick(latest.current.isMeasuring ? [] : keysAt(map, point), [lngLat.lng, lngLat.lat]),
  )
}

/** Pixels round the outermost positions: for the buttons above, and for names beside them as far as the window has room. */
function paddingIn({ clientWidth }: HTMLElement): { top: number; bottom: number; left: number; right: number } {
  const side = Math.min(NAME_WIDTH, Math.max(48, clientWidth * 0.2))
  return { top: 72, bottom: 48, left: side, right: side }
}

function handleOf(map: MapLibre): MapHandle {
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  return {
    fit: ([west, south, east, north]) =>
      map.fitBounds(
        [
          [west, south],
          [east, north],
        ],
        { padding: paddingIn(map.getContainer()), maxZoom: 14, animate: false },
      ),
    show: (at) => {
      const box = windowOf(map).box
      const isInside = at[0] > box[0] && at[0] < box[2] && at[1] > box[1] && at[1] < box[3]
      if (!isInside) map.easeTo({ center: at, duration: isStill ? 0 : 150 })
    },
    zoomBy: (steps) => map.easeTo({ zoom: map.getZoom() + steps, duration: isStill ? 0 : 120 }),
    picture: async () => {
      await whenDrawn(map)
      // The drawing is kept only until the frame ends, so the picture is taken inside of it.
      return new Promise((resolve, reject) => {
        map.once('render', () => {
          createImageBitmap(map.getCanvas()).then(resolve, reject)
        })
        map.triggerRepaint()
      })
    },
  }
}

/** Positions that were just handed over are drawn by a worker: a picture waits for them, for a while. */
function whenDrawn(map: MapLibre): Promise<void> {
  if (map.loaded()) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, DRAWING_WAIT_MS)
    map.once('idle', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
