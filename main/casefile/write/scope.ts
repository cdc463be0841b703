/** Legal authorities and privileged contacts: stated, opened and released by a person, with reason, in the log. */
import type { Database } from 'better-sqlite3'
import { type AuthorityTerms, CaseError, type EntityId, type PrivilegeCategory } from '../../contract/index.ts'
import { appendAudit } from '../audit.ts'
import type { Directory } from '../read/directory.ts'
import { scopeOpening, setScopeOpening } from '../read/visibility.ts'
import { auditChange } from './auditChange.ts'

export class ScopeWriter {
  readonly #database: Database
  readonly #directory: Directory
  readonly #actor: string

  constructor(database: Database, directory: Directory, actor: string) {
    this.#database = database
    this.#directory = directory
    this.#actor = actor
  }

  setAuthority(id: number | null, terms: AuthorityTerms): void {
    const { type, identifier, fromMs, toMs, coversUndated, kinds, sources, people, note } = terms
    if (type.trim() === '') throw new CaseError('usage', 'An authority needs a type, such as "Search warrant" or "Consent".')
    if (fromMs !== null && toMs !== null && fromMs >= toMs)
      throw new CaseError('usage', 'The first day of an authority lies before its last day.')
    for (const source of sources) this.#requireSource(source)
    const identities = people.flatMap((entity) => this.#identitiesOf(entity))
    const values = [
      type.trim(),
      identifier.trim(),
      fromMs,
      toMs,
      Number(coversUndated),
      JSON.stringify([...new Set(kinds)]),
      JSON.stringify([...new Set(sources)]),
      note,
    ]
    this.#change(id === null ? 'legal authority added' : 'legal authority changed', this.#describe(terms), () => {
      if (id !== null) this.#requireAuthority(id)
      const key =
        id ??
        this.#database
          .prepare(
            'INSERT INTO legal_authority (type, identifier, from_ms, to_ms, covers_undated, kinds_json, sources_json, note, actor, added_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
          )
          .run(...values, this.#actor, Date.now()).lastInsertRowid
      if (id !== null)
        this.#database
          .prepare(
            'UPDATE legal_authority SET type = ?, identifier = ?, from_ms = ?, to_ms = ?, covers_undated = ?, kinds_json = ?, sources_json = ?, note = ? WHERE id = ?',
          )
          .run(...values, id)
      this.#database.prepare('DELETE FROM authority_identity WHERE authority_id = ?').run(key)
      const insert = this.#database.prepare('INSERT OR IGNORE INTO authority_identity (authority_id, identity_id) VALUES (?, ?)')
      for (const identity of identities) insert.run(key, identity)
    })
  }

