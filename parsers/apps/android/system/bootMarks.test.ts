import { expect, test } from 'vitest'
import { pathMatcher } from '../../../formats/paths/matchPath.ts'
import type { ParserContext } from '../../../model/index.ts'
import { androidBootMarks } from './bootMarks.ts'

const CONTEXT: ParserContext = {
  path: '',
  country: null,
  hasFile: () => false,
  companion: () => null,
  sideFile: () => null,
  note: () => {},
}

test.each([
  ['factory_reset', 1_735_689_600_000, 'wiped', 1_735_689_600_000],
  ['last_boot_time_utc', 1_767_225_600_000, 'started', 1_767_225_600_000],
  ['factory_reset', null, 'wiped', null],
])('%s of %s', (name, modifiedAtMs, activity, utcMs) => {
  const path = `data/misc/bootstat/${name}`
  const events = [...androidBootMarks.parse({ path, sizeBytes: 0, modifiedAtMs, bytes: new Uint8Array() }, CONTEXT)]
  expect(events).toHaveLength(1)
  expect(events[0]).toMatchObject({ type: 'device-event', activity, at: { utcMs }, from: { table: '(file)', rowId: path } })
})

test('reads these two marks and no other', () => {
  const isRead = pathMatcher(androidBootMarks.reads)
  expect(['factory_reset', 'last_boot_time_utc', 'boot_complete'].filter((name) => isRead(`data/misc/bootstat/${name}`))).toEqual([
    'factory_reset',
    'last_boot_time_utc',
  ])
})
