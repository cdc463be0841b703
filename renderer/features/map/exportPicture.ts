/** The map as a picture that can stand alone: heading, signs, scale, projection and source below the drawing. */
import type { Party, PositionClass } from '../../../main/contract/index.ts'
import type { Theme } from '../../shared/theme/index.ts'
import { formatDistance } from '../../shared/format/index.ts'
import { mapWords, positionClassMeanings } from '../../shared/wording/map.ts'
import { CLASS_SIGNS } from './classSigns.ts'
import { distanceMetres } from './geodesy.ts'
import type { Box } from './basemap/grid.ts'
import { GROUND_COLOURS } from './mapStyle.ts'
import type { Paint } from './mapFeatures.ts'
import { ownerColour, TIME_COLOURS } from './palette.ts'
import { drawSign } from './signImages.ts'

export interface PictureFacts {
  readonly title: string
  /** Period of the lens, in words. */
  readonly period: string
  readonly zone: string
  readonly owners: readonly Party[]
  readonly paint: Paint
  /** First and last time as text, for the colours of time. */
  readonly timeEnds: readonly [string, string]
  readonly classes: readonly { readonly name: PositionClass; readonly count: string }[]
  /** Sentences that limit what is seen. */
  readonly notes: readonly string[]
  readonly box: Box
  readonly theme: Theme
}

const MARGIN = 16
const LINE = 20
const FONT = '13px "Noto Sans", "Noto Sans Thai", "Noto Sans Arabic", sans-serif'
const SCALE_WANTED_PX = 140

/** A round length whose bar is at most `widthPx` wide: 1, 2 or 5 times a power of ten. */
export function scaleBar(metresPerPx: number, widthPx: number): { readonly metres: number; readonly px: number } {
  const most = metresPerPx * widthPx
  const power = 10 ** Math.floor(Math.log10(most))
  const metres = [5, 2, 1].map((factor) => factor * power).find((length) => length <= most) ?? power
  return { metres, px: metres / metresPerPx }
}

/** Draws everything on one canvas. `ratio` is the map's pixels per CSS pixel. */
export function composePicture(map: ImageBitmap, ratio: number, facts: PictureFacts): HTMLCanvasElement {
  const width = map.width / ratio
  const mapHeight = map.height / ratio
  const items = facts.owners.length + facts.classes.length
  const columns = Math.max(1, Math.floor((width - 2 * MARGIN) / 260))
  const footHeight = MARGIN * 2 + LINE * (Math.ceil(items / columns) + facts.notes.length + 3)
  const headHeight = LINE * 2 + MARGIN
  const canvas = document.createElement('canvas')
  canvas.width = map.width
  canvas.height = Math.round((mapHeight + headHeight + footHeight) * ratio)
  const context = canvas.getContext('2d')
  if (context === null) return canvas
  const colours = GROUND_COLOURS[facts.theme]
  context.scale(ratio, ratio)
  context.fillStyle = colours.halo
  context.fillRect(0, 0, width, mapHeight + headHeight + footHeight)
  context.font = FONT
  context.textBaseline = 'middle'
  context.fillStyle = colours.text
  context.fillText(facts.title, MARGIN, MARGIN / 2 + LINE / 2, width - 2 * MARGIN)
  context.fillText(
    `${mapWords.picture.period}: ${facts.period}. ${mapWords.picture.times} ${facts.zone}.`,
    MARGIN,
    MARGIN / 2 + LINE * 1.5,
    width - 2 * MARGIN,
  )
  context.drawImage(map, 0, headHeight, width, mapHeight)
  drawScale(context, facts, width, headHeight + mapHeight, colours)
  drawFoot(context, facts, { top: headHeight + mapHeight + MARGIN, width, columns, colours })
  return canvas
}

type Colours = (typeof GROUND_COLOURS)[Theme]

function drawScale(context: CanvasRenderingContext2D, { box }: PictureFacts, width: number, bottom: number, colours: Colours): void {
  const latitude = (box[1] + box[3]) / 2
  // Measured over one degree at most: over half the globe the great circle leaves the parallel.
  const degrees = Math.min(1, box[2] - box[0])
  const metresPerPx = (distanceMetres([0, latitude], [degrees, latitude]) * (box[2] - box[0])) / degrees / width
  const { metres, px } = scaleBar(metresPerPx, SCALE_WANTED_PX)
  const left = width - MARGIN - px
  context.fillStyle = colours.halo
  context.globalAlpha = 0.8
  context.fillRect(left - 8, bottom - 40, px + 16, 34)
  context.globalAlpha = 1
  context.strokeStyle = colours.text
  context.lineWidth = 2
  context.beginPath()
  context.moveTo(left, bottom - 20)
  context.lineTo(left, bottom - 13)
  context.lineTo(left + px, bottom - 13)
  context.lineTo(left + px, bottom - 20)
  context.stroke()
  context.fillStyle = colours.text
  context.fillText(formatDistance(metres), left + 4, bottom - 27)
}

interface Foot {
  readonly top: number
  readonly width: number
  readonly columns: number
  readonly colours: Colours
}

function drawFoot(context: CanvasRenderingContext2D, facts: PictureFacts, { top, width, columns, colours }: Foot): void {
  const columnWidth = (width - 2 * MARGIN) / columns
  const place = (index: number): readonly [number, number] => [
    MARGIN + (index % columns) * columnWidth,
    top + Math.floor(index / columns) * LINE + LINE / 2,
  ]
  for (const [index, party] of facts.owners.entries()) {
    const [x, y] = place(index)
    context.fillStyle = facts.paint.colourBy === 'owner' ? ownerColour(facts.paint.owners, index) : colours.halo
    context.fillRect(x + 3, y - 6, 12, 12)
    context.fillStyle = colours.text
    context.fillText(party.name, x + 24, y, columnWidth - 30)
  }
  for (const [offset, { name, count }] of facts.classes.entries()) {
    const [x, y] = place(facts.owners.length + offset)
    context.save()
    context.translate(x - 1, y - 10)
    drawSign(context, CLASS_SIGNS[name], colours.text, colours.halo)
    context.restore()
    context.fillText(`${positionClassMeanings[name].name}: ${count}`, x + 24, y, columnWidth - 30)
  }
  const rows = Math.ceil((facts.owners.length + facts.classes.length) / columns)
  const colourNote = facts.paint.colourBy === 'time' ? [`${mapWords.legend.time}: ${facts.timeEnds[0]} – ${facts.timeEnds[1]}`] : []
  const lines = [...colourNote, ...facts.notes, mapWords.picture.projection, mapWords.credit]
  for (const [index, line] of lines.entries())
    context.fillText(line, MARGIN, top + (rows + index) * LINE + LINE / 2 + 4, width - 2 * MARGIN)
  if (colourNote.length > 0)
    drawRamp(context, MARGIN + context.measureText(colourNote[0] ?? '').width + 12, top + rows * LINE + LINE / 2 + 4)
}

function drawRamp(context: CanvasRenderingContext2D, left: number, middle: number): void {
  for (const [index, colour] of TIME_COLOURS.entries()) {
    context.fillStyle = colour
    context.fillRect(left + index * 18, middle - 5, 18, 10)
  }
}

/** Hands a canvas to the browser for saving. False when it could not be encoded. */
export async function savePicture(canvas: HTMLCanvasElement, fileName: string): Promise<boolean> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (blob === null) return false
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The browser reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return true
}
