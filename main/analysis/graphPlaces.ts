/** Start and finish of the graph's layout: groups fanned out before the forces act, nodes moved off each other after. Pure. */

export interface LayoutNode {
  readonly id: string
  /** Rows of the node; only its rank matters. */
  readonly weight: number
  readonly isExamined: boolean
}

export interface LayoutEdge {
  readonly a: string
  readonly b: string
  /** Rows between the two. */
  readonly weight: number
}

export interface Place {
  readonly x: number
  readonly y: number
}

/** Median length that edges get, in graph units. */
const EDGE_LENGTH = 150
/** Nodes closer than this, one above the other, would hide each other's label. */
const NODE_DISTANCE = 84
/** Labels are wider than high: side by side, nodes need more room by this factor. */
const LABEL_ASPECT = 1.5
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))
/** Pushes to spend over all nodes; a small graph gets 60 rounds, 5,000 nodes get 12. */
const PUSH_BUDGET = 60_000
const MAX_ROUNDS = 60

/**
 * A place for every node: the groups on a sunflower spiral, the members of a group on a small one of their own, device
 * owners and those with most rows in its middle. Starting near the result saves most of the iterations.
 */
export function fanStart(nodes: readonly LayoutNode[], communities: ReadonlyMap<string, number>): Map<string, Place> {
  const places = new Map<string, Place>()
  const groups = [...Map.groupBy(nodes, ({ id }) => communities.get(id) ?? 0)].sort(([left], [right]) => left - right)
  let used = 0
  for (const [index, [, members]] of groups.entries()) {
    const centre = spiral(index, 6 * Math.sqrt(used + members.length / 2))
    used += members.length
    const ranked = [...members].sort(
      (left, right) => Number(right.isExamined) - Number(left.isExamined) || right.weight - left.weight || (left.id < right.id ? -1 : 1),
    )
    for (const [place, { id }] of ranked.entries()) {
      const offset = spiral(place, 5 * Math.sqrt(place))
      places.set(id, { x: centre.x + offset.x, y: centre.y + offset.y })
    }
  }
  return places
}

function spiral(index: number, radius: number): Place {
  const angle = index * GOLDEN_ANGLE
  // The tiny shift keeps two nodes from ever starting on one point, where no force can part them.
  return { x: radius * Math.cos(angle) + index * 1e-3, y: radius * Math.sin(angle) }
}

/** Scales so that the median edge is `EDGE_LENGTH` long, centres, then pushes nodes apart that lie on each other. */
export function spreadApart(places: ReadonlyMap<string, Place>, edges: readonly LayoutEdge[]): Map<string, Place> {
  const ids = [...places.keys()]
  const scale = EDGE_LENGTH / (medianLength(places, edges) || EDGE_LENGTH)
  // Pushed apart in a space squeezed sideways, which is stretched again at the end.
  const xs = Float64Array.from(places.values(), ({ x }) => (x * scale) / LABEL_ASPECT)
  const ys = Float64Array.from(places.values(), ({ y }) => y * scale)
  const rounds = Math.min(MAX_ROUNDS, Math.ceil(PUSH_BUDGET / xs.length))
  for (let round = 0; round < rounds; round += 1) if (!pushOnce(xs, ys)) break
  const centreX = mean(xs)
  const centreY = mean(ys)
  return new Map(ids.map((id, index) => [id, { x: ((xs[index] ?? 0) - centreX) * LABEL_ASPECT, y: (ys[index] ?? 0) - centreY }]))
}

function medianLength(places: ReadonlyMap<string, Place>, edges: readonly LayoutEdge[]): number {
  const lengths = edges
    .flatMap(({ a, b }) => {
      const from = places.get(a)
      const to = places.get(b)
      return from === undefined || to === undefined || from === to ? [] : [Math.hypot(from.x - to.x, from.y - to.y)]
    })
    .sort((left, right) => left - right)
  return lengths[Math.floor(lengths.length / 2)] ?? 0
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/** One round: every pair that is too close moves apart by half of what is missing. False when nothing moved. */
function pushOnce(xs: Float64Array, ys: Float64Array): boolean {
  const cells = new Map<number, number[]>()
  for (let index = 0; index < xs.length; index += 1) {
    const key = cellKey(cellOf(xs[index] ?? 0), cellOf(ys[index] ?? 0))
    const cell = cells.get(key)
    if (cell === undefined) cells.set(key, [index])
    else cell.push(index)
  }
  let hasMoved = false
  for (let index = 0; index < xs.length; index += 1) {
    for (const other of neighbours(cells, xs[index] ?? 0, ys[index] ?? 0)) {
      if (other > index && pushPair(xs, ys, index, other)) hasMoved = true
    }
  }
  return hasMoved
}

const cellOf = (value: number): number => Math.floor(value / NODE_DISTANCE)
/** One number for a cell; a layout is far less than a million cells wide. */
const cellKey = (column: number, row: number): number => column * 2_000_003 + row

function neighbours(cells: ReadonlyMap<number, readonly number[]>, x: number, y: number): readonly number[] {
  const found: number[] = []
  for (let column = cellOf(x) - 1; column <= cellOf(x) + 1; column += 1) {
    for (let row = cellOf(y) - 1; row <= cellOf(y) + 1; row += 1) found.push(...(cells.get(cellKey(column, row)) ?? []))
  }
  return found
}

function pushPair(xs: Float64Array, ys: Float64Array, first: number, second: number): boolean {
  const dx = (xs[second] ?? 0) - (xs[first] ?? 0)
  const dy = (ys[second] ?? 0) - (ys[first] ?? 0)
  const distance = Math.hypot(dx, dy)
  if (distance >= NODE_DISTANCE) return false
  // Two nodes on one point part sideways, each pair in a direction of its own.
  const angle = distance > 1e-6 ? Math.atan2(dy, dx) : (first + second) * GOLDEN_ANGLE
  const step = (NODE_DISTANCE - distance) / 2 + 0.5
  xs[first] = (xs[first] ?? 0) - Math.cos(angle) * step
  ys[first] = (ys[first] ?? 0) - Math.sin(angle) * step
  xs[second] = (xs[second] ?? 0) + Math.cos(angle) * step
  ys[second] = (ys[second] ?? 0) + Math.sin(angle) * step
  return true
}
