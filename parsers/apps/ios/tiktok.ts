/**
 * TikTok on the iPhone, `ChatFiles/<uid>/db.sqlite`: one message record per TIMMessageORM row.
 *
 * Meanings (artifacts 1.10): times are Unix seconds or milliseconds, decided per value by magnitude; the folder's name is the uid of
 * the account, so a message whose sender it is went out; content is JSON, with `text`, `display_name` of a link and addresses of
 * pictures. A one-to-one conversation is named by both uids (`0:1:<uid>:<uid>`). Names come from AwemeContacts tables of `AwemeIM.db`,
 * whose number grows with the version. Without a uid in the path the direction is unknown.
 */
import { instantOf } from '../../formats/epochs.ts'
import { NO_MESSAGE_FIELDS, statedInstant } from '../../formats/messageDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../formats/storedRows.ts'
import type { StoredRow } from '../../formats/storedRows.ts'
import { factsOf, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../formats/storedValues.ts'
import { readTiktokContent, tiktokKind, tiktokParties } from '../../formats/tiktokContent.ts'
import { defineSqliteParser } from '../../model/index.ts'
import type { Direction, EvidenceDatabase, IdentityRef, Instant, MessageRecord, SqlValue, ThreadRef } from '../../model/index.ts'

const REQUIRED = ['sender', 'content', 'belongingConversationIdentifier']
const OPTIONAL = ['localCreatedAt', 'serverCreatedAt', 'deleted', 'hasRead', 'type']
/** Beyond 1e11 a count since 1970 cannot be seconds (year 5138). */
const MILLISECOND_FLOOR = 1e11
const MAX_CONTACT_TABLES = 20

export const iosTiktok = defineSqliteParser({
  id: 'ios-tiktok',
  version: 1,
  app: 'TikTok',
  platform: 'ios',
  store: 'TikTok messages (ChatFiles db.sqlite)',
  reads: ['**/ChatFiles/*/db.sqlite'],
  inBackups: false,
  yields: ['message'],
  proof: 'source-verified',
  doesNotCover: [
    'watch history and searches',
    'shared videos beyond title and address, stickers, reactions',
    'group titles and members',
    'contacts as cards',
  ],
  requires: { TIMMessageORM: REQUIRED },
  optional: { TIMMessageORM: OPTIONAL },
  companions: { contacts: ['AwemeIM.db', '**/AwemeIM.db'] },
  *parse(database, context) {
    const owner = /\/ChatFiles\/(\d+)\//i.exec(context.path)?.[1] ?? null
    const names = new Map<string, string>()
    for (const source of [database, context.companion('contacts')]) if (source !== null) readNames(source, names)
    const identities = new Map<string, IdentityRef>()
    const identityOf = (uid: string): IdentityRef => {
      let identity = identities.get(uid)
      if (identity === undefined)
        identities.set(uid, (identity = { scheme: 'other', raw: uid, name: names.get(uid) ?? null, country: null }))
      return identity
    }
    const threads = new Map<string, ThreadRef>()
    const threadOf = (key: string): ThreadRef => {
      let thread = threads.get(key)
      if (thread === undefined) threads.set(key, (thread = newThread(key, owner, identityOf)))
      return thread
    }
    // Identifiers have 19 digits: more than a number holds.
    const asText = ['sender', 'belongingConversationIdentifier']
    const columns = [...REQUIRED, ...OPTIONAL].filter((name) => !asText.includes(name))
    for (const row of evidenceRows(database, { table: 'TIMMessageORM', columns, asText }))
      yield messageRecord(row, { owner, identityOf, threadOf })
  },
})

/** uid -> nickname, of the tables AwemeContacts, AwemeContactsV2 ...; the newest table that names somebody counts. */
function readNames(database: EvidenceDatabase, names: Map<string, string>): void {
  const tables = ['AwemeContacts', ...Array.from({ length: MAX_CONTACT_TABLES }, (_, index) => `AwemeContactsV${index + 1}`)]
  for (const table of tables) {
    for (const row of sideRows(database, { table, columns: ['nickname', 'customid'], asText: ['uid'] })) {
      const [uid, name] = [textOf(row['uid']), textOf(row['nickname']) ?? textOf(row['customid'])]
      if (uid !== null && name !== null) names.set(uid, name)
    }
  }
}

function newThread(key: string, owner: string | null, identityOf: (uid: string) => IdentityRef): ThreadRef {
  const parties = tiktokParties(key)
  const others = (parties ?? []).filter((uid) => uid !== owner).map(identityOf)
  const [other] = others
  return parties === null
    ? { key, title: null, kind: 'unknown', participants: [] }
    : { key, title: others.length === 1 ? (other?.name ?? null) : null, kind: 'direct', participants: others }
}

function time(stored: SqlValue | undefined): Instant {
  return instantOf(timeValueOf(stored), Math.abs(numberOf(stored) ?? 0) >= MILLISECOND_FLOOR ? 'unix-ms' : 'unix-s')
}

interface Reading {
  readonly owner: string | null
  readonly identityOf: (uid: string) => IdentityRef
  readonly threadOf: (key: string) => ThreadRef
}

function messageRecord(row: StoredRow, { owner, identityOf, threadOf }: Reading): MessageRecord {
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
