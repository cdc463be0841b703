/** A static map as SVG: land, borders, towns, positions with circles to scale, scale bar. Presentation attributes only. */
import { geoPath, type GeoProjection } from 'd3-geo'
import { basemap, type Town } from './basemap.ts'
import { type Area, areaRing, asPlace, type Marks, marks } from './mapMarks.ts'
import { fitted, graticule, grid, HEIGHT, type PlacedExhibit, scaleAt, WIDTH } from './mapProjection.ts'
import { html, type Markup } from './markup.ts'

/** A map of one spot still shows its surroundings. */
const MIN_SPAN_METRES = 8_000
const FONT = 'Segoe UI, Noto Sans, Liberation Sans, Arial, sans-serif'

export interface MapPicture {
  readonly markup: Markup
  /** Positions that are in it; the rest is in the table. */
  readonly drawn: number
}

export interface MapOptions {
  /** `overview` keeps at least a continent's surroundings around the positions. */
  readonly extent: 'fitted' | 'overview'
  /** Passes the names of towns. */
  readonly words: (text: string) => string
  /** Areas that somebody chose, drawn bold. */
  readonly circles?: readonly Area[]
}

export function mapPicture(title: string, places: readonly PlacedExhibit[], { extent, words, circles = [] }: MapOptions): MapPicture {
  const projection = fitted([...places, ...circles.map(asPlace)], extent === 'overview' ? 1_500_000 : MIN_SPAN_METRES)
  const path = geoPath(projection).digits(1)
  const metresPerPixel = scaleAt(projection)
  const isCoarse = metresPerPixel > 400
  const map = basemap(isCoarse ? '50m' : '10m')
  const { markup, drawn }: Marks = marks(projection, path, places)
  return {
    drawn,
    markup: html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="${FONT}" aria-label="${title}">
<title>${title}</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#dfe9f1"/>
<path d="${path(map.land) ?? ''}" fill="#fbfaf6" stroke="#a9b4bd" stroke-width="0.7"/>
<path d="${path(graticule(projection)) ?? ''}" fill="none" stroke="#8fa3b5" stroke-opacity="0.35" stroke-width="0.6"/>
<path d="${path(map.borders) ?? ''}" fill="none" stroke="#8a8f98" stroke-width="1" stroke-dasharray="5 3"/>
${towns(projection, map.towns, isCoarse ? 16 : 22, words)}
${circles.map((circle) => areaRing(projection, path, circle))}${markup}
${scaleBar(metresPerPixel)}
${gridLabels(projection)}
<text x="${WIDTH - 10}" y="${HEIGHT - 8}" font-size="10" fill="#4a5565" text-anchor="end">${isCoarse ? '' : 'The bundled map has no streets. '}Mercator projection. ${map.attribution}</text>
</svg>`,
  }
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
function towns(projection: GeoProjection, all: readonly Town[], limit: number, words: (text: string) => string): Markup[] {
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
      html`<rect x="${(x - 1.5).toFixed(1)}" y="${(y - 1.5).toFixed(1)}" width="3" height="3" fill="#5a6470"/><text x="${(x + 5).toFixed(1)}" y="${(y + 4).toFixed(1)}" font-size="${size}" fill="#5a6470">${words(name)}</text>`,
    )
  }
  return shown
}

function scaleBar(metresPerPixel: number): Markup {
  const target = metresPerPixel * 160
  const power = 10 ** Math.floor(Math.log10(target))
  const metres = [5, 2, 1].map((factor) => factor * power).find((size) => size <= target) ?? power
  const width = metres / metresPerPixel
  const words = metres >= 1000 ? `${(metres / 1000).toLocaleString('en')} km` : `${metres} m`
  return html`<g><rect x="14" y="${HEIGHT - 38}" width="${(width + 20).toFixed(1)}" height="30" fill="#ffffff" fill-opacity="0.85"/><path d="M24 ${HEIGHT - 22}v6h${width.toFixed(1)}v-6" fill="none" stroke="#1a2230" stroke-width="1.6"/><text x="${(24 + width / 2).toFixed(1)}" y="${HEIGHT - 23}" font-size="12" fill="#1a2230" text-anchor="middle">${words}</text></g>`
}
