/**
 * Telegram on the iPhone, Postbox `db_sqlite` (numbered tables of keys and values): one message record per row of t7 and one contact
 * record per person of t2.
 *
 * Meanings (artifacts 1.10, and public readers of the format): the key of t7 gives chat, Unix seconds and number; flag 4 of the value
 * is incoming. Key 2 of t0 names the account. One folder `account-...` is one account. A value that cannot be decoded keeps its row, with chat and time from the key
 * and its bytes counted; what its text was is then not known. t2 lists everybody the app has met: a row is no sign of an exchange. In
 * channels the number of a message is the service's; elsewhere every account counts for itself. Newer versions encrypt the file; its key lies
 * beside it (`.tempkeyEncrypted`), itself encrypted with the passcode of the app, or with a fixed word when none is set. No public file is at hand.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { decodePostboxObject, postboxInt64, postboxNumber, postboxType } from './postbox.ts'
import type { PostboxObject } from './postbox.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, factsOf, instantInWords, textOf } from '../../../formats/values/storedValues.ts'
import { telegramKey, telegramMessage, telegramPeer } from './telegramMessage.ts'
import type { TelegramKey, TelegramMessage } from './telegramMessage.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type {
  ContactIdentifier,
  Emitted,
  IdentityRef,
  MessageKind,
  MessageRecord,
  ParserContext,
  SqlCipherStore,
} from '../../../model/index.ts'
import { actionInWords, CALL_ACTION, readContent, readStoredMedia } from './telegramMedia.ts'
import type { StoredMedia, TelegramContent } from './telegramMedia.ts'
import { describePeer, readOwnPeerId, readTelegramPeers } from './telegramPeers.ts'
import type { TelegramPeers } from './telegramPeers.ts'

/** SQLCipher 4 with its first 32 bytes in clear (Telegram's published Postbox). */
const TELEGRAM_ENCRYPTION: SqlCipherStore = {
  keyName: "Telegram's key file .tempkeyEncrypted of this phone, and the passcode of the app where one is set,",
  apps: ['telegram'],
  key: 'raw',
  kdfRounds: 256_000,
  hash: 'sha512',
  pageBytes: 4096,
  plainHeaderBytes: 32,
  keyFiles: ['**/telegram-data/**/.tempkeyEncrypted'],
}
const FLAG = { unsent: 1, failed: 2, incoming: 4, sending: 32 }
const REPLY = postboxType('ReplyMessageAttribute')
const EDITED = postboxType('EditedMessageAttribute')

interface Reading {
  readonly peers: TelegramPeers
  /** The account itself, where the store says who it is. */
  readonly ownId: bigint | null
  /** Folder name of the account: numbers of messages count within it. */
  readonly account: string
  readonly media: StoredMedia
  readonly context: ParserContext
}

export const iosTelegram = defineSqliteParser({
  id: 'ios-telegram',
  version: 3,
  app: 'Telegram',
  platform: 'ios',
  store: 'Telegram (Postbox db_sqlite)',
  reads: ['**/telegram-data/account-*/postbox/db/db_sqlite', '**/postbox/db/db_sqlite', '**/db_sqlite'],
  inBackups: false,
  encryption: TELEGRAM_ENCRYPTION,
  yields: ['message', 'contact', 'account'],
  proof: 'source-verified',
  scheme: 'telegram',
  doesNotCover: [
    'reactions, polls, text formatting, views, and details of service messages',
    'members of groups, read states, archived and pinned chats (t9, t14, t18, t20), contacts of the address book (t16, t54)',
    'whether a channel is a broadcast or a supergroup',
  ],
  requires: { t2: ['key', 'value'], t7: ['key', 'value'] },
  optional: { t0: ['key', 'value'], t6: ['key', 'value'] },
  *parse(database, context) {
    const account = /(?:^|\/)(account-[^/]+)\//.exec(context.path)?.[1] ?? 'account'
    const [peers, ownId] = [readTelegramPeers(database), readOwnPeerId(database)]
    const reading: Reading = { peers, ownId, account, media: readStoredMedia(database, context), context }
    for (const row of evidenceRows(database, { table: 't7', columns: ['key', 'value'] })) yield messageRow(row, reading)
    for (const row of evidenceRows(database, { table: 't2', columns: ['value'], asText: ['key'] })) yield peerRow(row, ownId)
  },
})

