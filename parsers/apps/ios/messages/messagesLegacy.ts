/**
 * Messages of iOS 2 to 5 (`sms.db` before tables handle and chat): SMS and MMS, and the first iMessages (`madrid_*`
 * columns). One record per row of table `message`.
 *
 * Meanings: `flags` 2 received, 3 sent; `date` Unix seconds; text and pictures of an MMS in msg_pieces; members of a
 * conversation in group_member; the addressees of a group message in the `recipients` property list. All of that is seen in
 * a public iOS 5 database. The iMessage columns are not: their seconds since 2001 and the bit 4 "from me" of madrid_flags
 * are general knowledge, and each record says where it relied on them.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { noteUsedRowIds } from '../../../formats/sqlite/usedRowIds.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type {
  Direction,
  EvidenceDatabase,
  IdentityRef,
  Instant,
  MessageKind,
  MessageRecord,
  SqlValue,
  ThreadRef,
} from '../../../model/index.ts'
import { bodyOf } from './messagesBody.ts'
import { addressesOf, readGroups, readMadridChats, readParts } from './messagesLegacyParts.ts'
import type { Parts } from './messagesLegacyParts.ts'
import { accountAddress, addressIdentity } from './messagesThreads.ts'

const REQUIRED = ['address', 'date', 'flags'] as const
const OPTIONAL = [
  'text',
  'group_id',
  'subject',
  'country',
  'svc_center',
  'recipients',
  'read',
  'madrid_attributedBody',
  'madrid_handle',
  'madrid_guid',
  'madrid_roomname',
  'madrid_service',
  'madrid_account',
  'madrid_flags',
  'madrid_error',
  'is_madrid',
  'madrid_date_read',
  'madrid_date_delivered',
] as const

type LegacyRow = { readonly rowId: number } & Readonly<Record<(typeof REQUIRED)[number] | (typeof OPTIONAL)[number], SqlValue>>

interface Sides {
  readonly parts: ReadonlyMap<number, Parts>
  readonly groups: ReadonlyMap<number, ThreadRef>
  readonly madridChats: ReadonlyMap<string, ThreadRef>
}

const NO_PARTS: Parts = { texts: [], files: [], empty: 0 }
const FROM_ME = 4
/** 2001-01-01 in Unix seconds. Read as seconds since 2001 it is the year 2032, long after this schema. */
const FIRST_UNIX_TIME = 978_307_200

export const iosMessagesLegacy = defineSqliteParser({
  id: 'ios-messages-legacy',
  version: 1,
  app: 'Messages',
  platform: 'ios',
  store: 'Messages until iOS 5 (sms.db)',
  reads: ['**/sms.db'],
  yields: ['message'],
  proof: 'data-proven',
  scheme: 'address',
  doesNotCover: [
    'content of MMS pictures: the database names them, their folder is not stored',
    'headers of MMS, layout parts (SMIL) beyond their name',
    'iMessages of iOS 5: read, but never checked against real data',
  ],
  requires: { message: REQUIRED },
  optional: {
    message: OPTIONAL,
    msg_group: [],
    group_member: ['group_id', 'address', 'country'],
    msg_pieces: ['message_id', 'data', 'content_type', 'content_loc'],
    madrid_attachment: ['message_id', 'filename', 'mime_type'],
    madrid_chat: ['guid', 'style', 'chat_identifier', 'room_name', 'participants'],
  },
  *parse(database: EvidenceDatabase, context) {
    const sides: Sides = { parts: readParts(database, context), groups: readGroups(database), madridChats: readMadridChats(database) }
    const columns = [...REQUIRED, ...OPTIONAL].map((name) => `${database.column('message', name, 'm')} AS ${name}`).join(', ')
    for (const row of database.read<LegacyRow>('message', `SELECT m.ROWID AS rowId, ${columns} FROM message m ORDER BY m.ROWID`)) {
      yield legacyRecord(row, sides)
    }
    noteUsedRowIds(database, 'message', context)
  },
})

