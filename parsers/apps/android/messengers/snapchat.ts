/**
 * Snapchat on Android, `arroyo.db`: one message record per conversation_message row. Names come from main.db, cached files from
 * cache_controller.db, the own account from the app's settings.
 *
 * Meanings (artifacts 2.10, published work over several test phones): times are Unix milliseconds; content_type 1 is text, other types stay
 * numbers; quoted_server_message_id is the message that is answered. A file belongs to a message whose content names the last part
 * of the file's external key. Where the settings do not name the account, the conclusion stands with each message. Rows that vanished may
 * stand in older frames of the write-ahead log.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_MESSAGE_FIELDS, statedInstant } from '../../../formats/records/messageDefaults.ts'
import { snapchatText } from '../../bothPlatforms/snapchatMessage.ts'
import {
  readSnapchatThreads,
  SNAPCHAT_CONVERSATIONS,
  snapchatIdentities,
  snapchatOwnerByMessages,
} from '../../bothPlatforms/snapchatStore.ts'
import type { SnapchatOwner } from '../../bothPlatforms/snapchatStore.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, factsOf, flagOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, EvidenceDatabase, IdentityRef, MessageRecord, ParserContext, ThreadRef } from '../../../model/index.ts'
import { readCachedFiles } from './snapchatFiles.ts'
import type { CachedFiles } from './snapchatFiles.ts'
import { ownerInSettings, readFriends, SETTINGS_FILES } from './snapchatPeople.ts'

const REQUIRED = ['client_conversation_id', 'creation_timestamp', 'sender_id', 'message_content']
const OPTIONAL = [
  'client_message_id',
  'server_message_id',
  'read_timestamp',
  'content_type',
  'message_state_type',
  'is_saved',
  'is_viewed_by_user',
  'created_on_device',
  'local_message_content_id',
  'remote_media_count',
  'replies_count',
  'quoted_server_message_id',
]
const TEXT_TYPE = 1

interface Reading {
  readonly owner: SnapchatOwner | null
  readonly identityOf: (user: string) => IdentityRef
  readonly threadOf: (conversation: string) => ThreadRef
  readonly files: CachedFiles
}

export const androidSnapchat = defineSqliteParser({
  id: 'android-snapchat',
  version: 1,
  app: 'Snapchat',
  platform: 'android',
  store: 'Snapchat (arroyo.db)',
  reads: ['**/com.snapchat.android/databases/arroyo.db'],
  yields: ['message'],
  proof: 'source-verified',
  scheme: 'snapchat',
  doesNotCover: [
    'content types other than text (kept as numbers), reactions, edits',
    'memories and the private part of them (memories.db), the feed',
    'keys and contents of encrypted pictures',
  ],
  requires: { conversation_message: REQUIRED },
  optional: {
    conversation_message: OPTIONAL,
    ...SNAPCHAT_CONVERSATIONS,
  },
  companions: { friends: ['main.db'], cache: ['**/native_content_manager/cache_controller.db'] },
  sideFiles: SETTINGS_FILES,
  *parse(database, context) {
    const reading = prepare(database, context)
    for (const row of evidenceRows(database, { table: 'conversation_message', columns: [...REQUIRED, ...OPTIONAL] }))
      yield messageRecord(row, reading)
  },
})

function prepare(database: EvidenceDatabase, context: ParserContext): Reading {
  const friends = context.companion('friends')
  const owner = ownerInSettings(context, friends) ?? snapchatOwnerByMessages(database)
  const identityOf = snapchatIdentities(readFriends(friends))
  return {
    owner,
    identityOf,
    threadOf: readSnapchatThreads(database, owner?.id ?? null, identityOf),
    files: readCachedFiles(context, owner?.id ?? null),
  }
}

function messageRecord(row: StoredRow, { owner, identityOf, threadOf, files }: Reading): MessageRecord {
  const [conversation, sender] = [textOf(row['client_conversation_id']), textOf(row['sender_id'])]
  const direction: Direction = owner === null || sender === null ? 'unknown' : sender === owner.id ? 'outgoing' : 'incoming'
  const type = numberOf(row['content_type'])
  const content = bytesOf(row['message_content'])
  const text = content === null || (type !== null && type !== TEXT_TYPE) ? null : snapchatText(content)
  const attachments = content === null ? [] : files.of(content)
  const count = (column: string): string | null => ((numberOf(row[column]) ?? 0) > 0 ? textOf(row[column]) : null)
  const server = textOf(row['server_message_id'])
  const quoted = textOf(row['quoted_server_message_id'])
  const read = statedInstant(instantOf(timeValueOf(row['read_timestamp']), 'unix-ms'))
  const facts = factsOf({
    'content type': type === TEXT_TYPE || type === null ? null : `${type} (meaning not known)`,
    content: text === null && content !== null ? `${content.length} bytes, no text found` : null,
    'direction rests on': direction === 'unknown' ? null : owner?.restsOn,
    saved: flagOf(row['is_saved']) === true ? 'yes' : null,
    seen: direction === 'incoming' && flagOf(row['is_viewed_by_user']) === false ? 'no' : null,
    'files at the service': count('remote_media_count'),
    answers: count('replies_count'),
    'number in the conversation': textOf(row['client_message_id']),
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('conversation_message', row),
    service: 'Snapchat',
    nativeId: conversation === null || server === null ? null : `${conversation}/${server}`,
    thread: conversation === null ? null : threadOf(conversation),
    sender: sender === null || direction === 'outgoing' ? null : identityOf(sender),
    ownLine: owner === null ? null : identityOf(owner.id),
    direction,
    kind: text !== null ? 'text' : attachments.length > 0 || count('remote_media_count') !== null ? 'media' : 'other',
    sentAt: instantOf(timeValueOf(row['creation_timestamp']), 'unix-ms'),
    readAt: read,
    body: text,
    attachments,
    replyToNativeId: conversation === null || quoted === null || quoted === '0' ? null : `${conversation}/${quoted}`,
    status: textOf(row['message_state_type']),
    ...(facts === undefined ? {} : { facts }),
  }
}
