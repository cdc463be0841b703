/** What is typed about an authority, and the terms that it means. Pure. */
import type { AuthorityTerms, EntityId, LegalAuthority, RecordKind } from '../../../../main/contract/index.ts'
import { dayStartMs, formatDay, utcOfWallClock } from '../../../shared/format/index.ts'

export interface AuthorityDraft {
  readonly type: string
  readonly identifier: string
  /** Days in the zone of the case; empty = no limit. The last day is included, as people write warrants. */
  readonly fromDay: string
  readonly lastDay: string
  readonly coversUndated: boolean
  readonly kinds: readonly RecordKind[]
  readonly sources: readonly number[]
  readonly people: readonly EntityId[]
  readonly note: string
}

export function draftOf(authority: LegalAuthority | null, zone: string): AuthorityDraft {
  if (authority === null)
    return { type: '', identifier: '', fromDay: '', lastDay: '', coversUndated: false, kinds: [], sources: [], people: [], note: '' }
  const { type, identifier, fromMs, toMs, coversUndated, kinds, sources, people, note } = authority
  return {
    type,
    identifier,
    fromDay: fromMs === null ? '' : formatDay(fromMs, zone),
    lastDay: toMs === null ? '' : formatDay(toMs - 1, zone),
    coversUndated,
    kinds,
    sources,
    people: people.map(({ entity }) => entity),
    note,
  }
}

export type Problem = { readonly problem: 'badDay' | 'reversed' } | { readonly problem: 'noSuchDay'; readonly day: string }
export type TermsOrProblem = { readonly terms: AuthorityTerms } | Problem

/** What an authority seldom lacks, in the order of the form: asked about before it is stated. */
export type Doubt = 'noIdentifier' | 'noLimit'

export function doubtsOf({ identifier, fromMs, toMs, kinds, sources, people }: AuthorityTerms): readonly Doubt[] {
  const hasLimit = fromMs !== null || toMs !== null || kinds.length > 0 || sources.length > 0 || people.length > 0
  return [...(identifier.trim() === '' ? (['noIdentifier'] as const) : []), ...(hasLimit ? [] : (['noLimit'] as const))]
}

export function termsOf({ fromDay, lastDay, ...rest }: AuthorityDraft, zone: string): TermsOrProblem {
  const from = dayOf(fromDay, zone)
  const last = dayOf(lastDay, zone)
  if (isProblem(from)) return from
  if (isProblem(last)) return last
  const toMs = last === null ? null : dayStartMs(last, zone, 1)
  if (from !== null && toMs !== null && from >= toMs) return { problem: 'reversed' }
  return { terms: { ...rest, fromMs: from, toMs } }
}

const isProblem = (read: number | null | Problem): read is Problem => typeof read === 'object' && read !== null

/** Start of the day; null for none. */
function dayOf(text: string, zone: string): number | null | Problem {
  const day = text.trim()
  if (day === '') return null
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return { problem: 'badDay' }
  const start = utcOfWallClock(day, zone)
  // The 30th of February would be read as the 2nd of March.
  return start === null || formatDay(start, zone) !== day ? { problem: 'noSuchDay', day } : start
}
