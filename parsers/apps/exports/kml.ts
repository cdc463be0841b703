/**
 * KML 2.2 (also the `doc.kml` of a KMZ): placemarks that somebody drew or a program wrote. A `gx:Track` is a recording with a time per
 * point and counts as fixes; every other shape is a place on a map, where nobody need have been, even if it bears a time.
 *
 * Meanings (OGC 07-147r2): coordinates are longitude,latitude[,altitude]; `TimeStamp/when` and `TimeSpan` belong to the whole placemark.
 */
import { degreesOf, type Degrees } from '../../formats/values/degrees.ts'
import { factsOf } from '../../formats/values/storedValues.ts'
import { writtenInstant } from '../../formats/values/writtenTime.ts'
import { childOf, childText, descendantsOf, type XmlNode, xmlElements } from '../../formats/text/xmlStream.ts'
import { defineDocumentParser, type DocumentRow, type Emitted, type Instant, type LocationRecord, type RowRef } from '../../model/index.ts'
import { looksLike } from './recognising.ts'

interface Row extends DocumentRow {
  readonly path: string
  readonly placemark: XmlNode
}

export const kmlPlacemarks = defineDocumentParser({
  id: 'kml-placemarks',
  version: 1,
  app: 'KML',
  platform: 'any',
  store: 'Places and tracks of a map (KML, KMZ)',
  reads: ['**/*.kml'],
  onlyIn: ['loose-files', 'document'],
  recognises: (head) => looksLike(head, /^\s*(?:<\?xml[^>]*>)?\s*(?:<!--[\s\S]*?-->\s*)*<kml[\s>]/),
  yields: ['location'],
  proof: 'data-proven',
  doesNotCover: ['areas (their outline is read as points)', 'overlays, models and links to other files'],
  *parse(document, { note }): Iterable<Emitted> {
    const elements = xmlElements(document.chunks(), {
      wanted: new Set(['Placemark']),
      stateOf: () => undefined,
      onFault: (reason) => note(`The file is not well-formed XML (${reason}); it was read as far as possible.`),
    })
    for (const row of document.read('Placemark', rowsOf(elements))) yield* records(row)
  },
})

function* rowsOf(elements: ReturnType<typeof xmlElements>): Generator<Row> {
  for (const { path, number, node } of elements) yield { rowId: number, path, placemark: node }
}

interface Point {
  readonly position: Degrees
  readonly altitudeMetres: number | null
  readonly shape: string
  /** Null where only the placemark has a time. */
  readonly at: Instant | null
}

function* records({ rowId, placemark }: Row): Generator<Emitted> {
  const from: RowRef = { table: 'Placemark', rowId: String(rowId), ordinal: 0 }
  const { points, faults } = pointsOf(placemark)
  if (points.length === 0) {
    yield { type: 'skipped', from, reason: faults[0] ?? 'The placemark has no position' }
    return
  }
  const time = timeOf(placemark)
  const facts = factsOf({
    ...extendedData(placemark),
    description: childText(placemark, 'description'),
    'points left out': faults.length === 0 ? null : `${faults.length} (${faults[0]})`,
    time: points.length > 1 && points[0]?.at === null && time.at.asStored !== null ? 'of the whole placemark' : null,
  })
  for (const [ordinal, point] of points.entries()) yield location({ ...from, ordinal }, point, time, childText(placemark, 'name'), facts)
}

function location(
  from: RowRef,
  { position, altitudeMetres, shape, at }: Point,
  time: { readonly at: Instant; readonly endAt: Instant | null },
  label: string | null,
  facts: Record<string, string> | undefined,
): LocationRecord {
  return {
    type: 'location',
    from,
    state: 'live',
    at: at ?? time.at,
    endAt: at === null ? time.endAt : null,
    ...position,
    accuracyMetres: null,
    radiusMeaning: null,
    altitudeMetres,
    speedMetresPerSecond: null,
    courseDegrees: null,
    class: shape === 'Track' ? 'device-fix' : 'mentioned',
    method: shape === 'Track' ? 'point of a recorded track (KML)' : `place on a map (KML ${shape})`,
    label,
    ...(facts === undefined ? {} : { facts }),
  }
}

function timeOf(placemark: XmlNode): { readonly at: Instant; readonly endAt: Instant | null } {
  const span = childOf(placemark, 'TimeSpan')
  const stamp = childOf(placemark, 'TimeStamp')
  if (span === undefined) return { at: writtenInstant(stamp === undefined ? null : childText(stamp, 'when')), endAt: null }
  const end = writtenInstant(childText(span, 'end'))
  return { at: writtenInstant(childText(span, 'begin')), endAt: end.asStored === null ? null : end }
}

/** `Data` with its name and value: what apps add (speed, accuracy). Kept as it is written, since its meaning is the app's own. */
function extendedData(placemark: XmlNode): Record<string, string> {
  const data = descendantsOf(placemark, 'Data').map((one): [string, string | null] => [
    one.attributes['name'] ?? 'data',
    childText(one, 'value'),
  ])
  const simple = descendantsOf(placemark, 'SimpleData').map((one): [string, string | null] => [
    one.attributes['name'] ?? 'data',
    one.text.trim(),
  ])
  return Object.fromEntries([...data, ...simple].filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== ''))
}

const SHAPES = ['Point', 'LineString', 'LinearRing']

function pointsOf(placemark: XmlNode): { readonly points: Point[]; readonly faults: string[] } {
  const points: Point[] = []
  const faults: string[] = []
  const take = (parts: readonly string[], shape: string, at: Instant | null): void => {
    const position = degreesOf(parts[1], parts[0])
    const altitude = Number(parts[2] ?? NaN)
    if (typeof position === 'string') faults.push(position)
    else points.push({ position, altitudeMetres: Number.isFinite(altitude) ? altitude : null, shape, at })
  }
  for (const shape of SHAPES)
    for (const node of descendantsOf(placemark, shape))
      for (const tuple of (childText(node, 'coordinates') ?? '').split(/\s+/).filter(Boolean)) take(tuple.split(','), shape, null)
  for (const track of descendantsOf(placemark, 'Track')) {
    const times = track.children.filter(({ name }) => name === 'when')
    const places = track.children.filter(({ name }) => name === 'coord')
    for (const [index, place] of places.entries())
      take(place.text.trim().split(/\s+/), 'Track', writtenInstant(times[index]?.text.trim() ?? null))
  }
  return { points, faults }
}
