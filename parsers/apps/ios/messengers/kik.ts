/**
 * Kik on the iPhone, `kik.sqlite`: one message record per ZKIKMESSAGE row and one contact record per person of ZKIKUSER.
 *
 * Meanings (artifacts 1.10, and the public iOS database of plaso's test data): times count seconds since 2001 UTC; ZTIMESTAMP is the
 * time of the message, ZRECEIVEDTIMESTAMP when this phone got it (the same for what it sent). ZTYPE 1 is received and ZUSER its
 * sender, 2 is sent and ZUSER the chat, 3 and 4 are notices about groups: nobody's message. ZUSER is the Z_PK of ZKIKUSER (in the public
 * data the notices name that user in words). The chat follows from the join table of chats and messages; one
 * message of the public data stands in two chats, and belongs to the one that ZUSER names. A message with an attachment
 * has the attachment's id as its text. ZKIKUSER lists everybody the app has met, in searches too: a row is no sign of an exchange.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type {
  AttachmentRef,
  ContactIdentifier,
  Direction,
  Emitted,
  EvidenceDatabase,
  IdentityRef,
  MessageKind,
  MessageRecord,
  ParserContext,
} from '../../../model/index.ts'
import { readChats, readUsers, USER_COLUMNS } from './kikUsers.ts'
import type { KikChats, KikUsers } from './kikUsers.ts'

const REQUIRED = ['Z_PK', 'ZTYPE', 'ZBODY', 'ZTIMESTAMP']
const OPTIONAL = ['ZRECEIVEDTIMESTAMP', 'ZUSER', 'ZSTANZAID', 'ZSTATE', 'ZSYSTEMSTATE', 'ZFLAGS']
const TYPES: Readonly<Record<number, string>> = { 1: 'received', 2: 'sent', 3: 'notice about a group', 4: 'notice about a group member' }
const DIRECTIONS: Readonly<Record<number, Direction>> = { 1: 'incoming', 2: 'outgoing' }

interface Reading {
  readonly users: KikUsers
  readonly chats: KikChats
  readonly attachments: ReadonlyMap<number, readonly AttachmentRef[]>
}

export const iosKik = defineSqliteParser({
  id: 'ios-kik',
  version: 1,
  app: 'Kik',
  platform: 'ios',
  store: 'Kik (kik.sqlite)',
  reads: ['**/kik.sqlite'],
  yields: ['message', 'contact'],
  proof: 'data-proven',
  scheme: 'kik',
  doesNotCover: [
    'which user is the owner of the phone',
    'the meaning of ZSTATE, ZSYSTEMSTATE and ZFLAGS (kept as numbers)',
    'administrators and bans of groups, drafts, encryption keys of attachments',
    'content of cards and other rendered messages (ZRENDERINSTRUCTIONSET)',
  ],
  requires: { ZKIKMESSAGE: REQUIRED },
  optional: {
    ZKIKMESSAGE: OPTIONAL,
    ZKIKUSER: USER_COLUMNS,
    ZKIKCHAT: ['ZUSER'],
    ZKIKATTACHMENT: ['ZMESSAGE', 'ZCONTENT'],
  },
  *parse(database, context) {
    const users = readUsers(database)
    const reading: Reading = { users, chats: readChats(database, users), attachments: readAttachments(database, context) }
    for (const row of evidenceRows(database, { table: 'ZKIKMESSAGE', columns: [...REQUIRED, ...OPTIONAL] }))
      yield messageRecord(row, reading)
    for (const row of evidenceRows(database, { table: 'ZKIKUSER', columns: USER_COLUMNS })) yield userRecord(row, users)
  },
})

function readAttachments(database: EvidenceDatabase, context: ParserContext): ReadonlyMap<number, readonly AttachmentRef[]> {
  const attachments = new Map<number, AttachmentRef[]>()
  const folder = context.path.slice(0, context.path.lastIndexOf('/') + 1)
  for (const row of sideRows(database, { table: 'ZKIKATTACHMENT', columns: ['ZMESSAGE', 'ZCONTENT'] })) {
    const [message, content] = [numberOf(row['ZMESSAGE']), textOf(row['ZCONTENT'])]
    if (message === null || content === null) continue
    const path = ['attachments/', 'content_manager/data_cache/']
      .map((place) => `${folder}${place}${content}`)
      .find((one) => context.hasFile(one))
    const attachment = { path: path ?? null, name: content, mime: null, sizeBytes: null }
    const known = attachments.get(message)
    if (known === undefined) attachments.set(message, [attachment])
    else known.push(attachment)
  }
  return attachments
}

