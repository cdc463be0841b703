/**
 * Viber on the iPhone, `Contacts.data`: one message record per ZVIBERMESSAGE row, one call record per ZRECENT row and one contact record per
 * card of the copied address book. The own account comes from `Settings.data`.
 *
 * Meanings (artifacts 1.10): times count seconds since 2001 UTC; ZSTATE send and delivered went out, received came in, anything else is
 * shown and leaves the direction unknown; the sender is the member in ZPHONENUMINDEX, else the conversation's other party. A call names
 * its party through the message that logs it, or through ZRECENTSLINE. Members are identified by telephone number: one without a number is a name in the facts.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { degreesOf } from '../../../formats/values/degrees.ts'
import { NO_MESSAGE_FIELDS, statedInstant } from '../../../formats/records/messageDefaults.ts'
import { withOwnAccount } from '../../../formats/records/ownAccount.ts'
import { evidenceRows, placeOf, sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type {
  AttachmentRef,
  CallRecord,
  Direction,
  Emitted,
  EvidenceDatabase,
  IdentityRef,
  Instant,
  MessageRecord,
  ParserContext,
  SharedPosition,
  SqlValue,
} from '../../../model/index.ts'
import { CONVERSATION_COLUMNS, MEMBER_COLUMNS, PHONE_COLUMNS, readConversations, readLines, readMembers } from './viberMembers.ts'
import type { ViberConversation, ViberMember } from './viberMembers.ts'
import { attachmentPath, BOOK_COLUMNS, BOOK_NUMBER_COLUMNS, bookRecords, metadataFacts, ownViberAccount } from './viberSides.ts'

const REQUIRED = ['ZDATE', 'ZSTATE', 'ZTEXT']
const OPTIONAL = [
  'ZSTATEDATE',
  'ZMETADATA',
  'ZSYSTEMTYPE',
  'ZCONVERSATION',
  'ZPHONENUMINDEX',
  'ZATTACHMENT',
  'ZLOCATION',
  'ZBEINGDELETED',
  'ZTIMEBOMBDURATION',
  'ZTIMEBOMBTIMESTAMP',
  'ZLIKESCOUNT',
  'ZTOKEN',
]
const RECENT_COLUMNS = ['ZDATE', 'ZDURATION', 'ZCALLTYPE', 'ZCALLLOGMESSAGE', 'ZRECENTSLINE']
const ATTACHMENT_COLUMNS = ['ZNAME', 'ZTYPE', 'ZFILESIZE']
const DIRECTIONS: Readonly<Record<string, Direction>> = { send: 'outgoing', delivered: 'outgoing', received: 'incoming' }

interface Reading {
  readonly owner: IdentityRef | null
  readonly context: ParserContext
  readonly members: ReadonlyMap<number, ViberMember>
  readonly conversations: ReadonlyMap<number, ViberConversation>
  readonly attachments: ReadonlyMap<number, StoredRow>
  readonly locations: ReadonlyMap<number, SharedPosition>
}

export const iosViber = defineSqliteParser({
  id: 'ios-viber',
  version: 2,
  app: 'Viber',
  platform: 'ios',
  store: 'Viber (Contacts.data)',
  reads: ['**/com.viber/database/Contacts.data', '**/database/Contacts.data', 'Contacts.data'],
  yields: ['message', 'call', 'contact', 'account'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: ['settings other than the own account', 'the meaning of system types and of most metadata (kept as stored)'],
  requires: { ZVIBERMESSAGE: REQUIRED },
  optional: {
    ZVIBERMESSAGE: OPTIONAL,
    ZCONVERSATION: CONVERSATION_COLUMNS,
    ZMEMBER: MEMBER_COLUMNS,
    ZPHONENUMBER: PHONE_COLUMNS,
    ZRECENT: RECENT_COLUMNS,
    ZATTACHMENT: ATTACHMENT_COLUMNS,
    ZVIBERLOCATION: ['ZLATITUDE', 'ZLONGITUDE'],
    ZRECENTSLINE: ['ZPHONENUMBER'],
    ZABCONTACT: BOOK_COLUMNS,
    ZABCONTACTNUMBER: BOOK_NUMBER_COLUMNS,
    Data: ['key', 'value'],
  },
  companions: { settings: ['**/com.viber/settings/Settings.data'] },
  *parse(database, context) {
    const members = readMembers(database)
    const owner = ownViberAccount(database, context.companion('settings'))
    const reading: Reading = {
      members,
      owner: owner?.identity ?? null,
      context,
      conversations: readConversations(database, members),
      attachments: sideRowsById(database, { table: 'ZATTACHMENT', columns: ATTACHMENT_COLUMNS }),
      locations: readLocations(database),
    }
    yield* withOwnAccount(recordsOf(database, reading), owner)
  },
})

function* recordsOf(database: EvidenceDatabase, reading: Reading): Generator<Emitted> {
  const logging = new Map<number, ViberMember | undefined>()
  for (const row of sideRows(database, { table: 'ZRECENT', columns: ['ZCALLLOGMESSAGE'] }))
    logging.set(numberOf(row['ZCALLLOGMESSAGE']) ?? -1, undefined)
  for (const row of evidenceRows(database, { table: 'ZVIBERMESSAGE', columns: [...REQUIRED, ...OPTIONAL] })) {
    if (logging.has(row.rowId)) logging.set(row.rowId, memberOf(row, reading))
    yield messageRecord(row, reading)
  }
  const lines = readLines(database, reading.members)
  for (const row of evidenceRows(database, { table: 'ZRECENT', columns: RECENT_COLUMNS })) {
    const party = logging.get(numberOf(row['ZCALLLOGMESSAGE']) ?? -1) ?? lines.get(numberOf(row['ZRECENTSLINE']) ?? -1)
    yield callRecord(row, party, reading.owner)
  }
  yield* bookRecords(database)
}

