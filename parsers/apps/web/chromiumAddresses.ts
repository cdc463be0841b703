/** Addresses that browsers built on Chromium keep to fill in forms, of all versions of their tables, as contact cards. */
import { instantOf } from '../../formats/values/epochs.ts'
import { evidenceRows, placeOf, sideRows } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, instantInWords, numberOf, textOf } from '../../formats/values/storedValues.ts'
import type { ContactIdentifier, Emitted, EvidenceDatabase, IdentityRef } from '../../model/index.ts'

const TIMES = ['date_modified', 'use_date']
const SHARED = ['guid', 'use_count', 'label', 'record_type']
const LEGACY = [
  'guid',
  'use_count',
  'company_name',
  'street_address',
  'address_line_1',
  'address_line_2',
  'city',
  'state',
  'zipcode',
  'country_code',
]

interface AddressTable {
  readonly table: string
  /** Table of its parts; null where they are columns. */
  readonly tokens: string | null
  readonly columns: readonly string[]
}

export const ADDRESS_TABLES: readonly AddressTable[] = [
  { table: 'addresses', tokens: 'address_type_tokens', columns: [...SHARED, ...TIMES] },
  { table: 'local_addresses', tokens: 'local_addresses_type_tokens', columns: [...SHARED, ...TIMES] },
  { table: 'contact_info', tokens: 'contact_info_type_tokens', columns: [...SHARED, ...TIMES] },
  { table: 'autofill_profiles', tokens: null, columns: [...LEGACY, ...TIMES] },
]

export const LEGACY_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  autofill_profile_names: ['guid', 'first_name', 'middle_name', 'last_name', 'full_name'],
  autofill_profile_emails: ['guid', 'email'],
  autofill_profile_phones: ['guid', 'number'],
}

/** Where a profile comes from (Chromium's AutofillProfile::RecordType). */
const RECORD_TYPES: Readonly<Record<number, string>> = { 0: 'this browser', 1: 'account of the browser' }

/** Chromium's FieldType, as far as it is used here. */
const FIRST = 3
const MIDDLE = 4
const LAST = 5
const FULL = 7
const EMAIL = 9
const PHONE = 14
const COMPANY = 60
/** In the order in which an address is written: street, its lines, city, state, postal code, country. */
const POSTAL = [77, 30, 31, 33, 34, 35, 36]
const KNOWN: ReadonlySet<number> = new Set([FIRST, MIDDLE, LAST, FULL, EMAIL, PHONE, COMPANY, ...POSTAL])

/** Parts of one address by type. A part can be there more than once in the old tables. */
type Parts = ReadonlyMap<number, readonly string[]>

export function* addressRecords(database: EvidenceDatabase, browser: string): Generator<Emitted> {
  for (const { table, tokens, columns } of ADDRESS_TABLES) {
    if (!database.has(table)) continue
    const parts = tokens === null ? legacyParts(database) : tokenParts(database, tokens)
    const plain = columns.filter((name) => !TIMES.includes(name))
    for (const row of evidenceRows(database, { table, columns: plain, asText: TIMES })) {
      const own = parts.get(textOf(row['guid']) ?? '') ?? new Map()
      yield contactRecord(table, row, tokens === null ? withColumns(own, row) : own, browser)
    }
  }
}

function add(parts: Map<string, Map<number, string[]>>, guid: string | null, type: number | null, value: string | null): void {
  if (guid === null || type === null || value === null || value.trim() === '') return
  const own = parts.get(guid) ?? new Map<number, string[]>()
  own.set(type, [...(own.get(type) ?? []), value])
  parts.set(guid, own)
}

function tokenParts(database: EvidenceDatabase, table: string): ReadonlyMap<string, Parts> {
  const parts = new Map<string, Map<number, string[]>>()
  for (const row of sideRows(database, { table, columns: ['guid', 'type', 'value'] }))
    add(parts, textOf(row['guid']), numberOf(row['type']), textOf(row['value']))
  return parts
}

