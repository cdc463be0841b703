/** How each person is shown to an audience: by name, by pseudonym, or masked; and what of them is looked for in texts. */
import type { Database } from 'better-sqlite3'
import type { Directory } from '../../casefile/read/directory.ts'
import { allIdentities, allNames, identitiesIn, type KnownOf, knownOf } from '../../casefile/read/knownOf.ts'
import type { Pseudonymous } from '../../casefile/write/pseudonyms.ts'
import type { AudienceProfile, EntityId, Party, Role, RoleOrNone, Treatment } from '../../contract/index.ts'
import { asciiDigits, keyDigits } from './numbers.ts'
import { foldTerm } from './fold.ts'
import { nameTerms, type NamedPerson, partsOf } from './nameTerms.ts'
import { REMOVED, type Term } from './textRedactor.ts'

export interface HiddenPerson {
  readonly entity: EntityId
  readonly identities: readonly number[]
  readonly treatment: Exclude<Treatment, 'named'>
  /** `Person V1`, `Third party T4 (…123)`: in place of the name. */
  readonly label: string
  /** In place of the identifier; empty for pseudonyms. */
  readonly mask: string
  readonly role: Role | null
  readonly names: readonly string[]
  readonly identifiers: readonly string[]
}

export interface People {
  readonly hidden: ReadonlyMap<EntityId, HiddenPerson>
  readonly terms: readonly Term[]
}

/** Letters of pseudonyms by role: the same as the signs of roles; third parties are T. */
const PREFIXES: Readonly<Record<RoleOrNone, string>> = {
  victim: 'V',
  suspect: 'S',
  recruiter: 'R',
  driver: 'D',
  buyer: 'B',
  witness: 'W',
  associate: 'A',
  unknown: 'T',
  none: 'T',
}

/** Senders that are services: short codes and names that nobody can call. They are no third parties unless a person gave them a role. */
const SERVICES = new Set(['short-code', 'alphanumeric', 'business'])
/** Identifiers whose digits are a telephone number. */
export const NUMBERS: ReadonlySet<string> = new Set(['phone', 'number', 'whatsapp', 'fax'])

interface Wanted extends Pseudonymous {
  readonly party: Party
  readonly treatment: Exclude<Treatment, 'named'>
}

/** `keys`: the records that the export shows. `give` keeps pseudonyms in the case. */
export function hiddenPeople(
  { database, directory }: { readonly database: Database; readonly directory: Directory },
  profile: AudienceProfile,
  keys: readonly number[],
  give: (wanted: readonly Pseudonymous[]) => readonly string[],
): People {
  const wanted = wantedPeople(database, directory, profile, keys)
  const labels = give(wanted)
  const hidden = new Map<EntityId, HiddenPerson>()
  const named: NamedPerson[] = []
  const terms: Term[] = []
  wanted.forEach((one, index) => {
    const known = withoutOwnWords(knownOf(database, one.identities))
    const person = hiddenPerson(one, labels[index] ?? '', known)
    hidden.set(one.party.entity, person)
    named.push({ names: [...person.names], label: person.label, isPseudonym: one.treatment === 'pseudonym' })
    for (const { scheme, value } of known.identifiers) terms.push(...identifierTerms(scheme, value, person))
    for (const text of [...known.device, ...known.addresses.flatMap(addressParts)]) terms.push({ text, kind: 'text', replacement: REMOVED })
  })
  terms.push(...nameTerms(named, shownNames(database, hidden)), ...mentionedNumbers(database, directory, profile, hidden))
  terms.push(...profile.words.map((text): Term => ({ text, kind: 'word', replacement: REMOVED })))
  return { hidden, terms: terms.filter(({ text }) => text.trim().length >= 2) }
}

function wantedPeople(database: Database, directory: Directory, profile: AudienceProfile, keys: readonly number[]): Wanted[] {
  const schemes = new Map(allIdentities(database).map(({ id, scheme }) => [id, scheme]))
  // Whoever has a role is looked for everywhere; others only where they occur.
  const assigned = database
    .prepare('SELECT pi.identity_id FROM person_identity AS pi JOIN role AS r ON r.person_id = pi.person_id')
    .pluck()
    .all() as number[]
  const byEntity = new Map<EntityId, Wanted>()
  for (const id of [...assigned, ...identitiesIn(database, keys)].sort((a, b) => a - b)) {
    const party = directory.party(id)
    if (byEntity.has(party.entity)) continue
    const treatment = profile.people[party.role ?? 'none']
    const identities = directory.identitiesOf(party.entity)
    const isService = party.role === null && identities.every((one) => SERVICES.has(schemes.get(one) ?? ''))
    if (treatment === 'named' || isService) continue
    byEntity.set(party.entity, { party, treatment, identities, prefix: PREFIXES[party.role ?? 'none'] })
  }
  return [...byEntity.values()]
}

