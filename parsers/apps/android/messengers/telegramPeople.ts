/**
 * People, groups and channels of Telegram on Android, and the number of a conversation: positive for a person, negative for a group or channel,
 * with bit 62 set (older versions: in the upper half) for a secret chat.
 */
import { constructorInWords, namesOf, readTelegramBlob } from './telegramBlob.ts'
import type { TelegramPeerId } from './telegramBlob.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, SqlValue, ThreadRef } from '../../../model/index.ts'

export const PEOPLE_TABLES: Readonly<Record<string, readonly string[]>> = {
  users: ['uid', 'name', 'data'],
  chats: ['uid', 'name', 'data'],
  enc_chats: ['uid', 'user', 'name'],
  channel_users_v2: ['did', 'uid'],
}

export type TelegramDialog =
  | { readonly kind: 'user' | 'chat' | 'secret chat'; readonly id: bigint }
  | { readonly kind: 'other'; readonly id: bigint }

const SECRET_BIT = 1n << 62n
const LOWER_HALF = 0xffffffffn

/** What the number of a conversation stands for (Telegram's public source, DialogObject). */
export function dialogOf(stored: SqlValue | undefined): TelegramDialog | null {
  const text = textOf(stored)
  if (text === null || !/^-?\d{1,19}$/.test(text)) return null
  const number = BigInt.asIntN(64, BigInt(text))
  if (number < 0n) return { kind: 'chat', id: -number }
  if ((number & SECRET_BIT) !== 0n) return { kind: 'secret chat', id: BigInt.asIntN(32, number) }
  if (number !== 0n && (number & LOWER_HALF) === 0n) return { kind: 'secret chat', id: number >> 32n }
  return { kind: number === 0n ? 'other' : 'user', id: number }
}

interface KnownChat {
  readonly name: string | null
  readonly kind: 'group' | 'channel' | null
  readonly threadKind: ThreadRef['kind']
}

export interface TelegramPeople {
  /** Number of the own account, or null when no user is marked as such. */
  readonly self: string | null
  identityOf(peer: TelegramPeerId): IdentityRef
  /** A channel is told from a group by its row; `fallback` when the row does not say. */
  peerOfDialog(dialog: TelegramDialog, fallback: TelegramPeerId['kind']): TelegramPeerId | null
  threadOf(stored: SqlValue | undefined): ThreadRef | null
  inWords(peer: TelegramPeerId): string
}

/** `display name;;;user name`, both in small letters. */
export function nameInColumn(stored: SqlValue | undefined): string | null {
  const name = textOf(stored)?.split(';;;')[0] ?? null
  return name === '' ? null : name
}

export function readTelegramPeople(database: EvidenceDatabase): TelegramPeople {
  const { names, self } = readUsers(database)
  const chats = readChats(database)
  const secrets = readSecretChats(database)
  const members = readMembers(database)
  const [identities, threads] = [new Map<string, IdentityRef>(), new Map<string, ThreadRef>()]
  const identityOf = ({ kind, id }: TelegramPeerId): IdentityRef => {
    const raw = kind === 'user' ? String(id) : `${kind} ${id}`
    let identity = identities.get(raw)
    if (identity === undefined) {
      const name = kind === 'user' ? names.get(String(id)) : chats.get(String(id))?.name
      identities.set(raw, (identity = { scheme: 'telegram', raw, name: name ?? null, country: null }))
    }
    return identity
  }
  const others = (ids: readonly string[]): readonly IdentityRef[] =>
    ids.filter((id) => id !== self).map((id) => identityOf({ kind: 'user', id: BigInt(id) }))
  const newThread = (key: string, dialog: TelegramDialog): ThreadRef => {
    if (dialog.kind === 'chat') {
      const chat = chats.get(String(dialog.id))
      return { key, title: chat?.name ?? null, kind: chat?.threadKind ?? 'unknown', participants: others(members.get(key) ?? []) }
    }
    const partner = dialog.kind === 'user' ? String(dialog.id) : (secrets.get(String(dialog.id)) ?? null)
    const title = partner === null ? null : (names.get(partner) ?? null)
    const kind = dialog.kind === 'other' ? 'unknown' : 'direct'
    return { key, title, kind, participants: partner === null || dialog.kind === 'other' ? [] : others([partner]) }
  }
  return {
    self,
    identityOf,
    inWords: (peer) => {
      const { raw, name } = identityOf(peer)
      return name === null ? raw : `${name} (${raw})`
    },
    peerOfDialog: (dialog, fallback) => {
      if (dialog.kind === 'user') return { kind: 'user', id: dialog.id }
      if (dialog.kind === 'chat')
        return { kind: chats.get(String(dialog.id))?.kind ?? (fallback === 'user' ? 'group' : fallback), id: dialog.id }
      const partner = secrets.get(String(dialog.id))
      return partner === undefined ? null : { kind: 'user', id: BigInt(partner) }
    },
    threadOf(stored) {
      const [key, dialog] = [textOf(stored), dialogOf(stored)]
      if (key === null || dialog === null) return null
      let thread = threads.get(key)
      if (thread === undefined) threads.set(key, (thread = newThread(key, dialog)))
      return thread
    },
  }
}

