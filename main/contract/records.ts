/** Records as views show them: the timeline, one record in full, its source row, its media. */
import type { Credentials } from './credentials.ts'
import type { EntityId, HiddenCounts, Lens, MessageKind, PositionClass, RecordKind, RecordState } from './lens.ts'

/** Somebody as shown: the name and why it is shown. */
export interface Party {
  readonly entity: EntityId
  /** Person's name, else the name that a contact card or app gives, else the identifier. */
  readonly name: string
  /** Normalised identifier (E.164, e-mail, JID), or the label of a device owner without known number. */
  readonly identifier: string
  readonly role: Role | null
  /** True for the owner of an examined device. */
  readonly isDeviceOwner: boolean
}

/** Assigned by a person only, with date and reason. */
export type Role = 'victim' | 'suspect' | 'recruiter' | 'driver' | 'buyer' | 'witness' | 'associate' | 'unknown'
export const ROLES: readonly Role[] = ['victim', 'suspect', 'recruiter', 'driver', 'buyer', 'witness', 'associate', 'unknown']

/** A time with everything that may be asked about it. */
export interface ShownTime {
  readonly utcMs: number | null
  readonly asStored: string | null
  readonly unit: string
  readonly zoneBasis: 'utc' | 'local' | 'unknown'
  /** Wall-clock text of a time without known zone, or null. */
  readonly localText: string | null
}

/** One line of the timeline, or one bubble of a conversation. */
export interface RecordLine {
  /** Row number inside this case file; the key for `record.get`. */
  readonly key: number
  /** Id for citation, stable for the same input: `S1.R3.message.42`. */
  readonly id: string
  readonly kind: RecordKind
  readonly time: ShownTime
  readonly endMs: number | null
  readonly service: string | null
  readonly direction: 'incoming' | 'outgoing' | 'unknown' | null
  readonly from: Party | null
  /** The other side: recipients of a direct message, participants of a call, the group's other members. */
  readonly to: readonly Party[]
  /** Body, title, place label, file name ... as one line of text; verbatim evidence, never markup. */
  readonly text: string
  readonly sourceId: number
  readonly state: RecordState
  readonly bookmarked: boolean
  readonly threadId: number | null
  readonly position: ShownPosition | null
  readonly message: MessageLine | null
  readonly call: { readonly answered: boolean | null; readonly durationSeconds: number | null; readonly isVideo: boolean | null } | null
  readonly media: { readonly mime: string | null; readonly isPresent: boolean } | null
  /** What happened, in the model's word (`in-focus`, `connected`, `look-up of the service`), for kinds that say it; or null. */
  readonly activity: string | null
  /** Amount as decimal text and currency as stored. */
  readonly payment: { readonly amount: string | null; readonly currency: string | null } | null
}

export interface ShownPosition {
  readonly latitude: number
  readonly longitude: number
  readonly accuracyMetres: number | null
  readonly class: PositionClass
}

export interface MessageLine {
  readonly kind: MessageKind
  readonly attachments: readonly AttachmentLine[]
  readonly replyToKey: number | null
  readonly replyToText: string | null
  readonly reaction: { readonly label: string; readonly action: 'added' | 'removed'; readonly targetKey: number | null } | null
  /** Reactions that other rows put on this message. */
  readonly reactions: readonly { readonly key: number; readonly label: string; readonly by: string }[]
  /** Earlier texts, oldest first. */
  readonly earlierTexts: readonly { readonly key: number; readonly text: string; readonly utcMs: number | null }[]
  readonly status: string | null
  readonly facts: Readonly<Record<string, string>>
  /** Other phones of the case that hold the same message; `record.get` says which and why. */
  readonly otherPhones: number
}

export interface AttachmentLine {
  readonly attachmentId: number
  readonly name: string
  readonly path: string | null
  readonly mime: string | null
  readonly sizeBytes: number | null
  readonly isPresent: boolean
  readonly sha256: string | null
}