/** The owner of a device without a number is called after its label by this program: that is no name. */
const isOwnLabel = (text: string): boolean => text.startsWith('Owner of ')

const withoutOwnWords = (known: KnownOf): KnownOf => ({
  ...known,
  identifiers: known.identifiers.filter(({ scheme }) => scheme !== 'device-owner'),
})

function hiddenPerson({ party, treatment, identities }: Wanted, label: string, known: KnownOf): HiddenPerson {
  const number = known.identifiers.find(
    ({ scheme, value }) => NUMBERS.has(scheme) && keyDigits(value) !== null && !value.includes('@lid'),
  )?.value
  const mask = treatment === 'pseudonym' ? '' : number === undefined ? REMOVED : `…${asciiDigits(number).slice(-3)}`
  const words = treatment === 'pseudonym' ? `Person ${label}` : `Third party ${label}`
  return {
    entity: party.entity,
    identities,
    treatment,
    label: treatment === 'masked' && number !== undefined ? `${words} (${mask})` : words,
    mask,
    role: party.role,
    names: [...new Set([...(isOwnLabel(party.name) ? [] : [party.name]), ...known.names])],
    identifiers: [...new Set(known.identifiers.map(({ value }) => value))],
  }
}

/** Words of the names of everybody who is not hidden. */
function shownNames(database: Database, hidden: ReadonlyMap<EntityId, HiddenPerson>): ReadonlySet<string> {
  const identities = new Set([...hidden.values()].flatMap((person) => person.identities))
  return new Set(allNames(database).flatMap(({ id, name }) => (identities.has(id) ? [] : partsOf(name).map(foldTerm))))
}

function identifierTerms(scheme: string, value: string, { label: replacement, treatment }: HiddenPerson): Term[] {
  const [local = ''] = value.split('@')
  const isNumber = keyDigits(local) !== null && (NUMBERS.has(scheme) || /^\+?[\d\s().\-/]+$/.test(local))
  return [
    { text: value, kind: 'text', replacement },
    // Masked numbers keep their last digits anyway.
    ...(isNumber ? [{ text: local, kind: treatment === 'pseudonym' ? 'local-number' : 'number', replacement } as const] : []),
    // The part before the @ is a name that people use elsewhere too.
    ...(value.includes('@') && !isNumber && local.length >= 4 && !COMMON_BOXES.has(local.toLowerCase())
      ? [{ text: local, kind: 'text', replacement } as const]
      : []),
    ...(value.startsWith('@') ? [{ text: value.slice(1), kind: 'text', replacement } as const] : []),
    ...(!isNumber && /^@?[\p{L}\p{N}._-]{5,}$/u.test(value) && /[._-]/.test(value)
      ? [{ text: value.replaceAll(/[@._-]/g, ''), kind: 'text', replacement } as const]
      : []),
  ]
}

const COMMON_BOXES = new Set(['info', 'mail', 'office', 'help', 'contact', 'admin', 'support', 'service', 'hello', 'home', 'work'])

/** Whole, and line by line: an address is rarely written out. */
function addressParts(address: string): string[] {
  const parts = address.split(/[,;\n]+/).map((part) => part.trim())
  return [address, ...parts.filter((part) => part.length >= 6 && /\d/.test(part) && /\p{L}/u.test(part))]
}

/** Numbers are exact: those of everybody whom the audience does not see by name are masked wherever a text names them. */
function mentionedNumbers(
  database: Database,
  directory: Directory,
  profile: AudienceProfile,
  hidden: ReadonlyMap<EntityId, HiddenPerson>,
): Term[] {
  return allIdentities(database).flatMap(({ id, scheme, value }): Term[] => {
    if (!NUMBERS.has(scheme) || keyDigits(value) === null || value.includes('@lid')) return []
    const { entity, role } = directory.party(id)
    if (hidden.has(entity) || profile.people[role ?? 'none'] === 'named') return []
    return [{ text: value.split('@')[0] ?? value, kind: 'number', replacement: `number …${asciiDigits(value).slice(-3)}` }]
  })
}
