/**
 * Appointments of Android's calendar, `calendar.db`: one record per row of Events, and one for each further date of a repeating entry that
 * the phone worked out itself (Instances).
 *
 * Tables and codes after Android's public CalendarContract: times count milliseconds since 1970 UTC. An all-day entry is a date: it is
 * stored as midnight UTC and shown as that day without a zone. Rows with deleted 1 wait for the account to be told. The account
 * name and the owner of a calendar are the phone owner's own addresses.
 */

import { instantOf, localInstant } from '../../../formats/values/epochs.ts'
import { NO_CALENDAR_FIELDS, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, flagOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CalendarEventRecord, Emitted, EvidenceDatabase, Instant, SqlValue } from '../../../model/index.ts'
import { ATTENDEE_COLUMNS, attendeesOf, readAttendees, readReminders, REMINDER_COLUMNS } from './calendarSides.ts'
import type { Attendee } from './calendarSides.ts'
import { systemUserOf } from '../systemRecords.ts'

const REQUIRED = ['calendar_id', 'title', 'dtstart']
const OPTIONAL = [
  'dtend',
  'duration',
  'eventTimezone',
  'eventEndTimezone',
  'allDay',
  'eventLocation',
  'description',
  'eventStatus',
  'selfAttendeeStatus',
  'organizer',
  'isOrganizer',
  'deleted',
  'dirty',
  'rrule',
  'rdate',
  'exdate',
  'original_id',
  'originalInstanceTime',
  'lastDate',
  'customAppPackage',
  'customAppUri',
  '_sync_id',
]
/** Newer names first; Android 3 and earlier have the others. */
const CALENDAR_COLUMNS = [
  'calendar_displayName',
  'displayName',
  'name',
  'account_name',
  '_sync_account',
  'account_type',
  '_sync_account_type',
  'ownerAccount',
  'visible',
  'selected',
  'deleted',
]
const INSTANCE_COLUMNS = ['event_id', 'begin', 'end']
const STATUS: Readonly<Record<number, string>> = { 0: 'not certain', 1: 'confirmed', 2: 'cancelled' }
const DAY_MS = 86_400_000

export const androidCalendar = defineSqliteParser({
  id: 'android-calendar',
  version: 1,
  app: 'Calendar',
  platform: 'android',
  store: 'Calendar (calendar.db)',
  reads: ['**/com.android.providers.calendar/databases/calendar.db'],
  yields: ['calendar-event'],
  proof: 'source-verified',
  doesNotCover: [
    'dates of repeating entries beyond those that the phone worked out (Instances)',
    'reminders that went off (CalendarAlerts) and further properties (ExtendedProperties)',
    'all-day entries of 1970-01-01, which cannot be told from entries without a date',
  ],
  scheme: 'address',
  requires: { Events: REQUIRED },
  optional: {
    Events: OPTIONAL,
    Calendars: CALENDAR_COLUMNS,
    Attendees: ATTENDEE_COLUMNS,
    Reminders: REMINDER_COLUMNS,
    Instances: INSTANCE_COLUMNS,
  },
  *parse(database, { path }) {
    const sides = readSides(database, systemUserOf(path))
    const repeating = new Map<number, CalendarEventRecord>()
    for (const row of evidenceRows(database, { table: 'Events', columns: [...REQUIRED, ...OPTIONAL] })) {
      const event = eventRecord(row, sides)
      if (repeatsInWords(row) !== null) repeating.set(row.rowId, event)
      yield event
    }
    for (const row of evidenceRows(database, { table: 'Instances', columns: INSTANCE_COLUMNS })) {
      yield instanceRecord(row, repeating.get(numberOf(row['event_id']) ?? -1))
    }
  },
})

interface Sides {
  readonly user: string | null
  readonly calendars: ReadonlyMap<number, StoredRow>
  readonly attendees: ReadonlyMap<number, readonly Attendee[]>
  readonly reminders: ReadonlyMap<number, string>
}

function readSides(database: EvidenceDatabase, user: string | null): Sides {
  return {
    user,
    calendars: sideRowsById(database, { table: 'Calendars', columns: CALENDAR_COLUMNS }),
    attendees: readAttendees(database),
    reminders: readReminders(database),
  }
}

