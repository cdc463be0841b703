/**
 * TikTok on the iPhone, `ChatFiles/<uid>/db.sqlite`: one message record per TIMMessageORM row, and the own account.
 *
 * Meanings (artifacts 1.10): times are Unix seconds or milliseconds, decided per value by magnitude; the folder's name is the uid of
 * the account, so a message whose sender it is went out; content is JSON, with `text`, `display_name` of a link and addresses of
 * pictures. A one-to-one conversation is named by both uids (`0:1:<uid>:<uid>`), members of others stand in TIMParticipantORM. Names come from
 * `AwemeIM.db`. TIMMessageKVORM holds copies of the messages that are answered. Without a uid in the path the direction is unknown.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_MESSAGE_FIELDS, statedInstant } from '../../../formats/records/messageDefaults.ts'
import { withOwnAccount } from '../../../formats/records/ownAccount.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { readTiktokContent, tiktokKind } from '../../bothPlatforms/tiktokContent.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, EvidenceDatabase, Instant, MessageRecord, SqlValue } from '../../../model/index.ts'
import { ownTiktokAccount, readTiktokPeople, SETTINGS_FILES } from './tiktokPeople.ts'
import type { TiktokPeople } from './tiktokPeople.ts'

const REQUIRED = ['sender', 'content', 'belongingConversationIdentifier']
const OPTIONAL = ['identifier', 'localCreatedAt', 'serverCreatedAt', 'deleted', 'hasRead', 'type']
/** Beyond 1e11 a count since 1970 cannot be seconds (year 5138). */
const MILLISECOND_FLOOR = 1e11

export const iosTiktok = defineSqliteParser({
  id: 'ios-tiktok',
  version: 2,
  app: 'TikTok',
  platform: 'ios',
  store: 'TikTok messages (ChatFiles db.sqlite)',
  reads: ['**/ChatFiles/*/db.sqlite'],
  inBackups: false,
  yields: ['message', 'account'],
  proof: 'source-verified',
  doesNotCover: [
    'watch history and searches',
    'shared videos beyond title and address, stickers, reactions',
    'titles of groups',
    'copies of answered messages whose answer is gone (TIMMessageKVORM)',
  ],
  requires: { TIMMessageORM: REQUIRED },
  optional: {
    TIMMessageORM: OPTIONAL,
    TIMParticipantORM: ['userID', 'belongingConversationIdentifier'],
    TIMMessageKVORM: ['belongingMessageID', 'value'],
  },
  companions: { contacts: ['AwemeIM.db', '**/AwemeIM.db'] },
  sideFiles: SETTINGS_FILES,
  *parse(database, context) {
    const people = readTiktokPeople(database, context)
    yield* withOwnAccount(messageRecords(database, people), ownTiktokAccount(people, context))
  },
})

function* messageRecords(database: EvidenceDatabase, people: TiktokPeople): Generator<MessageRecord> {
  // Identifiers have 19 digits: more than a number holds.
  const asText = ['sender', 'belongingConversationIdentifier']
  const columns = [...REQUIRED, ...OPTIONAL].filter((name) => !asText.includes(name))
  for (const row of evidenceRows(database, { table: 'TIMMessageORM', columns, asText })) yield messageRecord(row, people)
}

function time(stored: SqlValue | undefined): Instant {
  return instantOf(timeValueOf(stored), Math.abs(numberOf(stored) ?? 0) >= MILLISECOND_FLOOR ? 'unix-ms' : 'unix-s')
}

function messageRecord(row: StoredRow, { owner, identityOf, threadOf, quoteOf }: TiktokPeople): MessageRecord {
  const [sender, conversation, content] = [textOf(row['sender']), textOf(row['belongingConversationIdentifier']), textOf(row['content'])]
  const direction: Direction = owner === null || sender === null ? 'unknown' : sender === owner ? 'outgoing' : 'incoming'
  const read = readTiktokContent(content)
  const [local, server] = [time(row['localCreatedAt']), statedInstant(time(row['serverCreatedAt']))]
  const deleted = flagOf(row['deleted']) === true
  const hasRead = flagOf(row['hasRead'])
  const facts = factsOf({
    'time by the server': server === null ? null : instantInWords(server),
    title: read?.title,
    address: read?.address,
    notice: read?.tips,
    ...quoteOf(textOf(row['identifier'])),
    content: read !== null && read.text === null ? content : null,
    'content format': read === null && content !== null ? 'no JSON: shown as stored' : null,
    'message type': textOf(row['type']),
    deleted: deleted ? 'yes' : null,
    read: direction !== 'incoming' || hasRead === null ? null : hasRead ? 'yes' : 'no',
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('TIMMessageORM', row),
    state: deleted ? 'deleted-flagged' : 'live',
    service: 'TikTok',
    thread: conversation === null ? null : threadOf(conversation),
    sender: sender === null || direction === 'outgoing' ? null : identityOf(sender),
    ownLine: owner === null ? null : identityOf(owner),
    direction,
    kind: tiktokKind(content, read),
    sentAt: local.utcMs === null && server !== null ? server : local,
    body: read === null ? content : read.text,
    ...(facts === undefined ? {} : { facts }),
  }
}
