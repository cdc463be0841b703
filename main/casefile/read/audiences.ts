/** For whom the case exports: profiles that come with the program, and those that people saved. */
import type { Database } from 'better-sqlite3'
import { type AudienceProfile, CaseError, FULL_AUDIENCE, ROLES, type RoleOrNone, type Treatment } from '../../contract/index.ts'

const people = (common: Treatment, changes: Partial<Record<RoleOrNone, Treatment>>): AudienceProfile['people'] =>
  Object.fromEntries([...ROLES, 'none'].map((role) => [role, changes[role as RoleOrNone] ?? common])) as AudienceProfile['people']

const NOTHING = { words: [], places: [] } as const

/** Starting points: each can be changed and saved under its name. */
const GIVEN: readonly AudienceProfile[] = [
  { name: FULL_AUDIENCE, title: 'Full', people: people('named', {}), pictures: 'all', otherFiles: true, ...NOTHING },
  {
    name: 'defence',
    title: 'Defence',
    people: people('named', { victim: 'pseudonym', witness: 'pseudonym', unknown: 'masked', none: 'masked' }),
    pictures: 'marked',
    otherFiles: false,
    ...NOTHING,
  },
  {
    name: 'court',
    title: 'Court',
    people: people('named', { victim: 'pseudonym', unknown: 'masked', none: 'masked' }),
    pictures: 'marked',
    otherFiles: false,
    ...NOTHING,
  },
  {
    name: 'partner-agency',
    title: 'Partner agency',
    people: people('named', { victim: 'pseudonym', witness: 'pseudonym' }),
    pictures: 'marked',
    otherFiles: false,
    ...NOTHING,
  },
  {
    name: 'ngo',
    title: 'NGO',
    people: people('masked', { victim: 'pseudonym', witness: 'pseudonym' }),
    pictures: 'none',
    otherFiles: false,
    ...NOTHING,
  },
]

export function audiences(database: Database): AudienceProfile[] {
  const saved = (database.prepare('SELECT profile_json FROM audience ORDER BY name').pluck().all() as string[]).map(
    (json) => JSON.parse(json) as AudienceProfile,
  )
  const byName = new Map([...GIVEN, ...saved].map((profile) => [profile.name, profile]))
  return [...byName.values()]
}

/** Throws a `usage` failure that names the profiles. */
export function audienceOf(database: Database, name: string): AudienceProfile {
  const all = audiences(database)
  const found = all.find((profile) => profile.name === name)
  if (found === undefined)
    throw new CaseError('usage', `There is no audience "${name}": the case knows ${all.map((profile) => profile.name).join(', ')}.`)
  return found
}
