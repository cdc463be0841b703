/**
 * WhatsApp identifiers of msgstore.db with the names that the phone's WhatsApp databases give them, from strongest to weakest
 * source (artifacts 2.5): the address book in wa.db, the name that a business has verified, the name that the person chose.
 *
 * A person has up to two JIDs, by number (`@s.whatsapp.net`) and by hidden id (`@lid`); `jid_map` pairs them, and a name found under
 * one serves the other. Names only: which JIDs are one person is decided elsewhere.
 */
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { normaliseWhatsappJid } from '../../../formats/values/whatsappJid.ts'
import type { EvidenceDatabase, IdentityRef, SqlValue, ThreadRef } from '../../../model/index.ts'

export interface WhatsappIds {
  /** JID of a `jid._id`, as stored; null for none (-1, 0, NULL) and for a row that is gone. */
  jidOf(rowId: SqlValue | undefined): string | null
  /** For facts: the JID, or the number of a row that is gone; null for none. */
  jidInWords(rowId: SqlValue | undefined): string | null
  /** The identity of a JID as stored, with its name. One object per JID. */
  identityOf(jid: string): IdentityRef
  /** The JID by number of a hidden id, where this database pairs them; otherwise null. */
  numberJidOf(jid: string): string | null
  /** `jid.type` of a row: 0 person, 1 group, 5 broadcast, 11 status. */
  typeOf(rowId: SqlValue | undefined): number | null
}

interface Jid {
  readonly text: string
  readonly type: number | null
}

const keyOf = (jid: string): string => normaliseWhatsappJid(jid) ?? jid

/** `contacts` is wa.db, or null. */
export function readWhatsappIds(database: EvidenceDatabase | null, contacts: EvidenceDatabase | null): WhatsappIds {
  const jids = database === null ? new Map<number, Jid>() : readJids(database)
  const names = new Map<string, string>()
  if (contacts !== null) readContactNames(contacts, names)
  const numbers = new Map<string, string>()
  const pairs = new Map<string, string>()
  if (database !== null) {
    readPairs(database, jids, numbers, pairs)
    readDisplayNames(database, jids, names)
  }
  const identities = new Map<string, IdentityRef>()
  const jidOf = (rowId: SqlValue | undefined): string | null => jids.get(numberOf(rowId) ?? -1)?.text ?? null
  return {
    jidOf,
    jidInWords: (rowId) => {
      const id = numberOf(rowId)
      if (id === null || id <= 0) return null
      return jidOf(id) ?? `${id}, not in jid`
    },
    identityOf(jid) {
      let identity = identities.get(jid)
      if (identity === undefined) {
        const key = keyOf(jid)
        const name = names.get(key) ?? names.get(pairs.get(key) ?? '') ?? null
        identities.set(jid, (identity = { scheme: 'whatsapp', raw: jid, name, country: null }))
      }
      return identity
    },
    numberJidOf: (jid) => numbers.get(keyOf(jid)) ?? null,
    typeOf: (rowId) => jids.get(numberOf(rowId) ?? -1)?.type ?? null,
  }
}

function readJids(database: EvidenceDatabase): Map<number, Jid> {
  const jids = new Map<number, Jid>()
  for (const row of sideRows(database, { table: 'jid', columns: ['user', 'server', 'raw_string', 'type'] })) {
    const [user, server] = [textOf(row['user']), textOf(row['server'])]
    const text = textOf(row['raw_string']) ?? (user === null ? null : server === null ? user : `${user}@${server}`)
    // The owner's own places in groups have an empty JID.
    if (text !== null && text !== '@') jids.set(row.rowId, { text, type: numberOf(row['type']) })
  }
  return jids
}

function readPairs(
  database: EvidenceDatabase,
  jids: ReadonlyMap<number, Jid>,
  numbers: Map<string, string>,
  pairs: Map<string, string>,
): void {
  for (const row of sideRows(database, { table: 'jid_map', columns: ['lid_row_id', 'jid_row_id'] })) {
    const [lid, jid] = [jids.get(numberOf(row['lid_row_id']) ?? -1)?.text, jids.get(numberOf(row['jid_row_id']) ?? -1)?.text]
    if (lid === undefined || jid === undefined) continue
    numbers.set(keyOf(lid), jid)
    if (!pairs.has(keyOf(lid))) pairs.set(keyOf(lid), keyOf(jid))
    if (!pairs.has(keyOf(jid))) pairs.set(keyOf(jid), keyOf(lid))
  }
}

/** Names that people with a hidden id show. */
function readDisplayNames(database: EvidenceDatabase, jids: ReadonlyMap<number, Jid>, names: Map<string, string>): void {
  for (const row of sideRows(database, { table: 'lid_display_name', columns: ['lid_row_id', 'display_name'] })) {
    addName(names, jids.get(numberOf(row['lid_row_id']) ?? -1)?.text ?? null, textOf(row['display_name']))
  }
}

export const CONTACT_NAME_COLUMNS = ['display_name', 'given_name', 'family_name', 'wa_name', 'nickname']

/** The name of a wa_contacts row: that of the address book before the one that the person chose. */
export function contactNameOf(row: StoredRow): string | null {
  const parts = [textOf(row['given_name']), textOf(row['family_name'])].filter((part) => part !== null).join(' ')
  return textOf(row['display_name']) ?? (parts === '' ? (textOf(row['wa_name']) ?? textOf(row['nickname'])) : parts)
}

function readContactNames(contacts: EvidenceDatabase, names: Map<string, string>): void {
  for (const row of sideRows(contacts, { table: 'wa_contacts', columns: ['jid', ...CONTACT_NAME_COLUMNS] })) {
    addName(names, textOf(row['jid']), contactNameOf(row))
  }
  for (const row of sideRows(contacts, { table: 'wa_vnames', columns: ['jid', 'verified_name'] })) {
    addName(names, textOf(row['jid']), textOf(row['verified_name']))
  }
}

/** The first name of a JID stays, so the order of reading is the order of trust. */
function addName(names: Map<string, string>, jid: string | null, name: string | null): void {
  if (jid !== null && name !== null && !names.has(keyOf(jid))) names.set(keyOf(jid), name)
}

const KIND_OF_SERVER: Readonly<Record<string, ThreadRef['kind']>> = {
  's.whatsapp.net': 'direct',
  lid: 'direct',
  'g.us': 'group',
  broadcast: 'broadcast',
  newsletter: 'broadcast',
}
const KIND_OF_TYPE: Readonly<Record<number, ThreadRef['kind']>> = { 0: 'direct', 1: 'group', 5: 'broadcast', 11: 'broadcast' }

/** By the JID's server; only where it says nothing, `jid.type` does. Never by the number of recipients. */
export function kindOfChat(jid: string | null, type: number | null): ThreadRef['kind'] {
  const server = jid === null ? undefined : jid.slice(jid.lastIndexOf('@') + 1).toLowerCase()
  return KIND_OF_SERVER[server ?? ''] ?? KIND_OF_TYPE[type ?? -1] ?? 'unknown'
}

/** `WhatsApp Business` for its own package. */
export function serviceOf(path: string): string {
  return /com\.whatsapp\.w4b/i.test(path) ? 'WhatsApp Business' : 'WhatsApp'
}
