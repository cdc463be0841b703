/** Draws the sign of every class in every colour, for the map's symbols. */
import { POSITION_CLASSES } from '../../shared/lens/index.ts'
import type { Theme } from '../../shared/theme/index.ts'
import { CLASS_SIGNS, type ClassSign } from './classSigns.ts'
import { iconName } from './mapFeatures.ts'
import { SYMBOL_COLOURS } from './palette.ts'

const BOX = 20
/** Drawn at twice the size, for dense screens. */
export const SIGN_PIXEL_RATIO = 2

export interface SignImage {
  readonly name: string
  readonly image: ImageData
}

export function drawSigns(theme: Theme): readonly SignImage[] {
  const canvas = document.createElement('canvas')
  canvas.width = BOX * SIGN_PIXEL_RATIO
  canvas.height = BOX * SIGN_PIXEL_RATIO
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return []
  return POSITION_CLASSES.flatMap((name) =>
    SYMBOL_COLOURS.map((colour) => {
      context.setTransform(SIGN_PIXEL_RATIO, 0, 0, SIGN_PIXEL_RATIO, 0, 0)
      context.clearRect(0, 0, BOX, BOX)
      drawSign(context, CLASS_SIGNS[name], colour, theme === 'dark' ? '#0c0f13' : '#ffffff')
      return { name: iconName(name, colour), image: context.getImageData(0, 0, canvas.width, canvas.height) }
    }),
  )
}

const outlineOf = (path: string): Path2D => new Path2D(path)

/** One sign in the box from 0,0 to 20,20, with a thin edge in the colour of the ground. */
export function drawSign(context: CanvasRenderingContext2D, sign: ClassSign, colour: string, ground: string): void {
  const outline = outlineOf(sign.path)
  context.lineJoin = 'round'
  context.lineCap = 'round'
  context.setLineDash([])
  context.strokeStyle = ground
  context.lineWidth = sign.isFilled ? 2.4 : 4.6
  context.stroke(outline)
  context.setLineDash(sign.isDashed ? [3, 2.6] : [])
  if (sign.isFilled) {
    context.fillStyle = colour
    context.fill(outline)
  } else {
    context.strokeStyle = colour
    context.lineWidth = 2.2
    context.stroke(outline)
  }
  context.setLineDash([])
  if (sign.detail === '') return
  context.strokeStyle = sign.isFilled ? ground : colour
  context.lineWidth = 1.3
  context.stroke(new Path2D(sign.detail))
}
