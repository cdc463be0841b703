/**
 * What the codes of Messages mean. Source: artifacts 1.1 (read from the code of other tools, partly seen in real data). A
 * code that is not listed stays a number.
 */
import { codeInWords, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { MessageKind, ReactionRef } from '../../../model/index.ts'
import type { RareRow } from './messagesSql.ts'

const REACTIONS: readonly string[] = ['loved', 'liked', 'disliked', 'laughed', 'emphasised', 'questioned', 'emoji', 'sticker']
const ADDED = 2000
const REMOVED = 3000
export const STICKER = 1000
export const POLL_VOTE = 4000
/** Normal messages and those of iMessage apps. */
const PLAIN_TYPES: readonly number[] = [0, 2, 3]

const EVENTS: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  1: { 0: 'participant added', 1: 'participant removed' },
  3: { 0: 'participant left', 1: 'group picture changed', 2: 'group picture removed', 4: 'background changed', 6: 'background removed' },
}
const SINGLE_EVENTS: Readonly<Record<number, string>> = { 2: 'conversation renamed', 5: 'audio message kept', 6: 'SharePlay or FaceTime' }
const LOCATION_SHARING = 4

/** Ends of bundle ids; they follow a prefix and a team id. Names as imessage-exporter lists them (variants.rs). */
const APPS: readonly { readonly end: string; readonly name: string; readonly kind: MessageKind | null }[] = [
  { end: 'URLBalloonProvider', name: 'link preview', kind: null },
  { end: 'PassbookUIService.PeerPaymentMessagesExtension', name: 'Apple Cash', kind: 'other' },
  { end: 'SafetyMonitorApp.SafetyMonitorMessages', name: 'Check In', kind: 'other' },
  { end: 'findmy.FindMyMessagesApp', name: 'Find My', kind: 'location' },
  { end: 'messages.Polls', name: 'poll', kind: 'poll' },
  { end: 'Handwriting.HandwritingProvider', name: 'handwriting', kind: 'other' },
  { end: 'DigitalTouchBalloonProvider', name: 'Digital Touch', kind: 'other' },
  { end: 'messages.business.extension', name: 'Business', kind: 'other' },
  { end: 'ActivityMessagesApp.MessagesExtension', name: 'Fitness', kind: 'other' },
  { end: 'mobileslideshow.PhotosMessagesApp', name: 'Photos', kind: 'other' },
]

export const FILTER_ACTIONS: Readonly<Record<number, string>> = { 0: 'none', 1: 'allowed', 2: 'junk', 3: 'promotion', 4: 'transaction' }
export const CHAT_FILTERS: Readonly<Record<number, string>> = { 0: 'none', 1: 'unknown sender' }

/** The message that another one is about: `p:<part>/<guid>`, `bp:<guid>` or the GUID alone. */
export function associatedTarget(stored: string): { readonly guid: string; readonly part: number | null } {
  const match = /^(?:p:(\d{1,9})\/|bp:)(.+)$/su.exec(stored)
  const [part, guid] = [match?.[1], match?.[2]]
  return { guid: guid ?? stored, part: part === undefined ? null : Number(part) }
}

/** A tapback, added or removed. A function of any code, so that no code is narrowed away. */
export function isReaction(type: number): boolean {
  return [ADDED, REMOVED].some((base) => type >= base && type < base + REACTIONS.length)
}

/** What a tapback says, without its target. Only for `isReaction` types. */
export function reactionLabel(type: number, rare: RareRow): Pick<ReactionRef, 'label' | 'action'> {
  const word = REACTIONS[type % 1000] ?? `unknown (${type})`
  const emoji = word === 'emoji' ? textOf(rare.associated_message_emoji) : null
  return { label: emoji ?? word, action: type < REMOVED ? 'added' : 'removed' }
}

export function reactionOf(rare: RareRow): ReactionRef | null {
  const type = numberOf(rare.associated_message_type)
  const stored = textOf(rare.associated_message_guid)
  if (type === null || stored === null || !isReaction(type)) return null
  const { guid, part } = associatedTarget(stored)
  return { targetNativeId: guid, targetPart: part, ...reactionLabel(type, rare) }
}

/** `unknown (7)` for an associated type that is neither a message nor one of the known kinds; otherwise null. */
export function unknownAssociation(type: number | null): string | null {
  if (type === null || PLAIN_TYPES.includes(type) || type === STICKER || type === POLL_VOTE || isReaction(type)) return null
  return `unknown (${type})`
}

export interface GroupEvent {
  readonly event: string
  /** False for a code that is not known: then the message is not called a system message. */
  readonly isKnown: boolean
}

/** The event that a row stands for, or null for a message. */
export function groupEventOf(rare: RareRow, handleId: number | null): GroupEvent | null {
  const item = numberOf(rare.item_type) ?? 0
  if (item === 0) return null
  if (item === LOCATION_SHARING) return { event: locationSharing(rare), isKnown: true }
  const single = SINGLE_EVENTS[item]
  if (single !== undefined) return { event: single, isKnown: true }
  const actions = EVENTS[item]
  if (actions === undefined) return { event: `unknown (${item})`, isKnown: false }
  const action = numberOf(rare.group_action_type) ?? 0
  if (item === 1 && isNumberChange(rare, handleId)) return { event: 'phone number changed', isKnown: true }
  return { event: actions[action] ?? `${item === 1 ? 'participants' : 'group'}: ${codeInWords(action, {})}`, isKnown: true }
}

function locationSharing(rare: RareRow): string {
  const action = numberOf(rare.group_action_type) ?? 0
  if (action !== 0) return `location sharing: ${codeInWords(action, {})}`
  const status = numberOf(rare.share_status) ?? 0
  return `location sharing ${status === 1 ? 'stopped' : status === 0 ? 'started' : codeInWords(status, {})}`
}

/** Who shares, as imessage-exporter reads the row: its author, or the owner where another person is named and the direction is 0. */
export function sharesLocation(rare: RareRow, isFromMe: boolean | null): 'owner' | 'other party' | null {
  if (numberOf(rare.item_type) !== LOCATION_SHARING) return null
  if (isFromMe === true) return 'owner'
  const [other, direction] = [numberOf(rare.other_handle) ?? 0, numberOf(rare.share_direction)]
  if (other !== 0 && direction === 0) return 'owner'
  return isFromMe === false ? 'other party' : null
}

function isNumberChange(rare: RareRow, handleId: number | null): boolean {
  const other = numberOf(rare.other_handle)
  return other !== null && other !== 0 && other === handleId
}

/** The iMessage app behind a bundle id: its name where known, and the kind of message it makes (null: as its content is). */
export function messageApp(bundleId: string): { readonly name: string | null; readonly kind: MessageKind | null } {
  const app = APPS.find(({ end }) => bundleId.endsWith(end))
  return app ?? { name: null, kind: 'other' }
}
