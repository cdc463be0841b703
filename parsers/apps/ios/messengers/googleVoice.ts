/**
 * Google Voice on the iPhone, `threadingStore.sqlite`: one record per ThreadItem row: a message, a call or a voicemail; and the numbers that
 * the app has met.
 *
 * Meanings (iLEAPP, on a public image of iOS 17): times are Unix milliseconds; itemType says what a row is and which way it went (SmsIn, SmsOut,
 * IncomingCall, OutgoingCall, MissedCall, Voicemail); senderPhoneNumber of what went out is the own Google Voice number; who a
 * conversation is with stands in ThreadParticipant. The unit of `duration` is not established: it is kept as stored.
 */
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CallRecord, Direction, Emitted, EvidenceDatabase, IdentityRef, MessageRecord, ThreadRef } from '../../../model/index.ts'

const REQUIRED = ['threadKey', 'timestamp', 'itemType']
const OPTIONAL = [
  'threadItemKey',
  'threadItemType',
  'threadType',
  'messageText',
  'senderPhoneNumber',
  'duration',
  'isUnread',
  'isDeleted',
  'isSystemMessage',
  'ringGroupName',
  'ringGroupPhoneNumber',
  'transferredFromE164',
  'transferredToE164',
]
const DIRECTIONS: Readonly<Record<string, Direction>> = {
  SmsIn: 'incoming',
  SmsOut: 'outgoing',
  IncomingCall: 'incoming',
  OutgoingCall: 'outgoing',
  MissedCall: 'incoming',
  Voicemail: 'incoming',
}
const CALLS = ['IncomingCall', 'OutgoingCall', 'MissedCall', 'Voicemail']
const SERVICE = 'Google Voice'

interface Reading {
  threadOf(row: StoredRow): ThreadRef | null
  readonly files: ReadonlyMap<string, number>
  readonly transcripts: ReadonlyMap<string, StoredRow>
}

