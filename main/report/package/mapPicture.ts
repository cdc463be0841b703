/** A static map as SVG: land, borders, towns, positions with their radius to scale, scale bar. Presentation attributes only. */
import { geoCircle, geoDistance, geoGraticule, geoMercator, geoPath, type GeoPath, type GeoProjection } from 'd3-geo'
import type { PositionClass } from '../../contract/index.ts'
import { CLASS_SIGNS } from '../classSigns.ts'
import { basemap, type Town } from './basemap.ts'
import { html, Markup } from './markup.ts'

export interface PlacedExhibit {
  readonly number: number
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | null
  readonly class: PositionClass
}

const WIDTH = 960
const HEIGHT = 600
const MARGIN = 70
const EARTH_METRES = 6_371_008.8
/** A map of one spot still shows its surroundings. */
const MIN_SPAN_METRES = 8_000
const FONT = 'Segoe UI, Noto Sans, Liberation Sans, Arial, sans-serif'

/** `overview` keeps at least a continent's surroundings around the positions. */
export function mapPicture(title: string, places: readonly PlacedExhibit[], extent: 'fitted' | 'overview'): Markup {
  const projection = fitted(places, extent === 'overview' ? 1_500_000 : MIN_SPAN_METRES)
  const path = geoPath(projection).digits(1)
  const metresPerPixel = scaleAt(projection)
  const isCoarse = metresPerPixel > 400
  const map = basemap(isCoarse ? '50m' : '10m')
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="${FONT}" aria-label="${title}">
<title>${title}</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#dfe9f1"/>
<path d="${path(map.land) ?? ''}" fill="#fbfaf6" stroke="#a9b4bd" stroke-width="0.7"/>
<path d="${path(graticule(projection)) ?? ''}" fill="none" stroke="#8fa3b5" stroke-opacity="0.35" stroke-width="0.6"/>
<path d="${path(map.borders) ?? ''}" fill="none" stroke="#8a8f98" stroke-width="1" stroke-dasharray="5 3"/>
${towns(projection, map.towns, isCoarse ? 16 : 22)}
${places.map((place) => ring(path, place))}
${places.map((place) => dot(projection, place))}
${labels(projection, places)}
${scaleBar(metresPerPixel)}
${gridLabels(projection)}
<text x="${WIDTH - 10}" y="${HEIGHT - 8}" font-size="10" fill="#4a5565" text-anchor="end">${isCoarse ? '' : 'The bundled map has no streets. '}Mercator projection. ${map.attribution}</text>
</svg>`
}

/** Centre and scale so that all positions with their radii fit; computed from their bounding box in metres. */
function fitted(places: readonly PlacedExhibit[], minSpanMetres: number): GeoProjection {
  const latitudes = places.map(({ latitude }) => latitude)
  const [west, east] = shortestSpan(places.map(({ longitude }) => longitude))
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)]
  const centre: [number, number] = [(west + east) / 2, (south + north) / 2]
  const projection = geoMercator()
    .rotate([-centre[0], 0])
    .center([0, centre[1]])
    .translate([WIDTH / 2, HEIGHT / 2])
    .scale(1)
  const stretch = Math.cos((centre[1] * Math.PI) / 180)
  const radius = Math.max(0, ...places.map(({ accuracyMetres }) => Math.min(accuracyMetres ?? 0, 50_000)))
  const corner = (longitude: number, latitude: number): [number, number] => projection([longitude, latitude]) ?? [0, 0]
  const [left, top] = corner(west, Math.min(84, north))
  const [right, bottom] = corner(east, Math.max(-84, south))
  const extra = (2 * radius) / EARTH_METRES / stretch
  const smallest = minSpanMetres / EARTH_METRES / stretch
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max(right - left + extra, smallest),
    (HEIGHT - 2 * MARGIN) / Math.max(bottom - top + extra, smallest * 0.6),
  )
  // What lies outside the picture is cut off: a whole coastline would be many megabytes.
  return projection.scale(scale).clipExtent([
    [-20, -20],
    [WIDTH + 20, HEIGHT + 20],
  ])
}

/** West and east edge, across the date line where that is shorter. */
function shortestSpan(longitudes: readonly number[]): [number, number] {
  const plain: [number, number] = [Math.min(...longitudes), Math.max(...longitudes)]
  if (plain[1] - plain[0] <= 180) return plain
  const turned = longitudes.map((longitude) => (longitude < 0 ? longitude + 360 : longitude))
  return [Math.min(...turned), Math.max(...turned)]
}

function scaleAt(projection: GeoProjection): number {
  const left = projection.invert?.([WIDTH / 2 - 50, HEIGHT / 2])
  const right = projection.invert?.([WIDTH / 2 + 50, HEIGHT / 2])
  return left && right ? (geoDistance(left, right) * EARTH_METRES) / 100 : 1
}

/** Degrees between the lines of the grid, and the middle of the picture. */
function grid(projection: GeoProjection): { step: number; middle: readonly [number, number] } {
  const left = projection.invert?.([0, HEIGHT / 2])?.[0] ?? -180
  const right = projection.invert?.([WIDTH, HEIGHT / 2])?.[0] ?? 180
  const span = (right - left + 360) % 360 || 360
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find((size) => span / size <= 10) ?? 30
  return { step, middle: projection.invert?.([WIDTH / 2, HEIGHT / 2]) ?? [0, 0] }
}

function graticule(projection: GeoProjection): ReturnType<ReturnType<typeof geoGraticule>> {
  const { step, middle } = grid(projection)
  const snap = (value: number): number => Math.round(value / step) * step
  return geoGraticule()
    .extent([
      [snap(middle[0]) - 8 * step, Math.max(-84, snap(middle[1]) - 8 * step)],
      [snap(middle[0]) + 8 * step, Math.min(84, snap(middle[1]) + 8 * step)],
    ])
    .step([step, step])
    .precision(step < 1 ? 0.1 : 2.5)()
}

/** Degrees at the upper and left edge. */
function gridLabels(projection: GeoProjection): Markup[] {
  const { step, middle } = grid(projection)
  const decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0
  const shown: Markup[] = []
  for (let index = -8; index <= 8; index++) {
    const longitude = ((Math.round(middle[0] / step) * step + index * step + 540) % 360) - 180
    const latitude = Math.round(middle[1] / step) * step + index * step
    const x = projection([longitude, middle[1]])?.[0] ?? -1
    const y = Math.abs(latitude) > 84 ? -1 : (projection([middle[0], latitude])?.[1] ?? -1)
    if (x > 40 && x < WIDTH - 40)
      shown.push(
        html`<text x="${x.toFixed(1)}" y="12" font-size="10" fill="#4a5565" text-anchor="middle">${Math.abs(longitude).toFixed(decimals)}° ${longitude < 0 ? 'W' : 'E'}</text>`,
      )
    if (y > 24 && y < HEIGHT - 50)
      shown.push(
        html`<text x="4" y="${(y - 3).toFixed(1)}" font-size="10" fill="#4a5565">${Math.abs(latitude).toFixed(decimals)}° ${latitude < 0 ? 'S' : 'N'}</text>`,
      )
  }
  return shown
}

/** The largest towns in view, without overlapping names. */
function towns(projection: GeoProjection, all: readonly Town[], limit: number): Markup[] {
  const taken: { x: number; y: number; width: number }[] = []
  const shown: Markup[] = []
  for (const { name, latitude, longitude, thousands } of all) {
    if (shown.length >= limit) break
    const [x, y] = projection([longitude, latitude]) ?? [-1, -1]
    const width = name.length * 7.6
    if (x < 8 || x + width > WIDTH - 8 || y < 14 || y > HEIGHT - 30) continue
    if (taken.some((other) => Math.abs(other.y - y) < 16 && x < other.x + other.width + 8 && other.x < x + width + 8)) continue
    taken.push({ x, y, width })
    const size = thousands >= 500 ? 13 : 11.5
    shown.push(
      html`<rect x="${(x - 1.5).toFixed(1)}" y="${(y - 1.5).toFixed(1)}" width="3" height="3" fill="#5a6470"/><text x="${(x + 5).toFixed(1)}" y="${(y + 4).toFixed(1)}" font-size="${size}" fill="#5a6470">${name}</text>`,
    )
  }
  return shown
}

/** The stated radius, to scale. Measured positions are filled, others are not. */
function ring(path: GeoPath, { latitude, longitude, accuracyMetres, class: positionClass }: PlacedExhibit): Markup | null {
  if (accuracyMetres === null || accuracyMetres <= 0) return null
  const { colour, ring: kind } = CLASS_SIGNS[positionClass]
  const circle = geoCircle()
    .center([longitude, latitude])
    .radius((accuracyMetres / EARTH_METRES) * (180 / Math.PI))
    .precision(3)()
  return html`<path d="${path(circle) ?? ''}" fill="${colour}" fill-opacity="${kind === 'filled' ? 0.14 : 0.04}" stroke="${colour}" stroke-width="1.2"${kind === 'filled' ? null : new Markup(' stroke-dasharray="4 3"')}/>`
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
  const groups: { x: number; y: number; numbers: Set<number> }[] = []
  for (const { latitude, longitude, number } of places) {
    const [x, y] = projection([longitude, latitude]) ?? [0, 0]
    const near = groups.find((group) => Math.hypot(group.x - x, group.y - y) < LABEL_REACH)
    if (near === undefined) groups.push({ x, y, numbers: new Set([number]) })
    else near.numbers.add(number)
  }
  return groups.map(({ x, y, numbers }) => {
    const named = [...numbers].slice(0, LABEL_NUMBERS).join(', ')
    const text = numbers.size > LABEL_NUMBERS ? `${named} +${numbers.size - LABEL_NUMBERS}` : named
    const width = text.length * 6.8 + 14
    const left = x + 12 + width > WIDTH ? x - 12 - width : x + 12
    return html`<rect x="${left.toFixed(1)}" y="${(y - 24).toFixed(1)}" width="${width.toFixed(1)}" height="19" rx="4" fill="#ffffff" stroke="#1a2230" stroke-width="1"/><text x="${(left + width / 2).toFixed(1)}" y="${(y - 10).toFixed(1)}" font-size="13" font-weight="600" fill="#1a2230" text-anchor="middle">${text}</text>`
  })
}

function scaleBar(metresPerPixel: number): Markup {
  const target = metresPerPixel * 160
  const power = 10 ** Math.floor(Math.log10(target))
  const metres = [5, 2, 1].map((factor) => factor * power).find((size) => size <= target) ?? power
  const width = metres / metresPerPixel
  const words = metres >= 1000 ? `${(metres / 1000).toLocaleString('en')} km` : `${metres} m`
  return html`<g><rect x="14" y="${HEIGHT - 38}" width="${(width + 20).toFixed(1)}" height="30" fill="#ffffff" fill-opacity="0.85"/><path d="M24 ${HEIGHT - 22}v6h${width.toFixed(1)}v-6" fill="none" stroke="#1a2230" stroke-width="1.6"/><text x="${(24 + width / 2).toFixed(1)}" y="${HEIGHT - 23}" font-size="12" fill="#1a2230" text-anchor="middle">${words}</text></g>`
}
