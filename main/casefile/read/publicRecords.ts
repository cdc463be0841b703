/**
 * Records in the shape of the public contract (design, section 8): what `list --json` prints and JSON Lines exports
 * hold. Streams in time order, undated records last; scripts rely on the field names.
 */
import type { Database, Statement } from 'better-sqlite3'
import type { RecordKind, RecordState } from '../../contract/index.ts'
import { type Filter, hasDuplicates, notCountedElsewhere } from './lensFilter.ts'
import { citationId } from './lines.ts'
import { ACTIVITY_KINDS, activityShape, isActivityKind } from './publicActivities.ts'
import { visibleCondition } from './visibility.ts'

export const PUBLIC_KINDS = ['messages', 'calls', 'contacts', 'locations', 'media', 'web', 'accounts', ...ACTIVITY_KINDS] as const
export type PublicKind = (typeof PUBLIC_KINDS)[number]

export const RECORD_KIND_OF: Readonly<Record<PublicKind, RecordKind>> = {
  messages: 'message',
  calls: 'call',
  contacts: 'contact',
  locations: 'location',
  media: 'media',
  web: 'web',
  accounts: 'account',
  payments: 'payment',
  interactions: 'interaction',
  notes: 'note',
  calendar: 'calendar-event',
  'app-use': 'app-use',
  networks: 'network',
  'account-events': 'account-event',
  'device-events': 'device-event',
}

export interface PublicQuery {
  readonly fromMs: number | null
  /** Exclusive. */
  readonly toMs: number | null
  readonly sourceId: number | null
  /** Only these records, for exports of a selection; null = all. */
  readonly ids: ReadonlySet<number> | null
  /** Further conditions on `record AS r`, as a lens gives them. */
  readonly filter?: Filter
}

interface BaseRow {
  id: number
  source_id: number
  run_number: number
  table_name: string
  row_id: string | number
  ordinal: number
  state: RecordState
  at_ms: number | null
  end_ms: number | null
  local_time: string | null
  service: string | null
  direction: string | null
  thread_id: number | null
  from_id: number | null
  latitude: number | null
  longitude: number | null
  accuracy_metres: number | null
  position_class: string | null
  run_path: string | null
  parser_id: string | null
  parser_version: number | null
}

const BASE_SQL = `
SELECT r.id, r.source_id, run.number AS run_number, t.name AS table_name, r.row_id, r.ordinal, r.state, r.at_ms, r.end_ms, r.local_time, r.service, r.direction, r.thread_id, r.from_id,
  r.latitude, r.longitude, r.accuracy_metres, r.position_class, run.path AS run_path, run.parser_id, run.parser_version
FROM record AS r JOIN run ON run.id = r.run_id JOIN evidence_table AS t ON t.id = r.table_id`

/** ISO 8601 UTC with milliseconds, or null. */
export const isoTime = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())

export class PublicRecords {
  readonly #database: Database
  readonly #statements = new Map<string, Statement>()
  readonly #identities = new Map<number, { identifier: string; name: string | null }>()
  readonly #threads = new Map<number, { id: number; title: string | null; participants: unknown[] }>()

