/**
 * Rows that add to a message of WhatsApp for Android: reactions, votes in polls, pins (`message_add_on`), and rows that say
 * which two JIDs are one person's (`jid_map`).
 *
 * Meanings (artifacts 2.5): type 56 reaction (observed), 67 vote in a poll (other tools' sources); sender_jid_row_id is -1 in one-to-one
 * chats: the sender is then the chat's other party or, with from_me 1, the owner. An empty reaction was taken back.
 */
import { evidenceRows, placeOf, sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords } from '../../../formats/values/unixTime.ts'
import type { Direction, Emitted, EvidenceDatabase, MessageRecord, ReactionRef } from '../../../model/index.ts'
import type { WhatsappChat, WhatsappChats } from './whatsappChats.ts'
import { ADD_ON_TYPES, POLL_VOTE, REACTION } from './whatsappCodes.ts'
import type { WhatsappIds } from './whatsappNames.ts'

export const ADD_ON_COLUMNS = [
  'parent_message_row_id',
  'chat_row_id',
  'key_id',
  'from_me',
  'sender_jid_row_id',
  'timestamp',
  'received_timestamp',
  'message_add_on_type',
]

export interface AddOnReading {
  readonly service: string
  readonly ids: WhatsappIds
  readonly chats: WhatsappChats
}

const NOTHING = {
  subject: null,
  ownLine: null,
  deliveredAt: null,
  readAt: null,
  editedAt: null,
  attachments: [],
  position: null,
  status: null,
} as const

export function* addOnRecords(database: EvidenceDatabase, reading: AddOnReading): Generator<MessageRecord> {
  if (!database.has('message_add_on')) return
  const parents = readParents(database)
  const reactions = sideRowsById(database, { table: 'message_add_on_reaction', columns: ['reaction', 'sender_timestamp'] })
  const votes = readVotes(database)
  const states = new Map(
    Object.keys(STATES).map((table) => [table, sideRowsById(database, { table, columns: [STATES[table]?.column ?? ''] })]),
  )
  for (const row of evidenceRows(database, { table: 'message_add_on', columns: ADD_ON_COLUMNS })) {
    const parentId = numberOf(row['parent_message_row_id'])
    const parent = parents.get(parentId ?? -1)
    const chat = reading.chats.of(row['chat_row_id']) ?? reading.chats.of(parent?.['chat_row_id'])
    const target = textOf(parent?.['key_id']) ?? (parentId === null ? null : `message ${parentId}`)
    const state = [...states].map(([table, rows]) => stateInWords(table, rows.get(row.rowId))).find((words) => words !== null) ?? null
    yield addOnRecord(row, chat, { target, reaction: reactions.get(row.rowId), votes: votes.get(row.rowId) ?? [], state }, reading)
  }
}

interface Added {
  /** Id of the message on the service, or its row where that is gone; null where none is named. */
  readonly target: string | null
  readonly reaction: StoredRow | undefined
  readonly votes: readonly string[]
  readonly state: string | null
}

function addOnRecord(row: StoredRow, chat: WhatsappChat | null, added: Added, { service, ids }: AddOnReading): MessageRecord {
  const type = numberOf(row['message_add_on_type'])
  const isReaction = type === REACTION || (type === null && added.reaction !== undefined)
  const direction = directionOf(row)
  const senderJid = direction === 'incoming' ? (ids.jidOf(row['sender_jid_row_id']) ?? chat?.partner ?? null) : null
  const emoji = textOf(added.reaction?.['reaction'])
  const reaction: ReactionRef | null = isReaction
    ? {
        targetNativeId: added.target ?? 'none stored',
        targetPart: null,
        label: emoji ?? 'none stored',
        action: emoji === null ? 'removed' : 'added',
      }
    : null
  const stored = numberOf(row['timestamp']) ?? 0
  const facts = factsOf({
    'add-on type': isReaction ? null : (added.state ?? codeInWords(row['message_add_on_type'], ADD_ON_TYPES)),
    'sender by number (jid_map)': senderJid === null ? null : ids.numberJidOf(senderJid),
    'time by the sender': stored > 0 ? unixTimeInWords(added.reaction?.['sender_timestamp']) : null,
    'received by this phone': direction === 'incoming' ? unixTimeInWords(row['received_timestamp']) : null,
  })
  return {
    ...NOTHING,
    type: 'message',
    from: placeOf('message_add_on', row),
    state: 'live',
    service,
    nativeId: textOf(row['key_id']),
    thread: chat?.thread ?? null,
    sender: senderJid === null ? null : ids.identityOf(senderJid),
    direction,
    kind: isReaction ? 'reaction' : type === POLL_VOTE ? 'poll' : 'other',
    sentAt: unixTime(stored > 0 ? row['timestamp'] : (added.reaction?.['sender_timestamp'] ?? row['timestamp'])),
    body: added.votes.length === 0 ? null : added.votes.join('; '),
    replyToNativeId: isReaction ? null : added.target,
    reaction,
    ...(facts === undefined ? {} : { facts }),
  }
}

