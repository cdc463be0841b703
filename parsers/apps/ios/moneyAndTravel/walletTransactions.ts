/**
 * Transactions of Wallet, `passes23.sqlite`: one payment per row of payment_transaction (cards in Wallet, Apple Cash).
 *
 * Columns as iLEAPP reads them: transaction_date counts seconds since 2001 UTC. The amount is stored as a whole number; that it is ten
 * thousandths of the currency was found by testing against known transactions and is not documented: both are shown. The position is where
 * the phone was noted for the transaction (location_date), the device's own. peer_payment_counterpart_handle names the other person of an
 * Apple Cash payment, peer_payment_memo what was written to it. What the numbers of type and status mean is not published, so that no row
 * says which way the money went: direction is unknown.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { ClassedPosition, IdentityRef, PaymentRecord, SqlValue } from '../../../model/index.ts'

const TABLE = 'payment_transaction'
const REQUIRED = ['transaction_date', 'amount']
const OPTIONAL = [
  'merchant_name',
  'locality',
  'administrative_area',
  'currency_code',
  'location_date',
  'location_latitude',
  'location_longitude',
  'location_altitude',
  'location_horizontal_accuracy',
  'peer_payment_counterpart_handle',
  'peer_payment_memo',
  'transaction_status',
  'transaction_type',
  'identifier',
]
/** Found by testing (iLEAPP), not documented. */
const UNITS = 10_000n

export const iosWalletTransactions = defineSqliteParser({
  id: 'ios-wallet-transactions',
  version: 1,
  app: 'Wallet',
  platform: 'ios',
  store: 'Transactions of Wallet (passes23.sqlite)',
  reads: ['**/Passes/passes23.sqlite', '**/passes23.sqlite'],
  inBackups: false,
  yields: ['payment'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: [
    'which way the money went, and what the numbers of type and status mean (not published)',
    'cards and passes themselves, balances, transit trips',
  ],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL },
  *parse(database) {
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, ...OPTIONAL] })) yield payment(row)
  },
})

function payment(row: StoredRow): PaymentRecord {
  const handle = textOf(row['peer_payment_counterpart_handle'])
  const place = [textOf(row['locality']), textOf(row['administrative_area'])].filter((part) => part !== null).join(', ')
  const locatedAt = instantOf(timeValueOf(row['location_date']), 'cocoa-s')
  const amount = amountOf(row['amount'])
  const facts = factsOf({
    'amount as stored': textOf(row['amount']),
    'unit of the amount': amount === null ? null : 'ten thousandths, found by testing and not documented',
    place: place === '' ? null : place,
    'position noted': locatedAt.utcMs === null ? null : instantInWords(locatedAt),
    type: codeInWords(row['transaction_type'], {}),
    identifier: textOf(row['identifier']),
  })
  return {
    type: 'payment',
    from: placeOf(TABLE, row),
    state: 'live',
    service: handle === null && textOf(row['peer_payment_memo']) === null ? 'Apple Wallet' : 'Apple Cash',
    nativeId: textOf(row['identifier']),
    direction: 'unknown',
    counterparty: handle === null ? null : counterparty(handle),
    merchant: textOf(row['merchant_name']),
    amount,
    currency: textOf(row['currency_code']),
    memo: textOf(row['peer_payment_memo']),
    status: codeInWords(row['transaction_status'], {}),
    at: instantOf(timeValueOf(row['transaction_date']), 'cocoa-s'),
    position: positionOf(row),
    ...(facts === undefined ? {} : { facts }),
  }
}

const counterparty = (handle: string): IdentityRef => ({
  scheme: 'address',
  raw: handle.replace(/^(?:tel|mailto):/iu, ''),
  name: null,
  country: null,
})

/** Exact, without floating point: 125000 is 12.5. Null for anything but a whole number. */
function amountOf(value: SqlValue | undefined): string | null {
  const text = textOf(value)
  if (text === null || !/^-?\d+(?:\.0+)?$/u.test(text)) return null
  const units = BigInt(text.replace(/^-/u, '').replace(/\.0+$/u, ''))
  const cents = (units % UNITS)
    .toString()
    .padStart(4, '0')
    .replace(/0{1,2}$/u, '')
  return `${units / UNITS}.${cents}`
}

function positionOf(row: StoredRow): ClassedPosition | null {
  const position = degreesOf(row['location_latitude'], row['location_longitude'])
  if (typeof position === 'string') return null
  const accuracy = numberOf(row['location_horizontal_accuracy'])
  return { ...position, accuracyMetres: accuracy !== null && accuracy >= 0 ? accuracy : null, class: 'device-fix' }
}
