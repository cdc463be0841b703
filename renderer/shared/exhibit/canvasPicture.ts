/** A drawing as the picture of an exhibit: at most as wide as a page needs, and small enough for every door. */
import type { ExhibitPicture } from '../../../main/contract/index.ts'

const MAX_WIDTH_PX = 1600
const MAX_BASE64_CHARACTERS = 900_000

/** Null when the browser cannot encode it. Tried again smaller while it is too large. */
export async function canvasPicture(drawing: HTMLCanvasElement): Promise<ExhibitPicture | null> {
  let width = Math.min(MAX_WIDTH_PX, drawing.width)
  for (; width >= 200; width = Math.floor(width * 0.75)) {
    const picture = await encoded(scaled(drawing, width))
    if (picture === null || picture.base64.length <= MAX_BASE64_CHARACTERS) return picture
  }
  return null
}

function scaled(drawing: HTMLCanvasElement, width: number): HTMLCanvasElement {
  if (width === drawing.width) return drawing
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = Math.max(1, Math.round((drawing.height * width) / Math.max(1, drawing.width)))
  const context = canvas.getContext('2d')
  if (context !== null) {
    context.imageSmoothingQuality = 'high'
    context.drawImage(drawing, 0, 0, canvas.width, canvas.height)
  }
  return canvas
}

function encoded(canvas: HTMLCanvasElement): Promise<ExhibitPicture | null> {
  const address = canvas.toDataURL('image/webp', 0.9)
  const found = /^data:(image\/(?:webp|png));base64,(.+)$/.exec(address)
  const [, mime, base64] = found ?? []
  return Promise.resolve(base64 === undefined ? null : { mime: mime === 'image/png' ? 'image/png' : 'image/webp', base64 })
}
