/**
 * Writes the records of one run into the case file, in transactions of some thousand rows.
 *
 * The single writer of the case: it lives in the ingest process. Prepared statements with positional values only;
 * dictionaries for everything that repeats.
 */
import type { Database, Statement } from 'better-sqlite3'
import type {
  AccountRecord, CallRecord, ContactRecord, EvidenceRecord, Facts, IdentityLinkRecord, IdentityRef, Instant,
  LocationRecord, MediaRecord, MessageRecord, SkippedRow, WebRecord,
} from '../../../parsers/model/index.ts'
import { NO_INSTANT } from '../../../parsers/model/index.ts'
import { indexableText } from '../textIndex.ts'
import type { Dictionaries } from './dictionaries.ts'

/** Rows per transaction: large ones hide the cost of syncing; small enough to let other writers in between. */
const ROWS_PER_TRANSACTION = 2_0000
/** Skipped rows are all counted, with reasons; of each reason at most this many are listed one by one. */
const LISTED_SKIPS_PER_RUN = 10_000

type Value = string | number | null
interface Row {
  at: Instant
  endMs: number | null
  service: string | null
  direction: string | null
  threadId: number | null
  fromId: number | null
  toId: number | null
  latitude: number | null
  longitude: number | null
  accuracyMetres: number | null
  positionClass: string | null
  text: string
}

const BLANK: Row = {
  at: NO_INSTANT, endMs: null, service: null, direction: null, threadId: null, fromId: null, toId: null,
  latitude: null, longitude: null, accuracyMetres: null, positionClass: null, text: '',
}

const factsJson = (facts: Facts | undefined): string | null => (facts === undefined || Object.keys(facts).length === 0 ? null : JSON.stringify(facts))
const bit = (value: boolean | null): number | null => (value === null ? null : value ? 1 : 0)

/** Instants beside the main one, as JSON; null when the row has none. */
function timesJson(times: Readonly<Record<string, Instant | null>>): string | null {
  let kept: Record<string, Instant> | null = null
  for (const name in times) {
    const at = times[name]
    if (at !== null && at !== undefined && at.asStored !== null && (at.utcMs !== null || at.localText !== null)) (kept ??= {})[name] = at
  }
  return kept === null ? null : JSON.stringify(kept)
}

/** A stored row id goes back to an integer where it is one, so that the case shows it as the database does. */
const storedRowId = (rowId: string): Value => {
  const number = Number(rowId)
  return Number.isSafeInteger(number) && String(number) === rowId ? number : rowId
}

export class RecordWriter {
  readonly #database: Database
  readonly #dictionaries: Dictionaries
  readonly #sourceId: number
  readonly #ownerId: number
  readonly #statements = new Map<string, Statement>()
  #runId = 0
  #nextId: number
  #inTransaction = 0
  #listedSkips = 0

  constructor(database: Database, dictionaries: Dictionaries, sourceId: number, ownerId: number) {
    this.#database = database
    this.#dictionaries = dictionaries
    this.#sourceId = sourceId
    this.#ownerId = ownerId
    this.#nextId = 1 + ((database.prepare('SELECT max(id) FROM record').pluck().get() as number | null) ?? 0)
  }

  beginRun(runId: number): void {
    this.#runId = runId
    this.#listedSkips = 0
    this.#dictionaries.beginRun(runId)
    this.#database.prepare("UPDATE run SET status = 'running', first_record_id = ?, last_record_id = NULL WHERE id = ?").run(this.#nextId, runId)
  }

  endRun(): void {
    this.#flush()
    this.#database.prepare('UPDATE run SET last_record_id = ? WHERE id = ?').run(this.#nextId - 1, this.#runId)
  }

