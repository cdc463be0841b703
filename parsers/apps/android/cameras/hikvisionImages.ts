/**
 * Pictures and videos that were saved while watching cameras in Hik-Connect (Hikvision) on Android, `image.db`.
 *
 * Columns as ALEAPP reads them: `createdTime` counts Unix milliseconds; type 0 is a picture, 1 a video. They show what a camera of the system saw,
 * and were not taken with the phone's camera.
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, ParserContext } from '../../../model/index.ts'

const TABLE = 'images'
const REQUIRED = ['createdTime', 'filePath', 'deviceID']
const OPTIONAL = ['cameraID', 'type', 'thumbPath', 'user', 'folderName', 'videoStartTime', 'videoStopTime']
const TYPES: Readonly<Record<number, string>> = { 0: 'picture', 1: 'video' }

export const androidHikvisionImages = defineSqliteParser({
  id: 'android-hikvision-images',
  version: 1,
  app: 'Hik-Connect',
  platform: 'android',
  store: 'Pictures saved from cameras in Hik-Connect (image.db)',
  reads: ['**/com.connect.enduser/databases/image.db'],
  yields: ['media'],
  proof: 'source-verified',
  doesNotCover: ['the unit and zone of the times of videos'],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL },
  *parse(database, context) {
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, ...OPTIONAL] })) yield picture(row, context)
  },
})

function picture(row: StoredRow, context: ParserContext): Emitted {
  const from = placeOf(TABLE, row)
  const stored = textOf(row['filePath'])
  if (stored === null) return { type: 'skipped', from, reason: 'the row names no file' }
  return {
    type: 'media',
    from,
    state: 'live',
    path: androidPath(stored, context) ?? stored,
    mime: null,
    sizeBytes: null,
    takenAt: instantOf(timeValueOf(row['createdTime']), 'unix-ms'),
    latitude: null,
    longitude: null,
    accuracyMetres: null,
    gpsAt: null,
    origin: 'received',
    widthPixels: null,
    heightPixels: null,
    camera: null,
    ...withFacts({
      'what it is': 'saved while watching a camera in Hik-Connect',
      kind: codeInWords(row['type'], TYPES),
      'camera system': textOf(row['deviceID']),
      camera: textOf(row['cameraID']),
      user: textOf(row['user']),
      folder: textOf(row['folderName']),
      'video from, as stored': textOf(row['videoStartTime']),
      'video until, as stored': textOf(row['videoStopTime']),
      'file as stored': stored,
    }),
  }
}
