/**
 * The record types: the vocabulary of the whole program. A parser turns evidence rows into these and nothing else.
 * Imports nothing outside this folder.
 */
import type {
  AccountEventRecord,
  AppUseRecord,
  CalendarEventRecord,
  DeviceEventRecord,
  InteractionRecord,
  NetworkRecord,
  NoteRecord,
  PaymentRecord,
} from './activities.ts'
import type { IdentityRef } from './identity.ts'
import type { Instant } from './instant.ts'
import type { Direction, PositionClass, RecordBase } from './recordBase.ts'

export type MessageKind = 'text' | 'media' | 'location' | 'contact' | 'call' | 'system' | 'reaction' | 'poll' | 'sticker' | 'other'

/**
 * A conversation as its app keeps it. One object per conversation and parser run: parsers reuse the object for each
 * message, and the writer recognises it by `key`.
 */
export interface ThreadRef {
  /** Unique within the database (`chat.guid`, chat JID ...). */
  readonly key: string
  readonly title: string | null
  readonly kind: 'direct' | 'group' | 'broadcast' | 'unknown'
  /** Members other than the phone's owner, as far as the database lists them. */
  readonly participants: readonly IdentityRef[]
}

/** A file that a message or other record names. Whether it is present is decided by ingest, from the extraction. */
export interface AttachmentRef {
  /** Path inside the extraction, as a file-system path without leading slash, or null when the row names none. */
  readonly path: string | null
  /** File name to show. */
  readonly name: string | null
  readonly mime: string | null
  /** Size that the row states, in bytes, or null. */
  readonly sizeBytes: number | null
}

/** A position that a message carries: what its sender shared, not where the phone was. */
export interface SharedPosition {
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | null
  readonly label: string | null
}

/** A reaction's target and meaning. */
export interface ReactionRef {
  readonly targetNativeId: string
  /** Which part of the target message, or null for all of it. */
  readonly targetPart: number | null
  /** The emoji, or the word the app uses (`liked`, `emphasised`). */
  readonly label: string
  readonly action: 'added' | 'removed'
}

export interface MessageRecord extends RecordBase {
  readonly type: 'message'
  /** Name of the service in words: `SMS`, `iMessage`, `WhatsApp`. */
  readonly service: string
  /** The id that the service gave the message (GUID, stanza id), for cross-device linking; or null. */
  readonly nativeId: string | null
  /** Null for an orphan: a message in no conversation. It is kept. */
  readonly thread: ThreadRef | null
  /** Null when the phone's owner sent it or when no sender is stored. */
  readonly sender: IdentityRef | null
  /** The owner's own line or account that the row names (`destination_caller_id`), or null. */
  readonly ownLine: IdentityRef | null
  readonly direction: Direction
  readonly kind: MessageKind
  readonly sentAt: Instant
  readonly deliveredAt: Instant | null
  readonly readAt: Instant | null
  readonly editedAt: Instant | null
  readonly body: string | null
  readonly subject: string | null
  readonly attachments: readonly AttachmentRef[]
  readonly position: SharedPosition | null
  readonly replyToNativeId: string | null
  readonly reaction: ReactionRef | null
  /** Delivery status in words (`sent`, `failed`, `unknown (7)`), or null. */
  readonly status: string | null
}

export interface CallRecord extends RecordBase {
  readonly type: 'call'
  readonly service: string
  readonly nativeId: string | null
  readonly direction: Direction
  /** Null when the row does not say. */
  readonly answered: boolean | null
  readonly isVideo: boolean | null
  readonly startedAt: Instant
  readonly durationSeconds: number | null
  /** Everybody but the phone's owner; empty for a withheld number. */
  readonly participants: readonly IdentityRef[]
  readonly ownLine: IdentityRef | null
}

export type ContactIdentifierKind =
  | 'phone'
  | 'email'
  | 'url'
  | 'postal-address'
  | 'instant-messaging'
  | 'social-profile'
  | 'related-name'
  | 'date'
  | 'other'

export interface ContactIdentifier {
  readonly kind: ContactIdentifierKind
  /** Label as the user sees it (`home`, `work`), or null. */
  readonly label: string | null
  readonly raw: string
  /** Set when the value identifies somebody on a service (phone, e-mail, messenger id). */
  readonly identity: IdentityRef | null
}

