/** Who an appointment of Android's calendar is with (Attendees), and when the phone reminds of it (Reminders). Codes after CalendarContract. */
import { addressIdentity } from '../../../formats/records/recordDefaults.ts'
import { sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { EvidenceDatabase, IdentityRef, SqlValue } from '../../../model/index.ts'

export const ATTENDEE_COLUMNS = ['event_id', 'attendeeName', 'attendeeEmail', 'attendeeStatus', 'attendeeRelationship', 'attendeeType']
export const REMINDER_COLUMNS = ['event_id', 'minutes', 'method']
const ANSWERS: Readonly<Record<number, string>> = { 0: 'no answer', 1: 'accepted', 2: 'declined', 3: 'invited', 4: 'perhaps' }
const RELATIONS: Readonly<Record<number, string>> = { 0: 'no part stated', 1: 'attends', 2: 'organises', 3: 'performs', 4: 'speaks' }
const TYPES: Readonly<Record<number, string>> = { 0: 'not stated', 1: 'required', 2: 'optional', 3: 'a room or thing' }
const METHODS: Readonly<Record<number, string>> = { 0: 'as usual', 1: 'on the screen', 2: 'by e-mail', 3: 'by SMS', 4: 'alarm' }
const ORGANISES = 2
const THING = 3

export interface Attendee {
  readonly name: string | null
  readonly address: string | null
  readonly status: SqlValue | undefined
  readonly relation: SqlValue | undefined
  readonly type: SqlValue | undefined
}

export function readAttendees(database: EvidenceDatabase): ReadonlyMap<number, readonly Attendee[]> {
  const attendees = new Map<number, Attendee[]>()
  for (const row of sideRows(database, { table: 'Attendees', columns: ATTENDEE_COLUMNS })) {
    const event = numberOf(row['event_id'])
    if (event === null) continue
    const attendee = {
      name: textOf(row['attendeeName']),
      address: textOf(row['attendeeEmail']),
      status: row['attendeeStatus'],
      relation: row['attendeeRelationship'],
      type: row['attendeeType'],
    }
    const known = attendees.get(event)
    if (known === undefined) attendees.set(event, [attendee])
    else known.push(attendee)
  }
  return attendees
}

export function readReminders(database: EvidenceDatabase): ReadonlyMap<number, string> {
  const reminders = new Map<number, string>()
  for (const row of sideRows(database, { table: 'Reminders', columns: REMINDER_COLUMNS })) {
    const event = numberOf(row['event_id'])
    if (event === null) continue
    const minutes = textOf(row['minutes'])
    const when = minutes === null || minutes === '-1' ? 'at the usual time' : `${minutes} min before`
    const words = `${when} (${codeInWords(row['method'], METHODS) ?? 'way not stored'})`
    const known = reminders.get(event)
    reminders.set(event, known === undefined ? words : `${known}; ${words}`)
  }
  return reminders
}

interface AttendeesOfEvent {
  /** Without the phone's owner and without rooms and things, each once. */
  readonly participants: readonly IdentityRef[]
  readonly organiser: string | null
  readonly answers: string | null
  /** Names of rows that hold no address. */
  readonly unnamed: string | null
}

/** `own`: the addresses of the calendar's account, by which the owner is told. */
export function attendeesOf(event: StoredRow, rows: readonly Attendee[], own: readonly string[]): AttendeesOfEvent {
  const isOwn = (address: string | null): boolean => address !== null && own.some((mine) => mine.toLowerCase() === address.toLowerCase())
  const participants = new Map<string, IdentityRef>()
  const answers: string[] = []
  const unnamed: string[] = []
  for (const row of rows) {
    const who = isOwn(row.address) ? 'the phone’s owner' : (row.address ?? row.name ?? 'somebody')
    answers.push(`${who}: ${partInWords(row)}`)
    if (isOwn(row.address) || numberOf(row.type) === THING) continue
    if (row.address === null) unnamed.push(row.name ?? 'somebody')
    else participants.set(row.address, addressIdentity(row.address, row.name))
  }
  const organiser = textOf(event['organizer'])
  const isOwnEvent = isOwn(organiser) || flagOf(event['isOrganizer']) === true
  if (organiser !== null && !isOwnEvent && !participants.has(organiser)) participants.set(organiser, addressIdentity(organiser, null))
  return {
    participants: [...participants.values()],
    organiser: organiser === null ? null : isOwnEvent ? `the phone’s owner (${organiser})` : organiser,
    answers: answers.length === 0 ? null : answers.join('; '),
    unnamed: unnamed.length === 0 ? null : unnamed.join('; '),
  }
}

function partInWords({ status, relation, type }: Attendee): string {
  const part = numberOf(relation) === ORGANISES ? 'organises' : codeInWords(relation, RELATIONS)
  const kind = [1, null].includes(numberOf(type)) ? null : codeInWords(type, TYPES)
  return [codeInWords(status, ANSWERS) ?? 'answer not stored', part === 'attends' ? null : part, kind]
    .filter((word) => word !== null)
    .join(', ')
}
