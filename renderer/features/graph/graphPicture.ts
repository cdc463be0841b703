/** The drawing of the graph as a picture that can stand alone: what, when, how many, and what the signs mean. */
import type { Theme } from '../../shared/theme/index.ts'

const MARGIN = 16
const LINE = 20
const COLOURS: Readonly<Record<Theme, { readonly ground: string; readonly text: string }>> = {
  light: { ground: '#ffffff', text: '#1b2129' },
  dark: { ground: '#1b1f26', text: '#e5e9ef' },
}

/** The first two lines stand above the drawing, the others below it. */
export function composeGraphPicture(drawing: HTMLCanvasElement, theme: Theme, lines: readonly string[]): HTMLCanvasElement {
  const ratio = drawing.width / Math.max(1, drawing.clientWidth || drawing.width)
  const width = drawing.width / ratio
  const height = drawing.height / ratio
  const head = MARGIN + 2 * LINE
  const canvas = document.createElement('canvas')
  canvas.width = drawing.width
  canvas.height = Math.round((height + head + MARGIN + (lines.length - 2) * LINE) * ratio)
  const context = canvas.getContext('2d')
  if (context === null) return canvas
  const { ground, text } = COLOURS[theme]
  context.scale(ratio, ratio)
  context.fillStyle = ground
  context.fillRect(0, 0, width, canvas.height / ratio)
  context.drawImage(drawing, 0, head, width, height)
  context.fillStyle = text
  context.font = '13px "Noto Sans", "Noto Sans Thai", "Noto Sans Arabic", sans-serif'
  context.textBaseline = 'middle'
  for (const [index, line] of lines.entries()) {
    const top = index < 2 ? MARGIN / 2 + index * LINE : head + height + (index - 2) * LINE
    context.fillText(line, MARGIN, top + LINE / 2, width - 2 * MARGIN)
  }
  return canvas
}
