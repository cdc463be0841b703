/** Positions in scope, as both map formats need them. */
import { citationId } from '../../casefile/read/lines.ts'
import type { Party, PositionClass, RecordKind, RecordState } from '../../contract/index.ts'
import type { ReportContext } from '../context.ts'
import type { Scope } from '../scope.ts'

export interface Point {
  readonly key: number
  readonly id: string
  readonly kind: RecordKind
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | null
  readonly class: PositionClass
  /** How the position came about, in words; null where the store does not say. */
  readonly method: string | null
  readonly radiusMeaning: string | null
  readonly label: string | null
  readonly atMs: number | null
  readonly endMs: number | null
  /** Wall clock of a time whose zone is not known. */
  readonly localTime: string | null
  /** Whose position the row says it is; null where it does not say. */
  readonly owner: Party | null
  readonly state: RecordState
  readonly device: string
  readonly source: number
  readonly file: string
  readonly fileSha256: string | null
  readonly table: string
  readonly row: string
}

interface PointRow {
  id: number
  kind: RecordKind
  latitude: number
  longitude: number
  accuracy_metres: number | null
  position_class: PositionClass
  method: string | null
  radius_meaning: string | null
  label: string | null
  at_ms: number | null
  end_ms: number | null
  local_time: string | null
  from_id: number | null
  state: RecordState
  source_label: string
  source_id: number
  run_number: number
  path: string | null
  table_name: string
  row_id: string | number
  ordinal: number
}

const COLUMNS = `r.id, r.kind, r.latitude, r.longitude, r.accuracy_metres, r.position_class, l.method, l.radius_meaning, coalesce(l.label, m.place_label) AS label,
  r.at_ms, r.end_ms, r.local_time, r.from_id, r.state, s.label AS source_label, r.source_id, run.number AS run_number, run.path, t.name AS table_name, r.row_id, r.ordinal`
const TABLES = `record AS r CROSS JOIN run ON run.id = r.run_id CROSS JOIN source AS s ON s.id = r.source_id CROSS JOIN evidence_table AS t ON t.id = r.table_id
  LEFT JOIN location AS l ON l.record_id = r.id LEFT JOIN message AS m ON m.record_id = r.id`

export interface PointGroup {
  readonly positionClass: PositionClass
  readonly fromId: number | null
  readonly sourceId: number
}

/** Source, owner and class of all positions in scope, in a fixed order. */
export function pointGroups({ file: { database } }: ReportContext, scope: Scope): PointGroup[] {
  const { where, values } = scope.filter(scope.recordKinds())
  return database
    .prepare(
      `SELECT DISTINCT r.position_class AS positionClass, r.from_id AS fromId, r.source_id AS sourceId FROM record AS r WHERE r.latitude IS NOT NULL AND r.longitude IS NOT NULL AND ${where} ORDER BY 3, 2, 1`,
    )
    .all(...values) as PointGroup[]
}

/** Points in time order, undated ones first; of one group, or all. */
export function* points({ file: { database }, directory }: ReportContext, scope: Scope, group: PointGroup | null = null): Generator<Point> {
  const { where, values } = scope.filter(scope.recordKinds())
  const narrowed = group === null ? '' : ' AND r.position_class IS ? AND r.from_id IS ? AND r.source_id = ?'
  const bound = group === null ? values : [...values, group.positionClass, group.fromId, group.sourceId]
  const rows = database
    .prepare(
      `SELECT ${COLUMNS} FROM ${TABLES} WHERE r.latitude IS NOT NULL AND r.longitude IS NOT NULL AND ${where}${narrowed} ORDER BY r.at_ms, r.id`,
    )
    .iterate(...bound) as IterableIterator<PointRow>
  const hashOf = database.prepare('SELECT sha256 FROM evidence_file WHERE source_id = ? AND path = ?').pluck()
  for (const row of rows) {
    const file = row.path ?? String(row.row_id)
    yield {
      key: row.id,
      id: citationId(row),
      kind: row.kind,
      latitude: row.latitude,
      longitude: row.longitude,
      accuracyMetres: row.accuracy_metres,
      class: row.position_class,
      method: row.method,
      radiusMeaning: row.radius_meaning,
      label: row.label,
      atMs: row.at_ms,
      endMs: row.end_ms,
      localTime: row.local_time,
      owner: row.from_id === null ? null : directory.party(row.from_id),
      state: row.state,
      device: row.source_label,
      source: row.source_id,
      file,
      fileSha256: (hashOf.get(row.source_id, file) as string | null | undefined) ?? null,
      table: row.table_name,
      row: String(row.row_id),
    }
  }
}

/** Seven decimals of a degree are a centimetre. */
const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7

/** A circle on the sphere as `[longitude, latitude]` pairs, counter-clockwise, closed. Longitudes stay within 180 degrees. */
export function circle(latitude: number, longitude: number, radiusMetres: number, corners = 24): [number, number][] {
  const angle = radiusMetres / 6_371_008.8
  const radians = Math.PI / 180
  const sinLat = Math.sin(latitude * radians)
  const cosLat = Math.cos(latitude * radians)
  const ring = Array.from({ length: corners }, (_, index): [number, number] => {
    const bearing = -(index / corners) * 2 * Math.PI
    const sin = sinLat * Math.cos(angle) + cosLat * Math.sin(angle) * Math.cos(bearing)
    const away = Math.atan2(Math.sin(bearing) * Math.sin(angle) * cosLat, Math.cos(angle) - sinLat * sin)
    const lon = ((longitude + away / radians + 540) % 360) - 180
    return [rounded(lon), rounded(Math.asin(Math.max(-1, Math.min(1, sin))) / radians)]
  })
  const [first] = ring
  return first === undefined ? [] : [...ring, first]
}
