/**
 * Kijiji and Kleinanzeigen on iOS, `conversation_cache`: JSON, conversations about advertisements in `data`.
 *
 * Keys as iLEAPP's two readers have them: `sentDate` and `receivedDate` count seconds since 2001 UTC; `sender` 0 is the account on the phone,
 * anything else is taken for the other side by both. `clientData` (Kleinanzeigen) names buyer and seller and which of them the account is;
 * of a conversation without loaded messages it holds the last one, shortened (`textShortTrimmed`, `boundness`).
 */
import { instantOf } from '../../../formats/values/epochs.ts'
import { isJsonObject, jsonAt, jsonElements, jsonList, jsonNumber, jsonText } from '../../../formats/text/jsonStream.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { codeWords, joinedParts, NO_INTERACTION_FIELDS, serviceIdentity, withFacts } from '../../../formats/records/recordDefaults.ts'
import { defineDocumentParser } from '../../../model/index.ts'
import type { Direction, DocumentRow, Emitted, EvidenceDocument, IdentityRef, MessageRecord, ThreadRef } from '../../../model/index.ts'

const TABLE = 'data'
const CONTAINER = /^(.*\/Containers\/Data\/Application\/[^/]+)\//iu

interface Row extends DocumentRow {
  readonly conversation: unknown
}

interface Conversation {
  readonly rowId: string
  readonly value: unknown
  readonly service: string
  readonly thread: ThreadRef
  readonly own: IdentityRef | null
  readonly about: Readonly<Record<string, string | null>>
}

export const iosKijijiKleinanzeigen = defineDocumentParser({
  id: 'ios-kijiji-kleinanzeigen',
  version: 1,
  app: 'Kijiji, Kleinanzeigen',
  platform: 'ios',
  store: 'Conversations about advertisements in Kijiji or Kleinanzeigen (conversation_cache)',
  reads: ['**/Library/Caches/conversation_cache'],
  inBackups: false,
  yields: ['message', 'interaction'],
  proof: 'source-verified',
  doesNotCover: ['pictures themselves (the address is shown)', 'the advertisement beyond its number, title and status'],
  sideFiles: { kleinanzeigen: ['**/Library/Preferences/com.ebaykleinanzeigen.ebc.plist'] },
  *parse(document, context): Iterable<Emitted> {
    const settings = context.sideFile('kleinanzeigen')
    const isKleinanzeigen = settings !== null && CONTAINER.exec(settings.path)?.[1] === (CONTAINER.exec(document.path)?.[1] ?? '')
    const service = isKleinanzeigen ? 'Kleinanzeigen' : 'Kijiji or Kleinanzeigen'
    for (const { rowId, conversation } of document.read(TABLE, rows(document))) {
      if (isJsonObject(conversation)) yield* records(conversationOf(String(rowId), conversation, service))
      else yield { type: 'skipped', from: { table: TABLE, rowId: String(rowId), ordinal: 0 }, reason: 'the entry is no conversation' }
    }
  },
})

function* rows(document: EvidenceDocument): Generator<Row> {
  for (const { section, index, value } of jsonElements(document.chunks())) {
    if (section === TABLE && index !== null) yield { rowId: index, conversation: value }
  }
}

function* records(conversation: Conversation): Generator<Emitted> {
  const messages = jsonList(jsonAt(conversation.value, 'messages'))
  for (const [ordinal, message] of messages.entries()) yield messageRecord(conversation, message, ordinal)
  if (messages.length === 0) yield lastMessage(conversation)
}

function conversationOf(rowId: string, value: unknown, service: string): Conversation {
  const text = (...names: string[]): string | null => jsonText(jsonAt(value, ...names))
  const [id, name] = [text('counterParty', 'identifier'), text('counterParty', 'name')]
  const other = id === null ? null : serviceIdentity(id, name, service)
  const role = text('clientData', 'role')
  const side = role === 'Seller' || role === 'Buyer' ? role : null
  const ownId = side === null ? null : text('clientData', `userId${side}`)
  return {
    rowId,
    value,
    service,
    thread: {
      key: text('conversationId') ?? `entry ${rowId}`,
      title: joinedParts([text('ad', 'displayTitle'), name], ', '),
      kind: 'direct',
      participants: other === null ? [] : [other],
    },
    own: ownId === null ? null : serviceIdentity(ownId, text('clientData', `${side === 'Seller' ? 'seller' : 'buyer'}Name`), service),
    about: {
      'number of the advertisement': text('ad', 'identifier'),
      'status of the advertisement': text('clientData', 'adStatus'),
      'role of the account': role,
      'other side': other === null ? name : null,
    },
  }
}

function directionOf(sender: number | null): Direction {
  if (sender === null) return 'unknown'
  return sender === 0 ? 'outgoing' : 'incoming'
}

function messageRecord({ rowId, service, thread, own, about }: Conversation, stored: unknown, ordinal: number): MessageRecord {
  const direction = directionOf(jsonNumber(jsonAt(stored, 'sender')))
  const addresses = jsonList(jsonAt(stored, 'attachments')).map((attachment) => jsonText(jsonAt(attachment, 'imageURL')))
  const body = jsonText(jsonAt(stored, 'text'))
  return {
    ...NO_MESSAGE_FIELDS,
    from: { table: TABLE, rowId, ordinal },
    service,
    nativeId: jsonText(jsonAt(stored, 'messageId')),
    thread,
    sender: direction === 'incoming' ? (thread.participants[0] ?? null) : null,
    ownLine: own,
    direction,
    kind: body !== null ? 'text' : addresses.length > 0 ? 'media' : 'other',
    sentAt: instantOf(jsonNumber(jsonAt(stored, 'sentDate')), 'cocoa-s'),
    body,
    attachments: addresses.map((address) => ({ path: null, name: nameIn(address), mime: null, sizeBytes: null })),
    status: codeWords(jsonText(jsonAt(stored, 'messageStatus'))),
    ...withFacts({
      ...about,
      'sender as stored': direction === 'outgoing' ? null : jsonText(jsonAt(stored, 'sender')),
      'addresses of files': joinedParts(addresses, '\n'),
    }),
  }
}

const nameIn = (address: string | null): string | null => address?.split('?')[0]?.split('/').at(-1) ?? null

/** What is kept of a conversation whose messages are not loaded: its last message, shortened, or only that there is one. */
function lastMessage({ rowId, value, service, thread, own, about }: Conversation): Emitted {
  const from = { table: TABLE, rowId, ordinal: 0 }
  const at = instantOf(jsonNumber(jsonAt(value, 'clientData', 'receivedDate')), 'cocoa-s')
  const body = jsonText(jsonAt(value, 'clientData', 'textShortTrimmed'))
  const bound = jsonText(jsonAt(value, 'clientData', 'boundness'))
  if (body === null) {
    const mechanism = 'conversation about an advertisement'
    const facts = withFacts({ ...about, messages: 'none stored' })
    return { ...NO_INTERACTION_FIELDS, from, service, mechanism, participants: thread.participants, groupName: thread.title, at, ...facts }
  }
  const direction: Direction = bound === 'OUTBOUND' ? 'outgoing' : bound === 'INBOUND' ? 'incoming' : 'unknown'
  return {
    ...NO_MESSAGE_FIELDS,
    from,
    service,
    thread,
    sender: direction === 'incoming' ? (thread.participants[0] ?? null) : null,
    ownLine: own,
    direction,
    kind: 'text',
    sentAt: at,
    body,
    ...withFacts({
      ...about,
      text: 'the last message of the conversation, shortened by the app: the others are not loaded',
      'direction as stored': direction === 'unknown' ? bound : null,
    }),
  }
}