  write(record: EvidenceRecord): number {
    this.#open()
    const id = this.#nextId++
    const row = this.#typed(id, record)
    const { from, type, state } = record
    this.#run(
      `INSERT INTO record (id, run_id, source_id, table_id, row_id, ordinal, kind, state, at_ms, end_ms, stored_time, time_form_id, local_time,
        service, direction, thread_id, from_id, to_id, latitude, longitude, accuracy_metres, position_class)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id, this.#runId, this.#sourceId, this.#dictionaries.tableId(from.table), storedRowId(from.rowId), from.ordinal, type, state,
      row.at.utcMs, row.endMs, row.at.asStored, this.#dictionaries.timeFormId(row.at), row.at.localText,
      row.service, row.direction, row.threadId, row.fromId, row.toId, row.latitude, row.longitude, row.accuracyMetres, row.positionClass,
    )
    if (row.text !== '') this.#run('INSERT INTO record_text (rowid, text) VALUES (?, ?)', id, indexableText(row.text))
    return id
  }

  writeSkip(skip: SkippedRow): void {
    if (this.#listedSkips++ >= LISTED_SKIPS_PER_RUN) return
    this.#open()
    this.#run('INSERT INTO skipped_row (run_id, table_name, row_id, reason) VALUES (?, ?, ?, ?)', this.#runId, skip.from.table, storedRowId(skip.from.rowId), skip.reason)
  }

  #open(): void {
    if (this.#inTransaction === 0) this.#database.exec('BEGIN IMMEDIATE')
    if (++this.#inTransaction > ROWS_PER_TRANSACTION) {
      this.#database.exec('COMMIT; BEGIN IMMEDIATE')
      this.#inTransaction = 1
    }
  }

  #flush(): void {
    if (this.#inTransaction > 0) this.#database.exec('COMMIT')
    this.#inTransaction = 0
  }

  #run(sql: string, ...values: Value[]): void {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#database.prepare(sql)
      this.#statements.set(sql, statement)
    }
    statement.run(...values)
  }

  #identity(ref: IdentityRef | null, basis: 'contact card' | 'account' | 'app' = 'app'): number | null {
    return ref === null ? null : this.#dictionaries.identityId(ref, basis)
  }

  #typed(id: number, record: EvidenceRecord): Row {
    switch (record.type) {
      case 'message':
        return this.#message(id, record)
      case 'call':
        return this.#call(id, record)
      case 'contact':
        return this.#contact(id, record)
      case 'location':
        return this.#location(id, record)
      case 'media':
        return this.#media(id, record)
      case 'web':
        return this.#web(id, record)
      case 'account':
        return this.#account(id, record)
      case 'identity-link':
        return this.#identityLink(id, record)
    }
  }

  /** Ends of a message: only what the row says. A group message has no single recipient; its thread has members. */
  #messageEnds(message: MessageRecord): { fromId: number | null; toId: number | null } {
    const others = message.thread?.kind === 'direct' ? message.thread.participants : []
    const other = others.length === 1 ? this.#identity(others[0] ?? null) : null
    if (message.direction === 'outgoing') return { fromId: this.#ownerId, toId: other }
    if (message.direction === 'incoming') return { fromId: this.#identity(message.sender) ?? other, toId: message.thread?.kind === 'group' ? null : this.#ownerId }
    return { fromId: this.#identity(message.sender), toId: null }
  }

  #message(id: number, message: MessageRecord): Row {
    const { fromId, toId } = this.#messageEnds(message)
    const { position, reaction } = message
    this.#run(
      `INSERT INTO message (record_id, kind, body, subject, native_id, own_identity_id, times_json, place_label, reply_to,
        reaction_target, reaction_part, reaction_label, reaction_action, status, facts_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id, message.kind, message.body, message.subject, message.nativeId, this.#identity(message.ownLine, 'account'),
      timesJson({ delivered: message.deliveredAt, read: message.readAt, edited: message.editedAt }), position?.label ?? null, message.replyToNativeId,
      reaction?.targetNativeId ?? null, reaction?.targetPart ?? null, reaction?.label ?? null, reaction?.action ?? null, message.status, factsJson(message.facts),
    )
    let names = ''
    for (const { path, name, mime, sizeBytes } of message.attachments) {
      this.#run('INSERT INTO attachment (record_id, path, name, mime, stated_size_bytes) VALUES (?, ?, ?, ?, ?)', id, path, name, mime, sizeBytes)
      names += ` ${name ?? path ?? ''}`
    }
    return {
      ...BLANK, at: message.sentAt, service: message.service, direction: message.direction, fromId, toId,
      threadId: message.thread === null ? null : this.#dictionaries.threadId(message.thread, message.service),
      latitude: position?.latitude ?? null, longitude: position?.longitude ?? null, accuracyMetres: position?.accuracyMetres ?? null,
      positionClass: position === null ? null : 'shared-by-other',
      text: [message.subject, message.body, position?.label, names].filter(Boolean).join(' '),
    }
  }

