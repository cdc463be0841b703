import { describe, expect, it } from 'vitest'
import { fits, groupBookmarks, type BookmarkedLine } from './bookmarkOrder.ts'
import { exportName, folderOf } from './exportTarget.ts'

const item = (key: number, utcMs: number | null, tags: readonly string[] = [], note = ''): BookmarkedLine => ({
  bookmark: { key, note, tags, createdAtMs: 1000 - key, by: 'x' },
  line: {
    key,
    id: `S1.R1.message.${key}`,
    kind: 'message',
    time: { utcMs, asStored: null, unit: 'none', zoneBasis: 'utc', localText: null },
    endMs: null,
    service: null,
    direction: null,
    from: { entity: 'i1', name: 'Олена', identifier: '+43 1 555 0103', role: null, isDeviceOwner: false },
    to: [],
    text: 'Bună',
    sourceId: 1,
    state: 'live',
    bookmarked: true,
    threadId: null,
    position: null,
    message: null,
    call: null,
    media: null,
    activity: null,
    payment: null,
  },
})
const keys = (items: readonly BookmarkedLine[]): readonly number[] => items.map(({ line }) => line.key)

describe('bookmarks', () => {
  const items = [item(1, 50, ['b', 'a']), item(2, null), item(3, 10, ['a'])]

  it('stand in time order, undated ones last', () => {
    expect(groupBookmarks(items, 'time').map((group) => keys(group.items))).toEqual([[3, 1, 2]])
    expect(groupBookmarks(items, 'added').map((group) => keys(group.items))).toEqual([[3, 2, 1]])
  })

  it('stand under each of their tags, and none is lost', () => {
    expect(groupBookmarks(items, 'tag').map(({ tag, items: own }) => [tag, keys(own)])).toEqual([
      ['a', [3, 1]],
      ['b', [1]],
      [null, [2]],
    ])
  })

  it('are found by note, tag, text, name and number in any case', () => {
    const one = item(1, 1, ['Travel'], 'Statement §14')
    for (const text of ['', 'travel', 'STATEMENT', 'bună', 'олена', '555 0103', 'message.1']) expect(fits(one, text), text).toBe(true)
    expect(fits(one, 'nowhere')).toBe(false)
  })
})

describe('export target', () => {
  it('is named after the case, the format and the day', () => {
    expect(exportName('2026/0142 Larch', 'csv', '2026-03-24')).toBe('2026-0142 Larch export 2026-03-24.csv')
    expect(exportName('Larch', 'package', '2026-03-24')).toBe('Larch package 2026-03-24')
    expect([folderOf('/cases/a.corroborate'), folderOf('C:\\cases\\a.corroborate')]).toEqual(['/cases', 'C:\\cases'])
  })
})
