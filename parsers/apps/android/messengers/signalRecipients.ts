/**
 * People, groups and chats of Signal for Android. A recipient is a person, a group, a list or a call link; people are identified by
 * their account id (ACI) where it is known, because numbers change and may be hidden, and otherwise by telephone number.
 * Columns were renamed over the years: phone became e164, uuid became aci, system_display_name became system_joined_name.
 */
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, ParserContext, SqlValue, ThreadRef } from '../../../model/index.ts'

/** Settings of the app, which name the own account in versions up to 2022. */
export const SETTINGS_FILE = {
  settings: ['**/org.thoughtcrime.securesms/shared_prefs/org.thoughtcrime.securesms_preferences.xml'],
}

export const RECIPIENT_COLUMNS = [
  'type',
  'group_type',
  'e164',
  'phone',
  'aci',
  'uuid',
  'pni',
  'username',
  'email',
  'group_id',
  'system_joined_name',
  'system_display_name',
  'profile_joined_name',
  'signal_profile_name',
  'nickname_joined_name',
  'about',
  'note',
  'blocked',
  'hidden',
  'registered',
]
export const GROUP_COLUMNS = ['group_id', 'title', 'members', 'timestamp', 'active']
export const THREAD_COLUMNS = ['recipient_id', 'thread_recipient_id', 'recipient_ids', 'archived']

export type RecipientKind = 'person' | 'group' | 'list' | 'call link'

export interface Recipient {
  readonly kind: RecipientKind
  readonly identity: IdentityRef | null
  readonly name: string | null
  readonly accountId: string | null
  readonly phone: string | null
  readonly groupId: string | null
}

export interface SignalPeople {
  /** Recipient number of the phone's owner, or null when it is not known. */
  readonly self: number | null
  recipient(id: SqlValue | undefined): Recipient | null
  /** Name and identifier of a recipient for facts; null for none. */
  inWords(id: SqlValue | undefined): string | null
  threadOf(thread: SqlValue | undefined): ThreadRef | null
  /** The chat with a recipient, for calls. */
  threadWith(recipient: SqlValue | undefined): ThreadRef | null
  membersOf(groupId: string | null): readonly IdentityRef[]
}

/** Newer versions have `type` 0 to 4; older ones `group_type` 0 to 3 with lists as 4. Without either, a group id tells. */
export function recipientOf(row: StoredRow): Recipient {
  const groupId = textOf(row['group_id'])
  const type = numberOf(row['type'])
  const groupType = numberOf(row['group_type'])
  const kind: RecipientKind =
    type === 4 ? 'call link' : type === 3 || groupType === 4 ? 'list' : type === 1 || type === 2 || groupId !== null ? 'group' : 'person'
  const accountId = textOf(row['aci']) ?? textOf(row['uuid'])
  const phone = textOf(row['e164']) ?? textOf(row['phone'])
  const name =
    textOf(row['nickname_joined_name']) ??
    textOf(row['system_joined_name']) ??
    textOf(row['system_display_name']) ??
    textOf(row['profile_joined_name']) ??
    textOf(row['signal_profile_name']) ??
    textOf(row['username'])
  return { kind, accountId, phone, groupId, name, identity: kind === 'person' ? identityOf(row, accountId, phone, name) : null }
}

function identityOf(row: StoredRow, accountId: string | null, phone: string | null, name: string | null): IdentityRef | null {
  if (accountId !== null) return { scheme: 'signal', raw: accountId, name, country: null }
  const address = phone ?? textOf(row['email'])
  if (address !== null) return { scheme: 'address', raw: address, name, country: null }
  const other = textOf(row['pni']) ?? textOf(row['username'])
  return other === null ? null : { scheme: 'signal', raw: other, name, country: null }
}

/**
 * `authors` are the recipients that sent rows name as their author: the owner, when they agree on one. Otherwise the settings of older
 * versions tell (`pref_local_uuid`, `pref_local_number`).
 */
