/**
 * Downloads of Firefox for Android (and Tor Browser), `mozac_downloads_database`. Columns and the words of `status` are those of Mozilla's
 * Android components; created_at is Unix milliseconds.
 */
import { androidPath } from '../../formats/paths/androidPath.ts'
import { evidenceRows, placeOf } from '../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, textOf } from '../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../model/index.ts'
import { prTime, webRecord } from './firefoxRecords.ts'

const STATES: Readonly<Record<number, string>> = { 1: 'begun', 2: 'in progress', 3: 'paused', 4: 'cancelled', 5: 'failed', 6: 'complete' }
const OPTIONAL = ['id', 'content_type', 'content_length', 'status', 'destination_directory']

export const firefoxDownloads = defineSqliteParser({
  id: 'firefox-downloads',
  version: 1,
  app: 'Firefox',
  platform: 'web',
  store: 'Downloads of Firefox for Android (mozac_downloads_database)',
  reads: ['**/mozac_downloads_database'],
  yields: ['web'],
  proof: 'source-verified',
  doesNotCover: ['downloads that were removed from the list, and those of private tabs'],
  requires: { downloads: ['url', 'file_name', 'created_at'] },
  optional: { downloads: OPTIONAL },
  *parse(database, context) {
    const service = context.path.toLowerCase().includes('org.torproject') ? 'Tor Browser' : 'Firefox'
    for (const row of evidenceRows(database, { table: 'downloads', columns: ['url', 'file_name', ...OPTIONAL], asText: ['created_at'] })) {
      const [folder, name] = [textOf(row['destination_directory']), textOf(row['file_name'])]
      const stored = folder === null || name === null ? name : `${folder.replace(/\/+$/, '')}/${name}`
      const path = stored === null ? null : androidPath(stored, context)
      const facts = factsOf({
        state: codeInWords(row['status'], STATES),
        type: textOf(row['content_type']),
        'size (bytes)': textOf(row['content_length']),
        file: path === null || context.hasFile(path) ? null : 'named by the row, not in this source',
        'path in this source': path !== null && context.hasFile(path) ? path : null,
        'download id': textOf(row['id']),
      })
      yield webRecord(
        placeOf('downloads', row),
        'download',
        service,
        { url: textOf(row['url']), title: stored },
        { at: prTime(row['created_at']), facts },
      )
    }
  },
})
