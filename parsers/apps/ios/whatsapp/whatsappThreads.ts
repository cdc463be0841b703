/**
 * Chats of ChatStorage.sqlite: one object per ZWACHATSESSION row, with the members that ZWAGROUPMEMBER lists.
 *
 * The kind follows the JID's server; only where it says nothing, ZSESSIONTYPE does (others than 0 to 3 are unknown).
 * ZREMOVED 1 means that the chat was deleted and its row stayed (artifacts 1.4). Whether the owner is among the listed
 * members is not stored in a way that the reference confirms: members are given as listed.
 */
import { flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { normaliseWhatsappJid } from '../../../formats/values/whatsappJid.ts'
import type { EvidenceDatabase, IdentityRef, ParserContext, SqlValue, ThreadRef } from '../../../model/index.ts'
import { LID_SERVER, PHONE_SERVER } from './whatsappNames.ts'
import type { WhatsappNames } from './whatsappNames.ts'

export interface WhatsappThread {
  readonly thread: ThreadRef
  /** The other party's JID for a one-to-one chat, otherwise null. */
  readonly partner: string | null
  readonly isRemoved: boolean
  readonly isArchived: boolean
}

/** Members by Z_PK (for senders) and by chat (for participants). */
export interface GroupMembers {
  readonly byRow: ReadonlyMap<number, string>
  readonly byChat: ReadonlyMap<number, readonly string[]>
}

export function readGroupMembers(database: EvidenceDatabase): GroupMembers {
  const byRow = new Map<number, string>()
  const byChat = new Map<number, string[]>()
  if (!database.has('ZWAGROUPMEMBER', 'ZMEMBERJID')) return { byRow, byChat }
  const chat = database.column('ZWAGROUPMEMBER', 'ZCHATSESSION', 'g')
  const rows = database.lookup<{ id: number; chat: SqlValue; jid: SqlValue }>(
    `SELECT g.Z_PK AS id, ${chat} AS chat, g.ZMEMBERJID AS jid FROM ZWAGROUPMEMBER g ORDER BY g.Z_PK`,
  )
  for (const row of rows) {
    const [jid, chatId] = [textOf(row.jid), numberOf(row.chat)]
    if (jid === null) continue
    byRow.set(row.id, jid)
    if (chatId === null) continue
    const members = byChat.get(chatId)
    if (members === undefined) byChat.set(chatId, [jid])
    else if (!members.includes(jid)) members.push(jid)
  }
  return { byRow, byChat }
}

interface SessionRow {
  id: number
  jid: SqlValue
  title: SqlValue
  type: SqlValue
  removed: SqlValue
  archived: SqlValue
}

/** ZWACHATSESSION.Z_PK -> chat. Empty when the table is missing. */
export function readThreads(database: EvidenceDatabase, members: GroupMembers, names: WhatsappNames): ReadonlyMap<number, WhatsappThread> {
  const threads = new Map<number, WhatsappThread>()
  if (!database.has('ZWACHATSESSION')) return threads
  const column = (name: string): string => database.column('ZWACHATSESSION', name, 's')
  const keys = new Set<string>()
  const rows = database.lookup<SessionRow>(
    `SELECT s.Z_PK AS id, ${column('ZCONTACTJID')} AS jid, ${column('ZPARTNERNAME')} AS title, ${column('ZSESSIONTYPE')} AS type,
       ${column('ZREMOVED')} AS removed, ${column('ZARCHIVED')} AS archived FROM ZWACHATSESSION s ORDER BY s.Z_PK`,
  )
  for (const row of rows) {
    const jid = textOf(row.jid)
    // A chat that was deleted and begun again has two rows with one JID: two chats, as the app keeps them.
    const key = jid === null ? `chat ${row.id}` : keys.has(jid) ? `${jid} (chat ${row.id})` : jid
    keys.add(key)
    threads.set(row.id, threadOf(row, key, jid, members.byChat.get(row.id) ?? [], names))
  }
  return threads
}

function threadOf(row: SessionRow, key: string, jid: string | null, members: readonly string[], names: WhatsappNames): WhatsappThread {
  const kind = kindOf(jid, numberOf(row.type))
  const partner = kind === 'direct' ? jid : null
  const participants: readonly IdentityRef[] = (partner === null ? members : [partner]).map((member) => names.identityOf(member))
  return {
    thread: { key, title: textOf(row.title), kind, participants },
    partner,
    isRemoved: flagOf(row.removed) === true,
    isArchived: flagOf(row.archived) === true,
  }
}

const KIND_OF_SERVER: Readonly<Record<string, ThreadRef['kind']>> = {
  's.whatsapp.net': 'direct',
  lid: 'direct',
  'g.us': 'group',
  broadcast: 'broadcast',
  newsletter: 'broadcast',
}
/** The status posts of one person: `<number>@status`, `<id>@lid.status`, as an iPhone keeps them. */
const STATUS_FEED = /^([^@]+)@(lid\.)?status$/iu

/** The person whose status posts a JID names, as that person's own JID; null when it is no such JID. */
export function personOfStatus(jid: string): string | null {
  const [, user, hidden] = STATUS_FEED.exec(jid) ?? []
  return user === undefined ? null : `${user}@${hidden === undefined ? PHONE_SERVER : LID_SERVER}`
}

/** Where the JID says nothing: 0 and 1 seen, 2 and 3 measured on a whole store by another project. */
const KIND_OF_SESSION: Readonly<Record<number, ThreadRef['kind']>> = { 0: 'direct', 1: 'group', 2: 'broadcast', 3: 'broadcast' }

export function kindOf(jid: string | null, sessionType: number | null): ThreadRef['kind'] {
  const server = jid === null ? undefined : normaliseWhatsappJid(jid)?.split('@')[1]
  const byServer = server === undefined ? undefined : KIND_OF_SERVER[server]
  if (byServer !== undefined) return byServer
  if (jid !== null && STATUS_FEED.test(jid)) return 'broadcast'
  return KIND_OF_SESSION[sessionType ?? -1] ?? 'unknown'
}

const MAX_NAMED = 20

/** A chat without messages becomes no record: its messages were deleted, or never were. That it exists is said once. */
export function noteEmptyChats(
  threads: ReadonlyMap<number, WhatsappThread>,
  withMessages: ReadonlySet<number>,
  context: ParserContext,
): void {
  const empty = [...threads].flatMap(([rowId, chat]) => (withMessages.has(rowId) ? [] : [chat]))
  if (empty.length === 0) return
  const removed = empty.filter(({ isRemoved }) => isRemoved)
  const named = (removed.length > 0 ? removed : empty).slice(0, MAX_NAMED).map(({ thread }) => thread.key)
  const marked = removed.length === 0 ? 'none of them marked as deleted' : `${removed.length} of them marked as deleted`
  context.note(`${empty.length} rows of table ZWACHATSESSION have no message, ${marked}: ${named.join(', ')}.`)
}