function eventRecord(row: StoredRow, sides: Sides): CalendarEventRecord {
  const calendar = sides.calendars.get(numberOf(row['calendar_id']) ?? -1)
  const account = textOf(calendar?.['account_name']) ?? textOf(calendar?.['_sync_account'])
  const own = [account, textOf(calendar?.['ownerAccount'])].filter((address) => address !== null)
  const { participants, organiser, answers, unnamed } = attendeesOf(row, sides.attendees.get(row.rowId) ?? [], own)
  const isAllDay = flagOf(row['allDay']) === true
  const [zone, endZone] = [textOf(row['eventTimezone']), textOf(row['eventEndTimezone'])]
  return {
    ...NO_CALENDAR_FIELDS,
    from: placeOf('Events', row),
    state: flagOf(row['deleted']) === true ? 'deleted-flagged' : 'live',
    service: 'Calendar',
    title: textOf(row['title']),
    notes: textOf(row['description']),
    place: textOf(row['eventLocation']),
    calendar: textOf(calendar?.['calendar_displayName']) ?? textOf(calendar?.['displayName']) ?? textOf(calendar?.['name']),
    startsAt: calendarInstant(row['dtstart'], isAllDay),
    endsAt: textOf(row['dtend']) === null ? null : calendarInstant(row['dtend'], isAllDay),
    isAllDay,
    participants,
    ...withFacts({
      account,
      'account type': textOf(calendar?.['account_type']) ?? textOf(calendar?.['_sync_account_type']),
      'calendar is': flagOf(calendar?.['deleted']) === true ? 'deleted, not yet told to the account' : null,
      'calendar shown': (flagOf(calendar?.['visible']) ?? flagOf(calendar?.['selected'])) === false ? 'no' : null,
      'time zone': isAllDay ? null : zone,
      'zone of the end': endZone === zone || isAllDay ? null : endZone,
      duration: textOf(row['dtend']) === null ? textOf(row['duration']) : null,
      status: codeInWords(row['eventStatus'], STATUS),
      organiser,
      answers,
      'invited without an address': unnamed,
      reminders: sides.reminders.get(row.rowId),
      repeats: repeatsInWords(row),
      'dates left out': textOf(row['exdate']),
      'changed date of entry': textOf(row['original_id']),
      'not yet told to the account': flagOf(row['dirty']) === true ? 'yes' : null,
      'made by the app': textOf(row['customAppPackage']),
      link: textOf(row['customAppUri']),
      identifier: textOf(row['_sync_id']),
      'Android user': sides.user,
    }),
  }
}

function repeatsInWords(row: StoredRow): string | null {
  const rules = [textOf(row['rrule']), textOf(row['rdate'])].filter((rule) => rule !== null)
  return rules.length === 0 ? null : rules.join('; ')
}

function instanceRecord(row: StoredRow, event: CalendarEventRecord | undefined): Emitted {
  const from = placeOf('Instances', row)
  if (event === undefined) return { type: 'skipped', from, reason: 'the date of an entry that does not repeat, or is not stored any more' }
  const begin = textOf(row['begin'])
  if (begin !== null && begin === event.startsAt.asStored) return { type: 'skipped', from, reason: 'the date of the entry itself' }
  return {
    ...event,
    from,
    state: event.state === 'live' ? 'inferred' : event.state,
    startsAt: calendarInstant(row['begin'], event.isAllDay),
    endsAt: textOf(row['end']) === null ? null : calendarInstant(row['end'], event.isAllDay),
    facts: { ...event.facts, 'this date': `worked out by the phone from entry ${event.from.rowId}` },
  }
}

/** A day that is stored as midnight UTC, also one before 1970; every other value is a point in time. */
function calendarInstant(value: SqlValue | undefined, isAllDay: boolean): Instant {
  const milliseconds = numberOf(value)
  const isDay = isAllDay && milliseconds !== null && milliseconds !== 0 && milliseconds % DAY_MS === 0
  const date = isDay ? new Date(milliseconds) : null
  if (date === null || Number.isNaN(date.getTime())) return instantOf(timeValueOf(value), 'unix-ms')
  return localInstant(textOf(value), date.toISOString().slice(0, -5), 'unix-ms')
}
