/** Facts of a message that no field of its record holds. Only what differs from the ordinary is stated. */
import { cocoaSecondsOrNanoseconds } from '../../../formats/values/epochs.ts'
import { bytesOf, codeInWords, flagOf, instantInWords, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { Instant, SqlValue } from '../../../model/index.ts'
import type { AppContent } from './messagesApps.ts'
import type { MessageAttachments } from './messagesAttachments.ts'
import { textAttributes } from './messagesAttributes.ts'
import { isShown } from './messagesBody.ts'
import type { Body } from './messagesBody.ts'
import type { EditHistory } from './messagesEdits.ts'
import {
  associatedTarget,
  CHAT_FILTERS,
  FILTER_ACTIONS,
  groupEventOf,
  isReaction,
  messageApp,
  POLL_VOTE,
  reactionLabel,
  sharesLocation,
  STICKER,
  unknownAssociation,
} from './messagesMeaning.ts'
import type { MessageRow, RareRow } from './messagesSql.ts'
import { accountAddress } from './messagesThreads.ts'
import type { Chat, Handle } from './messagesThreads.ts'

/** A time column of Messages, or null where it holds nothing (NULL, '' or 0). */
export function timeOrNull(stored: SqlValue): Instant | null {
  const text = textOf(stored)
  return text === null || Number(text) === 0 ? null : cocoaSecondsOrNanoseconds(text)
}

/** What a message's facts are drawn from. */
export interface FactSources {
  readonly row: MessageRow
  readonly rare: RareRow | null
  readonly handles: ReadonlyMap<number, Handle>
  readonly chat: Chat | null
  /** Further conversations that hold the message, by key. */
  readonly otherChats: readonly string[]
  /** Conversations that hold the message but are not in table chat. */
  readonly unknownChats: readonly number[]
  readonly body: Body
  readonly history: EditHistory
  readonly attachments: MessageAttachments
  readonly app: AppContent
  readonly serviceFrom: string | null
  /** When the phone's user moved the message to "recently deleted", or null. */
  readonly deletedAt: Instant | null
}

type FactSink = (name: string, value: string | null) => void

/** The facts in a fixed order, or undefined when there are none. */
export function messageFacts(sources: FactSources): Record<string, string> | undefined {
  let facts: Record<string, string> | undefined
  const put: FactSink = (name, value) => {
    if (value !== null) (facts ??= {})[name] = value
  }
  const { rare } = sources
  if (rare !== null) {
    putEvent(sources, rare, put)
    putAssociation(sources, rare, put)
  }
  for (const [name, value] of Object.entries(sources.app.facts)) put(name, value)
  putPeople(sources, put)
  putConversation(sources, put)
  putText(sources, put)
  put('deleted at', inWords(sources.deletedAt))
  put('error', nonZero(sources.row.error))
  if (rare !== null) putHandling(rare, put)
  return facts
}

function putEvent({ row, handles }: FactSources, rare: RareRow, put: FactSink): void {
  const event = groupEventOf(rare, numberOf(row.handle_id))
  if (event === null) return
  put('event', event.event)
  const other = numberOf(rare.other_handle) ?? 0
  put('subject', other === 0 ? null : (handles.get(other)?.identity.raw ?? `handle ${other} (not in table handle)`))
  put('new title', textOf(rare.group_title))
  put('shares location (as another tool reads it)', sharesLocation(rare, flagOf(row.is_from_me)))
  put('share direction', nonZero(rare.share_direction))
}

function putAssociation({ row }: FactSources, rare: RareRow, put: FactSink): void {
  const type = numberOf(rare.associated_message_type)
  const bundleId = textOf(rare.balloon_bundle_id)
  const target = textOf(rare.associated_message_guid)
  if (bundleId !== null) {
    put('app', bundleId)
    put('app name', messageApp(bundleId).name)
  }
  put('reply to part', textOf(rare.thread_originator_part))
  // A poll whose options were changed names the poll; the poll itself names nothing, or its own GUID.
  const isPollChange = bundleId !== null && messageApp(bundleId).kind === 'poll' && target !== null && target !== textOf(row.guid)
  if (isPollChange && type !== POLL_VOTE) put('changes poll', associatedTarget(target).guid)
  if (type === null || type === 0) return
  put('associated type', unknownAssociation(type))
  if (isReaction(type) && target === null) put('reaction', `${reactionLabel(type, rare).label} (its message is not named)`)
  if (target === null || isReaction(type) || (isPollChange && type !== POLL_VOTE)) return
  const { guid, part } = associatedTarget(target)
  const name = type === STICKER ? 'placed on' : type === POLL_VOTE ? 'vote on' : 'associated with'
  put(name, part === null ? guid : `${guid} (part ${part})`)
}

function putPeople({ row, handles, chat }: FactSources, put: FactSink): void {
  const handle = handles.get(numberOf(row.handle_id) ?? 0)
  const handleId = nonZero(row.handle_id)
  if (handleId !== null && handle === undefined) put('handle', `${handleId} (not in table handle)`)
  const isFromMe = flagOf(row.is_from_me)
  if (isFromMe === true && chat === null && handle !== undefined) put('recipient', handle.identity.raw)
  put('from me', isFromMe === null ? codeInWords(row.is_from_me, {}) : null)
  const account = textOf(row.account)
  const ownLine = textOf(row.destination_caller_id)
  put('account', account !== null && accountAddress(account) !== ownLine ? account : null)
}

function putConversation({ chat, otherChats, unknownChats, row, serviceFrom }: FactSources, put: FactSink): void {
  put('also in conversations', otherChats.length === 0 ? null : otherChats.join('; '))
  put('conversation', unknownChats.length === 0 ? null : unknownChats.map((id) => `${id} (not in table chat)`).join('; '))
  put('room', chat === null ? textOf(row.cache_roomnames) : null)
  put('service from', serviceFrom)
  put('sent over', /^imessagelite$/iu.test(textOf(row.service) ?? '') ? 'satellite' : null)
  const filter = chat?.filter ?? 0
  put('conversation filter', filter === 0 ? null : codeInWords(filter, CHAT_FILTERS))
  put('conversation archived', chat?.isArchived === true ? 'yes' : null)
}

function putText({ rare, body, history, attachments, app }: FactSources, put: FactSink): void {
  const { unknownIds, sensitive, descriptions } = attachments
  put('text from', app.text !== null && !isShown(body.text) ? 'payload_data' : null)
  if (rare !== null) {
    const { mentions, transcriptions } = textAttributes(bytesOf(rare.markedText))
    put('mentions', joined(mentions))
    put('transcription by the phone', joined(transcriptions))
  }
  put('text in attributedBody', body.otherText)
  put('attributedBody', body.problem)
  put('edit history', history.problem)
  put('unsent', history.isUnsent ? 'whole message' : null)
  put('unsent parts', history.unsentParts.length === 0 ? null : history.unsentParts.join(', '))
  put('attachments', joined(unknownIds.map((id) => `${id} (not in table attachment)`)))
  put('marked as sensitive by the phone', joined(sensitive))
  put('description of a generated picture', joined(descriptions))
}

function putHandling(rare: RareRow, put: FactSink): void {
  const filter = nonZero(rare.filter_action)
  put('filter', filter === null ? null : codeInWords(filter, FILTER_ACTIONS))
  put('filter sub-action', nonZero(rare.filter_sub_action))
  put('marked as junk', yes(rare.is_spam))
  put('unsent at', inWords(timeOrNull(rare.date_retracted)))
  put('played at', inWords(timeOrNull(rare.date_played)))
  put('audio message', yes(rare.is_audio_message))
  put('effect', textOf(rare.expressive_send_style_id))
  put('automatic reply', yes(rare.is_auto_reply))
  put('sent as SMS instead of iMessage', yes(rare.was_downgraded))
  put('schedule type', nonZero(rare.schedule_type))
}

const joined = (texts: readonly string[]): string | null => (texts.length === 0 ? null : texts.join('; '))
const inWords = (instant: Instant | null): string | null => (instant === null ? null : instantInWords(instant))

/** `yes` for a set flag; a value that is neither 0 nor 1 is shown as it is. */
function yes(value: SqlValue): string | null {
  return flagOf(value) === true ? 'yes' : nonZero(value)
}

function nonZero(value: SqlValue): string | null {
  return value === null || numberOf(value) === 0 ? null : textOf(value)
}
