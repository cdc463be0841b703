import { describe, expect, it } from 'vitest'
import { keyGroups } from './keyGroups.ts'

const listed = (keys: string, words: string, group: string) => ({ keys, words, group })

describe('the list of keys', () => {
  it('puts keys that do the same on one line', () => {
    const [list] = keyGroups(
      [listed('j', 'Next', 'List'), listed('k', 'Previous', 'List'), listed('ArrowDown', 'Next', 'List')],
      'timeline',
    )
    expect(list).toEqual({
      title: 'List',
      lines: [
        { keys: ['j', 'ArrowDown'], words: 'Next' },
        { keys: ['k'], words: 'Previous' },
      ],
      isWaiting: false,
    })
  })

  it('tells of the keys of a record before one is selected, and once only after', () => {
    const waiting = keyGroups([], 'timeline')
    expect(waiting.map(({ isWaiting, lines }) => [isWaiting, lines.flatMap(({ keys }) => keys)])).toEqual([
      [true, ['b', 'n', 't', 'f', 'r']],
    ])
    const title = waiting[0]?.title ?? ''
    expect(keyGroups([listed('b', 'Bookmark', title)], 'timeline')).toEqual([
      { title, lines: [{ keys: ['b'], words: 'Bookmark' }], isWaiting: false },
    ])
  })

  it('leaves the keys of exhibits to the list of exhibits', () => {
    expect(keyGroups([], 'evidence').flatMap(({ lines }) => lines.flatMap(({ keys }) => keys))).toEqual(['f', 'r'])
  })
})
