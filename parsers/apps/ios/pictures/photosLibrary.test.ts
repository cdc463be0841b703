/** The photo library, worked out by hand from the comments of the fixtures. */
import { describe, expect, test } from 'vitest'
import { buildFixture, fixturesOf, runFixture } from '../../../../test/parsers/fixtureDatabase.ts'
import type { FixtureRun } from '../../../../test/parsers/fixtureDatabase.ts'
import type { MediaRecord } from '../../../model/index.ts'
import { iosPhotosLibrary } from './photosLibrary.ts'
import { factsOfPlace } from './photosLibraryPlaces.ts'

function runOf(name: string): FixtureRun {
  const fixture = fixturesOf(iosPhotosLibrary).find((candidate) => candidate.name === name)
  if (fixture === undefined) throw new Error(`no fixture ${name}`)
  return runFixture(buildFixture(fixture))
}

const assetsOf = (run: FixtureRun): ReadonlyMap<string, MediaRecord> =>
  new Map(run.records.filter((record): record is MediaRecord => record.type === 'media').map((record) => [record.from.rowId, record]))

describe('items shared in messages', () => {
  const run = runOf('shared')
  const assets = assetsOf(run)

  test('what the owner sent is not called received, and what arrived is', () => {
    expect(['1', '2', '3', '4'].map((rowId) => assets.get(rowId)?.origin)).toEqual(['received', 'unknown', 'received', 'received'])
    expect(assets.get('2')?.facts).toMatchObject({
      "shared in messages (examiners' reading)": 'sent',
      'origin rests on': 'sent in messages by the owner',
    })
    expect(assets.get('3')?.facts?.["shared in messages (examiners' reading)"]).toBe('saved by the user')
    expect(assets.get('4')?.facts?.["shared in messages (examiners' reading)"]).toBe('unknown (77)')
    expect(assets.get('1')?.facts?.['id of the shared item']).toBe('at_0_AAAAAAAA-0000-0000-0000-000000000001')
  })

  test('the position is that of whoever took the picture', () => {
    for (const rowId of ['1', '2'])
      expect(assets.get(rowId)?.facts?.['position of']).toBe('whoever took it: nothing says that this phone was there')
  })

  test('the address is that which the phone looked up, in one line or in parts', () => {
    expect(assets.get('1')?.facts).toMatchObject({
      'address looked up by the phone': '1 Example Street, London N1 1AA, England',
      'country of the position': 'GB',
      "place marked as the user's home by the phone": 'yes',
    })
    expect(assets.get('2')?.facts?.['address looked up by the phone']).toBe('1 Example Street, London, England, N1 1AA, United Kingdom')
    expect(assets.get('2')?.facts).not.toHaveProperty("place marked as the user's home by the phone")
    expect(assets.get('3')?.facts?.['address looked up by the phone']).toBe('stored, cannot be read')
    expect([factsOfPlace(null), factsOfPlace(new Uint8Array())]).toEqual([undefined, undefined])
  })

  test('row numbers that were given out and are gone are counted', () => {
    expect(run.notes).toEqual(['Table ZASSET has given out 9 row numbers and holds 4 rows. What the others held is not known.'])
  })
})

test("only pictures of the phone's own camera in its own library are own", () => {
  const assets = assetsOf(runOf('newest'))
  const origins = [...assets.values()].map(({ origin }) => origin)
  // Camera; WhatsApp; camera (Recently Deleted); camera of another device; shared album; screenshot; another app that claims the camera.
  expect(origins).toEqual(['own', 'received', 'own', 'unknown', 'received', 'unknown', 'unknown'])
  expect(assets.get('1')?.facts).toMatchObject({
    albums: 'Girls; Old (deleted album)',
    'persons (named by the user)': 'Ana Example; Bo',
    faces: '3',
  })
  expect(assets.get('3')).toMatchObject({ state: 'deleted-flagged', latitude: null, longitude: null })
  expect(assets.get('3')?.facts).toMatchObject({ deleted: 'in Recently Deleted', hidden: 'yes, by the user' })
})
