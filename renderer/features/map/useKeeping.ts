/** Keeps what the map shows as an exhibit: the view with its picture, a place, or a stay. */
import { useState } from 'react'
import type { PositionsAnswer } from '../../../main/contract/index.ts'
import { useCase } from '../../shared/caseContext.tsx'
import { canvasPicture, useAddExhibit } from '../../shared/exhibit/index.ts'
import { formatPeriod } from '../../shared/format/index.ts'
import { useLens } from '../../shared/lens/index.ts'
import { mapWords } from '../../shared/wording/map.ts'
import type { MapWindow } from './MapCanvas.tsx'
import type { PlaceDraft } from './PlaceDialog.tsx'
import type { MapPoint } from './points.ts'
import { viewText, type MapSettings } from './settings.ts'

const words = mapWords.keep
/** Radius of a place for which none is stored. */
const DEFAULT_RADIUS_METRES = 100

export interface Keeping {
  readonly keepView: () => Promise<void>
  /** What the dialog about a place starts with; null while it is closed. */
  readonly draft: PlaceDraft | null
  readonly openPlace: () => void
  readonly closePlace: () => void
}

export interface KeepingInput {
  readonly mapWindow: MapWindow | null
  readonly settings: MapSettings
  readonly answer: PositionsAnswer
  readonly selected: MapPoint | undefined
  readonly compose: () => Promise<HTMLCanvasElement | null>
}

export function useKeeping({ mapWindow, settings, answer, selected, compose }: KeepingInput): Keeping {
  const { filter } = useLens()
  const { timezone } = useCase()
  const { add } = useAddExhibit()
  const [draft, setDraft] = useState<PlaceDraft | null>(null)
  const keepView = async (): Promise<void> => {
    if (mapWindow === null) return
    const canvas = await compose()
    const isWhole = filter.fromMs === null && filter.toMs === null
    const label = isWhole ? words.viewLabel : words.viewLabelOf(formatPeriod(filter.fromMs, filter.toMs, timezone))
    const target = { kind: 'map-view', lens: filter, view: viewText(mapWindow.camera, settings) } as const
    await add(target, label, canvas === null ? null : await canvasPicture(canvas))
  }
  const openPlace = (): void => {
    if (mapWindow === null) return
    const [longitude, latitude] = selected === undefined ? mapWindow.camera.centre : [selected.longitude, selected.latitude]
    const stay =
      selected?.class === 'visit' && selected.atMs !== null && selected.endMs !== null
        ? {
            entity: answer.owners[selected.ownerIndex]?.entity ?? null,
            fromMs: selected.atMs,
            toMs: selected.endMs,
            keys: [selected.key],
          }
        : null
    setDraft({ latitude, longitude, radiusMetres: Math.max(1, Math.round(selected?.accuracyMetres ?? DEFAULT_RADIUS_METRES)), stay })
  }
  return { keepView, draft, openPlace, closePlace: () => setDraft(null) }
}
