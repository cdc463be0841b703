/** What a package is made of, before it is written. */
import type {
  EntityId,
  Exhibit as CaseExhibit,
  ExhibitId,
  HiddenCounts,
  Lens,
  Party,
  RecordKind,
  RecordState,
  ShownPosition,
  ShownTime,
} from '../../contract/index.ts'
import type { CaseFacts } from '../facts.ts'
import type { ZonedTime } from '../zonedTime.ts'
import type { Material } from './material.ts'
import type { MediaCopier } from './media.ts'

/** An exhibit with the records that it shows. */
export interface Exhibit extends CaseExhibit {
  /** Place in the order, from 1: decides the page. */
  readonly index: number
  /** The quoted records, or the first of those that lie in a place, an edge or a view. */
  readonly keys: readonly number[]
  /** All records that it covers and that may be shown. */
  readonly records: number
  /** Conversation of the quoted records, or null. */
  readonly threadId: number | null
}

/** For whom a package is made. */
export interface Audience {
  /** Empty for a package that shows everything. */
  readonly name: string
  /** What was taken out, one sentence each, for page one. */
  readonly removed: readonly string[]
}

export interface Package {
  readonly material: Material
  readonly media: MediaCopier
  readonly audience: Audience
  readonly facts: CaseFacts
  readonly exhibits: readonly Exhibit[]
  /** Exhibits that are not in the package because none of their records may be shown. */
  readonly keptBack: HiddenCounts
  /** The first exhibit that quotes a record. */
  readonly exhibitOf: ReadonlyMap<number, Exhibit>
  readonly time: ZonedTime
  /** Period and sources of the export; what lies outside is counted, not shown. */
  readonly scope: Lens
  readonly talks: readonly Talk[]
  /** Page and anchor of a record that stands in a conversation of the package. */
  readonly talkPlace: ReadonlyMap<number, string>
  /** Everybody who occurs in the exhibits or around them. Filled while pages are written. */
  readonly entities: Set<EntityId>
}

/** How a record is called in marks of reviewers, in every version of the package: by its key in the case file. */
export const itemOf = (key: number): ExhibitId => `r${key}`

/** Records that stand here in the conversation and are not shown, by the reason. */
export interface Withheld extends HiddenCounts {
  /** Outside the period or the sources that were chosen for the export. */
  readonly outsideChoice: number
}

/** A stretch of a conversation, and what lies between it and what was shown before. */
export interface Stretch {
  readonly keys: readonly number[]
  readonly omittedBefore: number
  readonly withheldBefore: Withheld
}

/** A conversation that holds exhibits. */
export interface Talk {
  readonly number: number
  readonly threadId: number
  readonly exhibits: readonly Exhibit[]
  readonly pages: readonly { readonly file: string; readonly stretches: readonly Stretch[] }[]
  readonly omittedAfter: number
  readonly total: number
}

/** What lists and the search need of a quoted record, once its exhibit has been written. */
export interface Entry {
  readonly exhibit: Exhibit
  readonly key: number
  readonly kind: RecordKind
  readonly state: RecordState
  readonly service: string | null
  readonly direction: 'incoming' | 'outgoing' | 'unknown' | null
  readonly time: ShownTime
  readonly from: Party | null
  readonly to: readonly Party[]
  /** One line, shortened. */
  readonly text: string
  readonly position: PlacedEntry | null
}

export interface PlacedEntry extends ShownPosition {
  readonly exhibit: Exhibit
  /** Number of the exhibit, for the map. */
  readonly number: string
  readonly time: ShownTime
  /** What the radius means, as the store documents it; null where it does not. */
  readonly radiusMeaning: string | null
  readonly method: string | null
}
