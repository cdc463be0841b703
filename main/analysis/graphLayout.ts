/**
 * Where the nodes of the contact graph are drawn, and which of them form a group.
 *
 * Same input, same picture: starting places come from the sorted ids, Louvain draws its random numbers from a seeded
 * generator, ForceAtlas2 is deterministic from its start. The order of the arguments does not matter. Distances mean
 * nothing but "drawn near"; nobody may read a measure out of them.
 */
import { UndirectedGraph } from 'graphology'
import louvainModule from 'graphology-communities-louvain'
import forceAtlas2Module from 'graphology-layout-forceatlas2'
import { fanStart, spreadApart, type LayoutEdge, type LayoutNode, type Place } from './graphPlaces.ts'
import { seededRandom } from './seededRandom.ts'

export type { LayoutEdge, LayoutNode } from './graphPlaces.ts'

export interface LaidOutNode {
  /** Graph units: neighbours come to lie about 120 apart. */
  readonly x: number
  readonly y: number
  /** Number of the group by Louvain, 0 for the largest. Groups are a way of drawing, no finding. */
  readonly community: number
}

interface NodeAttributes {
  x: number
  y: number
}
interface EdgeAttributes {
  weight: number
}
type ContactGraph = UndirectedGraph<NodeAttributes, EdgeAttributes>

// Both packages are CommonJS whose `module.exports` is the function; their types describe a `default` export.
const louvain = louvainModule as unknown as typeof louvainModule.default
const forceAtlas2 = forceAtlas2Module as unknown as typeof forceAtlas2Module.default

const SEED = 20_260_314
/** Barnes-Hut pays above this size; below it the exact forces give a better picture. */
const EXACT_MAX_NODES = 1_500
/** Node-iterations to spend: about a second on the machine of reference/technology.md section 6. */
const WORK_BUDGET = 100_000

/**
 * Places for all nodes. Edges to ids that are not among the nodes, and edges of a node to itself, are ignored; several
 * edges of one pair count together. Measured on two shared cores: 60 nodes 60 ms, 1,000 nodes
 * 1 s, 5,000 nodes with 9,000 edges 1.5 s alone and 3 s on a busy machine: call it off the thread that answers clicks.
 */
export function layoutGraph(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): Map<string, LaidOutNode> {
  const sorted = [...nodes].sort((left, right) => compareIds(left.id, right.id))
  if (sorted.length === 0) return new Map()
  const graph = buildGraph(sorted, edges)
  const communities = rankCommunities(graph, sorted)
  for (const [id, place] of fanStart(sorted, communities)) graph.mergeNodeAttributes(id, place)
  if (graph.size > 0) pullTogether(graph)
  const places = new Map<string, Place>(sorted.map(({ id }) => [id, graph.getNodeAttributes(id)]))
  const spread = spreadApart(places, edges)
  return new Map(
    sorted.map(({ id }) => {
      const { x, y } = spread.get(id) ?? { x: 0, y: 0 }
      return [id, { x: rounded(x), y: rounded(y), community: communities.get(id) ?? 0 }]
    }),
  )
}

const compareIds = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
const rounded = (value: number): number => Math.round(value * 10) / 10 + 0

function buildGraph(nodes: readonly LayoutNode[], edges: readonly LayoutEdge[]): ContactGraph {
  const graph: ContactGraph = new UndirectedGraph<NodeAttributes, EdgeAttributes>()
  for (const { id } of nodes) graph.addNode(id, { x: 0, y: 0 })
  for (const { a, b, weight } of sumPairs(edges)) {
    // Rows differ by thousands between pairs: the logarithm keeps a busy pair from collapsing into one point.
    if (graph.hasNode(a) && graph.hasNode(b)) graph.addEdge(a, b, { weight: 1 + Math.log1p(weight) })
  }
  return graph
}

function sumPairs(edges: readonly LayoutEdge[]): readonly LayoutEdge[] {
  const sums = new Map<string, LayoutEdge>()
  for (const edge of edges) {
    if (edge.a === edge.b) continue
    const [a, b] = compareIds(edge.a, edge.b) < 0 ? [edge.a, edge.b] : [edge.b, edge.a]
    const key = JSON.stringify([a, b])
    sums.set(key, { a, b, weight: Math.max(0, edge.weight) + (sums.get(key)?.weight ?? 0) })
  }
  return [...sums].sort(([left], [right]) => compareIds(left, right)).map(([, edge]) => edge)
}

/** Louvain's groups, numbered by size; ties by the smallest id. A graph without edges is one group each. */
function rankCommunities(graph: ContactGraph, nodes: readonly LayoutNode[]): Map<string, number> {
  const raw =
    graph.size === 0
      ? Object.fromEntries(nodes.map(({ id }, index) => [id, index]))
      : louvain(graph, { rng: seededRandom(SEED), getEdgeWeight: 'weight' })
  const members = Map.groupBy(nodes, ({ id }) => raw[id] ?? -1)
  const ranked = [...members.values()].sort(
    (left, right) => right.length - left.length || compareIds(left[0]?.id ?? '', right[0]?.id ?? ''),
  )
  return new Map(ranked.flatMap((group, index) => group.map(({ id }) => [id, index] as const)))
}

function pullTogether(graph: ContactGraph): void {
  const iterations = Math.max(20, Math.min(400, Math.round(WORK_BUDGET / graph.order)))
  forceAtlas2.assign(graph, {
    iterations,
    getEdgeWeight: 'weight',
    settings: {
      barnesHutOptimize: graph.order > EXACT_MAX_NODES,
      strongGravityMode: true,
      gravity: 0.06,
      scalingRatio: 12,
      slowDown: 1 + Math.log(graph.order),
      edgeWeightInfluence: 1,
    },
  })
}
