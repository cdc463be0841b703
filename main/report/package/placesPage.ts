/** Where the exhibits with a position lie: one overview and a map of each area, with every position in the table. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PositionClass } from '../../contract/index.ts'
import { CLASS_SIGNS } from '../classSigns.ts'
import { circleRadii, radiusShare } from './circles.ts'
import { exhibitLink } from './exhibitLinks.ts'
import { classDot } from './mapMarks.ts'
import { type MapPicture, mapPicture } from './mapPicture.ts'
import type { PlacedExhibit } from './mapProjection.ts'
import { html, type Markup, verbatim } from './markup.ts'
import type { Package, PlacedEntry } from './model.ts'
import type { PageWriter } from './page.ts'
import { pageNav } from './pageNav.ts'
import { moment } from './parties.ts'
import { counted } from './words.ts'

/** Positions further apart than this belong to different maps. */
const AREA_METRES = 60_000
const MAX_AREAS = 8
/** Lines of the table on one page. */
const LINES_PER_PAGE = 400

const fileOf = (page: number): string => (page === 1 ? 'places.html' : `places-${page}.html`)

/** Writes the page, its pictures as files too, and further pages of the table where it is long. */
export function writePlaces(pack: Package, folder: string, write: PageWriter, places: readonly PlacedEntry[]): void {
  if (places.length === 0) {
    write(
      { file: 'places.html', title: 'Places' },
      html`<h1>Places</h1><p>${pack.audience.removed.length === 0 ? 'No exhibit has a position.' : 'No exhibit of this version shows a position. Positions may have been taken out: see what is said of this version on the first page.'}</p>`,
    )
    return
  }
  const pages = Math.ceil(places.length / LINES_PER_PAGE)
  for (let page = 1; page <= pages; page++) {
    const part = places.slice((page - 1) * LINES_PER_PAGE, page * LINES_PER_PAGE)
    const nav = (place: 'above' | 'below'): Markup | null => pageNav(place, pages, page, fileOf)
    const head = page === 1 ? html`<h1>Places</h1>${mapsBody(pack, folder, places)}` : html`<h1>Places</h1>`
    const tail = page === 1 ? meanings(places) : null
    write(
      { file: fileOf(page), title: 'Places' },
      html`${head}<h2>All positions</h2>${nav('above')}${table(pack, part)}${nav('below')}${tail}`,
    )
  }
}

interface Drawn extends MapPicture {
  readonly file: string
  readonly title: string
  readonly total: number
}

function mapsBody(pack: Package, folder: string, places: readonly PlacedEntry[]): Markup {
  const areas = areasOf(places)
  const draw = (file: string, title: string, shown: readonly PlacedEntry[], extent: 'overview' | 'fitted'): Drawn => {
    const picture = mapPicture(title, shown, { extent, words: pack.material.words })
    writeFileSync(join(folder, 'pictures', file), `<?xml version="1.0" encoding="UTF-8"?>\n${picture.markup.text}\n`)
    return { ...picture, file, title, total: shown.length }
  }
  const pictures = [
    ...(areas.length > 1
      ? [draw('map-overview.svg', `Overview of ${counted(places.length, 'position', 'positions')} of the exhibits`, places, 'overview')]
      : []),
    ...areas
      .slice(0, MAX_AREAS)
      .map((area, index) =>
        draw(`map-${index + 1}.svg`, `Area ${index + 1}: ${counted(area.length, 'position', 'positions')}`, area, 'fitted'),
      ),
  ]
  return html`<p class="lead">Positions of the exhibits, labelled with the exhibit's number. Circles are drawn to scale.</p>
<p class="note">A circle is not a limit. Even where its share is known, about one position in three lies outside the 68 % circle and one in twenty outside the 95 % circle, and in tests positions from Wi-Fi and cell networks lay outside far more often. Positions are not joined by lines: the way between them was not observed.</p>
${legend(places)}
${pictures.map(({ file, title, markup, drawn, total }) => html`<figure>${markup}<figcaption>${title}.${drawn < total ? ` ${drawn.toLocaleString('en')} of them are drawn; all are in the table.` : ''} <span class="onscreen"><a href="pictures/${file}">Picture as a file</a></span></figcaption></figure>`)}
${areas.length > MAX_AREAS ? html`<p>Only the ${MAX_AREAS} areas with the most positions have a map of their own; all positions stand below.</p>` : null}`
}