export const iosGoogleVoice = defineSqliteParser({
  id: 'ios-google-voice',
  version: 1,
  app: 'Google Voice',
  platform: 'ios',
  store: 'Google Voice (threadingStore.sqlite)',
  reads: ['**/threadingStore.sqlite'],
  yields: ['message', 'call', 'contact', 'account'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: ['pictures of messages (only how many), recordings', 'length of calls in seconds', 'settings of the account'],
  requires: { ThreadItem: REQUIRED },
  optional: {
    ThreadItem: OPTIONAL,
    Thread: ['threadKey', 'threadType', 'groupName'],
    ThreadParticipant: ['threadKey', 'threadType', 'phoneNumberE164'],
    Participant: ['phoneNumberE164', 'isBlocked'],
    MMSAttachmentInfo: ['threadItemKey', 'threadItemType'],
    Transcript: ['threadItemKey', 'threadItemType', 'text', 'confidence'],
  },
  *parse(database) {
    const reading = prepare(database)
    const own = new Set<string>()
    for (const row of evidenceRows(database, { table: 'ThreadItem', columns: [...REQUIRED, ...OPTIONAL] })) {
      const type = textOf(row['itemType'])
      yield type !== null && CALLS.includes(type) ? callRecord(row, type, reading) : messageRecord(row, type, reading)
      yield* ownAccount(row, own)
    }
    for (const row of evidenceRows(database, { table: 'Participant', columns: ['phoneNumberE164', 'isBlocked'] })) yield contactRecord(row)
  },
})

const number = (raw: string): IdentityRef => ({ scheme: 'address', raw, name: null, country: null })
const keyOf = (...parts: readonly (StoredRow[string] | undefined)[]): string => parts.map((part) => textOf(part) ?? '').join('\n')

/** The own number, once, from the first item that it sent. */
function* ownAccount(row: StoredRow, known: Set<string>): Generator<Emitted> {
  const sender = textOf(row['senderPhoneNumber'])
  if (DIRECTIONS[textOf(row['itemType']) ?? ''] !== 'outgoing' || sender === null || known.has(sender)) return
  known.add(sender)
  const facts = { 'known by': 'the sender of what went out' }
  yield {
    type: 'account',
    from: placeOf('ThreadItem', row, 1),
    state: 'live',
    service: SERVICE,
    identity: number(sender),
    name: null,
    isOwner: true,
    facts,
  }
}

function prepare(database: EvidenceDatabase): Reading {
  const members = new Map<string, IdentityRef[]>()
  for (const row of sideRows(database, { table: 'ThreadParticipant', columns: ['threadKey', 'threadType', 'phoneNumberE164'] })) {
    const [key, phone] = [keyOf(row['threadKey'], row['threadType']), textOf(row['phoneNumberE164'])]
    if (phone === null) continue
    const known = members.get(key)
    if (known === undefined) members.set(key, [number(phone)])
    else if (!known.some(({ raw }) => raw === phone)) known.push(number(phone))
  }
  const titles = new Map<string, string>()
  for (const row of sideRows(database, { table: 'Thread', columns: ['threadKey', 'threadType', 'groupName'] })) {
    const name = textOf(row['groupName'])
    if (name !== null) titles.set(keyOf(row['threadKey'], row['threadType']), name)
  }
  const files = new Map<string, number>()
  for (const row of sideRows(database, { table: 'MMSAttachmentInfo', columns: ['threadItemKey', 'threadItemType'] })) {
    const key = keyOf(row['threadItemKey'], row['threadItemType'])
    files.set(key, (files.get(key) ?? 0) + 1)
  }
  const transcripts = new Map<string, StoredRow>()
  for (const row of sideRows(database, { table: 'Transcript', columns: ['threadItemKey', 'threadItemType', 'text', 'confidence'] }))
    transcripts.set(keyOf(row['threadItemKey'], row['threadItemType']), row)
  const threads = new Map<string, ThreadRef>()
  return {
    files,
    transcripts,
    threadOf(row) {
      const id = textOf(row['threadKey'])
      if (id === null) return null
      const key = keyOf(row['threadKey'], row['threadType'])
      let thread = threads.get(key)
      if (thread === undefined) {
        const participants = members.get(key) ?? []
        const kind = participants.length > 1 ? 'group' : participants.length === 1 ? 'direct' : 'unknown'
        threads.set(key, (thread = { key: id, title: titles.get(key) ?? null, kind, participants }))
      }
      return thread
    },
  }
}

function itemFacts(row: StoredRow, reading: Reading): Record<string, string | null> {
  const transcript = reading.transcripts.get(keyOf(row['threadItemKey'], row['threadItemType']))
  const files = reading.files.get(keyOf(row['threadItemKey'], row['threadItemType'])) ?? 0
  return {
    deleted: flagOf(row['isDeleted']) === true ? 'by the app' : null,
    unread: flagOf(row['isUnread']) === true ? 'yes' : null,
    'files (not listed one by one)': files === 0 ? null : String(files),
    'duration as stored (unit not known)': textOf(row['duration']) === '0' ? null : textOf(row['duration']),
    transcript: textOf(transcript?.['text']),
    'confidence of the transcript': textOf(transcript?.['confidence']),
    'ring group': textOf(row['ringGroupName']) ?? textOf(row['ringGroupPhoneNumber']),
    'transferred from': textOf(row['transferredFromE164']),
    'transferred to': textOf(row['transferredToE164']),
  }
}

function messageRecord(row: StoredRow, type: string | null, reading: Reading): MessageRecord {
  const direction = DIRECTIONS[type ?? ''] ?? 'unknown'
  const sender = textOf(row['senderPhoneNumber'])
  const isNotice = flagOf(row['isSystemMessage']) === true
  const text = textOf(row['messageText'])
  const facts = factsOf({ 'kind of item': type === 'SmsIn' || type === 'SmsOut' ? null : type, ...itemFacts(row, reading) })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('ThreadItem', row),
    state: flagOf(row['isDeleted']) === true ? 'deleted-flagged' : 'live',
    service: SERVICE,
    thread: reading.threadOf(row),
    sender: direction === 'incoming' && sender !== null ? number(sender) : null,
    ownLine: direction === 'outgoing' && sender !== null ? number(sender) : null,
    direction,
    kind: isNotice
      ? 'system'
      : reading.files.has(keyOf(row['threadItemKey'], row['threadItemType']))
        ? 'media'
        : text === null
          ? 'other'
          : 'text',
    sentAt: unixTime(row['timestamp']),
    body: text,
    ...(facts === undefined ? {} : { facts }),
  }
}

function callRecord(row: StoredRow, type: string, reading: Reading): CallRecord {
  const direction = DIRECTIONS[type] ?? 'unknown'
  const sender = textOf(row['senderPhoneNumber'])
  const others = reading.threadOf(row)?.participants ?? []
  const facts = factsOf({ voicemail: type === 'Voicemail' ? 'yes' : null, ...itemFacts(row, reading) })
  return {
    type: 'call',
    from: placeOf('ThreadItem', row),
    state: flagOf(row['isDeleted']) === true ? 'deleted-flagged' : 'live',
    service: SERVICE,
    nativeId: null,
    direction,
    answered: type === 'IncomingCall' ? true : direction === 'incoming' ? false : null,
    isVideo: null,
    startedAt: unixTime(row['timestamp']),
    durationSeconds: null,
    participants: direction === 'incoming' && sender !== null ? [number(sender)] : others,
    ownLine: direction === 'outgoing' && sender !== null ? number(sender) : null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function contactRecord(row: StoredRow): Emitted {
  const from = placeOf('Participant', row)
  const phone = textOf(row['phoneNumberE164'])
  if (phone === null) return { type: 'skipped', from, reason: 'the row names no number' }
  return {
    type: 'contact',
    from,
    state: 'live',
    name: null,
    organisation: null,
    identifiers: [{ kind: 'phone', label: null, raw: phone, identity: number(phone) }],
    store: 'Google Voice: numbers that the app has met',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(flagOf(row['isBlocked']) === true ? { facts: { blocked: 'yes' } } : {}),
  }
}
