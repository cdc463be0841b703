/** What will be shown: exhibits in their order, each with what it rests on, why it matters, and the context it carries. */
import type { EntityId, HiddenCounts, Lens } from './lens.ts'
import type { MediaBytes, Party, RecordLine } from './records.ts'

/** A bookmarked record (`r12`: its key) or another exhibit (`x3`). */
export type ExhibitId = `r${number}` | `x${number}`

/** The three elements of the offence (Palermo Protocol, article 3). */
export type OffenceElement = 'act' | 'means' | 'purpose'
export const OFFENCE_ELEMENTS: readonly OffenceElement[] = ['act', 'means', 'purpose']

/** Which way it cuts. Null while nobody has said. */
export type Stance = 'supports' | 'undermines-or-assists-defence' | 'neutral' | 'context'
export const STANCES: readonly Stance[] = ['supports', 'undermines-or-assists-defence', 'neutral', 'context']

/** A paragraph of a statement, and what the exhibit does to it. */
export interface StatementReference {
  /** As a person cites it: "Statement of V1, 3 March 2026, paragraph 12". */
  readonly text: string
  readonly relation: 'corroborates' | 'contradicts'
}
export const STATEMENT_RELATIONS: readonly StatementReference['relation'][] = ['corroborates', 'contradicts']

/** What of the conversation stands around a quoted message: ten messages before and ten after, or its whole day in the case's time zone. */
export type ContextWindow = 'ten' | 'day'
export const CONTEXT_WINDOWS: readonly ContextWindow[] = ['ten', 'day']

/** `view` is the text in which the map or the graph keeps how it looked; only that view reads it. */
export type ExhibitTarget =
  | { readonly kind: 'record'; readonly key: number }
  | { readonly kind: 'slice'; readonly threadId: number; readonly fromKey: number; readonly toKey: number }
  | { readonly kind: 'place'; readonly latitude: number; readonly longitude: number; readonly radiusMetres: number }
  | {
      readonly kind: 'stay'
      readonly entity: EntityId | null
      readonly latitude: number
      readonly longitude: number
      readonly radiusMetres: number
      readonly fromMs: number
      readonly toMs: number
      /** The positions that it was made from. */
      readonly keys: readonly number[]
    }
  | { readonly kind: 'edge'; readonly pair: readonly [EntityId, EntityId]; readonly lens: Lens }
  | { readonly kind: 'map-view'; readonly lens: Lens; readonly view: string }
  | { readonly kind: 'graph-view'; readonly lens: Lens; readonly view: string }

export type ExhibitKind = ExhibitTarget['kind']

/** What a person says about an exhibit. */
export interface ExhibitWords {
  readonly note: string
  readonly tags: readonly string[]
  readonly elements: readonly OffenceElement[]
  readonly statements: readonly StatementReference[]
  readonly stance: Stance | null
  readonly context: ContextWindow
}

export interface Exhibit extends ExhibitWords {
  readonly id: ExhibitId
  /** Under which it is cited. Given once, and kept when the order changes. */
  readonly number: string
  readonly target: ExhibitTarget
  /** What it is, in words kept when it was made; empty for records, whose line says it. */
  readonly label: string
  readonly hasPicture: boolean
  readonly createdAtMs: number
  readonly by: string
}

/** An exhibit in the list: enough to find and sort it. What it shows comes with its card. */
export interface ListedExhibit extends Exhibit {
  /** When the record, the first message of the slice or the stay begins; null for what has no time. */
  readonly atMs: number | null
  /** Beginning of the record's text and who sent it; empty for all others, and for records that may not be shown. */
  readonly text: string
  readonly who: string
}

/** Only what is named changes. Tags and elements can be added, so that a change of many leaves what each has alone. */
export interface ExhibitChange {
  readonly note?: string
  readonly label?: string
  readonly tags?: readonly string[]
  readonly addTags?: readonly string[]
  readonly removeTags?: readonly string[]
  readonly elements?: readonly OffenceElement[]
  readonly addElements?: readonly OffenceElement[]
  readonly statements?: readonly StatementReference[]
  readonly stance?: Stance | null
  readonly context?: ContextWindow
}

