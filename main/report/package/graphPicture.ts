/** The picture of contacts as SVG: role by letter, shape and colour; examined devices with a double ring; width by rows. */
import type { EntityId, GraphEdge, GraphNode } from '../../contract/index.ts'
import { html, type Markup } from './markup.ts'
import { ROLE_SIGNS } from './words.ts'

const WIDTH = 960
const HEIGHT = 640
const MARGIN_X = 110
const MARGIN_Y = 60
const NODE_PIXELS = 30
const NAME_LENGTH = 24

interface Placed {
  readonly node: GraphNode
  readonly x: number
  readonly y: number
}

export function graphPicture(title: string, nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Markup {
  const placed = place(nodes)
  const most = Math.max(1, ...edges.map(({ records }) => records))
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}" font-family="Segoe UI, Noto Sans, Liberation Sans, Arial, sans-serif">
<title>${title}</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>
${edges.map((edge) => line(placed, edge, most))}
${[...placed.values()].map(sign)}
</svg>`
}

/** Spreads the layout over the picture, then pushes apart what would overlap; the same input gives the same picture. */
function place(nodes: readonly GraphNode[]): Map<EntityId, Placed> {
  const span = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)]
  const [left, right] = span(nodes.map(({ x }) => x))
  const [top, bottom] = span(nodes.map(({ y }) => y))
  const scaled = (value: number, low: number, high: number, size: number, margin: number): number =>
    high === low ? size / 2 : margin + ((value - low) / (high - low)) * (size - 2 * margin)
  const points = nodes.map((node) => ({
    node,
    x: scaled(node.x, left, right, WIDTH, MARGIN_X),
    y: scaled(node.y, top, bottom, HEIGHT, MARGIN_Y),
  }))
  for (let round = 0; round < 60; round++) for (const a of points) for (const b of points) if (a !== b) pushApart(a, b)
  return new Map(points.map((point) => [point.node.party.entity, point]))
}

interface Point {
  x: number
  y: number
}

/** Names stand below the signs, so that more room is needed sideways than upwards. */
function pushApart(a: Point, b: Point): void {
  const dx = (b.x - a.x) / 1.9 || 0.01
  const dy = b.y - a.y || 0.01
  const distance = Math.hypot(dx, dy)
  const missing = 62 - distance
  if (missing <= 0) return
  const clamp = (value: number, size: number, margin: number): number => Math.max(margin, Math.min(size - margin, value))
  b.x = clamp(b.x + (dx / distance) * missing * 0.6, WIDTH, MARGIN_X)
  b.y = clamp(b.y + (dy / distance) * missing * 0.6, HEIGHT, MARGIN_Y)
}

function line(placed: ReadonlyMap<EntityId, Placed>, { a, b, records, groupRecords }: GraphEdge, most: number): Markup | null {
  const [from, to] = [placed.get(a), placed.get(b)]
  if (from === undefined || to === undefined) return null
  const width = 1.2 + 6 * (Math.log1p(records) / Math.log1p(most))
  const isGroupOnly = records === groupRecords
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2]
  const text = records.toLocaleString('en')
  return html`<line x1="${from.x.toFixed(1)}" y1="${from.y.toFixed(1)}" x2="${to.x.toFixed(1)}" y2="${to.y.toFixed(1)}" stroke="#7d8896" stroke-opacity="0.65" stroke-width="${width.toFixed(1)}"${isGroupOnly ? html` stroke-dasharray="3 4"` : null}/><rect x="${(x - text.length * 3.6 - 3).toFixed(1)}" y="${(y - 8).toFixed(1)}" width="${(text.length * 7.2 + 6).toFixed(1)}" height="15" rx="3" fill="#ffffff" fill-opacity="0.9"/><text x="${x.toFixed(1)}" y="${(y + 4).toFixed(1)}" font-size="11" fill="#1a2230" text-anchor="middle">${text}</text>`
}

/** Cut between what a reader takes for characters, so that no letter or emoji is torn apart. */
function shortened(name: string): string {
  const letters = Array.from(new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(name), ({ segment }) => segment)
  return letters.length > NAME_LENGTH ? `${letters.slice(0, NAME_LENGTH - 1).join('')}…` : name
}

function sign({ node, x, y }: Placed): Markup {
  const { party, isExamined } = node
  const { letter, fill, ink, edge, path } = ROLE_SIGNS[party.role ?? 'unknown']
  const scale = NODE_PIXELS / 20
  const name = shortened(party.name)
  return html`<g transform="translate(${(x - NODE_PIXELS / 2).toFixed(1)} ${(y - NODE_PIXELS / 2).toFixed(1)})">${isExamined ? html`<circle cx="${NODE_PIXELS / 2}" cy="${NODE_PIXELS / 2}" r="${NODE_PIXELS * 0.72}" fill="#ffffff" stroke="#1a2230" stroke-width="2"/>` : null}<path d="${path}" transform="scale(${scale})" fill="${fill}" stroke="${edge}" stroke-width="0.8"/><text x="${NODE_PIXELS / 2}" y="${NODE_PIXELS / 2 + 4.5}" font-size="13" font-weight="700" fill="${ink}" text-anchor="middle">${letter}</text></g><text x="${x.toFixed(1)}" y="${(y + NODE_PIXELS / 2 + (isExamined ? 21 : 16)).toFixed(1)}" font-size="12.5" fill="#1a2230" stroke="#ffffff" stroke-width="3" paint-order="stroke" text-anchor="middle" direction="ltr">${name}</text>`
}

export const roleSign = (role: keyof typeof ROLE_SIGNS): Markup =>
  html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="${ROLE_SIGNS[role].path}" fill="${ROLE_SIGNS[role].fill}" stroke="${ROLE_SIGNS[role].edge}"/></svg>`
