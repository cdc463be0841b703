/**
 * Codes of ZWAMESSAGE in words. From the reference (artifacts 1.4, in turn from other tools' sources, not from the vendor);
 * codes that are not here stay numbers.
 */
import type { MessageKind } from '../../model/index.ts'

export interface MessageType {
  readonly kind: MessageKind
  readonly words: string
}

const type = (kind: MessageKind, words: string): MessageType => ({ kind, words })
const TEMPLATE = type('other', 'business template')
const TEMPLATE_REPLY = type('text', 'reply to business template')

/** ZMESSAGETYPE. */
export const MESSAGE_TYPES: Readonly<Record<number, MessageType>> = {
  0: type('text', 'text'),
  1: type('media', 'image'),
  2: type('media', 'video'),
  3: type('media', 'audio'),
  4: type('contact', 'contact'),
  5: type('location', 'location'),
  6: type('system', 'group event'),
  7: type('text', 'link'),
  8: type('media', 'document'),
  10: type('system', 'system or call event'),
  11: type('media', 'GIF'),
  12: type('other', 'waiting for message'),
  14: type('other', 'deleted by sender'),
  15: type('sticker', 'sticker'),
  19: TEMPLATE,
  20: TEMPLATE,
  23: TEMPLATE,
  24: TEMPLATE,
  25: TEMPLATE_REPLY,
  26: type('other', 'product'),
  27: type('other', 'group invite'),
  28: type('system', 'disappearing messages default'),
  30: TEMPLATE,
  31: TEMPLATE_REPLY,
  32: TEMPLATE,
  34: TEMPLATE_REPLY,
  38: type('media', 'view-once image'),
  39: type('media', 'view-once video'),
  41: TEMPLATE,
  42: TEMPLATE,
  46: type('poll', 'poll'),
  53: type('media', 'view-once audio'),
  54: type('media', 'round video note'),
  55: type('system', 'channel event'),
  59: type('call', 'call'),
  66: type('other', 'album link'),
}

export const DELETED_BY_SENDER = 14
export const LOCATION = 5
export const CONTACT = 4
export const GROUP_EVENT = 6
export const SYSTEM_EVENT = 10
export const CHANNEL_EVENT = 55

/** ZGROUPEVENTTYPE when ZMESSAGETYPE is 6. */
export const GROUP_EVENTS: Readonly<Record<number, string>> = {
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
export const SYSTEM_EVENTS: Readonly<Record<number, string>> = {
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
export const CALL_EVENTS: ReadonlySet<number> = new Set([1, 4, 21, 22, 40, 41, 45, 46])

/** ZMESSAGESTATUS of the owner's own messages. */
export const OWN_STATUS: Readonly<Record<number, string>> = { 1: 'sent', 6: 'delivered', 8: 'read', 9: 'unsent' }
