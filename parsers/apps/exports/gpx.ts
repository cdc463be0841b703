/**
 * GPX 1.0 and 1.1: tracks, routes and waypoints that a receiver or an app wrote. Which device recorded it, and who carried it, the file
 * does not say: it is read only as an extraction of its own, whose label says what it is.
 *
 * Meanings (GPX 1.1 schema, topografix.com): `trkpt` was recorded and counts as a fix; `rtept` is planned and `wpt` is a marked place,
 * so that nobody need have been there. `hdop` is a dilution of precision, not metres, and gives no radius.
 */
import { degreesOf } from '../../formats/values/degrees.ts'
import { factsOf } from '../../formats/values/storedValues.ts'
import { writtenInstant } from '../../formats/values/writtenTime.ts'
import { childText, descendantsOf, type XmlElement, type XmlNode, xmlElements } from '../../formats/text/xmlStream.ts'
import { defineDocumentParser, type DocumentRow, type Emitted, type LocationRecord, type RowRef } from '../../model/index.ts'
import { looksLike } from './recognising.ts'

interface About {
  readonly creator: string | null
  /** Name of the track or route that the point stands in. */
  readonly name: string | null
}

interface Row extends DocumentRow {
  readonly path: string
  readonly about: About
  readonly point: XmlNode
}

const KINDS: Readonly<Record<string, { readonly class: LocationRecord['class']; readonly method: string }>> = {
  trkpt: { class: 'device-fix', method: 'point of a recorded track (GPX)' },
  rtept: { class: 'searched', method: 'point of a planned route (GPX)' },
  wpt: { class: 'mentioned', method: 'marked place (GPX)' },
}
const WANTED: ReadonlySet<string> = new Set(Object.keys(KINDS))

export const gpxTracks = defineDocumentParser({
  id: 'gpx-tracks',
  version: 1,
  app: 'GPX',
  platform: 'any',
  store: 'Tracks, routes and marked places (GPX)',
  reads: ['**/*.gpx'],
  onlyIn: ['loose-files', 'document'],
  recognises: (head) => looksLike(head, /^\s*(?:<\?xml[^>]*>)?\s*(?:<!--[\s\S]*?-->\s*)*<gpx[\s>]/),
  yields: ['location'],
  proof: 'data-proven',
  doesNotCover: ['who carried the device', 'extensions other than speed and course'],
  *parse(document, { note }): Iterable<Emitted> {
    let about: About = { creator: null, name: null }
    const elements = xmlElements(document.chunks(), {
      wanted: WANTED,
      stateOf: () => about,
      onOpen: (path, attributes) => {
        if (path === 'gpx') about = { creator: attributes['creator'] ?? null, name: null }
        // A track without a name must not keep the name of the one before it.
        if (path === 'gpx/trk' || path === 'gpx/rte') about = { ...about, name: null }
      },
      onText: (path, text) => {
        if ((path === 'gpx/trk/name' || path === 'gpx/rte/name') && text.trim() !== '') about = { ...about, name: text.trim() }
      },
      onFault: (reason) => note(`The file is not well-formed XML (${reason}); it was read as far as possible.`),
    })
    for (const row of document.read('points', rowsOf(elements))) yield record(row)
  },
})

function* rowsOf(elements: Iterable<XmlElement<About>>): Generator<Row> {
  for (const { path, number, node, state } of elements) yield { rowId: `${node.name} ${number}`, path, about: state, point: node }
}

function record({ rowId, point, about: { creator, name } }: Row): Emitted {
  const from: RowRef = { table: 'points', rowId: String(rowId), ordinal: 0 }
  const position = degreesOf(point.attributes['lat'], point.attributes['lon'])
  if (typeof position === 'string') return { type: 'skipped', from, reason: position }
  const { class: positionClass, method } = KINDS[point.name] ?? { class: 'mentioned', method: 'point (GPX)' }
  const extension = (tag: string): string | null => childText(point, tag) ?? descendantsOf(point, tag)[0]?.text.trim() ?? null
  const number = (text: string | null): number | null =>
    text === null || text === '' || !Number.isFinite(Number(text)) ? null : Number(text)
  const facts = factsOf({
    track: point.name === 'wpt' ? null : name,
    'written by': creator,
    hdop: childText(point, 'hdop'),
    satellites: childText(point, 'sat'),
    'source of the fix': childText(point, 'src'),
    'kind of fix': childText(point, 'fix'),
    comment: childText(point, 'cmt') ?? childText(point, 'desc'),
  })
  return {
    type: 'location',
    from,
    state: 'live',
    at: writtenInstant(childText(point, 'time')),
    endAt: null,
    ...position,
    accuracyMetres: null,
    radiusMeaning: null,
    altitudeMetres: number(childText(point, 'ele')),
    speedMetresPerSecond: number(extension('speed')),
    courseDegrees: number(extension('course')),
    class: positionClass,
    method,
    label: childText(point, 'name'),
    ...(facts === undefined ? {} : { facts }),
  }
}
