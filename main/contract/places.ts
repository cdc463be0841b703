/** Who was where: positions for the map, in bins or one by one. */
import type { EntityId, Lens, PositionClass } from './lens.ts'
import type { Party } from './records.ts'

/** One position. Columns are parallel arrays: 20,000 points are one message, not 20,000 objects. */
export interface PositionColumns {
  readonly keys: readonly number[]
  readonly atMs: readonly (number | null)[]
  readonly endMs: readonly (number | null)[]
  readonly latitudes: readonly number[]
  readonly longitudes: readonly number[]
  readonly accuracyMetres: readonly (number | null)[]
  /** Index into `classes` / `owners` of the answer. */
  readonly classIndex: readonly number[]
  readonly ownerIndex: readonly number[]
  /** Source of each position: a track never joins two phones. */
  readonly sourceIds: readonly number[]
}

export interface PositionsAnswer {
  readonly classes: readonly PositionClass[]
  readonly owners: readonly Party[]
  readonly points: PositionColumns
  /** Positions in the lens and box; when more than `limit`, `points` holds an even sample in time order. */
  readonly total: number
  /** The same by class: exact, whatever `points` holds. */
  readonly classTotals: readonly { readonly class: PositionClass; readonly count: number }[]
  readonly isSample: boolean
  /** West, south, east, north of all positions in the lens, or null. */
  readonly bounds: readonly [number, number, number, number] | null
}

/** Counts in a grid, for when there are too many positions to draw. */
export interface BinsAnswer {
  readonly cellDegrees: number
  readonly bins: readonly { readonly latitude: number; readonly longitude: number; readonly count: number }[]
  readonly total: number
}

export interface PlaceCalls {
  'map.positions'(args: { lens: Lens; classes: readonly PositionClass[]; limit: number }): PositionsAnswer
  'map.bins'(args: { lens: Lens; classes: readonly PositionClass[]; cellDegrees: number }): BinsAnswer
}

/** Contact between two, as a vector of kinds and never a score. */
export interface GraphEdge {
  readonly a: EntityId
  readonly b: EntityId
  /** Rows by service and kind: `SMS message` -> 12. */
  readonly kinds: readonly { readonly label: string; readonly aToB: number; readonly bToA: number; readonly unknownDirection: number }[]
  /** All rows of the edge. */
  readonly records: number
  /** Rows that are group messages (both in the group). */
  readonly groupRecords: number
  readonly activeDays: number
  readonly firstMs: number | null
  readonly lastMs: number | null
}

export interface GraphNode {
  readonly party: Party
  /** Whose device was examined; others are only seen in others' data. */
  readonly isExamined: boolean
  readonly records: number
  /** Position computed by a seeded layout, in graph units. */
  readonly x: number
  readonly y: number
  readonly community: number
  readonly isPerson: boolean
}

export interface GraphAnswer {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  /** Entities in the lens; when more than shown, the rest is left out and said so. */
  readonly totalNodes: number
  readonly totalEdges: number
}

export interface GraphCalls {
  /** The strongest `limit` entities by rows (device owners always), and the edges between them. */
  'graph.get'(args: { lens: Lens; limit: number; includeGroups: boolean; focus: EntityId | null }): GraphAnswer
}
