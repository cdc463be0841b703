/**
 * Notifications of Booking.com on Android, `notifications.db`. Columns as ALEAPP reads them: `time_epoch` counts Unix seconds.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { joinedParts, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import { flagOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { SqlValue } from '../../../model/index.ts'

const TABLE = 'notification'
const REQUIRED = ['time_epoch', 'title', 'body']
const OPTIONAL = ['server_id', 'action_id', 'is_viewed', 'is_clicked', 'is_deleted', 'args_json']

export const androidBookingNotifications = defineSqliteParser({
  id: 'android-booking-notifications',
  version: 1,
  app: 'Booking.com',
  platform: 'android',
  store: 'Notifications of Booking.com (notifications.db)',
  reads: ['**/com.booking/databases/notifications.db'],
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: ['what the stored marks of viewed, clicked and deleted count as'],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, ...OPTIONAL] })) {
      yield {
        type: 'app-use',
        from: placeOf(TABLE, row),
        state: flagOf(row['is_deleted']) === true ? 'deleted-flagged' : 'live',
        activity: 'notification',
        appId: 'com.booking',
        appName: 'Booking.com',
        detail: joinedParts([textOf(row['title']), textOf(row['body'])], '\n'),
        at: instantOf(timeValueOf(row['time_epoch']), 'unix-s'),
        endAt: null,
        ...withFacts({
          viewed: yesNo(row['is_viewed']),
          clicked: yesNo(row['is_clicked']),
          action: textOf(row['action_id']),
          id: textOf(row['server_id']),
          'what it leads to, as stored': textOf(row['args_json']),
        }),
      }
    }
  },
})

function yesNo(stored: SqlValue | undefined): string | null {
  const flag = flagOf(stored)
  return flag === null ? textOf(stored) : flag ? 'yes' : 'no'
}
