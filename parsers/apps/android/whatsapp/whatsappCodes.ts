/**
 * Codes of msgstore.db in words. From the reference (artifacts 2.5 and 2.6, in turn from other tools' sources, not from the
 * vendor); codes that are not here stay numbers.
 */
import type { MessageKind } from '../../../model/index.ts'

export interface MessageType {
  readonly kind: MessageKind
  readonly words: string
}

const type = (kind: MessageKind, words: string): MessageType => ({ kind, words })
const TEMPLATE = type('other', 'business template')
const INTERACTIVE = type('other', 'business message with buttons')
const TIMER = type('system', 'disappearing messages timer')

/** message.message_type, and media_wa_type of the old schema (which knows 0 to 16 of them). */
export const MESSAGE_TYPES: Readonly<Record<number, MessageType>> = {
  0: type('text', 'text'),
  1: type('media', 'image'),
  2: type('media', 'audio'),
  3: type('media', 'video'),
  4: type('contact', 'contact'),
  5: type('location', 'location'),
  7: type('system', 'system'),
  8: type('call', 'call'),
  9: type('media', 'document'),
  10: type('call', 'missed call'),
  11: type('other', 'waiting for message'),
  13: type('media', 'GIF'),
  14: type('contact', 'contacts'),
  15: type('other', 'deleted message'),
  16: type('location', 'live location'),
  20: type('sticker', 'sticker'),
  23: type('other', 'product'),
  24: type('other', 'group invite'),
  25: TEMPLATE,
  26: TEMPLATE,
  27: TEMPLATE,
  28: TEMPLATE,
  36: TIMER,
  42: type('media', 'view-once image'),
  43: type('media', 'view-once video'),
  44: type('other', 'order'),
  45: INTERACTIVE,
  55: INTERACTIVE,
  56: TIMER,
  57: INTERACTIVE,
  64: type('other', 'deleted by an administrator'),
  66: type('poll', 'poll'),
  81: type('media', 'short video'),
  82: type('media', 'view-once audio'),
  90: type('call', 'call'),
  99: type('other', 'album link'),
  103: type('media', 'short video'),
  106: type('poll', 'poll'),
  112: type('system', 'advanced privacy'),
}

export const VOICE_NOTE_ORIGIN = 1
export const AUDIO = 2
export const DELETED_TYPES: readonly number[] = [15, 64]
/** Types with a file even where no file is named. */
export const KINDS_WITH_FILE: readonly MessageKind[] = ['media', 'sticker']

/** Status of the owner's own messages. */
export const OWN_STATUS: Readonly<Record<number, string>> = { 0: 'not sent', 4: 'sent', 5: 'delivered', 6: 'system', 13: 'read' }
/** Status that marks rows of the app itself. */
export const SYSTEM_STATUS = 6
/** Status of rows that fill a place and are nobody's message. */
export const PLACEHOLDER_STATUS = -1

/** message_system.action_type. */
export const ACTIONS: Readonly<Record<number, string>> = {
  1: 'group renamed',
  4: 'member added',
  5: 'member left',
  6: 'group icon changed',
  7: 'member removed',
  10: 'number changed',
  11: 'group created',
  12: 'member added',
  13: 'member left',
  14: 'member removed',
  15: 'you became admin',
  16: 'you are no longer admin',
  18: 'security code changed',
  19: 'end-to-end encryption notice',
  20: 'joined by link',
  21: 'group link reset',
  27: 'description changed',
  28: 'number changed',
  29: 'group permissions changed',
  30: 'group permissions changed',
  31: 'group permissions changed',
  32: 'group permissions changed',
  33: 'group permissions changed',
  46: 'business account notice',
  47: 'business account notice',
  50: 'standard chat notice',
  52: 'joined by invitation',
  56: 'disappearing messages changed',
  57: 'device changed',
  58: 'contact blocked or unblocked',
  59: 'disappearing messages timer set',
  68: 'disappearing messages default',
  75: 'added to community',
  78: 'removed from community',
  79: 'joined from community',
  80: 'message kept in chat',
  108: 'added to community',
  118: 'message pinned',
  129: 'sender is in the contacts',
  132: 'channel created',
  136: 'contact joined WhatsApp',
  158: 'chat started from an advertisement',
}

/** call_log.call_result. */
export const CALL_RESULTS: Readonly<Record<number, string>> = { 2: 'missed', 3: 'unavailable', 4: 'refused', 5: 'connected' }
export const ANSWERED: Readonly<Record<number, boolean>> = { 2: false, 3: false, 4: false, 5: true }

export const ADD_ON_TYPES: Readonly<Record<number, string>> = { 56: 'reaction', 67: 'poll vote' }
export const REACTION = 56
export const POLL_VOTE = 67
