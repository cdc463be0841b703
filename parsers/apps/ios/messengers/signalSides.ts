/** Calls, reactions, people and the own account of Signal on the iPhone: what its database holds besides the chat. */
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, codeInWords, factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords, unixTimeOrNull } from '../../../formats/values/unixTime.ts'
import type { CallRecord, ContactIdentifier, Direction, Emitted, EvidenceDatabase, MessageRecord, ThreadRef } from '../../../model/index.ts'
import { CALL_DIRECTIONS, CALL_KINDS, CALL_STATUS, CALL_TYPES } from './signalCodes.ts'
import { directionOf, nativeIdOf } from './signalMessages.ts'
import type { SignalReading } from './signalMessages.ts'
import { KEY_VALUE_COLUMNS, ownSetting, RECIPIENT_COLUMNS } from './signalPeople.ts'

export const CALL_COLUMNS = [
  'interactionRowId',
  'threadRowId',
  'callLinkRowId',
  'type',
  'direction',
  'status',
  'callBeganTimestamp',
  'timestamp',
  'callEndedTimestamp',
  'groupCallRingerAci',
]
export const REACTION_COLUMNS = ['emoji', 'reactorE164', 'reactorUUID', 'sentAtTimestamp', 'receivedAtTimestamp', 'uniqueMessageId']

export function* callRecords(database: EvidenceDatabase, reading: SignalReading): Generator<CallRecord> {
  for (const row of evidenceRows(database, { table: 'CallRecord', columns: CALL_COLUMNS, asText: ['callId'] }))
    yield callRecord(row, reading)
}

function callRecord(row: StoredRow, { people }: SignalReading): CallRecord {
  const thread = people.threadByRow(row['threadRowId'])
  const type = numberOf(row['type'])
  const status = CALL_STATUS[numberOf(row['status']) ?? -1]
  const [began, ended] = [unixTime(row['callBeganTimestamp'] ?? row['timestamp']), unixTimeOrNull(row['callEndedTimestamp'])]
  const isTimed = began.utcMs !== null && ended?.utcMs != null && ended.utcMs >= began.utcMs
  const seconds = isTimed ? ((ended.utcMs ?? 0) - (began.utcMs ?? 0)) / 1000 : null
  const direction = CALL_DIRECTIONS[numberOf(row['direction']) ?? -1] ?? 'unknown'
  const ringer = bytesOf(row['groupCallRingerAci'])
  const facts = factsOf({
    'call type': codeInWords(row['type'], CALL_KINDS),
    outcome: status?.words ?? codeInWords(row['status'], {}),
    direction: direction === 'unknown' ? codeInWords(row['direction'], {}) : null,
    group: thread?.kind === 'group' ? (thread.title ?? thread.key) : null,
    'chat row': thread === null ? textOf(row['threadRowId']) : null,
    'call link row': textOf(row['callLinkRowId']),
    'rung by': ringer === null ? null : `account id ${Buffer.from(ringer).toString('hex')}`,
    'duration rests on': seconds === null ? null : 'begin and end of the call',
  })
  return {
    type: 'call',
    from: placeOf('CallRecord', row),
    state: 'live',
    service: 'Signal',
    nativeId: textOf(row['callId']),
    direction,
    answered: status?.answered ?? null,
    isVideo: type === 0 ? false : type === 1 ? true : null,
    startedAt: began,
    durationSeconds: seconds,
    participants: thread?.participants ?? [],
    ownLine: people.owner.identity,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** Versions without CallRecord know a call only as a row of the chat: the call is drawn from that row. */
export function callOfInteraction(row: StoredRow, { people }: SignalReading): CallRecord {
  const known = CALL_TYPES[numberOf(row['callType']) ?? -1]
  const thread = people.threadOf(textOf(row['uniqueThreadId']))
  const offer = numberOf(row['offerType'])
  const facts = factsOf({ outcome: known?.words ?? codeInWords(row['callType'], {}) })
  return {
    type: 'call',
    from: placeOf('model_TSInteraction', row, 1),
    state: 'live',
    service: 'Signal',
    nativeId: null,
    direction: directionOf(row),
    answered: known?.answered ?? null,
    isVideo: offer === 0 ? false : offer === 1 ? true : null,
    startedAt: unixTime(row['timestamp']),
    durationSeconds: null,
    participants: thread?.participants ?? [],
    ownLine: people.owner.identity,
    ...(facts === undefined ? {} : { facts }),
  }
}

export interface ReactionTarget {
  readonly nativeId: string | null
  readonly thread: ThreadRef | null
}

export function* reactionRecords(
  database: EvidenceDatabase,
  reading: SignalReading,
  targets: ReadonlyMap<string, ReactionTarget>,
): Generator<MessageRecord> {
  for (const row of evidenceRows(database, { table: 'model_OWSReaction', columns: REACTION_COLUMNS }))
    yield reactionRecord(row, reading, targets.get(textOf(row['uniqueMessageId']) ?? '') ?? null)
}

function reactionRecord(row: StoredRow, { people }: SignalReading, target: ReactionTarget | null): MessageRecord {
  const [accountId, phone] = [textOf(row['reactorUUID']), textOf(row['reactorE164'])]
  const { owner } = people
  const isOwn =
    (accountId !== null && accountId.toLowerCase() === owner.accountId?.toLowerCase()) || (phone !== null && phone === owner.phone)
  const isKnown = (accountId !== null && owner.accountId !== null) || (phone !== null && owner.phone !== null)
  const direction: Direction = isOwn ? 'outgoing' : isKnown ? 'incoming' : 'unknown'
  const facts = factsOf({ message: target === null ? `${textOf(row['uniqueMessageId']) ?? 'none'}, not found` : null })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('model_OWSReaction', row),
    service: 'Signal',
    nativeId: nativeIdOf(accountId, row['sentAtTimestamp']),
    thread: target?.thread ?? null,
    sender: isOwn ? null : people.identityOf(accountId, phone),
    ownLine: isOwn ? owner.identity : null,
    direction,
    kind: 'reaction',
    sentAt: unixTime(row['sentAtTimestamp']),
    deliveredAt: direction === 'incoming' ? unixTimeOrNull(row['receivedAtTimestamp']) : null,
    reaction: {
      targetNativeId: target?.nativeId ?? textOf(row['uniqueMessageId']) ?? '',
      targetPart: null,
      label: textOf(row['emoji']) ?? '',
      action: 'added',
    },
    ...(facts === undefined ? {} : { facts }),
  }
}

export function* recipientRecords(database: EvidenceDatabase, reading: SignalReading): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: 'model_SignalRecipient', columns: RECIPIENT_COLUMNS }))
    yield recipientRecord(row, reading)
}

