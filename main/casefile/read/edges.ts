/**
 * Who addressed whom, counted for the graph. Three rules, the same as the lens's pair filter: direct message or call;
 * group message from one with the other in the conversation; call with several parties.
 */
import type { Database } from 'better-sqlite3'
import type { EntityId, Lens } from '../../contract/index.ts'
import type { Directory } from './directory.ts'
import { lensFilter } from './lensFilter.ts'

/** Rows between two identities, one direction, one label. */
interface Contact {
  readonly from: number
  readonly to: number
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

function* contacts(database: Database, directory: Directory, lens: Lens, includeGroups: boolean): Generator<Contact> {
  const { where, values } = lensFilter(database, directory, { ...lens, kinds: lens.kinds.length > 0 ? lens.kinds : ['message', 'call'] })
  const live = `${where} AND r.kind IN ('message', 'call') AND r.state <> 'edited-previous'`
  function* query(select: string, from: string, condition: string, isGroup: boolean, isFromOwner = false): Generator<Contact> {
    const rows = database
      .prepare(`SELECT ${select}, ${LABEL} AS label, r.direction, ${DAY} AS day, ${COUNTS} FROM record AS r ${from} WHERE ${live} AND ${condition} GROUP BY 1, 2, 3, 4, 5`)
      .iterate(...values) as IterableIterator<Omit<Contact, 'isGroup' | 'isFromOwner'>>
    for (const row of rows) yield { ...row, isGroup, isFromOwner }
  }
  yield* query('r.from_id AS "from", r.to_id AS "to"', '', 'r.from_id IS NOT NULL AND r.to_id IS NOT NULL', false)
  const severalParties = "r.kind = 'call' AND (r.from_id IS NULL OR r.to_id IS NULL) AND s.owner_identity_id IS NOT NULL"
  yield* query('s.owner_identity_id AS "from", c.identity_id AS "to"', 'JOIN source AS s ON s.id = r.source_id JOIN call_party AS c ON c.record_id = r.id', severalParties, false, true)
  if (!includeGroups) return
  const inGroup = "r.kind = 'message' AND r.to_id IS NULL AND r.from_id IS NOT NULL"
  yield* query('r.from_id AS "from", t.identity_id AS "to"', 'JOIN thread_member AS t ON t.thread_id = r.thread_id', `${inGroup} AND t.identity_id <> r.from_id`, true)
  yield* query('r.from_id AS "from", s.owner_identity_id AS "to"', 'JOIN source AS s ON s.id = r.source_id', `${inGroup} AND r.thread_id IS NOT NULL AND s.owner_identity_id <> r.from_id`, true)
}

/** All pairs in the lens. Identities of one person are one entity; what a person sent to itself is left out. */
export function pairTallies(database: Database, directory: Directory, lens: Lens, includeGroups: boolean): Map<string, PairTally> {
  const pairs = new Map<string, PairTally>()
  for (const contact of contacts(database, directory, lens, includeGroups)) {
    const from = directory.entityOf(contact.from)
    const to = directory.entityOf(contact.to)
    if (from === to) continue
    const [a, b] = from < to ? [from, to] : [to, from]
    const key = `${a}|${b}`
    let pair = pairs.get(key)
    if (pair === undefined) pairs.set(key, (pair = { a, b, kinds: new Map(), records: 0, groupRecords: 0, days: new Set(), firstMs: null, lastMs: null }))
    addContact(pair, contact, from === a)
  }
  return pairs
}

function addContact(pair: PairTally, { label, direction, day, records, first, last, isGroup, isFromOwner }: Contact, isFromA: boolean): void {
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
