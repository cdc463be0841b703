import { expect, test } from 'vitest'
import { PARSERS } from './registry.ts'

test('is alphabetical by id, without double ids', () => {
  const ids = PARSERS.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].toSorted())
})

test.each(PARSERS.map((parser) => ({ id: parser.id, parser })))('$id is described fully', ({ parser }) => {
  expect(parser.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/)
  expect(parser.version).toBeGreaterThanOrEqual(1)
  expect(parser.reads.length).toBeGreaterThan(0)
  for (const glob of parser.reads) expect(glob).not.toMatch(/^\/|\\/)
  expect(parser.yields.length).toBeGreaterThan(0)
  if (parser.input === 'sqlite') expect([...Object.keys(parser.requires), ...(parser.requiresOneOf ?? [])].length).toBeGreaterThan(0)
})
