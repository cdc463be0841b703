/**
 * Snapchat on the iPhone, `arroyo.db`: one message record per conversation_message row. Names come from primary.docobjects, cached files from
 * cache_controller.db, the own account from user.plist.
 *
 * Meanings (artifacts 1.10; iLEAPP, on public images): times are Unix milliseconds; content_type 1 is text, which lies in the protobuf
 * message_content at 4, 4, 2, 1; other types stay numbers; quoted_server_message_id is the message that is answered. Where user.plist does not
 * name the account, the one sender of the rows that were composed here is taken for the owner, and each message says so; otherwise the direction
 * is unknown. Rows that vanished may stand in older frames of the write-ahead log.
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
import type { Direction, IdentityRef, MessageRecord, ThreadRef } from '../../../model/index.ts'
import { readCachedFiles } from './snapchatFiles.ts'
import type { CachedFiles } from './snapchatFiles.ts'
import { ACCOUNT_FILES, readSnapchatNames, snapchatAccount } from './snapchatPeople.ts'

const REQUIRED = ['client_conversation_id', 'creation_timestamp', 'sender_id', 'message_content']
const OPTIONAL = [
  'client_message_id',
  'server_message_id',
  'read_timestamp',
  'content_type',
  'message_state_type',
  'is_saved',
  'is_viewed_by_user',
  'local_message_content_id',
  'local_message_references',
  'remote_media_count',
  'quoted_server_message_id',
]
const TEXT_TYPE = 1

interface Reading {
  readonly owner: SnapchatOwner | null
  readonly threadOf: (conversation: string) => ThreadRef
  readonly identityOf: (user: string) => IdentityRef
  readonly files: CachedFiles
}

export const iosSnapchat = defineSqliteParser({
  id: 'ios-snapchat',
  version: 2,
  app: 'Snapchat',
  platform: 'ios',
  store: 'Snapchat (arroyo.db)',
  reads: ['**/user_scoped/*/arroyo/arroyo.db', '**/arroyo/arroyo.db', 'arroyo.db'],
  inBackups: false,
  yields: ['message'],
  proof: 'source-verified',
  scheme: 'snapchat',
  doesNotCover: [
    'content types other than text (kept as numbers), reactions, edits',
    'memories (encrypted with keys of the keychain), the search index of memories',
    'conversations without a message',
  ],
  requires: { conversation_message: REQUIRED },
  optional: { conversation_message: OPTIONAL, ...SNAPCHAT_CONVERSATIONS },
  companions: { people: ['**/DocObjects/primary.docobjects'], cache: ['**/global_scoped/cachecontroller/cache_controller.db'] },
  sideFiles: ACCOUNT_FILES,
  *parse(database, context) {
    const owner = snapchatAccount(context) ?? snapchatOwnerByMessages(database)
    const identityOf = snapchatIdentities(readSnapchatNames(context.companion('people')))
    const threadOf = readSnapchatThreads(database, owner?.id ?? null, identityOf)
    const reading: Reading = { owner, identityOf, threadOf, files: readCachedFiles(context) }
    for (const row of evidenceRows(database, { table: 'conversation_message', columns: [...REQUIRED, ...OPTIONAL] }))
      yield messageRecord(row, reading)
  },
})

function messageRecord(row: StoredRow, { owner, threadOf, identityOf, files }: Reading): MessageRecord {
  const [conversation, sender] = [textOf(row['client_conversation_id']), textOf(row['sender_id'])]
  const direction: Direction = owner === null || sender === null ? 'unknown' : sender === owner.id ? 'outgoing' : 'incoming'
  const type = numberOf(row['content_type'])
  const content = bytesOf(row['message_content'])
  const text = content === null ? null : snapchatText(content)
  const attachments = files.of(row)
  const mediaCount = (numberOf(row['remote_media_count']) ?? 0) > 0 ? textOf(row['remote_media_count']) : null
  const [server, quoted] = [textOf(row['server_message_id']), textOf(row['quoted_server_message_id'])]
  const isText = text !== null && (type === TEXT_TYPE || type === null)
  const facts = factsOf({
    'content type': type === TEXT_TYPE || type === null ? null : `${type} (meaning not known)`,
    content: text === null && content !== null ? `${content.length} bytes, no text found` : null,
    'direction rests on': direction === 'unknown' ? null : owner?.restsOn,
    saved: flagOf(row['is_saved']) === true ? 'yes' : null,
    seen: direction === 'incoming' && flagOf(row['is_viewed_by_user']) === false ? 'no' : null,
    'files at the service': mediaCount,
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
    kind: isText ? 'text' : attachments.length > 0 || mediaCount !== null ? 'media' : 'other',
    sentAt: instantOf(timeValueOf(row['creation_timestamp']), 'unix-ms'),
    readAt: statedInstant(instantOf(timeValueOf(row['read_timestamp']), 'unix-ms')),
    body: text,
    attachments,
    replyToNativeId: conversation === null || quoted === null || quoted === '0' ? null : `${conversation}/${quoted}`,
    status: textOf(row['message_state_type']),
    ...(facts === undefined ? {} : { facts }),
  }
}
