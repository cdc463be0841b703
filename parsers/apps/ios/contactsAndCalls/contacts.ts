/**
 * Contacts of the iOS address book, `AddressBook.sqlitedb`: one record per ABPerson row.
 *
 * Meanings (artifacts 1.3): CreationDate, ModificationDate and Birthday count seconds since 2001 UTC; a birthday without a
 * year is stored in the year 1604 (the convention of Apple's vCards; not seen in test data). One person has one row per
 * account store, so equal cards are not different people; cards with one PersonLink are shown as one person by the phone.
 * ABStore.MeIdentifier is the owner's own card where it is set (seen in one public image). On many phones the main file is a bare header and every table lies in the write-ahead log.
 */
import { COCOA_EPOCH_S, instantOf } from '../../../formats/values/epochs.ts'
import { factsOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { noteUsedRowIds } from '../../../formats/sqlite/usedRowIds.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { ContactRecord, EvidenceDatabase, Facts, Instant, SqlValue } from '../../../model/index.ts'
import { CARD_PICTURES, readPictures } from './contactsPictures.ts'
import { namedIdentifier, readContactValues } from './contactsValues.ts'
import type { ContactValues } from './contactsValues.ts'

const FACT_COLUMNS: Readonly<Record<string, string>> = {
  nickname: 'Nickname',
  prefix: 'Prefix',
  suffix: 'Suffix',
  'job title': 'JobTitle',
  department: 'Department',
  'previous family name': 'PreviousFamilyName',
}
const PHONETIC = ['FirstPhonetic', 'MiddlePhonetic', 'LastPhonetic']
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
  'PersonLink',
  ...Object.values(FACT_COLUMNS),
  ...PHONETIC,
]

/** PersonLink of a card that is linked to no other. */
const NO_LINK = -1

type PersonRow = { readonly rowId: number } & Readonly<Record<string, SqlValue>>

interface Store {
  readonly name: string
  /** ROWID of the owner's own card, or null. */
  readonly ownCard: number | null
}

export const iosContacts = defineSqliteParser({
  id: 'ios-contacts',
  version: 3,
  app: 'Contacts',
  platform: 'ios',
  store: 'Contacts (AddressBook.sqlitedb)',
  reads: ['**/AddressBook.sqlitedb'],
  yields: ['contact'],
  proof: 'data-proven',
  scheme: 'address',
  doesNotCover: [
    'pictures themselves (AddressBookImages.sqlitedb): shown from the extraction, not kept in the case',
    'change and deletion lists (ABPersonChanges, ABPersonMultiValueDeletes)',
    'pronunciations and the search index',
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
  companions: { images: ['AddressBookImages.sqlitedb'] },
  pictures: CARD_PICTURES.map((sql) => ({ table: 'ABPerson', beside: 'AddressBookImages.sqlitedb', sql })),
  *parse(database, context) {
    const values = readContactValues(database)
    const book: Book = {
      values,
      stores: readStores(database),
      groups: readGroups(database),
      linked: readLinks(database),
      pictures: readPictures(context.companion('images')),
    }
    const withoutPerson = new Set(values.byPerson.keys())
    const columns = PERSON_COLUMNS.map((name) => `${database.column('ABPerson', name, 'p')} AS ${name}`).join(', ')
    for (const row of database.read<PersonRow>('ABPerson', `SELECT p.rowid AS rowId, ${columns} FROM ABPerson p ORDER BY p.rowid`)) {
      withoutPerson.delete(row.rowId)
      yield personRecord(row, book)
    }
    const orphans = [...withoutPerson].reduce((count, id) => count + (values.byPerson.get(id)?.length ?? 0), 0)
    if (orphans > 0) context.note(`${orphans} rows of table ABMultiValue belong to a contact that is not in table ABPerson.`)
    noteUsedRowIds(database, 'ABPerson', context)
  },
})

/** All that the cards are joined to. */
interface Book {
  readonly values: ContactValues
  readonly stores: ReadonlyMap<number, Store>
  readonly groups: ReadonlyMap<number, readonly string[]>
  /** PersonLink -> ROWIDs of its cards. */
  readonly linked: ReadonlyMap<number, readonly number[]>
  readonly pictures: ReadonlyMap<number, string> | null
}

function personRecord(row: PersonRow, { values, stores, groups, linked, pictures }: Book): ContactRecord {
  const name = nameOf(row)
  const isIn = groups.get(row.rowId) ?? []
  const others = (linked.get(numberOf(row['PersonLink']) ?? NO_LINK) ?? []).filter((card) => card !== row.rowId)
  const phonetic = PHONETIC.map((column) => textOf(row[column])).filter((part) => part !== null)
  const storeId = numberOf(row['StoreID'])
  const store = storeId === null ? undefined : stores.get(storeId)
  const facts = factsOf({
    ...Object.fromEntries(Object.entries(FACT_COLUMNS).map(([fact, column]) => [fact, textOf(row[column])])),
    ...birthdayFacts(row['Birthday']),
    'phonetic name': phonetic.length === 0 ? null : phonetic.join(' '),
    groups: isIn.length === 0 ? null : isIn.join('; '),
    picture: pictures === null ? null : (pictures.get(row.rowId) ?? 'none'),
    'shown as one person with cards': others.length === 0 ? null : others.join('; '),
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

/** Cards that the phone shows as one person, because it or the user linked them: other stores' cards of the same person. */
function readLinks(database: EvidenceDatabase): ReadonlyMap<number, readonly number[]> {
  const linked = new Map<number, number[]>()
  if (!database.has('ABPerson', 'PersonLink')) return linked
  const rows = database.lookup<{ id: number; link: SqlValue }>(
    'SELECT p.rowid AS id, p.PersonLink AS link FROM ABPerson p WHERE p.PersonLink > 0 ORDER BY p.rowid',
  )
  for (const { id, link } of rows) {
    const key = numberOf(link)
    if (key === null) continue
    const cards = linked.get(key)
    if (cards === undefined) linked.set(key, [id])
    else cards.push(id)
  }
  return linked
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
