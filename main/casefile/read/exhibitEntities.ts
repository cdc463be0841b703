/** The people that an exhibit names. They are kept as identities: persons are merged and taken apart, and their numbers are given again. */
import type { Database } from 'better-sqlite3'
import type { EntityId, ExhibitTarget, Lens } from '../../contract/index.ts'
import { prepared } from '../prepared.ts'

type Target = Exclude<ExhibitTarget, { kind: 'record' }>
type MapEntity = (entity: EntityId) => EntityId

/** Persons as one of their identities each, for keeping. */
export const asKept = (database: Database, target: Target): Target => mapped(target, (entity) => identityOf(database, entity))

/** Identities as the persons that they belong to today. */
export const asToday = (database: Database, target: Target): Target => mapped(target, (entity) => personOf(database, entity))

function mapped(target: Target, map: MapEntity): Target {
  switch (target.kind) {
    case 'stay':
      return { ...target, entity: target.entity === null ? null : map(target.entity) }
    case 'edge':
      return { ...target, pair: mappedPair(target.pair, map), lens: mappedLens(target.lens, map) }
    case 'map-view':
    case 'graph-view':
      return { ...target, lens: mappedLens(target.lens, map) }
    case 'slice':
    case 'place':
      return target
  }
}

const mappedPair = ([a, b]: readonly [EntityId, EntityId], map: MapEntity): [EntityId, EntityId] => [map(a), map(b)]

const mappedLens = (lens: Lens, map: MapEntity): Lens => ({
  ...lens,
  people: [...new Set(lens.people.map(map))],
  pair: lens.pair === null ? null : mappedPair(lens.pair, map),
})

function identityOf(database: Database, entity: EntityId): EntityId {
  if (!entity.startsWith('p')) return entity
  const id = prepared(database, 'SELECT min(identity_id) FROM person_identity WHERE person_id = ?')
    .pluck()
    .get(Number(entity.slice(1)))
  return id === null ? entity : `i${id as number}`
}

function personOf(database: Database, entity: EntityId): EntityId {
  if (!entity.startsWith('i')) return entity
  const id = prepared(database, 'SELECT person_id FROM person_identity WHERE identity_id = ?')
    .pluck()
    .get(Number(entity.slice(1))) as number | undefined
  return id === undefined ? entity : `p${id}`
}

/** Identities that exhibits, authorities and privileged contacts name: they stay in the case whatever source goes. */
export const NAMED_IDENTITIES = `SELECT identity_id FROM authority_identity UNION SELECT identity_id FROM privileged_identity
  UNION SELECT CAST(substr(j.value, 2) AS INTEGER) FROM exhibit AS e, json_tree(e.target_json) AS j WHERE j.type = 'text' AND j.value GLOB 'i[0-9]*'`
