/**
 * The multi-values of an iOS address book: telephone numbers, addresses, profiles. One identifier per ABMultiValue row.
 *
 * Property numbers: 3 phone, 4 e-mail, 5 postal address, 13 instant messaging, 22 URL, 23 related name, 46 social profile
 * (artifacts 1.3), 12 date (the numbering of Apple's AddressBook constants; not seen in test data). Others are kept as `other`.
 */
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { ContactIdentifier, ContactIdentifierKind, EvidenceDatabase, IdentifierScheme } from '../../../model/index.ts'
import type { IdentityRef, SqlValue } from '../../../model/index.ts'

const KINDS: Readonly<Record<number, ContactIdentifierKind>> = {
  3: 'phone',
  4: 'email',
  5: 'postal-address',
  12: 'date',
  13: 'instant-messaging',
  22: 'url',
  23: 'related-name',
  46: 'social-profile',
}

/** Services that have a scheme of their own; a user name of any other service is compared literally as `other`. */
const SCHEMES: Readonly<Record<string, IdentifierScheme>> = {
  facebook: 'facebook',
  instagram: 'instagram',
  kik: 'kik',
  signal: 'signal',
  snapchat: 'snapchat',
  telegram: 'telegram',
}

/** Order in which the parts of a postal address are written; other parts follow in stored order. */
const ADDRESS_PARTS = ['Street', 'SubLocality', 'City', 'SubAdministrativeArea', 'State', 'ZIP', 'Country', 'CountryCode']

/** A value before the person's name is known. */
export interface StoredContactValue extends Omit<ContactIdentifier, 'identity'> {
  readonly scheme: IdentifierScheme | null
  /** What the row's identity is on its service, where that differs from `raw`. */
  readonly account: string | null
  /** Of a user name of no scheme: the service that the card names. */
  readonly service: string | null
}

/** Person ROWID -> values in stored order, and how many rows hold nothing to show. */
export interface ContactValues {
  readonly byPerson: ReadonlyMap<number, readonly StoredContactValue[]>
  readonly emptyByPerson: ReadonlyMap<number, number>
}

interface ValueRow {
  valueId: number
  personId: SqlValue
  property: SqlValue
  label: SqlValue
  value: SqlValue
}

/** Reads all values once. Missing side tables cost labels or parts, never a value that is there. */
export function readContactValues(database: EvidenceDatabase): ContactValues {
  const byPerson = new Map<number, StoredContactValue[]>()
  const emptyByPerson = new Map<number, number>()
  if (!database.has('ABMultiValue', 'record_id')) return { byPerson, emptyByPerson }
  const labels = readTexts(database, 'ABMultiValueLabel')
  const parts = readParts(database)
  const column = (name: string): string => database.column('ABMultiValue', name, 'v')
  const rows = database.lookup<ValueRow>(
    `SELECT v.rowid AS valueId, v.record_id AS personId, ${column('property')} AS property, ${column('label')} AS label,
       ${column('value')} AS value
     FROM ABMultiValue v ORDER BY v.rowid`,
  )
  for (const row of rows) {
    const personId = numberOf(row.personId)
    if (personId === null) continue
    const value = storedValue(row, labelOf(row.label, labels), parts.get(row.valueId) ?? [])
    if (value === null) emptyByPerson.set(personId, (emptyByPerson.get(personId) ?? 0) + 1)
    else append(byPerson, personId, value)
  }
  return { byPerson, emptyByPerson }
}

/** The identifier with the person's name on it. */
export function namedIdentifier(
  { kind, label, raw, scheme, account, service }: StoredContactValue,
  name: string | null,
): ContactIdentifier {
  const identity: IdentityRef | null =
    scheme === null ? null : { scheme, raw: account ?? raw, name, country: null, ...(service === null ? {} : { service }) }
  return { kind, label, raw, identity }
}

type Part = readonly [key: string, value: string]

function storedValue(row: ValueRow, label: string | null, parts: readonly Part[]): StoredContactValue | null {
  const kind = KINDS[numberOf(row.property) ?? -1] ?? 'other'
  const plain = textOf(row.value)
  if (plain !== null)
    return { kind, label, raw: plain, scheme: kind === 'phone' || kind === 'email' ? 'address' : null, account: null, service: null }
  if (parts.length === 0) return null
  if (kind === 'instant-messaging' || kind === 'social-profile') return profile(kind, label, parts)
  return { kind, label, raw: kind === 'postal-address' ? addressText(parts) : partsText(parts), scheme: null, account: null, service: null }
}

function profile(kind: ContactIdentifierKind, label: string | null, parts: readonly Part[]): StoredContactValue {
  const part = (name: string): string | null => parts.find(([key]) => key.toLowerCase() === name)?.[1] ?? null
  const service = part('service')
  const account = part('username') ?? part('userid') ?? part('identifier')
  const words = [label, service].filter((word) => word !== null)
  return {
    kind,
    label: words.length === 0 ? null : words.join(', '),
    raw: account ?? part('url') ?? partsText(parts),
    scheme: account === null ? null : (SCHEMES[(service ?? '').toLowerCase()] ?? 'other'),
    account,
    service: account === null || SCHEMES[(service ?? '').toLowerCase()] !== undefined ? null : service,
  }
}

function addressText(parts: readonly Part[]): string {
  const rank = ([key]: Part): number => {
    const place = ADDRESS_PARTS.findIndex((name) => name.toLowerCase() === key.toLowerCase())
    return place === -1 ? ADDRESS_PARTS.length : place
  }
  return parts
    .toSorted((a, b) => rank(a) - rank(b))
    .map(([, value]) => value)
    .join(', ')
}

const partsText = (parts: readonly Part[]): string => parts.map(([key, value]) => `${key}: ${value}`).join(', ')

/** `_$!<Home>!$_` is Apple's own label and shown as `Home`; labels that users wrote stand as they are. */
function labelOf(stored: SqlValue, labels: ReadonlyMap<number, string>): string | null {
  const id = numberOf(stored)
  const text = (id === null ? undefined : labels.get(id)) ?? null
  return /^_\$!<(.*)>!\$_$/s.exec(text ?? '')?.[1] ?? text
}

/** rowid -> text of a table whose one column is `value`. */
function readTexts(database: EvidenceDatabase, table: string): Map<number, string> {
  const texts = new Map<number, string>()
  if (!database.has(table, 'value')) return texts
  for (const { id, value } of database.lookup<{ id: number; value: SqlValue }>(`SELECT rowid AS id, value FROM "${table}"`)) {
    const text = textOf(value)
    if (text !== null) texts.set(id, text)
  }
  return texts
}

function readParts(database: EvidenceDatabase): Map<number, Part[]> {
  const parts = new Map<number, Part[]>()
  if (!database.has('ABMultiValueEntry', 'parent_id') || !database.has('ABMultiValueEntry', 'value')) return parts
  const keys = readTexts(database, 'ABMultiValueEntryKey')
  const key = database.column('ABMultiValueEntry', 'key', 'e')
  const rows = database.lookup<{ parent: SqlValue; key: SqlValue; value: SqlValue }>(
    `SELECT e.parent_id AS parent, ${key} AS key, e.value AS value FROM ABMultiValueEntry e ORDER BY e.rowid`,
  )
  for (const row of rows) {
    const [parent, value, keyId] = [numberOf(row.parent), textOf(row.value), numberOf(row.key)]
    if (parent === null || value === null) continue
    append(parts, parent, [keyId === null ? 'part' : (keys.get(keyId) ?? `key ${keyId}`), value] as const)
  }
  return parts
}

function append<Value>(lists: Map<number, Value[]>, key: number, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
