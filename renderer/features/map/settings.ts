/** How the map draws; kept for the session, so that leaving the view and coming back changes nothing. */
import { useState } from 'react'
import type { PositionClass } from '../../../main/contract/index.ts'
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

export function withClass(hidden: ReadonlySet<PositionClass>, name: PositionClass, isShown: boolean): ReadonlySet<PositionClass> {
  const next = new Set(hidden)
  if (isShown) next.delete(name)
  else next.add(name)
  return next
}
