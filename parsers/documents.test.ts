/** Goldens and laws of all document parsers over their fixtures, as golden.test.ts and laws.test.ts are for databases. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runAsText } from '../test/parsers/fixtureDatabase.ts'
import {
  contentOf,
  DOCUMENT_PARSERS,
  documentFixtures,
  documentGoldenPath,
  runDocumentFixture,
  sideFilesOfFixture,
  writeDocument,
} from '../test/parsers/fixtureDocument.ts'
import { readDocumentRow } from './documentRow.ts'

const FIXTURES = await documentFixtures()
const HEAD_BYTES = 4_096
const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

test('every document parser has a fixture', () => {
  const covered = new Set(FIXTURES.map(({ parser }) => parser.id))
  expect(DOCUMENT_PARSERS.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([])
})

describe.each(FIXTURES.map((fixture) => ({ title: `${fixture.parser.id} ${fixture.name}`, fixture })))('$title', ({ fixture }) => {
  const { parser, document } = fixture
  const baseline = runDocumentFixture(fixture)

  test('gives the records that stand beside it', async () => {
    expect(document.schemaSeenIn).toBeTruthy()
    await expect(runAsText(baseline)).toMatchFileSnapshot(documentGoldenPath(fixture))
  })

  test('accounts for every row, each in its own place', () => {
    const { account, records, skipped } = baseline
    expect(account.unaccounted).toBe(0)
    expect(account.rowsRead).toBe(account.records + account.skipped)
    const places = [...records, ...skipped].map(({ from }) => `${from.table}\n${from.rowId}\n${from.ordinal}`)
    expect(new Set(places).size).toBe(places.length)
    for (const { type } of records) expect(parser.yields).toContain(type)
  })

  test('is recognised as its own kind and as no other', () => {
    const head = contentOf(fixture).subarray(0, HEAD_BYTES)
    const name = document.path.slice(document.path.lastIndexOf('/') + 1)
    const takers = DOCUMENT_PARSERS.filter(({ recognises }) => recognises?.(head, name)).map(({ id }) => id)
    expect(takers).toEqual(parser.recognises === undefined ? [] : [parser.id])
  })

  test('gives the same bytes twice, whatever the time zone of the machine, and leaves the file as it was', () => {
    const file = writeDocument(fixture)
    const before = sha256(file)
    const zone = process.env['TZ']
    try {
      process.env['TZ'] = 'Pacific/Kiritimati'
      expect(runAsText(runDocumentFixture(fixture))).toBe(runAsText(baseline))
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
    expect(sha256(file)).toBe(before)
  })

  test('gives an account, and never a throw, of an empty file, a cut one and a damaged one', () => {
    const content = contentOf(fixture)
    const damaged = Buffer.from(content)
    for (let index = 7; index < damaged.length; index += 97) damaged[index] = 0xff
    for (const changed of [Buffer.alloc(0), content.subarray(0, Math.floor(content.length * 0.6)), damaged]) {
      const { account } = runDocumentFixture(fixture, changed)
      expect(account.unaccounted).toBe(0)
      expect(account.rowsRead).toBe(account.records + account.skipped)
    }
  })

  test('finds the source row of each record again', () => {
    const copy = { file: writeDocument(fixture), path: document.path, sizeBytes: contentOf(fixture).length, modifiedAtMs: null }
    for (const { from } of baseline.records) {
      const columns = readDocumentRow(parser, copy, from.table, from.rowId, sideFilesOfFixture(fixture))
      expect(columns?.length ?? 0, `${from.table} ${from.rowId}`).toBeGreaterThan(0)
    }
    expect(readDocumentRow(parser, copy, baseline.records[0]?.from.table ?? '', 'no such row', sideFilesOfFixture(fixture))).toBeNull()
  })
})
