/**
 * Conversations of Snapchat's arroyo.db, which both platforms store alike: members from conversation_metadata, titles from the feed, and the
 * own account where nothing else names it.
 */
import type { EvidenceDatabase, IdentityRef, ThreadRef } from '../../model/index.ts'
import { snapchatMembers } from './snapchatMessage.ts'
import { sideRows } from '../../formats/sqlite/storedRows.ts'
import { bytesOf, numberOf, textOf } from '../../formats/values/storedValues.ts'

export interface SnapchatOwner {
  readonly id: string
  /** In words, what the conclusion rests on; null where a file of the app names the account by its id. */
  readonly restsOn: string | null
}

export const SNAPCHAT_CONVERSATIONS: Readonly<Record<string, readonly string[]>> = {
  conversation: ['client_conversation_id', 'conversation_metadata'],
  feed_entry: ['client_conversation_id', 'conversation_title'],
}

/** The one sender of all messages that were composed on this phone. */
export function snapchatOwnerByMessages(database: EvidenceDatabase): SnapchatOwner | null {
  const senders = new Set<string>()
  const byFlag = database.has('conversation_message', 'created_on_device')
  const column = byFlag ? 'created_on_device' : 'local_message_content_id'
  for (const row of sideRows(database, { table: 'conversation_message', columns: ['sender_id', column] })) {
    const [sender, mark] = [textOf(row['sender_id']), numberOf(row[column])]
    if (sender !== null && (byFlag ? mark === 1 : mark !== null)) senders.add(sender)
  }
  const [only] = senders
  if (senders.size !== 1 || only === undefined) return null
  return { id: only, restsOn: 'the one sender of all messages that were composed on this phone' }
}

export function snapchatIdentities(names: ReadonlyMap<string, string>): (user: string) => IdentityRef {
  const identities = new Map<string, IdentityRef>()
  return (user) => {
    let identity = identities.get(user)
    if (identity === undefined)
      identities.set(user, (identity = { scheme: 'snapchat', raw: user, name: names.get(user) ?? null, country: null }))
    return identity
  }
}

export function readSnapchatThreads(
  database: EvidenceDatabase,
  owner: string | null,
  identityOf: (user: string) => IdentityRef,
): (conversation: string) => ThreadRef {
  const [listed, writers, titles] = [new Map<string, readonly string[]>(), new Map<string, Set<string>>(), new Map<string, string>()]
  for (const row of sideRows(database, { table: 'conversation', columns: ['client_conversation_id', 'conversation_metadata'] })) {
    const [id, metadata] = [textOf(row['client_conversation_id']), bytesOf(row['conversation_metadata'])]
    const members = metadata === null ? [] : snapchatMembers(metadata)
    if (id !== null && members.length > 0) listed.set(id, members)
  }
  for (const row of sideRows(database, { table: 'feed_entry', columns: ['client_conversation_id', 'conversation_title'] })) {
    const [id, title] = [textOf(row['client_conversation_id']), textOf(row['conversation_title'])]
    if (id !== null && title !== null) titles.set(id, title)
  }
  for (const row of sideRows(database, { table: 'conversation_message', columns: ['client_conversation_id', 'sender_id'] })) {
    const [id, sender] = [textOf(row['client_conversation_id']), textOf(row['sender_id'])]
    if (id !== null && sender !== null) writers.set(id, (writers.get(id) ?? new Set()).add(sender))
  }
  const threads = new Map<string, ThreadRef>()
  return (conversation) => {
    const known = threads.get(conversation)
    if (known !== undefined) return known
    const members = listed.get(conversation)
    const others = [...new Set([...(members ?? []), ...(writers.get(conversation) ?? [])])].filter((user) => user !== owner)
    const participants = others.map(identityOf)
    // Without the list of members, two writers do not make it a talk of two.
    const isDirect = members !== undefined && owner !== null && participants.length === 1
    const kind = isDirect ? 'direct' : participants.length > 1 && owner !== null ? 'group' : 'unknown'
    const title = titles.get(conversation) ?? (isDirect ? (participants[0]?.name ?? null) : null)
    const thread: ThreadRef = { key: conversation, title, kind, participants }
    threads.set(conversation, thread)
    return thread
  }
}
