/** Everything by which the case knows somebody: identifiers in every spelling, names, contact cards, the own device. */
import type { Database } from 'better-sqlite3'

export interface KnownOf {
  /** Names that persons, contact cards, accounts and apps give. */
  readonly names: readonly string[]
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[]
  /** Street addresses of contact cards. */
  readonly addresses: readonly string[]
  /** Names and numbers of the own device: its name, serial number, IMEI, SIM. */
  readonly device: readonly string[]
}

const ids = (identities: readonly number[]): string =>
  identities.length === 0 ? 'NULL' : identities.map((id) => String(Math.trunc(id))).join(', ')

/** Facts of a device that say whose it is. */
const DEVICE_FACTS = ['name', 'serialNumber', 'imei', 'phoneNumber', 'iccid', 'udid', 'appleId']

export function knownOf(database: Database, identities: readonly number[]): KnownOf {
  const list = ids(identities)
  const texts = (sql: string): string[] =>
    (database.prepare(sql).pluck().all() as (string | null)[]).filter((text) => text !== null && text !== '') as string[]
  const cards = `SELECT record_id FROM contact_identifier WHERE identity_id IN (${list})`
  const names = texts(
    `SELECT name FROM identity_name WHERE identity_id IN (${list})
     UNION SELECT p.name FROM person AS p JOIN person_identity AS pi ON pi.person_id = p.id WHERE pi.identity_id IN (${list})
     UNION SELECT name FROM contact WHERE record_id IN (${cards}) UNION SELECT name FROM account WHERE identity_id IN (${list})`,
  )
  const identifiers = database
    .prepare(
      `SELECT scheme, display AS value FROM identity WHERE id IN (${list}) UNION SELECT scheme, value FROM identity WHERE id IN (${list})
       UNION SELECT i.scheme, s.raw FROM identity_spelling AS s JOIN identity AS i ON i.id = s.identity_id WHERE s.identity_id IN (${list})
       UNION SELECT kind, raw FROM contact_identifier WHERE record_id IN (${cards}) AND kind <> 'postal-address'`,
    )
    .all() as { scheme: string; value: string }[]
  return {
    names,
    identifiers: identifiers.filter(({ value }) => value !== ''),
    addresses: texts(`SELECT raw FROM contact_identifier WHERE record_id IN (${cards}) AND kind = 'postal-address'`),
    device: texts(`SELECT device_json FROM source WHERE owner_identity_id IN (${list})`).flatMap(deviceWords),
  }
}

function deviceWords(json: string): string[] {
  const device = JSON.parse(json) as Record<string, unknown>
  return DEVICE_FACTS.flatMap((name) => {
    const value = device[name]
    return typeof value === 'string' && value !== '' ? [value] : []
  })
}

/** Identities of everybody who sent, received or took part in these records, stands on their cards, or owns their phones. */
export function identitiesIn(database: Database, keys: readonly number[]): number[] {
  const chosen = 'SELECT value FROM json_each(:keys)'
  return database
    .prepare(
      `WITH chosen AS MATERIALIZED (${chosen}), rows AS MATERIALIZED (SELECT id, source_id, thread_id, from_id, to_id FROM record WHERE id IN (SELECT value FROM chosen))
       SELECT from_id FROM rows WHERE from_id IS NOT NULL UNION SELECT to_id FROM rows WHERE to_id IS NOT NULL
       UNION SELECT identity_id FROM thread_member WHERE thread_id IN (SELECT thread_id FROM rows)
       UNION SELECT identity_id FROM call_party WHERE record_id IN (SELECT value FROM chosen)
       UNION SELECT identity_id FROM record_party WHERE record_id IN (SELECT value FROM chosen)
       UNION SELECT identity_id FROM contact_identifier WHERE record_id IN (SELECT value FROM chosen) AND identity_id IS NOT NULL
       UNION SELECT identity_id FROM account WHERE record_id IN (SELECT value FROM chosen)
       UNION SELECT owner_identity_id FROM source WHERE owner_identity_id IS NOT NULL`,
    )
    .pluck()
    .all({ keys: JSON.stringify(keys) }) as number[]
}

/** Identities whose number is telephone-like, for masking numbers wherever they are named. */
export const allIdentities = (database: Database): { readonly id: number; readonly scheme: string; readonly value: string }[] =>
  database.prepare('SELECT id, scheme, display AS value FROM identity ORDER BY id').all() as { id: number; scheme: string; value: string }[]

/** Every name that a person, a contact card or an app gives an identity. */
export const allNames = (database: Database): { readonly id: number; readonly name: string }[] =>
  database
    .prepare(
      `SELECT identity_id AS id, name FROM identity_name
       UNION SELECT pi.identity_id, p.name FROM person AS p JOIN person_identity AS pi ON pi.person_id = p.id`,
    )
    .all() as { id: number; name: string }[]
