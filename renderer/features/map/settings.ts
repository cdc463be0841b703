/** How the map draws; kept for the session, so that leaving the view and coming back changes nothing. */
import { useState } from 'react'
import type { PositionClass } from '../../../main/contract/index.ts'
import { POSITION_CLASSES } from '../../shared/lens/index.ts'
import type { Camera } from './MapCanvas.tsx'
import type { ColourBy } from './mapFeatures.ts'

export interface MapSettings {
  readonly colourBy: ColourBy
  readonly hidden: ReadonlySet<PositionClass>
  readonly hasTracks: boolean
  readonly hasGaps: boolean
  readonly hasCircles: boolean
  readonly isWide: boolean
  readonly hasBins: boolean
}

const DEFAULTS: MapSettings = {
  colourBy: 'owner',
  hidden: new Set(),
  hasTracks: true,
  hasGaps: true,
  hasCircles: true,
  isWide: false,
  hasBins: true,
}
const EUROPE: Camera = { centre: [15, 47], zoom: 3.2 }

const kept = { settings: DEFAULTS, cameras: new Map<string, Camera>() }

export function useMapSettings(): readonly [MapSettings, (patch: Partial<MapSettings>) => void] {
  const [settings, setSettings] = useState(kept.settings)
  const change = (patch: Partial<MapSettings>): void => {
    kept.settings = { ...kept.settings, ...patch }
    setSettings(kept.settings)
  }
  return [settings, change]
}

/** Where the map stood when a case was last shown; undefined at first, when it shall fit to the data. */
export function lastCamera(casePath: string): Camera | undefined {
  return kept.cameras.get(casePath)
}

export function keepCamera(casePath: string, camera: Camera): void {
  kept.cameras.set(casePath, camera)
}

export const FIRST_CAMERA = EUROPE

/** How the map looks, as an exhibit keeps it. */
export function viewText({ centre, zoom }: Camera, settings: MapSettings): string {
  return JSON.stringify({ centre, zoom, settings: { ...settings, hidden: [...settings.hidden] } })
}

/** The map as an exhibit kept it, for the view that is about to be shown. What cannot be read stays as it is. */
export function restoreView(casePath: string, view: Readonly<Record<string, unknown>>): void {
  const { centre, zoom, settings } = view
  const isPlace = Array.isArray(centre) && centre.length === 2 && centre.every((value) => Number.isFinite(value))
  if (isPlace && typeof zoom === 'number' && Number.isFinite(zoom))
    keepCamera(casePath, { centre: [Number(centre[0]), Number(centre[1])], zoom })
  if (typeof settings === 'object' && settings !== null) kept.settings = readSettings(settings as Readonly<Record<string, unknown>>)
}

function readSettings(given: Readonly<Record<string, unknown>>): MapSettings {
  const flag = (name: keyof MapSettings, standard: boolean): boolean => (typeof given[name] === 'boolean' ? given[name] : standard)
  const hidden = Array.isArray(given['hidden']) ? given['hidden'] : []
  return {
    colourBy: given['colourBy'] === 'time' ? 'time' : 'owner',
    hidden: new Set(POSITION_CLASSES.filter((name) => hidden.includes(name))),
    hasTracks: flag('hasTracks', DEFAULTS.hasTracks),
    hasGaps: flag('hasGaps', DEFAULTS.hasGaps),
    hasCircles: flag('hasCircles', DEFAULTS.hasCircles),
    isWide: flag('isWide', DEFAULTS.isWide),
    hasBins: flag('hasBins', DEFAULTS.hasBins),
  }
}

export function withClass(hidden: ReadonlySet<PositionClass>, name: PositionClass, isShown: boolean): ReadonlySet<PositionClass> {
  const next = new Set(hidden)
  if (isShown) next.delete(name)
  else next.add(name)
  return next
}
