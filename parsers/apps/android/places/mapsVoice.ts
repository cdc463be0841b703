/**
 * Spoken directions that Google Maps keeps, `app_tts-cache/<number>_<Unix ms>`: one record per file. That the phone prepared such a sound
 * says that a navigation was being prepared or running then (artifacts 2.12); where to, and whether it was heard, is not stored. The time
 * stands in the file's name (ALEAPP's reading of real images).
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { factsOf } from '../../../formats/values/storedValues.ts'
import { defineFileParser } from '../../../model/index.ts'

const NAME = /(?:^|\/)(-?\d+)_(\d+)$/

export const androidMapsVoice = defineFileParser({
  id: 'android-maps-voice',
  version: 1,
  app: 'Google Maps',
  platform: 'android',
  store: 'Spoken directions (app_tts-cache)',
  reads: ['**/com.google.android.apps.maps/app_tts-cache/*_*'],
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: ['what is said: the sound is not decoded'],
  maxBytes: 64,
  *parse({ path, sizeBytes }) {
    const from = { table: '(file)', rowId: path, ordinal: 0 }
    const [, number, time] = NAME.exec(path) ?? []
    if (number === undefined || time === undefined) {
      yield { type: 'skipped', from, reason: 'not named as spoken directions are' }
      return
    }
    const facts = factsOf({
      'what it is': 'a sound of the voice that gives directions; where to is not stored',
      'time from': 'the name of the file',
      'number in the name': number,
      'size (bytes)': String(sizeBytes),
    })
    yield {
      type: 'app-use',
      from,
      state: 'live',
      activity: 'used',
      appId: 'com.google.android.apps.maps',
      appName: 'Google Maps',
      detail: 'spoken directions were prepared',
      at: instantOf(time, 'unix-ms'),
      endAt: null,
      ...(facts === undefined ? {} : { facts }),
    }
  },
})
