/** People and conversations of Instagram on the iPhone: table threads, whose metadata is a keyed archive with the users of the conversation. */
import { isArchivedObject, unarchive } from '../../../formats/plist/keyedArchive.ts'
import type { ArchivedObject, ArchivedValue } from '../../../formats/plist/keyedArchive.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, SqlValue, ThreadRef } from '../../../model/index.ts'

export const THREAD_COLUMNS = ['thread_id', 'viewer_id', 'metadata']

export interface InstagramPeople {
  identityOf(pk: string | null): IdentityRef | null
  threadOf(id: string | null): ThreadRef | null
  /** The account that looks at a conversation: the phone's own. */
  viewerOf(thread: string | null): string | null
}

/** Text, also of numbers; null for anything else. */
export function wordOf(value: ArchivedValue | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : null
}

/** A member of an archived object, by any of the names that versions give it. */
export function memberOf(object: ArchivedValue | undefined, ...names: readonly string[]): ArchivedValue {
  if (object === undefined || !isArchivedObject(object)) return null
  for (const name of names) if (Object.hasOwn(object, name)) return object[name] ?? null
  return null
}

export function archiveOf(stored: SqlValue | undefined): ArchivedObject | null {
  const bytes = bytesOf(stored)
  if (bytes === null) return null
  try {
    const value = unarchive(bytes)
    return isArchivedObject(value) ? value : null
  } catch {
    return null
  }
}

interface User {
  readonly pk: string
  readonly name: string | null
}

/** A user keeps pk and names in a dictionary of its own, in other versions in fields. */
function userOf(value: ArchivedValue | undefined): User | null {
  const details = memberOf(value, 'NSDictionary<NSString *, id>*userDict')
  const pk = wordOf(memberOf(details, 'pk')) ?? wordOf(memberOf(value, 'pk'))
  if (pk === null) return null
  const name = wordOf(memberOf(details, 'full_name')) ?? wordOf(memberOf(value, 'fullName'))
  return { pk, name: name ?? wordOf(memberOf(details, 'username')) ?? wordOf(memberOf(value, 'userName')) }
}

export function readInstagramPeople(database: EvidenceDatabase, ownerByPath: string | null): InstagramPeople {
  const names = new Map<string, string>()
  const viewers = new Map<string, string>()
  const members = new Map<string, string[]>()
  const columns = THREAD_COLUMNS.filter((name) => name !== 'viewer_id')
  for (const row of sideRows(database, { table: 'threads', columns, asText: ['viewer_id'] })) {
    const [id, viewer] = [textOf(row['thread_id']), textOf(row['viewer_id'])]
    const metadata = archiveOf(row['metadata'])
    const list = memberOf(metadata ?? undefined, 'NSArray<IGUser *>*users')
    const users = (Array.isArray(list) ? list : []).map(userOf)
    const inviter = userOf(memberOf(metadata ?? undefined, 'IGUser*inviter_DEPRECATED', 'IGUser*inviter'))
    for (const user of [...users, inviter]) if (user?.name != null && !names.has(user.pk)) names.set(user.pk, user.name)
    if (id === null) continue
    if (viewer !== null) viewers.set(id, viewer)
    members.set(id, users.map((user) => user?.pk ?? null).filter((pk) => pk !== null && pk !== (viewer ?? ownerByPath)) as string[])
  }
  const identities = new Map<string, IdentityRef>()
  const identityOf = (pk: string | null): IdentityRef | null => {
    if (pk === null) return null
    let identity = identities.get(pk)
    if (identity === undefined)
      identities.set(pk, (identity = { scheme: 'instagram', raw: pk, name: names.get(pk) ?? null, country: null }))
    return identity
  }
  const threads = new Map<string, ThreadRef>()
  return {
    identityOf,
    viewerOf: (thread) => viewers.get(thread ?? '') ?? ownerByPath,
    threadOf(id) {
      if (id === null) return null
      let thread = threads.get(id)
      if (thread === undefined) {
        const participants = (members.get(id) ?? []).map(identityOf).filter((identity) => identity !== null)
        const kind = participants.length === 1 ? 'direct' : participants.length > 1 ? 'group' : 'unknown'
        threads.set(id, (thread = { key: id, title: kind === 'direct' ? (participants[0]?.name ?? null) : null, kind, participants }))
      }
      return thread
    },
  }
}
