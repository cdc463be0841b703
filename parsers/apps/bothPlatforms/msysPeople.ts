/** Owner, people and conversations of a Meta mailbox database (msys). Ids have up to 17 digits and are read as text. */
import type { EvidenceDatabase, IdentityRef, ThreadRef } from '../../model/index.ts'
import { sideRows } from '../../formats/sqlite/storedRows.ts'
import { textOf } from '../../formats/values/storedValues.ts'

export interface MsysPeople {
  /** Account id of the owner, or null when neither the database nor the file's name tells it. */
  readonly owner: string | null
  identityOf(id: string | null): IdentityRef | null
  threadOf(key: string | null): ThreadRef | null
}

export function readMsysPeople(database: EvidenceDatabase, ownerByPath: string | null): MsysPeople {
  const names = new Map<string, string>()
  for (const row of sideRows(database, { table: 'contacts', columns: ['name'], asText: ['id'] })) {
    const [id, name] = [textOf(row['id']), textOf(row['name'])]
    if (id !== null && name !== null) names.set(id, name)
  }
  const owners = new Set<string>()
  for (const row of sideRows(database, { table: '_user_info', columns: [], asText: ['facebook_user_id'] })) {
    const id = textOf(row['facebook_user_id'])
    if (id !== null) owners.add(id)
  }
  const owner = owners.size === 1 ? ([...owners][0] ?? null) : owners.size === 0 ? ownerByPath : null
  const identities = new Map<string, IdentityRef>()
  const identityOf = (id: string | null): IdentityRef | null => {
    if (id === null || id === '0') return null
    let identity = identities.get(id)
    if (identity === undefined) identities.set(id, (identity = { scheme: 'facebook', raw: id, name: names.get(id) ?? null, country: null }))
    return identity
  }
  const members = readMembers(database, owner)
  const titles = new Map<string, string>()
  for (const row of sideRows(database, { table: 'threads', columns: ['thread_name'], asText: ['thread_key'] })) {
    const [key, title] = [textOf(row['thread_key']), textOf(row['thread_name'])]
    if (key !== null && title !== null) titles.set(key, title)
  }
  const threads = new Map<string, ThreadRef>()
  return {
    owner,
    identityOf,
    threadOf(key) {
      if (key === null) return null
      let thread = threads.get(key)
      if (thread === undefined) {
        // A talk of two has the other's id as its key.
        const ids = members.get(key) ?? (names.has(key) ? [key] : [])
        const participants = ids.map(identityOf).filter((identity) => identity !== null)
        const kind = names.has(key) && ids.length <= 1 ? 'direct' : ids.length > 1 ? 'group' : 'unknown'
        const title = titles.get(key) ?? (kind === 'direct' ? (participants[0]?.name ?? null) : null)
        threads.set(key, (thread = { key, title, kind, participants }))
      }
      return thread
    },
  }
}

/** Conversation -> ids of everybody but the owner. */
function readMembers(database: EvidenceDatabase, owner: string | null): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>()
  for (const row of sideRows(database, { table: 'participants', columns: [], asText: ['thread_key', 'contact_id'] })) {
    const [key, id] = [textOf(row['thread_key']), textOf(row['contact_id'])]
    if (key === null || id === null || id === owner) continue
    const known = members.get(key)
    if (known === undefined) members.set(key, [id])
    else if (!known.includes(id)) known.push(id)
  }
  return members
}
