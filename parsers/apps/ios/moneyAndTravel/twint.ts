/**
 * Twint on iOS, `Twint.sqlite`: one payment per row of ZTRANSACTION.
 *
 * Columns as iLEAPP reads them: times count seconds since 2001 UTC. Neither the unit of the amounts nor the codes of the direction, the state
 * and the kind are published, so the amounts are shown as they are stored and the direction is unknown; both numbers of a transfer are shown.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { joinedParts, NO_PAYMENT_FIELDS, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { instantInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { PaymentRecord } from '../../../model/index.ts'

const TABLE = 'ZTRANSACTION'
const REQUIRED = ['ZCREATIONDATE', 'ZMERCHANTNAME', 'ZP2PSENDERMOBILENR', 'ZP2PRECIPIENTMOBILENR']
const OPTIONAL = [
  'ZMODIFIEDTIMESTAMP',
  'ZSECONDPHASETIMESTAMP',
  'ZSTATUSPENDINGUNTILDATE',
  'ZMERCHANTBRANCHNAME',
  'ZP2PINITIATEMESSAGE',
  'ZP2PRECIPIENTNAME',
  'ZP2PREPLYMESSAGE',
  'ZAUTHORIZEDAMOUNT',
  'ZPAIDAMOUNT',
  'ZREQUESTEDAMOUNT',
  'ZDISCOUNT',
  'ZCURRENCY',
  'ZORDERLINK',
  'ZORDERSTATEVALUE',
  'ZORDERTYPEVALUE',
  'ZTRANSACTIONSIDEVALUE',
]

export const iosTwint = defineSqliteParser({
  id: 'ios-twint',
  version: 1,
  app: 'Twint',
  platform: 'ios',
  store: 'Payments of Twint (Twint.sqlite)',
  reads: ['**/Twint.sqlite'],
  yields: ['payment'],
  proof: 'source-verified',
  doesNotCover: ['the unit of the amounts', 'the direction, the state and the kind beyond their stored codes', 'pictures'],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, ...OPTIONAL] })) yield payment(row)
  },
})

function payment(row: StoredRow): PaymentRecord {
  const text = (name: string): string | null => textOf(row[name])
  const time = (name: string): string | null => {
    const instant = instantOf(timeValueOf(row[name]), 'cocoa-s')
    return instant.utcMs === null ? null : instantInWords(instant)
  }
  return {
    ...NO_PAYMENT_FIELDS,
    from: placeOf(TABLE, row),
    service: 'Twint',
    direction: 'unknown',
    merchant: joinedParts([text('ZMERCHANTNAME'), text('ZMERCHANTBRANCHNAME')], ', '),
    currency: text('ZCURRENCY'),
    memo: text('ZP2PINITIATEMESSAGE'),
    at: instantOf(timeValueOf(row['ZCREATIONDATE']), 'cocoa-s'),
    ...withFacts({
      'number of the sender': text('ZP2PSENDERMOBILENR'),
      'number of the recipient': text('ZP2PRECIPIENTMOBILENR'),
      'name of the recipient': text('ZP2PRECIPIENTNAME'),
      answer: text('ZP2PREPLYMESSAGE'),
      'amount paid, as stored': text('ZPAIDAMOUNT'),
      'amount authorised, as stored': text('ZAUTHORIZEDAMOUNT'),
      'amount asked for, as stored': text('ZREQUESTEDAMOUNT'),
      'discount, as stored': text('ZDISCOUNT'),
      'last changed': time('ZMODIFIEDTIMESTAMP'),
      'second phase': time('ZSECONDPHASETIMESTAMP'),
      'pending until': time('ZSTATUSPENDINGUNTILDATE'),
      'direction as stored': text('ZTRANSACTIONSIDEVALUE'),
      'state as stored': text('ZORDERSTATEVALUE'),
      'kind as stored': text('ZORDERTYPEVALUE'),
      link: text('ZORDERLINK'),
    }),
  }
}
