/**
 * Chats of msgstore.db: one object per row of `chat`, with the members that `group_participant_user` (or the older
 * `group_participants`) lists. The owner is not listed under a JID, so members are the others.
 */
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, SqlValue, ThreadRef } from '../../../model/index.ts'
import { kindOfChat } from './whatsappNames.ts'
import type { WhatsappIds } from './whatsappNames.ts'

export interface WhatsappChat {
  readonly thread: ThreadRef
  /** The other party's JID for a one-to-one chat, otherwise null. */
  readonly partner: string | null
  /** What the chat row says besides (`archived`, `locked`), in words. */
  readonly marks: readonly string[]
}

export interface WhatsappChats {
  of(chatRowId: SqlValue | undefined): WhatsappChat | null
  /** The chat of a group, by its `jid._id`. */
  ofJid(jidRowId: SqlValue | undefined): WhatsappChat | null
  /** The chat of a JID as stored, made where no row of `chat` names it. For the old schema, which names chats by JID. */
  byJid(jid: string): WhatsappChat
}

export const CHAT_COLUMNS = ['jid_row_id', 'subject', 'hidden', 'archived', 'chat_lock']

export function readChats(database: EvidenceDatabase, ids: WhatsappIds): WhatsappChats {
  const members = readMembers(database, ids)
  const oldSubjects = readOldSubjects(database)
  const byRow = new Map<number, WhatsappChat>()
  const byJidRow = new Map<number, WhatsappChat>()
  const byText = new Map<string, WhatsappChat>()
  for (const row of sideRows(database, { table: 'chat', columns: CHAT_COLUMNS })) {
    const jid = ids.jidOf(row['jid_row_id'])
    const key = jid === null ? `chat ${row.rowId}` : byText.has(jid) ? `${jid} (chat ${row.rowId})` : jid
    const title = textOf(row['subject']) ?? (jid === null ? null : (oldSubjects.get(jid) ?? null))
    const chat = chatOf(key, jid, title, ids.typeOf(row['jid_row_id']), marksOf(row))
    byRow.set(row.rowId, chat)
    const jidRowId = numberOf(row['jid_row_id'])
    if (jidRowId !== null && !byJidRow.has(jidRowId)) byJidRow.set(jidRowId, chat)
    if (jid !== null && !byText.has(jid)) byText.set(jid, chat)
  }
  function chatOf(key: string, jid: string | null, title: string | null, type: number | null, marks: readonly string[]): WhatsappChat {
    const kind = kindOfChat(jid, type)
    const partner = kind === 'direct' ? jid : null
    const listed = partner !== null ? [partner] : jid === null ? [] : (members.get(jid) ?? [])
    return { thread: { key, title, kind, participants: listed.map((member) => ids.identityOf(member)) }, partner, marks }
  }
  return {
    of: (chatRowId) => byRow.get(numberOf(chatRowId) ?? -1) ?? null,
    ofJid: (jidRowId) => byJidRow.get(numberOf(jidRowId) ?? -1) ?? null,
    byJid(jid) {
      let chat = byText.get(jid)
      if (chat === undefined) byText.set(jid, (chat = chatOf(jid, jid, oldSubjects.get(jid) ?? null, null, [])))
      return chat
    },
  }
}

function marksOf(row: StoredRow): string[] {
  const marks: string[] = []
  if (flagOf(row['archived']) === true) marks.push('archived')
  if (flagOf(row['hidden']) === true) marks.push('hidden')
  if ((numberOf(row['chat_lock']) ?? 0) > 0) marks.push('locked')
  return marks
}

/** Group JID -> JIDs of its members. */
function readMembers(database: EvidenceDatabase, ids: WhatsappIds): Map<string, string[]> {
  const members = new Map<string, string[]>()
  const add = (group: string | null, member: string | null): void => {
    if (group === null || member === null) return
    const list = members.get(group)
    if (list === undefined) members.set(group, [member])
    else if (!list.includes(member)) list.push(member)
  }
  for (const row of sideRows(database, { table: 'group_participant_user', columns: ['group_jid_row_id', 'user_jid_row_id'] })) {
    add(ids.jidOf(row['group_jid_row_id']), ids.jidOf(row['user_jid_row_id']))
  }
  const listed = new Set(members.keys())
  for (const row of sideRows(database, { table: 'group_participants', columns: ['gjid', 'jid'] })) {
    const group = textOf(row['gjid'])
    if (group !== null && !listed.has(group)) add(group, textOf(row['jid']))
  }
  return members
}

/** Titles that the old schema keeps: JID -> subject. */
function readOldSubjects(database: EvidenceDatabase): Map<string, string> {
  const subjects = new Map<string, string>()
  for (const row of sideRows(database, { table: 'chat_list', columns: ['key_remote_jid', 'subject'] })) {
    const [jid, subject] = [textOf(row['key_remote_jid']), textOf(row['subject'])]
    if (jid !== null && subject !== null) subjects.set(jid, subject)
  }
  return subjects
}
