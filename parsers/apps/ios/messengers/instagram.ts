/**
 * Instagram on the iPhone, `DirectSQLiteDatabase/<account>.db`: one message record per row of messages, its reactions behind it, and the
 * account that the conversations name.
 *
 * Meanings (artifacts 1.10, iLEAPP): `archive` is a keyed archive whose members carry their types in their names; senderPk is the author,
 * and equal to the conversation's viewer_id it is the phone's own account; serverTimestamp is the service's clock. A message of another
 * class, or an archive that cannot be read, keeps its row. Newer builds keep encrypted chats elsewhere: an empty database is no sign of silence.
 */
import { COCOA_EPOCH_S, instantOf } from '../../../formats/values/epochs.ts'
import type { ArchivedObject, ArchivedValue } from '../../../formats/plist/keyedArchive.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, factsOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser, NO_INSTANT } from '../../../model/index.ts'
import type { AttachmentRef, Direction, Emitted, Instant, MessageRecord } from '../../../model/index.ts'
import { archiveOf, memberOf, readInstagramPeople, THREAD_COLUMNS, wordOf } from './instagramPeople.ts'
import type { InstagramPeople } from './instagramPeople.ts'

const REQUIRED = ['thread_id', 'archive']
const OPTIONAL = ['message_id', 'class_name']
const PUBLISHED = 'IGDirectPublishedMessage'

export const iosInstagram = defineSqliteParser({
  id: 'ios-instagram',
  version: 1,
  app: 'Instagram',
  platform: 'ios',
  store: 'Instagram messages (DirectSQLiteDatabase)',
  reads: ['**/DirectSQLiteDatabase/*.db'],
  inBackups: false,
  yields: ['message', 'account'],
  proof: 'source-verified',
  scheme: 'instagram',
  doesNotCover: [
    'end-to-end encrypted chats, which lie elsewhere',
    'replies, shared posts and stories beyond the address of a picture, voice messages',
    'titles of groups; people as contacts',
    'calls beyond the notice in the conversation',
  ],
  requires: { messages: REQUIRED },
  optional: { messages: OPTIONAL, threads: THREAD_COLUMNS },
  *parse(database, context) {
    const ownerByPath = /(?:^|\/)(\d+)\.db$/.exec(context.path)?.[1] ?? null
    const people = readInstagramPeople(database, ownerByPath)
    for (const row of evidenceRows(database, { table: 'messages', columns: [...REQUIRED, ...OPTIONAL] })) yield* messageRecords(row, people)
    const named = new Set<string>()
    for (const row of evidenceRows(database, { table: 'threads', columns: [], asText: ['thread_id', 'viewer_id'] }))
      yield threadRow(row, people, named)
  },
})

/** Each account once; what else a conversation says stands with its messages. */
function threadRow(row: StoredRow, people: InstagramPeople, named: Set<string>): Emitted {
  const from = placeOf('threads', row)
  const viewer = textOf(row['viewer_id'])
  const identity = people.identityOf(viewer)
  if (viewer === null || identity === null || named.has(viewer))
    return { type: 'skipped', from, reason: 'a conversation: shown with its messages' }
  named.add(viewer)
  return { type: 'account', from, state: 'live', service: 'Instagram', identity, name: identity.name, isOwner: true }
}

function* messageRecords(row: StoredRow, people: InstagramPeople): Generator<Emitted> {
  const archive = archiveOf(row['archive'])
  const thread = textOf(row['thread_id'])
  const className = textOf(row['class_name'])
  const notRead = archive === null ? `not decoded: ${bytesOf(row['archive'])?.length ?? 0} bytes` : null
  const metadata = memberOf(archive ?? undefined, 'IGDirectPublishedMessageMetadata*metadata')
  const sender = wordOf(memberOf(metadata, 'NSString*senderPk'))
  const record = messageRecord(row, archive, sender, thread, people)
  const facts = factsOf({
    content: notRead,
    'kind of object': className === PUBLISHED ? null : className,
    ...record.facts,
  })
  const { facts: _, ...message } = record
  yield facts === undefined ? message : { ...message, facts }
  yield* reactionRecords(row, archive, record, people)
}

