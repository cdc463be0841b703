import { describe, expect, it } from 'vitest'
import type { GraphNode } from '../../../main/contract/index.ts'
import type { GraphOptions } from './GraphToolbar.tsx'
import { readView, viewText } from './keptView.ts'

const OPTIONS: GraphOptions = { limit: 60, includeGroups: true, isCollapsed: false, isTable: false }
const node = (entity: 'p1' | 'i2', x: number, y: number): GraphNode => ({
  party: { entity, name: entity, identifier: '', role: null, isDeviceOwner: false },
  isExamined: false,
  records: 1,
  x,
  y,
  community: 0,
  isPerson: entity === 'p1',
})

describe('a kept view of the graph', () => {
  it('reads back with its options and places, those given by hand first', () => {
    const options = { ...OPTIONS, limit: 150, includeGroups: false, isCollapsed: true }
    const text = viewText(options, [node('p1', 1.4, 2.6), node('i2', 5, 6)], new Map([['i2', { x: 50, y: 60 }]]))
    const read = readView(JSON.parse(text) as Record<string, unknown>, OPTIONS)
    expect(read.options).toEqual(options)
    expect([...read.places]).toEqual([
      ['p1', { x: 1, y: 3 }],
      ['i2', { x: 50, y: 60 }],
    ])
  })

  it('keeps the standard for what cannot be read', () => {
    for (const view of [{}, { limit: 'many', includeGroups: 1, places: [1, 2] }, { limit: 1e9, places: { p1: { x: 'a', y: 1 } } }])
      expect(readView(view, OPTIONS)).toEqual({ options: OPTIONS, places: new Map() })
  })
})
