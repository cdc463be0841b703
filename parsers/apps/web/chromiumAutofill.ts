/**
 * What browsers built on Chromium keep to fill in forms (`Web Data`): values typed into form fields, and whole addresses with names,
 * telephone numbers and e-mail addresses. Payment cards, their codes and bank accounts are counted and never read; a typed value that
 * looks like a card's number or stands in a field for secrets is withheld.
 *
 * Times are Unix seconds. Types of the parts of an address: Chromium's FieldType. Tables: addresses (since version 114 of the database),
 * local_addresses and contact_info (107 to 113), autofill_profiles (before). Whose address it is, is not stored.
 */
import { instantOf } from '../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { factsOf, instantInWords, numberOf, textOf } from '../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../model/index.ts'
import type { Emitted, EvidenceDatabase, Instant, ParserContext, SqlValue } from '../../model/index.ts'
import { ADDRESS_TABLES, addressRecords, LEGACY_COLUMNS } from './chromiumAddresses.ts'
import { appIdOf, browserOf, chromiumPaths } from './chromiumBrowsers.ts'

/** Never read, only counted. */
const SECRETS: readonly (readonly [string, string])[] = [
  ['credit_cards', 'payment cards'],
  ['masked_credit_cards', 'payment cards of the account'],
  ['local_stored_cvc', 'security codes of cards'],
  ['server_stored_cvc', 'security codes of cards of the account'],
  ['local_ibans', 'bank accounts'],
  ['masked_ibans', 'bank accounts of the account'],
]

export const chromiumAutofill = defineSqliteParser({
  id: 'chromium-autofill',
  version: 1,
  app: 'Chromium browsers',
  platform: 'web',
  store: 'Form entries and addresses (Chromium: Web Data)',
  reads: chromiumPaths('Web Data'),
  yields: ['app-use', 'contact'],
  proof: 'source-verified',
  doesNotCover: [
    'payment cards, security codes and bank accounts: counted, never read; values that look like one are withheld',
    'search engines, signed-in accounts (their tokens), form entries of before 2014 (autofill_dates)',
    'parts of an address whose type is not known here (shown by their number)',
  ],
  requires: { autofill: ['name', 'value'] },
  optional: {
    autofill: ['count', 'date_created', 'date_last_used'],
    ...Object.fromEntries(ADDRESS_TABLES.map(({ table, columns }) => [table, columns])),
    ...Object.fromEntries(ADDRESS_TABLES.flatMap(({ tokens }) => (tokens === null ? [] : [[tokens, ['guid', 'type', 'value']]]))),
    ...LEGACY_COLUMNS,
  },
  secretsOfRow: (table, row) =>
    table === 'autofill' && isSecretEntry(row['name'] ?? null, row['value'] ?? null) ? ['value', 'value_lower'] : [],
  *parse(database, context) {
    const browser = browserOf(context.path)
    const app = { appId: appIdOf(context.path), appName: browser }
    const withheld = { count: 0 }
    const columns = ['name', 'value', 'count']
    for (const row of evidenceRows(database, { table: 'autofill', columns, asText: ['date_created', 'date_last_used'] }))
      yield entryRecord(row, app, withheld)
    if (withheld.count > 0)
      context.note(`${withheld.count} form entries look like numbers of cards or secrets: their values were not taken over.`)
    yield* addressRecords(database, browser)
    noteSecrets(database, context)
  },
})

function noteSecrets(database: EvidenceDatabase, context: ParserContext): void {
  for (const [table, words] of SECRETS) {
    if (!database.has(table)) continue
    for (const { count } of database.lookup<{ count: number }>(`SELECT count(*) AS count FROM ${table}`))
      if (count > 0) context.note(`${count} ${words} are stored (${table}): nothing of them was read.`)
  }
}

const seconds = (stored: SqlValue | undefined): Instant => instantOf(textOf(stored), 'unix-s')

function entryRecord(row: StoredRow, app: { readonly appId: string; readonly appName: string }, withheld: { count: number }): Emitted {
  const [field, value] = [textOf(row['name']), textOf(row['value'])]
  const isSecret = isSecretEntry(field, value)
  if (isSecret) withheld.count++
  const shown = isSecret ? '(withheld: looks like the number of a card or a secret)' : (value ?? '')
  const [first, last] = [seconds(row['date_created']), seconds(row['date_last_used'])]
  const facts = factsOf({
    'what it is': 'a value typed into a form; the page is not stored',
    'form field': field,
    value: isSecret ? null : value,
    'time shown': first.utcMs === null ? null : 'when it was typed first',
    'used last': last.utcMs === null ? null : instantInWords(last),
    'times used': textOf(row['count']),
  })
  return {
    type: 'app-use',
    from: placeOf('autofill', row),
    state: 'live',
    activity: 'other',
    ...app,
    detail: `form field ${field ?? 'without a name'}: ${shown}`,
    at: first,
    endAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

const isSecretEntry = (field: string | null, value: string | null): boolean =>
  value !== null && (looksLikeCard(value) || isFieldForSecrets(field))

const SECRET_FIELD = /pass(?:word|wd|code)|\bpin\b|cvc|cvv|csc|card.?(?:num|no\b)|cc.?num|iban|secret/i

const isFieldForSecrets = (field: string | null): boolean => field !== null && SECRET_FIELD.test(field)

/** Lengths and first digits that cards have, with a right check digit (Luhn). An IMEI has the same check digit and other first digits. */
function looksLikeCard(value: string): boolean {
  const digits = value.replaceAll(/[ -]/g, '')
  const isShaped = /^(?:[2-6]\d{15}|3[47]\d{13}|3[0689]\d{12}|[46]\d{12}(?:\d{6})?)$/.test(digits)
  if (!isShaped) return false
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const digit = numberOf(digits.at(-1 - index)) ?? 0
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
