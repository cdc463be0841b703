import { describe, expect, it } from 'vitest'
import { fromHash, toHash } from './lensLink.ts'
import { WHOLE_CASE } from './lensParts.ts'
import type { LensSnapshot } from './lensReducer.ts'

const FULL: LensSnapshot = {
  view: 'graph',
  selectedKey: 42,
  filter: {
    fromMs: Date.UTC(2026, 2, 1),
    toMs: Date.UTC(2026, 2, 14, 21, 41, 7),
    people: ['p1', 'i34'],
    pair: ['p1', 'i2'],
    sources: [1, 3],
    kinds: ['message', 'identity-link'],
    states: ['live', 'edited-previous'],
    text: 'ถึงเวียนนา & مرحبا, #1',
    threadId: 9,
    tags: ['travel, 2026', 'x=y'],
    bookmarkedOnly: true,
    box: [16.1, -48.25, 17, 48.5],
  },
}

describe('lens link', () => {
  it('writes nothing for what is not set', () => {
    expect(toHash({ filter: WHOLE_CASE, selectedKey: null, view: 'timeline' })).toBe('#/timeline')
  })

  it('is readable', () => {
    expect(toHash({ filter: { ...WHOLE_CASE, fromMs: 0, people: ['p1', 'i7'] }, selectedKey: 5, view: 'map' })).toBe(
      '#/map?from=1970-01-01T00:00:00.000Z&people=p1,i7&at=5',
    )
  })

  it('gives back every part, with every character', () => {
    expect(fromHash(toHash(FULL))).toEqual(FULL)
  })

  it('refuses what is no lens link', () => {
    for (const hash of ['', '#', '#/nowhere', '#timeline', 'javascript:alert(1)']) expect(fromHash(hash), hash).toBeNull()
  })

  it('leaves out parts that cannot be read', () => {
    const link = fromHash('#/timeline?from=yesterday&people=p1,x9,<b>&kinds=call,dance&sources=1,-2,x&box=1,2,3&pair=p1&thread=1e3&at=x')
    expect(link).toEqual({ view: 'timeline', selectedKey: null, filter: { ...WHOLE_CASE, people: ['p1'], kinds: ['call'], sources: [1] } })
  })
})
