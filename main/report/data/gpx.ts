/**
 * GPX 1.1: one waypoint per position. No tracks: a program would draw lines along them, ways that nobody observed. The
 * radius and where a position comes from stand in the extensions, because `hdop` means something else.
 */
import type { Exported, ExportRequest, ReportContext } from '../context.ts'
import { markupText } from '../neutralise.ts'
import { inTurns, Scope } from '../scope.ts'
import { writeFileWhole } from '../target.ts'
import { PROGRAM } from '../facts.ts'
import { CLASS_SIGNS } from '../classSigns.ts'
import { type Point, points } from './points.ts'

/** A name only, as XML namespaces are: nothing lies there. */
const NAMESPACE = 'urn:corroborate:position:1'

export async function exportGpx(context: ReportContext, request: ExportRequest): Promise<Exported> {
  const scope = new Scope(context, request)
  const { result, sha256 } = await writeFileWhole(request.target, async (sink) => {
    let records = 0
    let impossible = 0
    sink.write(
      `<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="${PROGRAM}" xmlns="http://www.topografix.com/GPX/1/1" xmlns:c="${NAMESPACE}">\n`,
    )
    for await (const point of inTurns(points(context, scope))) {
      if (isOnEarth(point)) {
        sink.write(waypoint(point))
        records++
      } else impossible++
    }
    sink.write('</gpx>\n')
    return { records, impossible }
  })
  const { records, impossible } = result
  const warnings = [
    ...(records === 0 ? ['No position is in the chosen scope.'] : []),
    ...(impossible === 0
      ? []
      : [`${impossible} positions have coordinates that do not exist, which GPX cannot hold. They are in CSV and JSON Lines.`]),
  ]
  return { records, files: 1, sha256, warnings }
}

const isOnEarth = ({ latitude, longitude }: Point): boolean => Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180

/** `xsd:decimal` knows no exponents. */
export const decimal = (value: number): string => {
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}

/** The elements in the order that the schema of GPX 1.1 demands. */
function waypoint(point: Point): string {
  const { latitude, longitude, atMs, label, id, device, class: positionClass } = point
  // 180 is excluded by the schema: it is the same meridian as -180.
  const lon = longitude === 180 ? -180 : longitude
  const time = atMs === null ? '' : `<time>${new Date(atMs).toISOString()}</time>`
  const words = CLASS_SIGNS[positionClass].label
  return `<wpt lat="${decimal(latitude)}" lon="${decimal(lon)}">${time}<name>${markupText(label ?? id)}</name><desc>${markupText(described(point, words))}</desc><src>${markupText(device)}</src><type>${markupText(words)}</type><extensions>${extensions(point)}</extensions></wpt>\n`
}

function described({ accuracyMetres, radiusMeaning, localTime, endMs }: Point, words: string): string {
  const radius =
    accuracyMetres === null ? 'radius not stored' : `radius ${accuracyMetres} m${radiusMeaning === null ? '' : ` (${radiusMeaning})`}`
  const until = endMs === null ? [] : [`until ${new Date(endMs).toISOString()}`]
  return [words, radius, ...until, ...(localTime === null ? [] : [`clock of the device ${localTime}, zone unknown`])].join('; ')
}

function extensions(point: Point): string {
  const { id, kind, accuracyMetres, radiusMeaning, method, owner, state, source, file, fileSha256, table, row, endMs } = point
  const facts: readonly (readonly [string, string | number | null])[] = [
    ['id', id],
    ['kind', kind],
    ['class', point.class],
    ['accuracyMetres', accuracyMetres],
    ['radiusMeaning', radiusMeaning],
    ['method', method],
    ['end', endMs === null ? null : new Date(endMs).toISOString()],
    ['owner', owner?.name ?? null],
    ['ownerIdentifier', owner?.identifier ?? null],
    ['roleAssigned', owner?.role ?? null],
    ['state', state],
    ['source', source],
    ['file', file],
    ['fileSha256', fileSha256],
    ['table', table],
    ['row', row],
  ]
  return facts.flatMap(([name, value]) => (value === null ? [] : [`<c:${name}>${markupText(String(value))}</c:${name}>`])).join('')
}
