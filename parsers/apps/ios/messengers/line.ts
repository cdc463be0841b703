/**
 * LINE on the iPhone, `Line.sqlite`: one message or call record per ZMESSAGE row and one contact record per ZUSER row. Groups come from the
 * same file or UnifiedGroup.sqlite, reactions from MessageExt.sqlite, telephone numbers from Contacts.sqlite, the own name from the settings.
 *
 * Meanings (artifacts 1.10; published readers, one of them run on a whole backup): ZTIMESTAMP is Unix milliseconds; ZSENDER refers to ZUSER and
 * is empty for what the owner sent: that direction is a conclusion, which each message says. ZCHAT.ZTYPE 0 is a talk of two, 1 a room, 2 a
 * group, 4 an official account, 100 the owner's notes. Kinds of content are those of LINE's public interface; 16 and 18 are notices, nobody's message.
 * A content of kind 6 is a call. The owner's id stands in the path (`P_<mid>`). Meanings of ZSENDSTATUS contradict each other: kept as stored.
 */
import { degreesOf } from '../../../formats/values/degrees.ts'
import { instantOf } from '../../../formats/values/epochs.ts'
import { LINE_CALL, LINE_CONTENTS, LINE_FILES, LINE_LOCATIONS, LINE_NOTICES, lineCall, lineMetadata } from './lineContent.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import type { OwnAccount } from '../../../formats/records/ownAccount.ts'
import { withOwnAccount } from '../../../formats/records/ownAccount.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, codeInWords, factsOf, flagOf, numberOf, textOf, timeValueOf } from '../../../formats/values/storedValues.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type {
  AttachmentRef,
  CallRecord,
  ContactIdentifier,
  Direction,
  Emitted,
  EvidenceDatabase,
  IdentityRef,
  MessageRecord,
  ParserContext,
  ThreadRef,
} from '../../../model/index.ts'
import { CHAT_COLUMNS, NAME_COLUMNS, readLinePeople } from './linePeople.ts'
import type { LinePeople } from './linePeople.ts'
import { lineFile, ownLineAccount, readLineReactions, SETTINGS_FILES } from './lineSides.ts'

const REQUIRED = ['ZTIMESTAMP', 'ZSENDER', 'ZTEXT']
const OPTIONAL = [
  'ZCHAT',
  'ZID',
  'ZCONTENTTYPE',
  'ZCONTENTMETADATA',
  'ZMESSAGETYPE',
  'ZLATITUDE',
  'ZLONGITUDE',
  'ZSENDSTATUS',
  'ZREADCOUNT',
]
const USER_COLUMNS = [...NAME_COLUMNS, 'ZSTATUSMESSAGE', 'ZISFRIEND', 'ZISHIDDEN', 'ZBLOCKING', 'ZISREMOVED', 'ZISUNREGISTERED']

interface Reading {
  readonly people: LinePeople
  readonly reactions: ReadonlyMap<string, string>
  readonly owner: OwnAccount | null
  readonly context: ParserContext
}

export const iosLine = defineSqliteParser({
  id: 'ios-line',
  version: 2,
  app: 'LINE',
  platform: 'ios',
  store: 'LINE (Line.sqlite)',
  reads: ['**/Messages/Line.sqlite', '**/Line.sqlite'],
  yields: ['message', 'call', 'contact', 'account'],
  proof: 'source-verified',
  doesNotCover: [
    'whether a call was answered, where its result is another word than NORMAL',
    'the meaning of send states and of ZMESSAGETYPE (kept as stored)',
    'open chats (LineSquare.sqlite), searches and the timeline',
    'encrypted chats (Letter Sealing keys)',
  ],
  requires: { ZMESSAGE: REQUIRED },
  optional: {
    ZMESSAGE: OPTIONAL,
    ZUSER: USER_COLUMNS,
    ZCHAT: CHAT_COLUMNS,
    ZGROUP: ['ZID', 'ZNAME'],
    ZCONTACT: ['ZMID', 'ZPHONENUMBER'],
  },
  companions: { groups: ['UnifiedGroup.sqlite'], extras: ['MessageExt.sqlite'], contacts: ['**/Contacts Syncing/Contacts.sqlite'] },
  sideFiles: SETTINGS_FILES,
  *parse(database, context) {
    const people = readLinePeople({ line: database, groups: context.companion('groups'), contacts: context.companion('contacts') })
    const owner = ownLineAccount(context)
    yield* withOwnAccount(
      recordsOf(database, { people, reactions: readLineReactions(context.companion('extras'), people), owner, context }),
      owner,
    )
  },
})

