/**
 * Index of interactions, CoreDuet's `interactionC.db`: one record per ZINTERACTIONS row, and one contact per person of ZCONTACTS.
 *
 * The system notes that somebody was written to, called or invited, across apps, and may keep it after the message is deleted. It holds
 * no content: a record here is never a message. Meanings (artifacts 1.7; tables as APOLLO and MVT read them): times count seconds since
 * 2001 UTC; ZDIRECTION 0 incoming, 1 outgoing; ZSENDER names the sender, the recipients stand in a join table whose names carry entity
 * numbers. Rows are also written for what was no contact (a screenshot, settings), with direction 0 and nobody: their direction counts as
 * unknown. A row made more than an hour after its start was filled in later (synchronised or restored, as MVT judges it). What the
 * numbers of ZMECHANISM mean is not published.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, Emitted, IdentityRef, Instant, SqlValue } from '../../../model/index.ts'
import { appNameOf } from '../bundleNames.ts'
import { ATTACHMENT_COLUMNS, PERSON_COLUMNS, personRecord, readPeople } from './interactionsPeople.ts'
import type { People } from './interactionsPeople.ts'

const TABLE = 'ZINTERACTIONS'
const REQUIRED = ['ZSTARTDATE', 'ZBUNDLEID']
const OPTIONAL = [
  'ZENDDATE',
  'ZCREATIONDATE',
  'ZDIRECTION',
  'ZSENDER',
  'ZMECHANISM',
  'ZACCOUNT',
  'ZTARGETBUNDLEID',
  'ZDOMAINIDENTIFIER',
  'ZGROUPNAME',
  'ZRECIPIENTCOUNT',
  'ZISRESPONSE',
  'ZCONTENTURL',
  'ZDERIVEDINTENTIDENTIFIER',
  'ZUUID',
]
const DIRECTIONS: Readonly<Record<number, Direction>> = { 0: 'incoming', 1: 'outgoing' }
/** MVT's bound: what is written later than this was filled in afterwards. */
const LATE_SECONDS = 3_600

export const iosInteractions = defineSqliteParser({
  id: 'ios-interactions',
  version: 1,
  app: 'Messages, calls and other apps',
  platform: 'ios',
  store: 'Index of interactions (interactionC.db)',
  reads: ['**/CoreDuet/People/interactionC.db', '**/interactionC.db'],
  yields: ['interaction', 'contact'],
  proof: 'source-verified',
  doesNotCover: ['key words (ZKEYWORDS)', 'what the numbers of ZMECHANISM mean'],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: OPTIONAL, ZCONTACTS: PERSON_COLUMNS, ZATTACHMENT: ATTACHMENT_COLUMNS },
  *parse(database) {
    const people = readPeople(database)
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, ...OPTIONAL] })) yield interaction(row, people)
    for (const row of evidenceRows(database, { table: 'ZCONTACTS', columns: PERSON_COLUMNS })) yield personRecord(row)
  },
})

function interaction(row: StoredRow, people: People): Emitted {
  const bundle = textOf(row['ZBUNDLEID'])
  const stored = DIRECTIONS[numberOf(row['ZDIRECTION']) ?? -1]
  const sender = people.identity(numberOf(row['ZSENDER']), bundle)
  const recipients = people.recipients(row.rowId, bundle)
  // Direction 0 is also the value of rows that are no contact with anybody.
  const direction = stored === undefined || (stored === 'incoming' && sender === null && recipients.length === 0) ? 'unknown' : stored
  const account = textOf(row['ZACCOUNT'])
  const parties = partiesOf(direction, sender, recipients, account)
  const target = textOf(row['ZTARGETBUNDLEID'])
  const facts = factsOf({
    app: bundle === null || appNameOf(bundle) === null ? null : bundle,
    'handed to': target === null ? null : (appNameOf(target) ?? target),
    'direction as stored': direction === stored ? null : (textOf(row['ZDIRECTION']) ?? 'none'),
    'own account': account,
    'addressed to own line': parties.ownLine?.raw,
    'sender as stored': direction === 'outgoing' ? sender?.raw : null,
    'without identifier': people.nameless(row.rowId, numberOf(row['ZSENDER'])),
    'recipients counted': countDiffers(row['ZRECIPIENTCOUNT'], recipients.length),
    conversation: textOf(row['ZDOMAINIDENTIFIER']),
    answer: flagOf(row['ZISRESPONSE']) === true ? 'yes' : null,
    attachments: people.attachments(row.rowId),
    link: textOf(row['ZCONTENTURL']),
    'filled in later': lateInWords(row),
    intent: textOf(row['ZDERIVEDINTENTIDENTIFIER']),
    identifier: textOf(row['ZUUID']),
  })
  return {
    type: 'interaction',
    from: placeOf(TABLE, row),
    state: 'live',
    service: bundle === null ? 'unknown' : (appNameOf(bundle) ?? bundle),
    direction,
    mechanism: codeInWords(row['ZMECHANISM'], {}) ?? 'not stated',
    participants: parties.others,
    groupName: textOf(row['ZGROUPNAME']),
    at: cocoa(row['ZSTARTDATE']),
    endAt: textOf(row['ZENDDATE']) === null ? null : cocoa(row['ZENDDATE']),
    ...(facts === undefined ? {} : { facts }),
  }
}

const cocoa = (value: SqlValue | undefined): Instant => instantOf(timeValueOf(value), 'cocoa-s')

interface Parties {
  readonly others: readonly IdentityRef[]
  readonly ownLine: IdentityRef | null
}

/** Everybody but the owner: the sender of what came in, the recipients of what went out. What came in for one only came for the owner. */
function partiesOf(direction: Direction, sender: IdentityRef | null, recipients: readonly IdentityRef[], account: string | null): Parties {
  const isOwn = ({ raw }: IdentityRef): boolean => account !== null && raw.toLowerCase() === account.toLowerCase()
  const ownLine = direction === 'incoming' && recipients.length === 1 ? (recipients[0] ?? null) : (recipients.find(isOwn) ?? null)
  const named = direction === 'outgoing' || sender === null ? recipients : [sender, ...recipients]
  const others = new Map<string, IdentityRef>()
  for (const who of named) if (who !== ownLine && !isOwn(who) && !others.has(who.raw)) others.set(who.raw, who)
  return { others: [...others.values()], ownLine }
}

function countDiffers(stored: SqlValue | undefined, found: number): string | null {
  const count = numberOf(stored)
  return count === null || count === found ? null : `${count}, of whom ${found} are stored`
}

function lateInWords(row: StoredRow): string | null {
  const [start, made] = [numberOf(row['ZSTARTDATE']), numberOf(row['ZCREATIONDATE'])]
  if (start === null || made === null || made - start <= LATE_SECONDS) return null
  return `${instantInWords(cocoa(row['ZCREATIONDATE']))}: synchronised or restored, not noted at the time`
}
