/** Who pays whom in a story of Venmo, and whose feed it is. */
import { valueText } from '../../../formats/plist/archivedPlist.ts'
import { isJsonObject, jsonAt, jsonText } from '../../../formats/text/jsonStream.ts'
import type { IdentityRef } from '../../../model/index.ts'

export interface VenmoPerson {
  /** Tells people apart: the id, or what else names them. */
  readonly key: string
  readonly id: string | null
  /** User name, number or address. */
  readonly raw: string
  readonly kind: 'other' | 'phone' | 'email'
  readonly name: string | null
  readonly words: string
  readonly about: string | null
  readonly joined: string | null
  readonly friendStatus: string | null
  readonly accountKind: string | null
}

export interface VenmoParties {
  readonly action: 'pay' | 'charge'
  readonly payer: VenmoPerson | null
  readonly receiver: VenmoPerson | null
}

/** Null for a story that is no payment, or whose action is not known. */
export function readParties(story: unknown): VenmoParties | null {
  const action = jsonText(jsonAt(story, 'payment', 'action'))
  if (action !== 'pay' && action !== 'charge') return null
  const actor = userOf(jsonAt(story, 'payment', 'actor'))
  const target = targetOf(jsonAt(story, 'payment', 'target'))
  return action === 'pay' ? { action, payer: actor, receiver: target } : { action, payer: target, receiver: actor }
}

function targetOf(target: unknown): VenmoPerson | null {
  const user = userOf(jsonAt(target, 'user'))
  if (user !== null) return user
  for (const kind of ['phone', 'email'] as const) {
    const raw = jsonText(jsonAt(target, kind))
    if (raw !== null) return { ...NOBODY, key: `${kind} ${raw}`, raw, kind, words: raw }
  }
  return null
}

const NOBODY = { id: null, name: null, about: null, joined: null, friendStatus: null, accountKind: null } as const

function userOf(user: unknown): VenmoPerson | null {
  if (!isJsonObject(user)) return null
  const text = (name: string): string | null => valueText(user[name])
  const [id, username] = [text('id'), text('username')]
  const raw = username ?? id
  if (raw === null) return null
  const parts = [text('first_name'), text('last_name')].filter((part) => part !== null)
  const name = text('display_name') ?? (parts.length === 0 ? null : parts.join(' '))
  return {
    key: id ?? raw,
    id,
    raw,
    kind: 'other',
    name,
    words: name === null ? raw : `${name} (${raw})`,
    about: text('about')?.trim() === '' ? null : text('about'),
    joined: text('date_joined'),
    friendStatus: text('friend_status')?.replaceAll('_', ' ') ?? null,
    accountKind: text('identity_type'),
  }
}

export function venmoIdentity({ kind, raw, name }: VenmoPerson): IdentityRef {
  return { scheme: kind === 'other' ? 'other' : 'address', raw, name, country: null }
}

/** The one user who takes part in every payment, which are with at least two others. Null when nobody or more than one does. */
export function venmoOwner(payments: readonly (VenmoParties | null)[]): VenmoPerson | null {
  const people = new Set<string>()
  let common: ReadonlyMap<string, VenmoPerson> | undefined
  for (const parties of payments) {
    if (parties === null) continue
    const here = new Map<string, VenmoPerson>()
    for (const person of [parties.payer, parties.receiver]) if (person !== null) here.set(person.key, person)
    for (const key of here.keys()) people.add(key)
    common = new Map([...(common ?? here)].filter(([key]) => here.has(key)))
  }
  const [owner, second] = common?.values() ?? []
  return owner !== undefined && second === undefined && owner.id !== null && people.size >= 3 ? owner : null
}
