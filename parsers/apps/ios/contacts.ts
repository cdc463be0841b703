/**
 * Contacts of the iOS address book, `AddressBook.sqlitedb`: one record per ABPerson row.
 *
 * Meanings (artifacts 1.3): CreationDate, ModificationDate and Birthday count seconds since 2001 UTC; a birthday without a
 * year is stored in the year 1604 (the convention of Apple's vCards; not seen in test data). One person has one row per
 * account store, so equal cards are not different people. ABStore.MeIdentifier is the owner's own card where it is set (seen
 * in one public image). On many phones the main file is a bare header and every table lies in the write-ahead log.
 */
import { COCOA_EPOCH_S, instantOf } from '../../formats/epochs.ts'
import { factsOf, numberOf, textOf, timeValueOf } from '../../formats/storedValues.ts'
import { defineSqliteParser } from '../../model/index.ts'
import type { ContactRecord, EvidenceDatabase, Facts, Instant, SqlValue } from '../../model/index.ts'
import { namedIdentifier, readContactValues } from './contactsValues.ts'
import type { ContactValues } from './contactsValues.ts'

const FACT_COLUMNS: Readonly<Record<string, string>> = {
  nickname: 'Nickname',
  prefix: 'Prefix',
  suffix: 'Suffix',
  'job title': 'JobTitle',
  department: 'Department',
}
const PERSON_COLUMNS = [
  'First',
  'Middle',
  'Last',
  'DisplayName',
  'Organization',
  'Note',
  'Birthday',
  'CreationDate',
  'ModificationDate',
  'StoreID',
  ...Object.values(FACT_COLUMNS),
]

type PersonRow = { readonly rowId: number } & Readonly<Record<string, SqlValue>>

interface Store {
  readonly name: string
  /** ROWID of the owner's own card, or null. */
  readonly ownCard: number | null
}

export const iosContacts = defineSqliteParser({
  id: 'ios-contacts',
  version: 1,
  app: 'Contacts',
  platform: 'ios',
  store: 'Contacts (AddressBook.sqlitedb)',
  reads: ['**/AddressBook.sqlitedb'],
  yields: ['contact'],
  proof: 'data-proven',
  scheme: 'address',
  doesNotCover: [
    'pictures (AddressBookImages.sqlitedb)',
    'linked cards (ABPersonLink): each card is its own record',
    'change and deletion lists (ABPersonChanges, ABPersonMultiValueDeletes)',
    'phonetic names and the search index',
  ],
  requires: { ABPerson: ['First', 'Last'] },
  optional: {
    ABPerson: PERSON_COLUMNS.filter((name) => name !== 'First' && name !== 'Last'),
    ABMultiValue: ['record_id', 'property', 'label', 'value'],
    ABMultiValueLabel: ['value'],
    ABMultiValueEntry: ['parent_id', 'key', 'value'],
    ABMultiValueEntryKey: ['value'],
    ABStore: ['Name', 'StoreInternalIdentifier', 'MeIdentifier'],
    ABGroup: ['Name'],
    ABGroupMembers: ['group_id', 'member_type', 'member_id'],
  },
  *parse(database, context) {
    const values = readContactValues(database)
    const stores = readStores(database)
    const groups = readGroups(database)
    const withoutPerson = new Set(values.byPerson.keys())
    const columns = PERSON_COLUMNS.map((name) => `${database.column('ABPerson', name, 'p')} AS ${name}`).join(', ')
    for (const row of database.read<PersonRow>('ABPerson', `SELECT p.rowid AS rowId, ${columns} FROM ABPerson p ORDER BY p.rowid`)) {
      withoutPerson.delete(row.rowId)
      yield personRecord(row, values, stores, groups.get(row.rowId) ?? [])
    }
    const orphans = [...withoutPerson].reduce((count, id) => count + (values.byPerson.get(id)?.length ?? 0), 0)
    if (orphans > 0) context.note(`${orphans} rows of table ABMultiValue belong to a contact that is not in table ABPerson.`)
  },
})

