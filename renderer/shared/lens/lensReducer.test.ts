import { describe, expect, it } from 'vitest'
import { WHOLE_CASE } from './lensParts.ts'
import { initialLensState, lensReducer, type LensAction, type LensState } from './lensReducer.ts'

const run = (actions: readonly LensAction[], start: LensState = initialLensState()): LensState => actions.reduce(lensReducer, start)

describe('lens reducer', () => {
  it('makes each change one undo step', () => {
    const state = run([
      { type: 'change', patch: { fromMs: 10, toMs: 20 } },
      { type: 'change', patch: { kinds: ['call'] } },
      { type: 'change', patch: { text: 'vienna' } },
    ])
    expect(state.past).toHaveLength(3)
    const once = run([{ type: 'undo' }], state)
    expect(once.filter).toEqual({ ...WHOLE_CASE, fromMs: 10, toMs: 20, kinds: ['call'] })
    const thrice = run([{ type: 'undo' }, { type: 'undo' }, { type: 'undo' }], once)
    expect(thrice.filter).toEqual(WHOLE_CASE)
    expect(run([{ type: 'redo' }, { type: 'redo' }, { type: 'redo' }], thrice).filter).toEqual(state.filter)
  })

  it('makes no step of a change that changes nothing', () => {
    const state = run([
      { type: 'change', patch: { sources: [1] } },
      { type: 'change', patch: { sources: [1] } },
    ])
    expect(state.past).toHaveLength(1)
  })

  it('drops what could be redone after a new change', () => {
    const state = run([
      { type: 'change', patch: { text: 'a' } },
      { type: 'undo' },
      { type: 'change', patch: { text: 'b' } },
      { type: 'redo' },
    ])
    expect(state.filter.text).toBe('b')
  })

  it('takes the part off that was set last, also when an earlier one was changed again', () => {
    const state = run([
      { type: 'change', patch: { people: ['p1'] } },
      { type: 'change', patch: { kinds: ['call'] } },
      { type: 'change', patch: { people: ['p1', 'i2'] } },
    ])
    expect(state.parts).toEqual(['kinds', 'people'])
    const off = run([{ type: 'clear-last' }], state)
    expect(off.filter).toEqual({ ...WHOLE_CASE, kinds: ['call'] })
    expect(run([{ type: 'clear-last' }], off).filter).toEqual(WHOLE_CASE)
  })

  it('keeps the order of parts through undo', () => {
    const state = run([
      { type: 'change', patch: { text: 'x' } },
      { type: 'change', patch: { fromMs: 1 } },
      { type: 'clear' },
      { type: 'undo' },
    ])
    expect(state.parts).toEqual(['text', 'period'])
  })

  it('selects and shows without an undo step, and clears everything at once', () => {
    const state = run([
      { type: 'change', patch: { text: 'x', bookmarkedOnly: true } },
      { type: 'select', key: 7 },
      { type: 'show', view: 'map' },
      { type: 'clear' },
    ])
    expect(state).toMatchObject({ filter: WHOLE_CASE, selectedKey: 7, view: 'map' })
    expect(state.past).toHaveLength(2)
  })

  it('forgets everything of the case before', () => {
    const state = run([
      { type: 'change', patch: { text: 'x' } },
      { type: 'select', key: 7 },
      { type: 'reset', view: 'case' },
    ])
    expect(state).toEqual(initialLensState({ view: 'case' }))
  })
})
