/**
 * Kijiji and Kleinanzeigen on Android, `messageBoxDatabase.db`: conversations about advertisements, one row each with all its messages.
 *
 * Columns as ALEAPP's readers of the two apps have them: `counterParty` and `ad` are JSON, `messages` is a JSON list. `sender` is ME or
 * COUNTER_PARTY (Kleinanzeigen 15.16 to 15.27; for Kijiji only ME is described). A message's own `sortByDate` is read as it is written: a date
 * with its offset, or a count since 1970 by its size; the conversation's counts Unix milliseconds.
 */
import { isJsonObject, jsonAt, jsonList, jsonText } from '../../../formats/text/jsonStream.ts'
import type { JsonObject } from '../../../formats/text/jsonStream.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { codeWords, joinedParts, NO_INTERACTION_FIELDS, serviceIdentity, withFacts } from '../../../formats/records/recordDefaults.ts'
import { evidenceRows, placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { textOf } from '../../../formats/values/storedValues.ts'
import { unixTime } from '../../../formats/values/unixTime.ts'
import { writtenInstant } from '../../../formats/values/writtenTime.ts'
import { defineSqliteParser } from '../../../model/index.ts'
import type { AttachmentRef, Direction, Emitted, MessageRecord, SqlValue, ThreadRef } from '../../../model/index.ts'

const TABLE = 'conversations'
const REQUIRED = ['identifier', 'ad', 'counterParty', 'messages']
const SENDERS: Readonly<Record<string, Direction>> = { ME: 'outgoing', COUNTER_PARTY: 'incoming' }

interface Conversation {
  readonly row: StoredRow
  readonly service: string
  readonly thread: ThreadRef
  readonly about: Readonly<Record<string, string | null>>
}

export const androidKijijiKleinanzeigen = defineSqliteParser({
  id: 'android-kijiji-kleinanzeigen',
  version: 1,
  app: 'Kijiji, Kleinanzeigen',
  platform: 'android',
  store: 'Conversations about advertisements in Kijiji or Kleinanzeigen (messageBoxDatabase.db)',
  reads: [
    '**/com.ebay.kijiji.ca/databases/messageBoxDatabase.db',
    '**/com.ebay.kleinanzeigen/databases/messageBoxDatabase.db',
    '**/messageBoxDatabase.db',
  ],
  yields: ['message', 'interaction'],
  proof: 'source-verified',
  scheme: 'other',
  doesNotCover: ['pictures themselves (the address is shown)', 'the advertisement beyond its number and title', 'the own account'],
  requires: { [TABLE]: REQUIRED },
  optional: { [TABLE]: ['sortByDate'] },
  *parse(database, { path }) {
    for (const row of evidenceRows(database, { table: TABLE, columns: [...REQUIRED, 'sortByDate'] })) {
      const conversation = conversationOf(row, serviceOf(path))
      const messages = jsonList(jsonOf(row['messages']))
      if (messages.length === 0) yield withoutMessages(conversation)
      else for (const [ordinal, message] of messages.entries()) yield messageRecord(conversation, message, ordinal)
    }
  },
})

function serviceOf(path: string): string {
  if (path.includes('kijiji')) return 'Kijiji'
  return path.includes('kleinanzeigen') ? 'Kleinanzeigen' : 'Kijiji or Kleinanzeigen'
}

function jsonOf(stored: SqlValue | undefined): unknown {
  try {
    return JSON.parse(textOf(stored) ?? 'null')
  } catch {
    return null
  }
}

function conversationOf(row: StoredRow, service: string): Conversation {
  const [ad, counterParty] = [jsonOf(row['ad']), jsonOf(row['counterParty'])]
  const [id, name] = [jsonText(jsonAt(counterParty, 'identifier')), jsonText(jsonAt(counterParty, 'name'))]
  const other = id === null ? null : serviceIdentity(id, name, service)
  const title = joinedParts([jsonText(jsonAt(ad, 'displayTitle')), name], ', ')
  const key = textOf(row['identifier']) ?? `row ${row.rowId} of ${TABLE}`
  return {
    row,
    service,
    thread: { key, title, kind: 'direct', participants: other === null ? [] : [other] },
    about: {
      'number of the advertisement': jsonText(jsonAt(ad, 'identifier')),
      'advertisement as stored': ad === null ? textOf(row['ad']) : null,
      'other side': other === null ? (name ?? (counterParty === null ? textOf(row['counterParty']) : null)) : null,
    },
  }
}

function messageRecord({ row, service, thread, about }: Conversation, stored: unknown, ordinal: number): MessageRecord {
  const message: JsonObject = isJsonObject(stored) ? stored : {}
  const sender = jsonText(message['sender'])
  const direction = (sender !== null && Object.hasOwn(SENDERS, sender) ? SENDERS[sender] : undefined) ?? 'unknown'
  const attachments = jsonList(message['attachments']).map(attachmentOf)
  const body = jsonText(message['text'])
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf(TABLE, row, ordinal),
    service,
    nativeId: jsonText(message['identifier']),
    thread,
    sender: direction === 'incoming' ? (thread.participants[0] ?? null) : null,
    direction,
    kind: body !== null ? 'text' : attachments.length > 0 ? 'media' : 'other',
    sentAt: writtenInstant(message['sortByDate']),
    body,
    attachments: attachments.map(([attachment]) => attachment),
    status: codeWords(jsonText(message['state'])),
    ...withFacts({
      ...about,
      'sender as stored': direction === 'unknown' ? sender : null,
      'addresses of files': joinedParts(
        attachments.map(([, address]) => address),
        '\n',
      ),
      'warning of the app': jsonText(jsonAt(message, 'warning', 'message')),
      'message as stored': isJsonObject(stored) ? null : jsonText(stored),
    }),
  }
}

function attachmentOf(stored: unknown): readonly [AttachmentRef, string | null] {
  const address = jsonText(jsonAt(stored, 'url'))
  const name = address?.split('?')[0]?.split('/').at(-1) ?? null
  return [{ path: null, name, mime: jsonText(jsonAt(stored, 'mimeType')), sizeBytes: null }, address]
}

/** A conversation whose messages the app has not loaded, or whose list cannot be read. */
function withoutMessages({ row, service, thread, about }: Conversation): Emitted {
  const stored = textOf(row['messages'])
  return {
    ...NO_INTERACTION_FIELDS,
    from: placeOf(TABLE, row),
    service,
    mechanism: 'conversation about an advertisement',
    participants: thread.participants,
    groupName: thread.title,
    at: unixTime(row['sortByDate']),
    ...withFacts({ ...about, messages: stored === null || stored === '[]' ? 'none stored' : `not read: ${stored}` }),
  }
}
