/**
 * People and conversations of Viber on Android. A participant is a person's place in one conversation; participants_info names the person,
 * by telephone number or, where that is hidden, by Viber's member id.
 */
import { sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, ThreadRef } from '../../../model/index.ts'

export const INFO_COLUMNS = ['display_name', 'contact_name', 'viber_name', 'member_id', 'participant_type']
export const CONVERSATION_COLUMNS = ['name', 'conversation_type', 'recipient_number']

/** Observed by other tools: 5 is a community, 6 the notes to oneself. */
const CONVERSATION_KINDS: Readonly<Record<number, ThreadRef['kind']>> = { 0: 'direct', 1: 'group', 5: 'group', 6: 'direct' }
const OWNER_TYPE = 0

export interface ViberPeople {
  /** The person of a participant row; null for a row that is gone or names nobody. */
  identityOf(participant: number | null): IdentityRef | null
  isOwner(participant: number | null): boolean
  readonly owner: IdentityRef | null
  threadOf(conversation: number): ThreadRef
  hasConversation(conversation: number): boolean
}

function identityIn(row: StoredRow): IdentityRef | null {
  const [number, member] = [textOf(row['number']), textOf(row['member_id'])]
  const name = textOf(row['contact_name']) ?? textOf(row['display_name']) ?? textOf(row['viber_name'])
  if (number !== null) return { scheme: 'address', raw: number, name, country: null }
  return member === null ? null : { scheme: 'other', raw: member, name, country: null }
}

/** The person that participant_type marks; in versions without it the one person whom all sent messages name. */
function ownersOf(infos: ReadonlyMap<number, StoredRow>, senders: ReadonlySet<number>): ReadonlySet<number> {
  const marked = [...infos].filter(([, row]) => numberOf(row['participant_type']) === OWNER_TYPE).map(([id]) => id)
  return new Set(marked.length > 0 ? marked : senders.size === 1 ? senders : [])
}

/** `ownRows`: participants of the messages that went out. */
export function readViberPeople(database: EvidenceDatabase, ownRows: ReadonlySet<number>): ViberPeople {
  const infos = sideRowsById(database, { table: 'participants_info', columns: ['number', ...INFO_COLUMNS] })
  const identities = new Map([...infos].map(([id, row]) => [id, identityIn(row)]))
  const [infoOf, members] = [new Map<number, number>(), new Map<number, number[]>()]
  for (const row of sideRows(database, { table: 'participants', columns: ['conversation_id', 'participant_info_id'] })) {
    const [conversation, info] = [numberOf(row['conversation_id']), numberOf(row['participant_info_id'])]
    if (info === null) continue
    infoOf.set(row.rowId, info)
    if (conversation === null) continue
    const known = members.get(conversation)
    if (known === undefined) members.set(conversation, [info])
    else if (!known.includes(info)) known.push(info)
  }
  const senders = new Set([...ownRows].map((row) => infoOf.get(row)).filter((info) => info !== undefined))
  const owners = ownersOf(infos, senders)
  const conversations = sideRowsById(database, { table: 'conversations', columns: CONVERSATION_COLUMNS })
  const threads = new Map<number, ThreadRef>()
  const infoOfParticipant = (participant: number | null): number => infoOf.get(participant ?? -1) ?? -1
  return {
    identityOf: (participant) => identities.get(infoOfParticipant(participant)) ?? null,
    isOwner: (participant) => owners.has(infoOfParticipant(participant)),
    owner: owners.size === 1 ? (identities.get([...owners][0] ?? -1) ?? null) : null,
    hasConversation: (conversation) => conversations.has(conversation),
    threadOf(conversation) {
      const known = threads.get(conversation)
      if (known !== undefined) return known
      const row = conversations.get(conversation)
      const listed = (members.get(conversation) ?? []).filter((info) => !owners.has(info)).map((info) => identities.get(info) ?? null)
      const number = textOf(row?.['recipient_number'])
      const others = listed.filter((identity) => identity !== null)
      const participants: readonly IdentityRef[] =
        others.length > 0 || number === null ? others : [{ scheme: 'address', raw: number, name: null, country: null }]
      const kind = CONVERSATION_KINDS[numberOf(row?.['conversation_type']) ?? -1] ?? 'unknown'
      const title = textOf(row?.['name']) ?? (kind === 'direct' && participants.length === 1 ? (participants[0]?.name ?? null) : null)
      const thread: ThreadRef = { key: `conversation ${conversation}`, title, kind, participants }
      threads.set(conversation, thread)
      return thread
    },
  }
}
