/** Calls, reactions and people of Signal for Android: what its database holds besides messages. */
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords, unixTimeOrNull } from '../../../formats/values/unixTime.ts'
import type { CallRecord, ContactIdentifier, Direction, Emitted, EvidenceDatabase, MessageRecord } from '../../../model/index.ts'
import { CALL_ANSWERED, CALL_EVENTS, CALL_TYPES } from './signalCodes.ts'
import { nativeIdOf, ownLineOf } from './signalMessages.ts'
import type { SignalReading } from './signalMessages.ts'
import { RECIPIENT_COLUMNS, recipientOf } from './signalRecipients.ts'

export const CALL_COLUMNS = [
  'message_id',
  'peer',
  'type',
  'direction',
  'event',
  'timestamp',
  'ringer',
  'deletion_timestamp',
  'read',
  'local_joined',
]
export const REACTION_COLUMNS = ['message_id', 'author_id', 'emoji', 'date_sent', 'date_received', 'is_mms']
const DIRECTIONS: Readonly<Record<number, Direction>> = { 0: 'incoming', 1: 'outgoing' }
const DELETED_EVENT = 4

export function* callRecords(database: EvidenceDatabase, reading: SignalReading): Generator<CallRecord> {
  for (const row of evidenceRows(database, { table: 'call', columns: CALL_COLUMNS, asText: ['call_id'] })) yield callRecord(row, reading)
}

function callRecord(row: StoredRow, reading: SignalReading): CallRecord {
  const { people } = reading
  const [type, event] = [numberOf(row['type']), numberOf(row['event'])]
  const peer = people.recipient(row['peer'])
  const direction = DIRECTIONS[numberOf(row['direction']) ?? -1] ?? 'unknown'
  const isDeleted = event === DELETED_EVENT || unixTimeOrNull(row['deletion_timestamp']) !== null
  const facts = factsOf({
    'call type': codeInWords(row['type'], CALL_TYPES),
    outcome: codeInWords(row['event'], CALL_EVENTS),
    direction: direction === 'unknown' ? codeInWords(row['direction'], {}) : null,
    group: peer === null || peer.kind === 'person' ? null : people.inWords(row['peer']),
    'recipient row': peer === null ? people.inWords(row['peer']) : null,
    'rung by': people.inWords(row['ringer']),
    'joined here': flagOf(row['local_joined']) === true ? 'yes' : null,
    deleted: unixTimeInWords(row['deletion_timestamp']),
  })
  return {
    type: 'call',
    from: placeOf('call', row),
    state: isDeleted ? 'deleted-flagged' : 'live',
    service: 'Signal',
    nativeId: textOf(row['call_id']),
    direction,
    answered: CALL_ANSWERED[event ?? -1] ?? null,
    isVideo: type === 0 ? false : type === 1 ? true : null,
    startedAt: unixTime(row['timestamp']),
    durationSeconds: null,
    participants: peer?.identity == null ? people.membersOf(peer?.groupId ?? null) : [peer.identity],
    ownLine: ownLineOf(reading),
    ...(facts === undefined ? {} : { facts }),
  }
}

/** Target and chat of a reaction, by the row of its message. */
export interface ReactionTarget {
  readonly nativeId: string | null
  readonly thread: MessageRecord['thread']
}

export function* reactionRecords(
  database: EvidenceDatabase,
  reading: SignalReading,
  targetOf: (row: StoredRow) => ReactionTarget | null,
): Generator<MessageRecord> {
  for (const row of evidenceRows(database, { table: 'reaction', columns: REACTION_COLUMNS }))
    yield reactionRecord(row, reading, targetOf(row))
}

function reactionRecord(row: StoredRow, reading: SignalReading, target: ReactionTarget | null): MessageRecord {
  const author = numberOf(row['author_id'])
  const isOwn = reading.people.self !== null && author === reading.people.self
  const direction: Direction = author === null || reading.people.self === null ? 'unknown' : isOwn ? 'outgoing' : 'incoming'
  const facts = factsOf({
    'message row': target === null ? `${textOf(row['message_id']) ?? 'none'}, not found` : null,
    'recipient row': author !== null && reading.people.recipient(author) === null ? reading.people.inWords(author) : null,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('reaction', row),
    service: 'Signal',
    nativeId: nativeIdOf(author, row['date_sent'], reading),
    thread: target?.thread ?? null,
    sender: isOwn ? null : (reading.people.recipient(author)?.identity ?? null),
    ownLine: isOwn ? ownLineOf(reading) : null,
    direction,
    kind: 'reaction',
    sentAt: unixTime(row['date_sent']),
    deliveredAt: direction === 'incoming' ? unixTimeOrNull(row['date_received']) : null,
    reaction: {
      targetNativeId: target?.nativeId ?? `message row ${textOf(row['message_id']) ?? ''}`,
      targetPart: null,
      label: textOf(row['emoji']) ?? '',
      action: 'added',
    },
    ...(facts === undefined ? {} : { facts }),
  }
}

export function* recipientRecords(database: EvidenceDatabase, reading: SignalReading): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: 'recipient', columns: RECIPIENT_COLUMNS })) yield recipientRecord(row, reading)
}

const REGISTERED: Readonly<Record<number, string>> = { 0: 'not known', 1: 'yes', 2: 'no' }
const SHOWN_ELSEWHERE = {
  group: 'a group: shown as a conversation',
  list: 'a list that stories go to',
  'call link': 'a call link',
} as const

function recipientRecord(row: StoredRow, { people }: SignalReading): Emitted {
  const from = placeOf('recipient', row)
  const { kind, identity, name, accountId, phone } = recipientOf(row)
  if (kind !== 'person') return { type: 'skipped', from, reason: SHOWN_ELSEWHERE[kind] }
  if (identity === null) return { type: 'skipped', from, reason: 'the person has neither an account id nor a telephone number' }
  const [userName, email] = [textOf(row['username']), textOf(row['email'])]
  const facts = factsOf({
    'uses Signal': codeInWords(row['registered'], REGISTERED),
    about: textOf(row['about']),
    blocked: flagOf(row['blocked']) === true ? 'yes' : null,
    hidden: (numberOf(row['hidden']) ?? 0) > 0 ? 'yes' : null,
    'number id (PNI)': textOf(row['pni']),
  })
  if (row.rowId === people.self) {
    const own = factsOf({ 'telephone number': phone, 'user name': userName, ...facts })
    const record = { type: 'account', from, state: 'live', service: 'Signal', identity, name, isOwner: true } as const
    return own === undefined ? record : { ...record, facts: own }
  }
  const identifiers: ContactIdentifier[] = []
  if (accountId !== null)
    identifiers.push({
      kind: 'instant-messaging',
      label: 'Signal account id',
      raw: accountId,
      identity: { scheme: 'signal', raw: accountId, name, country: null },
    })
  if (phone !== null)
    identifiers.push({ kind: 'phone', label: null, raw: phone, identity: { scheme: 'address', raw: phone, name, country: null } })
  if (userName !== null) identifiers.push({ kind: 'instant-messaging', label: 'Signal user name', raw: userName, identity: null })
  if (email !== null)
    identifiers.push({ kind: 'email', label: null, raw: email, identity: { scheme: 'address', raw: email, name, country: null } })
  if (identifiers.length === 0) identifiers.push({ kind: 'instant-messaging', label: 'Signal', raw: identity.raw, identity })
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers,
    store: 'Signal: everybody the app has met',
    note: textOf(row['note']),
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
