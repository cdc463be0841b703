/**
 * LINE on the iPhone, `Line.sqlite`: one message record per ZMESSAGE row.
 *
 * Meanings (artifacts 1.10): ZTIMESTAMP is Unix milliseconds; ZSENDER refers to ZUSER and is empty for what the owner sent: that
 * direction is a conclusion, which each message says. The owner's own id stands in the path (`P_<mid>`). Tables and columns of chats,
 * contents and positions are not confirmed by the sources at hand: they are used where they exist (ZCHAT), and kept as stored.
 */
import { instantOf } from '../../formats/epochs.ts'
import { degreesOf } from '../../formats/degrees.ts'
import { NO_MESSAGE_FIELDS } from '../../formats/messageDefaults.ts'
import { evidenceRows, placeOf, sideRows } from '../../formats/storedRows.ts'
import type { StoredRow } from '../../formats/storedRows.ts'
import { factsOf, numberOf, textOf, timeValueOf } from '../../formats/storedValues.ts'
import { defineSqliteParser } from '../../model/index.ts'
import type { IdentityRef, MessageRecord, ThreadRef } from '../../model/index.ts'

const REQUIRED = ['ZTIMESTAMP', 'ZSENDER', 'ZTEXT']
const OPTIONAL = ['ZCHAT', 'ZID', 'ZCONTENTTYPE', 'ZMESSAGETYPE', 'ZLATITUDE', 'ZLONGITUDE']
const USER_COLUMNS = ['ZMID', 'ZNAME', 'ZCUSTOMNAME']

export const iosLine = defineSqliteParser({
  id: 'ios-line',
  version: 1,
  app: 'LINE',
  platform: 'ios',
  store: 'LINE (Line.sqlite)',
  reads: ['**/Messages/Line.sqlite', '**/Line.sqlite'],
  inBackups: false,
  yields: ['message'],
  proof: 'source-verified',
  doesNotCover: [
    'calls, pictures and other attachments',
    'names and members of groups (ZGROUP)',
    'the meaning of content types (kept as numbers)',
    'encrypted chats (Letter Sealing keys)',
  ],
  requires: { ZMESSAGE: REQUIRED },
  optional: { ZMESSAGE: OPTIONAL, ZUSER: USER_COLUMNS, ZCHAT: ['ZMID', 'ZTYPE'] },
  *parse(database, context) {
    const ownId = /\/P_([^/]+)\//.exec(context.path)?.[1] ?? null
    const owner: IdentityRef | null = ownId === null ? null : { scheme: 'other', raw: ownId, name: null, country: null }
    const users = new Map<number, IdentityRef>()
    const byMid = new Map<string, IdentityRef>()
    const names = new Map<number, string>()
    for (const row of sideRows(database, { table: 'ZUSER', columns: USER_COLUMNS })) {
      const [mid, name] = [textOf(row['ZMID']), textOf(row['ZCUSTOMNAME']) ?? textOf(row['ZNAME'])]
      if (name !== null) names.set(row.rowId, name)
      // A name alone identifies nobody.
      if (mid === null) continue
      const identity: IdentityRef = { scheme: 'other', raw: mid, name, country: null }
      users.set(row.rowId, identity)
      byMid.set(mid, identity)
    }
    const chats = new Map<number, ThreadRef>()
    for (const row of sideRows(database, { table: 'ZCHAT', columns: ['ZMID'] })) {
      const mid = textOf(row['ZMID'])
      const partner = mid === null ? undefined : byMid.get(mid)
      const kind = partner === undefined ? 'unknown' : 'direct'
      chats.set(row.rowId, {
        key: mid ?? `chat ${row.rowId}`,
        title: partner?.name ?? null,
        kind,
        participants: partner === undefined ? [] : [partner],
      })
    }
    for (const row of evidenceRows(database, { table: 'ZMESSAGE', columns: [...REQUIRED, ...OPTIONAL] }))
      yield messageRecord(row, { users, names, chats, owner })
  },
})

interface Reading {
  readonly users: ReadonlyMap<number, IdentityRef>
  readonly names: ReadonlyMap<number, string>
  readonly chats: ReadonlyMap<number, ThreadRef>
  readonly owner: IdentityRef | null
}

function messageRecord(row: StoredRow, { users, names, chats, owner }: Reading): MessageRecord {
  const [stored, chatId] = [textOf(row['ZSENDER']), numberOf(row['ZCHAT'])]
  const sender = users.get(numberOf(row['ZSENDER']) ?? -1) ?? null
  const chat = chats.get(chatId ?? -1) ?? null
  const [text, type] = [textOf(row['ZTEXT']), textOf(row['ZCONTENTTYPE'])]
  const degrees = degreesOf(row['ZLATITUDE'], row['ZLONGITUDE'])
  const position = typeof degrees === 'string' ? null : { ...degrees, accuracyMetres: null, label: null }
  const facts = factsOf({
    'direction rests on': stored === null ? 'no sender is stored: taken for sent by the owner' : null,
    'sender row': stored !== null && sender === null ? `${stored}, without an id in ZUSER` : null,
    'sender name': sender === null ? names.get(numberOf(row['ZSENDER']) ?? -1) : null,
    'chat row': chatId !== null && chat === null ? `${chatId}, not in ZCHAT` : null,
    'message id': textOf(row['ZID']),
    'content type (meaning not known)': type === '0' ? null : type,
    'message type (meaning not known)': textOf(row['ZMESSAGETYPE']),
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('ZMESSAGE', row),
    service: 'LINE',
    thread: chat,
    sender,
    ownLine: owner,
    direction: stored === null ? 'outgoing' : 'incoming',
    kind: position === null ? (text === null ? 'other' : 'text') : 'location',
    sentAt: instantOf(timeValueOf(row['ZTIMESTAMP']), 'unix-ms'),
    body: text,
    position,
    ...(facts === undefined ? {} : { facts }),
  }
}
