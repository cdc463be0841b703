/**
 * Skout on iOS, `SKCache.sqlite`: cached messages and the people talked to, columns with a keyed archive beside them.
 *
 * As iLEAPP reads it (iOS 13 image): ZSKOUTMESSAGEDATE counts seconds since 2001 UTC; the archive has `fromUserId`, `toUserId`, `pictureUrl`,
 * `type`; the chat leads to the cached user that it is with, and a message from that user came in. ZDELETEDLOCALLY is the app's own mark.
 */
import { archiveIn } from '../../../formats/plist/archivedColumn.ts'
import { valueInstant, valueText } from '../../../formats/plist/archivedPlist.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { jsonAt } from '../../../formats/text/jsonStream.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { joinedParts, NO_CONTACT_FIELDS, serviceIdentity, storedIdentifiers, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, Emitted, EvidenceDatabase, IdentityRef, MessageRecord } from '../../../model/index.ts'

const SERVICE = 'Skout'
const MESSAGES = ['ZSKOUTMESSAGEDATE', 'ZSKOUTMESSAGETEXT', 'ZSKOUTMESSAGE', 'ZCHAT']
const MESSAGE_DETAILS = ['ZSKOUTMESSAGEID', 'ZSKOUTUSERID', 'ZDELETEDLOCALLY']
const USERS = ['ZSKOUTUSERID', 'ZSKOUTUSERNAME']
const USER_DETAILS = ['ZTIMESTAMP', 'ZSKOUTUSER']

export const iosSkout = defineSqliteParser({
  id: 'ios-skout',
  version: 1,
  app: 'Skout',
  platform: 'ios',
  store: 'Skout (SKCache.sqlite)',
  reads: ['**/Application Support/SKOUT/SKCache.sqlite', '**/SKCache.sqlite'],
  yields: ['message', 'contact'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: ['pictures themselves (the address is shown)', 'what the stored types mean', 'messages that the app has not loaded'],
  requires: { ZSKCACHEDCHATMESSAGE: MESSAGES, ZSKCACHEDUSER: USERS },
  optional: { ZSKCACHEDCHATMESSAGE: MESSAGE_DETAILS, ZSKCACHEDUSER: USER_DETAILS, ZSKCACHEDCHAT: ['ZCACHEDUSER'] },
  *parse(database) {
    const partners = readPartners(database)
    for (const row of evidenceRows(database, { table: 'ZSKCACHEDCHATMESSAGE', columns: [...MESSAGES, ...MESSAGE_DETAILS] }))
      yield message(row, partners)
    for (const row of evidenceRows(database, { table: 'ZSKCACHEDUSER', columns: [...USERS, ...USER_DETAILS] })) yield person(row)
  },
})

/** Row of ZSKCACHEDCHAT -> the person it is with. */
function readPartners(database: EvidenceDatabase): ReadonlyMap<number, IdentityRef> {
  const users = new Map<number, IdentityRef>()
  for (const row of sideRows(database, { table: 'ZSKCACHEDUSER', columns: USERS })) {
    const id = textOf(row['ZSKOUTUSERID'])
    if (id !== null) users.set(row.rowId, serviceIdentity(id, textOf(row['ZSKOUTUSERNAME']), SERVICE))
  }
  const partners = new Map<number, IdentityRef>()
  for (const row of sideRows(database, { table: 'ZSKCACHEDCHAT', columns: ['ZCACHEDUSER'] })) {
    const user = users.get(numberOf(row['ZCACHEDUSER']) ?? -1)
    if (user !== undefined) partners.set(row.rowId, user)
  }
  return partners
}

/** An archive writes `$null` for nothing. */
function partOf(archive: unknown, ...names: string[]): string | null {
  const text = valueText(jsonAt(archive, ...names))
  return text === '$null' ? null : text
}

function message(row: StoredRow, partners: ReadonlyMap<number, IdentityRef>): MessageRecord {
  const archive = archiveIn(row['ZSKOUTMESSAGE'])
  const chat = textOf(row['ZCHAT'])
  const listed = textOf(row['ZSKOUTUSERID'])
  const partner = partners.get(numberOf(row['ZCHAT']) ?? -1) ?? (listed === null ? null : serviceIdentity(listed, null, SERVICE))
  const [sender, recipient] = [partOf(archive, 'fromUserId'), partOf(archive, 'toUserId')]
  const direction: Direction = directionOf(sender, recipient, partner)
  const address = partOf(archive, 'pictureUrl')
  const body = textOf(row['ZSKOUTMESSAGETEXT']) ?? partOf(archive, 'description')
  const own = direction === 'outgoing' ? sender : direction === 'incoming' ? recipient : null
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('ZSKCACHEDCHATMESSAGE', row),
    state: flagOf(row['ZDELETEDLOCALLY']) === true ? 'deleted-flagged' : 'live',
    service: SERVICE,
    nativeId: (numberOf(row['ZSKOUTMESSAGEID']) ?? 0) > 0 ? textOf(row['ZSKOUTMESSAGEID']) : null,
    thread:
      chat === null ? null : { key: chat, title: partner?.name ?? null, kind: 'direct', participants: partner === null ? [] : [partner] },
    sender: direction === 'incoming' ? partner : direction === 'unknown' && sender !== null ? serviceIdentity(sender, null, SERVICE) : null,
    ownLine: own === null ? null : serviceIdentity(own, null, SERVICE),
    direction,
    kind: address !== null && body === null ? 'media' : body === null ? 'other' : 'text',
    sentAt: instantOf(timeValueOf(row['ZSKOUTMESSAGEDATE']), 'cocoa-s'),
    body,
    attachments: address === null ? [] : [{ path: null, name: address.split('/').at(-1) ?? address, mime: null, sizeBytes: null }],
    ...withFacts({
      'id as stored': (numberOf(row['ZSKOUTMESSAGEID']) ?? 0) > 0 ? null : textOf(row['ZSKOUTMESSAGEID']),
      'type as stored': partOf(archive, 'type'),
      'address of the picture': address,
      archive: archive === null ? 'not read' : null,
    }),
  }
}

