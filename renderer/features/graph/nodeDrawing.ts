/** Draws a person or identity on a canvas by the language of signs: shape, colour and letter of the role, outline of the device. */
import { ROLE_SIGNS, SHAPE_PATHS, type Theme } from '../../shared/theme/index.ts'
import type { DrawnNode } from './graphModel.ts'

export interface NodeState {
  readonly theme: Theme
  readonly isSelected: boolean
  readonly isOnPath: boolean
  /** Others are faded while a node or edge is selected. */
  readonly isFaded: boolean
}

interface Inks {
  readonly text: string
  readonly halo: string
  readonly accent: string
  readonly group: string
}

const INKS: Readonly<Record<Theme, Inks>> = {
  light: { text: '#1b2129', halo: '#ffffff', accent: '#2057b5', group: '#c9d3df' },
  dark: { text: '#e5e9ef', halo: '#1b1f26', accent: '#7fb0ff', group: '#3a4554' },
}

/** The shapes are described in a box of 20 by 20. */
const SHAPE_BOX = 20
/** Where the letter sits best in each shape, in units of that box. */
const LETTER_SHIFT: Readonly<Record<string, number>> = { triangle: 2.2, 'triangle-down': -2.2, star: 0.4 }
const FONT = '"Noto Sans", "Noto Sans Thai", "Noto Sans Arabic", "Noto Emoji", sans-serif'
const FADED = 0.28
const MAX_LABEL = 28
const LABEL_PX = 13
/** Names stay readable when the whole graph is fitted into the window, up to where they would cover each other. */
const SMALLEST_LABEL_PX = 10.5
const LARGEST_LABEL = 30

export function drawNode(context: CanvasRenderingContext2D, node: DrawnNode, x: number, y: number, state: NodeState): void {
  const inks = INKS[state.theme]
  context.save()
  context.globalAlpha = state.isFaded ? FADED : 1
  if (state.isSelected || state.isOnPath) {
    context.beginPath()
    context.arc(x, y, node.radius + 7, 0, 2 * Math.PI)
    context.lineWidth = 3
    context.strokeStyle = inks.accent
    context.stroke()
  }
  if (node.members > 0) drawGroup(context, node, x, y, inks)
  else drawSign(context, node, x, y, state.theme)
  drawLabel(context, node, x, y, inks)
  context.restore()
}

type Shape = keyof typeof SHAPE_PATHS

const outlines = new Map<Shape, Path2D>()

/** Parsed once: a redraw asks for hundreds. */
function outlineOf(shape: Shape): Path2D {
  const known = outlines.get(shape) ?? new Path2D(SHAPE_PATHS[shape])
  outlines.set(shape, known)
  return known
}

function drawSign(context: CanvasRenderingContext2D, node: DrawnNode, x: number, y: number, theme: Theme): void {
  const { shape, fill, ink, edgeLight, edgeDark, letter } = ROLE_SIGNS[node.role ?? 'unknown']
  const scale = (2 * node.radius) / SHAPE_BOX
  context.save()
  context.translate(x - node.radius, y - node.radius)
  context.scale(scale, scale)
  const outline = outlineOf(shape)
  context.fillStyle = fill
  context.fill(outline)
  context.lineJoin = 'round'
  context.lineWidth = (node.isExamined ? 3.2 : 2) / scale
  // A plain edge in the ground's colour below keeps the dashes apart from the fill.
  context.strokeStyle = node.isExamined ? INKS[theme].text : INKS[theme].halo
  context.stroke(outline)
  if (!node.isExamined) {
    context.setLineDash([3.5 / scale, 3 / scale])
    context.strokeStyle = theme === 'dark' ? edgeDark : edgeLight
    context.stroke(outline)
  }
  context.restore()
  context.fillStyle = ink
  context.font = `700 ${Math.round(node.radius * 0.95)}px ${FONT}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(letter, x, y + 1 + (LETTER_SHIFT[shape] ?? 0) * scale)
}

function drawGroup(context: CanvasRenderingContext2D, node: DrawnNode, x: number, y: number, inks: Inks): void {
  context.beginPath()
  context.arc(x, y, node.radius, 0, 2 * Math.PI)
  context.fillStyle = inks.group
  context.fill()
  context.lineWidth = 2
  context.strokeStyle = inks.text
  context.setLineDash(node.isExamined ? [] : [4, 3])
  context.stroke()
  context.setLineDash([])
  context.fillStyle = inks.text
  context.font = `700 14px ${FONT}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(String(node.members), x, y)
}

function drawLabel(context: CanvasRenderingContext2D, node: DrawnNode, x: number, y: number, inks: Inks): void {
  const label = node.label.length > MAX_LABEL ? `${node.label.slice(0, MAX_LABEL - 1)}…` : node.label
  const zoom = context.getTransform().a / window.devicePixelRatio
  const size = Math.min(LARGEST_LABEL, Math.max(LABEL_PX, SMALLEST_LABEL_PX / zoom))
  context.font = `${node.isExamined ? 600 : 400} ${size}px ${FONT}`
  context.textAlign = 'center'
  context.textBaseline = 'top'
  context.lineWidth = 4
  context.lineJoin = 'round'
  context.strokeStyle = inks.halo
  context.strokeText(label, x, y + node.radius + 5)
  context.fillStyle = inks.text
  context.fillText(label, x, y + node.radius + 5)
}