export function directionOf(row: StoredRow): Direction {
  const isOwn = flagOf(row['from_me'])
  return isOwn === null ? 'unknown' : isOwn ? 'outgoing' : 'incoming'
}

/** Parents by row: their id on the service and their chat. */
function readParents(database: EvidenceDatabase): Map<number, StoredRow> {
  const parents = new Map<number, StoredRow>()
  if (!database.has('message_add_on', 'parent_message_row_id')) return parents
  const rows = database.lookup<StoredRow>(
    `SELECT m.rowid AS rowId, ${database.column('message', 'key_id', 'm')} AS key_id, ${database.column('message', 'chat_row_id', 'm')} AS chat_row_id
     FROM message m WHERE m.rowid IN (SELECT parent_message_row_id FROM message_add_on)`,
  )
  for (const row of rows) parents.set(row.rowId, row)
  return parents
}

/** Names of the options that a vote chose. */
function readVotes(database: EvidenceDatabase): Map<number, string[]> {
  const names = sideRowsById(database, { table: 'message_poll_option', columns: ['option_name'] })
  const votes = new Map<number, string[]>()
  const table = 'message_add_on_poll_vote_selected_option'
  for (const row of sideRows(database, { table, columns: ['message_add_on_row_id', 'message_poll_option_id'] })) {
    const [vote, option] = [numberOf(row['message_add_on_row_id']), numberOf(row['message_poll_option_id'])]
    if (vote === null || option === null) continue
    const name = textOf(names.get(option)?.['option_name']) ?? `option ${option}`
    const list = votes.get(vote)
    if (list === undefined) votes.set(vote, [name])
    else list.push(name)
  }
  return votes
}

/** Tables that tell what an add-on is whatever its number. */
const STATES: Readonly<Record<string, { readonly column: string; readonly words: string }>> = {
  message_add_on_pin_in_chat: { column: 'pin_in_chat_state', words: 'pin in chat, state' },
  message_add_on_keep_in_chat: { column: 'keep_in_chat_state', words: 'keep in chat, state' },
  message_add_on_event_response: { column: 'response', words: 'answer to an event' },
  message_add_on_question_response: { column: 'response', words: 'answer to a question' },
}

function stateInWords(table: string, row: StoredRow | undefined): string | null {
  const state = STATES[table]
  return row === undefined || state === undefined ? null : `${state.words} ${textOf(row[state.column]) ?? 'none'}`
}

export const ADD_ON_SIDE_TABLES: Readonly<Record<string, readonly string[]>> = {
  message_add_on_reaction: ['reaction', 'sender_timestamp'],
  message_add_on_poll_vote_selected_option: ['message_add_on_row_id', 'message_poll_option_id'],
  ...Object.fromEntries(Object.entries(STATES).map(([table, { column }]) => [table, [column]])),
}

/** Pairs of hidden id and number: a reason to take both for one person, never a merge. */
export function* idPairs(database: EvidenceDatabase, ids: WhatsappIds): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: 'jid_map', columns: ['lid_row_id', 'jid_row_id'] })) {
    const from = placeOf('jid_map', row)
    const [lid, jid] = [ids.jidOf(row['lid_row_id'] ?? row.rowId), ids.jidOf(row['jid_row_id'])]
    if (lid === null || jid === null) {
      yield {
        type: 'skipped',
        from,
        reason: lid === null ? 'the hidden id of the pair is not in table jid' : 'the number of the pair is not in table jid',
      }
      continue
    }
    yield {
      type: 'identity-link',
      from,
      state: 'live',
      a: ids.identityOf(lid),
      b: ids.identityOf(jid),
      reason: 'WhatsApp on this phone lists this hidden id with this telephone number (msgstore.db, table jid_map)',
      strength: 'strong',
    }
  }
}