function messageRow(row: StoredRow, reading: Reading): Emitted {
  const [keyBytes, bytes] = [bytesOf(row['key']), bytesOf(row['value'])]
  const key = keyBytes === null ? null : telegramKey(keyBytes)
  if (key === null) return { type: 'skipped', from: placeOf('t7', row), reason: 'the key is none of a message' }
  const message = bytes === null ? null : telegramMessage(bytes)
  return messageRecord(row, key, message, reading, bytes?.length ?? 0)
}

function messageRecord(row: StoredRow, key: TelegramKey, message: TelegramMessage | null, reading: Reading, size: number): MessageRecord {
  const { peers, ownId, media, context } = reading
  const content = message === null ? null : readContent(message.media, message.mediaReferences, media, context)
  const peer = telegramPeer(key.peerId)
  const isIncoming = message !== null && (message.flags & FLAG.incoming) !== 0
  const author = message?.authorId ?? (isIncoming && peer.kind === 'user' ? key.peerId : null)
  // Without the flag the account itself wrote it, as itself or in the name of a channel.
  const isOwnAccount = message !== null && !isIncoming && author !== null && telegramPeer(author).kind === 'user'
  const edited = attributeOf(message, EDITED)
  const facts = factsOf({
    content: message === null ? `not decoded: ${size} bytes` : message.isWhole ? null : 'text and author decoded, attributes or media not',
    'service message': actionInWords(content?.action ?? null),
    chat: peer.kind === 'secret chat' ? 'secret chat' : null,
    'sent in the name of': author !== null && !isIncoming && !isOwnAccount ? peers.inWords(author) : null,
    ...forwardFacts(message, peers),
    ...content?.facts,
    namespace: key.namespace === 0 ? null : String(key.namespace),
  })
  return {
    type: 'message',
    from: placeOf('t7', row),
    state: 'live',
    service: 'Telegram',
    nativeId: nativeIdOf(key.peerId, key.namespace, key.id, reading.account),
    thread: peers.threadOf(key.peerId),
    sender: isIncoming && author !== null ? peers.identityOf(author) : null,
    ownLine: isOwnAccount ? peers.identityOf(author) : ownId === null ? null : peers.identityOf(ownId),
    direction: message === null ? 'unknown' : isIncoming ? 'incoming' : 'outgoing',
    kind: kindOf(message, content),
    sentAt: instantOf(key.timestamp, 'unix-s'),
    deliveredAt: null,
    readAt: null,
    editedAt: edited === null ? null : instantOf(postboxNumber(edited.fields.get('d')), 'unix-s'),
    body: message === null || message.text === '' ? null : message.text,
    subject: null,
    attachments: content?.attachments ?? [],
    position: content?.position ?? null,
    replyToNativeId: replyTo(message, reading.account),
    reaction: null,
    status: message === null || isIncoming ? null : statusOf(message.flags),
    ...(facts === undefined ? {} : { facts }),
  }
}

function attributeOf(message: TelegramMessage | null, type: number): PostboxObject | null {
  return message?.attributes.find((attribute) => attribute?.type === type) ?? null
}

/** Numbers of a channel are the same on every phone; all others are this account's own. */
function nativeIdOf(peerId: bigint, namespace: number, id: number, account: string): string {
  const { kind, id: chat } = telegramPeer(peerId)
  return kind === 'channel' && namespace === 0 ? `channel ${chat}/${id}` : `${account}/${peerId}/${namespace}/${id}`
}

