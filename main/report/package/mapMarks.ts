/** Positions on a map picture: circles to scale, signs by class, numbers of exhibits. */
import { geoCircle, type GeoPath, type GeoProjection } from 'd3-geo'
import type { PositionClass } from '../../contract/index.ts'
import { CLASS_SIGNS } from '../classSigns.ts'
import { circleRadii } from './circles.ts'
import { EARTH_METRES, HEIGHT, type PlacedExhibit, WIDTH } from './mapProjection.ts'
import { html, Markup } from './markup.ts'

/** Circles and signs of one picture. What would be drawn on the same spot in the same size is drawn once. */
const MAX_MARKS = 500

export interface Marks {
  readonly markup: Markup
  /** Positions that stand for themselves or under another one on the same spot. */
  readonly drawn: number
}

export function marks(projection: GeoProjection, path: GeoPath, places: readonly PlacedExhibit[]): Marks {
  const spots = new Map<string, PlacedExhibit[]>()
  for (const place of places) {
    const [x, y] = projection([place.longitude, place.latitude]) ?? [0, 0]
    const spot = [Math.round(x / 2), Math.round(y / 2), place.class, Math.round(place.accuracyMetres ?? 0), place.radiusMeaning].join(' ')
    const list = spots.get(spot)
    if (list !== undefined) list.push(place)
    else if (spots.size < MAX_MARKS) spots.set(spot, [place])
  }
  const shown = [...spots.values()]
  const firsts = shown.flatMap(([first]) => first ?? [])
  return {
    markup: html`${firsts.map((place) => rings(projection, path, place))}${firsts.map((place) => dot(projection, place))}${labels(projection, shown.flat())}`,
    drawn: shown.reduce((sum, list) => sum + list.length, 0),
  }
}

/** The stated radius, and where its share is known the other one of 68 % and 95 %. Measured positions are filled, others not. */
function rings(projection: GeoProjection, path: GeoPath, place: PlacedExhibit): Markup | null {
  const radii = circleRadii(place)
  if (radii === null) return null
  const { outerMetres, innerMetres } = radii
  return html`${outerMetres === null ? null : ring(projection, path, place, outerMetres, 'outer')}${ring(projection, path, place, innerMetres, 'inner')}`
}

/** An area that somebody chose; it says nothing about how exact anything is. */
export interface Area {
  readonly latitude: number
  readonly longitude: number
  readonly radiusMetres: number
}

export const asPlace = ({ latitude, longitude, radiusMetres }: Area): PlacedExhibit => ({
  number: '',
  latitude,
  longitude,
  accuracyMetres: radiusMetres,
  class: 'mentioned',
  radiusMeaning: null,
})

export function areaRing(projection: GeoProjection, path: GeoPath, area: Area): Markup {
  const look = html`fill="none" stroke="#1a2230" stroke-width="2.4"`
  return circleMarkup(projection, path, area, area.radiusMetres, look)
}

/** Beyond this radius a circle on the ground is no circle on the map. */
const LARGE_METRES = 20_000

function ring(
  projection: GeoProjection,
  path: GeoPath,
  { latitude, longitude, class: positionClass }: PlacedExhibit,
  metres: number,
  which: 'inner' | 'outer',
): Markup {
  const { colour, ring: kind } = CLASS_SIGNS[positionClass]
  const isFilled = kind === 'filled' && which === 'inner'
  const look = html`fill="${colour}" fill-opacity="${isFilled ? 0.14 : 0.04}" stroke="${colour}" stroke-width="${which === 'inner' ? 1.2 : 0.9}"${isFilled ? null : new Markup(` stroke-dasharray="${which === 'inner' ? '4 3' : '1.5 3'}"`)}`
  return circleMarkup(projection, path, { latitude, longitude }, metres, look)
}