function personRecord(row: PersonRow, values: ContactValues, stores: ReadonlyMap<number, Store>, groups: readonly string[]): ContactRecord {
  const name = nameOf(row)
  const storeId = numberOf(row['StoreID'])
  const store = storeId === null ? undefined : stores.get(storeId)
  const facts = factsOf({
    ...Object.fromEntries(Object.entries(FACT_COLUMNS).map(([fact, column]) => [fact, textOf(row[column])])),
    ...birthdayFacts(row['Birthday']),
    groups: groups.length === 0 ? null : groups.join('; '),
    'own card': store?.ownCard === row.rowId ? 'ABStore.MeIdentifier names this card' : null,
    'values without content': values.emptyByPerson.get(row.rowId)?.toString(),
  })
  return {
    type: 'contact',
    from: { table: 'ABPerson', rowId: String(row.rowId), ordinal: 0 },
    state: 'live',
    name,
    organisation: textOf(row['Organization']),
    identifiers: (values.byPerson.get(row.rowId) ?? []).map((value) => namedIdentifier(value, name)),
    store: store?.name ?? (storeId === null ? null : `store ${storeId}`),
    note: textOf(row['Note']),
    createdAt: instantOrNull(row['CreationDate']),
    modifiedAt: instantOrNull(row['ModificationDate']),
    ...(facts === undefined ? {} : { facts }),
  }
}

function nameOf(row: PersonRow): string | null {
  const parts = [row['First'], row['Middle'], row['Last']].map(textOf).filter((part) => part !== null)
  return parts.length === 0 ? textOf(row['DisplayName']) : parts.join(' ')
}

function instantOrNull(stored: SqlValue | undefined): Instant | null {
  return stored === null || stored === undefined ? null : instantOf(timeValueOf(stored), 'cocoa-s')
}

/** Most birthdays lie before 2001, so the stored number is negative: unlike other times it is a date all the same. */
function birthdayFacts(stored: SqlValue | undefined): Facts {
  const [asStored, seconds] = [textOf(stored), numberOf(stored)]
  if (asStored === null) return {}
  const date = new Date(((seconds ?? NaN) + COCOA_EPOCH_S) * 1000)
  if (Number.isNaN(date.getTime())) return { birthday: asStored }
  const isWithoutYear = date.getUTCFullYear() === 1604
  const day = date.toISOString().replace(/T.*$/, '')
  return { birthday: isWithoutYear ? `${day.slice(-5)} (month-day; no year stored)` : day, 'birthday as stored': asStored }
}

function readStores(database: EvidenceDatabase): Map<number, Store> {
  const stores = new Map<number, Store>()
  if (!database.has('ABStore')) return stores
  const column = (name: string): string => database.column('ABStore', name, 's')
  const rows = database.lookup<{ id: number; name: SqlValue; internal: SqlValue; me: SqlValue }>(
    `SELECT s.rowid AS id, ${column('Name')} AS name, ${column('StoreInternalIdentifier')} AS internal, ${column('MeIdentifier')} AS me
     FROM ABStore s`,
  )
  for (const { id, name, internal, me } of rows) {
    const ownCard = numberOf(me)
    stores.set(id, {
      name: textOf(name) ?? textOf(internal) ?? `store ${id}`,
      ownCard: ownCard !== null && ownCard > 0 ? ownCard : null,
    })
  }
  return stores
}

/** Person ROWID -> names of the groups it is in. Member type 0 is a person; groups inside groups are left out. */
function readGroups(database: EvidenceDatabase): Map<number, string[]> {
  const groups = new Map<number, string[]>()
  if (!database.has('ABGroupMembers', 'group_id') || !database.has('ABGroupMembers', 'member_id')) return groups
  const name = database.has('ABGroup', 'Name') ? 'g.Name' : 'NULL'
  const join = database.has('ABGroup') ? 'LEFT JOIN ABGroup g ON g.rowid = m.group_id' : ''
  const type = database.column('ABGroupMembers', 'member_type', 'm')
  const rows = database.lookup<{ person: SqlValue; groupId: SqlValue; name: SqlValue; type: SqlValue }>(
    `SELECT m.member_id AS person, m.group_id AS groupId, ${name} AS name, ${type} AS type FROM ABGroupMembers m ${join} ORDER BY m.rowid`,
  )
  for (const row of rows) {
    const person = numberOf(row.person)
    if (person === null || (numberOf(row.type) ?? 0) !== 0) continue
    const group = textOf(row.name) ?? `group ${textOf(row.groupId) ?? 'unknown'}`
    groups.set(person, [...(groups.get(person) ?? []), group])
  }
  return groups
}