function legacyParts(database: EvidenceDatabase): ReadonlyMap<string, Parts> {
  const parts = new Map<string, Map<number, string[]>>()
  const columns: readonly (readonly [string, number])[] = [
    ['first_name', FIRST],
    ['middle_name', MIDDLE],
    ['last_name', LAST],
    ['full_name', FULL],
    ['email', EMAIL],
    ['number', PHONE],
  ]
  for (const [table, names] of Object.entries(LEGACY_COLUMNS)) {
    for (const row of sideRows(database, { table, columns: names })) {
      for (const [column, type] of columns) if (names.includes(column)) add(parts, textOf(row['guid']), type, textOf(row[column]))
    }
  }
  return parts
}

function withColumns(parts: Parts, row: StoredRow): Parts {
  const all = new Map(parts)
  const columns: readonly (readonly [string, number])[] = [
    ['company_name', COMPANY],
    ['street_address', 77],
    ['address_line_1', 30],
    ['address_line_2', 31],
    ['city', 33],
    ['state', 34],
    ['zipcode', 35],
    ['country_code', 36],
  ]
  for (const [column, type] of columns) {
    const value = textOf(row[column])
    if (value !== null) all.set(type, [value])
  }
  return all
}

function contactRecord(table: string, row: StoredRow, parts: Parts, browser: string): Emitted {
  const first = (type: number): string | null => parts.get(type)?.[0] ?? null
  const name =
    first(FULL) ??
    ([FIRST, MIDDLE, LAST]
      .map(first)
      .filter((part) => part !== null)
      .join(' ') ||
      null)
  const other = [...parts].filter(([type]) => !KNOWN.has(type)).map(([type, values]) => `${type}: ${values.join(', ')}`)
  const modified = instantOf(textOf(row['date_modified']), 'unix-s')
  const used = instantOf(textOf(row['use_date']), 'unix-s')
  const facts = factsOf({
    'what it is': 'kept by the browser to fill in forms; whose address it is is not stored',
    'kept in': table === 'contact_info' ? 'account of the browser' : codeInWords(row['record_type'], RECORD_TYPES),
    'used last': used.utcMs === null ? null : instantInWords(used),
    'times used': textOf(row['use_count']),
    label: textOf(row['label']),
    'more names': moreNames(parts, name),
    'other parts (by type)': other.length === 0 ? null : other.join('; '),
  })
  return {
    type: 'contact',
    from: placeOf(table, row),
    state: 'live',
    name,
    organisation: first(COMPANY),
    identifiers: identifiersOf(parts),
    store: `Addresses of ${browser}`,
    note: null,
    createdAt: null,
    modifiedAt: modified.utcMs === null ? null : modified,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** Names and parts of names that the name shown does not hold. */
function moreNames(parts: Parts, name: string | null): string | null {
  const words = new Set(name?.split(/\s+/))
  const more = [FULL, FIRST, MIDDLE, LAST].flatMap((type) => parts.get(type) ?? []).filter((part) => part !== name && !words.has(part))
  return more.length === 0 ? null : more.join('; ')
}

function identifiersOf(parts: Parts): ContactIdentifier[] {
  const address = (raw: string): IdentityRef => ({ scheme: 'address', raw, name: null, country: null })
  const phones = (parts.get(PHONE) ?? []).map((raw) => ({ kind: 'phone' as const, label: null, raw, identity: address(raw) }))
  const emails = (parts.get(EMAIL) ?? []).map((raw) => ({ kind: 'email' as const, label: null, raw, identity: address(raw) }))
  const postal = POSTAL.flatMap((type) => parts.get(type) ?? []).join(', ')
  const postals = postal === '' ? [] : [{ kind: 'postal-address' as const, label: null, raw: postal, identity: null }]
  return [...phones, ...emails, ...postals]
}