export interface ContactRecord extends RecordBase {
  readonly type: 'contact'
  readonly name: string | null
  readonly organisation: string | null
  readonly identifiers: readonly ContactIdentifier[]
  /** Which account or store the card belongs to (`iCloud`, `SIM`), or null. */
  readonly store: string | null
  readonly note: string | null
  readonly createdAt: Instant | null
  readonly modifiedAt: Instant | null
}

export interface LocationRecord extends RecordBase {
  readonly type: 'location'
  readonly at: Instant
  /** End of a visit, or null for a point in time. */
  readonly endAt: Instant | null
  /** WGS 84 degrees. Null is not allowed: a row without a position is skipped with its reason. */
  readonly latitude: number
  readonly longitude: number
  /** Radius in metres, or null when not stated. Its meaning is in `radiusMeaning`. */
  readonly accuracyMetres: number | null
  /** What the radius means in words (`about 63-68 % (iOS)`), or null. */
  readonly radiusMeaning: string | null
  readonly altitudeMetres: number | null
  readonly speedMetresPerSecond: number | null
  readonly courseDegrees: number | null
  readonly class: PositionClass
  /** How the position came about, in words (`routined cache`). */
  readonly method: string
  readonly label: string | null
}

export interface MediaRecord extends RecordBase {
  readonly type: 'media'
  /** Path inside the extraction. */
  readonly path: string
  readonly mime: string | null
  readonly sizeBytes: number | null
  readonly takenAt: Instant
  readonly latitude: number | null
  readonly longitude: number | null
  readonly accuracyMetres: number | null
  /** GPS time of the file (always UTC), kept apart from `takenAt`; or null. */
  readonly gpsAt: Instant | null
  /** `own`: made by this phone's camera; `received`: came from elsewhere; `unknown`: the file does not say. */
  readonly origin: 'own' | 'received' | 'unknown'
  readonly widthPixels: number | null
  readonly heightPixels: number | null
  /** Camera make and model as the file claims, or null. */
  readonly camera: string | null
}

export interface WebRecord extends RecordBase {
  readonly type: 'web'
  readonly webKind: 'visit' | 'search' | 'download' | 'bookmark'
  readonly service: string
  readonly url: string | null
  readonly title: string | null
  readonly at: Instant
}

/** An account of the phone's owner (or of the service) as the device lists it. */
export interface AccountRecord extends RecordBase {
  readonly type: 'account'
  readonly service: string
  readonly identity: IdentityRef
  readonly name: string | null
  /** True when the database says that this is the phone owner's own account. */
  readonly isOwner: boolean
}

/** A row that says two identifiers belong together (WhatsApp LID pair, for example). Never a merge, only a reason. */
export interface IdentityLinkRecord extends RecordBase {
  readonly type: 'identity-link'
  readonly a: IdentityRef
  readonly b: IdentityRef
  /** In words, for the person who confirms or rejects the suggestion. */
  readonly reason: string
  readonly strength: 'strong' | 'weak'
}

export type EvidenceRecord =
  | MessageRecord
  | CallRecord
  | ContactRecord
  | LocationRecord
  | MediaRecord
  | WebRecord
  | PaymentRecord
  | AppUseRecord
  | NetworkRecord
  | AccountEventRecord
  | DeviceEventRecord
  | InteractionRecord
  | NoteRecord
  | CalendarEventRecord
  | AccountRecord
  | IdentityLinkRecord

export type RecordKind = EvidenceRecord['type']

/** Kinds in the order in which views list them. */
export const RECORD_KINDS: readonly RecordKind[] = [
  'message',
  'call',
  'location',
  'media',
  'web',
  'payment',
  'interaction',
  'note',
  'calendar-event',
  'app-use',
  'network',
  'account-event',
  'device-event',
  'contact',
  'account',
  'identity-link',
]

/** Kinds that do not happen at a time: they are listed, not placed in the timeline. */
export const LISTED_KINDS: readonly RecordKind[] = ['contact', 'account', 'identity-link']
