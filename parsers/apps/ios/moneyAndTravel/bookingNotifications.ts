/**
 * Notifications of Booking.com, `NotificationsModel.sqlite`: one per row of ZNOTIFICATION.
 *
 * Columns as iLEAPP reads them: ZDATE counts seconds since 2001 UTC, ZLOCALLYDELETED is the app's own mark of deletion.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { AppUseRecord } from '../../../model/index.ts'

const TABLE = 'ZNOTIFICATION'
const REQUIRED = ['ZDATE', 'ZTITLE', 'ZBODY']
const OPTIONAL = ['ZIDENTIFIER', 'ZVIEWED', 'ZLOCALLYDELETED', 'ZACTIONIDENTIFIER']

export const iosBookingNotifications = defineSqliteParser({
  id: 'ios-booking-notifications',
  version: 1,
  app: 'Booking.com',
  platform: 'ios',
  store: 'Notifications of Booking.com (NotificationsModel.sqlite)',
  reads: ['**/NotificationsModel.sqlite'],
  yields: ['app-use'],
  proof: 'source-verified',
  doesNotCover: ['what a notification leads to (ZACTIONARGUMENTS)', 'messages of hotels (P2GV2Messages.sqlite)'],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, ...OPTIONAL] })) yield notification(row)
  },
})

function notification(row: StoredRow): AppUseRecord {
  const viewed = flagOf(row['ZVIEWED'])
  const lines = [textOf(row['ZTITLE']), textOf(row['ZBODY'])].filter((line) => line !== null)
  const facts = factsOf({
    viewed: viewed === null ? null : viewed ? 'yes' : 'no',
    action: textOf(row['ZACTIONIDENTIFIER']),
    identifier: textOf(row['ZIDENTIFIER']),
  })
  return {
    type: 'app-use',
    from: placeOf(TABLE, row),
    state: flagOf(row['ZLOCALLYDELETED']) === true ? 'deleted-flagged' : 'live',
    activity: 'notification',
    appId: 'com.booking.BookingApp',
    appName: 'Booking.com',
    detail: lines.length === 0 ? null : lines.join('\n'),
    at: instantOf(timeValueOf(row['ZDATE']), 'cocoa-s'),
    endAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
