/** People, groups and chats of Kik on Android. */
import { placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import type { ContactIdentifier, Emitted, EvidenceDatabase, IdentityRef, ThreadRef } from '../../../model/index.ts'

export const CONTACT_COLUMNS = [
  'jid',
  'display_name',
  'local_name',
  'user_name',
  'in_roster',
  'photo_url',
  'photo_timestamp',
  'is_group',
  'is_blocked',
  'is_ignored',
  'group_hashtag',
  'is_user_removed',
]
const GROUP_JID = /@groups\.kik\.com$/i

export interface KikContacts {
  identityOf(jid: string): IdentityRef
  isGroup(jid: string): boolean
  inWords(jid: string): string
  threadOf(jid: string): ThreadRef
}

const nameOf = (row: StoredRow): string | null => textOf(row['display_name']) ?? textOf(row['local_name']) ?? textOf(row['user_name'])

export function readContacts(database: EvidenceDatabase): KikContacts {
  const [names, groups, members] = [new Map<string, string>(), new Set<string>(), new Map<string, string[]>()]
  for (const row of sideRows(database, { table: 'KIKcontactsTable', columns: CONTACT_COLUMNS })) {
    const [jid, name] = [textOf(row['jid']), nameOf(row)]
    if (jid === null) continue
    if (name !== null) names.set(jid, name)
    if (flagOf(row['is_group']) === true) groups.add(jid)
  }
  for (const row of sideRows(database, { table: 'memberTable', columns: ['group_id', 'member_jid', 'is_banned'] })) {
    const [group, member] = [textOf(row['group_id']), textOf(row['member_jid'])]
    if (group === null || member === null || flagOf(row['is_banned']) === true) continue
    const known = members.get(group)
    if (known === undefined) members.set(group, [member])
    else if (!known.includes(member)) known.push(member)
  }
  const [identities, threads] = [new Map<string, IdentityRef>(), new Map<string, ThreadRef>()]
  const isGroup = (jid: string): boolean => groups.has(jid) || GROUP_JID.test(jid)
  const identityOf = (jid: string): IdentityRef => {
    let identity = identities.get(jid)
    if (identity === undefined) identities.set(jid, (identity = { scheme: 'kik', raw: jid, name: names.get(jid) ?? null, country: null }))
    return identity
  }
  return {
    identityOf,
    isGroup,
    inWords: (jid) => (names.has(jid) ? `${names.get(jid) ?? ''} (${jid})` : jid),
    threadOf(jid) {
      let thread = threads.get(jid)
      if (thread === undefined) {
        const participants = isGroup(jid) ? (members.get(jid) ?? []).map(identityOf) : [identityOf(jid)]
        thread = { key: jid, title: names.get(jid) ?? null, kind: isGroup(jid) ? 'group' : 'direct', participants }
        threads.set(jid, thread)
      }
      return thread
    },
  }
}

export function contactRecord(row: StoredRow): Emitted {
  const from = placeOf('KIKcontactsTable', row)
  const [jid, user, name] = [textOf(row['jid']), textOf(row['user_name']), nameOf(row)]
  if (jid === null) return { type: 'skipped', from, reason: 'the row has no JID' }
  if (flagOf(row['is_group']) === true || GROUP_JID.test(jid)) return { type: 'skipped', from, reason: 'a group: shown as a conversation' }
  const identifiers: ContactIdentifier[] = [
    { kind: 'instant-messaging', label: 'Kik', raw: jid, identity: { scheme: 'kik', raw: jid, name, country: null } },
  ]
  if (user !== null) identifiers.push({ kind: 'instant-messaging', label: 'Kik user name', raw: user, identity: null })
  const yes = (column: string): string | null => (flagOf(row[column]) === true ? 'yes' : null)
  const facts = factsOf({
    'in the contact list': yes('in_roster'),
    blocked: yes('is_blocked'),
    ignored: yes('is_ignored'),
    removed: yes('is_user_removed'),
    'own name for the contact': textOf(row['local_name']),
    'picture changed': unixTimeInWords(row['photo_timestamp']),
    'picture address': textOf(row['photo_url']),
  })
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers,
    store: 'Kik: everybody the app has met',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
