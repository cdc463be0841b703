/**
 * Persons, merges and roles: each made by a person, with reason, logged and reversible.
 *
 * Every change notes how things stood before (`undo_json`), as rows to put back: undo is the same for all of them.
 */
import type { Database } from 'better-sqlite3'
import { CaseError, type Role } from '../../contract/index.ts'
import type { Directory } from '../read/directory.ts'
import { joinPersons } from './joinPersons.ts'
import { auditChange } from './auditChange.ts'

interface LinkRow {
  identity_id: number
  person_id: number
  reason: string
  actor: string
  at_ms: number
}

/** How the touched rows stood before a change; null stands for "was not there". */
interface Before {
  readonly links: readonly { readonly identityId: number; readonly row: LinkRow | null }[]
  readonly persons: readonly {
    readonly id: number
    readonly row: { id: number; name: string; note: string; created_at_ms: number } | null
  }[]
  readonly roles: readonly {
    readonly personId: number
    readonly row: { person_id: number; role: string; reason: string; actor: string; at_ms: number } | null
  }[]
  readonly suggestions: readonly { readonly id: number; readonly status: string }[]
}

interface Touched {
  readonly identityIds?: readonly number[]
  readonly personIds?: readonly number[]
  readonly suggestionIds?: readonly number[]
}

export class PeopleWriter {
  readonly #database: Database
  readonly #directory: Directory
  readonly #actor: string

  constructor(database: Database, directory: Directory, actor: string) {
    this.#database = database
    this.#directory = directory
    this.#actor = actor
  }