function messageRecord(row: StoredRow, { users, chats, attachments }: Reading): MessageRecord {
  const message = numberOf(row['Z_PK']) ?? row.rowId
  const [type, user] = [numberOf(row['ZTYPE']), numberOf(row['ZUSER'])]
  const direction = DIRECTIONS[type ?? -1] ?? 'unknown'
  const isNotice = type === 3 || type === 4
  const files = attachments.get(message) ?? []
  const body = textOf(row['ZBODY'])
  const sent = instantOf(timeValueOf(row['ZTIMESTAMP']), 'cocoa-s')
  const received = instantOf(timeValueOf(row['ZRECEIVEDTIMESTAMP']), 'cocoa-s')
  const named = users.identityOf(user)
  const facts = factsOf({
    'message type': direction === 'unknown' ? codeInWords(row['ZTYPE'], TYPES) : null,
    about: isNotice && !users.isGroup(user) ? wordsOf(named) : null,
    'got by this phone': direction === 'incoming' || received.asStored === sent.asStored ? null : instantInWords(received),
    'listed in several chats': chats.severalChats(message),
    'user row': user !== null && named === null ? `${user}, not in ZKIKUSER` : null,
    'state (meaning not known)': textOf(row['ZSTATE']),
    'system state (meaning not known)': textOf(row['ZSYSTEMSTATE']) === '0' ? null : textOf(row['ZSYSTEMSTATE']),
    'flags (meaning not known)': textOf(row['ZFLAGS']) === '0' ? null : textOf(row['ZFLAGS']),
  })
  return {
    type: 'message',
    from: placeOf('ZKIKMESSAGE', row),
    state: 'live',
    service: 'Kik',
    nativeId: textOf(row['ZSTANZAID']),
    // Without its chat, a received message may belong to the sender's chat or to any group.
    thread: chats.threadOf(message, user, direction === 'outgoing' || users.isGroup(user) ? user : null),
    sender: direction === 'incoming' && !users.isGroup(user) ? named : null,
    ownLine: null,
    direction,
    kind: kindOf(isNotice, files.length > 0, direction),
    sentAt: sent,
    deliveredAt: direction === 'incoming' && received.asStored !== null ? received : null,
    readAt: null,
    editedAt: null,
    body: files.some(({ name }) => name === body) ? null : body,
    subject: null,
    attachments: files,
    position: null,
    replyToNativeId: null,
    reaction: null,
    status: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function kindOf(isNotice: boolean, hasFiles: boolean, direction: Direction): MessageKind {
  if (isNotice) return 'system'
  if (hasFiles) return 'media'
  return direction === 'unknown' ? 'other' : 'text'
}

const wordsOf = (identity: IdentityRef | null): string | null =>
  identity === null ? null : `${identity.name ?? ''} (${identity.raw})`.trim()

function userRecord(row: StoredRow, users: KikUsers): Emitted {
  const from = placeOf('ZKIKUSER', row)
  const identity = users.identityOf(row.rowId)
  if (identity === null) return { type: 'skipped', from, reason: 'the user has neither a JID nor a user name' }
  if (users.isGroup(row.rowId)) return { type: 'skipped', from, reason: 'a group: shown as a conversation' }
  const [jid, userName, email] = [textOf(row['ZJID']), textOf(row['ZUSERNAME']), textOf(row['ZEMAIL'])]
  const identifiers: ContactIdentifier[] = [
    { kind: 'instant-messaging', label: jid === null ? 'Kik user name' : 'Kik', raw: identity.raw, identity },
  ]
  if (jid !== null && userName !== null)
    identifiers.push({ kind: 'instant-messaging', label: 'Kik user name', raw: userName, identity: null })
  if (email !== null)
    identifiers.push({
      kind: 'email',
      label: null,
      raw: email,
      identity: { scheme: 'address', raw: email, name: identity.name, country: null },
    })
  const picture = instantOf(timeValueOf(row['ZPPTIMESTAMP']), 'unix-ms')
  const facts = factsOf({
    'picture changed': picture.asStored === null ? null : instantInWords(picture),
    'picture address': textOf(row['ZPPURL']),
    status: textOf(row['ZSTATUS']),
    'flags (meaning not known)': textOf(row['ZFLAGS']),
  })
  return {
    type: 'contact',
    from,
    state: 'live',
    name: identity.name,
    organisation: null,
    identifiers,
    store: 'Kik: everybody the app has met',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
