/** Users, groups and channels of Telegram's Postbox (table t2), as identities and chats. */
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import { decodePostboxObject, postboxInt64, postboxText } from './postbox.ts'
import type { PostboxObject } from './postbox.ts'
import { bytesOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { telegramPeer } from './telegramMessage.ts'
import type { TelegramPeerKind } from './telegramMessage.ts'
import type { EvidenceDatabase, IdentityRef, ThreadRef } from '../../../model/index.ts'

export interface TelegramUser {
  readonly name: string | null
  readonly userName: string | null
  readonly phone: string | null
}

export interface TelegramPeers {
  identityOf(peerId: bigint): IdentityRef
  threadOf(peerId: bigint): ThreadRef
  /** `name (id)` for facts. */
  inWords(peerId: bigint): string
}

const THREAD_KINDS: Readonly<Record<TelegramPeerKind, ThreadRef['kind']>> = {
  user: 'direct',
  group: 'group',
  channel: 'unknown',
  'secret chat': 'direct',
  other: 'unknown',
}

/** fn and ln name a user, t titles a group or channel, un is the user name and p the telephone number. */
export function describePeer(peer: PostboxObject | null): TelegramUser {
  const text = (field: string): string | null => postboxText(peer?.fields.get(field))
  const person = [text('fn'), text('ln')].filter((part) => part !== null).join(' ')
  return { name: person === '' ? text('t') : person, userName: text('un'), phone: text('p') }
}

const STATE_KEY = 2

/** The account of this folder: `peerId` in the state of the account, key 2 of t0 (Telegram's published MetadataTable and AuthorizedAccountState). */
export function readOwnPeerId(database: EvidenceDatabase): bigint | null {
  for (const row of sideRows(database, { table: 't0', columns: ['key', 'value'] })) {
    const bytes = numberOf(row['key']) === STATE_KEY ? bytesOf(row['value']) : null
    const peerId = postboxInt64((bytes === null ? null : decodePostboxObject(bytes))?.fields.get('peerId'))
    if (peerId !== null && peerId > 0n && telegramPeer(peerId).kind === 'user') return peerId
  }
  return null
}

interface KnownPeer {
  readonly name: string | null
  /** For a secret chat, the user at the other end. */
  readonly regularPeerId: bigint | null
}

export function readTelegramPeers(database: EvidenceDatabase): TelegramPeers {
  const peers = new Map<bigint, KnownPeer>()
  for (const row of sideRows(database, { table: 't2', columns: ['value'], asText: ['key'] })) {
    const [key, bytes] = [textOf(row['key']), bytesOf(row['value'])]
    const peer = bytes === null ? null : decodePostboxObject(bytes)
    if (key === null || !/^-?\d+$/.test(key) || peer === null) continue
    const peerId = BigInt(key)
    const isSecret = telegramPeer(peerId).kind === 'secret chat'
    peers.set(peerId, { name: describePeer(peer).name, regularPeerId: isSecret ? postboxInt64(peer.fields.get('r')) : null })
  }
  const [identities, threads] = [new Map<bigint, IdentityRef>(), new Map<bigint, ThreadRef>()]
  const identityOf = (peerId: bigint): IdentityRef => {
    const known = identities.get(peerId)
    if (known !== undefined) return known
    const { kind, id } = telegramPeer(peerId)
    const raw = kind === 'user' ? String(id) : `${kind} ${id}`
    const identity: IdentityRef = { scheme: 'telegram', raw, name: peers.get(peerId)?.name ?? null, country: null }
    identities.set(peerId, identity)
    return identity
  }
  return {
    identityOf,
    threadOf(peerId) {
      const known = threads.get(peerId)
      if (known !== undefined) return known
      const { kind } = telegramPeer(peerId)
      const partner = kind === 'user' ? peerId : (peers.get(peerId)?.regularPeerId ?? null)
      const title = peers.get(peerId)?.name ?? (partner === null ? null : (peers.get(partner)?.name ?? null))
      const thread: ThreadRef = {
        key: String(peerId),
        title,
        kind: THREAD_KINDS[kind],
        participants: partner === null ? [] : [identityOf(partner)],
      }
      threads.set(peerId, thread)
      return thread
    },
    inWords(peerId) {
      const { raw, name } = identityOf(peerId)
      return name === null ? raw : `${name} (${raw})`
    },
  }
}
