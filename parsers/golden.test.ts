/**
 * Each fixture gives exactly the records that stand beside it. A golden is written by the parser and then read by a
 * person against the fixture's rows: review every changed line of it as you would review code.
 */
import { describe, expect, test } from 'vitest'
import {
  buildFixture,
  fixturesOf,
  goldenPath,
  runAsText,
  runFixture,
  SQLITE_PARSERS,
  unclaimedFixtureFolders,
} from '../test/parsers/fixtureDatabase.ts'

test('every fixture folder belongs to a registered parser', () => {
  expect(unclaimedFixtureFolders()).toEqual([])
})

describe.each(SQLITE_PARSERS.map((parser) => ({ id: parser.id, parser })))('$id', ({ parser }) => {
  const fixtures = fixturesOf(parser)

  test('has a fixture', () => {
    expect(fixtures.length).toBeGreaterThan(0)
  })

  test.each(fixtures.map((fixture) => ({ name: fixture.name, fixture })))('$name', async ({ fixture }) => {
    expect(fixture.schemaSeenIn, 'the header says `-- Schema: where it was seen`').toBeTruthy()
    await expect(runAsText(runFixture(buildFixture(fixture)))).toMatchFileSnapshot(goldenPath(fixture))
  })
})