function directionOf(pk: string | null, viewer: string | null): Direction {
  return pk === null || viewer === null ? 'unknown' : pk === viewer ? 'outgoing' : 'incoming'
}

/** Foundation dates count seconds since 2001. */
function instantOfDate(value: ArchivedValue): Instant {
  return value instanceof Date ? instantOf(String(value.getTime() / 1000 - COCOA_EPOCH_S), 'cocoa-s') : NO_INSTANT
}

function messageRecord(
  row: StoredRow,
  archive: ArchivedObject | null,
  sender: string | null,
  thread: string | null,
  people: InstagramPeople,
): MessageRecord {
  const metadata = memberOf(archive ?? undefined, 'IGDirectPublishedMessageMetadata*metadata')
  const content = memberOf(archive ?? undefined, 'IGDirectPublishedMessageContent*content')
  const activity = memberOf(content, 'IGDirectThreadActivityAnnouncement*threadActivity')
  const call = wordOf(memberOf(activity, 'NSString*voipTitle'))
  const media = mediaOf(content)
  const text = wordOf(memberOf(content, 'NSString*string'))
  const viewer = people.viewerOf(thread)
  const isNotice = activity !== null
  const direction = isNotice ? 'unknown' : directionOf(sender, viewer)
  const facts = factsOf({
    call,
    'call id': wordOf(memberOf(activity, 'NSString*videoCallId')),
    'notice about': isNotice ? (people.identityOf(sender)?.name ?? sender) : null,
    'address of the picture': media?.address,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('messages', row),
    service: 'Instagram',
    nativeId: textOf(row['message_id']),
    thread: people.threadOf(thread ?? wordOf(memberOf(metadata, 'NSString*threadId'))),
    sender: direction === 'outgoing' || isNotice ? null : people.identityOf(sender),
    ownLine: people.identityOf(viewer),
    direction,
    kind: call !== null ? 'call' : isNotice ? 'system' : media !== null ? 'media' : text === null ? 'other' : 'text',
    sentAt: instantOfDate(memberOf(metadata, 'NSDate*serverTimestamp')),
    body: text,
    attachments: media === null ? [] : [media.attachment],
    ...(facts === undefined ? {} : { facts }),
  }
}

/** A picture lies on the service: its number and address. */
function mediaOf(content: ArchivedValue): { readonly attachment: AttachmentRef; readonly address: string | null } | null {
  const media = memberOf(content, 'IGDirectPublishedMessageMedia*media')
  if (media === null) return null
  const photo = memberOf(memberOf(media, 'IGDirectPublishedMessagePermanentMedia*permanentMedia'), 'IGPhoto*photo')
  const versions = memberOf(photo, 'imageVersions')
  const first = Array.isArray(versions) ? versions[0] : undefined
  const id = wordOf(memberOf(photo, 'kIGPhotoMediaID'))
  return {
    attachment: { path: null, name: id === null ? 'shared media' : `media ${id}`, mime: null, sizeBytes: null },
    address: wordOf(memberOf(first, 'url')),
  }
}

function* reactionRecords(
  row: StoredRow,
  archive: ArchivedObject | null,
  target: MessageRecord,
  people: InstagramPeople,
): Generator<MessageRecord> {
  const list = memberOf(archive ?? undefined, 'NSArray<IGDirectMessageReaction *>*reactions')
  const viewer = target.ownLine?.raw ?? null
  let ordinal = 1
  for (const reaction of Array.isArray(list) ? list : []) {
    const emoji = wordOf(memberOf(reaction, 'emojiUnicode'))
    if (emoji === null) continue
    const user = wordOf(memberOf(reaction, 'userId'))
    const direction = directionOf(user, viewer)
    yield {
      ...NO_MESSAGE_FIELDS,
      from: placeOf('messages', row, ordinal),
      service: 'Instagram',
      thread: target.thread,
      sender: direction === 'outgoing' ? null : people.identityOf(user),
      ownLine: target.ownLine,
      direction,
      kind: 'reaction',
      sentAt: instantOfDate(memberOf(reaction, 'serverTimestamp')),
      reaction: { targetNativeId: target.nativeId ?? '', targetPart: null, label: emoji, action: 'added' },
    }
    ordinal++
  }
}
