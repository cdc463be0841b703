import { describe, expect, it } from 'vitest'
import type { EntityId, GraphEdge, GraphNode } from '../../../main/contract/index.ts'
import { drawingOf, edgeKey, edgeWidth, findPath, groupOf, nodeRadius, pathEdges, sortEdges } from './graphModel.ts'

const edge = (a: EntityId, b: EntityId, records = 1, patch: Partial<GraphEdge> = {}): GraphEdge => ({
  a,
  b,
  kinds: [],
  records,
  groupRecords: 0,
  activeDays: 1,
  firstMs: 0,
  lastMs: 0,
  ...patch,
})
const node = (entity: EntityId, community: number, x = 0, records = 1): GraphNode => ({
  party: { entity, name: `Name ${entity}`, identifier: entity, role: null, isDeviceOwner: false },
  isExamined: entity === 'p1',
  records,
  x,
  y: 0,
  community,
  isPerson: entity.startsWith('p'),
})
const OPEN = { isCollapsed: false, openGroups: new Set<number>(), places: new Map<string, { x: number; y: number }>() }

describe('findPath', () => {
  const edges = [edge('p1', 'i2'), edge('i2', 'i3'), edge('i3', 'i4'), edge('p1', 'i5', 2), edge('i4', 'i5', 1), edge('i8', 'i9')]
  it('finds the shortest chain, whichever way the edges were counted', () => {
    expect(findPath(edges, 'p1', 'i4')).toEqual(['p1', 'i5', 'i4'])
    expect(findPath(edges, 'i4', 'p1')).toEqual(['i4', 'i5', 'p1'])
  })

  it('prefers more records among equally short chains', () => {
    const square = [edge('p1', 'i2', 5), edge('p1', 'i3', 50), edge('i2', 'i4', 5), edge('i3', 'i4', 5)]
    expect(findPath(square, 'p1', 'i4')).toEqual(['p1', 'i3', 'i4'])
    expect(findPath(square.toReversed(), 'p1', 'i4')).toEqual(['p1', 'i3', 'i4'])
  })

  it('says when there is none, and knows the way to itself', () => {
    expect(findPath(edges, 'p1', 'i9')).toBeNull()
    expect(findPath(edges, 'p1', 'i777')).toBeNull()
    expect(findPath(edges, 'p1', 'p1')).toEqual(['p1'])
  })

  it('names the edges of a chain', () => {
    expect(pathEdges(edges, ['p1', 'i5', 'i4']).map(edgeKey)).toEqual(['p1|i5', 'i4|i5'])
  })
})

describe('drawingOf', () => {
  const nodes = [node('p1', 0, 0, 100), node('i2', 0, 30), node('i3', 0, 60), node('i4', 1, 500), node('i5', 1, 600)]
  const edges = [
    edge('i2', 'p1', 9),
    edge('i2', 'i3', 4),
    edge('i4', 'p1', 3, { groupRecords: 3 }),
    edge('i3', 'i4', 2),
    edge('i4', 'i5', 7),
  ]

  it('draws every node and edge once', () => {
    const drawing = drawingOf({ nodes, edges }, OPEN)
    expect(drawing.nodes.map(({ id }) => id)).toEqual(['p1', 'i2', 'i3', 'i4', 'i5'])
    expect(drawing.edges.map(({ id, records, isGroupOnly }) => [id, records, isGroupOnly])).toEqual([
      ['i2|p1', 9, false],
      ['i2|i3', 4, false],
      ['i4|p1', 3, true],
      ['i3|i4', 2, false],
      ['i4|i5', 7, false],
    ])
  })

  it('draws a group as one, in the middle of its members, and adds up its contacts with the outside', () => {
    const drawing = drawingOf({ nodes, edges }, { ...OPEN, isCollapsed: true })
    expect(drawing.nodes.map(({ id, members, x }) => [id, members, x])).toEqual([
      ['i4', 0, 500],
      ['i5', 0, 600],
      ['g0', 3, 30],
    ])
    expect(drawing.edges.map(({ id, records, isGroupOnly }) => [id, records, isGroupOnly])).toEqual([
      ['g0|i4', 5, false],
      ['i4|i5', 7, false],
    ])
    expect(drawing.nodes[2]).toMatchObject({ isExamined: true, role: null, label: 'Name p1 +2' })
    expect(groupOf('g0')).toBe(0)
    expect(groupOf('p1')).toBeNull()
  })

  it('opens a group again', () => {
    const drawing = drawingOf({ nodes, edges }, { ...OPEN, isCollapsed: true, openGroups: new Set([0]) })
    expect(drawing.nodes).toHaveLength(5)
  })

  it('leaves a node where it was put', () => {
    const drawing = drawingOf({ nodes, edges }, { ...OPEN, places: new Map([['i5', { x: -7, y: 8 }]]) })
    expect(drawing.nodes.at(-1)).toMatchObject({ id: 'i5', x: -7, y: 8 })
  })
})

describe('sizes', () => {
  it('grow with the records, but modestly', () => {
    expect(nodeRadius(10, 10_000)).toBeLessThan(nodeRadius(1_000, 10_000))
    expect(nodeRadius(10_000, 10_000)).toBe(21)
    expect(nodeRadius(0, 10)).toBe(11)
    expect(nodeRadius(1, 1)).toBe(11)
    expect([1, 100, 1e9].map(edgeWidth)).toEqual([1, 3.8, 7])
  })
})

describe('sortEdges', () => {
  const edges = [
    edge('i2', 'p1', 5, { activeDays: 9, firstMs: null, lastMs: 3 }),
    edge('i1', 'p1', 50, { firstMs: 10, lastMs: null }),
    edge('i1', 'i2', 5, { firstMs: 5, lastMs: 9 }),
  ]
  const names = (column: Parameters<typeof sortEdges>[1]) => sortEdges(edges, column, (entity) => entity).map(edgeKey)
  it('puts most, earliest or latest first, and edges without time last', () => {
    expect(names('records')).toEqual(['i1|p1', 'i1|i2', 'i2|p1'])
    expect(names('days')[0]).toBe('i2|p1')
    expect(names('first')).toEqual(['i1|i2', 'i1|p1', 'i2|p1'])
    expect(names('last')).toEqual(['i1|i2', 'i2|p1', 'i1|p1'])
    expect(names('name')).toEqual(['i1|i2', 'i1|p1', 'i2|p1'])
  })
})
