/**
 * TextNow on the iPhone, `Documents/<account id><user name>`: messages and calls of ZTMOINTERACTION, addresses, the own account.
 *
 * Meanings (iLEAPP, on public images of iOS 13.3.1 and 14.3): the store is named for its account, so it is looked for in the app's own
 * folder alone; times count seconds since 2001 UTC, ZLOCALTIMESTAMP being the app's and ZREMOTETIMESTAMP the service's; a row with ZCALLID
 * ("number-seconds since 2001") is a call, which began at that time; ZDIRECTION 1 came in, 2 went out (as on Android; it rests on two images).
 * ZDELETEDSTATE 2 is seen on rows with their full text: it is shown and taken for nothing. A picture's text is its address, and the picture
 * lies in the image cache under the MD5 of it.
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { cacheNamesOf } from '../../../formats/pictures/imageCache.ts'
import { NO_MESSAGE_FIELDS, statedInstant } from '../../../formats/records/messageDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { factsOf, flagOf, instantInWords, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type {
  AttachmentRef,
  CallRecord,
  Direction,
  Emitted,
  IdentityRef,
  Instant,
  MessageRecord,
  ParserContext,
  SqlValue,
} from '../../../model/index.ts'
import { ADDRESS, BOOK_COLUMNS, readTextNow, VALUE_COLUMNS } from './textNowPeople.ts'
import type { TextNowPeople } from './textNowPeople.ts'

const REQUIRED = ['ZLOCALTIMESTAMP', 'ZDIRECTION', 'ZCONTENT', 'ZCONVERSATION']
const OPTIONAL = [
  'ZREMOTETIMESTAMP',
  'ZAUTHORNAME',
  'ZREAD',
  'ZDELETEDSTATE',
  'ZSTATUS1',
  'ZSTATUS',
  'ZIMAGETYPE',
  'ZMESSAGEID',
  'ZCALLID',
  'ZLENGTH',
]
const ACCOUNT_COLUMNS = [
  'ZUSERNAME',
  'ZPHONENUMBER',
  'ZEMAIL',
  'ZFIRSTNAME',
  'ZLASTNAME',
  'ZUSERID',
  'ZUSERIDHEX',
  'ZACCOUNTSTATUS',
  'ZLOCALTIMESTAMP',
]
const BUNDLES = ['com.tinginteractive.usms', 'com.enflick.ios.textnow']
const DIRECTIONS: Readonly<Record<number, Direction>> = { 1: 'incoming', 2: 'outgoing' }
const CALL_ID = /^(?<number>.*)-(?<start>\d{6,}(?:\.\d+)?)$/u
const IMAGE_CACHE = 'com.hackemist.SDWebImageCache.default'
const SERVICE = 'TextNow'

export const iosTextNow = defineSqliteParser({
  id: 'ios-textnow',
  version: 1,
  app: 'TextNow',
  platform: 'ios',
  store: 'TextNow (Documents, named for the account)',
  // Account ids are digits. Patterns know no classes of characters.
  reads: BUNDLES.flatMap((bundle) => '0123456789'.split('').map((digit) => `**/${bundle}/Documents/${digit}*`)),
  yields: ['message', 'call', 'contact', 'account'],
  proof: 'source-verified',
  scheme: 'address',
  doesNotCover: [
    'members of group conversations',
    'the second record of calls (eventHistory.db)',
    'the meaning of read, deleted and send states (kept as numbers)',
    'credits, wallet and settings of telephony of the account',
  ],
  requires: { ZTMOINTERACTION: REQUIRED },
  optional: {
    ZTMOINTERACTION: OPTIONAL,
    ZTMOCONVERSATION: ['ZCONTACTVALUE'],
    ZTMOCONTACTVALUE: VALUE_COLUMNS,
    ZTMOSERVERCONTACT: ['ZNAME'],
    ZTMOABCONTACT: BOOK_COLUMNS,
    ZTMOACCOUNTINFO: ACCOUNT_COLUMNS,
  },
  *parse(database, context) {
    const people = readTextNow(database)
    for (const row of evidenceRows(database, { table: 'ZTMOACCOUNTINFO', columns: ACCOUNT_COLUMNS })) yield accountRecord(row)
    for (const row of evidenceRows(database, { table: 'ZTMOINTERACTION', columns: [...REQUIRED, ...OPTIONAL] }))
      yield textOf(row['ZCALLID']) === null ? messageRecord(row, people, context) : callRecord(row, people)
    for (const row of evidenceRows(database, { table: 'ZTMOCONTACTVALUE', columns: VALUE_COLUMNS })) yield valueRecord(row, people)
  },
})

const cocoa = (stored: SqlValue | undefined): Instant => instantOf(timeValueOf(stored), 'cocoa-s')

function timeInWords(stored: SqlValue | undefined): string | null {
  const instant = statedInstant(cocoa(stored))
  return instant === null ? null : instantInWords(instant)
}

const unlessZero = (stored: SqlValue | undefined): string | null => (textOf(stored) === '0' ? null : textOf(stored))

function messageRecord(row: StoredRow, people: TextNowPeople, context: ParserContext): MessageRecord {
  const direction = DIRECTIONS[numberOf(row['ZDIRECTION']) ?? -1] ?? 'unknown'
  const conversation = numberOf(row['ZCONVERSATION'])
  const [author, content] = [textOf(row['ZAUTHORNAME']), textOf(row['ZCONTENT'])]
  const file = attachmentOf(content, textOf(row['ZIMAGETYPE']) !== null, context)
  const sender = direction === 'incoming' ? senderOf(author, conversation, people) : null
  const facts = factsOf({
    'direction as stored': direction === 'unknown' ? textOf(row['ZDIRECTION']) : null,
    'author as stored': author === sender?.raw || author === sender?.name ? null : author,
    'time of the service': timeInWords(row['ZREMOTETIMESTAMP']),
    'file as stored': file === null ? null : content,
    'deleted state (meaning not known)': unlessZero(row['ZDELETEDSTATE']),
    'read state (as stored)': textOf(row['ZREAD']),
    'send state (meaning not known)': unlessZero(row['ZSTATUS1']),
    'image type (meaning not known)': unlessZero(row['ZIMAGETYPE']),
  })
  const isAddressAlone = file !== null && content !== null && !/\s/u.test(content)
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('ZTMOINTERACTION', row),
    service: SERVICE,
    nativeId: unlessZero(row['ZMESSAGEID']),
    thread: people.threadOf(conversation),
    sender,
    direction,
    kind: file !== null ? 'media' : content === null ? 'other' : 'text',
    sentAt: cocoa(row['ZLOCALTIMESTAMP']),
    body: isAddressAlone ? null : content,
    attachments: file === null ? [] : [file],
    ...(facts === undefined ? {} : { facts }),
  }
}

/** An author that is an address is who wrote; a name is none, and the conversation names the other party. */
function senderOf(author: string | null, conversation: number | null, people: TextNowPeople): IdentityRef | null {
  if (author !== null && ADDRESS.test(author)) return people.named(author)
  const party = people.partyOf(conversation)
  return party !== null && ADDRESS.test(party.raw) ? party : null
}

/** The cached picture of an address, or a file of the app's folder that the text names. */
function attachmentOf(content: string | null, isPicture: boolean, context: ParserContext): AttachmentRef | null {
  if (content === null) return null
  const folder = context.path.slice(0, context.path.lastIndexOf('/') + 1)
  if (/^https?:\/\/\S+$/u.test(content)) {
    const path = cacheNamesOf(content)
      .map((name) => `${folder}${IMAGE_CACHE}/${name}`)
      .find((one) => context.hasFile(one))
    if (path === undefined && !isPicture) return null
    return { path: path ?? null, name: content.split('/').at(-1) || content, mime: null, sizeBytes: null }
  }
  const inDocuments = /^(?:file:\/\/)?\/\S*\/Documents\/(?<rest>\S+)$/u.exec(content)?.groups?.['rest']
  if (inDocuments === undefined) return null
  const path = `${folder}${inDocuments}`
  return { path: context.hasFile(path) ? path : null, name: inDocuments.split('/').at(-1) || inDocuments, mime: null, sizeBytes: null }
}

function callRecord(row: StoredRow, people: TextNowPeople): CallRecord {
  const direction = DIRECTIONS[numberOf(row['ZDIRECTION']) ?? -1] ?? 'unknown'
  const { number, start } = CALL_ID.exec(textOf(row['ZCALLID']) ?? '')?.groups ?? {}
  const party = number === undefined || number === '' ? people.partyOf(numberOf(row['ZCONVERSATION'])) : people.named(number)
  const facts = factsOf({
    'call id': textOf(row['ZCALLID']),
    recorded: start === undefined ? null : timeInWords(row['ZLOCALTIMESTAMP']),
    'direction as stored': direction === 'unknown' ? textOf(row['ZDIRECTION']) : null,
    'status (meaning not known)': textOf(row['ZSTATUS']),
    text: textOf(row['ZCONTENT']),
    'deleted state (meaning not known)': unlessZero(row['ZDELETEDSTATE']),
  })
  return {
    type: 'call',
    from: placeOf('ZTMOINTERACTION', row),
    state: 'live',
    service: SERVICE,
    nativeId: null,
    direction,
    answered: null,
    isVideo: null,
    startedAt: start === undefined ? cocoa(row['ZLOCALTIMESTAMP']) : cocoa(start),
    durationSeconds: numberOf(row['ZLENGTH']),
    participants: party === null ? [] : [party],
    ownLine: null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function accountRecord(row: StoredRow): Emitted {
  const from = placeOf('ZTMOACCOUNTINFO', row)
  const [phone, email] = [textOf(row['ZPHONENUMBER']), textOf(row['ZEMAIL'])]
  const raw = phone ?? email
  if (raw === null) return { type: 'skipped', from, reason: 'the account names neither a number nor an e-mail address' }
  const name = [textOf(row['ZFIRSTNAME'])?.trim(), textOf(row['ZLASTNAME'])?.trim()].filter(Boolean).join(' ') || null
  const facts = factsOf({
    'user name': textOf(row['ZUSERNAME']),
    'e-mail address': phone === null ? null : email,
    'user id': textOf(row['ZUSERID']),
    'user id (hexadecimal)': textOf(row['ZUSERIDHEX']),
    'state of the account': textOf(row['ZACCOUNTSTATUS']),
    'last written': timeInWords(row['ZLOCALTIMESTAMP']),
  })
  const identity: IdentityRef = { scheme: 'address', raw, name, country: null }
  return { type: 'account', from, state: 'live', service: SERVICE, identity, name, isOwner: true, ...(facts && { facts }) }
}

function valueRecord(row: StoredRow, people: TextNowPeople): Emitted {
  const from = placeOf('ZTMOCONTACTVALUE', row)
  const identity = people.identityOf(row.rowId)
  if (identity === null) return { type: 'skipped', from, reason: 'the row names no address' }
  const facts = factsOf({
    'names in the copy of the address book': people.bookNames(row.rowId).join(', ') || null,
    'name at the service': people.serverName(numberOf(row['ZSERVERCONTACT'])),
    'in the network of the app (as stored)': textOf(row['ZINNETWORK']),
  })
  if (flagOf(row['ZCONTACTISSELF']) === true)
    return {
      type: 'account',
      from,
      state: 'live',
      service: SERVICE,
      identity,
      name: identity.name,
      isOwner: true,
      facts: { ...facts, 'known by': 'the mark of the own address' },
    }
  const kind = identity.raw.includes('@') ? 'email' : ADDRESS.test(identity.raw) ? 'phone' : 'other'
  return {
    type: 'contact',
    from,
    state: 'live',
    name: identity.name,
    organisation: null,
    identifiers: [{ kind, label: textOf(row['ZCONTACTLABEL']), raw: identity.raw, identity }],
    store: 'TextNow: addresses that the app knows',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
