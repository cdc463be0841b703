/** People, groups and chats of LINE on Android (naver_line), shared by messages and calls. Contacts may be empty on a phone full of messages. */
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, ThreadRef } from '../../../model/index.ts'

export const CONTACT_COLUMNS = [
  'name',
  'server_name',
  'custom_name',
  'addressbook_name',
  'status_msg',
  'created_time',
  'updated_time',
  'hidden',
  'favorite',
]
export const NAME_TABLES: Readonly<Record<string, readonly string[]>> = {
  groups: ['id', 'name'],
  membership: ['id', 'm_id'],
  chat: ['chat_id', 'chat_name'],
}

export interface LineNames {
  identityOf(mid: string): IdentityRef
  isGroup(chat: string): boolean
  membersOf(chat: string): readonly IdentityRef[]
  threadOf(chat: string): ThreadRef
}

/** What the owner calls somebody goes before what the person shows. */
export const contactName = (row: StoredRow): string | null =>
  textOf(row['custom_name']) ?? textOf(row['addressbook_name']) ?? textOf(row['name']) ?? textOf(row['server_name'])

/** By LINE's public interface, ids of groups and rooms begin with c and r, those of people with u; 32 hexadecimal digits follow. */
const GROUP_ID = /^[cr][0-9a-f]{32}$/
const PERSON_ID = /^u[0-9a-f]{32}$/

export function readLineNames(database: EvidenceDatabase | null): LineNames {
  const [names, titles, members] = [new Map<string, string>(), new Map<string, string>(), new Map<string, string[]>()]
  const groups = new Set<string>()
  if (database !== null) {
    for (const row of sideRows(database, { table: 'contacts', columns: ['m_id', ...CONTACT_COLUMNS] })) {
      const [mid, name] = [textOf(row['m_id']), contactName(row)]
      if (mid !== null && name !== null) names.set(mid, name)
    }
    for (const row of sideRows(database, { table: 'chat', columns: ['chat_id', 'chat_name'] }))
      setText(titles, row['chat_id'], row['chat_name'])
    for (const row of sideRows(database, { table: 'groups', columns: ['id', 'name'] })) {
      const id = textOf(row['id'])
      if (id !== null) groups.add(id)
      setText(titles, row['id'], row['name'])
    }
    for (const row of sideRows(database, { table: 'membership', columns: ['id', 'm_id'] })) {
      const [group, mid] = [textOf(row['id']), textOf(row['m_id'])]
      if (group === null || mid === null) continue
      const known = members.get(group)
      if (known === undefined) members.set(group, [mid])
      else if (!known.includes(mid)) known.push(mid)
    }
  }
  const [identities, threads] = [new Map<string, IdentityRef>(), new Map<string, ThreadRef>()]
  const identityOf = (mid: string): IdentityRef => {
    let identity = identities.get(mid)
    if (identity === undefined) identities.set(mid, (identity = { scheme: 'other', raw: mid, name: names.get(mid) ?? null, country: null }))
    return identity
  }
  const isGroup = (chat: string): boolean => groups.has(chat) || members.has(chat) || GROUP_ID.test(chat)
  const membersOf = (chat: string): readonly IdentityRef[] => (members.get(chat) ?? []).map(identityOf)
  return {
    identityOf,
    isGroup,
    membersOf,
    threadOf(chat) {
      let thread = threads.get(chat)
      if (thread === undefined) {
        const isPerson = names.has(chat) || PERSON_ID.test(chat)
        const kind = isGroup(chat) ? 'group' : isPerson ? 'direct' : 'unknown'
        const participants = kind === 'group' ? membersOf(chat) : kind === 'direct' ? [identityOf(chat)] : []
        thread = { key: chat, title: names.get(chat) ?? titles.get(chat) ?? null, kind, participants }
        threads.set(chat, thread)
      }
      return thread
    },
  }
}

function setText(map: Map<string, string>, key: StoredRow[string] | undefined, value: StoredRow[string] | undefined): void {
  const [id, text] = [textOf(key), textOf(value)]
  if (id !== null && text !== null) map.set(id, text)
}
