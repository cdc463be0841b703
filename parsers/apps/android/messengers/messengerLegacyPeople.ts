/** People and conversations of Messenger's `threads_db2`. */
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, ParserContext, ThreadRef } from '../../../model/index.ts'

export const USER_COLUMNS = ['user_key', 'name', 'first_name', 'last_name', 'username', 'is_messenger_user', 'friendship_status']

export interface LegacyPeople {
  readonly owner: string | null
  readonly identityOf: (key: string | null, name: string | null) => IdentityRef | null
  readonly threadOf: (key: string | null) => ThreadRef | null
}

/** `FACEBOOK:<id>` and the like, to the id; other keys stay whole. */
export const idOf = (key: string): string => /^FACEBOOK:(\d+)$/.exec(key)?.[1] ?? key

export function readPeople(database: EvidenceDatabase, context: ParserContext): LegacyPeople {
  const owner = /\d+/.exec(textOf(context.sideFile('uid')?.bytes) ?? '')?.[0] ?? null
  const names = new Map<string, string>()
  for (const row of sideRows(database, { table: 'thread_users', columns: USER_COLUMNS })) {
    const [key, name] = [textOf(row['user_key']), nameOf(row)]
    if (key !== null && name !== null) names.set(idOf(key), name)
  }
  const identities = new Map<string, IdentityRef>()
  const identityOf = (key: string | null, name: string | null): IdentityRef | null => {
    if (key === null) return null
    const id = idOf(key)
    let identity = identities.get(id)
    if (identity === undefined) identities.set(id, (identity = { scheme: 'facebook', raw: id, name: names.get(id) ?? name, country: null }))
    return identity
  }
  const members = new Map<string, string[]>()
  for (const row of sideRows(database, { table: 'thread_participants', columns: ['thread_key', 'user_key'] })) {
    const [thread, key] = [textOf(row['thread_key']), textOf(row['user_key'])]
    if (thread === null || key === null || idOf(key) === owner) continue
    const known = members.get(thread)
    if (known === undefined) members.set(thread, [key])
    else if (!known.includes(key)) known.push(key)
  }
  const threads = new Map<string, ThreadRef>()
  return {
    owner,
    identityOf,
    threadOf(key) {
      if (key === null) return null
      let thread = threads.get(key)
      if (thread === undefined) {
        const [, a, b] = /^ONE_TO_ONE:(\d+):(\d+)$/.exec(key) ?? []
        const others = members.get(key) ?? [a, b].filter((id) => id !== undefined && id !== owner)
        const participants = others.map((id) => identityOf(id ?? null, null)).filter((identity) => identity !== null)
        const kind = a !== undefined ? 'direct' : key.startsWith('GROUP:') ? 'group' : 'unknown'
        const title = kind === 'direct' && participants.length === 1 ? (participants[0]?.name ?? null) : null
        threads.set(key, (thread = { key, title, kind, participants }))
      }
      return thread
    },
  }
}

function nameOf(row: StoredRow): string | null {
  const parts = [textOf(row['first_name']), textOf(row['last_name'])].filter((part) => part !== null).join(' ')
  return textOf(row['name']) ?? (parts === '' ? null : parts)
}
