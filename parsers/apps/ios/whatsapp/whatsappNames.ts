/**
 * Names that an iPhone's WhatsApp databases give to JIDs, from strongest to weakest source (artifacts 1.4): the address book
 * (ContactsV2), the group member row, the push name that the person chose, the title of the one-to-one chat.
 *
 * A person has up to two JIDs, by number (`@s.whatsapp.net`) and by hidden id (`@lid`); a name found under one of them serves
 * the other when LID.sqlite, ChatStorage or ContactsV2 pairs them. Names only: which JIDs are one person is decided elsewhere.
 */
import { textOf } from '../../../formats/values/storedValues.ts'
import { normaliseWhatsappJid } from '../../../formats/values/whatsappJid.ts'
import type { EvidenceDatabase, IdentityRef, SqlValue } from '../../../model/index.ts'

export const PHONE_SERVER = 's.whatsapp.net'
export const LID_SERVER = 'lid'

export interface WhatsappNames {
  /** The name of a JID in any notation, or null. */
  nameOf(jid: string): string | null
  /** The identity of a JID as stored, with its name. One object per JID. */
  identityOf(jid: string): IdentityRef
}

/** `user@server` of a value whose column holds only the user part; a value that already is a JID stays as it is. */
export function completeJid(stored: string, server: string): string {
  return stored.includes('@') ? stored : `${stored.replace(/^\+/, '')}@${server}`
}

/** Null where a companion is missing: its names are then missing too. `chat` is ChatStorage, when it is at hand. */
export function readWhatsappNames(sources: {
  readonly contacts: EvidenceDatabase | null
  readonly lids: EvidenceDatabase | null
  readonly chat: EvidenceDatabase | null
}): WhatsappNames {
  const pairs = new Map<string, string>()
  const names = new Map<string, string>()
  // The first name of a JID stays, so the order of these lines is the order of trust.
  if (sources.contacts !== null) readContactNames(sources.contacts, names, pairs)
  if (sources.chat !== null) {
    readNames(sources.chat, 'ZWAGROUPMEMBER', 'ZMEMBERJID', 'ZCONTACTNAME', names)
    readNames(sources.chat, 'ZWAPROFILEPUSHNAME', 'ZJID', 'ZPUSHNAME', names)
    readNames(sources.chat, 'ZWACHATSESSION', 'ZCONTACTJID', 'ZPARTNERNAME', names)
  }
  for (const database of [sources.lids, sources.chat]) if (database !== null) readPairs(database, pairs)

  const identities = new Map<string, IdentityRef>()
  const nameOf = (jid: string): string | null => {
    const key = keyOf(jid)
    return names.get(key) ?? names.get(pairs.get(key) ?? '') ?? null
  }
  return {
    nameOf,
    identityOf(jid) {
      let identity = identities.get(jid)
      if (identity === undefined) identities.set(jid, (identity = { scheme: 'whatsapp', raw: jid, name: nameOf(jid), country: null }))
      return identity
    },
  }
}

/** Name of an address-book row: the full name, or its parts, or the name of a business. */
export function contactName(row: { fullName: SqlValue; givenName: SqlValue; lastName: SqlValue; businessName: SqlValue }): string | null {
  const parts = [textOf(row.givenName), textOf(row.lastName)].filter((part) => part !== null).join(' ')
  return textOf(row.fullName) ?? (parts === '' ? textOf(row.businessName) : parts)
}

/** Columns of ZWAADDRESSBOOKCONTACT that make a name, as one piece of a SELECT. */
export function contactNameColumns(database: EvidenceDatabase, alias: string): string {
  const column = (name: string): string => database.column('ZWAADDRESSBOOKCONTACT', name, alias)
  return `${column('ZFULLNAME')} AS fullName, ${column('ZGIVENNAME')} AS givenName, ${column('ZLASTNAME')} AS lastName,
    ${column('ZBUSINESSNAME')} AS businessName`
}

const keyOf = (jid: string): string => normaliseWhatsappJid(jid) ?? jid

function readContactNames(database: EvidenceDatabase, names: Map<string, string>, pairs: Map<string, string>): void {
  if (!database.has('ZWAADDRESSBOOKCONTACT')) return
  const column = (name: string): string => database.column('ZWAADDRESSBOOKCONTACT', name, 'c')
  const rows = database.lookup<Record<'jid' | 'lid' | 'phone' | 'fullName' | 'givenName' | 'lastName' | 'businessName', SqlValue>>(
    `SELECT ${column('ZWHATSAPPID')} AS jid, ${column('ZLID')} AS lid, ${column('ZPHONENUMBER')} AS phone,
       ${contactNameColumns(database, 'c')}
     FROM ZWAADDRESSBOOKCONTACT c ORDER BY c.rowid`,
  )
  for (const row of rows) {
    const phone = textOf(row.jid) ?? textOf(row.phone)?.replace(/\D/g, '') ?? null
    const lid = textOf(row.lid)
    const jids = [
      ...(phone === null || phone === '' ? [] : [keyOf(completeJid(phone, PHONE_SERVER))]),
      ...(lid === null ? [] : [keyOf(completeJid(lid, LID_SERVER))]),
    ]
    const name = contactName(row)
    if (name !== null) for (const jid of jids) if (!names.has(jid)) names.set(jid, name)
    if (jids[0] !== undefined && jids[1] !== undefined) addPair(pairs, jids[0], jids[1])
  }
}

function readNames(database: EvidenceDatabase, table: string, jidColumn: string, nameColumn: string, names: Map<string, string>): void {
  if (!database.has(table, jidColumn) || !database.has(table, nameColumn)) return
  const sql = `SELECT "${jidColumn}" AS jid, "${nameColumn}" AS name FROM "${table}" ORDER BY rowid`
  const rows = database.lookup<{ jid: SqlValue; name: SqlValue }>(sql)
  for (const row of rows) {
    const [jid, name] = [textOf(row.jid), textOf(row.name)]
    if (jid !== null && name !== null && !names.has(keyOf(jid))) names.set(keyOf(jid), name)
  }
}

function readPairs(database: EvidenceDatabase, pairs: Map<string, string>): void {
  if (!database.has('ZWAPHONENUMBERLIDPAIR', 'ZLID') || !database.has('ZWAPHONENUMBERLIDPAIR', 'ZPHONENUMBER')) return
  const rows = database.lookup<{ lid: SqlValue; phone: SqlValue }>(
    'SELECT ZLID AS lid, ZPHONENUMBER AS phone FROM ZWAPHONENUMBERLIDPAIR ORDER BY rowid',
  )
  for (const row of rows) {
    const [lid, phone] = [textOf(row.lid), textOf(row.phone)]
    if (lid !== null && phone !== null) addPair(pairs, keyOf(completeJid(lid, LID_SERVER)), keyOf(completeJid(phone, PHONE_SERVER)))
  }
}

function addPair(pairs: Map<string, string>, a: string, b: string): void {
  if (!pairs.has(a)) pairs.set(a, b)
  if (!pairs.has(b)) pairs.set(b, a)
}
