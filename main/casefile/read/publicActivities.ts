/** Public shapes of payments, notes, appointments and of what the phone noted. One query a kind; the head and tail are those of every record. */
import type { Statement } from 'better-sqlite3'

export const ACTIVITY_KINDS = [
  'payments',
  'interactions',
  'notes',
  'calendar',
  'app-use',
  'networks',
  'account-events',
  'device-events',
] as const
export type ActivityKind = (typeof ACTIVITY_KINDS)[number]

export const isActivityKind = (kind: string): kind is ActivityKind => (ACTIVITY_KINDS as readonly string[]).includes(kind)

interface RecordRow {
  readonly id: number
  readonly at_ms: number | null
  readonly end_ms: number | null
  readonly local_time: string | null
  readonly service: string | null
  readonly direction: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly accuracy_metres: number | null
  readonly position_class: string | null
}

export interface ShapeTools {
  readonly prepared: (sql: string) => Statement
  readonly identity: (id: number | null) => { identifier: string; name: string | null } | null
  readonly isoTime: (ms: number | null) => string | null
}

type Shape = Record<string, unknown>

export function activityShape(kind: ActivityKind, row: RecordRow, tools: ShapeTools): Shape {
  const get = (sql: string): Shape => tools.prepared(sql).get(row.id) as Shape
  const at = { at: tools.isoTime(row.at_ms), atLocal: row.local_time }
  const until = { ...at, endAt: tools.isoTime(row.end_ms) }
  const position = {
    lat: row.latitude,
    lon: row.longitude,
    accuracyMetres: row.accuracy_metres,
    class: row.position_class,
  }
  switch (kind) {
    case 'payments': {
      const { native, ...payment } = get(
        'SELECT merchant, amount, currency, memo, payment_status AS status, native_id AS native FROM payment WHERE record_id = ?',
      )
      const [counterparty = null] = parties(row, tools)
      return { service: row.service, ...at, direction: row.direction, ...payment, transactionId: native, counterparty, ...position }
    }
    case 'interactions': {
      const interaction = get('SELECT activity AS mechanism, name AS "group" FROM activity WHERE record_id = ?')
      return { service: row.service, ...until, direction: row.direction, ...interaction, participants: parties(row, tools) }
    }
    case 'notes': {
      const { locked, ...note } = get('SELECT title, note_body AS body, folder, is_locked AS locked FROM written_note WHERE record_id = ?')
      return { service: row.service, ...at, ...note, locked: locked === 1 }
    }
    case 'calendar': {
      const { allDay, ...event } = get('SELECT title, notes, place, calendar, is_all_day AS allDay FROM calendar_event WHERE record_id = ?')
      return { service: row.service, ...until, allDay: allDay === 1, ...event, participants: parties(row, tools), ...position }
    }
    case 'app-use':
      return { ...until, ...get('SELECT activity, subject AS app, name, detail FROM activity WHERE record_id = ?') }
    case 'networks': {
      const network = get('SELECT activity, name, subject AS address FROM activity WHERE record_id = ?')
      return { medium: row.service, ...until, ...network, ...position }
    }
    case 'account-events':
      return { service: row.service, ...at, ...get('SELECT activity, subject AS account, detail FROM activity WHERE record_id = ?') }
    case 'device-events':
      return { ...until, ...get('SELECT activity, detail FROM activity WHERE record_id = ?') }
  }
}

function parties(row: RecordRow, { prepared, identity }: ShapeTools): readonly unknown[] {
  const ids = prepared('SELECT identity_id FROM record_party WHERE record_id = ? ORDER BY identity_id').all(row.id) as {
    identity_id: number
  }[]
  return ids.map(({ identity_id }) => identity(identity_id))
}
