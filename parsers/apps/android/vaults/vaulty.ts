/**
 * Vaulty, an app that hides pictures and movies (`media.db`): one event and one media record per hidden file.
 *
 * Meanings: published research on the app, as ALEAPP repeats it. The names of the columns mislead: `date_added` is when the file was made
 * (Unix seconds), `date_modified` is when it was put in the vault (Unix milliseconds). That has not been checked on another phone.
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, ParserContext } from '../../../model/index.ts'

const TABLE = 'Media'
const REQUIRED = ['date_added', 'date_modified', 'path', '_data']

export const androidVaulty = defineSqliteParser({
  id: 'android-vaulty',
  version: 1,
  app: 'Vaulty',
  platform: 'android',
  store: 'Hidden files of Vaulty (media.db)',
  reads: ['**/com.theronrogers.vaultyfree/databases/media.db'],
  yields: ['device-event', 'media'],
  proof: 'source-verified',
  doesNotCover: ['the hidden files themselves beyond their path', 'files that were taken out again'],
  requires: { [TABLE]: REQUIRED },
  optional: {},
  *parse(database, context) {
    for (const row of evidenceRows(database, { table: TABLE, columns: REQUIRED })) yield* hiddenFile(row, context)
  },
})

function* hiddenFile(row: StoredRow, context: ParserContext): Generator<Emitted> {
  const [before, kept] = [textOf(row['path']), textOf(row['_data'])]
  const path = kept === null ? null : androidPath(kept, context)
  const isPresent = path !== null && context.hasFile(path)
  const facts = factsOf({
    'path before it was hidden': before,
    'path in the vault': kept,
    file: isPresent ? null : kept === null ? 'the row names no file' : 'named by the row, not in this source',
    'path in this source': isPresent ? path : null,
  })
  const more = facts === undefined ? {} : { facts }
  yield {
    type: 'device-event',
    from: placeOf(TABLE, row),
    state: 'live',
    activity: 'other',
    detail: `a file was put in Vaulty, which hides it: ${before ?? 'its path is not stored'}`,
    at: instantOf(timeValueOf(row['date_modified']), 'unix-ms'),
    endAt: null,
    ...more,
  }
  yield {
    type: 'media',
    from: placeOf(TABLE, row, 1),
    state: 'live',
    path: path ?? '',
    mime: null,
    sizeBytes: null,
    takenAt: instantOf(timeValueOf(row['date_added']), 'unix-s'),
    latitude: null,
    longitude: null,
    accuracyMetres: null,
    gpsAt: null,
    origin: 'unknown',
    widthPixels: null,
    heightPixels: null,
    camera: null,
    facts: { ...facts, 'time from': 'date_added: when the file was made, as published research has it' },
  }
}
