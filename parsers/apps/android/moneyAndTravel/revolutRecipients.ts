/**
 * Recipients that Revolut on Android lists as recently paid, `payments_recent_db`.
 *
 * Columns as ALEAPP reads them. The row says that the app listed somebody, not that money moved: neither amount nor time of a payment is
 * stored here. `unreadSyncTimestamp` (Unix milliseconds) is the app's own note about a counter, so it is shown and is no time of the record.
 */
import { NO_INTERACTION_FIELDS, serviceIdentity, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'

const TABLE = 'payments_recent_v2'
const OPTIONAL = ['itemId', 'itemType', 'unreadCounter', 'unreadSyncTimestamp']

export const androidRevolutRecipients = defineSqliteParser({
  id: 'android-revolut-recipients',
  version: 1,
  app: 'Revolut',
  platform: 'android',
  store: 'Recent recipients of Revolut (payments_recent_db)',
  reads: ['**/com.revolut.revolut/databases/payments_recent_db', '**/payments_recent_db'],
  yields: ['interaction'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: ['payments, amounts and chats (their stores are encrypted)', 'when anybody was paid'],
  requires: { [TABLE]: ['recipientId', 'recipientType'] },
  optional: { [TABLE]: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: ['recipientId', 'recipientType', ...OPTIONAL] })) {
      const from = placeOf(TABLE, row)
      const id = textOf(row['recipientId'])
      if (id === null) {
        yield { type: 'skipped', from, reason: 'the row names no recipient' }
        continue
      }
      yield {
        ...NO_INTERACTION_FIELDS,
        from,
        service: 'Revolut',
        mechanism: 'recipient that the app lists as recent',
        participants: [serviceIdentity(id, null, 'Revolut')],
        ...withFacts({
          'kind of recipient as stored': textOf(row['recipientType']),
          'linked to': textOf(row['itemType']),
          'id of what it is linked to': textOf(row['itemId']),
          'counter of unread entries': textOf(row['unreadCounter']),
          'counter last compared': unixTimeInWords(row['unreadSyncTimestamp']),
        }),
      }
    }
  },
})
