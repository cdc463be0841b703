/**
 * Cash App, `CCEntitySync-*.sqlite`: one payment per row of ZPAYMENT and one contact per row of ZCUSTOMER.
 *
 * Meanings as three published readers have them (iLEAPP, its predecessor, D-Kats' parser): ZDISPLAYDATE and the times of a payment count
 * milliseconds since 1970 UTC; ZREMOTECUSTOMERID is the token of the other customer. ZSYNCPAYMENT and ZSYNCCUSTOMER are protobuf, whose
 * field 1 holds JSON in field 16 or 15: `role` is that of the account on the phone, `amount.amount` counts the currency's smallest unit.
 * Older blobs are laid out otherwise, but hold the same JSON.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { isJsonObject, jsonAt, jsonText } from '../../../formats/text/jsonStream.ts'
import type { JsonObject } from '../../../formats/text/jsonStream.ts'
import { amountOfMinorUnits } from '../../../formats/values/minorUnits.ts'
import { ProtobufMessage } from '../../../formats/binary/protobufMessage.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, instantInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type {
  ContactRecord,
  Direction,
  EvidenceDatabase,
  Facts,
  IdentityRef,
  Instant,
  PaymentRecord,
  SqlValue,
} from '../../../model/index.ts'

const PAYMENTS = 'ZPAYMENT'
const CUSTOMERS = 'ZCUSTOMER'
const SERVICE = 'Cash App'
const ROLES: Readonly<Record<string, Direction>> = { RECIPIENT: 'incoming', SENDER: 'outgoing' }
/** Times of the JSON and what they are. */
const TIMES: readonly (readonly [string, string])[] = [
  ['created_at', 'created'],
  ['captured_at', 'captured'],
  ['reached_customer_at', 'reached the customer'],
  ['paid_out_at', 'paid out'],
  ['deposited_at', 'deposited'],
]

