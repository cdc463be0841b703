/** From the contract's graph to what is drawn: sizes, groups drawn as one, paths. Pure. */
import type { EntityId, GraphAnswer, GraphEdge, GraphNode, Role } from '../../../main/contract/index.ts'

/** `p1|i7`: the ids in the order of the edge. */
export type EdgeKey = `${string}|${string}`
export const edgeKey = ({ a, b }: Pick<GraphEdge, 'a' | 'b'>): EdgeKey => `${a}|${b}`

export interface DrawnNode {
  /** Entity, or `g3` for a group drawn as one. */
  readonly id: string
  readonly label: string
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly role: Role | null
  readonly isExamined: boolean
  /** Number of members when it stands for a group; 0 for one entity. */
  readonly members: number
}

export interface DrawnEdge {
  readonly id: EdgeKey
  readonly from: string
  readonly to: string
  readonly records: number
  readonly width: number
  /** True when every row is a group message. */
  readonly isGroupOnly: boolean
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[]
  readonly edges: readonly DrawnEdge[]
}

const MIN_RADIUS = 11
const MAX_RADIUS = 21
const MAX_WIDTH = 7

/** By the logarithm: ten times the records are one step wider. */
export function nodeRadius(records: number, most: number): number {
  if (most <= 1) return MIN_RADIUS
  return MIN_RADIUS + (MAX_RADIUS - MIN_RADIUS) * (Math.log1p(Math.max(0, records)) / Math.log1p(most))
}

export function edgeWidth(records: number): number {
  return Math.min(MAX_WIDTH, 1 + 1.4 * Math.log10(Math.max(1, records)))
}

export const groupId = (community: number): string => `g${community}`
export const groupOf = (id: string): number | null => (/^g\d+$/.test(id) ? Number(id.slice(1)) : null)

export interface DrawingOptions {
  /** Groups drawn as one sign. Groups of one or two members stay open. */
  readonly isCollapsed: boolean
  readonly openGroups: ReadonlySet<number>
  /** Where nodes stand instead of the layout's place. */
  readonly places: ReadonlyMap<string, { readonly x: number; readonly y: number }>
}

const MIN_GROUP = 3

export function drawingOf(
  { nodes, edges }: Pick<GraphAnswer, 'nodes' | 'edges'>,
  { isCollapsed, openGroups, places }: DrawingOptions,
): Drawing {
  const groups = Map.groupBy(nodes, ({ community }) => community)
  const isGrouped = ({ community }: GraphNode): boolean =>
    isCollapsed && !openGroups.has(community) && (groups.get(community)?.length ?? 0) >= MIN_GROUP
  const most = Math.max(1, ...nodes.map(({ records }) => records))
  const shownAs = new Map(nodes.map((node) => [node.party.entity as string, isGrouped(node) ? groupId(node.community) : node.party.entity]))
  const single = nodes
    .filter((node) => !isGrouped(node))
    .map((node): DrawnNode => ({
      id: node.party.entity,
      label: node.party.name,
      ...(places.get(node.party.entity) ?? { x: node.x, y: node.y }),
      radius: nodeRadius(node.records, most),
      role: node.party.role,
      isExamined: node.isExamined,
      members: 0,
    }))
  const grouped = [...groups]
    .filter(([, members]) => members.some(isGrouped))
    .map(([community, members]) => groupNode(community, members, places))
  return { nodes: [...single, ...grouped], edges: drawnEdges(edges, shownAs) }
}

function groupNode(community: number, members: readonly GraphNode[], places: DrawingOptions['places']): DrawnNode {
  const at = members.map(({ party, x, y }) => places.get(party.entity) ?? { x, y })
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const strongest = members.toSorted((left, right) => right.records - left.records)[0]
  return {
    id: groupId(community),
    label: `${strongest?.party.name ?? ''} +${members.length - 1}`,
    x: mean(at.map(({ x }) => x)),
    y: mean(at.map(({ y }) => y)),
    radius: MAX_RADIUS + Math.min(14, members.length),
    role: null,
    isExamined: members.some(({ isExamined }) => isExamined),
    members: members.length,
  }
}

function drawnEdges(edges: readonly GraphEdge[], shownAs: ReadonlyMap<string, string>): readonly DrawnEdge[] {
  const sums = new Map<EdgeKey, { from: string; to: string; records: number; groupRecords: number }>()
  for (const { a, b, records, groupRecords } of edges) {
    const [from, to] = [shownAs.get(a), shownAs.get(b)]
    if (from === undefined || to === undefined || from === to) continue
    const isTurned = from !== a || to !== b ? from > to : false
    const [first, second] = isTurned ? [to, from] : [from, to]
    const key: EdgeKey = `${first}|${second}`
    const sum = sums.get(key) ?? { from: first, to: second, records: 0, groupRecords: 0 }
    sum.records += records
    sum.groupRecords += groupRecords
    sums.set(key, sum)
  }
  return [...sums].map(([id, { from, to, records, groupRecords }]) => ({
    id,
    from,
    to,
    records,
    width: edgeWidth(records),
    isGroupOnly: records > 0 && groupRecords === records,
  }))
}

/** The shortest chain of contacts, ends included, or null. Among equally short ones the one with most records at each step. */
export function findPath(edges: readonly GraphEdge[], from: EntityId, to: EntityId): readonly EntityId[] | null {
  const contacts = new Map<EntityId, { readonly id: EntityId; readonly records: number }[]>()
  const add = (id: EntityId, other: EntityId, records: number): void => {
    const list = contacts.get(id) ?? []
    list.push({ id: other, records })
    contacts.set(id, list)
  }
  for (const { a, b, records } of edges) {
    add(a, b, records)
    add(b, a, records)
  }
  const cameFrom = new Map<EntityId, EntityId | null>([[from, null]])
  const waiting: EntityId[] = [from]
  for (const at of waiting) {
    if (at === to) break
    const next = (contacts.get(at) ?? []).toSorted((left, right) => right.records - left.records || (left.id < right.id ? -1 : 1))
    for (const { id } of next) {
      if (cameFrom.has(id)) continue
      cameFrom.set(id, at)
      waiting.push(id)
    }
  }
  if (!cameFrom.has(to)) return null
  const path: EntityId[] = []
  for (let at: EntityId | null = to; at !== null; at = cameFrom.get(at) ?? null) path.unshift(at)
  return path
}

/** Edges between neighbours of a chain. */
export function pathEdges(edges: readonly GraphEdge[], path: readonly EntityId[]): readonly GraphEdge[] {
  return path.slice(1).flatMap((to, index) => {
    const from = path[index]
    return edges.filter(({ a, b }) => (a === from && b === to) || (a === to && b === from))
  })
}

export type EdgeColumn = 'records' | 'days' | 'first' | 'last' | 'name'

/** Edges for the table; ties keep the order of names. */
export function sortEdges(edges: readonly GraphEdge[], column: EdgeColumn, nameOf: (entity: EntityId) => string): readonly GraphEdge[] {
  const byName = edges.toSorted(
    (left, right) => nameOf(left.a).localeCompare(nameOf(right.a)) || nameOf(left.b).localeCompare(nameOf(right.b)),
  )
  if (column === 'name') return byName
  const value = (edge: GraphEdge): number => {
    if (column === 'records') return -edge.records
    if (column === 'days') return -edge.activeDays
    if (column === 'first') return edge.firstMs ?? Infinity
    return -(edge.lastMs ?? -Infinity)
  }
  return byName.toSorted((left, right) => value(left) - value(right))
}