function legacyRecord(row: LegacyRow, sides: Sides): MessageRecord {
  const isMadrid = flagOf(row.is_madrid) === true
  const parts = sides.parts.get(row.rowId) ?? NO_PARTS
  const { direction, basis } = directionOf(row, isMadrid)
  const other = otherParty(row, isMadrid)
  const sent = timeOf(row.date, isMadrid)
  const body = bodyOf(row.text, row.madrid_attributedBody)
  const text = body.text ?? (parts.texts.length === 0 ? null : parts.texts.join('\n'))
  const thread = threadOf(row, isMadrid, sides)
  const facts = factsOf({
    'direction from': basis,
    'time from': sent.basis,
    recipient: direction === 'outgoing' ? other?.raw : null,
    recipients: joined(addressesOf(row.recipients)),
    'text part': body.text === null ? null : joined(parts.texts),
    'text in attributedBody': body.otherText,
    attributedBody: body.problem,
    'empty parts': parts.empty === 0 ? null : String(parts.empty),
    group: thread === null && (numberOf(row.group_id) ?? 0) !== 0 ? `${textOf(row.group_id)} (not in table msg_group)` : null,
    account: textOf(row.madrid_account),
    error: (numberOf(row.madrid_error) ?? 0) === 0 ? null : textOf(row.madrid_error),
    'service center': textOf(row.svc_center),
  })
  return {
    type: 'message',
    from: { table: 'message', rowId: String(row.rowId), ordinal: 0 },
    state: 'live',
    ...(facts === undefined ? {} : { facts }),
    service: serviceOf(row, isMadrid, parts),
    nativeId: textOf(row.madrid_guid),
    thread,
    sender: direction === 'outgoing' ? null : other,
    ownLine: ownLineOf(row),
    direction,
    kind: kindOf(text, parts),
    sentAt: sent.at,
    deliveredAt: timeOrNull(row.madrid_date_delivered, isMadrid),
    readAt: timeOrNull(row.madrid_date_read, isMadrid),
    editedAt: null,
    body: text,
    subject: textOf(row.subject),
    attachments: parts.files,
    position: null,
    replyToNativeId: null,
    reaction: null,
    status: statusOf(row, direction),
  }
}

const joined = (texts: readonly string[]): string | null => (texts.length === 0 ? null : texts.join('; '))

/** `flags` where it says something; otherwise, for an iMessage, the bit of madrid_flags. */
function directionOf(row: LegacyRow, isMadrid: boolean): { direction: Direction; basis: string | null } {
  const flags = numberOf(row.flags)
  if (flags === 2) return { direction: 'incoming', basis: null }
  if (flags === 3) return { direction: 'outgoing', basis: null }
  const madridFlags = numberOf(row.madrid_flags) ?? 0
  if (!isMadrid || madridFlags === 0) return { direction: 'unknown', basis: null }
  const isFromMe = (madridFlags & FROM_ME) !== 0
  return { direction: isFromMe ? 'outgoing' : 'incoming', basis: `bit 4 of madrid_flags (${madridFlags})` }
}

/** The other side: sender of what came in, addressee of what went out. */
function otherParty(row: LegacyRow, isMadrid: boolean): IdentityRef | null {
  const raw = isMadrid ? (textOf(row.madrid_handle) ?? textOf(row.address)) : textOf(row.address)
  return raw === null ? null : addressIdentity(raw, textOf(row.country))
}

function ownLineOf(row: LegacyRow): IdentityRef | null {
  const raw = accountAddress(textOf(row.madrid_account))
  return raw === null ? null : addressIdentity(raw, null)
}

/**
 * SMS count Unix seconds, iMessages seconds since 2001. An iMessage value from before 2001 in Unix seconds is what that
 * means; a larger one can only be Unix seconds, whatever the flag says.
 */
function timeOf(stored: SqlValue, isMadrid: boolean): { at: Instant; basis: string | null } {
  const text = textOf(stored)
  if (!isMadrid) return { at: instantOf(text, 'unix-s'), basis: null }
  const isUnix = (numberOf(stored) ?? 0) >= FIRST_UNIX_TIME
  return {
    at: instantOf(text, isUnix ? 'unix-s' : 'cocoa-s'),
    basis: isUnix ? 'an iMessage with Unix seconds: the value is too large for seconds since 2001' : 'iMessage: seconds since 2001',
  }
}

function timeOrNull(stored: SqlValue, isMadrid: boolean): Instant | null {
  return (numberOf(stored) ?? 0) === 0 ? null : timeOf(stored, isMadrid).at
}

function threadOf(row: LegacyRow, isMadrid: boolean, { groups, madridChats }: Sides): ThreadRef | null {
  const group = groups.get(numberOf(row.group_id) ?? 0) ?? null
  if (!isMadrid) return group
  const name = textOf(row.madrid_roomname) ?? textOf(row.madrid_handle)
  return (name === null ? undefined : madridChats.get(name)) ?? group
}

function serviceOf(row: LegacyRow, isMadrid: boolean, parts: Parts): string {
  if (isMadrid) return textOf(row.madrid_service) ?? 'iMessage'
  return parts === NO_PARTS ? 'SMS' : 'MMS'
}

function kindOf(text: string | null, parts: Parts): MessageKind {
  if (parts.files.some(({ mime }) => mime?.toLowerCase() !== 'application/smil')) return 'media'
  return text === null ? 'other' : 'text'
}

function statusOf(row: LegacyRow, direction: Direction): string | null {
  if (direction === 'unknown') return codeInWords(row.flags, {})
  if (direction === 'outgoing') {
    if ((numberOf(row.madrid_error) ?? 0) !== 0) return 'failed'
    return numberOf(row.flags) === 3 ? 'sent' : null
  }
  const isRead = flagOf(row.read)
  return isRead === null ? null : isRead ? 'read' : 'unread'
}