function legend(places: readonly PlacedEntry[]): Markup {
  const shares = new Set(
    places.filter(({ accuracyMetres }) => accuracyMetres !== null).map(({ radiusMeaning }) => radiusShare(radiusMeaning)),
  )
  const isPaired = shares.has('68') || shares.has('95')
  const sign = (name: PositionClass): Markup => html`<svg viewBox="0 0 16 16" aria-hidden="true">${classDot(name, 8, 8)}</svg>`
  return html`<ul class="legend" aria-label="Legend">${classesOf(places).map((name) => html`<li>${sign(name)}${CLASS_SIGNS[name].label}</li>`)}
${isPaired ? html`<li><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="5" fill="#0b5cad" fill-opacity=".2" stroke="#0b5cad"/><circle cx="10" cy="10" r="9" fill="none" stroke="#0b5cad" stroke-dasharray="1.5 2"/></svg>inner circle 68 %, outer dotted circle 95 %: the share of positions that the maker's definition puts inside; the one that is not stated is calculated (95 % radius = 1.62 × 68 % radius)</li>` : null}
${shares.has('unknown') ? html`<li><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="8" fill="none" stroke="#4a5565" stroke-dasharray="4 3"/></svg>one circle: the stated radius; what share of positions lies inside it is not documented</li>` : null}</ul>`
}

const classesOf = (places: readonly PlacedEntry[]): PositionClass[] => [...new Set(places.map((place) => place.class))]

function table({ time }: Package, places: readonly PlacedEntry[]): Markup {
  return html`<div class="scroll"><table><thead><tr><th scope="col">Exhibit</th><th scope="col">Time</th><th scope="col">Kind of position</th><th scope="col">Latitude, longitude</th><th scope="col">Radius and what it means</th></tr></thead><tbody>
${places.map((place) => html`<tr><td><a href="${exhibitLink(place.exhibit)}">${place.number}</a></td><td>${moment(time, place.time)}</td><td>${CLASS_SIGNS[place.class].label}${place.method === null ? null : html`<br><span class="soft">${verbatim(place.method)}</span>`}</td><td>${place.latitude.toFixed(6)}, ${place.longitude.toFixed(6)}</td><td>${radius(place)}</td></tr>`)}
</tbody></table></div>`
}

const metres = (value: number): string => `${value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 })} m`

function radius(place: PlacedEntry): Markup {
  const radii = circleRadii(place)
  if (place.accuracyMetres === null || radii === null) return html`not stated`
  const both = radii.outerMetres === null ? null : html`<br>68 %: ${metres(radii.innerMetres)} · 95 %: ${metres(radii.outerMetres)}`
  return html`${metres(place.accuracyMetres)}${both}${place.radiusMeaning === null ? null : html`<br><span class="soft">${verbatim(place.radiusMeaning)}</span>`}`
}

const meanings = (places: readonly PlacedEntry[]): Markup =>
  html`<h2>What the kinds mean</h2><dl class="facts">${classesOf(places).map((name) => html`<dt>${CLASS_SIGNS[name].label}</dt><dd>${CLASS_SIGNS[name].meaning}</dd>`)}</dl>`

/** Groups positions that lie near each other, largest group first. */
function areasOf(places: readonly PlacedEntry[]): PlacedEntry[][] {
  const areas: PlacedEntry[][] = []
  for (const place of places) {
    const area = areas.find(([first]) => first !== undefined && metresBetween(first, place) < AREA_METRES)
    if (area === undefined) areas.push([place])
    else area.push(place)
  }
  return areas.sort((a, b) => b.length - a.length)
}

/** Good enough to sort places into areas. */
function metresBetween(a: PlacedExhibit, b: PlacedExhibit): number {
  const degree = 111_195
  const east = ((b.longitude - a.longitude + 540) % 360) - 180
  return Math.hypot((b.latitude - a.latitude) * degree, east * degree * Math.cos((a.latitude * Math.PI) / 180))
}
