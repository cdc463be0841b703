/** What all records share. */
import type { RecordState, RowRef } from './provenance.ts'

/** Extra facts of a row that have no field of their own: short key in words, value as text. Order is kept. */
export type Facts = Readonly<Record<string, string>>

/** What every record has. */
export interface RecordBase {
  readonly from: RowRef
  readonly state: RecordState
  /** Facts worth showing that no field holds (`filter`: `junk`, `disconnected cause`: `unknown (7)`). */
  readonly facts?: Facts
}

/** `incoming` and `outgoing` are relative to the examined phone's owner. Never guessed: `unknown` is an answer. */
export type Direction = 'incoming' | 'outgoing' | 'unknown'

/**
 * What a position is (design, rule 9). Drawn by class; classes are never joined into one track.
 * `device-fix` measured by the device; `visit` inferred stay; `network` access point or cell; `photo` claimed by a
 * file; `searched` looked up; `shared-by-other` sent by somebody else; `other-device` another device of the account;
 * `mentioned` a place in text.
 */
export type PositionClass = 'device-fix' | 'visit' | 'network' | 'photo' | 'searched' | 'shared-by-other' | 'other-device' | 'mentioned'