  removeAuthority(id: number, reason: string): void {
    requireReason(reason, 'Taking an authority out of the case')
    const name = this.#requireAuthority(id)
    this.#change('legal authority removed', `${name} (${reason})`, () => {
      this.#database.prepare('DELETE FROM authority_identity WHERE authority_id = ?').run(id)
      this.#database.prepare('DELETE FROM legal_authority WHERE id = ?').run(id)
    })
  }

  /** Holds for this connection, until it is closed. */
  open(reason: string): void {
    requireReason(reason, 'Looking at records outside the legal scope')
    appendAudit(this.#database, this.#actor, 'legal scope opened', reason.trim())
    setScopeOpening(this.#database, { reason: reason.trim(), by: this.#actor, atMs: Date.now() })
  }

  close(): void {
    if (scopeOpening(this.#database) === null) return
    appendAudit(this.#database, this.#actor, 'legal scope closed', '')
    setScopeOpening(this.#database, null)
  }

  quarantine(entity: EntityId, category: PrivilegeCategory, reason: string): void {
    requireReason(reason, 'Keeping back somebody’s conversations')
    const identities = this.#identitiesOf(entity)
    const marked = this.#database.prepare('SELECT 1 FROM privileged_identity WHERE identity_id = ?').pluck()
    if (identities.every((id) => marked.get(id) !== undefined))
      throw new CaseError('usage', 'This contact is marked as privileged already.')
    const name = identities.map((id) => this.#directory.party(id).identifier).join(', ')
    this.#change('privileged contact quarantined', `${name} (${category}): ${reason}`, () => {
      const { lastInsertRowid } = this.#database
        .prepare('INSERT INTO privileged_contact (category, reason, actor, at_ms) VALUES (?, ?, ?, ?)')
        .run(category, reason.trim(), this.#actor, Date.now())
      const insert = this.#database.prepare('INSERT INTO privileged_identity (contact_id, identity_id) VALUES (?, ?)')
      for (const id of identities) insert.run(lastInsertRowid, id)
    })
  }

  /** Of one conversation, or of everything with the contact. */
  release(contactId: number, threadId: number | null, reason: string): void {
    requireReason(reason, 'Releasing privileged records')
    const name = this.#requireContact(contactId)
    if (threadId !== null && this.#database.prepare('SELECT 1 FROM thread WHERE id = ?').get(threadId) === undefined)
      throw new CaseError('not-found', `There is no conversation ${threadId} in this case.`)
    const what = threadId === null ? 'everything' : `conversation ${threadId}`
    this.#change('privileged records released', `${what} with ${name}: ${reason}`, () => {
      this.#database
        .prepare('INSERT INTO privilege_release (contact_id, thread_id, reason, actor, at_ms) VALUES (?, ?, ?, ?, ?)')
        .run(contactId, threadId, reason.trim(), this.#actor, Date.now())
    })
  }

  quarantineAgain(contactId: number, reason: string): void {
    requireReason(reason, 'Ending a release')
    const name = this.#requireContact(contactId)
    this.#change('privileged contact quarantined', `${name} again: ${reason}`, () => {
      this.#database.prepare('DELETE FROM privilege_release WHERE contact_id = ?').run(contactId)
    })
  }

  removePrivileged(contactId: number, reason: string): void {
    requireReason(reason, 'Taking the mark off a privileged contact')
    const name = this.#requireContact(contactId)
    this.#change('privileged contact taken off', `${name}: ${reason}`, () => {
      for (const table of ['privilege_release', 'privileged_identity'])
        this.#database.prepare(`DELETE FROM ${table} WHERE contact_id = ?`).run(contactId)
      this.#database.prepare('DELETE FROM privileged_contact WHERE id = ?').run(contactId)
    })
  }

  #change(action: string, description: string, apply: () => void): void {
    this.#database
      .transaction(() => {
        apply()
        auditChange(this.#database, this.#actor, action, description)
      })
      .immediate()
  }

  #identitiesOf(entity: EntityId): readonly number[] {
    const identities = this.#directory.identitiesOf(entity)
    if (identities.length === 0) throw new CaseError('not-found', `${entity} names nobody with an identifier in this case.`)
    return identities
  }

  #requireSource(id: number): void {
    if (this.#database.prepare('SELECT 1 FROM source WHERE id = ?').get(id) === undefined)
      throw new CaseError('not-found', `There is no source ${id} in this case.`)
  }

  #requireAuthority(id: number): string {
    const found = this.#database.prepare("SELECT trim(type || ' ' || identifier) FROM legal_authority WHERE id = ?").pluck().get(id) as
      | string
      | undefined
    if (found === undefined) throw new CaseError('not-found', `There is no authority ${id} in this case.`)
    return found
  }

  #requireContact(id: number): string {
    const identities = this.#database
      .prepare('SELECT identity_id FROM privileged_identity WHERE contact_id = ? ORDER BY identity_id')
      .pluck()
      .all(id) as number[]
    if (identities.length === 0) throw new CaseError('not-found', `There is no privileged contact ${id} in this case.`)
    return identities.map((identity) => this.#directory.party(identity).identifier).join(', ')
  }

  #describe({ type, identifier, fromMs, toMs, coversUndated, kinds, sources, people, note }: AuthorityTerms): string {
    const time = (ms: number | null): string => (ms === null ? 'no limit' : new Date(ms).toISOString())
    const names = people.map((entity) => this.#directory.partyOf(entity)?.identifier ?? entity)
    const all = (list: readonly (string | number)[]): string => (list.length === 0 ? 'all' : list.join(', '))
    return `${type} ${identifier}: from ${time(fromMs)} to ${time(toMs)}${coversUndated ? ', undated records too' : ''}; kinds ${all(kinds)}; sources ${all(sources)}; people ${all(names)}; note: ${note}`
  }
}

function requireReason(reason: string, what: string): void {
  if (reason.trim() === '') throw new CaseError('usage', `${what} needs a reason. Say what it rests on.`)
}
