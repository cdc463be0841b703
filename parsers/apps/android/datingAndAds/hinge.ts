/**
 * Hinge on Android, `db`: the own profile, profiles that the app kept, and what it noted of its use.
 *
 * Columns as ALEAPP reads them: of `basic_choices` the rows marked `selected` are the own profile, one attribute each; `profiles` are those that
 * the app was given, not that anybody looked at them, and `created` says when the app wrote the row; `metrics.ts` is written in UTC. Codes have
 * no published meaning. `matches`, `chat_messages` and `match_messages` exist, but nobody has published their columns.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { NO_LOCATION_FIELDS } from '../../../formats/records/locationDefaults.ts'
import {
  addressIdentity,
  joinedParts,
  NO_CONTACT_FIELDS,
  serviceIdentity,
  storedIdentifiers,
  withFacts,
} from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { flagOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { writtenInstant } from '../../../formats/values/writtenTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { AppUseRecord, Emitted, EvidenceDatabase, ParserContext } from '../../../model/index.ts'

const SERVICE = 'Hinge'
const CHOICES = ['attribute', 'apiId', 'display', 'selected']
const PROFILES = ['userId', 'firstName']
const PROFILE_DETAILS = [
  'created',
  'updated',
  'lastName',
  'age',
  'hometown',
  'location',
  'jobTitle',
  'jobTitleText',
  'educationHistory',
  'state',
]
const UNREAD = ['matches', 'chat_messages', 'match_messages']
const EVENTS = ['ts', 'eventType', 'subjectId', 'data', 'sessionId']

export const androidHinge = defineSqliteParser({
  id: 'android-hinge',
  version: 1,
  app: 'Hinge',
  platform: 'android',
  store: 'Own profile, kept profiles and use of Hinge (db)',
  reads: ['**/co.hinge.app/databases/db'],
  yields: ['account', 'location', 'contact', 'app-use'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: ['messages and matches (nobody has published their columns)', 'pictures', 'what codes of profiles mean', 'preferences'],
  requires: { basic_choices: CHOICES, profiles: PROFILES },
  optional: { profiles: PROFILE_DETAILS, metrics: EVENTS },
  *parse(database, context) {
    noteUnread(database, context)
    const own = readOwn(database)
    let isFirst = true
    for (const row of evidenceRows(database, { table: 'basic_choices', columns: CHOICES })) {
      const from = placeOf('basic_choices', row)
      if (flagOf(row['selected']) !== true) yield { type: 'skipped', from, reason: 'a choice that the app offers and that was not made' }
      else if (!isFirst) yield { type: 'skipped', from, reason: 'read with the first choice that was made' }
      else {
        isFirst = false
        yield* ownRecords(row, own)
      }
    }
    const names = readNames(database)
    for (const row of evidenceRows(database, { table: 'profiles', columns: [...PROFILES, ...PROFILE_DETAILS] })) yield profile(row)
    for (const row of evidenceRows(database, { table: 'metrics', columns: EVENTS })) yield event(row, names)
  },
})

/** Says when the store holds what this parser cannot read, so that its silence is not taken for there being nothing. */
function noteUnread(database: EvidenceDatabase, { note }: ParserContext): void {
  for (const table of UNREAD) {
    if (!database.has(table)) continue
    for (const { held } of database.lookup<{ held: number }>(`SELECT COUNT(*) AS held FROM "${table}"`))
      if (held > 0) note(`Hinge: ${held} rows of ${table} are there and not read, because nobody has published their columns`)
  }
}

/** `attribute.apiId` of the choices that were made -> value. */
type Own = ReadonlyMap<string, string>

function readOwn(database: EvidenceDatabase): Own {
  const own = new Map<string, string>()
  for (const row of sideRows(database, { table: 'basic_choices', columns: CHOICES })) {
    const value = textOf(row['display'])
    if (flagOf(row['selected']) === true && value !== null) own.set(`${textOf(row['attribute'])}.${textOf(row['apiId'])}`, value)
  }
  return own
}

function* ownRecords(row: StoredRow, own: Own): Generator<Emitted> {
  const text = (name: string): string | null => own.get(name) ?? null
  const name = joinedParts([text('name.firstName'), text('name.lastName')], ' ')
  const email = text('email.name')
  const raw = email ?? name
  const from = placeOf('basic_choices', row)
  if (raw === null) {
    yield { type: 'skipped', from, reason: 'the choices that were made name nobody' }
    return
  }
  const place = ['name', 'adminArea2', 'adminArea1Long', 'countryShort'].map((part) => text(`location.${part}`))
  yield {
    type: 'account',
    from,
    state: 'live',
    service: SERVICE,
    identity: email === null ? serviceIdentity(raw, name, SERVICE) : addressIdentity(email, name),
    name,
    isOwner: true,
    ...withFacts({
      'drawn from': 'the rows of basic_choices that are marked selected',
      born: text('age.birthday') === null ? null : (unixTimeInWords(text('age.birthday')) ?? text('age.birthday')),
      'home town': text('hometown.name'),
      'place that the account is set to': joinedParts(place, ', '),
      work: joinedParts([text('jobTitle.name'), text('employment.name')], ', '),
    }),
  }
  const position = degreesOf(text('location.latitude'), text('location.longitude'))
  if (typeof position === 'string') return
  yield {
    ...NO_LOCATION_FIELDS,
    from: placeOf('basic_choices', row, 1),
    ...position,
    class: 'mentioned',
    method: 'Hinge: the place that the account is set to',
    label: joinedParts(place, ', '),
    ...withFacts({ 'source as stored': text('location.source') }),
  }
}

function readNames(database: EvidenceDatabase): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const row of sideRows(database, { table: 'profiles', columns: PROFILES })) {
    const [id, name] = [textOf(row['userId']), textOf(row['firstName'])]
    if (id !== null && name !== null) names.set(id, name)
  }
  return names
}

function profile(row: StoredRow): Emitted {
  const from = placeOf('profiles', row)
  const text = (name: string): string | null => textOf(row[name])
  const [id, name] = [text('userId'), joinedParts([text('firstName'), text('lastName')], ' ')]
  if (id === null && name === null) return { type: 'skipped', from, reason: 'the row names nobody' }
  return {
    ...NO_CONTACT_FIELDS,
    from,
    name,
    identifiers: storedIdentifiers(name, [['other', 'Hinge user', id]], SERVICE),
    store: 'Profiles that Hinge kept (not the address book)',
    ...withFacts({
      'what it says': 'the app was given the profile: not that it was looked at',
      'row written': unixTimeInWords(row['created']),
      'row changed': unixTimeInWords(row['updated']),
      age: text('age'),
      'home town': text('hometown'),
      place: text('location'),
      work: text('jobTitleText') ?? text('jobTitle'),
      education: text('educationHistory'),
      'state as stored': text('state'),
    }),
  }
}

function event(row: StoredRow, names: ReadonlyMap<string, string>): AppUseRecord {
  const subject = textOf(row['subjectId'])
  const name = subject === null ? undefined : names.get(subject)
  return {
    type: 'app-use',
    from: placeOf('metrics', row),
    state: 'live',
    activity: 'other',
    appId: 'co.hinge.app',
    appName: SERVICE,
    detail: textOf(row['eventType']),
    at: writtenInstant(timeValueOf(row['ts'])),
    endAt: null,
    ...withFacts({
      profile: subject === null ? null : name === undefined ? subject : `${name} (${subject})`,
      'data of the event': textOf(row['data']),
      session: textOf(row['sessionId']),
    }),
  }
}
