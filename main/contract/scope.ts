/** What the law lets the case look at, and whose conversations nobody may read before a person has released them. */
import type { EntityId, HiddenCounts, RecordKind } from './lens.ts'
import type { Party } from './records.ts'

/** What a person states about a warrant, an order or a consent. Empty lists and null bounds mean "no limit". */
export interface AuthorityTerms {
  /** "Search warrant", "Consent", ... as the paper calls it. */
  readonly type: string
  /** Its number or reference. */
  readonly identifier: string
  /** Inclusive start and exclusive end, UTC ms. */
  readonly fromMs: number | null
  readonly toMs: number | null
  /** Records that happened at no time that is known as UTC count as covered, although the authority has dates. */
  readonly coversUndated: boolean
  readonly kinds: readonly RecordKind[]
  readonly sources: readonly number[]
  /** Covers what they took part in, and everything on phones of their own. */
  readonly people: readonly EntityId[]
  readonly note: string
}

export interface LegalAuthority extends Omit<AuthorityTerms, 'people'> {
  readonly id: number
  readonly people: readonly Party[]
  readonly addedAtMs: number
  readonly by: string
  /** Records that it covers. */
  readonly records: number
}

export const PRIVILEGE_CATEGORIES = ['lawyer', 'clergy', 'medical', 'journalist', 'other'] as const
export type PrivilegeCategory = (typeof PRIVILEGE_CATEGORIES)[number]

export interface PrivilegeRelease {
  /** Null: all conversations and calls with the contact. */
  readonly threadId: number | null
  readonly threadTitle: string | null
  readonly reason: string
  readonly by: string
  readonly atMs: number
}

export interface PrivilegedContact {
  readonly id: number
  readonly party: Party
  readonly category: PrivilegeCategory
  readonly reason: string
  readonly by: string
  readonly atMs: number
  /** Records that are kept back now because of this contact. */
  readonly quarantined: number
  /** Conversations that are kept back, to be released one by one. No text of theirs is given. */
  readonly threads: readonly { readonly id: number; readonly title: string; readonly service: string; readonly messages: number }[]
  readonly releases: readonly PrivilegeRelease[]
}

export interface ScopeState {
  readonly authorities: readonly LegalAuthority[]
  readonly privileged: readonly PrivilegedContact[]
  /** Set while somebody looks beyond the authorities. Ends when the case is closed. */
  readonly opened: { readonly reason: string; readonly by: string; readonly atMs: number } | null
  /** In the whole case, whatever the lens; also while the scope is opened. */
  readonly hidden: HiddenCounts
}

export interface ScopeCalls {
  'scope.get'(args: Record<string, never>): ScopeState
  /** `id` null adds one. A case without authority shows everything; with some, what at least one of them covers. */
  'scope.setAuthority'(args: { id: number | null; terms: AuthorityTerms }): ScopeState
  'scope.removeAuthority'(args: { id: number; reason: string }): ScopeState
  /** Shows what lies outside the authorities, in this window, until it is closed again. Exports never hold it. */
  'scope.open'(args: { reason: string }): ScopeState
  'scope.close'(args: Record<string, never>): ScopeState
  /** Keeps back all conversations and calls with this person or identity, now and after later imports. */
  'scope.quarantine'(args: { entity: EntityId; category: PrivilegeCategory; reason: string }): ScopeState
  /** After review: the contact's records, or those of one conversation, may be seen and exported. */
  'scope.release'(args: { contactId: number; threadId: number | null; reason: string }): ScopeState
  /** Ends all releases of a contact. */
  'scope.quarantineAgain'(args: { contactId: number; reason: string }): ScopeState
  /** The contact was marked by mistake. */
  'scope.removePrivileged'(args: { contactId: number; reason: string }): ScopeState
}
