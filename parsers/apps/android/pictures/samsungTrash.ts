/**
 * The trash of Samsung phones (`trash.db` of Samsung's trash provider): one event per file that was put in it.
 *
 * Columns as ALEAPP reads them: date_deleted and date_expires are Unix milliseconds, delete_package_name is the app in which the file was
 * put in the trash. A row goes when the file is restored or removed for good. `extra` is JSON that nobody has described: kept as stored.
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, ParserContext } from '../../../model/index.ts'

const TABLE = 'trashes'
const REQUIRED = ['_data', 'original_path', 'date_deleted']
const OPTIONAL = ['title', '_display_name', '_size', 'mime_type', 'delete_package_name', 'user_id', 'date_expires', 'is_cloud', 'extra']

export const androidSamsungTrash = defineSqliteParser({
  id: 'android-samsung-trash',
  version: 1,
  app: 'Samsung trash',
  platform: 'android',
  store: 'Files in the trash of a Samsung phone (trash.db)',
  reads: ['**/com.samsung.android.providers.trash/databases/trash.db'],
  yields: ['device-event'],
  proof: 'source-verified',
  doesNotCover: [
    'files that were restored or removed for good',
    'the meaning of the column extra',
    'the older trash of Samsung Gallery (local.db)',
  ],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL },
  *parse(database, context) {
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, ...OPTIONAL] })) yield trashEvent(row, context)
  },
})

function trashEvent(row: StoredRow, context: ParserContext): Emitted {
  const [kept, original] = [textOf(row['_data']), textOf(row['original_path'])]
  const path = kept === null ? null : androidPath(kept, context)
  const isPresent = path !== null && context.hasFile(path)
  const facts = factsOf({
    'in the app': textOf(row['delete_package_name']),
    'to be removed at': unixTimeInWords(row['date_expires']),
    'path before': original,
    'path in the trash': kept,
    file: isPresent ? null : kept === null ? 'the row names no file' : 'named by the row, not in this source',
    'path in this source': isPresent ? path : null,
    name: textOf(row['_display_name']) ?? textOf(row['title']),
    type: textOf(row['mime_type']),
    'size (bytes)': textOf(row['_size']),
    'user of the phone': textOf(row['user_id']),
    'is_cloud (as stored)': textOf(row['is_cloud']),
    'extra (as stored)': textOf(row['extra']),
  })
  return {
    type: 'device-event',
    from: placeOf(TABLE, row),
    state: 'live',
    activity: 'other',
    detail: `a file was put in the trash: ${original ?? textOf(row['_display_name']) ?? 'its path is not stored'}`,
    at: instantOf(timeValueOf(row['date_deleted']), 'unix-ms'),
    endAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
