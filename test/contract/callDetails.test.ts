/** The call list of an operator, alone or with the mapping file that names its columns, goes the whole way. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeFileSync } from 'node:fs'
import { document as known } from '../../fixtures/parsers/call-detail-records/header.document.ts'
import { document as unknown } from '../../fixtures/parsers/call-detail-records/mapped.document.ts'
import { EMPTY_LENS } from '../../main/contract/index.ts'
import { createService, invokeTyped } from '../../main/service/index.ts'
import { Scratch } from '../support/commandLine.ts'

let scratch: Scratch
beforeEach(() => {
  scratch = new Scratch()
})
afterEach(() => scratch.dispose())

interface Call {
  readonly startedAt: string | null
  readonly direction: string
  readonly durationSeconds: number | null
}
const calls = (caseFile: string): [string | null, string, number | null][] =>
  scratch.json<Call>('list', caseFile, 'calls').map(({ startedAt, direction, durationSeconds }) => [startedAt, direction, durationSeconds])

it('a list whose header is known is read by itself', () => {
  const list = scratch.path('list.csv')
  writeFileSync(list, known.content)
  const caseFile = scratch.path('a.corroborate')
  expect(scratch.run('add', caseFile, list)).toMatchObject({ exitCode: 0, stderr: '' })
  // No offset and no mapping: the times have no place on the time axis.
  expect(calls(caseFile)).toEqual([
    [null, 'outgoing', 65],
    [null, 'incoming', 0],
  ])
  expect(scratch.json('list', caseFile, 'messages')).toHaveLength(1)
  const places = scratch.json<{ class: string; lat: number }>('list', caseFile, 'locations')
  expect(places.map((place) => [place.class, place.lat])).toEqual([
    ['network', 48.2082],
    ['network', 48.21],
    ['network', 48.22],
  ])
})

it('a list in another language is read by the mapping beside it, and its rows are found again by it', async () => {
  const list = scratch.path('liste.csv')
  writeFileSync(list, unknown.content)
  expect(scratch.run('add', scratch.path('none.corroborate'), list)).toMatchObject({ exitCode: 3 })
  const named = scratch.path('liste.cdr.csv')
  writeFileSync(named, unknown.content)
  writeFileSync(
    `${named}.mapping.json`,
    JSON.stringify({
      columns: { startedAt: 'Beginn', caller: 'Rufer', called: 'Gerufener', durationSeconds: 'Dauer' },
      zone: '+02:00',
      dateOrder: 'day first',
      subscriber: '07700900231',
    }),
  )
  const caseFile = scratch.path('b.corroborate')
  expect(scratch.run('add', caseFile, named)).toMatchObject({ exitCode: 0, stderr: '' })
  expect(calls(caseFile)).toEqual([
    ['2026-04-03T19:41:00.000Z', 'outgoing', 65],
    ['2026-04-05T06:00:00.000Z', 'incoming', null],
  ])
  const service = createService({ actor: 'tester', settingsFolder: scratch.path('settings') })
  try {
    await invokeTyped(service, 'case.open', { path: caseFile })
    const page = await invokeTyped(service, 'timeline.page', { lens: EMPTY_LENS, cursor: null, limit: 1 })
    const row = await invokeTyped(service, 'record.sourceRow', { key: page.items[0]?.key ?? 0 })
    expect(row).toMatchObject({ table: 'rows', matches: true })
    expect(row.columns.find(({ name }) => name === 'cells')?.value).toContain('07700900452')
  } finally {
    await invokeTyped(service, 'case.close', {})
  }
})

it('a mapping that names a column that is not there is said, and nothing is read by guess', () => {
  const named = scratch.path('liste.cdr.csv')
  writeFileSync(named, unknown.content)
  writeFileSync(`${named}.mapping.json`, JSON.stringify({ columns: { startedAt: 'Start' } }))
  const caseFile = scratch.path('c.corroborate')
  scratch.run('add', caseFile, named)
  const coverage = scratch.json<{ status: string; note: string | null; records: number }>('coverage', caseFile)
  expect(coverage.map((row) => row.records).reduce((sum, count) => sum + count, 0)).toBe(0)
  expect(JSON.stringify(coverage)).toContain('the mapping file names a column that the list has not: Start')
})
