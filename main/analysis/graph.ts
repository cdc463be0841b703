/** The relationship graph: the strongest entities, the contact between them, and where to draw them. */
import type { Database } from 'better-sqlite3'
import type { EntityId, GraphAnswer, GraphEdge, Lens } from '../contract/index.ts'
import type { Directory } from '../casefile/read/directory.ts'
import { pairTallies, type PairTally } from '../casefile/read/edges.ts'
import { layoutGraph } from './graphLayout.ts'

export interface GraphRequest {
  readonly lens: Lens
  /** Entities to show at most; device owners and the focus are always among them. */
  readonly limit: number
  readonly includeGroups: boolean
  /** Show this entity and whom it contacted. */
  readonly focus: EntityId | null
}

const MAX_NODES = 5_000

export function contactGraph(database: Database, directory: Directory, { lens, limit, includeGroups, focus }: GraphRequest): GraphAnswer {
  const pairs = [...pairTallies(database, directory, lens, includeGroups).values()]
  const weights = new Map<EntityId, number>()
  for (const { a, b, records } of pairs) {
    weights.set(a, (weights.get(a) ?? 0) + records)
    weights.set(b, (weights.get(b) ?? 0) + records)
  }
  const owners = directory.deviceOwners()
  const shown = chooseEntities(pairs, weights, owners, Math.max(2, Math.min(MAX_NODES, Math.trunc(limit))), focus)
  const edges = pairs.filter(({ a, b }) => shown.has(a) && shown.has(b)).map(toEdge)
  const layout = layoutGraph(
    [...shown].map((id) => ({ id, weight: weights.get(id) ?? 0, isExamined: owners.has(id) })),
    edges.map(({ a, b, records }) => ({ a, b, weight: records })),
  )
  return {
    nodes: [...shown].flatMap((id) => {
      const party = directory.partyOf(id)
      if (party === null) return []
      const { x, y, community } = layout.get(id) ?? { x: 0, y: 0, community: 0 }
      return [{ party, isExamined: owners.has(id), records: weights.get(id) ?? 0, x, y, community, isPerson: id.startsWith('p') }]
    }),
    edges,
    totalNodes: weights.size,
    totalEdges: pairs.length,
  }
}

/** Device owners and the focus first, then by rows; ties by id, so that the same data give the same picture. */
function chooseEntities(
  pairs: readonly PairTally[],
  weights: ReadonlyMap<EntityId, number>,
  owners: ReadonlySet<EntityId>,
  limit: number,
  focus: EntityId | null,
): Set<EntityId> {
  const neighbours = focus === null ? null : new Set(pairs.filter(({ a, b }) => a === focus || b === focus).flatMap(({ a, b }) => [a, b]))
  const ranked = [...weights].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1)).map(([id]) => id)
  const first = ranked.filter((id) => id === focus || owners.has(id))
  const others = ranked.filter((id) => !first.includes(id) && (neighbours === null || neighbours.has(id)))
  return new Set([...first, ...others].slice(0, Math.max(limit, first.length)))
}

const toEdge = ({ a, b, kinds, records, groupRecords, days, firstMs, lastMs }: PairTally): GraphEdge => ({
  a,
  b,
  kinds: [...kinds].sort(([x], [y]) => (x < y ? -1 : 1)).map(([label, counts]) => ({ label, ...counts })),
  records,
  groupRecords,
  activeDays: days.size,
  firstMs,
  lastMs,
})