function readUsers(database: EvidenceDatabase): { readonly names: ReadonlyMap<string, string>; readonly self: string | null } {
  const names = new Map<string, string>()
  let self: string | null = null
  for (const row of sideRows(database, { table: 'users', columns: ['name', 'data'], asText: ['uid'] })) {
    const [id, bytes] = [textOf(row['uid']), bytesOf(row['data'])]
    const user = bytes === null ? null : readTelegramBlob(bytes, 'User').object
    const name = namesOf(user).name ?? nameInColumn(row['name'])
    if (id === null) continue
    if (name !== null) names.set(id, name)
    if (user?.fields.get('self') === true) self = id
  }
  return { names, self }
}

function readChats(database: EvidenceDatabase): ReadonlyMap<string, KnownChat> {
  const chats = new Map<string, KnownChat>()
  for (const row of sideRows(database, { table: 'chats', columns: ['name', 'data'], asText: ['uid'] })) {
    const [id, bytes] = [textOf(row['uid']), bytesOf(row['data'])]
    const chat = bytes === null ? null : readTelegramBlob(bytes, 'Chat').object
    const isChannel = chat?.name.startsWith('channel') === true
    const isBroadcast = chat?.fields.get('broadcast') === true
    const title = chat?.fields.get('title')
    const name = typeof title === 'string' && title !== '' ? title : nameInColumn(row['name'])
    const threadKind = chat === null ? 'unknown' : isBroadcast ? 'broadcast' : 'group'
    if (id !== null) chats.set(id, { name, kind: chat === null ? null : isChannel ? 'channel' : 'group', threadKind })
  }
  return chats
}

/** Number of a secret chat -> the other person. */
function readSecretChats(database: EvidenceDatabase): ReadonlyMap<string, string> {
  const partners = new Map<string, string>()
  for (const row of sideRows(database, { table: 'enc_chats', columns: [], asText: ['uid', 'user'] })) {
    const [chat, user] = [textOf(row['uid']), textOf(row['user'])]
    if (chat !== null && user !== null && /^\d+$/.test(user)) partners.set(chat, user)
  }
  return partners
}

function readMembers(database: EvidenceDatabase): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, string[]>()
  for (const row of sideRows(database, { table: 'channel_users_v2', columns: [], asText: ['did', 'uid'] })) {
    const [chat, user] = [textOf(row['did']), textOf(row['uid'])]
    if (chat === null || user === null || !/^\d+$/.test(user)) continue
    const known = members.get(chat)
    if (known === undefined) members.set(chat, [user])
    else if (!known.includes(user)) known.push(user)
  }
  return members
}

/** For facts: what could not be decoded, and how large it is. */
export const notDecoded = (size: number, constructorId: number | null): string =>
  `not decoded: ${size} bytes of form ${constructorInWords(constructorId)}`
