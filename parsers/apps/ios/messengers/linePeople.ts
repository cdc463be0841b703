/**
 * People, groups and chats of LINE on the iPhone: tables of Line.sqlite, in newer versions of UnifiedGroup.sqlite (groups) and Contacts.sqlite
 * (telephone numbers) too. Numbers in the names of join tables change between versions and are found by probing.
 */
import { readCoreDataJoin } from '../../../formats/sqlite/coreDataJoin.ts'
import { sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, ThreadRef } from '../../../model/index.ts'

export const NAME_COLUMNS = ['ZMID', 'ZNAME', 'ZCUSTOMNAME', 'ZADDRESSBOOKNAME']
export const CHAT_COLUMNS = ['ZMID', 'ZTYPE']

export interface LinePeople {
  /** Of a row of ZUSER. Null for a row without an id: a name alone identifies nobody. */
  userOf(row: number | null): IdentityRef | null
  nameOf(row: number | null): string | null
  byMid(mid: string): IdentityRef
  threadOf(chat: number | null): ThreadRef | null
  phonesOf(mid: string): readonly string[]
}

export interface LineStores {
  readonly line: EvidenceDatabase
  readonly groups: EvidenceDatabase | null
  readonly contacts: EvidenceDatabase | null
}

/** What the owner calls somebody goes before what the person shows. */
export const shownName = (row: StoredRow): string | null =>
  textOf(row['ZCUSTOMNAME']) ?? textOf(row['ZADDRESSBOOKNAME']) ?? textOf(row['ZNAME'])

const KINDS: Readonly<Record<number, ThreadRef['kind']>> = { 0: 'direct', 1: 'group', 2: 'group', 4: 'direct' }
const OWN_NOTES = 100

interface Group {
  readonly title: string | null
  readonly members: readonly IdentityRef[]
}

export function readLinePeople(stores: LineStores): LinePeople {
  const { line } = stores
  const [users, names, byMid] = [new Map<number, IdentityRef>(), new Map<number, string>(), new Map<string, IdentityRef>()]
  for (const row of sideRows(line, { table: 'ZUSER', columns: NAME_COLUMNS })) {
    const [mid, name] = [textOf(row['ZMID']), shownName(row)]
    if (name !== null) names.set(row.rowId, name)
    if (mid === null) continue
    const identity: IdentityRef = { scheme: 'other', raw: mid, name, country: null }
    users.set(row.rowId, identity)
    byMid.set(mid, identity)
  }
  const identityOf = (mid: string): IdentityRef => byMid.get(mid) ?? { scheme: 'other', raw: mid, name: null, country: null }
  const phones = readPhones(stores)
  const threads = readThreads(stores, users, identityOf)
  return {
    userOf: (row) => users.get(row ?? -1) ?? null,
    nameOf: (row) => names.get(row ?? -1) ?? null,
    byMid: identityOf,
    threadOf: (chat) => threads.get(chat ?? -1) ?? null,
    phonesOf: (mid) => phones.get(mid) ?? [],
  }
}

function readThreads(
  { line, groups }: LineStores,
  users: ReadonlyMap<number, IdentityRef>,
  identityOf: (mid: string) => IdentityRef,
): ReadonlyMap<number, ThreadRef> {
  const known = new Map([...readGroups(line, users), ...(groups === null ? [] : readUnifiedGroups(groups, identityOf))])
  const rooms = readCoreDataJoin(line, { table: 'MEMBERS', from: 'CHATS', to: 'MEMBERS' })
  const threads = new Map<number, ThreadRef>()
  for (const row of sideRows(line, { table: 'ZCHAT', columns: CHAT_COLUMNS })) {
    const [mid, type] = [textOf(row['ZMID']), numberOf(row['ZTYPE'])]
    const group = mid === null ? undefined : known.get(mid)
    const listed = (rooms.get(row.rowId) ?? []).map((user) => users.get(user)).filter((user) => user !== undefined)
    const kind = group !== undefined ? 'group' : (KINDS[type ?? -1] ?? kindOfId(mid))
    const partner = mid !== null && kind === 'direct' ? identityOf(mid) : null
    const participants = partner !== null ? [partner] : kind === 'group' ? (group?.members.length ? group.members : listed) : []
    const title = type === OWN_NOTES ? 'own notes (Keep)' : (group?.title ?? partner?.name ?? null)
    threads.set(row.rowId, { key: mid ?? `chat ${row.rowId}`, title, kind, participants })
  }
  return threads
}

/** Ids of people begin with u, those of groups and rooms with c and r (LINE's public interface). */
function kindOfId(mid: string | null): ThreadRef['kind'] {
  if (mid === null) return 'unknown'
  return /^u[0-9a-f]{32}$/.test(mid) ? 'direct' : /^[cr][0-9a-f]{32}$/.test(mid) ? 'group' : 'unknown'
}

function readGroups(line: EvidenceDatabase, users: ReadonlyMap<number, IdentityRef>): ReadonlyMap<string, Group> {
  const joined = new Map([
    ...readCoreDataJoin(line, { table: 'MEMBERS', from: 'GROUPS', to: 'MEMBERS1' }),
    ...readCoreDataJoin(line, { table: 'MEMBERS', from: 'GROUPS', to: 'MEMBERS' }),
  ])
  const groups = new Map<string, Group>()
  for (const row of sideRows(line, { table: 'ZGROUP', columns: ['ZID', 'ZNAME'] })) {
    const id = textOf(row['ZID'])
    const members = (joined.get(row.rowId) ?? []).map((user) => users.get(user)).filter((user) => user !== undefined)
    if (id !== null) groups.set(id, { title: textOf(row['ZNAME']), members })
  }
  return groups
}

function readUnifiedGroups(database: EvidenceDatabase, identityOf: (mid: string) => IdentityRef): ReadonlyMap<string, Group> {
  const people = sideRowsById(database, { table: 'ZUNIFIEDGROUPUSER', columns: ['ZMID'] })
  const joined = readCoreDataJoin(database, { table: 'MEMBERCHATUSERS', from: 'GROUPS', to: 'MEMBERCHATUSERS' })
  const groups = new Map<string, Group>()
  for (const row of sideRows(database, { table: 'ZUNIFIEDGROUP', columns: ['ZID', 'ZNAME'] })) {
    const id = textOf(row['ZID'])
    if (id === null) continue
    const mids = (joined.get(row.rowId) ?? []).map((user) => textOf(people.get(user)?.['ZMID'])).filter((mid) => mid !== null)
    groups.set(id, { title: textOf(row['ZNAME']), members: mids.map(identityOf) })
  }
  return groups
}

/** Ids to telephone numbers as stored: E.164 without its plus sign in Contacts.sqlite, anything in the older table. */
function readPhones({ line, contacts }: LineStores): ReadonlyMap<string, readonly string[]> {
  const phones = new Map<string, string[]>()
  const add = (row: StoredRow): void => {
    const [mid, phone] = [textOf(row['ZMID']), textOf(row['ZPHONENUMBER'])]
    if (mid === null || phone === null) return
    const known = phones.get(mid)
    if (known === undefined) phones.set(mid, [phone])
    else if (!known.includes(phone)) known.push(phone)
  }
  const columns = ['ZMID', 'ZPHONENUMBER']
  for (const row of sideRows(line, { table: 'ZCONTACT', columns })) add(row)
  if (contacts !== null) for (const row of sideRows(contacts, { table: 'ZMANAGEDCNCONTACT', columns })) add(row)
  return phones
}
