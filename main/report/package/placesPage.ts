/** Where the exhibits with a position lie: one overview and a map of each area. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PositionClass } from '../../contract/index.ts'
import { CLASS_SIGNS } from '../classSigns.ts'
import type { Package } from './collect.ts'
import { exhibitLink } from './exhibitCard.ts'
import { classDot, mapPicture, type PlacedExhibit } from './mapPicture.ts'
import { html, type Markup } from './markup.ts'
import { moment } from './parties.ts'
import type { ShownTime } from '../../contract/index.ts'
import { counted } from './words.ts'

export interface PlacedRow extends PlacedExhibit {
  readonly time: ShownTime
  /** What the radius means, as the store documents it; null where it does not. */
  readonly radiusMeaning: string | null
  readonly method: string | null
}

/** Positions further apart than this belong to different maps. */
const AREA_METRES = 60_000
const MAX_AREAS = 8

/** Writes the pictures as files too, and returns the page. */
export function placesBody(pack: Package, folder: string, places: readonly PlacedRow[]): Markup {
  if (places.length === 0) return html`<h1>Places</h1><p>No exhibit has a position.</p>`
  const areas = areasOf(places)
  const pictures = [
    ...(areas.length > 1
      ? [
          {
            file: 'map-overview.svg',
            title: `Overview of ${counted(places.length, 'position', 'positions')} of the exhibits`,
            picture: mapPicture('Overview', places, 'overview'),
          },
        ]
      : []),
    ...areas.slice(0, MAX_AREAS).map((area, index) => ({
      file: `map-${index + 1}.svg`,
      title: `Area ${index + 1}: ${counted(area.length, 'position', 'positions')}`,
      picture: mapPicture(`Area ${index + 1}`, area, 'fitted'),
    })),
  ]
  for (const { file, picture } of pictures)
    writeFileSync(join(folder, 'pictures', file), `<?xml version="1.0" encoding="UTF-8"?>\n${picture.text}\n`)
  const classes = [...new Set(places.map((place) => place.class))]
  return html`<h1>Places</h1>
<p class="lead">Positions of the exhibits, labelled with the exhibit's number. Circles show the stated radius to scale.</p>
<p class="note">A circle is not a limit. Sources differ in what share of true positions lies inside the stated radius, and positions from Wi-Fi or cell networks lie outside it often. Positions are not joined by lines: the way between them was not observed.</p>
<ul class="legend">${classes.map((name) => html`<li>${legendSign(name)}${CLASS_SIGNS[name].label}</li>`)}</ul>
${pictures.map(({ file, title, picture }) => html`<figure>${picture}<figcaption>${title}. <a href="pictures/${file}">Picture as a file</a></figcaption></figure>`)}
${areas.length > MAX_AREAS ? html`<p>Only the ${MAX_AREAS} areas with the most positions have a map of their own; all positions stand below.</p>` : null}
<h2>All positions</h2>
<div class="scroll"><table><thead><tr><th scope="col">Exhibit</th><th scope="col">Time</th><th scope="col">Kind of position</th><th scope="col">Latitude, longitude</th><th scope="col">Radius and what it means</th></tr></thead><tbody>
${places.map((place) => html`<tr><td><a href="${exhibitLink(place.number)}">${place.number}</a></td><td>${moment(pack.time, place.time)}</td><td>${CLASS_SIGNS[place.class].label}${place.method === null ? null : html`<br><span class="soft">${place.method}</span>`}</td><td>${place.latitude.toFixed(6)}, ${place.longitude.toFixed(6)}</td><td>${place.accuracyMetres === null ? 'not stated' : `${place.accuracyMetres.toLocaleString('en', { maximumFractionDigits: 1 })} m`}${place.radiusMeaning === null ? null : html`<br><span class="soft">${place.radiusMeaning}</span>`}</td></tr>`)}
</tbody></table></div>
<h2>What the kinds mean</h2>
<dl class="facts">${classes.map((name) => html`<dt>${CLASS_SIGNS[name].label}</dt><dd>${CLASS_SIGNS[name].meaning}</dd>`)}</dl>`
}

const legendSign = (name: PositionClass): Markup => html`<svg viewBox="0 0 16 16" aria-hidden="true">${classDot(name, 8, 8)}</svg>`

/** Groups positions that lie near each other, largest group first. */
function areasOf(places: readonly PlacedRow[]): PlacedRow[][] {
  const areas: PlacedRow[][] = []
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
