import { describe, expect, it } from 'vitest'
import type { RecordLine } from '../../../main/contract/index.ts'
import { EMPTY_WINDOW, windowReducer, type RecordWindow, type WindowAction } from './recordWindow.ts'

const line = (key: number, utcMs: number | null): RecordLine => ({
  key,
  id: `S1.R1.message.${key}`,
  kind: 'message',
  time: { utcMs, asStored: null, unit: 'none', zoneBasis: 'utc', localText: null },
  endMs: null,
  service: null,
  direction: null,
  from: null,
  to: [],
  text: '',
  sourceId: 1,
  state: 'live',
  bookmarked: false,
  threadId: null,
  position: null,
  message: null,
  call: null,
  media: null,
  activity: null,
  payment: null,
})
const keys = (window: RecordWindow): readonly number[] => window.items.map(({ key }) => key)
const run = (actions: readonly WindowAction[], start: RecordWindow = EMPTY_WINDOW): RecordWindow => actions.reduce(windowReducer, start)

const opened = run([
  { type: 'open' },
  { type: 'opened', generation: 1, page: { items: [line(5, 100), line(6, 100), line(7, 120)], next: 'c1' }, isFromStart: false },
])

describe('the window of records', () => {
  it('grows downwards by the cursor', () => {
    const window = run([{ type: 'load-below' }, { type: 'below', generation: 1, page: { items: [line(8, 130)], next: null } }], opened)
    expect([keys(window), window.next, window.status]).toEqual([[5, 6, 7, 8], null, 'ready'])
  })

  it('grows upwards from a descending page, each record once', () => {
    expect(opened.above).toEqual({ toMs: 101, cursor: null })
    const window = run(
      [
        { type: 'load-above' },
        { type: 'above', generation: 1, page: { items: [line(6, 100), line(5, 100), line(4, 100), line(3, 90)], next: 'd1' } },
      ],
      opened,
    )
    expect(keys(window)).toEqual([3, 4, 5, 6, 7])
    expect(window.prependedCount).toBe(2)
    expect(window.above).toEqual({ toMs: 101, cursor: 'd1' })
    const whole = run([{ type: 'load-above' }, { type: 'above', generation: 1, page: { items: [line(2, 80)], next: null } }], window)
    expect([keys(whole), whole.above]).toEqual([[2, 3, 4, 5, 6, 7], null])
  })

  it('knows that nothing is above the start', () => {
    expect(
      run([{ type: 'open' }, { type: 'opened', generation: 1, page: { items: [line(1, 1)], next: null }, isFromStart: true }]).above,
    ).toBeNull()
  })

  it('drops answers to an earlier lens', () => {
    const window = run([{ type: 'open' }, { type: 'below', generation: 1, page: { items: [line(99, 1)], next: null } }], opened)
    expect(keys(window)).toEqual([5, 6, 7])
    expect(window.status).toBe('opening')
  })

  it('keeps its rows when a page fails', () => {
    const window = run([{ type: 'load-below' }, { type: 'failed', generation: 1, failure: { kind: 'bug', message: 'x' } }], opened)
    expect([keys(window), window.failure?.message]).toEqual([[5, 6, 7], 'x'])
  })
})
