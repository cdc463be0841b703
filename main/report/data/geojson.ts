/** GeoJSON (RFC 7946): one point per position; the radius is a property, because GeoJSON knows no circles. */
import { visibleText } from '../neutralise.ts'
import type { Exported, ExportRequest, ReportContext } from '../context.ts'
import { inTurns, Scope } from '../scope.ts'
import { writeFileWhole } from '../target.ts'
import { type Point, points } from './points.ts'

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
const text = (value: string | null): string | null => (value === null ? null : visibleText(value))

export async function exportGeojson(context: ReportContext, request: ExportRequest): Promise<Exported> {
  const scope = new Scope(context, request)
  const { result, sha256 } = await writeFileWhole(request.target, async (sink) => {
    let records = 0
    sink.write('{"type":"FeatureCollection","features":[')
    for await (const point of inTurns(points(context, scope))) {
      sink.write(`${records === 0 ? '' : ','}\n${JSON.stringify(feature(point))}`)
      records++
    }
    sink.write('\n]}\n')
    return records
  })
  return { records: result, files: 1, sha256, warnings: result === 0 ? ['No position is in the chosen scope.'] : [] }
}

function feature(point: Point): object {
  const {
    id,
    kind,
    latitude,
    longitude,
    accuracyMetres,
    method,
    radiusMeaning,
    label,
    atMs,
    endMs,
    localTime,
    owner,
    state,
    device,
    source,
    file,
    fileSha256,
    table,
    row,
  } = point
  return {
    type: 'Feature',
    id,
    geometry: { type: 'Point', coordinates: [longitude, latitude] },
    properties: {
      id,
      kind,
      class: point.class,
      accuracyMetres,
      radiusMeaning: text(radiusMeaning),
      method: text(method),
      label: text(label),
      at: iso(atMs),
      end: iso(endMs),
      localTimeZoneUnknown: localTime,
      owner: owner === null ? null : { name: visibleText(owner.name), identifier: visibleText(owner.identifier), roleAssigned: owner.role },
      state,
      device: visibleText(device),
      source,
      file: visibleText(file),
      fileSha256,
      table: visibleText(table),
      row: visibleText(row),
    },
  }
}