function recipientRecord(row: StoredRow, { people }: SignalReading): Emitted {
  const from = placeOf('model_SignalRecipient', row)
  const [accountId, phone, pni] = [textOf(row['recipientUUID']), textOf(row['recipientPhoneNumber']), textOf(row['pni'])]
  const name = people.nameOf(accountId, phone)
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
  if (identifiers.length === 0 && pni !== null)
    identifiers.push({
      kind: 'instant-messaging',
      label: 'Signal number id (PNI)',
      raw: pni,
      identity: { scheme: 'signal', raw: pni, name, country: null },
    })
  if (identifiers.length === 0) return { type: 'skipped', from, reason: 'the person has neither an account id nor a telephone number' }
  const facts = factsOf({
    'number id (PNI)': pni,
    'left Signal': unixTimeInWords(row['unregisteredAtTimestamp']),
  })
  if (accountId !== null && accountId.toLowerCase() === people.owner.accountId?.toLowerCase()) {
    const identity = { scheme: 'signal', raw: accountId, name, country: null } as const
    const own = factsOf({ 'telephone number': phone, ...facts })
    const account = { type: 'account', from, state: 'live', service: 'Signal', identity, name, isOwner: true } as const
    return own === undefined ? account : { ...account, facts: own }
  }
  return {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers,
    store: 'Signal: everybody the app has met',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

export function* accountRecords(database: EvidenceDatabase): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: 'keyvalue', columns: KEY_VALUE_COLUMNS })) {
    const from = placeOf('keyvalue', row)
    const setting = ownSetting(row)
    if (setting === null) yield { type: 'skipped', from, reason: 'a setting of the app' }
    else {
      const isNumber = setting.what === 'number'
      const identity = { scheme: isNumber ? 'address' : 'signal', raw: setting.value, name: null, country: null } as const
      const name = isNumber ? 'telephone number' : setting.what
      yield { type: 'account', from, state: 'live', service: 'Signal', identity, name, isOwner: true }
    }
  }
}