function directionOf(sender: string | null, recipient: string | null, partner: IdentityRef | null): Direction {
  if (sender === null || partner === null) return 'unknown'
  if (sender === partner.raw) return 'incoming'
  return recipient === null || recipient === partner.raw ? 'outgoing' : 'unknown'
}

function person(row: StoredRow): Emitted {
  const from = placeOf('ZSKCACHEDUSER', row)
  const archive = archiveIn(row['ZSKOUTUSER'])
  const id = textOf(row['ZSKOUTUSERID']) ?? partOf(archive, 'userId')
  const name = textOf(row['ZSKOUTUSERNAME']) ?? partOf(archive, 'firstname')
  if (id === null && name === null) return { type: 'skipped', from, reason: 'the row names nobody' }
  const cached = instantOf(timeValueOf(row['ZTIMESTAMP']), 'cocoa-s')
  const seen = valueInstant(jsonAt(archive, 'lastSeen'))
  const place = ['city', 'state', 'country'].map((part) => partOf(archive, 'userLocation', part))
  return {
    ...NO_CONTACT_FIELDS,
    from,
    name,
    identifiers: storedIdentifiers(name, [['other', 'Skout user', id]], SERVICE),
    store: 'People that Skout kept (not the address book)',
    ...withFacts({
      cached: cached.utcMs === null ? null : instantInWords(cached),
      'last seen': seen.utcMs === null ? null : instantInWords(seen),
      age: partOf(archive, 'age'),
      gender: partOf(archive, 'gender'),
      'place in the profile': joinedParts(place, ', '),
      'distance as stored': partOf(archive, 'userLocation', 'distance'),
      'address of the picture': partOf(archive, 'pictureUrl'),
      'blocked, as stored': partOf(archive, 'blockedStatus'),
    }),
  }
}
