/**
 * MediaStore, Android's index of the files in shared storage (`external.db`, table files): one record per picture, movie, sound and
 * document, also where the file is gone, and one per file that says where it was downloaded from.
 *
 * Meanings: Android's public documentation of MediaStore and its source (artifacts 2.13): date_added, date_modified and date_expires are
 * Unix seconds, datetaken is Unix milliseconds and worked out by the phone, from the file's own time and, where that names no zone, from
 * guesses about it. owner_package_name is the app that put the file there; it is lost when the index is built anew. Positions are in the
 * row up to Android 9 only. The files themselves are read by android-camera-roll: two rows of evidence, two records.
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { degreesOf, notNegative } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import {
  bytesOf,
  codeInWords,
  factsOf,
  flagOf,
  instantInWords,
  numberOf,
  textOf,
  timeValueOf,
} from '../../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, Facts, MediaRecord, ParserContext, SqlValue } from '../../../model/index.ts'
import { originOf } from './mediaStoreOrigin.ts'
import type { Origin } from './mediaStoreOrigin.ts'

const TABLE = 'files'
const REQUIRED = ['_data', 'media_type', 'date_added']
const TEXTS = [
  'mime_type',
  '_display_name',
  'title',
  'description',
  'bucket_display_name',
  'relative_path',
  'volume_name',
  'owner_package_name',
  'download_uri',
  'referer_uri',
  'document_id',
  'original_document_id',
]
const NUMBERS = ['_size', 'format', 'latitude', 'longitude', 'width', 'height', 'duration', '_user_id']
const FLAGS = ['is_trashed', 'is_favorite', 'is_pending', 'is_download', 'is_recording']
const TIMES = ['date_modified', 'date_expires', 'datetaken']
const OPTIONAL = [...TEXTS, ...NUMBERS, ...FLAGS, ...TIMES]

const TYPES: Readonly<Record<number, string>> = {
  0: 'other',
  1: 'picture',
  2: 'sound',
  3: 'movie',
  4: 'playlist',
  5: 'subtitle',
  6: 'document',
}
const RECORDED = [1, 2, 3, 6]
/** FORMAT_ASSOCIATION of the media transfer protocol: a folder. */
const FOLDER = 12_289
/** Numbers of removed files that are written out. */
const REMOVED_SHOWN = 20

export const androidMediaStore = defineSqliteParser({
  id: 'android-media-store',
  version: 1,
  app: 'MediaStore',
  platform: 'android',
  store: 'Index of pictures, movies and downloads (external.db)',
  reads: ['**/com.*android.providers.media*/databases/external*.db', '**/external.db'],
  yields: ['media', 'web'],
  proof: 'source-verified',
  doesNotCover: [
    'folders, playlists, and files that are neither picture, movie, sound, document nor download (counted as skipped)',
    'thumbnails, albums and artists, the log table, the index of the system (internal.db)',
    'which camera app of a maker that is not listed took a picture: its origin stays unknown',
  ],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL, deleted_media: ['old_id'] },
  *parse(database, context) {
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, ...OPTIONAL] })) yield* recordsOf(row, context)
    noteRemoved(database, context)
  },
})

function* recordsOf(row: StoredRow, context: ParserContext): Generator<Emitted> {
  const isMedia = RECORDED.includes(numberOf(row['media_type']) ?? 0)
  const address = textOf(row['download_uri'])
  const isDownload = address !== null || textOf(row['referer_uri']) !== null || flagOf(row['is_download']) === true
  if (isMedia) yield mediaRecord(row, isDownload, context)
  if (isDownload && (!isMedia || address !== null)) yield downloadRecord(row, isMedia ? 1 : 0, context)
  if (!isMedia && !isDownload) yield { type: 'skipped', from: placeOf(TABLE, row), reason: reasonFor(row) }
}

function reasonFor(row: StoredRow): string {
  if (numberOf(row['format']) === FOLDER) return 'a folder'
  const kind = codeInWords(row['media_type'], TYPES) ?? 'not stored'
  return `neither picture, movie, sound, document nor download (kind: ${kind}, type: ${textOf(row['mime_type']) ?? 'not stored'})`
}

function mediaRecord(row: StoredRow, isDownload: boolean, context: ParserContext): MediaRecord {
  const stored = textOf(row['_data'])
  const path = pathOf(stored, context)
  const origin = originOf({ owner: textOf(row['owner_package_name']), path: stored, isDownload })
  const position = degreesOf(row['latitude'], row['longitude'])
  const isPlaced = typeof position !== 'string'
  const hasTaken = (numberOf(row['datetaken']) ?? 0) > 0
  const facts: Facts = {
    ...factsOf({ 'time from': hasTaken ? 'datetaken: worked out by the phone from the file' : null }),
    ...stateFacts(row),
    ...originFacts(row, origin, isPlaced),
    ...fileFacts(row, path, stored, context),
  }
  return {
    type: 'media',
    from: placeOf(TABLE, row),
    state: flagOf(row['is_trashed']) === true ? 'deleted-flagged' : 'live',
    path: path ?? '',
    mime: textOf(row['mime_type']),
    sizeBytes: notNegative(row['_size']),
    takenAt: instantOf(timeValueOf(row['datetaken']), 'unix-ms'),
    latitude: isPlaced ? position.latitude : null,
    longitude: isPlaced ? position.longitude : null,
    accuracyMetres: null,
    gpsAt: null,
    origin: origin.origin,
    widthPixels: numberOf(row['width']),
    heightPixels: numberOf(row['height']),
    camera: null,
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  }
}

