/** The typed rows of what is neither message, call, position, file nor page: payments, notes, appointments, and what the phone noted. */
import type {
  AccountEventRecord,
  AppUseRecord,
  CalendarEventRecord,
  ClassedPosition,
  DeviceEventRecord,
  Direction,
  Facts,
  IdentityRef,
  Instant,
  InteractionRecord,
  NetworkRecord,
  NoteRecord,
  PaymentRecord,
} from '../../../parsers/model/index.ts'
import { NO_INSTANT } from '../../../parsers/model/index.ts'
import { bit, factsJson, timesJson } from './columnValues.ts'
import { BLANK, type CommonColumns } from './commonColumns.ts'
import type { Dictionaries } from './dictionaries.ts'
import type { Statements } from './statements.ts'

export type ActivityKindRecord =
  | PaymentRecord
  | InteractionRecord
  | NoteRecord
  | CalendarEventRecord
  | AppUseRecord
  | NetworkRecord
  | AccountEventRecord
  | DeviceEventRecord

interface Activity {
  readonly activity: string
  readonly subject: string | null
  readonly name: string | null
  readonly detail: string | null
  readonly facts: Facts | undefined
}

const text = (...parts: readonly (string | null)[]): string => parts.filter(Boolean).join(' ')
const endOf = (at: Instant | null): number | null => at?.utcMs ?? null

const positionColumns = (
  position: ClassedPosition | null,
): Pick<CommonColumns, 'latitude' | 'longitude' | 'accuracyMetres' | 'positionClass'> => ({
  latitude: position?.latitude ?? null,
  longitude: position?.longitude ?? null,
  accuracyMetres: position?.accuracyMetres ?? null,
  positionClass: position?.class ?? null,
})

export class ActivityRows {
  readonly #statements: Statements
  readonly #dictionaries: Dictionaries
  readonly #ownerId: number

  constructor(statements: Statements, dictionaries: Dictionaries, ownerId: number) {
    this.#statements = statements
    this.#dictionaries = dictionaries
    this.#ownerId = ownerId
  }

  write(id: number, record: ActivityKindRecord): CommonColumns {
    switch (record.type) {
      case 'payment':
        return this.#payment(id, record)
      case 'interaction':
        return this.#interaction(id, record)
      case 'note':
        return this.#note(id, record)
      case 'calendar-event':
        return this.#calendarEvent(id, record)
      case 'app-use':
        return this.#appUse(id, record)
      case 'network':
        return this.#network(id, record)
      case 'account-event':
        return this.#accountEvent(id, record)
      case 'device-event':
        return this.#deviceEvent(id, record)
    }
  }

