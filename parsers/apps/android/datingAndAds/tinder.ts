/**
 * Tinder on Android, `tinder-3.db`: messages, matches (as interactions), profiles of matches, notices of the app itself.
 *
 * Columns as two published readers have them (ALEAPP, HPI): times count Unix milliseconds; `match.person_id` names the other person in
 * `match_person`. Nothing stores a direction: a message from that person came in, one to that person went out, and of any other nothing is said.
 * The own account stands in `files/datastore` (protobuf, fields as ALEAPP found them by position). Gender codes have no published meaning.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { withOwnAccount } from '../../../formats/records/ownAccount.ts'
import {
  codeWords,
  joinedParts,
  NO_CONTACT_FIELDS,
  NO_INTERACTION_FIELDS,
  serviceIdentity,
  withFacts,
} from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { flagOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { unixTimeInWords } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, Emitted, EvidenceDatabase, IdentityRef, MessageRecord, ThreadRef } from '../../../model/index.ts'
import { genderCode, photoAddresses, TINDER_DATASTORE, tinderOwnAccount } from './tinderDatastore.ts'

const MESSAGES = ['match_id', 'sent_date', 'from_id', 'to_id', 'text']
const MESSAGE_DETAILS = ['id', 'type', 'delivery_status', 'is_liked', 'is_seen']
const MATCHES = ['id', 'person_id', 'creation_date']
const MATCH_DETAILS = ['last_activity_date', 'is_blocked', 'is_muted', 'type', 'attribution']
const PEOPLE = ['id', 'name']
const PERSON_DETAILS = ['bio', 'birth_date', 'gender', 'membership_status', 'photos']
const NOTICES = ['message_id', 'sent_date', 'body', 'type', 'seen', 'campaign_id']
const SERVICE = 'Tinder'

export const androidTinder = defineSqliteParser({
  id: 'android-tinder',
  version: 1,
  app: 'Tinder',
  platform: 'android',
  store: 'Tinder (tinder-3.db)',
  reads: ['**/com.tinder/databases/tinder-3.db', '**/tinder-3.db'],
  yields: ['message', 'interaction', 'contact', 'account'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: [
    'pictures and other media themselves',
    'what the stored types mean',
    'messages of conversations that the app has not loaded or that were unmatched',
  ],
  requires: { message: MESSAGES, match: MATCHES, match_person: PEOPLE },
  optional: { message: MESSAGE_DETAILS, match: MATCH_DETAILS, match_person: PERSON_DETAILS, inbox_message: NOTICES },
  sideFiles: TINDER_DATASTORE,
  *parse(database, context) {
    const own = tinderOwnAccount(context)
    yield* withOwnAccount(records(database, own?.identity ?? null), own)
  },
})

interface Match {
  readonly person: IdentityRef | null
  readonly thread: ThreadRef
}

function* records(database: EvidenceDatabase, owner: IdentityRef | null): Generator<Emitted> {
  const matches = readMatches(database)
  for (const row of evidenceRows(database, { table: 'message', columns: [...MESSAGES, ...MESSAGE_DETAILS] })) {
    yield message(row, matches.get(textOf(row['match_id']) ?? ''), owner)
  }
  for (const row of evidenceRows(database, { table: 'match', columns: [...MATCHES, ...MATCH_DETAILS] })) {
    yield matchRecord(row, matches.get(textOf(row['id']) ?? '')?.person ?? personOf(row['person_id'], null))
  }
  for (const row of evidenceRows(database, { table: 'match_person', columns: [...PEOPLE, ...PERSON_DETAILS] })) yield profile(row)
  for (const row of evidenceRows(database, { table: 'inbox_message', columns: NOTICES })) yield notice(row)
}

const personOf = (id: StoredRow[string] | undefined, name: string | null): IdentityRef | null => {
  const raw = textOf(id)
  return raw === null ? null : serviceIdentity(raw, name)
}

function readMatches(database: EvidenceDatabase): ReadonlyMap<string, Match> {
  const names = new Map<string, string | null>()
  for (const row of sideRows(database, { table: 'match_person', columns: PEOPLE })) {
    const id = textOf(row['id'])
    if (id !== null) names.set(id, textOf(row['name']))
  }
  const matches = new Map<string, Match>()
  for (const row of sideRows(database, { table: 'match', columns: MATCHES })) {
    const key = textOf(row['id'])
    if (key === null) continue
    const person = personOf(row['person_id'], names.get(textOf(row['person_id']) ?? '') ?? null)
    const title = person?.name ?? null
    matches.set(key, { person, thread: { key, title, kind: 'direct', participants: person === null ? [] : [person] } })
  }
  return matches
}

