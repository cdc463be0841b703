/** Calls, people and the own account of a Meta mailbox database. */
import type { CallRecord, ContactIdentifier, Direction, Emitted } from '../../model/index.ts'
import type { MsysPeople } from './msysPeople.ts'
import { placeOf } from '../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../formats/values/storedValues.ts'
import { unixTime } from '../../formats/values/unixTime.ts'

export const SERVICE = 'Messenger'
export const MSYS_SIDE_TABLES = {
  contacts: ['id', 'name', 'username', 'email_address', 'phone_number', 'is_messenger_user', 'friendship_status'],
  call_log: ['call_timestamp_ms', 'call_duration', 'call_direction', 'call_media_type', 'has_been_seen', 'thread_key'],
}
const CALL_DIRECTIONS: Readonly<Record<number, Direction>> = { 1: 'outgoing', 2: 'incoming' }

export function callRecord(row: StoredRow, people: MsysPeople): CallRecord {
  const thread = people.threadOf(textOf(row['thread_key']))
  const direction = CALL_DIRECTIONS[numberOf(row['call_direction']) ?? -1] ?? 'unknown'
  const media = numberOf(row['call_media_type'])
  const facts = factsOf({
    direction: direction === 'unknown' ? codeInWords(row['call_direction'], {}) : null,
    'direction rests on': direction === 'unknown' ? null : 'call_direction as other tools read it; not confirmed',
    'media type': media === 2 || media === null ? null : `${media} (meaning not known)`,
    'seen in the app': flagOf(row['has_been_seen']) === null ? null : flagOf(row['has_been_seen']) === true ? 'yes' : 'no',
    conversation: thread?.kind === 'direct' ? null : (thread?.title ?? textOf(row['thread_key'])),
  })
  return {
    type: 'call',
    from: placeOf('call_log', row),
    state: 'live',
    service: SERVICE,
    nativeId: null,
    direction,
    answered: null,
    isVideo: media === 2 ? true : null,
    startedAt: unixTime(row['call_timestamp_ms']),
    durationSeconds: numberOf(row['call_duration']),
    participants: thread?.participants ?? [],
    ownLine: people.identityOf(people.owner),
    ...(facts === undefined ? {} : { facts }),
  }
}

export function contactRecord(row: StoredRow, people: MsysPeople): Emitted {
  const from = placeOf('contacts', row)
  const id = textOf(row['id'])
  const identity = people.identityOf(id)
  if (identity === null) return { type: 'skipped', from, reason: 'the person has no account id' }
  const [phone, email, user] = [textOf(row['phone_number']), textOf(row['email_address']), textOf(row['username'])]
  const { name } = identity
  const facts = factsOf({
    'uses Messenger': flagOf(row['is_messenger_user']) === true ? 'yes' : null,
    'friendship (meaning not known)': textOf(row['friendship_status']),
    ...(id === people.owner ? { 'telephone number': phone, 'e-mail': email, 'user name': user } : {}),
  })
  if (id === people.owner) {
    const account = { type: 'account', from, state: 'live', service: SERVICE, identity, name, isOwner: true } as const
    return facts === undefined ? account : { ...account, facts }
  }
  const identifiers: ContactIdentifier[] = [{ kind: 'instant-messaging', label: 'Facebook', raw: identity.raw, identity }]
  if (user !== null) identifiers.push({ kind: 'instant-messaging', label: 'Facebook user name', raw: user, identity: null })
  if (phone !== null)
    identifiers.push({ kind: 'phone', label: null, raw: phone, identity: { scheme: 'address', raw: phone, name, country: null } })
  if (email !== null)
    identifiers.push({ kind: 'email', label: null, raw: email, identity: { scheme: 'address', raw: email, name, country: null } })
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers,
    store: 'Messenger: everybody the app has met',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

export function ownerRecord(row: StoredRow, people: MsysPeople): Emitted {
  const from = placeOf('_user_info', row)
  const identity = people.identityOf(textOf(row['facebook_user_id']))
  if (identity === null) return { type: 'skipped', from, reason: 'the row names no account' }
  return { type: 'account', from, state: 'live', service: SERVICE, identity, name: identity.name, isOwner: true }
}