function* recordsOf(database: EvidenceDatabase, reading: Reading): Generator<Emitted> {
  for (const row of evidenceRows(database, { table: 'ZMESSAGE', columns: [...REQUIRED, ...OPTIONAL] }))
    yield numberOf(row['ZCONTENTTYPE']) === LINE_CALL ? callRecord(row, reading) : messageRecord(row, reading)
  for (const row of evidenceRows(database, { table: 'ZUSER', columns: USER_COLUMNS })) yield userRecord(row, reading.people)
}

/** Facts that messages and calls share. */
function rowFacts(row: StoredRow, { people, reactions }: Reading, sender: IdentityRef | null): Record<string, string | null> {
  const [stored, chat, type] = [textOf(row['ZSENDER']), numberOf(row['ZCHAT']), numberOf(row['ZCONTENTTYPE'])]
  const status = textOf(row['ZSENDSTATUS'])
  const isNotice = type !== null && LINE_NOTICES.has(type)
  return {
    'direction rests on': stored === null && !isNotice ? 'no sender is stored: taken for sent by the owner' : null,
    'sender row': stored !== null && sender === null ? `${stored}, without an id in ZUSER` : null,
    'sender name': sender === null ? people.nameOf(numberOf(row['ZSENDER'])) : null,
    'chat row': chat !== null && people.threadOf(chat) === null ? `${chat}, not in ZCHAT` : null,
    'message type (meaning not known)': textOf(row['ZMESSAGETYPE']),
    'send status (meaning not known)': status === '1' ? null : status,
    'read by (number of people)': (numberOf(row['ZREADCOUNT']) ?? 0) > 0 ? textOf(row['ZREADCOUNT']) : null,
    reactions: reactions.get(textOf(row['ZID']) ?? '') ?? null,
  }
}