/** A reply holds its target's chat in `p`, namespace and number in the halves of `i`. */
function replyTo(message: TelegramMessage | null, account: string): string | null {
  const reply = attributeOf(message, REPLY)
  const [peerId, halves] = [postboxInt64(reply?.fields.get('p')), postboxInt64(reply?.fields.get('i'))]
  if (peerId === null || halves === null) return null
  return nativeIdOf(peerId, Number(BigInt.asIntN(32, halves)), Number(BigInt.asIntN(32, halves >> 32n)), account)
}

function forwardFacts(message: TelegramMessage | null, peers: TelegramPeers): Record<string, string | null> {
  const forward = message?.forward ?? null
  if (forward === null) return {}
  return {
    'forwarded from': forward.authorId === 0n ? (forward.signature ?? 'a hidden author') : peers.inWords(forward.authorId),
    'forwarded from chat': forward.sourceId === null ? null : peers.inWords(forward.sourceId),
    'original of': instantInWords(instantOf(forward.date, 'unix-s')),
    'signature of the original': forward.signature,
  }
}

function kindOf(message: TelegramMessage | null, content: TelegramContent | null): MessageKind {
  if (message === null || content === null) return 'other'
  if (content.action !== null) return content.action === CALL_ACTION ? 'call' : 'system'
  if (content.position !== null) return 'location'
  if (content.attachments.length > 0) return 'media'
  return message.text === '' ? 'other' : 'text'
}

function statusOf(flags: number): string {
  if ((flags & FLAG.failed) !== 0) return 'failed'
  if ((flags & FLAG.sending) !== 0) return 'sending'
  return (flags & FLAG.unsent) !== 0 ? 'not sent' : 'sent'
}

function peerRow(row: StoredRow, ownId: bigint | null): Emitted {
  const from = placeOf('t2', row)
  const [key, bytes] = [textOf(row['key']), bytesOf(row['value'])]
  if (key === null || !/^-?\d+$/.test(key)) return { type: 'skipped', from, reason: 'the key is none of a user or chat' }
  const { kind, id } = telegramPeer(BigInt(key))
  if (kind !== 'user')
    return { type: 'skipped', from, reason: `${kind === 'other' ? 'another kind of chat' : `a ${kind}`}: shown as a conversation` }
  const peer = bytes === null ? null : decodePostboxObject(bytes)
  const { name, userName, phone } = describePeer(peer)
  if (BigInt(key) === ownId) {
    const facts = factsOf({ 'known by': 'state of the account (t0)', 'user name': userName, 'telephone number as stored': phone })
    const identity: IdentityRef = { scheme: 'telegram', raw: String(id), name, country: null }
    return { type: 'account', from, state: 'live', service: 'Telegram', identity, name, isOwner: true, ...(facts && { facts }) }
  }
  const identifiers: ContactIdentifier[] = [
    {
      kind: 'instant-messaging',
      label: 'Telegram',
      raw: String(id),
      identity: { scheme: 'telegram', raw: String(id), name, country: null },
    },
  ]
  if (userName !== null) identifiers.push({ kind: 'instant-messaging', label: 'Telegram user name', raw: userName, identity: null })
  // The service keeps numbers in international form without the plus sign.
  if (phone !== null)
    identifiers.push({
      kind: 'phone',
      label: null,
      raw: phone,
      identity: { scheme: 'address', raw: /^\d{7,15}$/.test(phone) ? `+${phone}` : phone, name, country: null },
    })
  const record: Emitted = {
    type: 'contact',
    from,
    state: 'live',
    name,
    organisation: null,
    identifiers,
    store: 'Telegram: everybody the app has met',
    note: null,
    createdAt: null,
    modifiedAt: null,
  }
  return peer === null ? { ...record, facts: { content: `not decoded: ${bytes?.length ?? 0} bytes` } } : record
}