/**
 * What a reader must know of an exhibit; `count` says of how many records.
 * - `outside-scope`, `privileged`: records of the exhibit itself that are not shown
 * - `context-outside-scope`, `context-privileged`: messages of its context that are not shown
 * - `no-context`: a message that stands in no conversation
 * - `not-live`: deleted, recovered, superseded, earlier wording or inferred
 * - `earlier-texts`: wordings before the last edit
 * - `attachment-missing`: the extraction does not hold the bytes
 * - `reply-outside`: answers a message that is not in the context
 * - `nothing-there`: no record lies in the place, edge or view any more
 */
export type ExhibitWarningCode =
  | 'outside-scope'
  | 'privileged'
  | 'context-outside-scope'
  | 'context-privileged'
  | 'no-context'
  | 'not-live'
  | 'earlier-texts'
  | 'attachment-missing'
  | 'reply-outside'
  | 'nothing-there'

export interface ExhibitWarning {
  readonly code: ExhibitWarningCode
  readonly count: number
}

/** What the list shows of one exhibit. */
export interface ExhibitCard {
  readonly id: ExhibitId
  /** The record, or the first records of what it covers; without those that are hidden. */
  readonly lines: readonly RecordLine[]
  /** Records that it covers and that may be shown. */
  readonly records: number
  readonly hidden: HiddenCounts
  /** Title of the conversation, the two ends of an edge, or whose stay it is. */
  readonly title: string
  readonly people: readonly Party[]
  readonly warnings: readonly ExhibitWarning[]
}

/** One line of an exhibit as its reader sees it, or a mark where records are not shown. */
export type PreviewItem =
  | { readonly line: RecordLine; readonly isExhibit: boolean; readonly gap: null }
  | { readonly line: null; readonly isExhibit: boolean; readonly gap: HiddenCounts }

export interface ExhibitPreview {
  readonly card: ExhibitCard
  readonly items: readonly PreviewItem[]
  /** Messages of the conversation before and after what is shown; both 0 where there is no conversation. */
  readonly earlier: number
  readonly later: number
  /** More records than the preview lists. */
  readonly further: number
}

/** A picture of a view, as the renderer drew it. */
export interface ExhibitPicture {
  readonly mime: 'image/png' | 'image/webp' | 'image/jpeg'
  readonly base64: string
}

export interface EvidenceCalls {
  /** All exhibits in their order. What they show comes with `evidence.cards`. */
  'evidence.list'(args: Record<string, never>): readonly ListedExhibit[]
  /** Null when there is no such exhibit: a record that is not bookmarked. */
  'evidence.get'(args: { id: ExhibitId }): Exhibit | null
  /** At most 200 at a time. */
  'evidence.cards'(args: { ids: readonly ExhibitId[] }): readonly ExhibitCard[]
  /** As the reader of an export sees it, context included. */
  'evidence.preview'(args: { id: ExhibitId }): ExhibitPreview
  'evidence.picture'(args: { id: ExhibitId }): MediaBytes
  /** Comes last in the order, with the next number. A record that is an exhibit already is changed instead. */
  'evidence.add'(args: { target: ExhibitTarget; label: string; words: Partial<ExhibitWords>; picture: ExhibitPicture | null }): Exhibit
  /** One change, one undo step, for any number of exhibits. */
  'evidence.change'(args: { ids: readonly ExhibitId[]; change: ExhibitChange }): readonly Exhibit[]
  /** Puts exhibits, in the order given, before another one, or at the end. */
  'evidence.arrange'(args: { ids: readonly ExhibitId[]; before: ExhibitId | null }): { readonly moved: number }
  /** Numbers them in their order: prefix and first, first + 1 ... Refused where another exhibit has such a number. */
  'evidence.number'(args: { ids: readonly ExhibitId[]; prefix: string; first: number }): { readonly numbered: number }
  'evidence.remove'(args: { ids: readonly ExhibitId[] }): { readonly removed: number }
  /** Takes back the last change to exhibits and bookmarks: what it was, or null. */
  'evidence.undo'(args: Record<string, never>): { readonly undone: string | null }
}
