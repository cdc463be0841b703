/** Two persons become one: nothing that somebody said of either is lost. To be called inside the transaction of the change. */
import type { Database } from 'better-sqlite3'
import { CaseError, type Role } from '../../contract/index.ts'

interface PersonRow {
  readonly name: string
  readonly note: string
}

interface RoleRow {
  readonly role: Role
  readonly reason: string
  readonly actor: string
  readonly at_ms: number
}

/** `joined`, whose identities were moved already, goes; its name, note and role stay with `target`. Throws `usage` for two different roles. */
export function joinPersons(database: Database, target: number, joined: number): void {
  const person = (id: number): PersonRow => database.prepare('SELECT name, note FROM person WHERE id = ?').get(id) as PersonRow
  const [kept, other] = [person(target), person(joined)]
  joinRoles(database, target, joined, kept.name, other.name)
  const alias = other.name === kept.name ? '' : `Was also kept as "${other.name}".`
  const note = [kept.note, alias, other.note].filter((text) => text !== '').join('\n')
  database.prepare('UPDATE person SET note = ? WHERE id = ?').run(note, target)
  database.prepare('DELETE FROM person WHERE id = ?').run(joined)
}

function joinRoles(database: Database, target: number, joined: number, targetName: string, joinedName: string): void {
  const roleOf = (id: number): RoleRow | null =>
    (database.prepare('SELECT role, reason, actor, at_ms FROM role WHERE person_id = ?').get(id) as RoleRow | undefined) ?? null
  const [kept, other] = [roleOf(target), roleOf(joined)]
  if (other === null) return
  // `unknown` is no statement against another role.
  const isContradiction = kept !== null && kept.role !== other.role && kept.role !== 'unknown' && other.role !== 'unknown'
  if (isContradiction) {
    throw new CaseError(
      'usage',
      `"${targetName}" is assigned as ${kept.role} and "${joinedName}" as ${other.role}: give both the same role first, then put them together.`,
    )
  }
  const [stronger, weaker] = kept === null || (kept.role === 'unknown' && other.role !== 'unknown') ? [other, kept] : [kept, other]
  const reason = weaker === null ? stronger.reason : `${stronger.reason}; ${weaker.role}, by ${weaker.actor}: ${weaker.reason}`
  database.prepare('DELETE FROM role WHERE person_id IN (?, ?)').run(target, joined)
  database
    .prepare('INSERT INTO role (person_id, role, reason, actor, at_ms) VALUES (?, ?, ?, ?, ?)')
    .run(target, stronger.role, reason, stronger.actor, stronger.at_ms)
}