function directionOf(sender: string | null, recipient: string | null, person: IdentityRef | null): Direction {
  if (person === null || sender === recipient) return 'unknown'
  if (sender === person.raw) return 'incoming'
  return recipient === person.raw ? 'outgoing' : 'unknown'
}

function message(row: StoredRow, match: Match | undefined, owner: IdentityRef | null): MessageRecord {
  const [sender, recipient] = [textOf(row['from_id']), textOf(row['to_id'])]
  const person = match?.person ?? null
  const direction = directionOf(sender, recipient, person)
  const body = textOf(row['text'])
  const key = textOf(row['match_id'])
  const isOwn = direction === 'outgoing' || (owner !== null && sender === owner.raw)
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('message', row),
    service: SERVICE,
    nativeId: textOf(row['id']),
    thread: match?.thread ?? (key === null ? null : { key, title: null, kind: 'direct', participants: [] }),
    sender: sender === null || isOwn ? null : serviceIdentity(sender, sender === person?.raw ? person.name : null),
    ownLine: owner,
    direction,
    kind: body === null ? 'other' : 'text',
    sentAt: instantOf(timeValueOf(row['sent_date']), 'unix-ms'),
    body,
    status: codeWords(textOf(row['delivery_status'])),
    ...withFacts({
      'sent by the account': direction === 'outgoing' ? sender : null,
      recipient: direction === 'unknown' ? recipient : null,
      match: match === undefined ? 'not stored any more' : null,
      type: textOf(row['type']),
      liked: flagOf(row['is_liked']) === true ? 'yes' : null,
      seen: yesNo(flagOf(row['is_seen'])),
    }),
  }
}

const yesNo = (flag: boolean | null): string | null => (flag === null ? null : flag ? 'yes' : 'no')

function matchRecord(row: StoredRow, person: IdentityRef | null): Emitted {
  return {
    ...NO_INTERACTION_FIELDS,
    from: placeOf('match', row),
    service: SERVICE,
    mechanism: 'match',
    participants: person === null ? [] : [person],
    at: instantOf(timeValueOf(row['creation_date']), 'unix-ms'),
    ...withFacts({
      'last activity': unixTimeInWords(row['last_activity_date']),
      blocked: flagOf(row['is_blocked']) === true ? 'yes' : null,
      muted: flagOf(row['is_muted']) === true ? 'yes' : null,
      type: textOf(row['type']),
      attribution: textOf(row['attribution']),
      'id of the match': textOf(row['id']),
    }),
  }
}

function profile(row: StoredRow): Emitted {
  const from = placeOf('match_person', row)
  const [id, name] = [textOf(row['id']), textOf(row['name'])]
  if (id === null) return { type: 'skipped', from, reason: 'the profile has no id' }
  return {
    ...NO_CONTACT_FIELDS,
    from,
    name,
    identifiers: [{ kind: 'other', label: SERVICE, raw: id, identity: serviceIdentity(id, name) }],
    store: 'Profiles of matches in Tinder (not the address book)',
    note: textOf(row['bio']),
    ...withFacts({
      born: dayOf(numberOf(row['birth_date'])),
      'gender as stored': genderCode(row['gender']),
      membership: textOf(row['membership_status']),
      'addresses of pictures': joinedParts(photoAddresses(row['photos']), '\n'),
    }),
  }
}

/** A day, in milliseconds since 1970: before it they are negative. The time of day says nothing. */
function dayOf(milliseconds: number | null): string | null {
  const date = milliseconds === null || milliseconds === 0 ? null : new Date(milliseconds)
  return date === null || !Number.isFinite(date.getTime()) ? null : date.toISOString().slice(0, 10)
}

/** In the image that ALEAPP's authors saw these were notices of Tinder itself, with names of campaigns. */
function notice(row: StoredRow): MessageRecord {
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('inbox_message', row),
    service: SERVICE,
    nativeId: textOf(row['message_id']),
    thread: { key: 'inbox_message', title: 'Notices of Tinder itself', kind: 'broadcast', participants: [] },
    direction: 'incoming',
    kind: 'system',
    sentAt: instantOf(timeValueOf(row['sent_date']), 'unix-ms'),
    body: textOf(row['body']),
    ...withFacts({ type: textOf(row['type']), seen: yesNo(flagOf(row['seen'])), campaign: textOf(row['campaign_id']) }),
  }
}
