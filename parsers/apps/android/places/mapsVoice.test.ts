import { expect, test } from 'vitest'
import { pathMatcher } from '../../../formats/paths/matchPath.ts'
import type { Emitted, ParserContext } from '../../../model/index.ts'
import { androidMapsVoice } from './mapsVoice.ts'

const FOLDER = 'data/data/com.google.android.apps.maps/app_tts-cache/'

function parse(name: string): Emitted {
  const path = FOLDER + name
  const context: ParserContext = {
    path,
    country: null,
    hasFile: () => true,
    companion: () => null,
    sideFile: () => null,
    note: () => undefined,
  }
  const file = { path, sizeBytes: 4096, modifiedAtMs: null, bytes: new Uint8Array(64) }
  const [only, ...more] = [...androidMapsVoice.parse(file, context)]
  if (only === undefined || more.length > 0) throw new Error(`${path} must give exactly one record or skip`)
  return only
}

test('the time stands in the name of the file, and nothing says where to', () => {
  expect(parse('-1234567_1735689600123')).toMatchObject({
    type: 'app-use',
    appId: 'com.google.android.apps.maps',
    detail: 'spoken directions were prepared',
    at: { utcMs: Date.UTC(2025, 0, 1) + 123, asStored: '1735689600123', unit: 'unix-ms' },
    facts: { 'time from': 'the name of the file', 'number in the name': '-1234567', 'size (bytes)': '4096' },
  })
})

test('a file with another name is skipped with its reason', () => {
  expect(parse('voice_instructions')).toMatchObject({ type: 'skipped', reason: 'not named as spoken directions are' })
})

test('only files of that folder are read', () => {
  const matches = pathMatcher(androidMapsVoice.reads)
  expect(matches(`${FOLDER}5_1735689600123`)).toBe(true)
  expect(matches('data/data/com.example/app_tts-cache/5_1735689600123')).toBe(false)
})
