/** KML 2.2: folders per device, owner and class, the radius as a polygon. No icon, link or script of any kind: nothing is fetched. */
import type { PositionClass } from '../../contract/index.ts'
import type { Exported, ExportRequest, ReportContext } from '../context.ts'
import { markupText } from '../neutralise.ts'
import { inTurns, Scope } from '../scope.ts'
import { type TextSink, writeFileWhole } from '../target.ts'
import { CLASS_SIGNS } from '../classSigns.ts'
import { circle, type Point, pointGroups, points } from './points.ts'

export async function exportKml(context: ReportContext, request: ExportRequest): Promise<Exported> {
  const scope = new Scope(context, request)
  const { result, sha256 } = await writeFileWhole(request.target, async (sink) => {
    sink.write('<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document>\n<name>Positions</name>\n')
    for (const [name, { label, colour }] of Object.entries(CLASS_SIGNS)) sink.write(style(name, label, colour))
    let records = 0
    for (const group of pointGroups(context, scope)) {
      let isOpen = false
      for await (const point of inTurns(points(context, scope, group))) {
        if (!isOpen) sink.write(`<Folder><name>${markupText(folderName(point))}</name>\n`)
        isOpen = true
        placemark(sink, point)
        records++
      }
      if (isOpen) sink.write('</Folder>\n')
    }
    sink.write('</Document>\n</kml>\n')
    return records
  })
  return { records: result, files: 1, sha256, warnings: result === 0 ? ['No position is in the chosen scope.'] : [] }
}

const folderName = ({ owner, device, class: positionClass }: Point): string =>
  `${owner === null ? 'Owner not stated' : owner.name}, ${device}: ${CLASS_SIGNS[positionClass].label}`

/** KML writes colours as alpha, blue, green, red. */
function style(name: string, label: string, colour: string): string {
  const [red, green, blue] = [colour.slice(1, 3), colour.slice(3, 5), colour.slice(5, 7)]
  const bgr = `${blue}${green}${red}`
  // An icon of scale 0 would hide the point; without an icon element each program draws its own built-in sign.
  return `<Style id="${name}"><!-- ${label} --><IconStyle><color>ff${bgr}</color><scale>0.7</scale></IconStyle><LabelStyle><scale>0.7</scale></LabelStyle><LineStyle><color>ff${bgr}</color><width>1</width></LineStyle><PolyStyle><color>33${bgr}</color></PolyStyle></Style>\n`
}

const iso = (ms: number): string => new Date(ms).toISOString()

function placemark(sink: TextSink, point: Point): void {
  const { id, atMs, endMs, latitude, longitude, accuracyMetres, class: positionClass } = point
  const when =
    atMs === null
      ? ''
      : endMs === null
        ? `<TimeStamp><when>${iso(atMs)}</when></TimeStamp>`
        : `<TimeSpan><begin>${iso(atMs)}</begin><end>${iso(endMs)}</end></TimeSpan>`
  const at = `<Point><coordinates>${longitude},${latitude}</coordinates></Point>`
  const geometry =
    accuracyMetres === null || accuracyMetres <= 0
      ? at
      : `<MultiGeometry>${at}${polygon(latitude, longitude, accuracyMetres)}</MultiGeometry>`
  sink.write(
    `<Placemark><name>${markupText(point.label ?? (atMs === null ? id : iso(atMs)))}</name>${when}<styleUrl>#${positionClass}</styleUrl><ExtendedData>${data(point)}</ExtendedData>${geometry}</Placemark>\n`,
  )
}

function polygon(latitude: number, longitude: number, radiusMetres: number): string {
  const ring = circle(latitude, longitude, radiusMetres)
    .map(([lon, lat]) => `${lon},${lat}`)
    .join(' ')
  return `<Polygon><outerBoundaryIs><LinearRing><coordinates>${ring}</coordinates></LinearRing></outerBoundaryIs></Polygon>`
}

function data(point: Point): string {
  const { id, kind, accuracyMetres, radiusMeaning, method, owner, device, state, localTime, file, fileSha256, table, row } = point
  const positionClass: PositionClass = point.class
  const facts: readonly (readonly [string, string | number | null])[] = [
    ['id', id],
    ['kind', kind],
    ['class', positionClass],
    ['accuracyMetres', accuracyMetres],
    ['radiusMeaning', radiusMeaning],
    ['method', method],
    ['owner', owner === null ? null : owner.name],
    ['ownerIdentifier', owner === null ? null : owner.identifier],
    ['roleAssigned', owner?.role ?? null],
    ['device', device],
    ['state', state],
    ['localTimeZoneUnknown', localTime],
    ['file', file],
    ['fileSha256', fileSha256],
    ['table', table],
    ['row', row],
  ]
  return facts
    .flatMap(([name, value]) => (value === null ? [] : [`<Data name="${name}"><value>${markupText(String(value))}</value></Data>`]))
    .join('')
}
