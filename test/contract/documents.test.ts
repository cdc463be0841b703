/** A document (here a property list) goes the whole way: recognised by its path, read, listed, its source row found again. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { document } from '../../fixtures/parsers/ios-identity-status-cache/first.document.ts'
import { EMPTY_LENS } from '../../main/contract/index.ts'
import { createService, invokeTyped } from '../../main/service/index.ts'
import { hashesBelow, Scratch } from '../support/commandLine.ts'

const scratch = new Scratch()
const phone = scratch.path('phone')
const caseFile = scratch.path('a.corroborate')
let before: Record<string, string>

beforeAll(() => {
  const file = scratch.path('phone', document.path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, document.content)
  before = hashesBelow(phone)
  expect(scratch.run('add', caseFile, phone)).toMatchObject({ exitCode: 0, stderr: '' })
})
afterAll(() => scratch.dispose())

it('its rows are records, and the coverage table says what became of each', () => {
  const listed = scratch.json<{ service: string; at: string | null; participants: { identifier: string }[] }>(
    'list',
    caseFile,
    'interactions',
  )
  expect(listed.map(({ service, at, participants }) => [service, at, participants[0]?.identifier])).toEqual([
    ['iMessage', '2026-01-13T12:26:40.250Z', '+12095550133'],
    ['iMessage', '2026-01-13T12:27:40.000Z', 'ida@example.com'],
    ['iMessage', null, '+12095550134'],
    ['com.example.unknown', null, '2095550135'],
  ])
  const coverage = scratch.json<{ parser: string | null; rowsRead: number; records: number; skipped: number; status: string }>(
    'coverage',
    caseFile,
  )
  expect(coverage.find(({ parser }) => parser?.startsWith('ios-identity-status-cache'))).toMatchObject({
    status: 'parsed',
    rowsRead: 6,
    records: 4,
    skipped: 2,
  })
  expect(hashesBelow(phone)).toEqual(before)
})

it('its source row is read again from the extraction', async () => {
  const service = createService({ actor: 'tester', settingsFolder: scratch.path('settings') })
  try {
    await invokeTyped(service, 'case.open', { path: caseFile })
    const page = await invokeTyped(service, 'timeline.page', {
      lens: { ...EMPTY_LENS, kinds: ['interaction'] },
      cursor: null,
      limit: 1,
    })
    const row = await invokeTyped(service, 'record.sourceRow', { key: page.items[0]?.key ?? 0 })
    expect(row).toMatchObject({ table: 'look-ups', row: 'com.apple.madrid tel:+12095550133', matches: true })
    expect(row.columns.find(({ name }) => name === 'entry')?.value).toContain('790000000.25')
  } finally {
    await invokeTyped(service, 'case.close', {})
  }
})
