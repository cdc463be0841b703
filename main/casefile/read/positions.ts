/** Positions for the map: parallel columns, sampled evenly in time when there are too many, or counted in a grid. */
import type { Database } from 'better-sqlite3'
import type { BinsAnswer, Lens, Party, PositionClass, PositionsAnswer } from '../../contract/index.ts'
import type { Directory } from './directory.ts'
import { lensFilter, type Filter } from './lensFilter.ts'

/** More points than this in one answer help nobody. */
const MAX_POINTS = 50_000

function positioned(database: Database, directory: Directory, lens: Lens, classes: readonly PositionClass[]): Filter {
  const { where, values } = lensFilter(database, directory, lens, 'page')
  const chosen = classes.length === 0 ? '' : ` AND r.position_class IN (${classes.map(() => '?').join(', ')})`
  return { where: `r.latitude IS NOT NULL AND r.longitude IS NOT NULL AND ${where}${chosen}`, values: [...values, ...classes] }
}

/** Classes that say where the device itself was; any other position is somebody's only when its row names somebody. */
const MEASURED_HERE = "r.position_class IN ('device-fix', 'visit', 'network')"

type PointRow = [
  id: number,
  atMs: number | null,
  endMs: number | null,
  latitude: number,
  longitude: number,
  accuracy: number | null,
  positionClass: PositionClass,
  owner: number | null,
  sourceId: number,
]

interface Extent {
  readonly class: PositionClass
  readonly count: number
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/**
 * Every position in the lens, or every n-th of them in time order when there are more than `limit`. The owner is the
 * one whose position it is: the sender of a shared position, the owner of the device for what the device measured, nobody
 * for a picture whose origin is not known.
 */
export function positions(
  database: Database,
  directory: Directory,
  lens: Lens,
  classes: readonly PositionClass[],
  limit: number,
): PositionsAnswer {
  const { where, values } = positioned(database, directory, lens, classes)
  const size = Math.max(1, Math.min(MAX_POINTS, Math.trunc(limit)))
  const extents = database
    .prepare(`SELECT r.position_class AS class, count(*) AS count, min(r.longitude) AS west, min(r.latitude) AS south, max(r.longitude) AS east, max(r.latitude) AS north
      FROM record AS r WHERE ${where} GROUP BY r.position_class ORDER BY r.position_class`)
    .all(...values) as Extent[]
  const total = extents.reduce((sum, { count }) => sum + count, 0)
  const step = Math.max(1, Math.ceil(total / size))
  const rows = database
    .prepare(
      `SELECT r.id, r.at_ms, r.end_ms, r.latitude, r.longitude, r.accuracy_metres, r.position_class, coalesce(r.from_id, iif(${MEASURED_HERE}, s.owner_identity_id, NULL)), r.source_id
       FROM record AS r JOIN source AS s ON s.id = r.source_id WHERE ${where} ORDER BY r.at_ms, r.id`,
    )
    .raw()
    .iterate(...values) as IterableIterator<PointRow>
  const answer = new Columns(directory)
  let index = 0
  for (const row of rows) if (index++ % step === 0) answer.add(row)
  return {
    ...answer.take(),
    total,
    classTotals: extents.map(({ class: name, count }) => ({ class: name, count })),
    isSample: step > 1,
    bounds: boundsOf(extents),
  }
}

function boundsOf(extents: readonly Extent[]): PositionsAnswer['bounds'] {
  if (extents.length === 0) return null
  return [
    Math.min(...extents.map(({ west }) => west)),
    Math.min(...extents.map(({ south }) => south)),
    Math.max(...extents.map(({ east }) => east)),
    Math.max(...extents.map(({ north }) => north)),
  ]
}

class Columns {
  readonly #directory: Directory
  readonly #classes = new Map<PositionClass, number>()
  readonly #owners = new Map<string, { index: number; party: Party }>()
  readonly #points = {
    keys: [] as number[],
    atMs: [] as (number | null)[],
    endMs: [] as (number | null)[],
    latitudes: [] as number[],
    longitudes: [] as number[],
    accuracyMetres: [] as (number | null)[],
    classIndex: [] as number[],
    ownerIndex: [] as number[],
    sourceIds: [] as number[],
  }

  constructor(directory: Directory) {
    this.#directory = directory
  }

  add([id, atMs, endMs, latitude, longitude, accuracy, positionClass, owner, sourceId]: PointRow): void {
    const points = this.#points
    points.keys.push(id)
    points.atMs.push(atMs)
    points.endMs.push(endMs)
    points.latitudes.push(latitude)
    points.longitudes.push(longitude)
    points.accuracyMetres.push(accuracy)
    points.classIndex.push(this.#classOf(positionClass))
    points.ownerIndex.push(owner === null ? -1 : this.#ownerOf(owner))
    points.sourceIds.push(sourceId)
  }

  #classOf(positionClass: PositionClass): number {
    let index = this.#classes.get(positionClass)
    if (index === undefined) this.#classes.set(positionClass, (index = this.#classes.size))
    return index
  }

  #ownerOf(identityId: number): number {
    const party = this.#directory.party(identityId)
    let known = this.#owners.get(party.entity)
    if (known === undefined) this.#owners.set(party.entity, (known = { index: this.#owners.size, party }))
    return known.index
  }

  take(): Pick<PositionsAnswer, 'classes' | 'owners' | 'points'> {
    return { classes: [...this.#classes.keys()], owners: [...this.#owners.values()].map(({ party }) => party), points: this.#points }
  }
}

/** Counts per grid cell; a cell is named by its south-west corner. */
export function positionBins(
  database: Database,
  directory: Directory,
  lens: Lens,
  classes: readonly PositionClass[],
  cellDegrees: number,
): BinsAnswer {
  const { where, values } = positioned(database, directory, lens, classes)
  const cell = Math.max(0.0005, Math.min(45, cellDegrees))
  const rows = database
    .prepare(
      `SELECT floor(r.latitude / ${cell}) AS y, floor(r.longitude / ${cell}) AS x, count(*) AS count FROM record AS r WHERE ${where} GROUP BY 1, 2 ORDER BY count DESC LIMIT 20000`,
    )
    .all(...values) as { x: number; y: number; count: number }[]
  // Counted by itself: cells beyond the most populous 20,000 are not drawn, but they are there.
  const total = database
    .prepare(`SELECT count(*) FROM record AS r WHERE ${where}`)
    .pluck()
    .get(...values) as number
  return {
    cellDegrees: cell,
    bins: rows.map(({ x, y, count }) => ({ latitude: (y + 0.5) * cell, longitude: (x + 0.5) * cell, count })),
    total,
  }
}