/** `date_added` is when the index took the file in: for a download, when it arrived or was found by a later scan. */
function downloadRecord(row: StoredRow, ordinal: number, context: ParserContext): Emitted {
  const stored = textOf(row['_data'])
  const path = pathOf(stored, context)
  const added = numberOf(row['date_added']) ?? 0
  const facts = {
    ...factsOf({
      'time shown': added > 0 ? 'when the index took the file in' : null,
      page: textOf(row['referer_uri']),
      type: textOf(row['mime_type']),
      'size (bytes)': textOf(row['_size']),
    }),
    ...stateFacts(row),
    ...factsOf({ 'file belongs to app': textOf(row['owner_package_name']) }),
    ...fileFacts(row, path, stored, context),
  }
  return {
    type: 'web',
    from: placeOf(TABLE, row, ordinal),
    state: flagOf(row['is_trashed']) === true ? 'deleted-flagged' : 'live',
    webKind: 'download',
    service: 'Downloads (MediaStore)',
    url: textOf(row['download_uri']),
    title: stored,
    at: added > 0 ? instantOf(timeValueOf(row['date_added']), 'unix-s') : NO_INSTANT,
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  }
}

const pathOf = (stored: string | null, context: ParserContext): string | null => (stored === null ? null : androidPath(stored, context))

function secondsInWords(stored: SqlValue | undefined): string | null {
  return (numberOf(stored) ?? 0) > 0 ? instantInWords(instantOf(timeValueOf(stored), 'unix-s')) : null
}

const flagInWords = (stored: SqlValue | undefined): string | null => (numberOf(stored) === 0 ? null : codeInWords(stored, { 1: 'yes' }))

function stateFacts(row: StoredRow): Facts | undefined {
  return factsOf({
    kind: codeInWords(row['media_type'], TYPES),
    'in the trash': flagInWords(row['is_trashed']),
    'to be removed at': secondsInWords(row['date_expires']),
    favourite: flagInWords(row['is_favorite']),
    'not finished': flagInWords(row['is_pending']),
    'marked as a recording': flagInWords(row['is_recording']),
    'marked as a download': flagInWords(row['is_download']),
    'added to the index': secondsInWords(row['date_added']),
    'file changed': secondsInWords(row['date_modified']),
  })
}

function originFacts(row: StoredRow, origin: Origin, isPlaced: boolean): Facts | undefined {
  return factsOf({
    'file belongs to app': textOf(row['owner_package_name']),
    'origin rests on': origin.basis,
    'downloaded from': textOf(row['download_uri']),
    'page of the download': textOf(row['referer_uri']),
    'position of': !isPlaced || origin.origin === 'own' ? null : 'whoever took it: nothing says that this phone was there',
  })
}

function fileFacts(row: StoredRow, path: string | null, stored: string | null, context: ParserContext): Facts | undefined {
  const milliseconds = notNegative(row['duration'])
  const isPresent = path !== null && context.hasFile(path)
  const user = numberOf(row['_user_id'])
  const [name, title] = [textOf(row['_display_name']), textOf(row['title'])]
  return factsOf({
    file: isPresent ? null : stored === null ? 'the row names no file' : 'named by the row, not in this source',
    'path on the phone': stored,
    'name shown': name,
    title: name !== null && title !== null && name.startsWith(title) ? null : title,
    description: textOf(row['description']),
    album: textOf(row['bucket_display_name']),
    storage: textOf(row['volume_name']),
    'duration (milliseconds)': milliseconds === null || milliseconds === 0 ? null : String(milliseconds),
    'user of the phone': user === null || user === 0 ? null : String(user),
    'document id (XMP)': textOf(row['document_id']),
    'original document id (XMP)': textOf(row['original_document_id']),
  })
}

/** The index keeps the numbers of rows that were removed lately, without time or name. */
function noteRemoved(database: EvidenceDatabase, context: ParserContext): void {
  const numbers: string[] = []
  for (const row of sideRows(database, { table: 'deleted_media', columns: ['old_id'] })) {
    const id = bytesOf(row['old_id']) === null ? textOf(row['old_id']) : null
    if (id !== null) numbers.push(id)
  }
  if (numbers.length === 0) return
  const more = numbers.length > REMOVED_SHOWN ? ' ...' : ''
  context.note(
    `${numbers.length} files were removed from the index (table deleted_media): rows ${numbers.slice(0, REMOVED_SHOWN).join(', ')}${more}.`,
  )
}
