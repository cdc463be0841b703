/**
 * Snapchat on the iPhone, `arroyo.db`: one message record per conversation_message row.
 *
 * Meanings (artifacts 1.10): times are Unix milliseconds; content_type 1 is text, which lies in the protobuf message_content at
 * 4, 4, 2, 1; other types stay numbers. The database does not name its owner: the sender of the rows that were composed here
 * (local_message_content_id) is taken for the owner when all of them have the same one, and the message says so; otherwise the
 * direction is unknown. Names of users lie in other files. Rows that vanished may stand in older frames of the write-ahead log.
 */
import { instantOf } from '../../formats/epochs.ts'
import { NO_MESSAGE_FIELDS, statedInstant } from '../../formats/messageDefaults.ts'
import { snapchatText } from '../../formats/snapchatMessage.ts'
import { evidenceRows, placeOf, sideRows } from '../../formats/storedRows.ts'
import type { StoredRow } from '../../formats/storedRows.ts'
import { bytesOf, factsOf, flagOf, numberOf, textOf, timeValueOf } from '../../formats/storedValues.ts'
import { defineSqliteParser } from '../../model/index.ts'
import type { Direction, EvidenceDatabase, IdentityRef, MessageRecord, ThreadRef } from '../../model/index.ts'

const REQUIRED = ['client_conversation_id', 'creation_timestamp', 'sender_id', 'message_content']
const OPTIONAL = [
  'client_message_id',
  'server_message_id',
  'read_timestamp',
  'content_type',
  'message_state_type',
  'is_saved',
  'local_message_content_id',
]
const TEXT_TYPE = 1

interface Reading {
  readonly owner: string | null
  readonly threadOf: (conversation: string) => ThreadRef
  readonly identityOf: (user: string) => IdentityRef
}

export const iosSnapchat = defineSqliteParser({
  id: 'ios-snapchat',
  version: 1,
  app: 'Snapchat',
  platform: 'ios',
  store: 'Snapchat (arroyo.db)',
  reads: ['**/user_scoped/*/arroyo/arroyo.db', '**/arroyo/arroyo.db', 'arroyo.db'],
  inBackups: false,
  yields: ['message'],
  proof: 'source-verified',
  scheme: 'snapchat',
  doesNotCover: [
    'names of users (primary.docobjects, search index) and the account in user.plist',
    'content types other than text (kept as numbers), pictures and movies, reactions and replies',
    'members of conversations who never wrote, feed entries',
  ],
  requires: { conversation_message: REQUIRED },
  optional: { conversation_message: OPTIONAL },
  *parse(database) {
    const reading = prepare(database)
    for (const row of evidenceRows(database, { table: 'conversation_message', columns: [...REQUIRED, ...OPTIONAL] }))
      yield messageRecord(row, reading)
  },
})

function prepare(database: EvidenceDatabase): Reading {
  const [identities, threads, writers] = [new Map<string, IdentityRef>(), new Map<string, ThreadRef>(), new Map<string, Set<string>>()]
  const owners = new Set<string>()
  for (const row of sideRows(database, {
    table: 'conversation_message',
    columns: ['client_conversation_id', 'sender_id', 'local_message_content_id'],
  })) {
    const [conversation, sender] = [textOf(row['client_conversation_id']), textOf(row['sender_id'])]
    if (sender === null) continue
    if (numberOf(row['local_message_content_id']) !== null) owners.add(sender)
    if (conversation === null) continue
    const known = writers.get(conversation)
    if (known === undefined) writers.set(conversation, new Set([sender]))
    else known.add(sender)
  }
  const owner = owners.size === 1 ? ([...owners][0] ?? null) : null
  const identityOf = (user: string): IdentityRef => {
    let identity = identities.get(user)
    if (identity === undefined) identities.set(user, (identity = { scheme: 'snapchat', raw: user, name: null, country: null }))
    return identity
  }
  return {
    owner,
    identityOf,
    threadOf(conversation) {
      const known = threads.get(conversation)
      if (known !== undefined) return known
      const others = [...(writers.get(conversation) ?? [])].filter((user) => user !== owner)
      // Who never wrote is not listed, so that two writers do not make it a talk of two.
      const thread: ThreadRef = {
        key: conversation,
        title: null,
        kind: others.length > 1 && owner !== null ? 'group' : 'unknown',
        participants: others.map(identityOf),
      }
      threads.set(conversation, thread)
      return thread
    },
  }
}

function messageRecord(row: StoredRow, { owner, threadOf, identityOf }: Reading): MessageRecord {
  const [conversation, sender] = [textOf(row['client_conversation_id']), textOf(row['sender_id'])]
  const direction: Direction = owner === null || sender === null ? 'unknown' : sender === owner ? 'outgoing' : 'incoming'
  const type = numberOf(row['content_type'])
  const content = bytesOf(row['message_content'])
  const text = content === null ? null : snapchatText(content)
  const server = textOf(row['server_message_id'])
  const saved = flagOf(row['is_saved'])
  const facts = factsOf({
    'content type': type === TEXT_TYPE || type === null ? null : `${type} (meaning not known)`,
    content: text === null && content !== null ? `${content.length} bytes, no text found` : null,
    'direction rests on': direction === 'unknown' ? null : 'the one sender of all messages that were composed on this phone',
    saved: saved === true ? 'yes' : null,
    'number in the conversation': textOf(row['client_message_id']),
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('conversation_message', row),
    service: 'Snapchat',
    nativeId: conversation === null || server === null ? null : `${conversation}/${server}`,
    thread: conversation === null ? null : threadOf(conversation),
    sender: sender === null || direction === 'outgoing' ? null : identityOf(sender),
    ownLine: direction === 'outgoing' && sender !== null ? identityOf(sender) : null,
    direction,
    kind: text !== null && (type === TEXT_TYPE || type === null) ? 'text' : 'other',
    sentAt: instantOf(timeValueOf(row['creation_timestamp']), 'unix-ms'),
    readAt: statedInstant(instantOf(timeValueOf(row['read_timestamp']), 'unix-ms')),
    body: text,
    status: textOf(row['message_state_type']),
    ...(facts === undefined ? {} : { facts }),
  }
}