  #activity(id: number, { activity, subject, name, detail, facts }: Activity): void {
    this.#statements.run(
      'INSERT INTO activity (record_id, activity, subject, name, detail, facts_json) VALUES (?, ?, ?, ?, ?, ?)',
      id,
      activity,
      subject,
      name,
      detail,
      factsJson(facts),
    )
  }

  /** Notes who takes part; gives the one other end where there is just one. */
  #parties(id: number, refs: readonly IdentityRef[]): number | null {
    const parties = [...new Set(refs.map((ref) => this.#dictionaries.identityId(ref)))]
    for (const party of parties) this.#statements.run('INSERT INTO record_party (record_id, identity_id) VALUES (?, ?)', id, party)
    return parties.length === 1 ? (parties[0] ?? null) : null
  }

  #ends(direction: Direction, other: number | null): Pick<CommonColumns, 'fromId' | 'toId'> {
    if (direction === 'outgoing') return { fromId: this.#ownerId, toId: other }
    return direction === 'incoming' ? { fromId: other, toId: this.#ownerId } : { fromId: null, toId: null }
  }

  #payment(id: number, payment: PaymentRecord): CommonColumns {
    const { merchant, amount, currency, memo, counterparty, direction } = payment
    this.#statements.run(
      'INSERT INTO payment (record_id, native_id, merchant, amount, currency, memo, payment_status, facts_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      payment.nativeId,
      merchant,
      amount,
      currency,
      memo,
      payment.status,
      factsJson(payment.facts),
    )
    const other = this.#parties(id, counterparty === null ? [] : [counterparty])
    return {
      ...BLANK,
      ...this.#ends(direction, other),
      ...positionColumns(payment.position),
      at: payment.at,
      service: payment.service,
      direction,
      text: text(merchant, amount, currency, memo, counterparty?.name ?? null, counterparty?.raw ?? null),
    }
  }

  #interaction(id: number, interaction: InteractionRecord): CommonColumns {
    const { mechanism, groupName, participants, direction, facts } = interaction
    this.#activity(id, { activity: mechanism, subject: null, name: groupName, detail: null, facts })
    const other = this.#parties(id, participants)
    return {
      ...BLANK,
      ...this.#ends(direction, other),
      at: interaction.at,
      endMs: endOf(interaction.endAt),
      service: interaction.service,
      direction,
      text: text(groupName, ...participants.flatMap(({ raw, name }) => [name, raw])),
    }
  }

  #note(id: number, note: NoteRecord): CommonColumns {
    const { title, body, folder, modifiedAt, createdAt } = note
    this.#statements.run(
      'INSERT INTO written_note (record_id, title, note_body, folder, is_locked, times_json, facts_json) VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      title,
      body,
      folder,
      bit(note.isLocked),
      timesJson({ created: createdAt, modified: modifiedAt }),
      factsJson(note.facts),
    )
    const at = modifiedAt?.asStored == null ? createdAt : modifiedAt
    return { ...BLANK, at: at ?? NO_INSTANT, service: note.service, fromId: this.#ownerId, text: text(title, body, folder) }
  }

  #calendarEvent(id: number, event: CalendarEventRecord): CommonColumns {
    const { title, notes, place, calendar, participants } = event
    this.#statements.run(
      'INSERT INTO calendar_event (record_id, title, notes, place, calendar, is_all_day, times_json, facts_json) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      id,
      title,
      notes,
      place,
      calendar,
      bit(event.isAllDay),
      timesJson({ end: event.endsAt }),
      factsJson(event.facts),
    )
    this.#parties(id, participants)
    return {
      ...BLANK,
      ...positionColumns(event.position),
      at: event.startsAt,
      endMs: endOf(event.endsAt),
      service: event.service,
      text: text(title, notes, place, ...participants.flatMap(({ raw, name }) => [name, raw])),
    }
  }

  #appUse(id: number, use: AppUseRecord): CommonColumns {
    this.#activity(id, { activity: use.activity, subject: use.appId, name: use.appName, detail: use.detail, facts: use.facts })
    return {
      ...BLANK,
      at: use.at,
      endMs: endOf(use.endAt),
      service: use.appName ?? use.appId,
      fromId: this.#ownerId,
      text: text(use.appName, use.appId, use.detail),
    }
  }

  #network(id: number, network: NetworkRecord): CommonColumns {
    const { medium, activity, name, address, facts } = network
    this.#activity(id, { activity, subject: address, name, detail: null, facts })
    return {
      ...BLANK,
      ...positionColumns(network.position),
      at: network.at,
      endMs: endOf(network.endAt),
      service: medium,
      text: text(name, address),
    }
  }

  #accountEvent(id: number, event: AccountEventRecord): CommonColumns {
    const { identity, detail, activity, facts } = event
    this.#activity(id, { activity, subject: identity?.raw ?? null, name: identity?.name ?? null, detail, facts })
    const fromId = identity === null ? null : this.#dictionaries.identityId(identity, 'account')
    return {
      ...BLANK,
      at: event.at,
      service: event.service,
      fromId,
      text: text(identity?.name ?? null, identity?.raw ?? null, detail),
    }
  }

  #deviceEvent(id: number, event: DeviceEventRecord): CommonColumns {
    this.#activity(id, { activity: event.activity, subject: null, name: null, detail: event.detail, facts: event.facts })
    return { ...BLANK, at: event.at, endMs: endOf(event.endAt), text: event.detail ?? '' }
  }
}
