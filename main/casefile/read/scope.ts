/** Legal authorities and privileged contacts, with what they cover and keep back. Gives names and numbers, never a text. */
import type { Database } from 'better-sqlite3'
import type {
  LegalAuthority,
  Party,
  PrivilegeCategory,
  PrivilegedContact,
  PrivilegeRelease,
  RecordKind,
  ScopeState,
} from '../../contract/index.ts'
import type { Directory } from './directory.ts'
import { coveredBy, hiddenAmong, identitiesOfPrivileged, keptBackBy, scopeOpening } from './visibility.ts'

export function scopeState(database: Database, directory: Directory): ScopeState {
  return {
    authorities: authorities(database, directory),
    privileged: privileged(database, directory),
    opened: scopeOpening(database),
    hidden: hiddenAmong(database, '1', [], true),
  }
}

interface AuthorityRow {
  id: number
  type: string
  identifier: string
  from_ms: number | null
  to_ms: number | null
  covers_undated: number
  kinds_json: string
  sources_json: string
  note: string
  actor: string
  added_at_ms: number
}

export function authorities(database: Database, directory: Directory): LegalAuthority[] {
  const rows = database
    .prepare(
      'SELECT id, type, identifier, from_ms, to_ms, covers_undated, kinds_json, sources_json, note, actor, added_at_ms FROM legal_authority ORDER BY id',
    )
    .all() as AuthorityRow[]
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    identifier: row.identifier,
    fromMs: row.from_ms,
    toMs: row.to_ms,
    coversUndated: row.covers_undated === 1,
    kinds: JSON.parse(row.kinds_json) as RecordKind[],
    sources: JSON.parse(row.sources_json) as number[],
    people: parties(directory, database, 'SELECT identity_id FROM authority_identity WHERE authority_id = ? ORDER BY 1', row.id),
    note: row.note,
    addedAtMs: row.added_at_ms,
    by: row.actor,
    records: database
      .prepare(`SELECT count(*) FROM record AS r WHERE ${coveredBy(database, row)}`)
      .pluck()
      .get() as number,
  }))
}

/** One party per person. */
function parties(directory: Directory, database: Database, sql: string, id: number): Party[] {
  const identities = database.prepare(sql).pluck().all(id) as number[]
  const found = identities.map((identity) => directory.party(identity))
  return [...new Map(found.map((party) => [party.entity, party])).values()]
}

interface ContactRow {
  id: number
  category: PrivilegeCategory
  reason: string
  by: string
  atMs: number
}

export function privileged(database: Database, directory: Directory): PrivilegedContact[] {
  const rows = database
    .prepare('SELECT id, category, reason, actor AS "by", at_ms AS atMs FROM privileged_contact ORDER BY id')
    .all() as ContactRow[]
  return rows.map((row) => {
    const condition = keptBackBy(database, row.id)
    const count = `SELECT count(*) FROM record AS r WHERE ${condition}`
    return {
      ...row,
      party: partyOf(database, directory, row.id),
      quarantined: condition === null ? 0 : (database.prepare(count).pluck().get() as number),
      threads: condition === null ? [] : keptBackThreads(database, directory, row.id, condition),
      releases: releases(database, directory, row.id),
    }
  })
}

function partyOf(database: Database, directory: Directory, contactId: number): Party {
  const [first = -1] = database
    .prepare('SELECT identity_id FROM privileged_identity WHERE contact_id = ? ORDER BY identity_id LIMIT 1')
    .pluck()
    .all(contactId) as number[]
  return directory.party(first)
}

function keptBackThreads(database: Database, directory: Directory, contactId: number, condition: string): PrivilegedContact['threads'] {
  const identities = new Set(identitiesOfPrivileged(database, contactId))
  const rows = database
    .prepare(
      `SELECT t.id, t.title, t.service, count(*) AS messages FROM record AS r JOIN thread AS t ON t.id = r.thread_id WHERE ${condition} GROUP BY t.id ORDER BY messages DESC, t.id LIMIT 500`,
    )
    .all() as { id: number; title: string | null; service: string; messages: number }[]
  return rows.map((row) => ({ ...row, title: threadTitle(database, directory, row.id, identities) }))
}

/** Titles are chosen by members and may say what a message says: of those kept back, the members' names serve. */
function threadTitle(database: Database, directory: Directory, threadId: number, first: ReadonlySet<number>): string {
  const members = database.prepare('SELECT identity_id FROM thread_member WHERE thread_id = ?').pluck().all(threadId) as number[]
  const ordered = members.sort((a, b) => Number(first.has(b)) - Number(first.has(a)) || a - b)
  const names = [...new Set(ordered.map((id) => directory.party(id).name))]
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')
}

function releases(database: Database, directory: Directory, contactId: number): PrivilegeRelease[] {
  const rows = database
    .prepare('SELECT thread_id AS threadId, reason, actor AS "by", at_ms AS atMs FROM privilege_release WHERE contact_id = ? ORDER BY id')
    .all(contactId) as Omit<PrivilegeRelease, 'threadTitle'>[]
  return rows.map((row) => ({
    ...row,
    threadTitle: row.threadId === null ? null : threadTitle(database, directory, row.threadId, new Set()),
  }))
}
