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
import { noteCoreDataGaps, PRIMARY_KEY_COLUMNS } from '../../../formats/sqlite/coreDataGaps.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { bytesOf, codeInWords, flagOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, EvidenceDatabase, MessageRecord, ParserContext, SqlValue } from '../../../model/index.ts'
import { addMedia, MEDIA_COLUMNS } from './whatsappMedia.ts'
import type { MediaRow, MessageExtras } from './whatsappMedia.ts'
import * as codes from './whatsappMessagesCodes.ts'
import { LINK_COLUMNS, linkFacts, receiptFacts, rowFacts, textFacts } from './whatsappMessagesFacts.ts'
import type { LinkRow } from './whatsappMessagesFacts.ts'
import { readWhatsappNames } from './whatsappNames.ts'
import type { WhatsappNames } from './whatsappNames.ts'
import { pollIn } from './whatsappPolls.ts'
import { reactionRecords } from './whatsappReactionRecords.ts'
import { readSideRows } from './whatsappSideRows.ts'
import { kindOf, noteEmptyChats, personOfStatus, readGroupMembers, readThreads } from './whatsappThreads.ts'
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
  'ZPARENTMESSAGE',
  'ZMESSAGEERRORSTATUS',
  'ZCHILDMESSAGESDELIVEREDCOUNT',
  'ZCHILDMESSAGESREADCOUNT',
  'ZCHILDMESSAGESPLAYEDCOUNT',
]

type MessageRow = { readonly rowId: number } & Readonly<Record<string, SqlValue>>

interface Reading {
  readonly service: string
  readonly folder: string
  readonly threads: ReadonlyMap<number, WhatsappThread>
  readonly members: GroupMembers
  readonly names: WhatsappNames
  readonly context: ParserContext
  /** Stanza id of a message by its row, or null. */
  stanzaOf(rowId: number | null): string | null
}

export const iosWhatsappMessages = defineSqliteParser({
  id: 'ios-whatsapp-messages',
  version: 2,
  app: 'WhatsApp',
  platform: 'ios',
  store: 'WhatsApp messages (ChatStorage.sqlite)',
  reads: ['**/ChatStorage.sqlite'],
  yields: ['message'],
  proof: 'source-verified',
  scheme: 'whatsapp',
  doesNotCover: [
    'which recipient received and read a message when: only counts (ZRECEIPTINFO names recipients in a form that nobody describes)',
    'tallies of reactions in channels, places of live locations, times of poll votes',
    'earlier texts of edited messages: the app keeps the last one only',
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
    ZWAMESSAGEDATAITEM: ['ZMESSAGE', ...LINK_COLUMNS],
    ...PRIMARY_KEY_COLUMNS,
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
    const links = readSideRows<LinkRow>(database, { table: 'ZWAMESSAGEDATAITEM', columns: LINK_COLUMNS, keyColumn: 'ZDATAITEM' })
    const columns = [...REQUIRED, ...OPTIONAL].map((name) => `${database.column('ZWAMESSAGE', name, 'm')} AS ${name}`).join(', ')
    const chats = new Set<number>()
    try {
      for (const row of database.read<MessageRow>('ZWAMESSAGE', `SELECT m.Z_PK AS rowId, ${columns} FROM ZWAMESSAGE m ORDER BY m.Z_PK`)) {
        const blobs = receipts.of(row.rowId, numberOf(row['ZMESSAGEINFO'])).map(({ ZRECEIPTINFO }) => bytesOf(ZRECEIPTINFO))
        const beside = { media: media.of(row.rowId, numberOf(row['ZMEDIAITEM'])), links: links.of(row.rowId, null), blobs }
        const message = messageRecord(row, beside, reading)
        yield message
        chats.add(numberOf(row['ZCHATSESSION']) ?? -1)
        yield* reactionRecords(message, blobs, reading.names, context)
      }
      noteLeftOver(context, 'ZWAMEDIAITEM', media.leftOver())
      noteLeftOver(context, 'ZWAMESSAGEINFO', receipts.leftOver())
      noteLeftOver(context, 'ZWAMESSAGEDATAITEM', links.leftOver())
      noteEmptyChats(reading.threads, chats, context)
      noteCoreDataGaps(database, 'ZWAMESSAGE', 'WAMessage', context)
    } finally {
      media.close()
      receipts.close()
      links.close()
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
    stanzaOf: (rowId) => (rowId === null ? null : readStanza(database, rowId)),
  }
}

/** Older versions name the quoted message by its row; few rows do, so it is looked up for each. */
function readStanza(database: EvidenceDatabase, rowId: number): string | null {
  if (!database.has('ZWAMESSAGE', 'ZSTANZAID')) return null
  for (const { stanza } of database.lookup<{ stanza: SqlValue }>('SELECT ZSTANZAID AS stanza FROM ZWAMESSAGE WHERE Z_PK = ?', rowId))
    return textOf(stanza)
  return null
}

/** Rows of other tables that belong to a message. */
interface Beside {
  readonly media: readonly MediaRow[]
  readonly links: readonly LinkRow[]
  readonly blobs: readonly (Uint8Array | null)[]
}

function messageRecord(row: MessageRow, beside: Beside, reading: Reading): MessageRecord {
  const chat = reading.threads.get(numberOf(row['ZCHATSESSION']) ?? -1) ?? null
  const described = codes.describe(row)
  const extras: MessageExtras = { attachments: [], facts: {}, caption: null, cardName: null, position: null, replyToNativeId: null }
  for (const media of beside.media) addMedia(extras, media, described.type, described.kind, reading.folder, reading.context)
  const isOwn = flagOf(row['ZISFROMME'])
  const direction: Direction = described.kind === 'system' || isOwn === null ? 'unknown' : isOwn ? 'outgoing' : 'incoming'
  const senderJid = direction === 'incoming' ? senderOf(row, chat, reading.members) : null
  const poll = described.kind === 'poll' ? pollIn(beside.blobs) : null
  const facts = {
    ...rowFacts(row, described, chat, reading.members),
    ...extras.facts,
    ...linkFacts(beside.links),
    ...poll?.facts,
    ...textFacts(row, extras, described.kind),
    ...(direction === 'outgoing' ? receiptFacts(row, beside.blobs) : {}),
  }
  return {
    type: 'message',
    from: { table: 'ZWAMESSAGE', rowId: String(row.rowId), ordinal: 0 },
    state: described.type === codes.DELETED_FOR_EVERYONE ? 'deleted-flagged' : 'live',
    service: reading.service,
    nativeId: textOf(row['ZSTANZAID']),
    thread: chat?.thread ?? null,
    sender: senderJid === null ? null : reading.names.identityOf(senderJid),
    ownLine: null,
    direction,
    // A type without a meaning of its own that brings a file is what its file is.
    kind: described.kind === 'other' && extras.attachments.length > 0 ? 'media' : described.kind,
    sentAt: instantOf(timeValueOf(row['ZMESSAGEDATE']), 'cocoa-s'),
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    body: textOf(row['ZTEXT']) ?? extras.caption ?? extras.cardName ?? poll?.question ?? null,
    subject: null,
    attachments: extras.attachments,
    position: extras.position,
    replyToNativeId: extras.replyToNativeId ?? reading.stanzaOf(numberOf(row['ZPARENTMESSAGE'])),
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
  if (from !== null && kindOf(from, null) !== 'group' && !from.endsWith('@broadcast')) return personOfStatus(from) ?? from
  return from === null ? (chat?.partner ?? null) : null
}
