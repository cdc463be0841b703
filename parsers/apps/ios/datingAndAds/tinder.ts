/**
 * Tinder, `Tinder2.sqlite`: messages (ZMESSAGE), matches (ZMATCH, as interactions) and the profiles that the app kept (ZUSER).
 *
 * Columns as iLEAPP reads them (app 14.9): times count seconds since 2001 UTC; the row of ZUSER with ZISCURRENTUSER 1 is the account, so
 * a message whose ZFROMUSERID it is went out. What the app itself writes carries the sender `com.tinder.inbox.user` and the match
 * `com.tinder.inbox.match`. A profile may have been kept without ever having been shown.
 */
import { coreDataKeyed, personOf, profileRecord, readProfiles, TINDER_USER_COLUMNS } from './tinderPeople.ts'
import type { TinderProfile } from './tinderPeople.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, Emitted, EvidenceDatabase, MessageRecord, ThreadRef } from '../../../model/index.ts'

const MESSAGES = ['ZCREATED', 'ZFROMUSERID', 'ZTEXT', 'ZMATCH']
const MESSAGE_DETAILS = [
  'ZCLIENTCREATED',
  'ZTYPE',
  'ZSUBTYPE',
  'ZLIKED',
  'ZVIEWED',
  'ZISHIDDEN',
  'ZMEDIAURL',
  'ZPHOTOURL',
  'ZLOCALIMAGEURL',
  'ZLINKURL',
  'ZMESSAGEID',
]
const MATCHES = ['ZCREATED', 'ZMATCHID', 'ZUSER']
const MATCH_DETAILS = ['ZLASTACTIVITY', 'ZEXPIRATIONDATE', 'ZMESSAGEDRAFT', 'ZSERVERMESSAGECOUNT', 'ZISSUPERLIKEMATCH', 'ZISEXPIRED']
const APP_ITSELF = 'com.tinder.inbox.user'
const INBOX = 'com.tinder.inbox.match'