const cocoa = (stored: SqlValue | undefined): Instant => instantOf(timeValueOf(stored), 'cocoa-s')

function readLocations(database: EvidenceDatabase): ReadonlyMap<number, SharedPosition> {
  const locations = new Map<number, SharedPosition>()
  for (const row of sideRows(database, { table: 'ZVIBERLOCATION', columns: ['ZLATITUDE', 'ZLONGITUDE'] })) {
    const degrees = degreesOf(row['ZLATITUDE'], row['ZLONGITUDE'])
    if (typeof degrees !== 'string') locations.set(row.rowId, { ...degrees, accuracyMetres: null, label: null })
  }
  return locations
}

function memberOf(row: StoredRow, { members, conversations }: Reading): ViberMember | undefined {
  const interlocutor = conversations.get(numberOf(row['ZCONVERSATION']) ?? -1)?.interlocutor ?? null
  return members.get(numberOf(row['ZPHONENUMINDEX']) ?? interlocutor ?? -1)
}

function messageRecord(row: StoredRow, reading: Reading): MessageRecord {
  const conversation = reading.conversations.get(numberOf(row['ZCONVERSATION']) ?? -1) ?? null
  const state = textOf(row['ZSTATE'])
  const direction = DIRECTIONS[state?.toLowerCase() ?? ''] ?? 'unknown'
  const member = memberOf(row, reading)
  const files = attachmentsOf(row, reading)
  const position = reading.locations.get(numberOf(row['ZLOCATION']) ?? -1) ?? null
  const text = textOf(row['ZTEXT'])
  const isBeingDeleted = flagOf(row['ZBEINGDELETED']) === true || conversation?.isBeingDeleted === true
  const [changed, timer, ends] = [
    statedInstant(cocoa(row['ZSTATEDATE'])),
    textOf(row['ZTIMEBOMBDURATION']),
    statedInstant(cocoa(row['ZTIMEBOMBTIMESTAMP'])),
  ]
  const likes = textOf(row['ZLIKESCOUNT'])
  const conversationId = numberOf(row['ZCONVERSATION'])
  const facts = factsOf({
    'state changed': changed === null ? null : instantInWords(changed),
    deleted: isBeingDeleted ? 'marked for deletion by the app' : null,
    'sender name': direction === 'incoming' && member?.identity === null ? member.name : null,
    'chat row': conversationId !== null && conversation === null ? `${conversationId}, not in ZCONVERSATION` : null,
    'self-destruct timer (seconds)': timer === '0' ? null : timer,
    'self-destruct at': ends === null ? null : instantInWords(ends),
    likes: likes === '0' ? null : likes,
    'system type (meaning not known)': textOf(row['ZSYSTEMTYPE']) === '0' ? null : textOf(row['ZSYSTEMTYPE']),
    token: textOf(row['ZTOKEN']),
    ...metadataFacts(row['ZMETADATA']),
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('ZVIBERMESSAGE', row),
    state: isBeingDeleted ? 'deleted-flagged' : 'live',
    service: 'Viber',
    thread: conversation?.thread ?? null,
    sender: direction === 'incoming' ? (member?.identity ?? null) : null,
    ownLine: reading.owner,
    direction,
    kind: position !== null ? 'location' : files.length > 0 ? 'media' : text === null ? 'other' : 'text',
    sentAt: cocoa(row['ZDATE']),
    body: text,
    attachments: files,
    position,
    status: state,
    ...(facts === undefined ? {} : { facts }),
  }
}

function attachmentsOf(row: StoredRow, { attachments, context }: Reading): readonly AttachmentRef[] {
  const id = numberOf(row['ZATTACHMENT'])
  const stored = id === null ? undefined : attachments.get(id)
  if (id === null) return []
  return [
    {
      path: attachmentPath(textOf(stored?.['ZNAME']), context),
      name: textOf(stored?.['ZNAME']) ?? textOf(stored?.['ZTYPE']) ?? `attachment ${id}`,
      mime: null,
      sizeBytes: numberOf(stored?.['ZFILESIZE']),
    },
  ]
}

function callRecord(row: StoredRow, party: ViberMember | undefined, owner: IdentityRef | null): CallRecord {
  const type = textOf(row['ZCALLTYPE'])
  const lower = type?.toLowerCase() ?? ''
  const direction: Direction = lower.startsWith('outgoing')
    ? 'outgoing'
    : lower.startsWith('incoming') || lower.startsWith('missed')
      ? 'incoming'
      : 'unknown'
  const facts = factsOf({
    'call type': type,
    'name of the other party': party?.identity === null ? party.name : null,
    'other party': party === undefined ? 'not found: the message that logs the call is gone or names nobody' : null,
  })
  return {
    type: 'call',
    from: placeOf('ZRECENT', row),
    state: 'live',
    service: 'Viber',
    nativeId: null,
    direction,
    answered: lower.startsWith('missed') ? false : lower.startsWith('incoming') ? true : null,
    isVideo: direction === 'unknown' ? null : lower.endsWith('with_video'),
    startedAt: cocoa(row['ZDATE']),
    durationSeconds: numberOf(row['ZDURATION']),
    participants: party?.identity == null ? [] : [party.identity],
    ownLine: owner,
    ...(facts === undefined ? {} : { facts }),
  }
}
