/**
 * GalleryVault, an app that hides pictures and files behind a code (`galleryvault.db`): hidden files, its recycle bin, files taken out again,
 * failed attempts to open it, and what its own browser keeps.
 *
 * Tables and columns as ALEAPP reads them on phones of Android 14 and 17; all times are Unix milliseconds. The codes of its states have no
 * published meaning. The hidden files lie encrypted in `.galleryvault_*` on the shared storage. Codes that were entered and hashes of
 * passwords are never read.
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { notNegative } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf, sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, Facts, Instant, ParserContext, SqlValue } from '../../../model/index.ts'
import { vaultWeb, VAULT_WEB_TABLES } from './galleryVaultWeb.ts'

const FILES = 'file_v1'
const FILE_REQUIRED = ['name', 'original_path', 'added_time_utc']
const FILE_OPTIONAL = [
  'folder_id',
  'file_last_modified_time_utc',
  'mime_type',
  'file_size',
  'image_width',
  'image_height',
  'video_duration',
  'encrypt_state',
  'storage_type',
  'complete_state',
  'delete_state',
  'uuid',
  'source',
]
const BIN = 'recycle_bin_v1'
const BIN_COLUMNS = ['file_id', 'delete_time']
const TAKEN_OUT = 'export_unhidden_history'
const TAKEN_OUT_COLUMNS = ['action_time', 'action_type', 'name', 'target_path', 'original_path', 'mime_type', 'size', 'uuid']
const BREAK_INS = 'break_in_report'
const BREAK_IN_COLUMNS = ['timestamp', 'locking_type', 'photo_path', 'location_latitude', 'location_longitude', 'address']
const FOLDERS = 'folder_v1'

export const androidGalleryVault = defineSqliteParser({
  id: 'android-gallery-vault',
  version: 1,
  app: 'GalleryVault',
  platform: 'android',
  store: 'Hidden files of GalleryVault (galleryvault.db)',
  reads: ['**/com.thinkyeah.galleryvault/databases/galleryvault.db', '**/galleryvault.db'],
  yields: ['media', 'device-event', 'web'],
  proof: 'source-verified',
  doesNotCover: [
    'the hidden files themselves, which lie encrypted in .galleryvault_*, and files whose rows are gone',
    'codes that were entered, passwords of folders (never read)',
    'empty folders, locked apps (AppLock.db), the meaning of states',
  ],
  requires: { [FILES]: FILE_REQUIRED },
  optional: {
    [FILES]: FILE_OPTIONAL,
    [FOLDERS]: ['name'],
    [BIN]: BIN_COLUMNS,
    [TAKEN_OUT]: TAKEN_OUT_COLUMNS,
    [BREAK_INS]: BREAK_IN_COLUMNS,
    ...VAULT_WEB_TABLES,
  },
  secrets: { [BREAK_INS]: ['wrongly_attempt_code'] },
  *parse(database, context) {
    yield* hiddenFiles(database)
    yield* eventsOf(database, context)
    yield* vaultWeb(database, context)
  },
})

const milliseconds = (stored: SqlValue | undefined): Instant => instantOf(timeValueOf(stored), 'unix-ms')

function inWords(stored: SqlValue | undefined): string | null {
  const instant = milliseconds(stored)
  return instant.utcMs === null ? null : instantInWords(instant)
}

