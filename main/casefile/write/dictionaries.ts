/** Small tables that records point to, each value written once: evidence tables, time forms, identities, threads. */
import type { Database } from 'better-sqlite3'
import type { IdentityRef, Instant, ThreadRef } from '../../../parsers/model/index.ts'
import { normaliseIdentifier, type NormalisedIdentifier } from '../../../parsers/formats/values/identifier.ts'

export class Dictionaries {
  readonly #database: Database
  readonly #sourceId: number
  readonly #deviceCountry: string | null
  readonly #tables = new Map<string, number>()
  readonly #timeForms = new Map<string, number>()
  /** `scheme country service raw` -> identity. */
  readonly #identities = new Map<string, number>()
  readonly #names = new Set<string>()
  #threads = new Map<string, number>()
  #runId = 0
  #app = ''

  constructor(database: Database, sourceId: number, deviceCountry: string | null) {
    this.#database = database
    this.#sourceId = sourceId
    this.#deviceCountry = deviceCountry
  }

  /** Threads and names belong to a run: a purge takes them out with it. */
  beginRun(runId: number): void {
    this.#runId = runId
    this.#app = (this.#database.prepare('SELECT app FROM run WHERE id = ?').pluck().get(runId) as string | null) ?? ''
    this.#threads = new Map()
    this.#names.clear()
    // A purged run may have taken spellings along; asking again costs little.
    this.#identities.clear()
  }

  tableId(name: string): number {
    let id = this.#tables.get(name)
    if (id === undefined) {
      this.#database.prepare('INSERT OR IGNORE INTO evidence_table (name) VALUES (?)').run(name)
      id = this.#database.prepare('SELECT id FROM evidence_table WHERE name = ?').pluck().get(name) as number
      this.#tables.set(name, id)
    }
    return id
  }

  timeFormId({ unit, zoneBasis }: Instant): number {
    const key = `${unit} ${zoneBasis}`
    let id = this.#timeForms.get(key)
    if (id === undefined) {
      this.#database.prepare('INSERT OR IGNORE INTO time_form (unit, zone_basis) VALUES (?, ?)').run(unit, zoneBasis)
      id = this.#database.prepare('SELECT id FROM time_form WHERE unit = ? AND zone_basis = ?').pluck().get(unit, zoneBasis) as number
      this.#timeForms.set(key, id)
    }
    return id
  }

  /** The identity of a stored identifier, created at its first sight. `nameBasis` says who gave `ref.name`. */
  identityId(ref: IdentityRef, nameBasis: 'contact card' | 'account' | 'app' = 'app'): number {
    const key = `${ref.scheme} ${ref.country ?? ''} ${ref.service ?? ''} ${ref.isNameOnly ?? ''} ${ref.raw}`
    let id = this.#identities.get(key)
    if (id === undefined) {
      const { scheme, value, display, how } = this.#normalise(ref)
      this.#database
        .prepare('INSERT OR IGNORE INTO identity (scheme, value, display, how) VALUES (?, ?, ?, ?)')
        .run(scheme, value, display, how)
      id = this.#database.prepare('SELECT id FROM identity WHERE scheme = ? AND value = ?').pluck().get(scheme, value) as number
      this.#database
        .prepare('INSERT OR IGNORE INTO identity_spelling (identity_id, source_id, raw) VALUES (?, ?, ?)')
        .run(id, this.#sourceId, ref.raw)
      this.#identities.set(key, id)
    }
    if (ref.name !== null && ref.name.trim() !== '') this.nameIdentity(id, ref.name, nameBasis)
    return id
  }

  /** What two apps call alike is two identities; a name is nobody outside the extraction that it stands in. */
  #normalise(ref: IdentityRef): NormalisedIdentifier {
    if (ref.scheme !== 'other') return normaliseIdentifier(ref, this.#deviceCountry)
    const service = ref.service ?? this.#app
    if (ref.isNameOnly !== true) return normaliseIdentifier({ ...ref, service }, this.#deviceCountry)
    const named = normaliseIdentifier({ ...ref, service: `${service}, source ${this.#sourceId}` }, this.#deviceCountry)
    return { ...named, how: 'a name, no identifier: one person inside this extraction at most' }
  }

  nameIdentity(identityId: number, name: string, basis: 'contact card' | 'account' | 'app'): void {
    const key = `${identityId} ${basis} ${name}`
    if (this.#names.has(key)) return
    this.#names.add(key)
    this.#database
      .prepare('INSERT OR IGNORE INTO identity_name (identity_id, run_id, name, basis) VALUES (?, ?, ?, ?)')
      .run(identityId, this.#runId, name, basis)
  }

  threadId(thread: ThreadRef, service: string): number {
    let id = this.#threads.get(thread.key)
    if (id === undefined) {
      const inserted = this.#database
        .prepare('INSERT INTO thread (run_id, source_id, key, service, title, kind) VALUES (?, ?, ?, ?, ?, ?)')
        .run(this.#runId, this.#sourceId, thread.key, service, thread.title, thread.kind)
      id = Number(inserted.lastInsertRowid)
      const member = this.#database.prepare('INSERT OR IGNORE INTO thread_member (thread_id, identity_id) VALUES (?, ?)')
      for (const participant of thread.participants) member.run(id, this.identityId(participant))
      this.#threads.set(thread.key, id)
    }
    return id
  }
}

/** The identity that stands for the owner of an examined device, whatever numbers the owner uses. */
export function ensureDeviceOwner(database: Database, sourceId: number, label: string): number {
  const value = `source:${sourceId}`
  database
    .prepare(
      "INSERT OR IGNORE INTO identity (scheme, value, display, how) VALUES ('device-owner', ?, ?, 'stands for the owner of the examined device')",
    )
    .run(value, `Owner of ${label}`)
  const id = database.prepare("SELECT id FROM identity WHERE scheme = 'device-owner' AND value = ?").pluck().get(value) as number
  database.prepare('UPDATE source SET owner_identity_id = ? WHERE id = ?').run(id, sourceId)
  return id
}
