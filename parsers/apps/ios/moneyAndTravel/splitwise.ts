/**
 * Splitwise on iOS, `database.sqlite`: shared expenses (as payments), the people who share them, and notifications.
 *
 * Columns as iLEAPP reads them: times count since 1970, read by their size; `cost` is in the currency's main unit, as the service's public
 * interface writes it; `createdById` names who entered the expense, which iLEAPP shows as the payer: whether money moved, and from whom, is
 * not said by the row. `SWExpenseMember` says who owes and who paid which share.
 */
import { joinedParts, NO_CONTACT_FIELDS, NO_PAYMENT_FIELDS, storedIdentifiers, withFacts } from '../../../formats/records/recordDefaults.ts'
import { plainAmount } from '../../../formats/values/scaledAmount.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { instantInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { writtenInstant } from '../../../formats/values/writtenTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, Instant, PaymentRecord, SqlValue } from '../../../model/index.ts'

const PEOPLE = ['personId', 'firstName', 'lastName', 'email', 'phone']
const PERSON_DETAILS = ['id', 'createdAt', 'updatedAt', 'currencyCode', 'countryCode', 'registrationStatus']
const EXPENSES = ['expenseId', 'description', 'cost', 'currencyCode', 'createdById']
const EXPENSE_DETAILS = ['id', 'createdAtDate', 'updatedAt', 'category', 'groupId', 'guid']
const SHARES = ['sWExpenseId', 'sWPersonId', 'owedShare', 'paidShare']
const NOTES = ['createdAtDate', 'content', 'sourceType', 'notificationId']

interface Reading {
  readonly byPersonId: ReadonlyMap<string, string>
  readonly groups: ReadonlyMap<string, string>
  /** Number of the expense -> its shares in words. */
  readonly shares: ReadonlyMap<string, readonly string[]>
}

export const iosSplitwise = defineSqliteParser({
  id: 'ios-splitwise',
  version: 1,
  app: 'Splitwise',
  platform: 'ios',
  store: 'Splitwise (database.sqlite)',
  reads: ['**/Library/Application Support/database.sqlite'],
  yields: ['payment', 'contact', 'app-use'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: ['whether money moved', 'balances', 'which person the account itself is', 'members of groups'],
  requires: { SWExpense: EXPENSES, SWPerson: PEOPLE },
  optional: {
    SWExpense: EXPENSE_DETAILS,
    SWPerson: PERSON_DETAILS,
    SWExpenseMember: SHARES,
    SWGroup: ['groupId', 'groupName'],
    SWNotification: NOTES,
  },
  *parse(database) {
    const reading = prepare(database)
    for (const row of evidenceRows(database, { table: 'SWExpense', columns: [...EXPENSES, ...EXPENSE_DETAILS] }))
      yield expense(row, reading)
    for (const row of evidenceRows(database, { table: 'SWPerson', columns: [...PEOPLE, ...PERSON_DETAILS] })) yield person(row)
    for (const row of evidenceRows(database, { table: 'SWNotification', columns: NOTES })) yield notification(row)
  },
})

const nameOf = (row: StoredRow): string | null => joinedParts([textOf(row['firstName']), textOf(row['lastName'])], ' ')

function prepare(database: EvidenceDatabase): Reading {
  const [byPersonId, byRow] = [new Map<string, string>(), new Map<string, string>()]
  for (const row of sideRows(database, { table: 'SWPerson', columns: [...PEOPLE, 'id'] })) {
    const [id, number] = [textOf(row['personId']), textOf(row['id'])]
    const words = joinedParts([nameOf(row), textOf(row['email']) ?? textOf(row['phone'])], ', ') ?? id
    if (words === null) continue
    if (id !== null) byPersonId.set(id, words)
    if (number !== null) byRow.set(number, words)
  }
  const shares = new Map<string, string[]>()
  for (const row of sideRows(database, { table: 'SWExpenseMember', columns: SHARES })) {
    const [expenseRow, member] = [textOf(row['sWExpenseId']), textOf(row['sWPersonId'])]
    if (expenseRow === null) continue
    const who = byRow.get(member ?? '') ?? `person ${member ?? 'not named'}`
    const words = `${who}: owes ${textOf(row['owedShare']) ?? '?'}, paid ${textOf(row['paidShare']) ?? '?'}`
    shares.set(expenseRow, [...(shares.get(expenseRow) ?? []), words])
  }
  const groups = new Map<string, string>()
  for (const row of sideRows(database, { table: 'SWGroup', columns: ['groupId', 'groupName'] })) {
    const [id, name] = [textOf(row['groupId']), textOf(row['groupName'])]
    if (id !== null && name !== null) groups.set(id, name)
  }
  return { byPersonId, groups, shares }
}

const momentOf = (stored: SqlValue | undefined): Instant => writtenInstant(timeValueOf(stored))

function momentInWords(stored: SqlValue | undefined): string | null {
  const instant = momentOf(stored)
  return instant.utcMs === null ? null : instantInWords(instant)
}

function expense(row: StoredRow, { byPersonId, groups, shares }: Reading): PaymentRecord {
  const [cost, creator, group] = [textOf(row['cost']), textOf(row['createdById']), textOf(row['groupId'])]
  const amount = plainAmount(cost)
  return {
    ...NO_PAYMENT_FIELDS,
    from: placeOf('SWExpense', row),
    service: 'Splitwise',
    nativeId: textOf(row['expenseId']),
    direction: 'unknown',
    amount,
    currency: textOf(row['currencyCode']),
    memo: textOf(row['description']),
    at: momentOf(row['createdAtDate']),
    ...withFacts({
      'what it is': 'a shared expense as somebody entered it',
      'entered by': creator === null ? null : (byPersonId.get(creator) ?? creator),
      shares: joinedParts(shares.get(textOf(row['id']) ?? '') ?? [], '; '),
      group: group === null ? null : (groups.get(group) ?? group),
      'category as stored': textOf(row['category']),
      'last changed': momentInWords(row['updatedAt']),
      'amount as stored': amount === null ? cost : null,
    }),
  }
}

function person(row: StoredRow): Emitted {
  const from = placeOf('SWPerson', row)
  const name = nameOf(row)
  const identifiers = storedIdentifiers(
    name,
    [
      ['email', 'e-mail address', textOf(row['email'])],
      ['phone', 'number', textOf(row['phone'])],
      ['other', 'Splitwise person', textOf(row['personId'])],
    ],
    'Splitwise',
  )
  if (name === null && identifiers.length === 0) return { type: 'skipped', from, reason: 'the row names nobody' }
  return {
    ...NO_CONTACT_FIELDS,
    from,
    name,
    identifiers,
    store: 'People in Splitwise (not the address book); the account itself may be among them',
    ...withFacts({
      created: momentInWords(row['createdAt']),
      'last changed': momentInWords(row['updatedAt']),
      currency: textOf(row['currencyCode']),
      country: textOf(row['countryCode']),
      'registration as stored': textOf(row['registrationStatus']),
    }),
  }
}

function notification(row: StoredRow): Emitted {
  return {
    type: 'app-use',
    from: placeOf('SWNotification', row),
    state: 'live',
    activity: 'notification',
    appId: 'com.Splitwise.SplitwiseMobile',
    appName: 'Splitwise',
    detail: textOf(row['content']),
    at: momentOf(row['createdAtDate']),
    endAt: null,
    ...withFacts({ 'kind as stored': textOf(row['sourceType']), id: textOf(row['notificationId']) }),
  }
}
