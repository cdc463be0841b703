/**
 * Traffic of apps, `DataUsage.sqlite`: one record per row of ZLIVEUSAGE (what an app's processes sent and received) and one per process of
 * ZPROCESS that has none.
 *
 * Tables as iLEAPP and MVT read them: times count seconds since 2001 UTC; ZTIMESTAMP of the process is its last, ZFIRSTTIMESTAMP its first
 * traffic, and the entry's own ZTIMESTAMP the start of the count. Bytes are totals since then: they say that an app was in use between two
 * times, not when in between. ZKIND is a code without a published meaning. A process may stay listed after its app was removed.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, Instant, SqlValue } from '../../../model/index.ts'
import { appRecord } from './appRecords.ts'

const PROCESS_COLUMNS = ['ZBUNDLENAME', 'ZPROCNAME', 'ZFIRSTTIMESTAMP', 'ZTIMESTAMP']
const USAGE_COLUMNS = ['ZHASPROCESS', 'ZTIMESTAMP', 'ZKIND', 'ZWIFIIN', 'ZWIFIOUT', 'ZWWANIN', 'ZWWANOUT']

export const iosDataUsage = defineSqliteParser({
  id: 'ios-data-usage',
  version: 1,
  app: 'iOS',
  platform: 'ios',
  store: 'Traffic of apps (DataUsage.sqlite)',
  reads: ['**/Databases/DataUsage.sqlite', '**/DataUsage.sqlite'],
  yields: ['app-use'],
  proof: 'data-proven',
  doesNotCover: [
    'when within the counted time an app was in use',
    'what the codes of ZKIND mean',
    'Wi-Fi statistics (ZWIFIDATA), usually empty',
  ],
  requires: { ZPROCESS: ['ZBUNDLENAME', 'ZPROCNAME'] },
  optional: { ZPROCESS: ['ZFIRSTTIMESTAMP', 'ZTIMESTAMP'], ZLIVEUSAGE: USAGE_COLUMNS },
  *parse(database) {
    const processes = sideRowsById(database, { table: 'ZPROCESS', columns: PROCESS_COLUMNS })
    const used = new Set<number>()
    for (const row of evidenceRows(database, { table: 'ZLIVEUSAGE', columns: USAGE_COLUMNS })) {
      const process = numberOf(row['ZHASPROCESS'])
      if (process !== null) used.add(process)
      yield usage(row, process === null ? undefined : processes.get(process))
    }
    for (const row of evidenceRows(database, { table: 'ZPROCESS', columns: PROCESS_COLUMNS })) yield processRow(row, used.has(row.rowId))
  },
})

const cocoa = (value: SqlValue | undefined): Instant => instantOf(timeValueOf(value), 'cocoa-s')

function time(value: SqlValue | undefined): string | null {
  const instant = cocoa(value)
  return instant.utcMs === null ? null : instantInWords(instant)
}

/** The bundle; where there is none, the process: a system service. */
function appOf(process: StoredRow): string | null {
  return textOf(process['ZBUNDLENAME']) ?? textOf(process['ZPROCNAME'])
}

function bytes(row: StoredRow, column: string): string | null {
  const count = numberOf(row[column])
  return count === null || count === 0 ? null : String(count)
}

function usage(row: StoredRow, process: StoredRow | undefined): Emitted {
  const from = placeOf('ZLIVEUSAGE', row)
  const appId = process === undefined ? null : appOf(process)
  if (process === undefined || appId === null) return { type: 'skipped', from, reason: 'the row’s process is not stored: nobody is named' }
  return appRecord({
    from,
    activity: 'data-use',
    appId,
    detail: 'traffic up to this time',
    at: textOf(process['ZTIMESTAMP']) === null ? null : cocoa(process['ZTIMESTAMP']),
    facts: {
      process: textOf(process['ZPROCNAME']),
      'first traffic': time(process['ZFIRSTTIMESTAMP']),
      'counted from': time(row['ZTIMESTAMP']),
      'received over Wi-Fi (bytes)': bytes(row, 'ZWIFIIN'),
      'sent over Wi-Fi (bytes)': bytes(row, 'ZWIFIOUT'),
      'received over the mobile network (bytes)': bytes(row, 'ZWWANIN'),
      'sent over the mobile network (bytes)': bytes(row, 'ZWWANOUT'),
      'kind as stored': textOf(row['ZKIND']),
    },
  })
}

function processRow(row: StoredRow, isUsed: boolean): Emitted {
  const from = placeOf('ZPROCESS', row)
  const appId = appOf(row)
  if (isUsed) return { type: 'skipped', from, reason: 'the process of rows of ZLIVEUSAGE, which are shown' }
  if (appId === null) return { type: 'skipped', from, reason: 'the row names neither app nor process' }
  return appRecord({
    from,
    activity: 'data-use',
    appId,
    detail: 'noted without traffic',
    at: textOf(row['ZTIMESTAMP']) === null ? null : cocoa(row['ZTIMESTAMP']),
    facts: { process: textOf(row['ZPROCNAME']), 'first noted': time(row['ZFIRSTTIMESTAMP']) },
  })
}
