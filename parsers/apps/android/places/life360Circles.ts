/**
 * People and places of Life360: members of the circles (`MembersEngineRoomDatabase`), places that the circle watches
 * (`L360LocalStoreRoomDatabase`). A watched place is no stay: class `mentioned`.
 *
 * Meanings: ALEAPP's readings of real images. created_at counts Unix seconds, last_updated milliseconds; decided by magnitude.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { NO_LOCATION_FIELDS } from '../../../formats/records/locationDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords, unixTimeOrNull } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { ContactIdentifier, Emitted, EvidenceDatabase } from '../../../model/index.ts'

const SHARED = { version: 1, app: 'Life360', platform: 'android', proof: 'source-verified' } as const
const MEMBERS = 'members'
const MEMBER_OPTIONAL = ['circle_id', 'last_name', 'login_email', 'login_phone', 'avatar', 'is_admin', 'role', 'created_at', 'last_updated']
const PLACES = 'places'
const PLACE_OPTIONAL = ['place_id', 'circle_id', 'radius', 'source', 'source_id', 'owner_id', 'website', 'types', 'category']
const ALERTS = 'place_alerts'
const ALERT_COLUMNS = ['place_id', 'member_id', 'arrive', 'leave']

const yesNo = { 0: 'no', 1: 'yes' } as const

export const androidLife360Members = defineSqliteParser({
  ...SHARED,
  id: 'android-life360-members',
  store: 'Members of circles (MembersEngineRoomDatabase)',
  reads: ['**/MembersEngineRoomDatabase'],
  yields: ['contact'],
  doesNotCover: ['which member owns this phone', 'positions of members, which the app fetches (cache)'],
  requires: { [MEMBERS]: ['id', 'first_name'] },
  optional: { [MEMBERS]: MEMBER_OPTIONAL, circles: ['id', 'name', 'created_at'] },
  *parse(database) {
    const circles = new Map<string, StoredRow>()
    for (const row of sideRows(database, { table: 'circles', columns: ['id', 'name', 'created_at'] }))
      circles.set(textOf(row['id']) ?? '', row)
    for (const row of evidenceRows(database, { table: MEMBERS, columns: ['id', 'first_name', ...MEMBER_OPTIONAL] }))
      yield memberRecord(row, circles.get(textOf(row['circle_id']) ?? ''))
  },
})

function memberRecord(row: StoredRow, circle: StoredRow | undefined): Emitted {
  const names = [textOf(row['first_name']), textOf(row['last_name'])].filter((part) => part !== null)
  const identifiers: ContactIdentifier[] = []
  for (const [column, kind] of [
    ['login_phone', 'phone'],
    ['login_email', 'email'],
    ['id', 'other'],
  ] as const) {
    const raw = textOf(row[column])
    if (raw === null) continue
    const label = kind === 'other' ? 'member of Life360' : 'login'
    identifiers.push({ kind, label, raw, identity: { scheme: kind === 'other' ? 'other' : 'address', raw, name: null, country: null } })
  }
  const facts = factsOf({
    circle: textOf(circle?.['name']) ?? textOf(row['circle_id']),
    'circle made': unixTimeInWords(circle?.['created_at']),
    'runs the circle': codeInWords(row['is_admin'], yesNo),
    role: textOf(row['role']),
    picture: textOf(row['avatar']),
  })
  return {
    type: 'contact',
    from: placeOf(MEMBERS, row),
    state: 'live',
    name: names.length === 0 ? null : names.join(' '),
    organisation: null,
    identifiers,
    store: 'Life360',
    note: null,
    createdAt: unixTimeOrNull(row['created_at']),
    modifiedAt: unixTimeOrNull(row['last_updated']),
    ...(facts === undefined ? {} : { facts }),
  }
}

export const androidLife360Places = defineSqliteParser({
  ...SHARED,
  id: 'android-life360-places',
  store: 'Watched places (L360LocalStoreRoomDatabase)',
  reads: ['**/L360LocalStoreRoomDatabase'],
  yields: ['location'],
  doesNotCover: ['when a place was added, and when somebody arrived or left'],
  requires: { [PLACES]: ['name', 'latitude', 'longitude'] },
  optional: { [PLACES]: [...PLACE_OPTIONAL, 'has_alerts'], [ALERTS]: ALERT_COLUMNS },
  *parse(database) {
    const alerts = readAlerts(database)
    const columns = ['name', 'latitude', 'longitude', 'has_alerts', ...PLACE_OPTIONAL]
    for (const row of evidenceRows(database, { table: PLACES, columns })) yield placeRecord(row, alerts)
  },
})

/** Place -> whom the circle is told about, in words. */
function readAlerts(database: EvidenceDatabase): ReadonlyMap<string, readonly string[]> {
  const alerts = new Map<string, string[]>()
  for (const row of sideRows(database, { table: ALERTS, columns: ALERT_COLUMNS })) {
    const place = textOf(row['place_id']) ?? ''
    const when = (['arrive', 'leave'] as const)
      .filter((name) => numberOf(row[name]) !== 0 && textOf(row[name]) !== null)
      .map((name) => (numberOf(row[name]) === 1 ? `${name}s` : `${name}: unknown (${textOf(row[name]) ?? ''})`))
    const text = `${textOf(row['member_id']) ?? 'a member not stored'} ${when.length === 0 ? 'never' : when.join(', ')}`
    const known = alerts.get(place)
    if (known === undefined) alerts.set(place, [text])
    else known.push(text)
  }
  return alerts
}

function placeRecord(row: StoredRow, alerts: ReadonlyMap<string, readonly string[]>): Emitted {
  const from = placeOf(PLACES, row)
  const position = degreesOf(row['latitude'], row['longitude'])
  const name = textOf(row['name'])
  if (typeof position === 'string') return { type: 'skipped', from, reason: `${position} (place: ${name ?? 'without a name'})` }
  const facts = factsOf({
    'what it is': 'a place that the circle watches: that somebody was there is not stored',
    'radius as stored': textOf(row['radius']),
    'tells of arrivals': codeInWords(row['has_alerts'], yesNo),
    'told when a member': alerts.get(textOf(row['place_id']) ?? '')?.join('; '),
    circle: textOf(row['circle_id']),
    'added by member': textOf(row['owner_id']),
    source: textOf(row['source']),
    'id at the source': textOf(row['source_id']),
    category: textOf(row['category']),
    types: textOf(row['types']),
    website: textOf(row['website']),
    'place id': textOf(row['place_id']),
  })
  const method = 'Life360: watched place of a circle'
  return { ...NO_LOCATION_FIELDS, from, ...position, class: 'mentioned', method, label: name, ...(facts === undefined ? {} : { facts }) }
}
