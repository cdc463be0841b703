/**
 * Coinbase Wallet (a wallet whose keys lie on the phone) on iOS, `wallet-rn-v2.sqlite`: the account, its addresses and its transactions.
 *
 * Columns as iLEAPP reads them on two public images: times are written without a zone and count in UTC (another store of the app writes the
 * same moments with it); amounts are in the asset's smallest unit, and `tokenDecimal` says how many decimals it has; `isSent` 1 went out. An
 * address was derived by the app: not that it was ever used. What the states mean is not published.
 */
import { NO_PAYMENT_FIELDS, serviceIdentity, withFacts } from '../../../formats/records/recordDefaults.ts'
import { scaledAmount } from '../../../formats/values/scaledAmount.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { utcTextInstant } from '../../../formats/values/utcText.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, Emitted, PaymentRecord, SqlValue } from '../../../model/index.ts'

const SERVICE = 'Coinbase Wallet'
const ACCOUNT = ['createdAt', 'type', 'primaryAddressChain', 'primaryAddress', 'nickname', 'isDeleted']
const ADDRESS = [
  'address',
  'blockchainStr',
  'currencyCodeStr',
  'typeStr',
  'derivationPath',
  'isUsedStr',
  'isChangeAddressStr',
  'balanceStr',
]
const HISTORY = ['createdAt', 'confirmedAt', 'type', 'state', 'isSent', 'fromAddress', 'toAddress', 'amount', 'txHash']
const DETAILS = ['fromDomain', 'toDomain', 'fee', 'tokenName', 'tokenDecimal', 'currencyCodeStr', 'feeCurrencyCodeStr', 'blockchainStr']
/** Counts of a smallest unit exceed what a number holds. */
const UNITS = ['amount', 'fee']
const HISTORIES = ['tx_history_v2', 'tx_history']

export const iosCoinbaseWallet = defineSqliteParser({
  id: 'ios-coinbase-wallet',
  version: 1,
  app: 'Coinbase Wallet',
  platform: 'ios',
  store: 'Coinbase Wallet (wallet-rn-v2.sqlite)',
  reads: ['**/Documents/default/wallet-rn-v2.sqlite', '**/wallet-rn-v2.sqlite'],
  yields: ['payment', 'account'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: ['balances of single assets', 'signed transactions that were not sent', 'keys', 'the exchange app of Coinbase'],
  requires: { account: ['primaryAddress'], address: ['address'] },
  optional: {
    account: ACCOUNT.filter((name) => name !== 'primaryAddress'),
    address: ADDRESS.slice(1),
    tx_history_v2: [...HISTORY, ...DETAILS],
    tx_history: [...HISTORY, ...DETAILS],
  },
  *parse(database) {
    for (const table of HISTORIES)
      for (const row of evidenceRows(database, {
        table,
        columns: [...HISTORY, ...DETAILS].filter((name) => !UNITS.includes(name)),
        asText: UNITS,
      }))
        yield payment(table, row)
    for (const row of evidenceRows(database, { table: 'account', columns: ACCOUNT })) yield account(row)
    for (const row of evidenceRows(database, { table: 'address', columns: ADDRESS.slice(0, -1), asText: ['balanceStr'] }))
      yield address(row)
  },
})

function directionOf(stored: SqlValue | undefined): Direction {
  const text = textOf(stored)?.toLowerCase() ?? ''
  if (text === '1' || text === 'true') return 'outgoing'
  return text === '0' || text === 'false' ? 'incoming' : 'unknown'
}

function payment(table: string, row: StoredRow): PaymentRecord {
  const text = (name: string): string | null => textOf(row[name])
  const direction = directionOf(row['isSent'])
  const [side, domain] = direction === 'outgoing' ? ['toAddress', 'toDomain'] : ['fromAddress', 'fromDomain']
  const other = direction === 'unknown' ? null : text(side ?? '')
  const amount = scaledAmount(text('amount'), numberOf(row['tokenDecimal']))
  const confirmed = text('confirmedAt')
  return {
    ...NO_PAYMENT_FIELDS,
    from: placeOf(table, row),
    service: SERVICE,
    nativeId: text('txHash'),
    direction,
    counterparty: other === null ? null : serviceIdentity(other, text(domain ?? '')),
    amount,
    currency: text('currencyCodeStr'),
    at: utcTextInstant(row['createdAt'] instanceof Uint8Array ? null : row['createdAt']),
    ...withFacts({
      'amount as stored, in the smallest unit': text('amount'),
      'name of the asset': text('tokenName'),
      from: text('fromAddress'),
      to: text('toAddress'),
      confirmed,
      'kind as stored': text('type'),
      'state as stored': text('state'),
      'fee as stored, in its smallest unit': text('fee'),
      'currency of the fee': text('feeCurrencyCodeStr'),
      chain: text('blockchainStr'),
    }),
  }
}

function account(row: StoredRow): Emitted {
  const from = placeOf('account', row)
  const [raw, name] = [textOf(row['primaryAddress']), textOf(row['nickname'])]
  if (raw === null) return { type: 'skipped', from, reason: 'the account has no address' }
  const identity = serviceIdentity(raw, name)
  return {
    type: 'account',
    from,
    state: 'live',
    service: SERVICE,
    identity,
    name,
    isOwner: true,
    ...withFacts({
      created: textOf(row['createdAt']),
      chain: textOf(row['primaryAddressChain']),
      'kind as stored': textOf(row['type']),
      'deleted, as stored': textOf(row['isDeleted']),
    }),
  }
}

function address(row: StoredRow): Emitted {
  const from = placeOf('address', row)
  const raw = textOf(row['address'])
  if (raw === null) return { type: 'skipped', from, reason: 'the row has no address' }
  const chain = textOf(row['blockchainStr'])
  return {
    type: 'account',
    from,
    state: 'live',
    service: SERVICE,
    identity: serviceIdentity(raw, null),
    name: null,
    isOwner: true,
    ...withFacts({
      'what it is': 'an address that the app derived, used or not',
      chain,
      currency: textOf(row['currencyCodeStr']),
      'kind as stored': textOf(row['typeStr']),
      path: textOf(row['derivationPath']),
      'used, as stored': textOf(row['isUsedStr']),
      'for change, as stored': textOf(row['isChangeAddressStr']),
      'balance as stored, in the smallest unit': textOf(row['balanceStr']),
    }),
  }
}
