/**
 * Cash App on Android, `cash_money.db`: payments and the customers they were with.
 *
 * Columns as ALEAPP reads them: `display_date` counts Unix milliseconds; `role` is that of the account on the phone; `render_data` is JSON with
 * `note` and `amount.amount`, which counts the currency's smallest unit. ALEAPP takes every currency for dollars; the code is taken from
 * `amount.currency_code` here, as the same JSON names it on iOS, and without one the number is shown as stored.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { isJsonObject, jsonAt, jsonText } from '../../../formats/text/jsonStream.ts'
import { amountOfMinorUnits } from '../../../formats/values/minorUnits.ts'
import { withOwnAccount } from '../../../formats/records/ownAccount.ts'
import type { OwnAccount } from '../../../formats/records/ownAccount.ts'
import {
  codeWords,
  NO_CONTACT_FIELDS,
  NO_PAYMENT_FIELDS,
  serviceIdentity,
  storedIdentifiers,
  withFacts,
} from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, Emitted, EvidenceDatabase, PaymentRecord, SqlValue } from '../../../model/index.ts'

const PAYMENTS = ['role', 'sender_id', 'recipient_id', 'display_date', 'render_data']
const PAYMENT_DETAILS = ['state']
const CUSTOMERS = ['customer_id', 'customer_display_name']
const CUSTOMER_DETAILS = ['cashtag']
const ROLES: Readonly<Record<string, Direction>> = { RECIPIENT: 'incoming', SENDER: 'outgoing' }

interface Customer {
  readonly name: string | null
  readonly cashtag: string | null
}

export const androidCashApp = defineSqliteParser({
  id: 'android-cash-app',
  version: 1,
  app: 'Cash App',
  platform: 'android',
  store: 'Cash App (cash_money.db)',
  reads: ['**/com.squareup.cash/databases/cash_money.db', '**/cash_money.db'],
  yields: ['payment', 'contact', 'account'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: ['purchases with the card, Bitcoin and shares', 'the balance'],
  requires: { payment: PAYMENTS, customer: CUSTOMERS },
  optional: { payment: PAYMENT_DETAILS, customer: CUSTOMER_DETAILS },
  *parse(database) {
    const customers = readCustomers(database)
    yield* withOwnAccount(records(database, customers), ownAccount(database, customers))
  },
})

function* records(database: EvidenceDatabase, customers: ReadonlyMap<string, Customer>): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: 'payment', columns: [...PAYMENTS, ...PAYMENT_DETAILS] })) yield payment(row, customers)
  for (const row of evidenceRows(database, { table: 'customer', columns: [...CUSTOMERS, ...CUSTOMER_DETAILS] })) yield contact(row)
}

function directionOf(role: string | null): Direction {
  return (role !== null && Object.hasOwn(ROLES, role) ? ROLES[role] : undefined) ?? 'unknown'
}

/** The side that its role gives to the account, where all payments agree on one customer. */
function ownAccount(database: EvidenceDatabase, customers: ReadonlyMap<string, Customer>): OwnAccount | null {
  const own = new Set<string>()
  for (const row of sideRows(database, { table: 'payment', columns: ['role', 'sender_id', 'recipient_id'] })) {
    const direction = directionOf(textOf(row['role']))
    const id = direction === 'unknown' ? null : textOf(row[direction === 'incoming' ? 'recipient_id' : 'sender_id'])
    if (id !== null) own.add(id)
  }
  const [id] = own
  if (id === undefined || own.size > 1) return null
  const customer = customers.get(id)
  const facts = factsOf({
    'where it stands': 'in no row: the role of the account in each payment says which side it is',
    cashtag: customer?.cashtag,
  })
  return { service: 'Cash App', identity: serviceIdentity(id, customer?.name ?? null), name: customer?.name ?? null, facts: facts ?? {} }
}

function readCustomers(database: EvidenceDatabase): ReadonlyMap<string, Customer> {
  const customers = new Map<string, Customer>()
  for (const row of sideRows(database, { table: 'customer', columns: [...CUSTOMERS, ...CUSTOMER_DETAILS] })) {
    const id = textOf(row['customer_id'])
    if (id !== null) customers.set(id, { name: textOf(row['customer_display_name']), cashtag: textOf(row['cashtag']) })
  }
  return customers
}

function payment(row: StoredRow, customers: ReadonlyMap<string, Customer>): PaymentRecord {
  const [sender, recipient, role] = [textOf(row['sender_id']), textOf(row['recipient_id']), textOf(row['role'])]
  const direction = directionOf(role)
  const other = direction === 'incoming' ? sender : direction === 'outgoing' ? recipient : null
  const about = jsonOf(row['render_data'])
  const [units, currency] = [jsonAt(about, 'amount', 'amount'), jsonText(jsonAt(about, 'amount', 'currency_code'))]
  const amount = amountOfMinorUnits(units, currency)
  const customer = other === null ? undefined : customers.get(other)
  return {
    ...NO_PAYMENT_FIELDS,
    from: placeOf('payment', row),
    service: 'Cash App',
    direction,
    counterparty: other === null ? null : serviceIdentity(other, customer?.name ?? null),
    amount,
    currency,
    memo: jsonText(jsonAt(about, 'note')),
    status: codeWords(textOf(row['state'])),
    at: instantOf(timeValueOf(row['display_date']), 'unix-ms'),
    ...withFacts({
      role,
      cashtag: customer?.cashtag,
      sender: nameWithId(sender, customers),
      recipient: nameWithId(recipient, customers),
      'amount as stored, in the smallest unit': amount === null ? jsonText(units) : null,
      details: about === null && textOf(row['render_data']) !== null ? 'not read: no JSON' : null,
    }),
  }
}

function nameWithId(id: string | null, customers: ReadonlyMap<string, Customer>): string | null {
  const name = id === null ? null : (customers.get(id)?.name ?? null)
  return name === null ? id : `${name} (${id})`
}

function jsonOf(stored: SqlValue | undefined): unknown {
  try {
    const value: unknown = JSON.parse(textOf(stored) ?? 'null')
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}

function contact(row: StoredRow): Emitted {
  const from = placeOf('customer', row)
  const [id, name, cashtag] = [textOf(row['customer_id']), textOf(row['customer_display_name']), textOf(row['cashtag'])]
  if (id === null && name === null && cashtag === null) return { type: 'skipped', from, reason: 'the row names nobody' }
  return {
    ...NO_CONTACT_FIELDS,
    from,
    name,
    identifiers: storedIdentifiers(name, [
      ['other', 'Cash App customer', id],
      ['social-profile', 'cashtag', cashtag],
    ]),
    store: 'Customers that Cash App noted (not the address book); the account itself may be among them',
  }
}
