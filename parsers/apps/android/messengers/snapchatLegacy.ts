/**
 * Messages of older versions of Snapchat on Android, `main.db` table Message (until about 2020; later arroyo.db).
 *
 * Meanings (published work): timestamp and seenTimestamp count Unix milliseconds; senderId is the row of the sender in Friend. content is a
 * flat buffer; in a message of type `text` the length of the text stands at byte 40 and the text at byte 44, as far as was seen: a length that
 * does not fit leaves the text undecoded.
 */
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { evidenceRows, placeOf, sideRowsById } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { bytesOf, factsOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeOrNull } from '../../../formats/values/unixTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { Direction, IdentityRef, MessageRecord } from '../../../model/index.ts'
import { ownerInSettings, SETTINGS_FILES } from './snapchatPeople.ts'

const REQUIRED = ['timestamp', 'senderId', 'type', 'content']
const OPTIONAL = ['seenTimestamp']
const LENGTH_AT = 0x28
const TEXT_AT = 0x2c
const UTF8_STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

interface Reading {
  readonly friends: ReadonlyMap<number, StoredRow>
  readonly owner: string | null
}

export const androidSnapchatLegacy = defineSqliteParser({
  id: 'android-snapchat-legacy',
  version: 1,
  app: 'Snapchat',
  platform: 'android',
  store: 'Snapchat messages, old schema (main.db)',
  reads: ['**/com.snapchat.android/databases/main.db', '**/com.snapchat.android/databases/tcspahn.db'],
  yields: ['message'],
  proof: 'source-verified',
  scheme: 'snapchat',
  doesNotCover: [
    'which conversation a message belongs to',
    'content of messages that are no text',
    'direction without the settings of the app',
  ],
  requires: { Message: REQUIRED },
  optional: { Message: OPTIONAL, Friend: ['userId', 'username', 'displayName'] },
  sideFiles: SETTINGS_FILES,
  *parse(database, context) {
    const reading: Reading = {
      friends: sideRowsById(database, { table: 'Friend', columns: ['userId', 'username', 'displayName'] }),
      owner: ownerInSettings(context, database)?.id ?? null,
    }
    for (const row of evidenceRows(database, { table: 'Message', columns: [...REQUIRED, ...OPTIONAL] })) yield messageRecord(row, reading)
  },
})

function messageRecord(row: StoredRow, { friends, owner }: Reading): MessageRecord {
  const senderRow = numberOf(row['senderId'])
  const friend = friends.get(senderRow ?? -1)
  const raw = textOf(friend?.['userId']) ?? textOf(friend?.['username'])
  const sender: IdentityRef | null =
    raw === null ? null : { scheme: 'snapchat', raw, name: textOf(friend?.['displayName']) ?? textOf(friend?.['username']), country: null }
  const direction: Direction = owner === null || raw === null ? 'unknown' : raw === owner ? 'outgoing' : 'incoming'
  const [type, content] = [textOf(row['type']), bytesOf(row['content'])]
  const body = type === 'text' && content !== null ? textIn(content) : null
  const facts = factsOf({
    'message type': type === 'text' ? null : type,
    content: body === null && content !== null ? `not decoded: ${content.length} bytes` : null,
    'sender row': senderRow !== null && raw === null ? `${senderRow}, not in Friend` : null,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('Message', row),
    service: 'Snapchat',
    sender: direction === 'outgoing' ? null : sender,
    ownLine: direction === 'outgoing' ? sender : null,
    direction,
    kind: body === null ? 'other' : 'text',
    sentAt: unixTime(row['timestamp']),
    readAt: unixTimeOrNull(row['seenTimestamp']),
    body,
    ...(facts === undefined ? {} : { facts }),
  }
}

function textIn(content: Uint8Array): string | null {
  if (content.length < TEXT_AT) return null
  const length = new DataView(content.buffer, content.byteOffset, content.byteLength).getUint32(LENGTH_AT, true)
  if (length === 0 || TEXT_AT + length > content.length) return null
  try {
    return UTF8_STRICT.decode(content.subarray(TEXT_AT, TEXT_AT + length))
  } catch {
    return null
  }
}
