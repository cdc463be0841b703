import { describe, expect, it } from 'vitest'
import type { ExhibitId, ListedExhibit } from '../../../main/contract/index.ts'
import { byTime, cardWindow, filtered, NO_FILTER, rangeOf, stepOf, tagsOf } from './exhibitModel.ts'
import { exportName, folderOf } from './exportTarget.ts'

const item = (key: number, changes: Partial<ListedExhibit> = {}): ListedExhibit => ({
  id: `r${key}`,
  number: String(key),
  target: { kind: 'record', key },
  label: '',
  hasPicture: false,
  createdAtMs: key,
  by: 'x',
  note: '',
  tags: [],
  elements: [],
  statements: [],
  stance: null,
  context: 'ten',
  atMs: null,
  text: '',
  who: '',
  ...changes,
})
const ids = (items: readonly ListedExhibit[]): readonly ExhibitId[] => items.map(({ id }) => id)

describe('exhibits', () => {
  it('are found by number, name, note, tag, statement, text and sender in any case', () => {
    const one = item(17, {
      number: 'A17',
      label: 'Corner',
      note: 'Statement §14',
      tags: ['Travel'],
      statements: [{ text: 'V1, paragraph 3', relation: 'contradicts' }],
      text: 'Bună',
      who: 'Олена',
    })
    for (const text of ['', ' a17 ', 'CORNER', 'statement §14', 'travel', 'paragraph 3', 'bună', 'олена'])
      expect(ids(filtered([one], { ...NO_FILTER, text })), text).toEqual(['r17'])
    expect(filtered([one], { ...NO_FILTER, text: 'nowhere' })).toEqual([])
  })

  it('are narrowed by tag, element, stance and kind together', () => {
    const items = [
      item(1, { tags: ['a'], elements: ['act'], stance: 'supports' }),
      item(2, { tags: ['a', 'b'], elements: ['act', 'means'] }),
      item(3, { id: 'x3', target: { kind: 'place', latitude: 1, longitude: 1, radiusMetres: 1 }, tags: ['b'] }),
    ]
    expect(ids(filtered(items, { ...NO_FILTER, tag: 'a', element: 'act' }))).toEqual(['r1', 'r2'])
    expect(ids(filtered(items, { ...NO_FILTER, stance: 'none' }))).toEqual(['r2', 'x3'])
    expect(ids(filtered(items, { ...NO_FILTER, stance: 'supports' }))).toEqual(['r1'])
    expect(ids(filtered(items, { ...NO_FILTER, kind: 'place', tag: 'b' }))).toEqual(['x3'])
    expect(tagsOf(items)).toEqual(['a', 'b'])
  })

  it('are put in order of time, those without time last and in their order', () => {
    expect(byTime([item(1), item(2, { atMs: 50 }), item(3), item(4, { atMs: 10 })])).toEqual(['r4', 'r2', 'r1', 'r3'])
  })
})

describe('choosing and moving', () => {
  const order: readonly ExhibitId[] = ['r1', 'r2', 'r3', 'r4', 'r5']
  const moved = (...chosen: ExhibitId[]): ReadonlySet<ExhibitId> => new Set(chosen)

  it('takes all between two, whichever comes first', () => {
    expect(rangeOf(order, 'r4', 'r2')).toEqual(['r2', 'r3', 'r4'])
    expect(rangeOf(order, 'x9', 'r2')).toEqual(['r2'])
    expect(rangeOf(order, 'r2', 'x9')).toEqual([])
  })

  it('steps one place up and down, and no further than the ends', () => {
    expect(stepOf(order, moved('r3'), -1)).toEqual({ ids: ['r3'], before: 'r2' })
    expect(stepOf(order, moved('r3'), 1)).toEqual({ ids: ['r3'], before: 'r5' })
    expect(stepOf(order, moved('r4'), 1)).toEqual({ ids: ['r4'], before: null })
    expect(stepOf(order, moved('r1'), -1)).toBeNull()
    expect(stepOf(order, moved('r5'), 1)).toBeNull()
    expect(stepOf(order, moved(), 1)).toBeNull()
  })

  it('closes up what is moved together', () => {
    expect(stepOf(order, moved('r2', 'r4'), -1)).toEqual({ ids: ['r2', 'r4'], before: 'r1' })
    expect(stepOf(order, moved('r2', 'r4'), 1)).toEqual({ ids: ['r2', 'r4'], before: null })
    expect(stepOf(order, moved('r1', 'r3'), -1)).toEqual({ ids: ['r1', 'r3'], before: 'r1' })
    expect(stepOf(order, moved('r3', 'r5'), 1)).toEqual({ ids: ['r3', 'r5'], before: null })
  })

  it('asks for cards in whole blocks', () => {
    expect(cardWindow(0, 8, 5)).toEqual([0, 5])
    expect(cardWindow(31, 45, 1000)).toEqual([30, 60])
    expect(cardWindow(55, 62, 1000)).toEqual([30, 90])
    expect(cardWindow(0, 900, 1000)).toEqual([0, 150])
  })
})

describe('export target', () => {
  it('is named after the case, the format and the day', () => {
    expect(exportName('2026/0142 Larch', 'csv', '2026-03-24')).toBe('2026-0142 Larch export 2026-03-24.csv')
    expect(exportName('Larch', 'package', '2026-03-24')).toBe('Larch package 2026-03-24')
    expect([folderOf('/cases/a.corroborate'), folderOf('C:\\cases\\a.corroborate')]).toEqual(['/cases', 'C:\\cases'])
  })
})
