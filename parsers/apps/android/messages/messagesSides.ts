/** Side tables of mmssms.db in memory: conversations, addresses and parts of MMS. */
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, SqlValue, ThreadRef } from '../../../model/index.ts'

/** Stands for the phone's owner in `addr.address`. */
export const OWNER_TOKEN = 'insert-address-token'

/** An address as its own object, one per text, so that equal ones share it. */
export type Addresses = (raw: string) => IdentityRef

export function addressBook(): Addresses {
  const known = new Map<string, IdentityRef>()
  return (raw) => {
    let identity = known.get(raw)
    if (identity === undefined) known.set(raw, (identity = { scheme: 'address', raw, name: null, country: null }))
    return identity
  }
}

/** Conversation of a `thread_id`; null for no id. */
export type Threads = (stored: SqlValue | undefined) => ThreadRef | null

/**
 * Members come from `threads.recipient_ids` and `canonical_addresses`; where these are missing, from the addresses that the
 * messages of the conversation name (both as stored).
 */
export function readThreads(database: EvidenceDatabase, addresses: Addresses): Threads {
  const canonical = new Map<number, string>()
  for (const row of sideRows(database, { table: 'canonical_addresses', columns: ['address'] })) {
    const address = textOf(row['address'])
    if (address !== null) canonical.set(row.rowId, address)
  }
  const rows = new Map<number, StoredRow>()
  for (const row of sideRows(database, { table: 'threads', columns: ['recipient_ids', 'type'] })) rows.set(row.rowId, row)
  let named: ReadonlyMap<number, ReadonlySet<string>> | null = null
  const threads = new Map<number, ThreadRef>()
  const make = (id: number): ThreadRef => {
    const row = rows.get(id)
    const ids = (textOf(row?.['recipient_ids']) ?? '').split(/\s+/).filter((part) => part !== '')
    const listed = ids.map((part) => canonical.get(Number(part))).filter((address) => address !== undefined)
    const members = listed.length > 0 ? listed : [...((named ??= addressesByThread(database)).get(id) ?? [])]
    const size = Math.max(ids.length, members.length)
    const kind = numberOf(row?.['type']) === 1 ? 'broadcast' : size === 0 ? 'unknown' : size === 1 ? 'direct' : 'group'
    return { key: `thread ${id}`, title: null, kind, participants: members.map(addresses) }
  }
  return (stored) => {
    const id = numberOf(stored)
    if (id === null) return null
    let thread = threads.get(id)
    if (thread === undefined) threads.set(id, (thread = make(id)))
    return thread
  }
}

/** The other parties that the messages of a conversation name; recipients of an incoming MMS may be the owner and are left out. */
function addressesByThread(database: EvidenceDatabase): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>()
  const add = (rows: Iterable<{ thread: SqlValue; address: SqlValue }>): void => {
    for (const row of rows) {
      const [thread, address] = [numberOf(row.thread), textOf(row.address)]
      if (thread === null || address === null || address === OWNER_TOKEN) continue
      const known = found.get(thread)
      if (known === undefined) found.set(thread, new Set([address]))
      else known.add(address)
    }
  }
  for (const table of ['sms', 'spam_sms']) {
    if (database.has(table, 'thread_id') && database.has(table, 'address')) {
      add(database.lookup(`SELECT thread_id AS thread, address FROM "${table}" GROUP BY thread_id, address ORDER BY min(rowid)`))
    }
  }
  for (const [pdu, addr] of [
    ['pdu', 'addr'],
    ['spam_pdu', 'spam_addr'],
  ] as const) {
    const isWhole =
      ['thread_id', 'msg_box'].every((name) => database.has(pdu, name)) &&
      ['msg_id', 'type', 'address'].every((name) => database.has(addr, name))
    if (!isWhole) continue
    add(
      database.lookup(
        `SELECT p.thread_id AS thread, a.address AS address FROM "${pdu}" p JOIN "${addr}" a ON a.msg_id = p.rowid
       WHERE a.type = 137 OR p.msg_box <> 1 ORDER BY a.rowid`,
      ),
    )
  }
  return found
}

/** Rows of a side table by the message that they name, in stored order, and those that name none of `owners`. */
export function rowsByOwner(rows: Iterable<StoredRow>, ownerColumn: string): Map<number, StoredRow[]> {
  const byOwner = new Map<number, StoredRow[]>()
  for (const row of rows) {
    const owner = numberOf(row[ownerColumn])
    if (owner === null) continue
    const list = byOwner.get(owner)
    if (list === undefined) byOwner.set(owner, [row])
    else list.push(row)
  }
  return byOwner
}
