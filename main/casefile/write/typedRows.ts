/** The rows of the typed tables: what a record holds beside its `record` row. One method per kind. */
import type {
  AccountRecord,
  CallRecord,
  ContactRecord,
  EvidenceRecord,
  IdentityLinkRecord,
  IdentityRef,
  LocationRecord,
  MediaRecord,
  MessageRecord,
  WebRecord,
} from '../../../parsers/model/index.ts'
import { ActivityRows } from './activityRows.ts'
import { bit, factsJson, timesJson } from './columnValues.ts'
import { BLANK, type CommonColumns } from './commonColumns.ts'
import type { Dictionaries } from './dictionaries.ts'
import type { Statements } from './statements.ts'
import { finite, whole } from './storedNumbers.ts'

export class TypedRows {
  readonly #statements: Statements
  readonly #dictionaries: Dictionaries
  readonly #ownerId: number
  readonly #activities: ActivityRows

  constructor(statements: Statements, dictionaries: Dictionaries, ownerId: number) {
    this.#statements = statements
    this.#dictionaries = dictionaries
    this.#ownerId = ownerId
    this.#activities = new ActivityRows(statements, dictionaries, ownerId)
  }

  #identity(ref: IdentityRef | null, basis: 'contact card' | 'account' | 'app' = 'app'): number | null {
    return ref === null ? null : this.#dictionaries.identityId(ref, basis)
  }

  /** Writes the typed row of the record with this id. */
  write(id: number, record: EvidenceRecord): CommonColumns {
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
      case 'account-event':
      case 'app-use':
      case 'calendar-event':
      case 'device-event':
      case 'interaction':
      case 'network':
      case 'note':
      case 'payment':
        return this.#activities.write(id, record)
    }
  }

  /** Ends of a message: only what the row says. A group message has no single recipient; its thread has members. */
  #messageEnds(message: MessageRecord): { fromId: number | null; toId: number | null } {
    const others = message.thread?.kind === 'direct' ? message.thread.participants : []
    const other = others.length === 1 ? this.#identity(others[0] ?? null) : null
    if (message.direction === 'outgoing') return { fromId: this.#ownerId, toId: other }
    if (message.direction === 'incoming')
      return { fromId: this.#identity(message.sender) ?? other, toId: message.thread?.kind === 'group' ? null : this.#ownerId }
    return { fromId: this.#identity(message.sender), toId: null }
  }

  #message(id: number, message: MessageRecord): CommonColumns {
    const { fromId, toId } = this.#messageEnds(message)
    const { position, reaction } = message
    this.#statements.run(
      `INSERT INTO message (record_id, kind, body, subject, native_id, own_identity_id, times_json, place_label, reply_to,
        reaction_target, reaction_part, reaction_label, reaction_action, status, facts_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      message.kind,
      message.body,
      message.subject,
      message.nativeId,
      this.#identity(message.ownLine, 'account'),
      timesJson({ delivered: message.deliveredAt, read: message.readAt, edited: message.editedAt }),
      position?.label ?? null,
      message.replyToNativeId,
      reaction?.targetNativeId ?? null,
      whole(reaction?.targetPart ?? null),
      reaction?.label ?? null,
      reaction?.action ?? null,
      message.status,
      factsJson(message.facts),
    )
    let names = ''
    for (const { path, name, mime, sizeBytes } of message.attachments) {
      this.#statements.run(
        'INSERT INTO attachment (record_id, path, name, mime, stated_size_bytes) VALUES (?, ?, ?, ?, ?)',
        id,
        path,
        name,
        mime,
        whole(sizeBytes),
      )
      names += ` ${name ?? path ?? ''}`
    }
    return {
      ...BLANK,
      at: message.sentAt,
      service: message.service,
      direction: message.direction,
      fromId,
      toId,
      threadId: message.thread === null ? null : this.#dictionaries.threadId(message.thread, message.service),
      latitude: position?.latitude ?? null,
      longitude: position?.longitude ?? null,
      accuracyMetres: position?.accuracyMetres ?? null,
      positionClass: position === null ? null : 'shared-by-other',
      text: [message.subject, message.body, position?.label, names].filter(Boolean).join(' '),
    }
  }

  #call(id: number, call: CallRecord): CommonColumns {
    const parties = [...new Set(call.participants.map((ref) => this.#dictionaries.identityId(ref)))]
    this.#statements.run(
      'INSERT INTO call (record_id, native_id, own_identity_id, is_answered, is_video, duration_seconds, facts_json) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      call.nativeId,
      this.#identity(call.ownLine, 'account'),
      bit(call.answered),
      bit(call.isVideo),
      finite(call.durationSeconds),
      factsJson(call.facts),
    )
    for (const party of parties) this.#statements.run('INSERT INTO call_party (record_id, identity_id) VALUES (?, ?)', id, party)
    const other = parties.length === 1 ? (parties[0] ?? null) : null
    const durationMs = call.durationSeconds === null ? null : Math.round(call.durationSeconds * 1000)
    return {
      ...BLANK,
      at: call.startedAt,
      service: call.service,
      direction: call.direction,
      endMs: call.startedAt.utcMs === null || durationMs === null ? null : call.startedAt.utcMs + durationMs,
      fromId: call.direction === 'outgoing' ? this.#ownerId : call.direction === 'incoming' ? other : null,
      toId: call.direction === 'outgoing' ? other : call.direction === 'incoming' ? this.#ownerId : null,
      text: call.participants.map(({ raw, name }) => `${name ?? ''} ${raw}`).join(' '),
    }
  }

  #contact(id: number, contact: ContactRecord): CommonColumns {
    const { name, organisation, store, note } = contact
    this.#statements.run(
      'INSERT INTO contact (record_id, name, organisation, store, note, times_json, facts_json) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      name,
      organisation,
      store,
      note,
      timesJson({ created: contact.createdAt, modified: contact.modifiedAt }),
      factsJson(contact.facts),
    )
    const cardName = name ?? organisation
    contact.identifiers.forEach(({ kind, label, raw, identity }, position) => {
      const identityId = this.#identity(identity === null ? null : { ...identity, name: cardName }, 'contact card')
      this.#statements.run(
        'INSERT INTO contact_identifier (record_id, position, kind, label, raw, identity_id) VALUES (?, ?, ?, ?, ?, ?)',
        id,
        position,
        kind,
        label,
        raw,
        identityId,
      )
    })
    return { ...BLANK, text: [name, organisation, note, ...contact.identifiers.map(({ raw }) => raw)].filter(Boolean).join(' ') }
  }

  #location(id: number, location: LocationRecord): CommonColumns {
    this.#statements.run(
      `INSERT INTO location (record_id, method, radius_meaning, altitude_metres, speed_metres_per_second, course_degrees, label, times_json, facts_json)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      location.method,
      location.radiusMeaning,
      finite(location.altitudeMetres),
      finite(location.speedMetresPerSecond),
      finite(location.courseDegrees),
      location.label,
      timesJson({ end: location.endAt }),
      factsJson(location.facts),
    )
    const isDevice = location.class === 'device-fix' || location.class === 'visit'
    return {
      ...BLANK,
      at: location.at,
      endMs: location.endAt?.utcMs ?? null,
      fromId: isDevice ? this.#ownerId : null,
      latitude: location.latitude,
      longitude: location.longitude,
      accuracyMetres: location.accuracyMetres,
      positionClass: location.class,
      text: location.label ?? '',
    }
  }

  #media(id: number, media: MediaRecord): CommonColumns {
    this.#statements.run(
      'INSERT INTO media (record_id, path, mime, size_bytes, origin, width_pixels, height_pixels, camera, times_json, facts_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      media.path,
      media.mime,
      whole(media.sizeBytes),
      media.origin,
      whole(media.widthPixels),
      whole(media.heightPixels),
      media.camera,
      timesJson({ gps: media.gpsAt }),
      factsJson(media.facts),
    )
    return {
      ...BLANK,
      at: media.takenAt,
      fromId: media.origin === 'own' ? this.#ownerId : null,
      latitude: media.latitude,
      longitude: media.longitude,
      accuracyMetres: media.accuracyMetres,
      positionClass: media.latitude === null ? null : 'photo',
      text: media.path.slice(media.path.lastIndexOf('/') + 1),
    }
  }

  #web(id: number, web: WebRecord): CommonColumns {
    this.#statements.run(
      'INSERT INTO web (record_id, web_kind, url, title, facts_json) VALUES (?, ?, ?, ?, ?)',
      id,
      web.webKind,
      web.url,
      web.title,
      factsJson(web.facts),
    )
    return { ...BLANK, at: web.at, service: web.service, fromId: this.#ownerId, text: [web.title, web.url].filter(Boolean).join(' ') }
  }

  #account(id: number, account: AccountRecord): CommonColumns {
    const identityId = this.#dictionaries.identityId({ ...account.identity, name: account.name }, 'account')
    this.#statements.run(
      'INSERT INTO account (record_id, identity_id, name, is_owner, facts_json) VALUES (?, ?, ?, ?, ?)',
      id,
      identityId,
      account.name,
      bit(account.isOwner),
      factsJson(account.facts),
    )
    return { ...BLANK, service: account.service, fromId: identityId, text: `${account.name ?? ''} ${account.identity.raw}` }
  }

  #identityLink(id: number, link: IdentityLinkRecord): CommonColumns {
    const a = this.#dictionaries.identityId(link.a)
    const b = this.#dictionaries.identityId(link.b)
    this.#statements.run(
      'INSERT INTO identity_link (record_id, a_identity_id, b_identity_id, reason, strength) VALUES (?, ?, ?, ?, ?)',
      id,
      a,
      b,
      link.reason,
      link.strength,
    )
    return { ...BLANK, fromId: a, toId: b, text: `${link.a.raw} ${link.b.raw}` }
  }
}
