/**
 * Which records may be shown: those that a legal authority covers (all, where none is stated) and that no privileged contact keeps
 * back. One condition over a row of `record`, which every reading of records carries.
 *
 * An opening of the scope belongs to one connection: other doors, exports and the next start see what the authorities cover.
 */
import type { Database } from 'better-sqlite3'
import { type HiddenCounts, LISTED_KINDS, type RecordKind } from '../../contract/index.ts'
import { prepared } from '../prepared.ts'
import { idList, tookPart } from './tookPart.ts'

export interface ScopeOpening {
  readonly reason: string
  readonly by: string
  readonly atMs: number
}

const openings = new WeakMap<Database, ScopeOpening>()

/** Null closes. To be called by what logs it. */
export function setScopeOpening(database: Database, opening: ScopeOpening | null): void {
  if (opening === null) openings.delete(database)
  else openings.set(database, opening)
}

export const scopeOpening = (database: Database): ScopeOpening | null => openings.get(database) ?? null

interface AuthorityRow {
  readonly id: number
  readonly from_ms: number | null
  readonly to_ms: number | null
  readonly covers_undated: number
  readonly kinds_json: string
  readonly sources_json: string
}

/** Conditions over `record AS r`; null where there is nothing to ask. `r.` is replaced for other names of the row. */
interface Conditions {
  readonly stamp: string
  readonly covered: string | null
  readonly keptBack: string | null
}

const known = new WeakMap<Database, Conditions>()

function conditions(database: Database): Conditions {
  const changes = prepared(database, 'SELECT total_changes()').pluck().get() as number
  const stamp = `${changes} ${database.pragma('data_version', { simple: true }) as number}`
  const kept = known.get(database)
  if (kept?.stamp === stamp) return kept
  const made = { stamp, covered: coveredByAny(database), keptBack: keptBackByAny(database) }
  known.set(database, made)
  return made
}

const forRow = (condition: string, row: string): string => (row === 'r' ? condition : condition.replaceAll(/\br\./g, `${row}.`))

/** True for a row that may be shown; `1` where nothing is hidden. */
export function visibleCondition(database: Database, row = 'r'): string {
  const { covered, keptBack } = conditions(database)
  const parts = [
    ...(covered === null || scopeOpening(database) !== null ? [] : [`${forRow(covered, row)} IS TRUE`]),
    ...(keptBack === null ? [] : [`${forRow(keptBack, row)} IS NOT TRUE`]),
  ]
  return parts.length === 0 ? '1' : `(${parts.join(' AND ')})`
}

export const isRestricted = (database: Database): boolean => visibleCondition(database) !== '1'

/** Whether authorities limit what is shown now. */
export const isScoped = (database: Database): boolean => conditions(database).covered !== null && scopeOpening(database) === null

/** Rows that privileged contacts keep back, led by the indexes of people. `where` is over `record AS r`. */
export function keptBackCount(database: Database, where: string, values: readonly (string | number)[]): number {
  const { keptBack } = conditions(database)
  if (keptBack === null) return 0
  return database
    .prepare(`SELECT count(*) FROM record AS r WHERE ${keptBack} AND ${where}`)
    .pluck()
    .get(...values) as number
}

/** Conditions on the time of a dated event that follow from the authorities, to lead SQLite to the index; empty where one has no dates. */
export function datedBounds(database: Database): string {
  if (!isScoped(database)) return ''
  const { from, to, open } = prepared(
    database,
    'SELECT min(from_ms) AS "from", max(to_ms) AS "to", count(*) - min(count(from_ms), count(to_ms)) AS open FROM legal_authority',
  ).get() as { from: number | null; to: number | null; open: number }
  return open > 0 || from === null || to === null ? '' : ` AND r.at_ms >= ${from} AND r.at_ms < ${to}`
}

/** Why a row is not shown, as two conditions of which at most one holds. Ignores that the scope may be opened. */
export function hiddenConditions(database: Database, row = 'r'): { readonly outsideScope: string; readonly privileged: string } {
  const { covered, keptBack } = conditions(database)
  const privileged = keptBack === null ? '0' : `(${forRow(keptBack, row)} IS TRUE)`
  const outside = covered === null ? '0' : `(${forRow(covered, row)} IS NOT TRUE)`
  return { outsideScope: keptBack === null || covered === null ? outside : `(${outside} AND NOT ${privileged})`, privileged }
}

/** What of the chosen rows is hidden now. `where` is over `record AS r`. */
export function hiddenAmong(database: Database, where: string, values: readonly (string | number)[], ignoreOpening = false): HiddenCounts {
  const privileged = keptBackCount(database, where, values)
  if (conditions(database).covered === null || (scopeOpening(database) !== null && !ignoreOpening)) return { outsideScope: 0, privileged }
  const outsideScope = database
    .prepare(`SELECT count(*) FROM record AS r WHERE ${where} AND ${hiddenConditions(database).outsideScope}`)
    .pluck()
    .get(...values) as number
  return { outsideScope, privileged }
}

export function isVisible(database: Database, key: number): boolean {
  const condition = visibleCondition(database)
  return condition === '1' || database.prepare(`SELECT 1 FROM record AS r WHERE r.id = ? AND ${condition}`).get(key) !== undefined
}

function coveredByAny(database: Database): string | null {
  const rows = prepared(
    database,
    'SELECT id, from_ms, to_ms, covers_undated, kinds_json, sources_json FROM legal_authority ORDER BY id',
  ).all() as AuthorityRow[]
  return rows.length === 0 ? null : `(${rows.map((row) => coveredBy(database, row)).join(' OR ')})`
}

