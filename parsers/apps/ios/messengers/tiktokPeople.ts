/**
 * People, conversations and quoted messages of TikTok on the iPhone. The tables of people carry the number of their version in their names
 * (AwemeContactsV5 ...); TTKIMContactBaseUser lists everybody whom the app has shown, by the ten thousand: it gives names only.
 */
import { archivedOrPlain, valueText } from '../../../formats/plist/archivedPlist.ts'
import { jsonAt, jsonText } from '../../../formats/text/jsonStream.ts'
import type { OwnAccount } from '../../../formats/records/ownAccount.ts'
import { plistDictOf } from '../../../formats/plist/plistReading.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, textOf } from '../../../formats/values/storedValues.ts'
import { tiktokParties } from '../../bothPlatforms/tiktokContent.ts'
import type { EvidenceDatabase, IdentityRef, ParserContext, ThreadRef } from '../../../model/index.ts'

/** Version 14 of one of the tables was seen. */
const MAX_VERSION = 40
const versionsOf = (table: string): readonly string[] => [
  table,
  ...Array.from({ length: MAX_VERSION }, (_, index) => `${table}V${index + 1}`),
]
export const CONTACT_TABLES = versionsOf('AwemeContacts')
const SHOWN_TABLES = versionsOf('TTKIMContactBaseUser')
const ACCOUNT = 'com.toutiao.account.userdefault.user'
/** Neither session keys nor tickets. */
const ACCOUNT_FIELDS = /^(?:user_?id|sec_?user_?id|screen_?name|name|mobile|phone(?:_?number)?|email)$/iu

export const SETTINGS_FILES: Readonly<Record<string, readonly string[]>> = {
  settings: ['**/Library/Preferences/com.zhiliaoapp.musically.plist', '**/Library/Preferences/com.ss.iphone.ugc.Ame.plist'],
}

export interface TiktokPeople {
  readonly owner: string | null
  readonly identityOf: (uid: string) => IdentityRef
  readonly threadOf: (conversation: string) => ThreadRef
  /** What a message answers, in words, by the app's own id of the message. */
  readonly quoteOf: (message: string | null) => Readonly<Record<string, string | null>>
}

export function readTiktokPeople(database: EvidenceDatabase, context: ParserContext): TiktokPeople {
  const owner = /\/ChatFiles\/(\d+)\//i.exec(context.path)?.[1] ?? null
  const [names, quotes] = [new Map<string, string>(), new Map<string, Readonly<Record<string, string | null>>>()]
  const sources = [database, context.companion('contacts')].filter((source) => source !== null)
  // The newest table that names somebody counts, contacts before others.
  for (const table of [...SHOWN_TABLES, ...CONTACT_TABLES]) for (const source of sources) readNames(source, table, names)
  const [members, identities, threads] = [readMembers(database), new Map<string, IdentityRef>(), new Map<string, ThreadRef>()]
  const identityOf = (uid: string): IdentityRef => {
    let identity = identities.get(uid)
    if (identity === undefined) identities.set(uid, (identity = { scheme: 'other', raw: uid, name: names.get(uid) ?? null, country: null }))
    return identity
  }
  for (const row of sideRows(database, { table: 'TIMMessageKVORM', columns: ['belongingMessageID', 'value'] })) {
    const [message, quote] = [textOf(row['belongingMessageID']), quoteIn(textOf(row['value']))]
    if (message !== null && quote !== null)
      quotes.set(message, { 'answers (text)': quote.text, 'answers (who wrote it)': wordsOf(quote.uid) })
  }
  function wordsOf(uid: string | null): string | null {
    return uid === null ? null : (names.get(uid) ?? uid)
  }
  return {
    owner,
    identityOf,
    quoteOf: (message) => quotes.get(message ?? '') ?? {},
    threadOf(key) {
      let thread = threads.get(key)
      if (thread === undefined) threads.set(key, (thread = newThread(key, owner, members.get(key) ?? [], identityOf)))
      return thread
    },
  }
}

function readNames(database: EvidenceDatabase, table: string, names: Map<string, string>): void {
  for (const row of sideRows(database, { table, columns: ['nickname', 'customid'], asText: ['uid'] })) {
    const [uid, name] = [textOf(row['uid']), textOf(row['nickname']) ?? textOf(row['customid'])]
    if (uid !== null && name !== null) names.set(uid, name)
  }
}

function readMembers(database: EvidenceDatabase): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>()
  const asText = ['userID', 'belongingConversationIdentifier']
  for (const row of sideRows(database, { table: 'TIMParticipantORM', columns: [], asText })) {
    const [uid, conversation] = [textOf(row['userID']), textOf(row['belongingConversationIdentifier'])]
    if (uid === null || conversation === null) continue
    const known = members.get(conversation)
    if (known === undefined) members.set(conversation, [uid])
    else if (!known.includes(uid)) known.push(uid)
  }
  return members
}

/** A conversation of two is named by both uids; another is a group where three or more are listed. */
function newThread(key: string, owner: string | null, listed: readonly string[], identityOf: (uid: string) => IdentityRef): ThreadRef {
  const parties = tiktokParties(key)
  const others = (parties ?? listed).filter((uid) => uid !== owner).map(identityOf)
  const kind = parties !== null ? 'direct' : listed.length > 2 ? 'group' : 'unknown'
  return { key, title: kind === 'direct' && others.length === 1 ? (others[0]?.name ?? null) : null, kind, participants: others }
}

/** A row of TIMMessageKVORM holds a copy of the message that is answered: JSON within JSON. */
function quoteIn(value: string | null): { readonly text: string | null; readonly uid: string | null } | null {
  const hint = parsed(jsonText(jsonAt(parsed(value), 'hint')))
  if (hint === null) return null
  const content = parsed(jsonText(jsonAt(hint, 'content')))
  const [text, uid] = [jsonText(jsonAt(content, 'text')), jsonText(jsonAt(hint, 'refmsg_uid'))]
  return text === null && uid === null ? null : { text, uid }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** The folder of the store names the account; the settings describe the account that is signed in, in part masked by the app. */
export function ownTiktokAccount({ owner, identityOf }: TiktokPeople, context: ParserContext): OwnAccount | null {
  if (owner === null) return null
  const facts = factsOf({ 'known by': `folder of the store (ChatFiles/${owner})` })
  const identity = identityOf(owner)
  const settings = settingsOf(context)
  const own = settings['user id in the settings'] === owner ? settings : {}
  return { service: 'TikTok', identity, name: identity.name, facts: { ...facts, ...own } }
}

function settingsOf(context: ParserContext): Record<string, string> {
  const stored = plistDictOf(context.sideFile('settings')?.bytes)?.[ACCOUNT]
  const found: Record<string, string> = {}
  if (!(stored instanceof Uint8Array)) return found
  let account: unknown
  try {
    account = archivedOrPlain(stored)
  } catch {
    return found
  }
  if (typeof account !== 'object' || account === null || Array.isArray(account)) return found
  for (const [key, value] of account instanceof Map ? account : Object.entries(account)) {
    const text = valueText(value)
    if (typeof key !== 'string' || text === null || !ACCOUNT_FIELDS.test(key)) continue
    found[/^user_?id$/iu.test(key) ? 'user id in the settings' : `${key} (settings)`] = text
  }
  return found
}