function* hiddenFiles(database: EvidenceDatabase): Generator<Emitted> {
  const folders = sideRowsById(database, { table: FOLDERS, columns: ['name'] })
  const binned = new Set<number>()
  for (const row of sideRows(database, { table: BIN, columns: BIN_COLUMNS })) binned.add(numberOf(row['file_id']) ?? -1)
  for (const row of evidenceRows(database, { table: FILES, columns: [...FILE_REQUIRED, ...FILE_OPTIONAL] })) {
    const state = binned.has(row.rowId) ? 'deleted-flagged' : 'live'
    const facts = fileFacts(row, textOf(folders.get(numberOf(row['folder_id']) ?? -1)?.['name']), state === 'live')
    const mime = textOf(row['mime_type'])
    yield {
      type: 'device-event',
      from: placeOf(FILES, row),
      state,
      activity: 'other',
      detail: `a file was hidden in GalleryVault: ${textOf(row['original_path']) ?? textOf(row['name']) ?? 'its name is not stored'}`,
      at: milliseconds(row['added_time_utc']),
      endAt: null,
      ...(facts === undefined ? {} : { facts }),
    }
    if (mime !== null && /^(?:image|video|audio)\//.test(mime)) yield mediaRecord(row, { mime, state, facts })
  }
}

interface HiddenFile {
  readonly mime: string
  readonly state: 'live' | 'deleted-flagged'
  readonly facts: Facts | undefined
}

/** When a hidden picture was taken is not stored: `added_time_utc` is when it was hidden. Its file cannot be named, as it is encrypted. */
function mediaRecord(row: StoredRow, { mime, state, facts }: HiddenFile): Emitted {
  const [width, height] = [numberOf(row['image_width']), numberOf(row['image_height'])]
  return {
    type: 'media',
    from: placeOf(FILES, row, 1),
    state,
    path: '',
    mime,
    sizeBytes: notNegative(row['file_size']),
    takenAt: NO_INSTANT,
    latitude: null,
    longitude: null,
    accuracyMetres: null,
    gpsAt: null,
    origin: 'unknown',
    widthPixels: width === 0 ? null : width,
    heightPixels: height === 0 ? null : height,
    camera: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function fileFacts(row: StoredRow, folder: string | null, isKept: boolean): Facts | undefined {
  const duration = notNegative(row['video_duration'])
  return factsOf({
    'hidden at': inWords(row['added_time_utc']),
    'file changed': inWords(row['file_last_modified_time_utc']),
    name: textOf(row['name']),
    'path before it was hidden': textOf(row['original_path']),
    'folder in the vault': folder,
    'in the recycle bin of the vault': isKept ? null : 'yes',
    type: textOf(row['mime_type']),
    'size (bytes)': textOf(row['file_size']),
    'duration as stored': duration === null || duration === 0 ? null : String(duration),
    'name of the encrypted file': textOf(row['uuid']),
    'source (as stored)': textOf(row['source']),
    'states as stored (encrypted, storage, complete, deleted)': statesOf(row),
  })
}

function statesOf(row: StoredRow): string | null {
  const states = ['encrypt_state', 'storage_type', 'complete_state', 'delete_state'].map((name) => textOf(row[name]))
  return states.every((state) => state === null) ? null : states.map((state) => state ?? '-').join(', ')
}

function* eventsOf(database: EvidenceDatabase, context: ParserContext): Generator<Emitted> {
  const files = sideRowsById(database, { table: FILES, columns: ['name', 'original_path'] })
  for (const row of evidenceRows(database, { table: BIN, columns: BIN_COLUMNS })) {
    const file = files.get(numberOf(row['file_id']) ?? -1)
    const name = textOf(file?.['original_path']) ?? textOf(file?.['name']) ?? `row ${textOf(row['file_id']) ?? 'not stored'} of ${FILES}`
    yield event(BIN, row, `a hidden file was put in the recycle bin of GalleryVault: ${name}`, row['delete_time'], undefined)
  }
  for (const row of evidenceRows(database, { table: TAKEN_OUT, columns: TAKEN_OUT_COLUMNS })) {
    const target = textOf(row['target_path'])
    const facts = factsOf({
      'path it was written to': target,
      'path in this source': presentPath(target, context),
      'path before it was hidden': textOf(row['original_path']),
      'kind of action (as stored)': textOf(row['action_type']),
      type: textOf(row['mime_type']),
      'size (bytes)': textOf(row['size']),
      'name in the vault': textOf(row['uuid']),
    })
    yield event(
      TAKEN_OUT,
      row,
      `a file was taken out of GalleryVault (shown again or exported): ${textOf(row['name']) ?? target ?? 'its name is not stored'}`,
      row['action_time'],
      facts,
    )
  }
  for (const row of evidenceRows(database, { table: BREAK_INS, columns: BREAK_IN_COLUMNS })) {
    const photo = textOf(row['photo_path'])
    const place = [textOf(row['location_latitude']), textOf(row['location_longitude'])]
    const facts = factsOf({
      'picture taken by the app': photo,
      'path in this source': presentPath(photo, context),
      'position as the app noted it (how it was found is not stored)': place.every((part) => part !== null && part !== '0')
        ? place.join(', ')
        : null,
      'address as the app noted it': textOf(row['address']),
      'kind of lock (as stored)': textOf(row['locking_type']),
    })
    yield event(BREAK_INS, row, 'GalleryVault noted a failed attempt to open it', row['timestamp'], facts)
  }
}

function event(table: string, row: StoredRow, detail: string, time: SqlValue | undefined, facts: Facts | undefined): Emitted {
  const at = milliseconds(time)
  const more = facts === undefined ? {} : { facts }
  return { type: 'device-event', from: placeOf(table, row), state: 'live', activity: 'other', detail, at, endAt: null, ...more }
}

function presentPath(stored: string | null, context: ParserContext): string | null {
  const path = stored === null ? null : androidPath(stored, context)
  return path !== null && context.hasFile(path) ? path : null
}
