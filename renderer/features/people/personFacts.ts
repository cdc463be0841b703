/** What is known of a person, gathered from all identities. Pure. */
import type { IdentityInfo, PersonInfo, Role } from '../../../main/contract/index.ts'

export interface Alias {
  readonly name: string
  /** Where the name is given: `contact card, Phone A`. */
  readonly where: string
  /** Identifiers to which it is given there. */
  readonly identifiers: readonly string[]
}

/** One line per name and place, as the places spell the name. */
export function aliases(identities: readonly IdentityInfo[]): readonly Alias[] {
  const found = new Map<string, { name: string; where: string; identifiers: string[] }>()
  for (const { value, names } of identities) {
    for (const { name, where } of names) {
      const key = JSON.stringify([name, where])
      const known = found.get(key) ?? { name, where, identifiers: [] }
      if (!known.identifiers.includes(value)) known.identifiers.push(value)
      found.set(key, known)
    }
  }
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name) || a.where.localeCompare(b.where))
}

export interface DeviceIdentifiers {
  readonly sourceId: number
  readonly identities: readonly IdentityInfo[]
}

/** On which device which identifiers of the person occur. */
export function identifiersPerDevice(identities: readonly IdentityInfo[]): readonly DeviceIdentifiers[] {
  const sourceIds = [...new Set(identities.flatMap(({ sources }) => sources))].toSorted((a, b) => a - b)
  return sourceIds.map((sourceId) => ({ sourceId, identities: identities.filter(({ sources }) => sources.includes(sourceId)) }))
}

export interface Span {
  readonly firstMs: number
  readonly lastMs: number
}

/** From the first to the last record with a time, or null. */
export function spanOf(identities: readonly Pick<IdentityInfo, 'firstMs' | 'lastMs'>[]): Span | null {
  const times = identities.flatMap(({ firstMs, lastMs }) => [firstMs, lastMs]).filter((time) => time !== null)
  return times.length === 0 ? null : { firstMs: times.reduce((a, b) => Math.min(a, b)), lastMs: times.reduce((a, b) => Math.max(a, b)) }
}

/** The name that an identity is best shown by: the first that something gives it, else the identifier. */
export function shownName({ names, value }: Pick<IdentityInfo, 'names' | 'value'>): string {
  return names[0]?.name ?? value
}

/** True when the text occurs in a name or an identifier, whatever the case; digits also without their separators. */
export function mentions(text: string, candidates: readonly string[]): boolean {
  const wanted = text.trim().toLocaleLowerCase()
  if (wanted === '') return true
  const digits = /^[\d\s()+./-]+$/.test(wanted) ? wanted.replaceAll(/\D/g, '') : ''
  return candidates.some(
    (candidate) =>
      candidate.toLocaleLowerCase().includes(wanted) || (digits.length >= 3 && candidate.replaceAll(/\D/g, '').includes(digits)),
  )
}

/** Persons with a role in the order of the roles, then the others; by name within. */
export function byRole(persons: readonly PersonInfo[], roles: readonly Role[]): readonly PersonInfo[] {
  const place = ({ role }: PersonInfo): number => (role === null || role.role === 'unknown' ? roles.length : roles.indexOf(role.role))
  return persons.toSorted((a, b) => place(a) - place(b) || a.name.localeCompare(b.name) || a.id - b.id)
}