function circleMarkup(
  projection: GeoProjection,
  path: GeoPath,
  { latitude, longitude }: Pick<Area, 'latitude' | 'longitude'>,
  metres: number,
  look: Markup,
): Markup {
  if (metres < LARGE_METRES) {
    const [x, y] = projection([longitude, latitude]) ?? [0, 0]
    // Mercator stretches by the secant of the latitude.
    const pixels = ((metres / EARTH_METRES) * projection.scale()) / Math.cos((latitude * Math.PI) / 180)
    return html`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${pixels.toFixed(2)}" ${look}/>`
  }
  const circle = geoCircle()
    .center([longitude, latitude])
    .radius((metres / EARTH_METRES) * (180 / Math.PI))
    .precision(3)()
  return html`<path d="${path(circle) ?? ''}" ${look}/>`
}

function dot(projection: GeoProjection, { latitude, longitude, class: positionClass }: PlacedExhibit): Markup {
  const [x, y] = projection([longitude, latitude]) ?? [0, 0]
  return classDot(positionClass, x, y)
}

export function classDot(positionClass: PositionClass, x: number, y: number): Markup {
  const { colour, ring: kind } = CLASS_SIGNS[positionClass]
  const at = html`cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" stroke="${colour}"`
  if (kind === 'filled') return html`<circle ${at} r="5" fill="${colour}"/>`
  return html`<circle ${at} r="5" fill="#ffffff" stroke-width="2.2"${kind === 'dashed' ? new Markup(' stroke-dasharray="3 1.6"') : null}/>`
}

/** Positions that lie within this many pixels share one label. */
const LABEL_REACH = 26
/** Exhibit numbers that one label lists. */
const LABEL_NUMBERS = 5

function labels(projection: GeoProjection, places: readonly PlacedExhibit[]): Markup[] {
  const groups: { x: number; y: number; numbers: Set<string> }[] = []
  for (const { latitude, longitude, number } of places) {
    const [x, y] = projection([longitude, latitude]) ?? [0, 0]
    const near = groups.find((group) => Math.hypot(group.x - x, group.y - y) < LABEL_REACH)
    if (near === undefined) groups.push({ x, y, numbers: new Set([number]) })
    else near.numbers.add(number)
  }
  const taken: Box[] = []
  return groups.map(({ x, y, numbers }) => {
    const named = [...numbers].slice(0, LABEL_NUMBERS).join(', ')
    const text = numbers.size > LABEL_NUMBERS ? `${named} +${numbers.size - LABEL_NUMBERS}` : named
    const box = freeBox(taken, x, y, text.length * 6.8 + 14)
    taken.push(box)
    const { left, top, width } = box
    return html`<line x1="${x.toFixed(1)}" y1="${y.toFixed(1)}" x2="${Math.min(Math.max(x, left), left + width).toFixed(1)}" y2="${(top + LABEL_HEIGHT / 2).toFixed(1)}" stroke="#1a2230" stroke-width="0.8"/><rect x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${width.toFixed(1)}" height="${LABEL_HEIGHT}" rx="4" fill="#ffffff" stroke="#1a2230" stroke-width="1"/><text x="${(left + width / 2).toFixed(1)}" y="${(top + 14).toFixed(1)}" font-size="13" font-weight="600" fill="#1a2230" text-anchor="middle">${text}</text>`
  })
}

interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
}

const LABEL_HEIGHT = 19

/** The nearest place around the point where no other label stands; where all are taken, the first. */
function freeBox(taken: readonly Box[], x: number, y: number, width: number): Box {
  const candidates: Box[] = []
  for (const rise of [-24, 6, -46, 28, -68, 50, -90, 72])
    for (const left of [x + 12, x - 12 - width, x - width / 2]) candidates.push({ left, top: y + rise, width })
  const fits = ({ left, top }: Box): boolean =>
    left >= 4 &&
    left + width <= WIDTH - 4 &&
    top >= 16 &&
    top + LABEL_HEIGHT <= HEIGHT - 40 &&
    !taken.some(
      (other) => left < other.left + other.width + 3 && other.left < left + width + 3 && Math.abs(other.top - top) < LABEL_HEIGHT + 3,
    )
  return candidates.find(fits) ?? { left: Math.min(x + 12, WIDTH - width - 4), top: Math.max(16, y - 24), width }
}
