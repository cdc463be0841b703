/**
 * Appointments, `Calendar.sqlitedb`: one record per CalendarItem row.
 *
 * Meanings (artifacts 1.9; tables and codes as iLEAPP reads them): times count seconds since 2001 UTC, also negative ones (birthdays).
 * start_tz `_float` marks a floating time: wall-clock time wherever the phone is, which is never stamped UTC; all whole-day entries are
 * of that kind. Invited persons are rows of Participant (entity_type 7), the organiser is the row that organizer_id names; names stand in
 * Identity. is_self and self_attendee_id mark the phone's owner. The place is what somebody typed or picked: mentioned, not visited.
 * A repeating entry is one row: its later dates are not listed.
 */
import { COCOA_EPOCH_S, instantOf, localInstant } from '../../../formats/values/epochs.ts'
import { degreesOf } from '../../../formats/values/degrees.ts'
import { evidenceRows, placeOf, sideRows, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { CalendarEventRecord, ClassedPosition, EvidenceDatabase, Instant, SqlValue } from '../../../model/index.ts'
import { ATTENDEE_COLUMNS, attendeesOf, IDENTITY_COLUMNS, readAttendees, readSharees, SHAREE_COLUMNS } from './calendarAttendees.ts'
import type { Attendees } from './calendarAttendees.ts'

const REQUIRED = ['summary', 'start_date']
const OPTIONAL = [
  'start_tz',
  'end_date',
  'end_tz',
  'all_day',
  'description',
  'url',
  'conference_url',
  'conference_url_detected',
  'location_id',
  'calendar_id',
  'organizer_id',
  'self_attendee_id',
  'creation_date',
  'last_modified',
  'due_date',
  'due_tz',
  'completion_date',
  'calendar_scale',
  'birthday_id',
  'has_recurrences',
  'hidden',
  'orig_item_id',
  'status',
  'invitation_status',
  'travel_time',
  'UUID',
]
const LOCATION_COLUMNS = ['title', 'address', 'latitude', 'longitude', 'radius']
const CALENDAR_COLUMNS = ['title', 'store_id', 'sharing_status']
const STORE_COLUMNS = ['name']
const RECURRENCE_COLUMNS = ['owner_id', 'frequency', 'interval', 'end_date']
const SHARING: Readonly<Record<number, string>> = { 0: 'not shared', 1: 'shared by the owner of the phone', 2: 'shared with the phone' }

export const iosCalendar = defineSqliteParser({
  id: 'ios-calendar',
  version: 2,
  app: 'Calendar',
  platform: 'ios',
  store: 'Calendar (Calendar.sqlitedb)',
  reads: ['**/Calendar/Calendar.sqlitedb', '**/Calendar.sqlitedb'],
  yields: ['calendar-event'],
  proof: 'source-verified',
  doesNotCover: [
    'later dates of repeating entries (OccurrenceCache) and exceptions of theirs',
    'attachments and alarms',
    'removed entries (CalendarItemChanges)',
  ],
  scheme: 'address',
  requires: { CalendarItem: REQUIRED },
  optional: {
    CalendarItem: OPTIONAL,
    Location: LOCATION_COLUMNS,
    Calendar: CALENDAR_COLUMNS,
    Store: STORE_COLUMNS,
    Participant: ATTENDEE_COLUMNS,
    Identity: IDENTITY_COLUMNS,
    Sharee: SHAREE_COLUMNS,
    Recurrence: RECURRENCE_COLUMNS,
  },
  *parse(database) {
    const sides = readSides(database)
    for (const row of evidenceRows(database, { table: 'CalendarItem', columns: [...REQUIRED, ...OPTIONAL] })) yield eventRecord(row, sides)
  },
})

interface Sides {
  readonly locations: ReadonlyMap<number, StoredRow>
  readonly calendars: ReadonlyMap<number, StoredRow>
  readonly stores: ReadonlyMap<number, StoredRow>
  readonly attendees: Attendees
  /** Calendar -> with whom it is shared. */
  readonly sharees: ReadonlyMap<number, string>
  /** Entry -> how it repeats, as stored. */
  readonly recurrences: ReadonlyMap<number, string>
}

function readSides(database: EvidenceDatabase): Sides {
  const recurrences = new Map<number, string>()
  for (const row of sideRows(database, { table: 'Recurrence', columns: RECURRENCE_COLUMNS })) {
    const owner = numberOf(row['owner_id'])
    const words = ['frequency', 'interval'].map((name) => `${name} ${textOf(row[name]) ?? 'not stored'}`)
    if (owner !== null) recurrences.set(owner, `yes (${words.join(', ')})`)
  }
  const attendees = readAttendees(database)
  return {
    sharees: readSharees(database, attendees.identities),
    locations: sideRowsById(database, { table: 'Location', columns: LOCATION_COLUMNS }),
    calendars: sideRowsById(database, { table: 'Calendar', columns: CALENDAR_COLUMNS }),
    stores: sideRowsById(database, { table: 'Store', columns: STORE_COLUMNS }),
    attendees,
    recurrences,
  }
}

function eventRecord(row: StoredRow, sides: Sides): CalendarEventRecord {
  const location = sides.locations.get(numberOf(row['location_id']) ?? -1)
  const calendar = sides.calendars.get(numberOf(row['calendar_id']) ?? -1)
  const [zone, endZone] = [textOf(row['start_tz']), textOf(row['end_tz'])]
  const { participants, organiser, answers, unnamed } = attendeesOf(row, sides.attendees)
  // A reminder of older versions has a due date and no start.
  const isReminder = textOf(row['start_date']) === null && textOf(row['due_date']) !== null
  const facts = factsOf({
    'kind of entry': isReminder ? 'a reminder: the time is when it is due' : null,
    account: textOf(sides.stores.get(numberOf(calendar?.['store_id']) ?? -1)?.['name']),
    'calendar is': numberOf(calendar?.['sharing_status']) === 0 ? null : codeInWords(calendar?.['sharing_status'], SHARING),
    'calendar is shared with': sides.sharees.get(numberOf(row['calendar_id']) ?? -1),
    'time zone': zone === null || zone === '_float' ? null : zone,
    'zone of the end': endZone === null || endZone === zone || endZone === '_float' ? null : endZone,
    organiser,
    answers,
    'invited without an address': unnamed,
    link: textOf(row['url']),
    conference: textOf(row['conference_url']) ?? textOf(row['conference_url_detected']),
    address: location === undefined ? null : textOf(location['address']),
    repeats: sides.recurrences.get(row.rowId) ?? (flagOf(row['has_recurrences']) === true ? 'yes' : null),
    birthday: isBirthday(row) ? 'made from a date in a contact card' : null,
    done: instantInWords(instantOf(timeValueOf(row['completion_date']), 'cocoa-s')),
    hidden: flagOf(row['hidden']) === true ? 'yes' : null,
    'changed date of entry': nonZero(row['orig_item_id']),
    'status as stored': nonZero(row['status']),
    'invitation status as stored': nonZero(row['invitation_status']),
    'travel time (s)': nonZero(row['travel_time']),
    made: instantInWords(instantOf(timeValueOf(row['creation_date']), 'cocoa-s')),
    changed: instantInWords(instantOf(timeValueOf(row['last_modified']), 'cocoa-s')),
    identifier: textOf(row['UUID']),
  })
  return {
    type: 'calendar-event',
    from: placeOf('CalendarItem', row),
    state: 'live',
    service: 'Calendar',
    title: textOf(row['summary']),
    notes: textOf(row['description']),
    place: location === undefined ? null : (textOf(location['title']) ?? textOf(location['address'])),
    calendar: textOf(calendar?.['title']),
    startsAt: isReminder ? calendarInstant(row['due_date'], textOf(row['due_tz'])) : calendarInstant(row['start_date'], zone),
    endsAt: textOf(row['end_date']) === null ? null : calendarInstant(row['end_date'], endZone ?? zone),
    isAllDay: flagOf(row['all_day']) === true,
    participants,
    position: location === undefined ? null : positionOf(location),
    ...(facts === undefined ? {} : { facts }),
  }
}

const isBirthday = (row: StoredRow): boolean => textOf(row['calendar_scale']) === 'gregorian' || nonZero(row['birthday_id']) !== null

function nonZero(value: SqlValue | undefined): string | null {
  const text = textOf(value)
  return text === '0' ? null : text
}

/** A floating time is stored as if its wall clock stood at UTC. Times before 2001 are times here. */
function calendarInstant(value: SqlValue | undefined, zone: string | null): Instant {
  const seconds = numberOf(value)
  const utcMs = seconds === null ? NaN : Math.floor((COCOA_EPOCH_S + seconds) * 1000)
  const isDate = !Number.isNaN(new Date(utcMs).getTime())
  if (zone === '_float' && isDate) return localInstant(textOf(value), new Date(utcMs).toISOString().slice(0, -5), 'cocoa-s')
  const instant = instantOf(timeValueOf(value), 'cocoa-s')
  return seconds !== null && seconds < 0 && isDate ? { ...instant, utcMs } : instant
}

function positionOf(location: StoredRow): ClassedPosition | null {
  const position = degreesOf(location['latitude'], location['longitude'])
  return typeof position === 'string' ? null : { ...position, accuracyMetres: null, class: 'mentioned' }
}
