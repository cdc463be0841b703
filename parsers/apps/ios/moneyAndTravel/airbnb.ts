/**
 * Messages of Airbnb, `user_<id>_messaging_core.sqlite3` (app 24.50): one message per row of `messages`.
 *
 * Columns as iLEAPP reads them: messages__created_at counts milliseconds since 1970 UTC; the number in the file's name is the account, so
 * a message whose messages__user_id it is went out; messages__content is JSON with `body`, of a multipart message with `sub_messages` of
 * such content; messages__trasnlated_content (spelt so) is the app's translation.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { isJsonObject, jsonAt, jsonList, jsonText } from '../../../formats/text/jsonStream.ts'
import { NO_MESSAGE_FIELDS, statedInstant } from '../../../formats/records/messageDefaults.ts'
import { withOwnAccount } from '../../../formats/records/ownAccount.ts'
import type { OwnAccount } from '../../../formats/records/ownAccount.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, instantInWords, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, EvidenceDatabase, IdentityRef, MessageRecord, ThreadRef } from '../../../model/index.ts'

const TABLE = 'messages'
const TEXTS = ['messages__thread_id', 'messages__user_id']
const REQUIRED = ['messages__created_at', 'messages__content', ...TEXTS]
const OPTIONAL = [
  'messages__updated_at',
  'messages__fetched_at',
  'messages__user_type',
  'messages__type',
  'messages__trasnlated_content',
  'messages__translated_content',
]

export const iosAirbnb = defineSqliteParser({
  id: 'ios-airbnb',
  version: 1,
  app: 'Airbnb',
  platform: 'ios',
  store: 'Airbnb messages (messaging_core.sqlite3)',
  reads: ['**/user_*_messaging_core.sqlite3'],
  yields: ['message', 'account'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: ['bookings, addresses and dates of stays', 'pictures in messages', 'who takes part in a thread without writing'],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL, users: ['users__user_id', 'users__display_name'] },
  *parse(database, context) {
    const owner = /user_(\d+)_messaging_core/i.exec(context.path)?.[1] ?? null
    const identityOf = identities(readNames(database))
    const messages = readMessages(database, owner, identityOf)
    yield* withOwnAccount(messages, owner === null ? null : ownAccount(identityOf(owner), context.path))
  },
})

function ownAccount(identity: IdentityRef, path: string): OwnAccount {
  return { service: 'Airbnb', identity, name: identity.name, facts: { 'named by': `the path of the store: ${path}` } }
}

function* readMessages(database: EvidenceDatabase, owner: string | null, identityOf: Identities): Generator<MessageRecord> {
  const threads = new Map<string, ThreadRef>()
  const threadOf = (key: string): ThreadRef => {
    const thread = threads.get(key) ?? { key, title: null, kind: 'unknown', participants: [] }
    threads.set(key, thread)
    return thread
  }
  const columns = [...REQUIRED, ...OPTIONAL].filter((name) => !TEXTS.includes(name))
  for (const row of evidenceRows(database, { table: TABLE, columns, asText: TEXTS })) {
    const thread = textOf(row['messages__thread_id'])
    yield message(row, thread === null ? null : threadOf(thread), owner, identityOf)
  }
}

type Identities = (id: string) => IdentityRef

function identities(names: ReadonlyMap<string, string>): Identities {
  const known = new Map<string, IdentityRef>()
  return (raw) => {
    const identity = known.get(raw) ?? { scheme: 'other', raw, name: names.get(raw) ?? null, country: null }
    known.set(raw, identity)
    return identity
  }
}

function readNames(database: EvidenceDatabase): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const row of sideRows(database, { table: 'users', columns: ['users__display_name'], asText: ['users__user_id'] })) {
    const [id, name] = [textOf(row['users__user_id']), textOf(row['users__display_name'])]
    if (id !== null && name !== null) names.set(id, name)
  }
  return names
}

function message(row: StoredRow, thread: ThreadRef | null, owner: string | null, identityOf: Identities): MessageRecord {
  const sender = textOf(row['messages__user_id'])
  const direction: Direction = owner === null || sender === null ? 'unknown' : sender === owner ? 'outgoing' : 'incoming'
  const content = textOf(row['messages__content'])
  const body = bodyOf(content)
  const type = textOf(row['messages__type'])
  const time = (name: string): string | null => {
    const instant = statedInstant(instantOf(timeValueOf(row[name]), 'unix-ms'))
    return instant === null ? null : instantInWords(instant)
  }
  const translated = row['messages__trasnlated_content'] ?? row['messages__translated_content']
  const facts = factsOf({
    translation: bodyOf(textOf(translated)),
    'kind as stored': type === 'text' ? null : type,
    'kind of sender': textOf(row['messages__user_type']),
    changed: time('messages__updated_at'),
    fetched: time('messages__fetched_at'),
    content: body === null ? content : null,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf(TABLE, row),
    state: 'live',
    service: 'Airbnb',
    thread,
    sender: sender === null || direction === 'outgoing' ? null : identityOf(sender),
    ownLine: owner === null ? null : identityOf(owner),
    direction,
    kind: body === null ? 'other' : 'text',
    sentAt: instantOf(timeValueOf(row['messages__created_at']), 'unix-ms'),
    body,
    ...(facts === undefined ? {} : { facts }),
  }
}

/** `body`, or those of the parts, one per line. Null for content that is no such JSON. */
function bodyOf(content: string | null): string | null {
  let parsed: unknown = null
  try {
    parsed = content === null ? null : JSON.parse(content)
  } catch {
    return null
  }
  if (!isJsonObject(parsed)) return null
  const whole = jsonText(jsonAt(parsed, 'body'))
  if (whole !== null) return whole
  const parts = jsonList(jsonAt(parsed, 'sub_messages')).map((part) => jsonText(jsonAt(part, 'content', 'body')))
  const texts = parts.filter((part) => part !== null)
  return texts.length === 0 ? null : texts.join('\n')
}