  #call(id: number, call: CallRecord): Row {
    const parties = [...new Set(call.participants.map((ref) => this.#dictionaries.identityId(ref)))]
    this.#run(
      'INSERT INTO call (record_id, native_id, own_identity_id, is_answered, is_video, duration_seconds, facts_json) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id, call.nativeId, this.#identity(call.ownLine, 'account'), bit(call.answered), bit(call.isVideo), call.durationSeconds, factsJson(call.facts),
    )
    for (const party of parties) this.#run('INSERT INTO call_party (record_id, identity_id) VALUES (?, ?)', id, party)
    const other = parties.length === 1 ? (parties[0] ?? null) : null
    const durationMs = call.durationSeconds === null ? null : Math.round(call.durationSeconds * 1000)
    return {
      ...BLANK, at: call.startedAt, service: call.service, direction: call.direction,
      endMs: call.startedAt.utcMs === null || durationMs === null ? null : call.startedAt.utcMs + durationMs,
      fromId: call.direction === 'outgoing' ? this.#ownerId : call.direction === 'incoming' ? other : null,
      toId: call.direction === 'outgoing' ? other : call.direction === 'incoming' ? this.#ownerId : null,
      text: call.participants.map(({ raw, name }) => `${name ?? ''} ${raw}`).join(' '),
    }
  }

  #contact(id: number, contact: ContactRecord): Row {
    const { name, organisation, store, note } = contact
    this.#run(
      'INSERT INTO contact (record_id, name, organisation, store, note, times_json, facts_json) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id, name, organisation, store, note, timesJson({ created: contact.createdAt, modified: contact.modifiedAt }), factsJson(contact.facts),
    )
    const cardName = name ?? organisation
    contact.identifiers.forEach(({ kind, label, raw, identity }, position) => {
      const identityId = this.#identity(identity === null ? null : { ...identity, name: cardName }, 'contact card')
      this.#run('INSERT INTO contact_identifier (record_id, position, kind, label, raw, identity_id) VALUES (?, ?, ?, ?, ?, ?)', id, position, kind, label, raw, identityId)
    })
    return { ...BLANK, text: [name, organisation, note, ...contact.identifiers.map(({ raw }) => raw)].filter(Boolean).join(' ') }
  }

  #location(id: number, location: LocationRecord): Row {
    this.#run(
      `INSERT INTO location (record_id, method, radius_meaning, altitude_metres, speed_metres_per_second, course_degrees, label, times_json, facts_json)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id, location.method, location.radiusMeaning, location.altitudeMetres, location.speedMetresPerSecond, location.courseDegrees, location.label,
      timesJson({ end: location.endAt }), factsJson(location.facts),
    )
    const isDevice = location.class === 'device-fix' || location.class === 'visit'
    return {
      ...BLANK, at: location.at, endMs: location.endAt?.utcMs ?? null, fromId: isDevice ? this.#ownerId : null,
      latitude: location.latitude, longitude: location.longitude, accuracyMetres: location.accuracyMetres, positionClass: location.class, text: location.label ?? '',
    }
  }

  #media(id: number, media: MediaRecord): Row {
    this.#run(
      'INSERT INTO media (record_id, path, mime, size_bytes, origin, width_pixels, height_pixels, camera, times_json, facts_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      id, media.path, media.mime, media.sizeBytes, media.origin, media.widthPixels, media.heightPixels, media.camera,
      timesJson({ gps: media.gpsAt }), factsJson(media.facts),
    )
    return {
      ...BLANK, at: media.takenAt, fromId: media.origin === 'own' ? this.#ownerId : null,
      latitude: media.latitude, longitude: media.longitude, accuracyMetres: media.accuracyMetres,
      positionClass: media.latitude === null ? null : 'photo', text: media.path.slice(media.path.lastIndexOf('/') + 1),
    }
  }

  #web(id: number, web: WebRecord): Row {
    this.#run('INSERT INTO web (record_id, web_kind, url, title, facts_json) VALUES (?, ?, ?, ?, ?)', id, web.webKind, web.url, web.title, factsJson(web.facts))
    return { ...BLANK, at: web.at, service: web.service, fromId: this.#ownerId, text: [web.title, web.url].filter(Boolean).join(' ') }
  }

  #account(id: number, account: AccountRecord): Row {
    const identityId = this.#dictionaries.identityId({ ...account.identity, name: account.name }, 'account')
    this.#run('INSERT INTO account (record_id, identity_id, name, is_owner, facts_json) VALUES (?, ?, ?, ?, ?)', id, identityId, account.name, bit(account.isOwner), factsJson(account.facts))
    return { ...BLANK, service: account.service, fromId: identityId, text: `${account.name ?? ''} ${account.identity.raw}` }
  }

  #identityLink(id: number, link: IdentityLinkRecord): Row {
    const a = this.#dictionaries.identityId(link.a)
    const b = this.#dictionaries.identityId(link.b)
    this.#run('INSERT INTO identity_link (record_id, a_identity_id, b_identity_id, reason, strength) VALUES (?, ?, ?, ?, ?)', id, a, b, link.reason, link.strength)
    return { ...BLANK, fromId: a, toId: b, text: `${link.a.raw} ${link.b.raw}` }
  }
}