export function readPeople(database: EvidenceDatabase, context: ParserContext, authors: ReadonlySet<number>): SignalPeople {
  const recipients = new Map<number, Recipient>()
  for (const row of sideRows(database, { table: 'recipient', columns: RECIPIENT_COLUMNS })) recipients.set(row.rowId, recipientOf(row))
  const recipient = (id: SqlValue | undefined): Recipient | null => recipients.get(numberOf(id) ?? -1) ?? null
  const self = authors.size === 1 ? ([...authors][0] ?? null) : authors.size > 1 ? null : selfBySettings(recipients, context)
  const { titles, members } = readGroups(database, (id) => (numberOf(id) === self ? null : recipient(id)))
  const threads = new Map<number, ThreadRef>()
  const recipientOfThread = new Map<number, number>()
  for (const row of sideRows(database, { table: 'thread', columns: THREAD_COLUMNS })) {
    const id = numberOf(row['recipient_id']) ?? numberOf(row['thread_recipient_id']) ?? numberOf(row['recipient_ids'])
    if (id !== null) recipientOfThread.set(row.rowId, id)
  }
  const membersOf = (groupId: string | null): readonly IdentityRef[] => members.get(groupId ?? '') ?? []
  const threadWith = (id: SqlValue | undefined): ThreadRef | null => {
    const number = numberOf(id)
    if (number === null) return null
    const known = threads.get(number)
    if (known !== undefined) return known
    const other = recipient(number)
    const thread: ThreadRef = {
      key: `recipient ${number}`,
      title: titles.get(other?.groupId ?? '') ?? other?.name ?? null,
      kind: other === null ? 'unknown' : other.kind === 'person' ? 'direct' : other.kind === 'group' ? 'group' : 'broadcast',
      participants: other?.identity == null ? membersOf(other?.groupId ?? null) : [other.identity],
    }
    threads.set(number, thread)
    return thread
  }
  return {
    self,
    recipient,
    membersOf,
    threadWith,
    threadOf: (thread) => threadWith(recipientOfThread.get(numberOf(thread) ?? -1)),
    inWords: (id) => {
      const number = numberOf(id)
      if (number === null || number <= 0) return null
      const found = recipient(number)
      if (found === null) return `${number}, not in recipient`
      const address = found.identity?.raw ?? titles.get(found.groupId ?? '') ?? found.groupId
      return found.name === null ? (address ?? `recipient ${number}`) : address === null ? found.name : `${found.name} (${address})`
    },
  }
}

function selfBySettings(recipients: ReadonlyMap<number, Recipient>, context: ParserContext): number | null {
  const settings = textOf(context.sideFile('settings')?.bytes) ?? ''
  const setting = (name: string): string | null => new RegExp(`<string name="${name}">([^<]+)</string>`).exec(settings)?.[1] ?? null
  const [accountId, phone] = [setting('pref_local_uuid'), setting('pref_local_number')]
  const found = [...recipients].find(
    ([, person]) => (accountId !== null && person.accountId === accountId) || (phone !== null && person.phone === phone),
  )
  return found?.[0] ?? null
}

interface Groups {
  readonly titles: ReadonlyMap<string, string>
  readonly members: ReadonlyMap<string, readonly IdentityRef[]>
}

/** Members stand in a table of their own, in older versions as a list of numbers in the group's row. */
function readGroups(database: EvidenceDatabase, recipient: (id: SqlValue | undefined) => Recipient | null): Groups {
  const titles = new Map<string, string>()
  const members = new Map<string, IdentityRef[]>()
  const add = (groupId: string | null, id: SqlValue | undefined): void => {
    const identity = recipient(id)?.identity ?? null
    if (groupId === null || identity === null) return
    const known = members.get(groupId)
    if (known === undefined) members.set(groupId, [identity])
    else if (!known.includes(identity)) known.push(identity)
  }
  for (const row of sideRows(database, { table: 'groups', columns: GROUP_COLUMNS })) {
    const [groupId, title] = [textOf(row['group_id']), textOf(row['title'])]
    if (groupId !== null && title !== null) titles.set(groupId, title)
    for (const id of (textOf(row['members']) ?? '').split(',')) add(groupId, id.trim())
  }
  for (const row of sideRows(database, { table: 'group_membership', columns: ['group_id', 'recipient_id'] }))
    add(textOf(row['group_id']), row['recipient_id'])
  return { titles, members }
}