  /** Both identities come to one person; persons that both have become one. Returns the person. */
  accept(suggestionId: number): number {
    const found = this.#database
      .prepare('SELECT a_identity_id AS a, b_identity_id AS b, reasons_json AS reasons FROM suggestion WHERE id = ?')
      .get(suggestionId) as { a: number; b: number; reasons: string } | undefined
    if (found === undefined) throw new CaseError('not-found', `There is no suggestion ${suggestionId} in this case.`)
    const { a, b } = found
    const reason = (JSON.parse(found.reasons) as string[]).join('; ')
    const personA = this.#personOf(a)
    const personB = this.#personOf(b)
    const joined = personB !== null && personA !== null && personA !== personB ? personB : null
    const moved = joined === null ? [] : this.#directory.identitiesOf(`p${joined}`)
    const target = personA ?? personB ?? this.#nextPersonId()
    const names = `${this.#directory.party(a).name} and ${this.#directory.party(b).name}`
    const touched = {
      identityIds: [a, b, ...moved],
      personIds: [target, ...(joined === null ? [] : [joined])],
      suggestionIds: [suggestionId],
    }
    this.#change(`suggestion accepted: ${names} are one person (${reason})`, touched, () => {
      this.#ensurePerson(target, this.#bestName(a, b))
      for (const id of new Set([a, b, ...moved])) this.#link(id, target, reason)
      if (joined !== null) joinPersons(this.#database, target, joined)
      this.#database.prepare("UPDATE suggestion SET status = 'accepted' WHERE id = ?").run(suggestionId)
    })
    return target
  }

  reject(suggestionId: number, reason: string): void {
    const status = this.#database.prepare('SELECT status FROM suggestion WHERE id = ?').pluck().get(suggestionId)
    if (status === undefined) throw new CaseError('not-found', `There is no suggestion ${suggestionId} in this case.`)
    if (status === 'accepted')
      throw new CaseError(
        'usage',
        'This suggestion was accepted: take that back, or take the identity off its person, instead of rejecting it.',
      )
    this.#change(`suggestion ${suggestionId} rejected (${reason})`, { suggestionIds: [suggestionId] }, () => {
      this.#database.prepare("UPDATE suggestion SET status = 'rejected' WHERE id = ?").run(suggestionId)
    })
  }

  create(name: string, identityIds: readonly number[], reason: string): number {
    if (name.trim() === '') throw new CaseError('usage', 'A person needs a name. Give one, even a provisional one ("unknown woman 1").')
    if (identityIds.length > 0) requireReason(reason)
    const personId = this.#nextPersonId()
    const left = identityIds.flatMap((id) => this.#personOf(id) ?? [])
    this.#change(`person made: ${name} (${reason})`, { identityIds, personIds: [personId, ...left] }, () => {
      this.#ensurePerson(personId, name.trim())
      for (const id of identityIds) this.#link(id, personId, reason)
      this.#dropIfEmpty(left)
    })
    return personId
  }

  rename(personId: number, name: string, note: string): void {
    if (name.trim() === '') throw new CaseError('usage', 'A person needs a name.')
    const before = this.#personName(personId)
    this.#change(`person ${before} renamed: ${name}`, { personIds: [personId] }, () => {
      this.#database.prepare('UPDATE person SET name = ?, note = ? WHERE id = ?').run(name.trim(), note, personId)
    })
  }

  attach(personId: number, identityId: number, reason: string): void {
    const name = this.#personName(personId)
    requireReason(reason)
    const before = this.#personOf(identityId)
    if (before === personId) return
    const touched = { identityIds: [identityId], personIds: [personId, ...(before === null ? [] : [before])] }
    this.#change(`${this.#directory.party(identityId).identifier} attached to ${name} (${reason})`, touched, () => {
      this.#link(identityId, personId, reason)
      if (before !== null) this.#dropIfEmpty([before])
    })
  }

  detach(identityId: number, reason: string): boolean {
    const personId = this.#personOf(identityId)
    if (personId === null) return false
    requireReason(reason)
    const description = `${this.#directory.party(identityId).identifier} taken off ${this.#personName(personId)} (${reason})`
    this.#change(description, { identityIds: [identityId], personIds: [personId] }, () => {
      this.#database.prepare('DELETE FROM person_identity WHERE identity_id = ?').run(identityId)
      this.#dropIfEmpty([personId])
    })
    return true
  }

  /** `reason` is required: a role is a person's statement. */
  setRole(personId: number, role: Role, reason: string): void {
    if (reason.trim() === '') throw new CaseError('usage', 'A role needs a reason. Say what it rests on.')
    const name = this.#personName(personId)
    this.#change(`role of ${name} set to ${role} (${reason})`, { personIds: [personId] }, () => {
      this.#database
        .prepare(
          `INSERT INTO role (person_id, role, reason, actor, at_ms) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (person_id) DO UPDATE SET role = excluded.role, reason = excluded.reason, actor = excluded.actor, at_ms = excluded.at_ms`,
        )
        .run(personId, role, reason.trim(), this.#actor, Date.now())
    })
  }

  /** Takes back the last change that was not taken back yet; returns what it was, or null. */
  undo(): string | null {
    const last = this.#database.prepare('SELECT id, description, undo_json FROM people_change ORDER BY id DESC LIMIT 1').get() as
      | { id: number; description: string; undo_json: string }
      | undefined
    if (last === undefined) return null
    this.#database
      .transaction(() => {
        this.#restore(JSON.parse(last.undo_json) as Before)
        this.#database.prepare('DELETE FROM people_change WHERE id = ?').run(last.id)
        auditChange(this.#database, this.#actor, 'taken back', last.description)
      })
      .immediate()
    this.#directory.forget()
    return last.description
  }

  #change(description: string, touched: Touched, apply: () => void): void {
    this.#database
      .transaction(() => {
        const before = this.#snapshot(touched)
        apply()
        this.#database
          .prepare('INSERT INTO people_change (at_ms, actor, description, undo_json) VALUES (?, ?, ?, ?)')
          .run(Date.now(), this.#actor, description, JSON.stringify(before))
        auditChange(this.#database, this.#actor, 'people changed', description)
      })
      .immediate()
    this.#directory.forget()
  }

  #snapshot({ identityIds = [], personIds = [], suggestionIds = [] }: Touched): Before {
    const row = <T>(sql: string, id: number): T | null => (this.#database.prepare(sql).get(id) as T | undefined) ?? null
    return {
      links: [...new Set(identityIds)].map((identityId) => ({
        identityId,
        row: row<LinkRow>('SELECT identity_id, person_id, reason, actor, at_ms FROM person_identity WHERE identity_id = ?', identityId),
      })),
      persons: [...new Set(personIds)].map((id) => ({ id, row: row('SELECT id, name, note, created_at_ms FROM person WHERE id = ?', id) })),
      roles: [...new Set(personIds)].map((personId) => ({
        personId,
        row: row('SELECT person_id, role, reason, actor, at_ms FROM role WHERE person_id = ?', personId),
      })),
      suggestions: suggestionIds.flatMap((id) => {
        const status = this.#database.prepare('SELECT status FROM suggestion WHERE id = ?').pluck().get(id) as string | undefined
        return status === undefined ? [] : [{ id, status }]
      }),
    }
  }

  #restore({ links, persons, roles, suggestions }: Before): void {
    const database = this.#database
    for (const { row } of persons) {
      if (row !== null)
        database
          .prepare('INSERT OR REPLACE INTO person (id, name, note, created_at_ms) VALUES (?, ?, ?, ?)')
          .run(row.id, row.name, row.note, row.created_at_ms)
    }
    for (const { identityId, row } of links) {
      database.prepare('DELETE FROM person_identity WHERE identity_id = ?').run(identityId)
      // The identity may have gone with a source that was discarded meanwhile.
      if (row !== null && database.prepare('SELECT 1 FROM identity WHERE id = ?').get(identityId) !== undefined)
        database
          .prepare('INSERT INTO person_identity (identity_id, person_id, reason, actor, at_ms) VALUES (?, ?, ?, ?, ?)')
          .run(row.identity_id, row.person_id, row.reason, row.actor, row.at_ms)
    }
    for (const { personId, row } of roles) {
      database.prepare('DELETE FROM role WHERE person_id = ?').run(personId)
      if (row !== null)
        database
          .prepare('INSERT INTO role (person_id, role, reason, actor, at_ms) VALUES (?, ?, ?, ?, ?)')
          .run(row.person_id, row.role, row.reason, row.actor, row.at_ms)
    }
    for (const { id, row } of persons) if (row === null) database.prepare('DELETE FROM person WHERE id = ?').run(id)
    for (const { id, status } of suggestions) database.prepare('UPDATE suggestion SET status = ? WHERE id = ?').run(status, id)
  }

  #personOf(identityId: number): number | null {
    return (
      (this.#database.prepare('SELECT person_id FROM person_identity WHERE identity_id = ?').pluck().get(identityId) as
        | number
        | undefined) ?? null
    )
  }

  #nextPersonId(): number {
    return 1 + ((this.#database.prepare('SELECT max(id) FROM person').pluck().get() as number | null) ?? 0)
  }

  #personName(personId: number): string {
    const name = this.#database.prepare('SELECT name FROM person WHERE id = ?').pluck().get(personId) as string | undefined
    if (name === undefined) throw new CaseError('not-found', `There is no person ${personId} in this case.`)
    return name
  }

  #ensurePerson(personId: number, name: string): void {
    this.#database.prepare('INSERT OR IGNORE INTO person (id, name, created_at_ms) VALUES (?, ?, ?)').run(personId, name, Date.now())
  }

  #link(identityId: number, personId: number, reason: string): void {
    if (this.#database.prepare('SELECT 1 FROM identity WHERE id = ?').get(identityId) === undefined)
      throw new CaseError('not-found', `There is no identity ${identityId} in this case.`)
    this.#database
      .prepare(
        `INSERT INTO person_identity (identity_id, person_id, reason, actor, at_ms) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (identity_id) DO UPDATE SET person_id = excluded.person_id, reason = excluded.reason, actor = excluded.actor, at_ms = excluded.at_ms
         WHERE person_id <> excluded.person_id`,
      )
      .run(identityId, personId, reason, this.#actor, Date.now())
  }

  /** A person who lost the last identity goes, unless a role was assigned. Others without identity were made so by hand. */
  #dropIfEmpty(personIds: readonly number[]): void {
    const drop = this.#database.prepare(
      'DELETE FROM person WHERE id = ? AND id NOT IN (SELECT person_id FROM person_identity) AND id NOT IN (SELECT person_id FROM role)',
    )
    for (const id of new Set(personIds)) drop.run(id)
  }

  /** A name that somebody gave beats an identifier. */
  #bestName(a: number, b: number): string {
    const [first, second] = [this.#directory.party(a), this.#directory.party(b)]
    return first.name !== first.identifier ? first.name : second.name
  }
}

function requireReason(reason: string): void {
  if (reason.trim() === '') throw new CaseError('usage', 'Whom an identity belongs to needs a reason. Say what it rests on.')
}
