/** Handles and conversations of Messages, loaded once: there are few of them beside the messages. */
import { numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, SqlValue, ThreadRef } from '../../../model/index.ts'

export interface Handle {
  readonly identity: IdentityRef
  readonly service: string | null
}

export interface Chat {
  readonly thread: ThreadRef
  readonly service: string | null
  /** `is_filtered` as stored. */
  readonly filter: number | null
  readonly isArchived: boolean
}

/** All columns of table chat that are used; any may be missing. */
export const CHAT_COLUMNS: readonly string[] = [
  'guid',
  'chat_identifier',
  'display_name',
  'style',
  'service_name',
  'is_filtered',
  'is_archived',
  'account_login',
  'last_addressed_handle',
]

type Row = { readonly rowId: number } & Readonly<Record<string, SqlValue>>

/** Style 45 is seen on one-to-one conversations, 43 is documented for groups (artifacts 1.1). */
const KIND_OF_STYLE: Readonly<Record<number, ThreadRef['kind']>> = { 43: 'group', 45: 'direct' }

/** A number, e-mail address or sender name as Messages stores it. Country only where it is a two-letter code. */
export function addressIdentity(raw: string, country: string | null): IdentityRef {
  // Business chats are named by Apple, not by an address.
  const scheme = raw.startsWith('urn:biz:') ? 'apple' : 'address'
  return { scheme, raw, name: null, country: country !== null && /^[a-z]{2}$/iu.test(country) ? country.toUpperCase() : null }
}

/** Apple writes the owner's accounts as `P:+15550100` and `E:name@example.org`: gives what follows, or null. */
export function accountAddress(account: string | null): string | null {
  return /^[pe]:(.+)$/isu.exec(account ?? '')?.[1] ?? null
}

function* rowsOf(database: EvidenceDatabase, table: string, columns: readonly string[]): Iterable<Row> {
  if (!database.has(table)) return
  const list = columns.map((name) => `${database.column(table, name, 't')} AS ${name}`).join(', ')
  yield* database.lookup<Row>(`SELECT t.rowid AS rowId, ${list} FROM ${table} t ORDER BY t.rowid`)
}

/** Handle row id -> handle. */
export function readHandles(database: EvidenceDatabase): Map<number, Handle> {
  const handles = new Map<number, Handle>()
  for (const row of rowsOf(database, 'handle', ['id', 'country', 'service'])) {
    const raw = textOf(row['id'])
    if (raw !== null) handles.set(row.rowId, { identity: addressIdentity(raw, textOf(row['country'])), service: textOf(row['service']) })
  }
  return handles
}

/** Chat row id -> conversation, with its members. */
export function readChats(database: EvidenceDatabase, handles: ReadonlyMap<number, Handle>): Map<number, Chat> {
  const members = readMembers(database, handles)
  const chats = new Map<number, Chat>()
  for (const row of rowsOf(database, 'chat', CHAT_COLUMNS)) {
    chats.set(row.rowId, {
      thread: {
        key: textOf(row['guid']) ?? `chat ${row.rowId}`,
        title: textOf(row['display_name']),
        kind: KIND_OF_STYLE[numberOf(row['style']) ?? 0] ?? 'unknown',
        participants: participantsOf(row, members.get(row.rowId) ?? []),
      },
      service: textOf(row['service_name']),
      filter: numberOf(row['is_filtered']),
      isArchived: numberOf(row['is_archived']) === 1,
    })
  }
  return chats
}

function readMembers(database: EvidenceDatabase, handles: ReadonlyMap<number, Handle>): Map<number, IdentityRef[]> {
  const members = new Map<number, IdentityRef[]>()
  for (const row of rowsOf(database, 'chat_handle_join', ['chat_id', 'handle_id'])) {
    const [chatId, handle] = [numberOf(row['chat_id']), handles.get(numberOf(row['handle_id']) ?? 0)]
    if (chatId === null || handle === undefined) continue
    const known = members.get(chatId)
    if (known === undefined) members.set(chatId, [handle.identity])
    else known.push(handle.identity)
  }
  return members
}

/**
 * Members but the owner. A group can list the owner's own line, known from the conversation's account; a conversation of
 * two with oneself keeps it. Where no members are stored, a one-to-one conversation names the other by its identifier.
 */
function participantsOf(row: Row, members: readonly IdentityRef[]): readonly IdentityRef[] {
  const style = KIND_OF_STYLE[numberOf(row['style']) ?? 0]
  const identifier = textOf(row['chat_identifier'])
  if (members.length === 0) return style === 'direct' && identifier !== null ? [addressIdentity(identifier, null)] : []
  if (style !== 'group') return members
  const own = [textOf(row['last_addressed_handle']), accountAddress(textOf(row['account_login']))].map((address) => address?.toLowerCase())
  return members.filter(({ raw }) => !own.includes(raw.toLowerCase()))
}