  readonly #tools = {
    prepared: (sql: string): Statement => this.#prepared(sql),
    identity: (id: number | null) => this.#identity(id),
    isoTime,
  }

  constructor(database: Database) {
    this.#database = database
  }

  /** One object per record. Field order is fixed: the same case prints the same bytes. */
  *list(kind: PublicKind, query: PublicQuery): Generator<Record<string, unknown>> {
    for (const { record } of this.entries(kind, query)) yield record
  }

  /** The same with each record's key inside this case file. */
  *entries(kind: PublicKind, query: PublicQuery): Generator<{ key: number; record: Record<string, unknown> }> {
    const conditions = ['r.kind = ?']
    const values: (string | number)[] = [RECORD_KIND_OF[kind]]
    const limit = (condition: string, ...bound: readonly (string | number | null)[]): void => {
      const given = bound.filter((value) => value !== null)
      if (given.length < bound.length) return
      conditions.push(condition)
      values.push(...given)
    }
    limit('r.at_ms >= ?', query.fromMs)
    limit('r.at_ms < ?', query.toMs)
    limit('r.source_id = ?', query.sourceId)
    if (query.filter === undefined && query.ids === null && hasDuplicates(this.#database))
      conditions.push(notCountedElsewhere(query.sourceId === null ? [] : [query.sourceId], visibleCondition(this.#database, 'first')))
    if (query.filter !== undefined) limit(query.filter.where, ...query.filter.values)
    limit(visibleCondition(this.#database))
    // Dated, then undated: each part comes in index order, so that a million rows need no sorting in memory.
    for (const part of ['r.at_ms IS NOT NULL AND', 'r.at_ms IS NULL AND']) {
      const rows = this.#database
        .prepare(`${BASE_SQL} WHERE ${part} ${conditions.join(' AND ')} ORDER BY r.at_ms, r.id`)
        .iterate(...values) as IterableIterator<BaseRow>
      for (const row of rows) if (query.ids === null || query.ids.has(row.id)) yield { key: row.id, record: this.#shape(kind, row) }
    }
  }

  #prepared(sql: string): Statement {
    let statement = this.#statements.get(sql)
    if (statement === undefined) this.#statements.set(sql, (statement = this.#database.prepare(sql)))
    return statement
  }

  #shape(kind: PublicKind, row: BaseRow): Record<string, unknown> {
    const head = { id: citationId(row), source: row.source_id }
    const tail = {
      state: row.state,
      from: {
        file: row.run_path ?? String(row.row_id),
        table: row.table_name,
        row: row.row_id,
        parser: `${row.parser_id}@${row.parser_version}`,
      },
    }
    if (isActivityKind(kind)) return { ...head, ...activityShape(kind, row, this.#tools), ...tail }
    switch (kind) {
      case 'messages':
        return { ...head, ...this.#message(row), ...tail }
      case 'calls':
        return { ...head, ...this.#call(row), ...tail }
      case 'contacts':
        return { ...head, ...this.#contact(row), ...tail }
      case 'locations':
        return { ...head, ...this.#location(row), ...tail }
      case 'media':
        return { ...head, ...this.#media(row), ...tail }
      case 'web':
        return { ...head, ...this.#web(row), ...tail }
      case 'accounts':
        return { ...head, ...this.#account(row), ...tail }
    }
  }

  #get<T>(sql: string, id: number): T {
    return this.#prepared(sql).get(id) as T
  }

  #identity(id: number | null): { identifier: string; name: string | null } | null {
    if (id === null) return null
    let found = this.#identities.get(id)
    if (found === undefined) {
      const { value } = this.#get<{ value: string }>('SELECT display AS value FROM identity WHERE id = ?', id)
      const name = this.#database
        .prepare(
          "SELECT name FROM identity_name WHERE identity_id = ? ORDER BY CASE basis WHEN 'contact card' THEN 0 WHEN 'account' THEN 1 ELSE 2 END, run_id, name LIMIT 1",
        )
        .pluck()
        .get(id) as string | undefined
      found = { identifier: value, name: name ?? null }
      this.#identities.set(id, found)
    }
    return found
  }

  #thread(id: number | null): unknown {
    if (id === null) return null
    let found = this.#threads.get(id)
    if (found === undefined) {
      const title = this.#get<{ title: string | null }>('SELECT title FROM thread WHERE id = ?', id).title
      const members = this.#database
        .prepare('SELECT identity_id FROM thread_member WHERE thread_id = ? ORDER BY identity_id')
        .pluck()
        .all(id) as number[]
      found = { id, title, participants: members.map((member) => this.#identity(member)) }
      this.#threads.set(id, found)
    }
    return found
  }

  #message(row: BaseRow): Record<string, unknown> {
    const message = this.#get<{ kind: string; body: string | null; own: number | null; place: string | null }>(
      'SELECT kind, body, own_identity_id AS own, place_label AS place FROM message WHERE record_id = ?',
      row.id,
    )
    const attachments = this.#prepared(
      `SELECT a.path, a.mime, coalesce(f.is_present, 0) AS present, f.sha256 FROM attachment AS a
       LEFT JOIN evidence_file AS f ON f.source_id = ? AND f.path = a.path WHERE a.record_id = ? ORDER BY a.id`,
    ).all(row.source_id, row.id) as { path: string | null; mime: string | null; present: number; sha256: string | null }[]
    return {
      service: row.service,
      thread: this.#thread(row.thread_id),
      // The owner's side is named only by the line that the row itself states.
      sender: row.direction === 'outgoing' ? this.#identity(message.own) : this.#identity(row.from_id),
      direction: row.direction,
      kind: message.kind,
      sentAt: isoTime(row.at_ms),
      body: message.body,
      attachments: attachments.map(({ path, mime, present, sha256 }) => ({ path, mime, present: present === 1, sha256 })),
      location: row.latitude === null ? null : { lat: row.latitude, lon: row.longitude },
    }
  }

  #call(row: BaseRow): Record<string, unknown> {
    const call = this.#get<{ is_answered: number | null; duration_seconds: number | null }>(
      'SELECT is_answered, duration_seconds FROM call WHERE record_id = ?',
      row.id,
    )
    const parties = (
      this.#prepared('SELECT identity_id FROM call_party WHERE record_id = ? ORDER BY identity_id').all(row.id) as { identity_id: number }[]
    ).map(({ identity_id }) => identity_id)
    return {
      service: row.service,
      direction: row.direction,
      answered: call.is_answered === null ? null : call.is_answered === 1,
      startedAt: isoTime(row.at_ms),
      durationSeconds: call.duration_seconds,
      participants: parties.map((id) => this.#identity(id)),
    }
  }

  #contact(row: BaseRow): Record<string, unknown> {
    const contact = this.#get<{ name: string | null; organisation: string | null }>(
      'SELECT name, organisation FROM contact WHERE record_id = ?',
      row.id,
    )
    const identifiers = this.#prepared('SELECT kind, raw, identity_id FROM contact_identifier WHERE record_id = ? ORDER BY position').all(
      row.id,
    ) as {
      kind: string
      raw: string
      identity_id: number | null
    }[]
    return {
      ...contact,
      identifiers: identifiers.map(({ kind, raw, identity_id }) => ({ kind, value: this.#identity(identity_id)?.identifier ?? raw, raw })),
    }
  }

  #location(row: BaseRow): Record<string, unknown> {
    const { method } = this.#get<{ method: string }>('SELECT method FROM location WHERE record_id = ?', row.id)
    return {
      at: isoTime(row.at_ms),
      lat: row.latitude,
      lon: row.longitude,
      accuracyMetres: row.accuracy_metres,
      class: row.position_class,
      method,
    }
  }

  #media(row: BaseRow): Record<string, unknown> {
    const media = this.#get<{ path: string; mime: string | null; size: number | null }>(
      'SELECT path, mime, size_bytes AS size FROM media WHERE record_id = ?',
      row.id,
    )
    const file = this.#prepared('SELECT sha256 FROM evidence_file WHERE source_id = ? AND path = ?').get(row.source_id, media.path) as
      | { sha256: string | null }
      | undefined
    return {
      ...media,
      sha256: file?.sha256 ?? null,
      takenAt: isoTime(row.at_ms),
      takenAtLocal: row.local_time,
      lat: row.latitude,
      lon: row.longitude,
    }
  }

  #web(row: BaseRow): Record<string, unknown> {
    const { kind, url, title } = this.#get<{ kind: string; url: string | null; title: string | null }>(
      'SELECT web_kind AS kind, url, title FROM web WHERE record_id = ?',
      row.id,
    )
    return { kind, url, title, at: isoTime(row.at_ms) }
  }

  #account(row: BaseRow): Record<string, unknown> {
    const account = this.#get<{ identity_id: number; name: string | null }>(
      'SELECT identity_id, name FROM account WHERE record_id = ?',
      row.id,
    )
    return { service: row.service, identifier: this.#identity(account.identity_id)?.identifier, name: account.name }
  }
}
