/** One row of Signal's interactions on the iPhone as a message: of a person, a call in the chat, or a notice of the app. */
import type { ArchivedValue } from '../../../formats/plist/keyedArchive.ts'
import { isArchivedObject } from '../../../formats/plist/keyedArchive.ts'
import { NO_MESSAGE_FIELDS } from '../../../formats/records/messageDefaults.ts'
import { placeOf } from '../../../formats/sqlite/storedRows.ts'
import type { StoredRow } from '../../../formats/sqlite/storedRows.ts'
import { codeInWords, factsOf, flagOf, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import { unixTime, unixTimeInWords, unixTimeOrNull } from '../../../formats/values/unixTime.ts'
import type { Direction, MessageKind, MessageRecord, SqlValue } from '../../../model/index.ts'
import type { FilesOf, SignalFiles } from './signalAttachments.ts'
import { CALL_RECORD_TYPE, CALL_TYPES, ERRORS, NOTICES, RECORD_TYPES, STATES } from './signalCodes.ts'
import { archivedObject } from './signalPeople.ts'
import type { SignalPeople } from './signalPeople.ts'

export const INTERACTION_COLUMNS = [
  'uniqueId',
  'receivedAtTimestamp',
  'authorPhoneNumber',
  'authorUUID',
  'body',
  'callType',
  'offerType',
  'messageType',
  'errorType',
  'customMessage',
  'configurationDurationSeconds',
  'expireStartedAt',
  'expiresInSeconds',
  'isViewOnceMessage',
  'isVoiceMessage',
  'wasRemotelyDeleted',
  'quotedMessage',
  'contactShare',
  'read',
  'serverTimestamp',
  'storedMessageState',
  'storyTimestamp',
  'storyAuthorUuidString',
  'storyReactionEmoji',
  'editState',
  'eraId',
  'creatorUuid',
  'isSmsMessageRestoredFromBackup',
]

export interface SignalReading {
  readonly people: SignalPeople
  readonly filesOf: FilesOf
  /** For the newest version of an edited message, when its first version was sent. */
  readonly firstSent: (rowId: number) => SqlValue | undefined
}

const PAST_REVISION = 2

export function directionOf(row: StoredRow): Direction {
  const type = numberOf(row['recordType'])
  if (type === CALL_RECORD_TYPE) return CALL_TYPES[numberOf(row['callType']) ?? -1]?.direction ?? 'unknown'
  return RECORD_TYPES[type ?? -1]?.direction ?? 'unknown'
}

/** Author and time of sending, which are the message's id for the service; null without the author's account. */
export function nativeIdOf(accountId: string | null, timestamp: SqlValue | undefined): string | null {
  return accountId === null || (numberOf(timestamp) ?? 0) === 0 ? null : `${accountId.toLowerCase()}/${textOf(timestamp) ?? ''}`
}

export function authorIdOf(row: StoredRow, direction: Direction, people: SignalPeople): string | null {
  return textOf(row['authorUUID']) ?? (direction === 'outgoing' ? people.owner.accountId : null)
}

export function messageRecord(row: StoredRow, { people, filesOf, firstSent }: SignalReading): MessageRecord {
  const type = numberOf(row['recordType'])
  const known = RECORD_TYPES[type ?? -1]
  const direction = directionOf(row)
  const files = filesOf(row.rowId, textOf(row['uniqueId']))
  const isEarlier = numberOf(row['editState']) === PAST_REVISION
  const first = firstSent(row.rowId)
  const sender = direction === 'incoming' && known?.kind !== 'call' ? senderOf(row, people) : null
  const thread = people.threadOf(textOf(row['uniqueThreadId']))
  const quote = quoteOf(row)
  const facts = factsOf({
    notice: noticeOf(row, type),
    'sender is': direction === 'incoming' && sender === null && known?.kind === 'text' ? 'not stored' : null,
    'chat id': thread === null ? textOf(row['uniqueThreadId']) : null,
    ...rowFacts(row),
    ...fileFacts(files),
    ...quote.facts,
    'earlier version of': isEarlier ? 'an edited message' : null,
  })
  return {
    ...NO_MESSAGE_FIELDS,
    from: placeOf('model_TSInteraction', row),
    state: isEarlier ? 'edited-previous' : flagOf(row['wasRemotelyDeleted']) === true ? 'deleted-flagged' : 'live',
    service: flagOf(row['isSmsMessageRestoredFromBackup']) === true ? 'SMS restored into Signal' : 'Signal',
    nativeId: nativeIdOf(authorIdOf(row, direction, people), row['timestamp']),
    thread,
    sender,
    ownLine: direction === 'outgoing' ? people.owner.identity : null,
    direction,
    kind: kindOf(row, known?.kind ?? 'other', files),
    sentAt: unixTime(first ?? row['timestamp']),
    deliveredAt: direction === 'incoming' ? unixTimeOrNull(row['receivedAtTimestamp']) : null,
    editedAt: first === undefined ? null : unixTimeOrNull(row['timestamp']),
    body: textOf(row['body']),
    attachments: files?.attachments ?? [],
    replyToNativeId: quote.target,
    status: direction === 'outgoing' && known?.kind === 'text' ? codeInWords(row['storedMessageState'], STATES) : null,
    ...(facts === undefined ? {} : { facts }),
  }
}

function senderOf(row: StoredRow, people: SignalPeople) {
  return people.identityOf(textOf(row['authorUUID']), textOf(row['authorPhoneNumber']))
}

function kindOf(row: StoredRow, kind: MessageKind, files: SignalFiles | null): MessageKind {
  if (kind !== 'text') return kind
  if (files?.isSticker === true) return 'sticker'
  if ((files?.attachments.length ?? 0) > 0) return 'media'
  if (textOf(row['body']) !== null) return 'text'
  return row['contactShare'] instanceof Uint8Array ? 'contact' : 'other'
}

function noticeOf(row: StoredRow, type: number | null): string | null {
  const known = RECORD_TYPES[type ?? -1]
  if (known === undefined) return codeInWords(row['recordType'], {})
  if (known.words === null) return null
  const detail =
    type === CALL_RECORD_TYPE
      ? (CALL_TYPES[numberOf(row['callType']) ?? -1]?.words ?? codeInWords(row['callType'], {}))
      : type === 9 || type === 70
        ? codeInWords(row['errorType'], ERRORS)
        : type === 10
          ? codeInWords(row['messageType'], NOTICES)
          : null
  if (detail === null) return known.words
  return type === 10 ? detail : `${known.words}: ${detail}`
}

function rowFacts(row: StoredRow): Record<string, string | null> {
  const expires = numberOf(row['expiresInSeconds']) ?? 0
  const story = unixTimeInWords(row['storyTimestamp'])
  return {
    'call type': numberOf(row['recordType']) === CALL_RECORD_TYPE ? codeInWords(row['offerType'], { 0: 'voice', 1: 'video' }) : null,
    'words of the app': textOf(row['customMessage']),
    'timer set to (seconds)': textOf(row['configurationDurationSeconds']),
    'deleted for everybody': flagOf(row['wasRemotelyDeleted']) === true ? 'yes' : null,
    'view once': flagOf(row['isViewOnceMessage']) === true ? 'yes' : null,
    'voice message': flagOf(row['isVoiceMessage']) === true ? 'yes' : null,
    'disappears after (seconds)': expires > 0 ? String(expires) : null,
    'timer started': unixTimeInWords(row['expireStartedAt']),
    'got by the server': unixTimeInWords(row['serverTimestamp']),
    read: numberOf(row['recordType']) === 19 && flagOf(row['read']) === false ? 'no' : null,
    'contact sent': row['contactShare'] instanceof Uint8Array ? `${row['contactShare'].length} bytes` : null,
    story: story === null ? null : `answer to the story of ${textOf(row['storyAuthorUuidString']) ?? 'unknown'} at ${story}`,
    'story reaction': textOf(row['storyReactionEmoji']),
    'group call by': textOf(row['creatorUuid']),
  }
}

function fileFacts(files: SignalFiles | null): Record<string, string | null> {
  if (files === null) return {}
  return {
    caption: files.captions.length === 0 ? null : files.captions.join('; '),
    'further files': files.others.length === 0 ? null : files.others.join(', '),
  }
}

interface Quote {
  readonly target: string | null
  readonly facts: Readonly<Record<string, string | null>>
}

/** A quotation is a keyed archive (TSQuotedMessage): time and author of the message, and what was seen of it. */
function quoteOf(row: StoredRow): Quote {
  if (!(row['quotedMessage'] instanceof Uint8Array)) return { target: null, facts: {} }
  const quote = archivedObject(row['quotedMessage'])
  if (quote === null) return { target: null, facts: { quotation: `not decoded: ${row['quotedMessage'].length} bytes` } }
  const timestamp = quote['timestamp']
  const author = quote['authorAddress'] ?? null
  const accountId = isArchivedObject(author) ? textIn(author['backingUuid']) : null
  const phone = isArchivedObject(author) ? textIn(author['backingPhoneNumber']) : textIn(quote['authorId'])
  return {
    target: typeof timestamp === 'number' || typeof timestamp === 'bigint' ? nativeIdOf(accountId, timestamp) : null,
    facts: { quotation: textIn(quote['body']), 'quoted author': accountId ?? phone },
  }
}

const textIn = (value: ArchivedValue | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null)
