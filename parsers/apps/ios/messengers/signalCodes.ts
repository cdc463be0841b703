/** Codes of Signal on the iPhone, as its published source lists them (SDSRecordType, TSInfoMessage, TSErrorMessage, TSCall, CallRecord). */
import type { Direction, MessageKind, SqlCipherStore } from '../../../model/index.ts'

/** SQLCipher 4 with the first 32 bytes in clear; key and salt are one keychain item of 48 bytes (GRDBDatabaseCipherKeySpec). */
export const SIGNAL_ENCRYPTION: SqlCipherStore = {
  keyName: 'the database key of Signal (keychain item GRDBDatabaseCipherKeySpec, 48 bytes)',
  apps: ['signal', 'whispersystems'],
  key: 'raw',
  kdfRounds: 256_000,
  hash: 'sha512',
  pageBytes: 4096,
  plainHeaderBytes: 32,
  keyFiles: ['**/KeychainDump/backup_keychain_v2.plist', '**/keychain-backup.plist'],
}

interface RecordType {
  readonly words: string | null
  readonly kind: MessageKind
  readonly direction: Direction
}

const of = (words: string | null, kind: MessageKind, direction: Direction = 'unknown'): RecordType => ({ words, kind, direction })

export const CALL_RECORD_TYPE = 20

export const RECORD_TYPES: Readonly<Record<number, RecordType>> = {
  1: of('identity key of a received message was not trusted', 'system'),
  5: of('offer to block an unknown contact', 'system'),
  7: of('offer to share the profile', 'system'),
  9: of('error', 'system'),
  10: of('notice', 'system'),
  11: of('message', 'other'),
  13: of('safety number was marked', 'system'),
  16: of('interaction', 'system'),
  17: of('identity key was not trusted', 'system'),
  19: of(null, 'text', 'incoming'),
  20: of('call', 'call'),
  21: of(null, 'text', 'outgoing'),
  22: of('offers about a contact', 'system'),
  23: of('identity key of a sent message was not trusted', 'system'),
  25: of('offer to add the contact', 'system'),
  28: of('timer of disappearing messages changed', 'system'),
  54: of('message of a version that this app did not know', 'system'),
  65: of('group call', 'call'),
  68: of('payment', 'other', 'outgoing'),
  70: of('message that could not be decrypted', 'system', 'incoming'),
  75: of('payment', 'other', 'incoming'),
  76: of('request to turn payments on', 'system'),
  77: of('payments were turned on', 'system'),
  78: of('payment', 'other', 'incoming'),
  79: of('payment', 'other', 'outgoing'),
}

/** `messageType` of notices (record type 10 and its kin). */
export const NOTICES: Readonly<Record<number, string>> = {
  0: 'session was ended here',
  1: 'the person does not use Signal',
  2: 'message of an unsupported kind',
  3: 'group changed',
  4: 'group was left',
  5: 'timer of disappearing messages changed',
  6: 'offer to add the contact',
  7: 'safety number was marked',
  8: 'offer to share the profile with a person',
  9: 'offer to share the profile with a group',
  10: 'version not known',
  11: 'joined Signal',
  12: 'chat came from another device of the owner',
  13: 'profile changed',
  14: 'telephone number changed',
  15: 'contact was hidden',
  16: 'request to turn payments on',
  17: 'payments were turned on',
  18: 'two chats were joined',
  19: 'number of this person was learnt',
  20: 'reported as spam',
  21: 'name of this person was learnt',
  22: 'person was blocked',
  23: 'group was blocked',
  24: 'person was unblocked',
  25: 'group was unblocked',
  26: 'message request accepted',
  27: 'session was ended by the other side',
  28: 'poll ended',
  29: 'message was pinned',
}

export const ERRORS: Readonly<Record<number, string>> = {
  0: 'no session',
  1: 'identity key not trusted',
  2: 'key not valid',
  3: 'key missing',
  4: 'message not valid',
  5: 'message came twice',
  6: 'version not valid',
  7: 'safety number changed',
  8: 'unknown contact',
  9: 'group could not be made',
  10: 'session was renewed',
  11: 'could not be decrypted',
}

/** `storedMessageState` of what went out. */
export const STATES: Readonly<Record<number, string>> = { 0: 'sending', 1: 'failed', 2: 'sent', 3: 'delivered', 4: 'sent', 5: 'pending' }

interface CallType {
  readonly words: string
  readonly direction: Direction
  readonly answered: boolean | null
}

const call = (words: string, direction: Direction, answered: boolean | null): CallType => ({ words, direction, answered })

/** `callType` of a call in the chat. */
export const CALL_TYPES: Readonly<Record<number, CallType>> = {
  1: call('incoming', 'incoming', true),
  2: call('outgoing', 'outgoing', true),
  3: call('missed', 'incoming', false),
  4: call('outgoing, not yet taken', 'outgoing', null),
  5: call('incoming, not yet taken', 'incoming', null),
  6: call('missed, because the safety number changed', 'incoming', false),
  7: call('declined', 'incoming', false),
  8: call('outgoing, not taken', 'outgoing', false),
  9: call('taken on another device of the owner', 'incoming', true),
  10: call('declined on another device of the owner', 'incoming', false),
  11: call('another device of the owner was busy', 'incoming', false),
  12: call('missed, because of Do Not Disturb', 'incoming', false),
  13: call('missed, because the contact is blocked', 'incoming', false),
}

/** `CallRecord.type`, `.direction` and `.status`. */
export const CALL_KINDS: Readonly<Record<number, string>> = { 0: 'voice', 1: 'video', 2: 'group', 3: 'call by link' }
export const CALL_DIRECTIONS: Readonly<Record<number, Direction>> = { 0: 'incoming', 1: 'outgoing' }
export const CALL_STATUS: Readonly<Record<number, { readonly words: string; readonly answered: boolean | null }>> = {
  0: { words: 'pending', answered: null },
  1: { words: 'accepted', answered: true },
  2: { words: 'not accepted', answered: false },
  3: { words: 'missed', answered: false },
  4: { words: 'group call without ringing', answered: null },
  5: { words: 'joined', answered: true },
  6: { words: 'ring accepted', answered: true },
  7: { words: 'ring declined', answered: false },
  8: { words: 'ring missed', answered: false },
  9: { words: 'ringing', answered: null },
  10: { words: 'ring missed (a notification profile was on)', answered: false },
  11: { words: 'asked to join by link', answered: null },
  12: { words: 'joined by link', answered: true },
}
