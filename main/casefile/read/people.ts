/** Identities, persons and suggestions as the People view shows them. */
import type { Database } from 'better-sqlite3'
import {
  CaseError,
  type EntityId,
  type IdentityInfo,
  type MergeSuggestion,
  type Page,
  type Party,
  type PersonInfo,
  type Role,
} from '../../contract/index.ts'
import { decodeCursor, encodeCursor, pageSize } from './cursor.ts'
import type { Directory } from './directory.ts'
import { isRestricted, isVisible, visibleCondition } from './visibility.ts'

interface IdentityRow {
  id: number
  scheme: string
  display: string
  person_id: number | null
  reason: string | null
  actor: string | null
  at_ms: number | null
}

const IDENTITY_SQL = `
SELECT i.id, i.scheme, i.display, pi.person_id, pi.reason, pi.actor, pi.at_ms
FROM identity AS i LEFT JOIN person_identity AS pi ON pi.identity_id = i.id WHERE i.id = ?`

const NAMES_SQL = `
SELECT DISTINCT n.name, n.basis, s.label FROM identity_name AS n JOIN run ON run.id = n.run_id JOIN source AS s ON s.id = run.source_id
WHERE n.identity_id = ? ORDER BY CASE n.basis WHEN 'contact card' THEN 0 WHEN 'account' THEN 1 ELSE 2 END, s.id, n.name LIMIT 50`

/** Records that the identity sent, received or took part in by name, and that may be shown. */
const trafficSql = (visible: string): string => `
SELECT count(*) AS records, min(at_ms) AS first_ms, max(at_ms) AS last_ms FROM (
  SELECT r.id, r.at_ms FROM record AS r WHERE r.from_id = :id AND ${visible}
  UNION SELECT r.id, r.at_ms FROM record AS r WHERE r.to_id = :id AND ${visible}
  UNION SELECT r.id, r.at_ms FROM call_party AS c JOIN record AS r ON r.id = c.record_id WHERE c.identity_id = :id AND ${visible}
  UNION SELECT r.id, r.at_ms FROM record_party AS c JOIN record AS r ON r.id = c.record_id WHERE c.identity_id = :id AND ${visible}
  UNION SELECT r.id, r.at_ms FROM contact_identifier AS c JOIN record AS r ON r.id = c.record_id WHERE c.identity_id = :id AND ${visible})`

export function identityInfo(database: Database, id: number): IdentityInfo {
  const row = database.prepare(IDENTITY_SQL).get(id) as IdentityRow | undefined
  if (row === undefined) throw new CaseError('not-found', `There is no identity ${id} in this case.`)
  const names = database.prepare(NAMES_SQL).all(id) as { name: string; basis: string; label: string }[]
  const traffic = database.prepare(trafficSql(visibleCondition(database))).get({ id }) as {
    records: number
    first_ms: number | null
    last_ms: number | null
  }
  const spellings = database.prepare('SELECT source_id, raw FROM identity_spelling WHERE identity_id = ? ORDER BY raw').all(id) as {
    source_id: number
    raw: string
  }[]
  return {
    id: row.id,
    scheme: row.scheme,
    value: row.display,
    rawSpellings: [...new Set(spellings.map(({ raw }) => raw))],
    names: names.map(({ name, basis, label }) => ({ name, where: `${basis}, ${label}` })),
    records: traffic.records,
    firstMs: traffic.first_ms,
    lastMs: traffic.last_ms,
    sources: [...new Set(spellings.map(({ source_id }) => source_id))],
    personId: row.person_id,
    link:
      row.person_id === null || row.reason === null || row.actor === null || row.at_ms === null
        ? null
        : { reason: row.reason, by: row.actor, atMs: row.at_ms },
  }
}

/** Somebody of a person, an owner of a phone, or somebody in a record that may be shown: others stand only in what is hidden. */
const someRecord = (visible: string): string =>
  `(i.id IN (SELECT identity_id FROM person_identity) OR i.id IN (SELECT owner_identity_id FROM source WHERE owner_identity_id IS NOT NULL)
    OR EXISTS (SELECT 1 FROM record AS r WHERE r.from_id = i.id AND ${visible}) OR EXISTS (SELECT 1 FROM record AS r WHERE r.to_id = i.id AND ${visible})
    OR EXISTS (SELECT 1 FROM thread_member AS m JOIN record AS r ON r.thread_id = m.thread_id WHERE m.identity_id = i.id AND ${visible})
    OR EXISTS (SELECT 1 FROM call_party AS c JOIN record AS r ON r.id = c.record_id WHERE c.identity_id = i.id AND ${visible})
    OR EXISTS (SELECT 1 FROM record_party AS c JOIN record AS r ON r.id = c.record_id WHERE c.identity_id = i.id AND ${visible})
    OR EXISTS (SELECT 1 FROM contact_identifier AS c JOIN record AS r ON r.id = c.record_id WHERE c.identity_id = i.id AND ${visible}))`

