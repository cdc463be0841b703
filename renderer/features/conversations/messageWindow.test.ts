import { describe, expect, it } from 'vitest'
import type { RecordLine } from '../../../main/contract/index.ts'
import { EMPTY_MESSAGE_WINDOW, messageWindowReducer, type MessageWindow, type MessageWindowAction } from './messageWindow.ts'

const line = (key: number): RecordLine => ({
  key,
  id: `S1.R1.message.${key}`,
  kind: 'message',
  time: { utcMs: key, asStored: null, unit: 'ms', zoneBasis: 'utc', localText: null },
  endMs: null,
  service: null,
  direction: null,
  from: null,
  to: [],
  text: '',
  sourceId: 1,
  state: 'live',
  bookmarked: false,
  threadId: 1,
  position: null,
  message: null,
  call: null,
  media: null,
  activity: null,
  payment: null,
})
const lines = (...keys: readonly number[]): readonly RecordLine[] => keys.map(line)
const run = (...actions: readonly MessageWindowAction[]): MessageWindow => actions.reduce(messageWindowReducer, EMPTY_MESSAGE_WINDOW)
const keysOf = ({ items }: MessageWindow): readonly number[] => items.map(({ key }) => key)

const opened: readonly MessageWindowAction[] = [
  { type: 'open', generation: 1, isOther: true },
  { type: 'opened', generation: 1, chunk: { items: lines(5, 6), older: 'o1', newer: 'n1' } },
]

describe('the window of a conversation', () => {
  it('grows at both ends and keeps the way on at each', () => {
    const window = run(
      ...opened,
      { type: 'load-older' },
      { type: 'older', generation: 1, chunk: { items: lines(3, 4), older: null, newer: 'ignored' } },
      { type: 'load-newer' },
      { type: 'newer', generation: 1, chunk: { items: lines(7), older: 'ignored', newer: 'n2' } },
    )
    expect(keysOf(window)).toEqual([3, 4, 5, 6, 7])
    expect([window.older, window.newer, window.status]).toEqual([null, 'n2', 'ready'])
  })

  it('never shows a line twice, even where pages overlap', () => {
    expect(keysOf(run(...opened, { type: 'older', generation: 1, chunk: { items: lines(4, 5), older: null, newer: null } }))).toEqual([
      4, 5, 6,
    ])
  })

  it('drops answers that belong to an earlier window', () => {
    const window = run(
      ...opened,
      { type: 'open', generation: 2, isOther: true },
      { type: 'older', generation: 1, chunk: { items: lines(1), older: null, newer: null } },
    )
    expect(keysOf(window)).toEqual([])
    expect(window.status).toBe('opening')
  })

  it('keeps the lines on the screen while the same conversation is opened elsewhere', () => {
    expect(keysOf(run(...opened, { type: 'open', generation: 2, isOther: false }))).toEqual([5, 6])
  })

  it('keeps what was loaded when a page fails', () => {
    const failure = { kind: 'unreadable', message: 'The case file cannot be read.' } as const
    const window = run(...opened, { type: 'load-older' }, { type: 'failed', generation: 1, failure })
    expect(keysOf(window)).toEqual([5, 6])
    expect([window.failure, window.older, window.status]).toEqual([failure, 'o1', 'ready'])
  })
})