/** A page by key, never by offset. `next` is given back to get the following page; null at the end. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/** The whole record for the inspector. */
export interface RecordDetail {
  readonly line: RecordLine
  readonly source: { readonly id: number; readonly label: string }
  readonly provenance: {
    readonly file: string
    readonly storedAs: string
    readonly fileSha256: string | null
    readonly table: string
    readonly row: string
    readonly parser: string
    readonly parserVersion: number
    readonly app: string
  }
  /** Label and value of every further field, in reading order. Values are verbatim evidence. */
  readonly fields: readonly { readonly label: string; readonly value: string }[]
  readonly bookmark: Bookmark | null
  /** The row says that it has a picture as bytes in its database: `media.get` without an attachment gives it. */
  readonly hasRowPicture: boolean
  /** The same record in another backup of the phone, and the same message on another phone. */
  readonly elsewhere: readonly Elsewhere[]
}

/** Where else a record stands. */
export interface Elsewhere {
  readonly key: number
  readonly id: string
  readonly relation: 'same-record' | 'same-message'
  readonly source: string
  readonly file: string
  /** Why it is taken for the same. */
  readonly basis: string
}

/** The original row, read again from the extraction (hash checked first). */
export interface SourceRow {
  readonly file: string
  readonly table: string
  readonly row: string
  /** SHA-256 now; `matches` compares it with the one at import. */
  readonly sha256: string
  readonly matches: boolean
  /** Column -> value as text; blobs as `x'..'` (first 4,096 bytes) with their length. */
  readonly columns: readonly { readonly name: string; readonly type: string; readonly value: string | null }[]
}

export interface Bookmark {
  readonly key: number
  readonly note: string
  readonly tags: readonly string[]
  readonly createdAtMs: number
  readonly by: string
}

export interface HistogramRequest {
  readonly lens: Lens
  /** Width of a bar in ms. Bars start at multiples of it, shifted by the zone offset for days. */
  readonly barMs: number
}

export interface Histogram {
  readonly barMs: number
  /** Start of each bar that has records, UTC ms, with the count per kind. Empty bars are left out. */
  readonly bars: readonly { readonly startMs: number; readonly counts: Readonly<Partial<Record<RecordKind, number>>> }[]
  /** Records in the lens without a UTC time, which no bar can hold. */
  readonly undated: number
}

export interface LensCount {
  /** All that the lens shows: events, and contacts, accounts and identity links where it looks at them. */
  readonly inLens: number
  /** Of `inLens`, those of kinds that are listed and do not happen: never among `total`. */
  readonly listedInLens: number
  /** Events of the case, whatever the lens looks at. */
  readonly total: number
  /** Records that a second backup of a phone holds too: counted once, not among `total`. */
  readonly duplicates: number
  /** What the lens would show beside, but for legal scope and privilege: not among `total`. */
  readonly hidden: HiddenCounts
  readonly undatedInLens: number
  /** First and last UTC time of the whole case, for the brush. */
  readonly firstMs: number | null
  readonly lastMs: number | null
}

export interface MediaBytes {
  readonly mime: string
  readonly base64: string
}

export interface RecordCalls {
  /** Time order (undated records last), page by key. `descending` starts at the newest. */
  'timeline.page'(args: { lens: Lens; cursor: string | null; limit: number; descending?: boolean }): Page<RecordLine>
  /** The page that starts at the first record at or after a time, for jumping. */
  'timeline.seek'(args: { lens: Lens; atMs: number; limit: number }): Page<RecordLine>
  'timeline.histogram'(args: HistogramRequest): Histogram
  'timeline.count'(args: { lens: Lens }): LensCount
  'record.get'(args: { key: number }): RecordDetail
  /** Re-reads the row from the extraction where it lies now. */
  'record.sourceRow'(args: { key: number }): SourceRow
  /**
   * Opens an encrypted extraction again, for source rows and media, after calls about it failed with the kind `password`. The
   * password is kept in memory until the case is closed.
   */
  'source.unlock'(args: { sourceId: number } & Credentials): { readonly unlocked: true }
  /** Bytes of a media record or attachment for showing; `thumbnail` gives a small picture. Logged when not thumbnail. */
  'media.get'(args: { key: number; attachmentId: number | null; thumbnail: boolean }): MediaBytes
  'bookmark.set'(args: { key: number; note: string; tags: readonly string[] }): Bookmark
  'bookmark.remove'(args: { key: number }): { readonly removed: boolean }
  'bookmark.list'(args: Record<string, never>): readonly { readonly bookmark: Bookmark; readonly line: RecordLine }[]
}
