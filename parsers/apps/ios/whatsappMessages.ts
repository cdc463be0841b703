/**
 * Messages of WhatsApp on the iPhone, `ChatStorage.sqlite`: one record per ZWAMESSAGE row, and one more (ordinal 1, 2 ...) per
 * reaction to it.
 *
 * Meanings (artifacts 1.4): ZMESSAGEDATE and ZSENTDATE count seconds since 2001 UTC; the first is the sender's or server's
 * clock and is shown, the second is this phone's clock and is kept as a fact, never called "sent". In groups ZFROMJID is the
 * group, and the sender is the member row (ZGROUPMEMBER). ZGROUPEVENTTYPE means something for types 6, 10 and 55 only: it is
 * set on ordinary messages too. Rows of the app itself (notices, group events) are nobody's message: their direction is unknown
 * and the member that they name is a fact, because the row does not say whether the member acted or was acted upon.
 * Columns and tables are probed; a database with six columns of ZWAMESSAGE and nothing else is read.
 */
import { instantOf } from '../../formats/epochs.ts'
import { bytesOf, codeInWords, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../formats/storedValues.ts'
import { defineSqliteParser } from '../../model/index.ts'
import type { Direction, EvidenceDatabase, MessageKind, MessageRecord, ParserContext, SqlValue } from '../../model/index.ts'
import { addMedia, MEDIA_COLUMNS } from './whatsappMedia.ts'
import type { MediaRow, MessageExtras } from './whatsappMedia.ts'
import * as codes from './whatsappMessagesCodes.ts'
import { readWhatsappNames } from './whatsappNames.ts'
import type { WhatsappNames } from './whatsappNames.ts'
import { reactionRecords } from './whatsappReactionRecords.ts'
import { readSideRows } from './whatsappSideRows.ts'
import { kindOf, readGroupMembers, readThreads } from './whatsappThreads.ts'
import type { GroupMembers, WhatsappThread } from './whatsappThreads.ts'

const REQUIRED = ['Z_PK', 'ZISFROMME', 'ZMESSAGEDATE', 'ZTEXT']
const OPTIONAL = [
  'ZCHATSESSION',
  'ZFROMJID',
  'ZTOJID',
  'ZMESSAGETYPE',
  'ZGROUPEVENTTYPE',
  'ZGROUPMEMBER',
  'ZSENTDATE',
  'ZSTANZAID',
  'ZMESSAGESTATUS',
  'ZSTARRED',
  'ZFLAGS',
  'ZMEDIAITEM',
  'ZMESSAGEINFO',
]

type MessageRow = { readonly rowId: number } & Readonly<Record<string, SqlValue>>

interface Reading {
  readonly service: string
  readonly folder: string
  readonly threads: ReadonlyMap<number, WhatsappThread>
  readonly members: GroupMembers
  readonly names: WhatsappNames
  readonly context: ParserContext
}

export const iosWhatsappMessages = defineSqliteParser({
  id: 'ios-whatsapp-messages',
  version: 1,
  app: 'WhatsApp',
  platform: 'ios',
  store: 'WhatsApp messages (ChatStorage.sqlite)',
  reads: ['**/ChatStorage.sqlite'],
  yields: ['message'],
  proof: 'source-verified',
  scheme: 'whatsapp',
  doesNotCover: [
    'receipts of single recipients and tallies of channel reactions (ZRECEIPTINFO outside field 7.1 and 7.2)',
    'link previews (ZWAMESSAGEDATAITEM) and the text of business templates (ZMETADATA)',
    'options and votes of polls, places of live locations',
    'push names inside ZWAMESSAGE.ZPUSHNAME, which newer versions encode',
    'who acted in group events: the member and the text of the row are shown as stored',
    'which listed group member is the owner',
  ],
  requires: { ZWAMESSAGE: REQUIRED },
  optional: {
    ZWAMESSAGE: OPTIONAL,
    ZWACHATSESSION: ['ZCONTACTJID', 'ZPARTNERNAME', 'ZSESSIONTYPE', 'ZREMOVED', 'ZARCHIVED'],
    ZWAGROUPMEMBER: ['ZMEMBERJID', 'ZCHATSESSION', 'ZCONTACTNAME'],
    ZWAMEDIAITEM: ['ZMESSAGE', ...MEDIA_COLUMNS],
    ZWAMESSAGEINFO: ['ZMESSAGE', 'ZRECEIPTINFO'],
    ZWAPROFILEPUSHNAME: ['ZJID', 'ZPUSHNAME'],
    ZWAPHONENUMBERLIDPAIR: ['ZLID', 'ZPHONENUMBER'],
  },
  companions: { contacts: ['ContactsV2.sqlite'], lids: ['LID.sqlite'] },
  *parse(database, context) {
    const reading = prepare(database, context)
    const media = readSideRows<MediaRow>(database, { table: 'ZWAMEDIAITEM', columns: MEDIA_COLUMNS, keyColumn: 'ZMEDIAITEM' })
    const receipts = readSideRows<{ ZRECEIPTINFO: SqlValue }>(database, {
      table: 'ZWAMESSAGEINFO',
      columns: ['ZRECEIPTINFO'],
      keyColumn: 'ZMESSAGEINFO',
    })
    const columns = [...REQUIRED, ...OPTIONAL].map((name) => `${database.column('ZWAMESSAGE', name, 'm')} AS ${name}`).join(', ')
    try {
      for (const row of database.read<MessageRow>('ZWAMESSAGE', `SELECT m.Z_PK AS rowId, ${columns} FROM ZWAMESSAGE m ORDER BY m.Z_PK`)) {
        const message = messageRecord(row, media.of(row.rowId, numberOf(row['ZMEDIAITEM'])), reading)
        yield message
        const blobs = receipts.of(row.rowId, numberOf(row['ZMESSAGEINFO'])).map(({ ZRECEIPTINFO }) => bytesOf(ZRECEIPTINFO))
        yield* reactionRecords(message, blobs, reading.names, context)
      }
      noteLeftOver(context, 'ZWAMEDIAITEM', media.leftOver())
      noteLeftOver(context, 'ZWAMESSAGEINFO', receipts.leftOver())
    } finally {
      media.close()
      receipts.close()
    }
  },
})

function noteLeftOver(context: ParserContext, table: string, count: number): void {
  if (count > 0) context.note(`${count} rows of table ${table} belong to no row of table ZWAMESSAGE: their messages may have been deleted.`)
}

function prepare(database: EvidenceDatabase, context: ParserContext): Reading {
  const names = readWhatsappNames({ contacts: context.companion('contacts'), lids: context.companion('lids'), chat: database })
  const members = readGroupMembers(database)
  return {
    service: /whatsappsmb/i.test(context.path) ? 'WhatsApp Business' : 'WhatsApp',
    folder: context.path.slice(0, context.path.lastIndexOf('/') + 1),
    threads: readThreads(database, members, names),
    members,
    names,
    context,
  }
}

interface Described {
  readonly type: number | null
  readonly kind: MessageKind
  readonly words: string | null
  readonly event: string | null
}

/** What the row's two type codes say. */
function describe(row: MessageRow): Described {
  const type = numberOf(row['ZMESSAGETYPE'])
  const event = numberOf(row['ZGROUPEVENTTYPE'])
  const known = codes.MESSAGE_TYPES[type ?? -1]
  const words = known?.words ?? codeInWords(row['ZMESSAGETYPE'], {})
  if (known === undefined) return { type, kind: type === null && textOf(row['ZTEXT']) !== null ? 'text' : 'other', words, event: null }
  const kind = type === codes.SYSTEM_EVENT && event !== null && codes.CALL_EVENTS.has(event) ? 'call' : known.kind
  return { type, kind, words, event: eventInWords(type, row['ZGROUPEVENTTYPE']) }
}

function eventInWords(type: number | null, stored: SqlValue | undefined): string | null {
  if (type === codes.GROUP_EVENT) return codeInWords(stored, codes.GROUP_EVENTS)
  if (type === codes.SYSTEM_EVENT) return codeInWords(stored, codes.SYSTEM_EVENTS)
  return type === codes.CHANNEL_EVENT ? codeInWords(stored, {}) : null
}

function messageRecord(row: MessageRow, mediaRows: readonly MediaRow[], reading: Reading): MessageRecord {
  const chat = reading.threads.get(numberOf(row['ZCHATSESSION']) ?? -1) ?? null
  const described = describe(row)
  const extras: MessageExtras = { attachments: [], facts: {}, caption: null, cardName: null, position: null, replyToNativeId: null }
  for (const media of mediaRows) addMedia(extras, media, described.type, described.kind, reading.folder, reading.context)
  const isOwn = flagOf(row['ZISFROMME'])
  const direction: Direction = described.kind === 'system' || isOwn === null ? 'unknown' : isOwn ? 'outgoing' : 'incoming'
  const senderJid = direction === 'incoming' ? senderOf(row, chat, reading.members) : null
  const facts = { ...rowFacts(row, described, chat, reading), ...extras.facts, ...textFacts(row, extras, described.kind) }
  return {
    type: 'message',
    from: { table: 'ZWAMESSAGE', rowId: String(row.rowId), ordinal: 0 },
    state: described.type === codes.DELETED_BY_SENDER ? 'deleted-flagged' : 'live',
    service: reading.service,
    nativeId: textOf(row['ZSTANZAID']),
    thread: chat?.thread ?? null,
    sender: senderJid === null ? null : reading.names.identityOf(senderJid),
    ownLine: null,
    direction,
    kind: described.kind,
    sentAt: instantOf(timeValueOf(row['ZMESSAGEDATE']), 'cocoa-s'),
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    body: textOf(row['ZTEXT']) ?? extras.caption ?? extras.cardName,
    subject: null,
    attachments: extras.attachments,
    position: extras.position,
    replyToNativeId: extras.replyToNativeId,
    reaction: null,
    status: direction === 'outgoing' ? codeInWords(row['ZMESSAGESTATUS'], codes.OWN_STATUS) : null,
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  }
}

/** The member row in groups; otherwise ZFROMJID unless it names the group or list itself; otherwise the chat's other party. */
function senderOf(row: MessageRow, chat: WhatsappThread | null, members: GroupMembers): string | null {
  const member = members.byRow.get(numberOf(row['ZGROUPMEMBER']) ?? -1)
  if (member !== undefined) return member
  const from = textOf(row['ZFROMJID'])
  if (from !== null && kindOf(from, null) !== 'group' && !from.endsWith('@broadcast')) return from
  return from === null ? (chat?.partner ?? null) : null
}

function rowFacts(row: MessageRow, described: Described, chat: WhatsappThread | null, reading: Reading): Record<string, string> {
  const facts: Record<string, string> = {}
  const put = (key: string, value: string | null): void => {
    if (value !== null) facts[key] = value
  }
  if (described.type !== 0) put('message type', described.words)
  put('event', described.event)
  if (described.kind === 'system') {
    put('group member', reading.members.byRow.get(numberOf(row['ZGROUPMEMBER']) ?? -1) ?? null)
    put('from', textOf(row['ZFROMJID']))
    put('to', textOf(row['ZTOJID']))
  }
  const clock = textOf(row['ZSENTDATE'])
  if (clock !== null) put('time by this phone (ZSENTDATE)', instantInWords(instantOf(clock, 'cocoa-s')))
  if (flagOf(row['ZSTARRED']) === true) put('starred', 'yes')
  const flags = textOf(row['ZFLAGS'])
  if (flags !== '0') put('flags', flags)
  if (chat?.isRemoved === true) put('chat removed', 'yes')
  if (chat?.isArchived === true) put('chat archived', 'yes')
  if (chat === null) put('chat row', missingRow(row['ZCHATSESSION'], 'ZWACHATSESSION'))
  const memberId = numberOf(row['ZGROUPMEMBER'])
  if (memberId !== null && !reading.members.byRow.has(memberId)) put('member row', missingRow(row['ZGROUPMEMBER'], 'ZWAGROUPMEMBER'))
  return facts
}

function missingRow(stored: SqlValue | undefined, table: string): string | null {
  const id = textOf(stored)
  return id === null ? null : `${id}, not in ${table}`
}

/** Texts that have no field because the message has a text of its own. */
function textFacts(row: MessageRow, extras: MessageExtras, kind: MessageKind): Record<string, string> {
  const facts: Record<string, string> = {}
  const text = textOf(row['ZTEXT'])
  if (text !== null && extras.caption !== null && extras.caption !== text) facts[kind === 'media' ? 'caption' : 'title'] = extras.caption
  if (extras.cardName !== null && (text ?? extras.caption ?? extras.cardName) !== extras.cardName) facts['contact name'] = extras.cardName
  return facts
}
