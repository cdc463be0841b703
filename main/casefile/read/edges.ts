/**
 * Who addressed whom, counted for the graph. Three rules, the same as the lens's pair filter: direct message or call;
 * group message from one with the other in the conversation; call with several parties. Drafts reached nobody and count as no contact.
 */
import type { Database } from 'better-sqlite3'
import type { EntityId, Lens } from '../../contract/index.ts'
import type { Directory } from './directory.ts'
import { lensFilter } from './lensFilter.ts'

/** Rows between two, one direction, one label. Each end is an identity, or already the entity it belongs to. */
interface Contact {
  readonly from: number | EntityId
  readonly to: number | EntityId
  readonly label: string
  readonly direction: string | null
  readonly day: number | null
  readonly records: number
  readonly first: number | null
  readonly last: number | null
  readonly isGroup: boolean
  /** `from` is the phone's owner although the call came in: calls with several parties are counted from the owner. */
  readonly isFromOwner: boolean
}

/** Everything known about a pair, entities in id order. */
export interface PairTally {
  readonly a: EntityId
  readonly b: EntityId
  readonly kinds: Map<string, { aToB: number; bToA: number; unknownDirection: number }>
  records: number
  groupRecords: number
  readonly days: Set<number>
  firstMs: number | null
  lastMs: number | null
}

const DAY = 'CAST(floor(r.at_ms / 86400000.0) AS INTEGER)'
const LABEL = "coalesce(r.service, 'unknown service') || ' ' || r.kind"
const COUNTS = 'count(*) AS records, min(r.at_ms) AS first, max(r.at_ms) AS last'

const ENTITIES = `(SELECT i.id AS identity_id, CASE WHEN pi.person_id IS NULL THEN 'i' || i.id ELSE 'p' || pi.person_id END AS entity
  FROM identity AS i LEFT JOIN person_identity AS pi ON pi.identity_id = i.id)`

function* contacts(database: Database, directory: Directory, lens: Lens, includeGroups: boolean): Generator<Contact> {
  const { where, values } = lensFilter(database, directory, { ...lens, kinds: lens.kinds.length > 0 ? lens.kinds : ['message', 'call'] })
  const drafts = "SELECT record_id FROM message WHERE status = 'draft'"
  const live = `${where} AND r.kind IN ('message', 'call') AND r.state <> 'edited-previous' AND r.id NOT IN (${drafts})`
  function* query(select: string, from: string, condition: string, isGroup: boolean, isFromOwner = false): Generator<Contact> {
    const rows = database
      .prepare(
        `SELECT ${select}, ${LABEL} AS label, r.direction, ${DAY} AS day, ${COUNTS} FROM record AS r ${from} WHERE ${live} AND ${condition} GROUP BY 1, 2, 3, 4, 5`,
      )
      .iterate(...values) as IterableIterator<Omit<Contact, 'isGroup' | 'isFromOwner'>>
    for (const row of rows) yield { ...row, isGroup, isFromOwner }
  }
  yield* query('r.from_id AS "from", r.to_id AS "to"', '', 'r.from_id IS NOT NULL AND r.to_id IS NOT NULL', false)
  // A person may stand in a conversation or call with two identifiers, or as member and as owner: still one contact per row.
  const severalParties = "r.kind = 'call' AND (r.from_id IS NULL OR r.to_id IS NULL) AND s.owner_identity_id IS NOT NULL"
  const parties = `(SELECT DISTINCT c.record_id, e.entity FROM call_party AS c JOIN ${ENTITIES} AS e ON e.identity_id = c.identity_id)`
  const toParties = `JOIN source AS s ON s.id = r.source_id JOIN ${parties} AS c ON c.record_id = r.id`
  yield* query('s.owner_identity_id AS "from", c.entity AS "to"', toParties, severalParties, false, true)
  if (!includeGroups) return
  const owners = 'SELECT t.id AS thread_id, s.owner_identity_id AS identity_id FROM thread AS t JOIN source AS s ON s.id = t.source_id'
  const members = `(SELECT DISTINCT m.thread_id, e.entity FROM (SELECT thread_id, identity_id FROM thread_member UNION ALL ${owners}) AS m
    JOIN ${ENTITIES} AS e ON e.identity_id = m.identity_id)`
  const inGroup = "r.kind = 'message' AND r.to_id IS NULL AND r.from_id IS NOT NULL"
  yield* query('r.from_id AS "from", t.entity AS "to"', `JOIN ${members} AS t ON t.thread_id = r.thread_id`, inGroup, true)
}

/** All pairs in the lens. Identities of one person are one entity; what a person sent to itself is left out. */
export function pairTallies(database: Database, directory: Directory, lens: Lens, includeGroups: boolean): Map<string, PairTally> {
  const pairs = new Map<string, PairTally>()
  const entityOf = (end: number | EntityId): EntityId => (typeof end === 'number' ? directory.entityOf(end) : end)
  for (const contact of contacts(database, directory, lens, includeGroups)) {
    const from = entityOf(contact.from)
    const to = entityOf(contact.to)
    if (from === to) continue
    const [a, b] = from < to ? [from, to] : [to, from]
    const key = `${a}|${b}`
    let pair = pairs.get(key)
    if (pair === undefined)
      pairs.set(key, (pair = { a, b, kinds: new Map(), records: 0, groupRecords: 0, days: new Set(), firstMs: null, lastMs: null }))
    addContact(pair, contact, from === a)
  }
  return pairs
}

function addContact(
  pair: PairTally,
  { label, direction, day, records, first, last, isGroup, isFromOwner }: Contact,
  isFromA: boolean,
): void {
  const kind = pair.kinds.get(label) ?? { aToB: 0, bToA: 0, unknownDirection: 0 }
  if (direction === 'unknown') kind.unknownDirection += records
  else if (isFromA !== (isFromOwner && direction === 'incoming')) kind.aToB += records
  else kind.bToA += records
  pair.kinds.set(label, kind)
  pair.records += records
  if (isGroup) pair.groupRecords += records
  if (day !== null) pair.days.add(day)
  if (first !== null && (pair.firstMs === null || first < pair.firstMs)) pair.firstMs = first
  if (last !== null && (pair.lastMs === null || last > pair.lastMs)) pair.lastMs = last
}