export const iosTinder = defineSqliteParser({
  id: 'ios-tinder',
  version: 1,
  app: 'Tinder',
  platform: 'ios',
  store: 'Tinder (Tinder2.sqlite)',
  reads: ['**/Tinder/Tinder2.sqlite', '**/Tinder2.sqlite'],
  yields: ['message', 'interaction', 'contact', 'account'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: ['pictures and other media themselves', 'what the stored types mean', 'whether a profile was shown or liked'],
  requires: { ZMESSAGE: MESSAGES, ZMATCH: MATCHES, ZUSER: ['ZUSERID', 'ZFIRSTNAME'] },
  optional: { ZMESSAGE: MESSAGE_DETAILS, ZMATCH: MATCH_DETAILS, ZUSER: TINDER_USER_COLUMNS },
  *parse(database) {
    const profiles = readProfiles(database)
    const owner = [...profiles.values()].find(({ isOwner }) => isOwner) ?? null
    const reading: Reading = { profiles, owner, byUser: byUser(profiles), threads: readThreads(database, profiles) }
    for (const row of evidenceRows(database, { table: 'ZMESSAGE', columns: [...MESSAGES, ...MESSAGE_DETAILS] })) yield message(row, reading)
    for (const row of evidenceRows(database, { table: 'ZMATCH', columns: [...MATCHES, ...MATCH_DETAILS] })) yield match(row, reading)
    for (const row of evidenceRows(database, { table: 'ZUSER', columns: ['ZUSERID', 'ZFIRSTNAME', ...TINDER_USER_COLUMNS] })) {
      yield profileRecord(row, placeOf('ZUSER', row))
    }
  },
})

interface Reading {
  /** Row of ZUSER -> profile. */
  readonly profiles: ReadonlyMap<number, TinderProfile>
  readonly byUser: ReadonlyMap<string, TinderProfile>
  readonly owner: TinderProfile | null
  /** Row of ZMATCH -> conversation. */
  readonly threads: ReadonlyMap<number, ThreadRef>
}

const byUser = (profiles: ReadonlyMap<number, TinderProfile>): ReadonlyMap<string, TinderProfile> =>
  new Map([...profiles.values()].flatMap((profile) => (profile.id === null ? [] : [[profile.id, profile] as const])))

function readThreads(database: EvidenceDatabase, profiles: ReadonlyMap<number, TinderProfile>): ReadonlyMap<number, ThreadRef> {
  const threads = new Map<number, ThreadRef>()
  for (const row of sideRows(database, { table: 'ZMATCH', columns: ['ZMATCHID', 'ZUSER'] })) {
    const other = profiles.get(numberOf(row['ZUSER']) ?? -1)
    const person = other === undefined ? null : personOf(other)
    const key = textOf(row['ZMATCHID']) ?? `row ${row.rowId} of ZMATCH`
    const title = key === INBOX ? 'Messages of Tinder itself' : (other?.name ?? null)
    threads.set(row.rowId, { key, title, kind: 'direct', participants: person === null ? [] : [person] })
  }
  return threads
}

function message(row: StoredRow, { byUser: known, owner, threads }: Reading): MessageRecord {
  const sender = textOf(row['ZFROMUSERID'])
  const isOwn = owner?.id !== undefined && owner.id !== null && sender === owner.id
  const direction: Direction = owner === null || sender === null ? 'unknown' : isOwn ? 'outgoing' : 'incoming'
  const profile = sender === null ? undefined : known.get(sender)
  const clientTime = instantOf(timeValueOf(row['ZCLIENTCREATED']), 'cocoa-s')
  const media = ['ZMEDIAURL', 'ZPHOTOURL', 'ZLOCALIMAGEURL'].map((name) => textOf(row[name])).filter((url) => url !== null)
  const body = textOf(row['ZTEXT'])
  const facts = factsOf({
    'sender is': sender === APP_ITSELF ? 'the app itself, no person' : null,
    'time by the app': clientTime.utcMs === null ? null : instantInWords(clientTime),
    media: media.length === 0 ? null : media.join('\n'),
    link: textOf(row['ZLINKURL']),
    type: textOf(row['ZTYPE']),
    subtype: textOf(row['ZSUBTYPE']),
    liked: flagOf(row['ZLIKED']) === true ? 'yes' : null,
    viewed: yesNo(flagOf(row['ZVIEWED'])),
    hidden: flagOf(row['ZISHIDDEN']) === true ? 'yes' : null,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('ZMESSAGE', row),
    service: 'Tinder',
    nativeId: textOf(row['ZMESSAGEID']),
    thread: threads.get(coreDataKeyed(row['ZMATCH'])) ?? null,
    sender:
      sender === null || isOwn || sender === APP_ITSELF
        ? null
        : { scheme: 'other', raw: sender, name: profile?.name ?? null, country: null },
    ownLine: owner === null ? null : personOf(owner),
    direction,
    kind: sender === APP_ITSELF ? 'system' : media.length > 0 && body === null ? 'media' : body === null ? 'other' : 'text',
    sentAt: instantOf(timeValueOf(row['ZCREATED']), 'cocoa-s'),
    body,
    ...(facts === undefined ? {} : { facts }),
  }
}

const yesNo = (flag: boolean | null): string | null => (flag === null ? null : flag ? 'yes' : 'no')

function match(row: StoredRow, { profiles }: Reading): Emitted {
  const from = placeOf('ZMATCH', row)
  const id = textOf(row['ZMATCHID'])
  if (id === INBOX) return { type: 'skipped', from, reason: "the app's own inbox, no person" }
  const other = profiles.get(coreDataKeyed(row['ZUSER']))
  const person = other === undefined ? null : personOf(other)
  const time = (name: string): string | null => {
    const instant = instantOf(timeValueOf(row[name]), 'cocoa-s')
    return instant.utcMs === null ? null : instantInWords(instant)
  }
  const facts = factsOf({
    'last activity': time('ZLASTACTIVITY'),
    expires: time('ZEXPIRATIONDATE'),
    expired: flagOf(row['ZISEXPIRED']) === true ? 'yes' : null,
    'by a super like': flagOf(row['ZISSUPERLIKEMATCH']) === true ? 'yes' : null,
    'messages on the server': textOf(row['ZSERVERMESSAGECOUNT']),
    'draft of a message': textOf(row['ZMESSAGEDRAFT']),
    'id of the match': id,
    person: person === null ? 'not stored any more' : null,
  })
  return {
    type: 'interaction',
    from,
    state: 'live',
    service: 'Tinder',
    direction: 'unknown',
    mechanism: 'match',
    participants: person === null ? [] : [person],
    groupName: null,
    at: instantOf(timeValueOf(row['ZCREATED']), 'cocoa-s'),
    endAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
