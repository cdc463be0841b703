/**
 * The log that GalleryVault keeps beside the hidden files on the shared storage (`file_action_log.db`); it can outlive the app. Columns as
 * ALEAPP reads them: action_time is Unix milliseconds, what the codes of action_type mean is published nowhere.
 */
import { androidPath } from '../../../formats/paths/androidPath.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'

const TABLE = 'file_action'
const COLUMNS = ['action_time', 'action_type', 'file_path']

export const androidGalleryVaultActions = defineSqliteParser({
  id: 'android-gallery-vault-actions',
  version: 1,
  app: 'GalleryVault',
  platform: 'android',
  store: 'Log of actions on hidden files (file_action_log.db)',
  reads: ['**/.galleryvault_*/backup/file_action_log.db', '**/file_action_log.db'],
  yields: ['device-event'],
  proof: 'source-verified',
  doesNotCover: ['what the kinds of action are: shown as stored'],
  requires: { [TABLE]: COLUMNS },
  optional: {},
  *parse(database, context) {
    for (const row of evidenceRows(database, { table: TABLE, columns: COLUMNS })) {
      const stored = textOf(row['file_path'])
      const path = stored === null ? null : androidPath(stored, context)
      const isPresent = path !== null && context.hasFile(path)
      const facts = factsOf({
        'kind of action (as stored)': textOf(row['action_type']),
        file: isPresent ? null : stored === null ? 'the row names no file' : 'named by the row, not in this source',
        'path in this source': isPresent ? path : null,
      })
      yield {
        type: 'device-event',
        from: placeOf(TABLE, row),
        state: 'live',
        activity: 'other',
        detail: `GalleryVault noted an action on a hidden file: ${stored ?? 'its path is not stored'}`,
        at: instantOf(timeValueOf(row['action_time']), 'unix-ms'),
        endAt: null,
        ...(facts === undefined ? {} : { facts }),
      }
    }
  },
})