export const iosCashApp = defineSqliteParser({
  id: 'ios-cash-app',
  version: 1,
  app: 'Cash App',
  platform: 'ios',
  store: 'Payments and customers of Cash App (CCEntitySync)',
  reads: ['**/CCEntitySync*.sqlite'],
  yields: ['payment', 'contact'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: ['purchases with the card, Bitcoin and shares', 'the balance', 'older blobs beyond their JSON'],
  requires: { [PAYMENTS]: ['ZREMOTECUSTOMERID', 'ZSYNCPAYMENT'], [CUSTOMERS]: ['ZCUSTOMERTOKEN', 'ZSYNCCUSTOMER'] },
  optional: { [PAYMENTS]: ['ZDISPLAYDATE'] },
  *parse(database) {
    const customers = readCustomers(database)
    const columns = ['ZREMOTECUSTOMERID', 'ZSYNCPAYMENT', 'ZDISPLAYDATE']
    for (const row of evidenceRows(database, { table: PAYMENTS, columns })) yield payment(row, customers)
    for (const row of evidenceRows(database, { table: CUSTOMERS, columns: ['ZCUSTOMERTOKEN', 'ZSYNCCUSTOMER'] })) yield contact(row)
  },
})

interface Customer {
  readonly name: string | null
  readonly cashtag: string | null
  readonly facts: Facts | undefined
}

function readCustomers(database: EvidenceDatabase): ReadonlyMap<string, Customer> {
  const customers = new Map<string, Customer>()
  for (const row of sideRows(database, { table: CUSTOMERS, columns: ['ZCUSTOMERTOKEN', 'ZSYNCCUSTOMER'] })) {
    const token = textOf(row['ZCUSTOMERTOKEN'])
    if (token !== null) customers.set(token, customerOf(row['ZSYNCCUSTOMER']))
  }
  return customers
}

function customerOf(stored: SqlValue | undefined): Customer {
  const message = messageOf(stored)
  const about = jsonOf(stored, message?.text(15) ?? null)
  const id = jsonText(about['id'])
  return {
    name: jsonText(about['full_name']) ?? message?.text(3) ?? null,
    cashtag: jsonText(about['cashtag']) ?? message?.text(8) ?? null,
    facts: factsOf({ id, region: jsonText(about['region']), picture: message?.text(5) ?? null }),
  }
}

function contact(row: StoredRow): ContactRecord | { type: 'skipped'; from: ReturnType<typeof placeOf>; reason: string } {
  const token = textOf(row['ZCUSTOMERTOKEN'])
  const { name, cashtag, facts } = customerOf(row['ZSYNCCUSTOMER'])
  const from = placeOf(CUSTOMERS, row)
  if (token === null && name === null && cashtag === null) return { type: 'skipped', from, reason: 'the row names nobody' }
  const identity = token === null ? null : identityOf(token, name)
  const identifiers = [
    ...(token === null ? [] : [{ kind: 'other' as const, label: 'Cash App customer', raw: token, identity }]),
    ...(cashtag === null ? [] : [{ kind: 'social-profile' as const, label: 'cashtag', raw: cashtag, identity: null }]),
  ]
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers,
    store: 'Customers that Cash App noted (not the address book)',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

const identityOf = (token: string, name: string | null): IdentityRef => ({ scheme: 'other', raw: token, name, country: null })

function payment(row: StoredRow, customers: ReadonlyMap<string, Customer>): PaymentRecord {
  const stored = row['ZSYNCPAYMENT']
  const about = jsonOf(stored, messageOf(stored)?.text(16) ?? null)
  const token = textOf(row['ZREMOTECUSTOMERID'])
  const customer = token === null ? undefined : customers.get(token)
  const currency = jsonText(jsonAt(about, 'amount', 'currency_code'))
  const units = jsonAt(about, 'amount', 'amount')
  const amount = amountOfMinorUnits(units, currency)
  const role = jsonText(about['role'])
  const facts = factsOf({
    role,
    cashtag: customer?.cashtag,
    'amount as stored': amount === null ? jsonText(units) : null,
    ...Object.fromEntries(TIMES.map(([name, words]) => [words, millisecondsInWords(about[name])])),
    'paid from or to': instrumentOf(about),
    transaction: jsonText(about['transaction_id']),
    details: Object.keys(about).length === 0 ? 'not read: the row holds no JSON' : null,
  })
  const at = instantOf(timeValueOf(row['ZDISPLAYDATE']), 'unix-ms')
  return {
    type: 'payment',
    from: placeOf(PAYMENTS, row),
    state: 'live',
    service: SERVICE,
    nativeId: jsonText(about['token']),
    direction: (role === null ? undefined : ROLES[role]) ?? 'unknown',
    counterparty: token === null ? null : identityOf(token, customer?.name ?? null),
    merchant: null,
    amount,
    currency,
    memo: jsonText(about['note']),
    status: jsonText(about['state'])?.toLowerCase().replaceAll('_', ' ') ?? null,
    at: at.utcMs === null ? (milliseconds(about['display_date']) ?? milliseconds(about['created_at']) ?? at) : at,
    position: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function milliseconds(value: unknown): Instant | null {
  const text = jsonText(value)
  const instant = instantOf(text, 'unix-ms')
  return instant.utcMs === null ? null : instant
}

function millisecondsInWords(value: unknown): string | null {
  const instant = milliseconds(value)
  return instant === null ? null : instantInWords(instant)
}

/** The card or account that was used, as far as it is named. */
function instrumentOf(about: JsonObject): string | null {
  const parts = ['display_name', 'bank_name', 'card_brand', 'suffix'].map((name) => jsonText(jsonAt(about, 'instrument', name)))
  const named = parts.filter((part) => part !== null)
  return named.length === 0 ? jsonText(about['instrument_type']) : named.join(', ')
}

function messageOf(stored: SqlValue | undefined): ProtobufMessage | null {
  return stored instanceof Uint8Array ? new ProtobufMessage(stored).message(1) : null
}

/** The JSON of a blob: in its field, or else the first object that stands anywhere in it. */
function jsonOf(stored: SqlValue | undefined, inField: string | null): JsonObject {
  return parsed(inField) ?? parsed(firstObject(textOf(stored) ?? '')) ?? {}
}

function parsed(text: string | null): JsonObject | null {
  try {
    const value: unknown = text === null ? null : JSON.parse(text)
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}

/** From the first `{"` to its closing brace. */
function firstObject(text: string): string | null {
  const start = text.indexOf('{"')
  if (start < 0) return null
  let depth = 0
  let isQuoted = false
  for (let at = start; at < text.length; at++) {
    const char = text[at]
    if (isQuoted && char === '\\') at++
    else if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && char === '{') depth++
    else if (!isQuoted && char === '}' && --depth === 0) return text.slice(start, at + 1)
  }
  return null
}
