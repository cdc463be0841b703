/**
 * Google Photos (`gphotos*.db`, one per account): the pictures and movies that it found on the phone, those of the account in the cloud
 * and those of shared albums. One media record per row, also where the file is not on the phone.
 *
 * Columns as ALEAPP reads them on phones of Android 10 to 16: utc_timestamp, trash_timestamp and purge_timestamp are Unix milliseconds,
 * capture_timestamp is the clock of the place in the same count, timezone_offset is milliseconds. Nothing in the row says which device took
 * a picture, so its position is never taken as the phone's; inferred positions are Google's guess and stand in the facts only.
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { degreesOf, notNegative } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, Facts, ParserContext, SqlValue } from '../../../model/index.ts'
import { originOf } from './mediaStoreOrigin.ts'

const LOCAL = 'local_media'
const REQUIRED = ['utc_timestamp', 'filename', 'filepath']
const SHARED_COLUMNS = ['capture_timestamp', 'timezone_offset', 'size_bytes', 'trash_timestamp', 'purge_timestamp']
const PLACE_COLUMNS = ['width', 'height', 'duration', 'latitude', 'longitude']
const LOCAL_OPTIONAL = [...SHARED_COLUMNS, ...PLACE_COLUMNS, 'folder_name', 'media_store_id']
const CLOUD_OPTIONAL = [
  'utc_timestamp',
  'filename',
  'remote_url',
  'upload_status',
  'inferred_latitude',
  'inferred_longitude',
  ...SHARED_COLUMNS,
  ...PLACE_COLUMNS,
]

/** Tables of pictures that are not on the phone, and what a row of each says. */
const CLOUD = {
  remote_media: 'in the cloud of the account; which device it came from is not stored',
  shared_media: 'in a shared album; whose picture it is, is not stored',
} as const

export const androidGooglePhotos = defineSqliteParser({
  id: 'android-google-photos',
  version: 1,
  app: 'Google Photos',
  platform: 'android',
  store: 'Pictures of the phone, the account and shared albums (gphotos*.db)',
  reads: ['**/com.google.android.apps.photos/databases/gphotos*.db'],
  yields: ['media'],
  proof: 'source-verified',
  doesNotCover: [
    'albums, people, faces and edits; which account the database is of',
    'folders that are backed up, the cache of pictures, and what upload_status counts',
    'which device took a picture: its position is not taken as that of this phone',
  ],
  requires: { [LOCAL]: REQUIRED },
  optional: { [LOCAL]: LOCAL_OPTIONAL, remote_media: CLOUD_OPTIONAL, shared_media: CLOUD_OPTIONAL },
  *parse(database, context) {
    for (const row of evidenceRows(database, { table: LOCAL, columns: [...REQUIRED, ...LOCAL_OPTIONAL] })) yield localRecord(row, context)
    for (const [table, meaning] of Object.entries(CLOUD)) {
      for (const row of evidenceRows(database, { table, columns: CLOUD_OPTIONAL })) {
        const facts = { picture: meaning, ...cloudFacts(row) }
        yield mediaRecord(table, row, { path: '', origin: 'unknown', facts })
      }
    }
  },
})

function localRecord(row: StoredRow, context: ParserContext): Emitted {
  const stored = textOf(row['filepath'])
  const path = stored === null ? null : androidPath(stored, context)
  const isPresent = path !== null && context.hasFile(path)
  const origin = originOf({ owner: null, path: stored, isDownload: false })
  const facts = factsOf({
    'origin rests on': origin.basis,
    file: isPresent ? null : stored === null ? 'the row names no file' : 'named by the row, not in this source',
    'path on the phone': stored,
    folder: textOf(row['folder_name']),
    'entry in MediaStore': textOf(row['media_store_id']),
  })
  return mediaRecord(LOCAL, row, { path: path ?? '', origin: origin.origin, facts })
}

interface Described {
  readonly path: string
  readonly origin: 'own' | 'received' | 'unknown'
  readonly facts: Facts | undefined
}

function mediaRecord(table: string, row: StoredRow, described: Described): Emitted {
  const position = degreesOf(row['latitude'], row['longitude'])
  const isPlaced = typeof position !== 'string'
  const facts = { ...pictureFacts(row, isPlaced), ...described.facts }
  return {
    type: 'media',
    from: placeOf(table, row),
    state: (numberOf(row['trash_timestamp']) ?? 0) > 0 ? 'deleted-flagged' : 'live',
    path: described.path,
    mime: null,
    sizeBytes: notNegative(row['size_bytes']),
    takenAt: instantOf(timeValueOf(row['utc_timestamp']), 'unix-ms'),
    latitude: isPlaced ? position.latitude : null,
    longitude: isPlaced ? position.longitude : null,
    accuracyMetres: null,
    gpsAt: null,
    origin: described.origin,
    widthPixels: numberOf(row['width']),
    heightPixels: numberOf(row['height']),
    camera: null,
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  }
}

function millisecondsInWords(stored: SqlValue | undefined): string | null {
  return (numberOf(stored) ?? 0) > 0 ? instantInWords(instantOf(timeValueOf(stored), 'unix-ms')) : null
}

function pictureFacts(row: StoredRow, isPlaced: boolean): Facts | undefined {
  const milliseconds = notNegative(row['duration'])
  return factsOf({
    'name shown': textOf(row['filename']),
    'clock of the place': millisecondsInWords(row['capture_timestamp'])?.replace('Z', '') ?? null,
    'zone of the place (milliseconds from UTC)': textOf(row['timezone_offset']),
    'put in the trash at': millisecondsInWords(row['trash_timestamp']),
    'to be removed at': millisecondsInWords(row['purge_timestamp']),
    'duration (milliseconds)': milliseconds === null || milliseconds === 0 ? null : String(milliseconds),
    'position of': isPlaced ? 'whoever took it: nothing says that this phone was there' : null,
  })
}

function cloudFacts(row: StoredRow): Facts | undefined {
  const guessed = degreesOf(row['inferred_latitude'], row['inferred_longitude'])
  return factsOf({
    "position that Google guessed, not the picture's": typeof guessed === 'string' ? null : `${guessed.latitude}, ${guessed.longitude}`,
    'address in the cloud': textOf(row['remote_url']),
    'upload_status (as stored)': textOf(row['upload_status']),
  })
}