/** What one authority covers, over `record AS r`. */
export function coveredBy(database: Database, authority: AuthorityRow): string {
  const kinds = JSON.parse(authority.kinds_json) as RecordKind[]
  const sources = JSON.parse(authority.sources_json) as number[]
  const people = identitiesOfAuthority(database, authority.id)
  const parts = [
    ...(kinds.length === 0 ? [] : [`r.kind IN (${kinds.map(quoted).join(', ')})`]),
    ...(sources.length === 0 ? [] : [`r.source_id IN (${idList(sources)})`]),
    ...period(authority),
    ...(people === null ? [] : [takesPart(people)]),
  ]
  return parts.length === 0 ? '1' : `(${parts.join(' AND ')})`
}

const quoted = (kind: string): string => `'${kind.replaceAll("'", "''")}'`

/** Contacts and accounts happen at no time: dates do not limit them. */
function period({ from_ms, to_ms, covers_undated }: AuthorityRow): string[] {
  if (from_ms === null && to_ms === null) return []
  const bounds = [
    'r.at_ms IS NOT NULL',
    ...(from_ms === null ? [] : [`r.at_ms >= ${from_ms}`]),
    ...(to_ms === null ? [] : [`r.at_ms < ${to_ms}`]),
  ]
  const undated = covers_undated === 1 ? ' OR r.at_ms IS NULL' : ''
  return [`(r.kind IN (${LISTED_KINDS.map(quoted).join(', ')}) OR (${bounds.join(' AND ')})${undated})`]
}

/** Null where the authority names nobody. Of a person, all identities that are theirs today. */
function identitiesOfAuthority(database: Database, authorityId: number): number[] | null {
  const found = prepared(
    database,
    `WITH RECURSIVE same (id) AS (
       SELECT identity_id FROM authority_identity WHERE authority_id = ?
       UNION SELECT other.identity_id FROM same JOIN person_identity AS mine ON mine.identity_id = same.id JOIN person_identity AS other ON other.person_id = mine.person_id)
     SELECT id FROM same ORDER BY id`,
  )
    .pluck()
    .all(authorityId) as number[]
  return found.length === 0 ? null : found
}

const takesPart = (identities: readonly number[]): string =>
  `(${tookPart('r', identities)} OR r.source_id IN (SELECT id FROM source WHERE owner_identity_id IN (${idList(identities)}))
    OR (r.kind = 'contact' AND r.id IN (SELECT record_id FROM contact_identifier WHERE identity_id IN (${idList(identities)}))))`

/**
 * All identities that a privileged contact is known under: those marked, those of the same person, and those that a strong
 * suggestion (the same number) puts beside them, unless a person rejected it. Too many is the safe side here.
 */
export function identitiesOfPrivileged(database: Database, contactId: number): number[] {
  return prepared(
    database,
    `WITH RECURSIVE same (id) AS (
       SELECT identity_id FROM privileged_identity WHERE contact_id = ?
       UNION SELECT other.identity_id FROM same JOIN person_identity AS mine ON mine.identity_id = same.id JOIN person_identity AS other ON other.person_id = mine.person_id
       UNION SELECT iif(s.a_identity_id = same.id, s.b_identity_id, s.a_identity_id) FROM same JOIN suggestion AS s ON same.id IN (s.a_identity_id, s.b_identity_id)
         WHERE s.strength = 'strong' AND s.status <> 'rejected')
     SELECT id FROM same ORDER BY id`,
  )
    .pluck()
    .all(contactId) as number[]
}

function keptBackByAny(database: Database): string | null {
  const contacts = prepared(database, 'SELECT id FROM privileged_contact ORDER BY id').pluck().all() as number[]
  const parts = contacts.flatMap((id) => keptBackBy(database, id) ?? [])
  return parts.length === 0 ? null : `(${parts.join(' OR ')})`
}

/** What one contact keeps back, over `record AS r`; null after a release of everything. May be NULL: test with IS TRUE. */
export function keptBackBy(database: Database, contactId: number): string | null {
  const released = prepared(database, 'SELECT thread_id FROM privilege_release WHERE contact_id = ?').pluck().all(contactId) as (
    | number
    | null
  )[]
  if (released.includes(null)) return null
  const identities = identitiesOfPrivileged(database, contactId)
  const threads = released.filter((id) => id !== null)
  const outsideReleased = threads.length === 0 ? '' : ` AND coalesce(r.thread_id NOT IN (${idList(threads)}), 1)`
  const listed = LISTED_KINDS.map(quoted).join(', ')
  return `((r.kind NOT IN (${listed}) AND ${tookPart('r', identities)}${outsideReleased}) OR ${attachedPicture(identities, threads)})`
}

/** A picture of the gallery that is an attachment of a conversation that is kept back. */
function attachedPicture(identities: readonly number[], released: readonly number[]): string {
  const threads = `SELECT thread_id FROM thread_member WHERE identity_id IN (${idList(identities)})${released.length === 0 ? '' : ` AND thread_id NOT IN (${idList(released)})`}`
  return `(r.kind = 'media' AND (r.source_id, (SELECT path FROM media WHERE record_id = r.id)) IN
    (SELECT held.source_id, file.path FROM record AS held JOIN attachment AS file ON file.record_id = held.id WHERE held.thread_id IN (${threads}) AND file.path IS NOT NULL))`
}
