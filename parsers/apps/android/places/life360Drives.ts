/**
 * Drives that Life360 shows, `DriveBladeDB`: points and events of drives of every member of the circles. Whose phone measured them is told
 * by the member's number alone, and which member owns this phone is not stored here: class `other-device`, so that none is drawn as this
 * phone's track. What this phone measured itself is in L360EventStore.db.
 *
 * Meanings: ALEAPP's reading of real images; times are Unix milliseconds. Units are not stored.
 */
import { degreesOf, notNegative } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_LOCATION_FIELDS } from '../../../formats/records/locationDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, instantInWords, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Emitted, EvidenceDatabase, Facts } from '../../../model/index.ts'

const DRIVES = 'Drives'
const DRIVES_SHOWN = 10
const DRIVE_COUNTS = ['speedingCount', 'hardBrakingCount', 'rapidAccelerationCount', 'distractedCount', 'crashCount', 'score']
const DRIVE_PLAIN = ['driveId', 'userId', 'topSpeed', 'averageSpeed', 'distance', 'duration', ...DRIVE_COUNTS]
const DRIVE_TIMES = ['startTime', 'endTime', 'updatedAt']
const POINTS = 'DriveWaypoints'
const POINT_COLUMNS = ['driveId', 'lat', 'lon', 'speed', 'accuracy']
const EVENTS = 'DriveEvents'
const EVENT_COLUMNS = [...POINT_COLUMNS, 'eventId', 'eventType']

export const androidLife360Drives = defineSqliteParser({
  id: 'android-life360-drives',
  version: 1,
  app: 'Life360',
  platform: 'android',
  store: 'Drives of all members (DriveBladeDB)',
  reads: ['**/DriveBladeDB'],
  companions: { members: ['MembersEngineRoomDatabase'] },
  yields: ['location'],
  proof: 'source-verified',
  doesNotCover: ['which member owns this phone', 'summaries of drives: shown with their points, and counted where there are none'],
  requires: { [POINTS]: ['driveId', 'lat', 'lon'] },
  optional: {
    [POINTS]: ['timestamp', 'speed', 'accuracy'],
    [EVENTS]: [...EVENT_COLUMNS, 'eventTime'],
    [DRIVES]: [...DRIVE_PLAIN, ...DRIVE_TIMES],
  },
  *parse(database, context) {
    const drives = readDrives(database, readMembers(context.companion('members')))
    const without = new Set(drives.keys())
    const point = (table: string, row: StoredRow, method: string): Emitted => {
      without.delete(textOf(row['driveId']) ?? '')
      return pointRecord(table, row, drives, method)
    }
    for (const row of evidenceRows(database, { table: POINTS, columns: POINT_COLUMNS, asText: ['timestamp'] }))
      yield point(POINTS, row, 'Life360: point of a drive of a member')
    for (const row of evidenceRows(database, { table: EVENTS, columns: EVENT_COLUMNS, asText: ['eventTime'] }))
      yield point(EVENTS, row, 'Life360: event of a drive of a member')
    if (without.size > 0)
      context.note(`${without.size} drives have a summary and no point: ${[...without].slice(0, DRIVES_SHOWN).join(', ')}.`)
  },
})

function readMembers(database: EvidenceDatabase | null): ReadonlyMap<string, string> {
  const members = new Map<string, string>()
  if (database === null) return members
  for (const row of sideRows(database, { table: 'members', columns: ['id', 'first_name', 'last_name'] })) {
    const name = [textOf(row['first_name']), textOf(row['last_name'])].filter((part) => part !== null).join(' ')
    if (name !== '') members.set(textOf(row['id']) ?? '', name)
  }
  return members
}

/** Drive -> what is said of it with each of its points. */
function readDrives(database: EvidenceDatabase, members: ReadonlyMap<string, string>): ReadonlyMap<string, Facts | undefined> {
  const drives = new Map<string, Facts | undefined>()
  for (const row of sideRows(database, { table: DRIVES, columns: DRIVE_PLAIN, asText: DRIVE_TIMES })) {
    const user = textOf(row['userId'])
    const facts = factsOf({
      member: user === null ? null : (members.get(user) ?? null),
      'member id': user,
      'drive began': timeInWords(row, 'startTime'),
      'drive ended': timeInWords(row, 'endTime'),
      'distance as stored': textOf(row['distance']),
      'top speed as stored': textOf(row['topSpeed']),
      ...Object.fromEntries(DRIVE_COUNTS.map((name) => [name, numberOf(row[name]) === 0 ? null : textOf(row[name])])),
    })
    drives.set(textOf(row['driveId']) ?? '', facts)
  }
  return drives
}

function timeInWords(row: StoredRow, column: string): string | null {
  const instant = instantOf(textOf(row[column]), 'unix-ms')
  return instant.utcMs === null ? null : instantInWords(instant)
}

function pointRecord(table: string, row: StoredRow, drives: ReadonlyMap<string, Facts | undefined>, method: string): Emitted {
  const from = placeOf(table, row)
  const position = degreesOf(row['lat'], row['lon'])
  if (typeof position === 'string') return { type: 'skipped', from, reason: position }
  const drive = textOf(row['driveId'])
  const accuracyMetres = notNegative(row['accuracy'])
  const facts: Facts = {
    ...factsOf({
      'whose position': 'a member of a circle: the owner of this phone or another',
      event: textOf(row['eventType']),
      'event id': textOf(row['eventId']),
      drive,
    }),
    ...drives.get(drive ?? ''),
  }
  return {
    ...NO_LOCATION_FIELDS,
    from,
    at: instantOf(textOf(row[table === EVENTS ? 'eventTime' : 'timestamp']), 'unix-ms'),
    ...position,
    accuracyMetres,
    radiusMeaning: accuracyMetres === null ? null : 'as the app stored it, taken as metres',
    speedMetresPerSecond: notNegative(row['speed']),
    class: 'other-device',
    method,
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
  }
}
