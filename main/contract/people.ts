/** Who is who: identities, persons, suggestions, roles; conversations and their threads. */
import type { EntityId, Lens } from './lens.ts'
import type { Page, Party, RecordLine, Role } from './records.ts'

export interface IdentityInfo {
  readonly id: number
  /** `phone`, `email`, `short-code`, `alphanumeric`, `whatsapp`, `device-owner` ... */
  readonly scheme: string
  readonly value: string
  /** Every spelling in which it was stored. */
  readonly rawSpellings: readonly string[]
  /** Names given to it, with where: `Vic Agent (contact card, phone A)`. */
  readonly names: readonly { readonly name: string; readonly where: string }[]
  readonly records: number
  readonly firstMs: number | null
  readonly lastMs: number | null
  readonly sources: readonly number[]
  readonly personId: number | null
  /** Why it belongs to the person, who said so and when; null without person. */
  readonly link: { readonly reason: string; readonly by: string; readonly atMs: number } | null
}

export interface PersonInfo {
  readonly id: number
  readonly name: string
  readonly note: string
  readonly role: RoleAssignment | null
  readonly identities: readonly IdentityInfo[]
  readonly records: number
  readonly isDeviceOwner: boolean
}

export interface RoleAssignment {
  readonly role: Role
  readonly reason: string
  readonly by: string
  readonly atMs: number
}

/** A suggestion to put two identities together. Never carried out by itself. */
export interface MergeSuggestion {
  readonly id: number
  readonly a: IdentityInfo
  readonly b: IdentityInfo
  readonly strength: 'strong' | 'weak'
  /** In words, naming what it rests on. */
  readonly reasons: readonly string[]
  /** Keys of the records it rests on. */
  readonly evidenceKeys: readonly number[]
  readonly status: 'open' | 'accepted' | 'rejected'
}

export interface ThreadInfo {
  readonly id: number
  readonly service: string
  readonly title: string
  readonly kind: 'direct' | 'group' | 'broadcast' | 'unknown'
  readonly sourceId: number
  readonly owner: Party | null
  readonly participants: readonly Party[]
  readonly messages: number
  readonly inLens: number
  readonly firstMs: number | null
  readonly lastMs: number | null
  readonly lastText: string
}

export interface PeopleCalls {
  'people.persons'(args: Record<string, never>): readonly PersonInfo[]
  /** Identities without person first by number of records; page by key. `text` filters names and identifiers. */
  'people.identities'(args: { text: string; unassignedOnly: boolean; cursor: string | null; limit: number }): Page<IdentityInfo>
  'people.suggestions'(args: { status: 'open' | 'accepted' | 'rejected' }): readonly MergeSuggestion[]
  /** Accepts: both identities come to one person (a new one, or the one that either has). Logged, reversible. */
  'people.accept'(args: { suggestionId: number }): PersonInfo
  'people.reject'(args: { suggestionId: number; reason: string }): { readonly rejected: boolean }
  /** Makes a person of identities, by hand. */
  'people.create'(args: { name: string; identityIds: readonly number[]; reason: string }): PersonInfo
  'people.rename'(args: { personId: number; name: string; note: string }): PersonInfo
  'people.attach'(args: { personId: number; identityId: number; reason: string }): PersonInfo
  /** Takes an identity off its person. */
  'people.detach'(args: { identityId: number; reason: string }): { readonly detached: boolean }
  'people.setRole'(args: { personId: number; role: Role; reason: string }): PersonInfo
  /** Takes back the last change to persons, merges or roles. */
  'people.undo'(args: Record<string, never>): { readonly undone: string | null }
  /** Name and identifier search for the lens: persons and identities. */
  'people.find'(args: { text: string; limit: number }): readonly Party[]
  'people.parties'(args: { entities: readonly EntityId[] }): readonly Party[]
  'threads.list'(args: { lens: Lens; text: string; cursor: string | null; limit: number }): Page<ThreadInfo>
  'threads.get'(args: { threadId: number }): ThreadInfo
  /** Messages and calls of a thread, oldest first, by key; `aroundKey` opens the page that holds a record. */
  'threads.messages'(args: {
    threadId: number
    lens: Lens | null
    cursor: string | null
    aroundKey: number | null
    limit: number
    before?: boolean
  }): Page<RecordLine>
}
