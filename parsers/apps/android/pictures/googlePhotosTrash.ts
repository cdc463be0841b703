/**
 * The trash of older versions of Google Photos for pictures of the phone (`local_trash.db`): one event per picture that was put in it.
 * Columns as ALEAPP reads them: deleted_time is Unix milliseconds; the kept file lies in `files/trash_files` beside the databases.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, ParserContext } from '../../../model/index.ts'

const TABLE = 'local'
const REQUIRED = ['deleted_time', 'local_path', 'trash_file_name']
const OPTIONAL = ['content_uri', 'media_store_id', 'is_video']

export const androidGooglePhotosTrash = defineSqliteParser({
  id: 'android-google-photos-trash',
  version: 1,
  app: 'Google Photos',
  platform: 'android',
  store: 'Trash for pictures of the phone (local_trash.db)',
  reads: ['**/com.google.android.apps.photos/databases/local_trash.db'],
  yields: ['device-event'],
  proof: 'source-verified',
  doesNotCover: ['pictures that were restored or removed for good', 'the trash of the account in the cloud'],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL },
  *parse(database, context) {
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, ...OPTIONAL] })) yield trashEvent(row, context)
  },
})

function trashEvent(row: StoredRow, context: ParserContext): Emitted {
  const [original, kept] = [textOf(row['local_path']), textOf(row['trash_file_name'])]
  const path = kept === null ? null : keptPath(kept, context)
  const isPresent = path !== null && context.hasFile(path)
  const facts = factsOf({
    'path before': original,
    'name in the trash': kept,
    file: isPresent ? null : kept === null ? 'the row names no file' : 'named by the row, not in this source',
    'path in this source': isPresent ? path : null,
    kind: codeInWords(row['is_video'], { 0: 'picture', 1: 'movie' }),
    'address on the phone': textOf(row['content_uri']),
    'entry in MediaStore': textOf(row['media_store_id']),
  })
  return {
    type: 'device-event',
    from: placeOf(TABLE, row),
    state: 'live',
    activity: 'other',
    detail: `a picture or movie was put in the trash: ${original ?? 'its path is not stored'}`,
    at: instantOf(timeValueOf(row['deleted_time']), 'unix-ms'),
    endAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** The name is one of a file, never of a path: one with a folder in it is not followed. */
function keptPath(name: string, context: ParserContext): string | null {
  const app = /^(.*\/)?databases\/[^/]+$/.exec(context.path)
  return app === null || name.includes('/') ? null : `${app[1] ?? ''}files/trash_files/${name}`
}
