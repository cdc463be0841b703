/** Who an identity is, as shown: its person, its best name, its identifier. Cached until people change. */
import type { Database } from 'better-sqlite3'
import type { EntityId, Party, Role } from '../../contract/index.ts'
import { prepared } from '../prepared.ts'

interface IdentityRow {
  id: number
  scheme: string
  display: string
  name: string | null
  personId: number | null
  personName: string | null
  role: Role | null
}

/** Contact cards name better than accounts, accounts better than what an app shows. */
const IDENTITY_SQL = `
SELECT i.id, i.scheme, i.display, pi.person_id AS personId, p.name AS personName, ro.role AS role,
  (SELECT n.name FROM identity_name AS n WHERE n.identity_id = i.id
   ORDER BY CASE n.basis WHEN 'contact card' THEN 0 WHEN 'account' THEN 1 ELSE 2 END, n.run_id, n.name LIMIT 1) AS name
FROM identity AS i
LEFT JOIN person_identity AS pi ON pi.identity_id = i.id
LEFT JOIN person AS p ON p.id = pi.person_id
LEFT JOIN role AS ro ON ro.person_id = pi.person_id
WHERE i.id = ?`

export class Directory {
  readonly #database: Database
  readonly #parties = new Map<number, Party>()
  #ownerEntities: ReadonlySet<EntityId> | null = null

  constructor(database: Database) {
    this.#database = database
  }

  /** To be called when persons, roles, names or sources changed. */
  forget(): void {
    this.#parties.clear()
    this.#ownerEntities = null
  }

  party(identityId: number): Party {
    let party = this.#parties.get(identityId)
    if (party === undefined) {
      party = this.#load(identityId)
      this.#parties.set(identityId, party)
    }
    return party
  }

  partyOf(entity: EntityId): Party | null {
    const [first] = this.identitiesOf(entity)
    return first === undefined ? null : this.party(first)
  }

  entityOf(identityId: number): EntityId {
    return this.party(identityId).entity
  }

  /** All identities of a person, or the identity itself. */
  identitiesOf(entity: EntityId): readonly number[] {
    const id = Number(entity.slice(1))
    if (entity.startsWith('p'))
      return prepared(this.#database, 'SELECT identity_id FROM person_identity WHERE person_id = ? ORDER BY identity_id')
        .pluck()
        .all(id) as number[]
    return prepared(this.#database, 'SELECT id FROM identity WHERE id = ?').pluck().all(id) as number[]
  }

  /** Entities whose own device was examined. */
  deviceOwners(): ReadonlySet<EntityId> {
    if (this.#ownerEntities === null) {
      const owners = prepared(this.#database, 'SELECT owner_identity_id FROM source WHERE owner_identity_id IS NOT NULL')
        .pluck()
        .all() as number[]
      this.#ownerEntities = new Set(owners.map((id) => this.#entityOnly(id)))
    }
    return this.#ownerEntities
  }

  #entityOnly(identityId: number): EntityId {
    const person = prepared(this.#database, 'SELECT person_id FROM person_identity WHERE identity_id = ?').pluck().get(identityId) as
      | number
      | undefined
    return person === undefined ? `i${identityId}` : `p${person}`
  }

  #load(identityId: number): Party {
    const row = prepared(this.#database, IDENTITY_SQL).get(identityId) as IdentityRow | undefined
    if (row === undefined)
      return { entity: `i${identityId}`, name: `unknown identity ${identityId}`, identifier: '', role: null, isDeviceOwner: false }
    const entity: EntityId = row.personId === null ? `i${row.id}` : `p${row.personId}`
    return {
      entity,
      name: row.personName ?? row.name ?? row.display,
      identifier: row.display,
      role: row.role,
      isDeviceOwner: this.deviceOwners().has(entity),
    }
  }
}
