import { expect, it } from 'vitest'
import { pathMatcher } from '../../../formats/paths/matchPath.ts'
import type { ParserContext } from '../../../model/index.ts'
import { iosWipeMark } from './wipeMark.ts'

const PATH = 'private/var/root/.obliterated'
const CONTEXT: ParserContext = {
  path: PATH,
  country: null,
  hasFile: () => true,
  companion: () => null,
  sideFile: () => null,
  note: () => undefined,
}
const eventAt = (modifiedAtMs: number | null): unknown => {
  const [only, ...more] = [...iosWipeMark.parse({ path: PATH, sizeBytes: 0, modifiedAtMs, bytes: new Uint8Array() }, CONTEXT)]
  expect(more).toEqual([])
  return only
}

it('is read by its place alone', () => {
  expect(pathMatcher(iosWipeMark.reads)(PATH)).toBe(true)
  expect(pathMatcher(iosWipeMark.reads)('private/var/mobile/Documents/.obliterated')).toBe(false)
})

it('gives one event at the time of the mark', () => {
  expect(eventAt(Date.UTC(2026, 1, 3, 4, 5, 6))).toMatchObject({
    type: 'device-event',
    activity: 'wiped',
    from: { table: '(file)', rowId: PATH, ordinal: 0 },
    at: { utcMs: Date.UTC(2026, 1, 3, 4, 5, 6), unit: 'unix-ms', zoneBasis: 'utc' },
    facts: { time: expect.stringContaining('as the extraction states it') as string },
  })
})

it('gives an event without a time where the extraction states none', () => {
  expect(eventAt(null)).toMatchObject({ at: { utcMs: null }, facts: { time: 'the extraction states none' } })
})
