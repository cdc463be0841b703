/**
 * Codes of Signal for Android, as its published source lists them (MessageTypes, CallTable, RecipientTable), and how it encrypts.
 * The type of a message is a number of 36 bits: kind in the lowest five, flags above.
 */
import { codeInWords, numberOf } from '../../../formats/values/storedValues.ts'
import type { Direction, MessageKind, SqlCipherStore, SqlValue } from '../../../model/index.ts'

/** SQLCipher with the settings of its third version, one round, over the digits of a random key (SqlCipherDatabaseHook). */
export const SIGNAL_ENCRYPTION: SqlCipherStore = {
  keyName: 'the database key of Signal',
  apps: ['signal', 'thoughtcrime'],
  key: 'passphrase',
  kdfRounds: 1,
  hash: 'sha1',
  pageBytes: 4096,
  plainHeaderBytes: 0,
  keyFiles: ['**/Secrets/secrets.json', '**/secrets.json'],
}

const BASE_MASK = 0x1f
const PUSH = 0x200000
const TWO_32 = 2 ** 32

interface BaseType {
  readonly words: string
  readonly kind: MessageKind
  readonly direction: Direction
}

const base = (words: string, kind: MessageKind, direction: Direction): BaseType => ({ words, kind, direction })

const BASE_TYPES: Readonly<Record<number, BaseType>> = {
  1: base('incoming voice call', 'call', 'incoming'),
  2: base('outgoing voice call', 'call', 'outgoing'),
  3: base('missed voice call', 'call', 'incoming'),
  4: base('joined Signal', 'system', 'unknown'),
  5: base('a message that this version could not read', 'system', 'incoming'),
  6: base('invalid message', 'system', 'unknown'),
  7: base('profile changed', 'system', 'unknown'),
  8: base('missed video call', 'call', 'incoming'),
  9: base('group moved to the new kind', 'system', 'unknown'),
  10: base('incoming video call', 'call', 'incoming'),
  11: base('outgoing video call', 'call', 'outgoing'),
  12: base('group call', 'call', 'unknown'),
  13: base('a message that could not be decrypted', 'system', 'incoming'),
  14: base('telephone number changed', 'system', 'unknown'),
  15: base('request for a donation', 'system', 'unknown'),
  16: base('two chats were joined', 'system', 'unknown'),
  17: base('SMS were exported', 'system', 'unknown'),
  18: base('number of this person was learnt', 'system', 'unknown'),
  20: base('received', 'text', 'incoming'),
  21: base('waiting to be sent', 'text', 'outgoing'),
  22: base('sending', 'text', 'outgoing'),
  23: base('sent', 'text', 'outgoing'),
  24: base('failed', 'text', 'outgoing'),
  25: base('waiting for leave to go as encrypted SMS', 'text', 'outgoing'),
  26: base('waiting for leave to go as plain SMS', 'text', 'outgoing'),
  27: base('draft', 'text', 'outgoing'),
}

/** Flags that make any message one of the app itself, the most telling first. */
const NOTICES: readonly (readonly [number, string])[] = [
  [0x400000, 'session was ended'],
  [0x40000, 'timer of disappearing messages changed'],
  [0x10000, 'group changed'],
  [0x20000, 'group was left'],
  [0x4000, 'safety number marked as verified'],
  [0x2000, 'safety number marked as not verified'],
  [0x200, 'safety number changed'],
  [0x8000, 'keys were exchanged'],
]
/** Bits 32 to 35: one number. */
const SPECIALS: Readonly<Record<number, string>> = {
  1: 'reaction to a story',
  2: 'donation for somebody else',
  3: 'notice of a payment',
  4: 'request to turn payments on',
  5: 'reported as spam',
  6: 'message request accepted',
  8: 'payments were turned on',
  9: 'a payment of which the details are gone',
}

export interface SignalType {
  readonly kind: MessageKind
  readonly direction: Direction
  /** Delivery status in words, of what went out; otherwise null. */
  readonly status: string | null
  /** What the app tells by it, where it is no message of a person. */
  readonly notice: string | null
  /** False for an SMS or MMS that the app sent or got as the phone's SMS app. */
  readonly isSignal: boolean
}

export function signalType(stored: SqlValue | undefined): SignalType {
  const type = numberOf(stored)
  if (type === null || type < 0)
    return { kind: 'other', direction: 'unknown', status: null, notice: codeInWords(stored, {}), isSignal: true }
  const code = (type % TWO_32) & BASE_MASK
  const known = BASE_TYPES[code]
  const flagged = NOTICES.find(([bit]) => ((type % TWO_32) & bit) !== 0)?.[1] ?? null
  const special = Math.floor(type / TWO_32) % 16
  const specialWords = special === 0 ? null : (SPECIALS[special] ?? `unknown (${special})`)
  const isPerson = known?.kind === 'text'
  const notice = specialWords ?? flagged ?? (isPerson ? null : (known?.words ?? `unknown (${code})`))
  const isOwnNotice = flagged !== null || (special >= 4 && special <= 8)
  return {
    kind: isOwnNotice ? 'system' : (known?.kind ?? 'other'),
    direction: known?.direction ?? 'unknown',
    status: isPerson && known.direction === 'outgoing' ? known.words : null,
    notice,
    isSignal: !isPerson || isOwnNotice || ((type % TWO_32) & PUSH) !== 0,
  }
}

export const CALL_TYPES: Readonly<Record<number, string>> = { 0: 'voice', 1: 'video', 3: 'group', 4: 'call by link' }
export const CALL_EVENTS: Readonly<Record<number, string>> = {
  0: 'ongoing',
  1: 'accepted',
  2: 'not accepted',
  3: 'missed',
  4: 'deleted',
  5: 'group call',
  6: 'joined',
  7: 'ringing',
  8: 'declined',
  9: 'rang the group',
  10: 'missed (a notification profile was on)',
}
/** Of the events, those that say whether somebody took the call. */
export const CALL_ANSWERED: Readonly<Record<number, boolean>> = { 0: true, 1: true, 2: false, 3: false, 6: true, 8: false, 10: false }
