/**
 * Chats of ChatStorage.sqlite: one object per ZWACHATSESSION row, with the members that ZWAGROUPMEMBER lists.
 *
 * The kind follows the JID's server; only where it says nothing, ZSESSIONTYPE does (0 one-to-one, 1 group; others unknown).
 * ZREMOVED 1 means that the chat was deleted and its row stayed (artifacts 1.4). Whether the owner is among the listed
 * members is not stored in a way that the reference confirms: members are given as listed.
 */
import { flagOf, numberOf, textOf } from '../../formats/storedValues.ts'
import { normaliseWhatsappJid } from '../../formats/whatsappJid.ts'
import type { EvidenceDatabase, IdentityRef, SqlValue, ThreadRef } from '../../model/index.ts'
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

export function kindOf(jid: string | null, sessionType: number | null): ThreadRef['kind'] {
  const server = jid === null ? undefined : normaliseWhatsappJid(jid)?.split('@')[1]
  const byServer = server === undefined ? undefined : KIND_OF_SERVER[server]
  if (byServer !== undefined) return byServer
  if (sessionType === 0) return 'direct'
  return sessionType === 1 ? 'group' : 'unknown'
}