/** Identities by id, those without person first when asked; `text` matches names and identifiers. */
export function identityPage(
  database: Database,
  text: string,
  unassignedOnly: boolean,
  cursor: string | null,
  limit: number,
): Page<IdentityInfo> {
  const size = pageSize(limit)
  const after = cursor === null ? null : decodeCursor(cursor)
  const visible = visibleCondition(database)
  const conditions = isRestricted(database) ? [someRecord(visible)] : ['1']
  const values: (string | number)[] = []
  if (unassignedOnly) conditions.push('i.id NOT IN (SELECT identity_id FROM person_identity)')
  if (text.trim() !== '') {
    conditions.push(
      '(instr(fold_case(i.display), fold_case(?)) > 0 OR EXISTS (SELECT 1 FROM identity_name AS n WHERE n.identity_id = i.id AND instr(fold_case(n.name), fold_case(?)) > 0))',
    )
    values.push(text.trim(), text.trim())
  }
  const weighed = `SELECT i.id, (SELECT count(*) FROM record AS r WHERE r.from_id = i.id AND ${visible}) + (SELECT count(*) FROM record AS r WHERE r.to_id = i.id AND ${visible}) AS weight FROM identity AS i WHERE ${conditions.join(' AND ')}`
  const rows = database
    .prepare(`SELECT id, weight FROM (${weighed}) ${after === null ? '' : 'WHERE (-weight, id) > (?, ?)'} ORDER BY -weight, id LIMIT ?`)
    .all(...values, ...(after === null ? [] : [-(after.atMs ?? 0), after.id]), size + 1) as { id: number; weight: number }[]
  const page = rows.slice(0, size)
  const last = page.at(-1)
  return {
    items: page.map(({ id }) => identityInfo(database, id)),
    next: rows.length > size && last !== undefined ? encodeCursor({ atMs: last.weight, id: last.id }) : null,
  }
}

export function personInfo(database: Database, directory: Directory, personId: number): PersonInfo {
  const person = database.prepare('SELECT id, name, note FROM person WHERE id = ?').get(personId) as
    | { id: number; name: string; note: string }
    | undefined
  if (person === undefined) throw new CaseError('not-found', `There is no person ${personId} in this case.`)
  const identities = directory.identitiesOf(`p${personId}`).map((id) => identityInfo(database, id))
  const role = database.prepare('SELECT role, reason, actor AS "by", at_ms AS atMs FROM role WHERE person_id = ?').get(personId) as
    | { role: Role; reason: string; by: string; atMs: number }
    | undefined
  return {
    ...person,
    role: role ?? null,
    identities,
    records: identities.reduce((sum, { records }) => sum + records, 0),
    isDeviceOwner: directory.deviceOwners().has(`p${personId}`),
  }
}

export function persons(database: Database, directory: Directory): PersonInfo[] {
  const ids = database.prepare('SELECT id FROM person ORDER BY name, id').pluck().all() as number[]
  return ids.map((id) => personInfo(database, directory, id))
}

interface SuggestionRow {
  id: number
  a_identity_id: number
  b_identity_id: number
  strength: 'strong' | 'weak'
  reasons_json: string
  evidence_json: string
  status: MergeSuggestion['status']
}

/** What somebody already put together needs no suggestion any more. */
const SUGGESTIONS_SQL = `
SELECT s.id, s.a_identity_id, s.b_identity_id, s.strength, s.reasons_json, s.evidence_json, s.status FROM suggestion AS s
LEFT JOIN person_identity AS a ON a.identity_id = s.a_identity_id LEFT JOIN person_identity AS b ON b.identity_id = s.b_identity_id
WHERE s.status = ? AND (s.status <> 'open' OR a.person_id IS NULL OR b.person_id IS NULL OR a.person_id <> b.person_id)
ORDER BY s.strength = 'weak', s.id LIMIT 1000`

export function suggestions(database: Database, status: MergeSuggestion['status']): MergeSuggestion[] {
  const rows = database.prepare(SUGGESTIONS_SQL).all(status) as SuggestionRow[]
  return rows.map((row) => ({
    id: row.id,
    a: identityInfo(database, row.a_identity_id),
    b: identityInfo(database, row.b_identity_id),
    strength: row.strength,
    reasons: JSON.parse(row.reasons_json) as string[],
    evidenceKeys: (JSON.parse(row.evidence_json) as number[]).filter((key) => isVisible(database, key)),
    status: row.status,
  }))
}

/** Persons and identities whose name or identifier contains the text, for choosing people. */
export function findParties(database: Database, directory: Directory, text: string, limit: number): Party[] {
  const found = database
    .prepare(
      `SELECT i.id FROM identity AS i LEFT JOIN person_identity AS pi ON pi.identity_id = i.id LEFT JOIN person AS p ON p.id = pi.person_id
       WHERE instr(fold_case(i.display), fold_case(:text)) > 0 OR instr(fold_case(coalesce(p.name, '')), fold_case(:text)) > 0
         OR EXISTS (SELECT 1 FROM identity_name AS n WHERE n.identity_id = i.id AND instr(fold_case(n.name), fold_case(:text)) > 0)
       ORDER BY pi.person_id IS NULL, p.name, i.id LIMIT :limit`,
    )
    .pluck()
    .all({ text: text.trim(), limit: pageSize(limit) * 4 }) as number[]
  const byEntity = new Map<EntityId, Party>()
  for (const id of found) {
    const party = directory.party(id)
    if (!byEntity.has(party.entity)) byEntity.set(party.entity, party)
  }
  return [...byEntity.values()].slice(0, pageSize(limit))
}