function messageRecord(row: StoredRow, reading: Reading): MessageRecord {
  const { people, owner, context } = reading
  const [stored, text, id] = [textOf(row['ZSENDER']), textOf(row['ZTEXT']), textOf(row['ZID'])]
  const type = numberOf(row['ZCONTENTTYPE'])
  const isNotice = type !== null && LINE_NOTICES.has(type)
  const sender = people.userOf(numberOf(row['ZSENDER']))
  const chat = people.threadOf(numberOf(row['ZCHAT']))
  const direction: Direction = isNotice ? 'unknown' : stored === null ? 'outgoing' : 'incoming'
  const degrees = degreesOf(row['ZLATITUDE'], row['ZLONGITUDE'])
  const position = typeof degrees === 'string' ? null : { ...degrees, accuracyMetres: null, label: null }
  const metadata = lineMetadata(bytesOf(row['ZCONTENTMETADATA']))
  const files = type !== null && LINE_FILES.has(type) ? [fileOf(row, type, chat, metadata, context)] : []
  const facts = factsOf({
    content: type === 0 || type === null ? null : codeInWords(row['ZCONTENTTYPE'], LINE_CONTENTS),
    'notice about': isNotice ? (sender?.name ?? sender?.raw ?? null) : null,
    ...rowFacts(row, reading, sender),
    sticker: type === 7 ? (metadata?.get('STKTXT') ?? metadata?.get('STKID') ?? null) : null,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('ZMESSAGE', row),
    service: 'LINE',
    nativeId: id,
    thread: chat,
    sender: direction === 'incoming' ? sender : null,
    ownLine: owner?.identity ?? null,
    direction,
    kind: kindOf(row, isNotice, position !== null, files.length > 0),
    sentAt: instantOf(timeValueOf(row['ZTIMESTAMP']), 'unix-ms'),
    body: text,
    attachments: files,
    position,
    ...(facts === undefined ? {} : { facts }),
  }
}

function kindOf(row: StoredRow, isNotice: boolean, hasPosition: boolean, hasFile: boolean): MessageRecord['kind'] {
  const type = numberOf(row['ZCONTENTTYPE'])
  if (isNotice) return 'system'
  if (hasPosition || (type !== null && LINE_LOCATIONS.has(type))) return 'location'
  if (hasFile) return 'media'
  if (type === 7) return 'sticker'
  if (type === 13) return 'contact'
  return textOf(row['ZTEXT']) === null ? 'other' : 'text'
}

function fileOf(
  row: StoredRow,
  type: number,
  chat: ThreadRef | null,
  metadata: ReadonlyMap<string, string> | null,
  context: ParserContext,
): AttachmentRef {
  const [id, fileName] = [textOf(row['ZID']), metadata?.get('FILE_NAME') ?? null]
  const path = id === null || chat === null ? null : lineFile(chat.key, id, fileName, context)
  const name = fileName ?? path?.split('/').at(-1) ?? LINE_CONTENTS[type] ?? null
  return { path, name, mime: null, sizeBytes: numberOf(metadata?.get('FILE_SIZE')) }
}

function callRecord(row: StoredRow, reading: Reading): CallRecord {
  const { people, owner } = reading
  const sender = people.userOf(numberOf(row['ZSENDER']))
  const chat = people.threadOf(numberOf(row['ZCHAT']))
  const metadata = lineMetadata(bytesOf(row['ZCONTENTMETADATA']))
  const call = lineCall(metadata)
  const isGroup = chat?.kind === 'group'
  const facts = factsOf({
    ...rowFacts(row, reading, sender),
    'result of the call': metadata?.get('RESULT'),
    group: isGroup ? (chat.title ?? chat.key) : null,
    text: textOf(row['ZTEXT']),
  })
  return {
    type: 'call',
    from: placeOf('ZMESSAGE', row),
    state: 'live',
    service: 'LINE',
    nativeId: textOf(row['ZID']),
    direction: textOf(row['ZSENDER']) === null ? 'outgoing' : 'incoming',
    answered: call.took,
    isVideo: call.isVideo,
    startedAt: instantOf(timeValueOf(row['ZTIMESTAMP']), 'unix-ms'),
    durationSeconds: call.seconds,
    // Who of a group took part is not stored.
    participants: sender !== null ? [sender] : isGroup ? [] : (chat?.participants ?? []),
    ownLine: owner?.identity ?? null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function userRecord(row: StoredRow, people: LinePeople): Emitted {
  const from = placeOf('ZUSER', row)
  const identity = people.userOf(row.rowId)
  if (identity === null) return { type: 'skipped', from, reason: 'the row has no id' }
  const names = ['ZCUSTOMNAME', 'ZADDRESSBOOKNAME', 'ZNAME'].map((column) => textOf(row[column]))
  const others = [...new Set(names)].filter((name) => name !== null && name !== identity.name)
  const yes = (column: string): string | null => (flagOf(row[column]) === true ? 'yes' : null)
  const facts = factsOf({
    'other names': others.length === 0 ? null : others.join('; '),
    'status text': textOf(row['ZSTATUSMESSAGE']),
    friend: flagOf(row['ZISFRIEND']) === false ? 'no' : yes('ZISFRIEND'),
    hidden: yes('ZISHIDDEN'),
    blocked: yes('ZBLOCKING'),
    removed: yes('ZISREMOVED'),
    'has left LINE': yes('ZISUNREGISTERED'),
  })
  const phones = people.phonesOf(identity.raw).map((phone): ContactIdentifier => {
    const raw = /^[1-9]\d{7,14}$/.test(phone) ? `+${phone}` : phone
    return { kind: 'phone', label: null, raw: phone, identity: { scheme: 'address', raw, name: identity.name, country: null } }
  })
  return {
    type: 'contact',
    from,
    state: flagOf(row['ZISREMOVED']) === true ? 'deleted-flagged' : 'live',
    name: identity.name,
    organisation: null,
    identifiers: [{ kind: 'instant-messaging', label: 'LINE', raw: identity.raw, identity }, ...phones],
    store: 'LINE: everybody the app has met',
    note: null,
    createdAt: null,
    modifiedAt: null,
    ...(facts === undefined ? {} : { facts }),
  }
}
