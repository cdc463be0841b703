/**
 * Who was in which WhatsApp group when, on Android: one system message per row that carries a time.
 *
 * `group_participant_user` lists the present members; add_timestamp counts milliseconds and is empty for members who were there before
 * the app kept it, rank 0 is a member, 1 an administrator, 2 the creator (SQL of public readers, and the artifacts' table 2.5).
 * `group_past_participant_user` lists who left or was removed, `group_participants_history` (the app deletes its rows after 30 days) the
 * changes of the old schema: its times count seconds (both from the app's own clean-up code), what its actions mean is not published.
 */
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime } from '../../../formats/values/unixTime.ts'
import type { Emitted, EvidenceDatabase, MessageRecord, SqlValue } from '../../../model/index.ts'
import type { WhatsappChat, WhatsappChats } from './whatsappChats.ts'
import type { WhatsappIds } from './whatsappNames.ts'

export const MEMBER_COLUMNS = ['group_jid_row_id', 'user_jid_row_id', 'rank', 'pending', 'add_timestamp']
export const PAST_MEMBER_COLUMNS = ['group_jid_row_id', 'user_jid_row_id', 'is_leave', 'timestamp']
export const MEMBER_HISTORY_COLUMNS = ['gjid', 'jid', 'action', 'timestamp']

const RANKS: Readonly<Record<number, string>> = { 0: 'member', 1: 'administrator', 2: 'creator and administrator' }
const LEAVINGS: Readonly<Record<number, string>> = { 0: 'member removed', 1: 'member left' }

export interface MemberReading {
  readonly service: string
  readonly ids: WhatsappIds
  readonly chats: WhatsappChats
}

export function* memberRecords(database: EvidenceDatabase, reading: MemberReading): Generator<Emitted> {
  yield* presentMembers(database, reading)
  yield* pastMembers(database, reading)
  // Where the old table of messages is, its parser reads the history.
  if (!database.has('messages', 'key_remote_jid')) yield* memberHistoryRecords(database, reading)
}

/** Members without a time are in the chats' lists already: they tell nothing more. */
function* presentMembers(database: EvidenceDatabase, { service, ids, chats }: MemberReading): Generator<Emitted> {
  const table = 'group_participant_user'
  for (const row of evidenceRows(database, { table, columns: MEMBER_COLUMNS })) {
    if ((numberOf(row['add_timestamp']) ?? 0) <= 0) {
      yield {
        type: 'skipped',
        from: placeOf(table, row),
        reason: 'a member of a group without a time of joining: read as one of its members',
      }
      continue
    }
    const pending = numberOf(row['pending'])
    const facts = {
      event: 'member since',
      'group member': ids.jidInWords(row['user_jid_row_id']),
      role: codeInWords(row['rank'], RANKS),
      'pending as stored': pending === 0 ? null : textOf(row['pending']),
      'stored in': 'list of present members',
    }
    yield memberRecord(
      table,
      row,
      { service, chat: chats.ofJid(row['group_jid_row_id']), at: row['add_timestamp'] },
      facts,
      groupOf(row, ids),
    )
  }
}

/** The app keeps these rows for some weeks. */
function* pastMembers(database: EvidenceDatabase, { service, ids, chats }: MemberReading): Generator<Emitted> {
  const table = 'group_past_participant_user'
  for (const row of evidenceRows(database, { table, columns: PAST_MEMBER_COLUMNS })) {
    const facts = {
      event: codeInWords(row['is_leave'], LEAVINGS),
      'group member': ids.jidInWords(row['user_jid_row_id']),
      'stored in': 'list of past members',
    }
    yield memberRecord(table, row, { service, chat: chats.ofJid(row['group_jid_row_id']), at: row['timestamp'] }, facts, groupOf(row, ids))
  }
}

/** Changes of members under the old schema, which names groups and persons by JID. */
export function* memberHistoryRecords(database: EvidenceDatabase, { service, chats }: MemberReading): Generator<Emitted> {
  const table = 'group_participants_history'
  for (const row of evidenceRows(database, { table, columns: MEMBER_HISTORY_COLUMNS })) {
    const group = textOf(row['gjid'])
    const facts = {
      'change of members, as stored': textOf(row['action']),
      'group member': textOf(row['jid']),
      'stored in': 'history of members',
    }
    yield memberRecord(table, row, { service, chat: group === null ? null : chats.byJid(group), at: row['timestamp'] }, facts, null)
  }
}

const groupOf = (row: StoredRow, ids: WhatsappIds): string | null => ids.jidInWords(row['group_jid_row_id'])

interface Change {
  readonly service: string
  readonly chat: WhatsappChat | null
  readonly at: SqlValue | undefined
}

/** `group` names the group where no chat does. */
function memberRecord(
  table: string,
  row: StoredRow,
  { service, chat, at }: Change,
  about: Readonly<Record<string, string | null>>,
  group: string | null,
): MessageRecord {
  const facts = factsOf({ ...about, group: chat === null ? group : null })
  return {
    type: 'message',
    from: placeOf(table, row),
    state: 'live',
    service,
    nativeId: null,
    thread: chat?.thread ?? null,
    sender: null,
    ownLine: null,
    direction: 'unknown',
    kind: 'system',
    sentAt: unixTime(at),
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    body: null,
    subject: null,
    attachments: [],
    position: null,
    replyToNativeId: null,
    reaction: null,
    status: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
