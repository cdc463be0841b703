/**
 * TikTok on Android, `<uid>_im.db`: one message record per row of msg. Names come from the contact stores beside it.
 *
 * Meanings (artifacts 2.10, published forensic work): the file is named by the uid of the account, so a message whose sender it is went
 * out; created_time counts Unix milliseconds; content is JSON; read_status is 0 or 1. `type` and `deleted` have no published meaning:
 * type stays a number, deleted 1 is taken for the app's own mark and is said. Without a uid in the file's name the direction is unknown.
 */
import { readAndroidSettings } from '../../../formats/values/androidSettings.ts'
import { jsonNumber, jsonText, parseJsonObject } from '../../../formats/text/jsonStream.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import type { OwnAccount } from '../../../formats/records/ownAccount.ts'
import { withOwnAccount } from '../../../formats/records/ownAccount.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, textOf } from '../../../formats/values/storedValues.ts'
import { readTiktokContent, tiktokKind, tiktokParties } from '../../bothPlatforms/tiktokContent.ts'
import { unixTime, unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, EvidenceDatabase, IdentityRef, MessageRecord, ParserContext, ThreadRef } from '../../../model/index.ts'

const REQUIRED = ['created_time', 'sender', 'content', 'conversation_id']
const OPTIONAL = ['type', 'deleted', 'read_status']
/** Identifiers have 19 digits: more than a number holds. */
const AS_TEXT = ['sender', 'conversation_id']

interface Reading {
  readonly owner: string | null
  readonly identityOf: (uid: string) => IdentityRef
  readonly threadOf: (key: string) => ThreadRef
}

export const androidTiktok = defineSqliteParser({
  id: 'android-tiktok',
  version: 1,
  app: 'TikTok',
  platform: 'android',
  store: 'TikTok messages (<uid>_im.db)',
  reads: ['**/*_im.db'],
  yields: ['message', 'account'],
  proof: 'source-verified',
  doesNotCover: [
    'the meaning of message types (kept as numbers)',
    'shared videos beyond title and address, stickers, reactions, attachments',
    'group titles and members',
    'watch history, searches, downloads and the log of events',
  ],
  requires: { msg: REQUIRED },
  optional: { msg: OPTIONAL },
  sideFiles: { settings: ['**/shared_prefs/aweme_user.xml'] },
  companions: { contacts: ['db_im_contact', '**/db_im_contact', '**/db_im_contact-*'], users: ['db_im_xx', '**/db_im_xx'] },
  *parse(database, context) {
    const reading = prepare(context)
    yield* withOwnAccount(messageRecords(database, reading), ownAccount(reading, context))
  },
})

function* messageRecords(database: EvidenceDatabase, reading: Reading): Generator<MessageRecord> {
  const columns = [...REQUIRED, ...OPTIONAL].filter((name) => !AS_TEXT.includes(name))
  for (const row of evidenceRows(database, { table: 'msg', columns, asText: AS_TEXT })) yield messageRecord(row, reading)
}

/** Settings hold the account as JSON under a name that ends in `_aweme_user_info` (published forensic work). */
function ownAccount({ owner, identityOf }: Reading, context: ParserContext): OwnAccount | null {
  if (owner === null) return null
  const accounts = [...readAndroidSettings(context.sideFile('settings'))]
    .filter(([key]) => key.endsWith('_aweme_user_info'))
    .map(([, stored]) => parseJsonObject(Buffer.from(stored)))
  const account = accounts.find((one) => jsonText(one?.['uid']) === owner)
  const [shown, registered] = [jsonText(account?.['nickname']), jsonNumber(account?.['register_time'])]
  const identity = identityOf(owner)
  const facts = factsOf({
    'known by': `name of the store (${owner}_im.db)`,
    'user name': jsonText(account?.['unique_id']),
    'region of the account': jsonText(account?.['account_region']),
    registered: unixTimeInWords(registered),
  })
  return { service: 'TikTok', identity, name: shown ?? identity.name, facts: facts ?? {} }
}

function prepare(context: ParserContext): Reading {
  const owner = /(?:^|\/)(\d+)_im\.db$/i.exec(context.path)?.[1] ?? null
  const names = new Map<string, string>()
  readNames(context.companion('users'), 'SIMPLE_USER', names)
  readNames(context.companion('contacts'), 'IM_USER_BASE_INFO', names)
  const [identities, threads] = [new Map<string, IdentityRef>(), new Map<string, ThreadRef>()]
  const identityOf = (uid: string): IdentityRef => {
    let identity = identities.get(uid)
    if (identity === undefined) identities.set(uid, (identity = { scheme: 'other', raw: uid, name: names.get(uid) ?? null, country: null }))
    return identity
  }
  return {
    owner,
    identityOf,
    threadOf(key) {
      let thread = threads.get(key)
      if (thread === undefined) {
        const parties = tiktokParties(key)
        const others = (parties ?? []).filter((uid) => uid !== owner).map(identityOf)
        const title = others.length === 1 ? (others[0]?.name ?? null) : null
        thread = { key, title, kind: parties === null ? 'unknown' : 'direct', participants: others }
        threads.set(key, thread)
      }
      return thread
    },
  }
}

/** uid -> name that the person shows, otherwise the user name. What is read later counts. */
function readNames(database: EvidenceDatabase | null, table: string, names: Map<string, string>): void {
  if (database === null) return
  for (const row of sideRows(database, { table, columns: ['NICK_NAME', 'UNIQUE_ID'], asText: ['UID'] })) {
    const [uid, name] = [textOf(row['UID']), textOf(row['NICK_NAME']) ?? textOf(row['UNIQUE_ID'])]
    if (uid !== null && name !== null) names.set(uid, name)
  }
}

function messageRecord(row: StoredRow, { owner, identityOf, threadOf }: Reading): MessageRecord {
  const [sender, conversation, content] = [textOf(row['sender']), textOf(row['conversation_id']), textOf(row['content'])]
  const direction: Direction = owner === null || sender === null ? 'unknown' : sender === owner ? 'outgoing' : 'incoming'
  const read = readTiktokContent(content)
  const deleted = flagOf(row['deleted']) === true
  const hasRead = flagOf(row['read_status'])
  const facts = factsOf({
    title: read?.title,
    address: read?.address,
    notice: read?.tips,
    content: read !== null && read.text === null ? content : null,
    'content format': read === null && content !== null ? 'no JSON: shown as stored' : null,
    'message type (meaning not known)': textOf(row['type']),
    deleted: deleted ? 'yes' : textOf(row['deleted']) === '0' ? null : textOf(row['deleted']),
    read: direction !== 'incoming' || hasRead === null ? null : hasRead ? 'yes' : 'no',
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('msg', row),
    state: deleted ? 'deleted-flagged' : 'live',
    service: 'TikTok',
    thread: conversation === null ? null : threadOf(conversation),
    sender: sender === null || direction === 'outgoing' ? null : identityOf(sender),
    ownLine: owner === null ? null : identityOf(owner),
    direction,
    kind: tiktokKind(content, read),
    sentAt: unixTime(row['created_time']),
    body: read === null ? content : read.text,
    ...(facts === undefined ? {} : { facts }),
  }
}
