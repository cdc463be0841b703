import type { RefObject } from 'react'
import type { PositionClass, PositionsAnswer } from '../../../main/contract/index.ts'
import { useCase } from '../../shared/caseContext.tsx'
import { formatCount, formatPeriod, formatUtcMs } from '../../shared/format/index.ts'
import { POSITION_CLASSES, useLens } from '../../shared/lens/index.ts'
import { useTheme } from '../../shared/theme/index.ts'
import { notify } from '../../shared/ui/index.ts'
import { mapWords } from '../../shared/wording/map.ts'
import { composePicture, savePicture } from './exportPicture.ts'
import type { MapHandle, MapWindow } from './MapCanvas.tsx'
import type { Paint } from './mapFeatures.ts'
import type { MapSettings } from './settings.ts'

const words = mapWords.picture

export interface PictureInput {
  readonly handle: MapHandle | null
  readonly mapWindow: MapWindow | null
  readonly answer: PositionsAnswer
  readonly settings: MapSettings
  readonly paint: Paint
  readonly isPartial: boolean
  readonly totals: ReadonlyMap<PositionClass, number>
  readonly shownCount: number
  readonly ground: RefObject<HTMLDivElement | null>
}

export interface PictureApi {
  /** The picture of what is on the screen; null before the map is there. */
  readonly compose: () => Promise<HTMLCanvasElement | null>
  /** Hands it to the browser for saving. */
  readonly save: () => Promise<void>
}

export function usePictureSaving({
  handle,
  mapWindow,
  answer,
  settings,
  paint,
  isPartial,
  totals,
  shownCount,
  ground,
}: PictureInput): PictureApi {
  const info = useCase()
  const { filter } = useLens()
  const theme = useTheme()
  const compose = async (): Promise<HTMLCanvasElement | null> => {
    if (handle === null || mapWindow === null) return null
    const bitmap = await handle.picture()
    const isWhole = filter.fromMs === null && filter.toMs === null
    return composePicture(bitmap, bitmap.width / Math.max(1, ground.current?.clientWidth ?? bitmap.width), {
      title: `${words.title}: ${info.name}${info.number === '' ? '' : ` (${info.number})`}`,
      period: isWhole ? words.wholePeriod : formatPeriod(filter.fromMs, filter.toMs, info.timezone),
      zone: info.timezone,
      owners: answer.owners,
      paint,
      timeEnds: paint.span === null ? ['', ''] : [formatUtcMs(paint.span[0], info.timezone), formatUtcMs(paint.span[1], info.timezone)],
      classes: POSITION_CLASSES.filter((name) => totals.has(name) && !settings.hidden.has(name)).map((name) => ({
        name,
        count: formatCount(totals.get(name) ?? 0),
      })),
      notes: [
        words.counts(formatCount(shownCount), formatCount(answer.total)),
        ...(settings.hasTracks ? [answer.isSample ? words.linesOfSample : words.lines] : []),
        ...(settings.hasTracks && isPartial ? [words.linesOfPart] : []),
        ...(settings.hasCircles ? [settings.isWide ? words.wideCircles : words.circles] : []),
      ],
      box: mapWindow.box,
      theme,
    })
  }
  const save = async (): Promise<void> => {
    const canvas = await compose()
    if (canvas !== null) notify((await savePicture(canvas, words.fileName)) ? words.saved : words.failed)
  }
  return { compose, save }
}
