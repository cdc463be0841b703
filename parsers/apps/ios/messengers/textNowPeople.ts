/** Addresses, conversations and the address book copy of TextNow's Core Data store. */
import { readCoreDataJoin } from '../../../formats/sqlite/coreDataJoin.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, ThreadRef } from '../../../model/index.ts'

export const VALUE_COLUMNS = ['ZCONTACTVALUE', 'ZCONTACTNAME', 'ZCONTACTLABEL', 'ZCONTACTISSELF', 'ZINNETWORK', 'ZSERVERCONTACT']
export const BOOK_COLUMNS = ['ZFIRSTNAME', 'ZLASTNAME']

export interface TextNowPeople {
  identityOf(value: number | null): IdentityRef | null
  threadOf(conversation: number | null): ThreadRef | null
  /** The address of a conversation's other party. */
  partyOf(conversation: number | null): IdentityRef | null
  /** By address, with the name that the store has for it. */
  named(raw: string): IdentityRef
  /** Names of the cards in the copy of the address book that have the address. */
  bookNames(value: number): readonly string[]
  serverName(row: number | null): string | null
}

const identity = (raw: string, name: string | null): IdentityRef => ({ scheme: 'address', raw, name, country: null })
/** A number or an e-mail address, and not a name. */
export const ADDRESS = /^\+?\d{5,}$|^\S+@\S+$/u

export function readTextNow(database: EvidenceDatabase): TextNowPeople {
  const books = readBooks(database)
  const servers = new Map<number, string>()
  for (const row of sideRows(database, { table: 'ZTMOSERVERCONTACT', columns: ['ZNAME'] })) {
    const name = textOf(row['ZNAME'])
    if (name !== null) servers.set(row.rowId, name)
  }
  const [values, byRaw] = [new Map<number, IdentityRef>(), new Map<string, IdentityRef>()]
  for (const row of sideRows(database, { table: 'ZTMOCONTACTVALUE', columns: VALUE_COLUMNS })) {
    const raw = textOf(row['ZCONTACTVALUE'])
    if (raw === null) continue
    const one = identity(raw, textOf(row['ZCONTACTNAME']) ?? books.get(row.rowId)?.[0] ?? null)
    values.set(row.rowId, one)
    if (!byRaw.has(raw)) byRaw.set(raw, one)
  }
  const parties = new Map<number, IdentityRef | null>()
  for (const row of sideRows(database, { table: 'ZTMOCONVERSATION', columns: ['ZCONTACTVALUE'] }))
    parties.set(row.rowId, values.get(numberOf(row['ZCONTACTVALUE']) ?? -1) ?? null)
  const threads = new Map<number, ThreadRef>()
  return {
    identityOf: (value) => values.get(value ?? -1) ?? null,
    partyOf: (conversation) => parties.get(conversation ?? -1) ?? null,
    named: (raw) => byRaw.get(raw) ?? identity(raw, null),
    bookNames: (value) => books.get(value) ?? [],
    serverName: (row) => servers.get(row ?? -1) ?? null,
    threadOf(conversation) {
      if (conversation === null) return null
      let thread = threads.get(conversation)
      if (thread === undefined) threads.set(conversation, (thread = threadWith(conversation, parties.get(conversation) ?? null)))
      return thread
    },
  }
}

function threadWith(conversation: number, party: IdentityRef | null): ThreadRef {
  const isOne = party !== null && ADDRESS.test(party.raw)
  const [kind, participants] = isOne ? (['direct', [party]] as const) : (['unknown', []] as const)
  return { key: party?.raw ?? `conversation ${conversation}`, title: party?.name ?? null, kind, participants }
}

/** Endings of the column of cards in the join table; public descriptions give no more than its beginning. */
const CARD_COLUMNS = ['ADDRESSBOOKCONTACTS', 'ADDRESSBOOKCONTACT', 'ADDRESSBOOKS', 'ADDRESSBOOK']

/** Row of an address -> names of the cards. The numbers in the names of the join table change between versions: probed. */
function readBooks(database: EvidenceDatabase): ReadonlyMap<number, readonly string[]> {
  const cards = new Map<number, string>()
  for (const row of sideRows(database, { table: 'ZTMOABCONTACT', columns: BOOK_COLUMNS })) {
    const name = [textOf(row['ZFIRSTNAME'])?.trim(), textOf(row['ZLASTNAME'])?.trim()].filter(Boolean).join(' ')
    if (name !== '') cards.set(row.rowId, name)
  }
  const names = new Map<number, readonly string[]>()
  const joins = CARD_COLUMNS.map((to) => readCoreDataJoin(database, { table: 'CONTACTVALUES', from: 'CONTACTVALUES', to }))
  for (const [value, rows] of joins.find(({ size }) => size > 0) ?? []) {
    const found = rows.map((row) => cards.get(row)).filter((name) => name !== undefined)
    if (found.length > 0) names.set(value, found)
  }
  return names
}
