/**
 * Codes of ZWAMESSAGE in words. From the reference (artifacts 1.4, in turn from other tools' sources, not from the vendor);
 * codes that are not here stay numbers.
 */
import { codeInWords, numberOf, textOf } from '../../../formats/values/storedValues.ts'
import type { MessageKind, SqlValue } from '../../../model/index.ts'

interface MessageType {
  readonly kind: MessageKind
  readonly words: string
}

const entry = (kind: MessageKind, words: string): MessageType => ({ kind, words })
const TEMPLATE = entry('other', 'business template')
const TEMPLATE_REPLY = entry('text', 'reply to business template')

/** ZMESSAGETYPE. */
const MESSAGE_TYPES: Readonly<Record<number, MessageType>> = {
  0: entry('text', 'text'),
  1: entry('media', 'image'),
  2: entry('media', 'video'),
  3: entry('media', 'audio'),
  4: entry('contact', 'contact'),
  5: entry('location', 'location'),
  6: entry('system', 'group event'),
  7: entry('text', 'link'),
  8: entry('media', 'document'),
  10: entry('system', 'system or call event'),
  11: entry('media', 'GIF'),
  12: entry('other', 'waiting for message'),
  // By who sent it, or by an administrator of the group.
  14: entry('other', 'deleted for everyone'),
  15: entry('sticker', 'sticker'),
  19: TEMPLATE,
  20: TEMPLATE,
  23: TEMPLATE,
  24: TEMPLATE,
  25: TEMPLATE_REPLY,
  26: entry('other', 'product'),
  27: entry('other', 'group invite'),
  28: entry('system', 'disappearing messages default'),
  30: TEMPLATE,
  31: TEMPLATE_REPLY,
  32: TEMPLATE,
  34: TEMPLATE_REPLY,
  38: entry('media', 'view-once image'),
  39: entry('media', 'view-once video'),
  41: TEMPLATE,
  42: TEMPLATE,
  46: entry('poll', 'poll'),
  53: entry('media', 'view-once audio'),
  54: entry('media', 'round video note'),
  55: entry('system', 'channel event'),
  59: entry('call', 'call'),
  66: entry('other', 'album link'),
}

/** Messages of businesses: their text lies in the metadata. */
export const TEMPLATE_TYPES: ReadonlySet<number> = new Set([19, 20, 23, 24, 25, 30, 31, 32, 34, 41, 42])
export const DELETED_FOR_EVERYONE = 14
export const LOCATION = 5
export const CONTACT = 4
const GROUP_EVENT = 6
const SYSTEM_EVENT = 10
const CHANNEL_EVENT = 55

/** ZGROUPEVENTTYPE when ZMESSAGETYPE is 6. */
const GROUP_EVENTS: Readonly<Record<number, string>> = {
  1: 'group renamed',
  2: 'member added',
  3: 'member left',
  4: 'group icon changed',
  5: 'group icon deleted',
  7: 'member removed',
  9: 'number changed',
  10: 'you became admin',
  11: 'you are no longer admin',
  12: 'group created',
  15: 'joined by link',
  17: 'description changed',
  18: 'edit or send permission changed',
  19: 'edit or send permission changed',
  20: 'edit or send permission changed',
  21: 'edit or send permission changed',
  22: 'description deleted',
  23: 'joined by invitation',
  26: 'disappearing messages changed',
  30: 'joined from community',
  31: 'added to community',
  33: 'removed from community',
  39: 'member became admin',
  42: 'only admins may add members',
  50: 'members added',
  56: 'group renamed',
  61: 'added to community',
}

/** ZGROUPEVENTTYPE when ZMESSAGETYPE is 10. */
const SYSTEM_EVENTS: Readonly<Record<number, string>> = {
  1: 'missed voice call',
  2: 'end-to-end encryption notice',
  3: 'security code changed',
  4: 'missed video call',
  5: 'number changed',
  6: 'number changed',
  21: 'missed group voice call',
  22: 'missed group video call',
  26: 'business chat',
  34: 'contact blocked',
  35: 'contact unblocked',
  36: 'security code changed',
  40: 'group video call started',
  41: 'group video call started',
  45: 'missed voice call',
  46: 'missed video call',
  47: 'message kept in chat',
}

/** Events of type 10 that are calls. */
const CALL_EVENTS: ReadonlySet<number> = new Set([1, 4, 21, 22, 40, 41, 45, 46])

/** ZMESSAGESTATUS of the owner's own messages. */
export const OWN_STATUS: Readonly<Record<number, string>> = { 1: 'sent', 6: 'delivered', 8: 'read', 9: 'unsent' }

export interface Described {
  readonly type: number | null
  readonly kind: MessageKind
  readonly words: string | null
  readonly event: string | null
}

/** What the row's two type codes say. */
export function describe(row: Readonly<Record<string, SqlValue>>): Described {
  const type = numberOf(row['ZMESSAGETYPE'])
  const event = numberOf(row['ZGROUPEVENTTYPE'])
  const known = MESSAGE_TYPES[type ?? -1]
  const words = known?.words ?? codeInWords(row['ZMESSAGETYPE'], {})
  if (known === undefined) return { type, kind: type === null && textOf(row['ZTEXT']) !== null ? 'text' : 'other', words, event: null }
  const kind = type === SYSTEM_EVENT && event !== null && CALL_EVENTS.has(event) ? 'call' : known.kind
  return { type, kind, words, event: eventInWords(type, row['ZGROUPEVENTTYPE']) }
}

function eventInWords(type: number | null, stored: SqlValue | undefined): string | null {
  if (type === GROUP_EVENT) return codeInWords(stored, GROUP_EVENTS)
  if (type === SYSTEM_EVENT) return codeInWords(stored, SYSTEM_EVENTS)
  return type === CHANNEL_EVENT ? codeInWords(stored, {}) : null
}
