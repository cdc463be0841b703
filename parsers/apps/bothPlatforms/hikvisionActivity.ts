/**
 * What Hik-Connect (Hikvision) noted of its use: `ezvizlog.db` (Android) and `YSDCLogItem.sqlite` (iOS).
 *
 * Columns as ALEAPP and iLEAPP read them: `time` counts Unix milliseconds; the text is the app's own. By their account it may show that cameras
 * were watched from afar, but what a single entry means is not published.
 */
import { instantOf } from '../../formats/values/epochs.ts'
import { withFacts } from '../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../formats/sqlite/storedRows.ts'
import { textOf, timeValueOf } from '../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../model/index.ts'

const LOGS = [
  { table: 'event', content: 'content', appId: 'com.connect.enduser' },
  { table: 'YSDCLogItem', content: 'data', appId: 'Hik-Connect' },
]

export const hikvisionActivity = defineSqliteParser({
  id: 'hikvision-activity',
  version: 1,
  app: 'Hik-Connect',
  platform: 'any',
  store: 'Log of Hik-Connect (ezvizlog.db, YSDCLogItem.sqlite)',
  reads: ['**/com.connect.enduser/databases/ezvizlog.db', '**/Documents/DCLOG/YSDCLogItem.sqlite'],
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: ['what a single entry means'],
  requires: {},
  requiresOneOf: LOGS.map(({ table }) => table),
  optional: { event: ['time', 'systemName', 'content'], YSDCLogItem: ['time', 'systemName', 'data'] },
  *parse(database) {
    for (const { table, content, appId } of LOGS) {
      for (const row of evidenceRows(database, { table, columns: ['time', 'systemName', content] })) {
        yield {
          type: 'app-use',
          from: placeOf(table, row),
          state: 'live',
          activity: 'other',
          appId,
          appName: 'Hik-Connect',
          detail: textOf(row[content]),
          at: instantOf(timeValueOf(row['time']), 'unix-ms'),
          endAt: null,
          ...withFacts({ 'kind of entry': textOf(row['systemName']) }),
        }
      }
    }
  },
})
