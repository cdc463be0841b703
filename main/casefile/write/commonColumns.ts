/** What every kind of record puts into its `record` row. */
import type { Instant } from '../../../parsers/model/index.ts'
import { NO_INSTANT } from '../../../parsers/model/index.ts'

/** What the `record` row of a record needs to know of it, and the text to search. */
export interface CommonColumns {
  at: Instant
  endMs: number | null
  service: string | null
  direction: string | null
  threadId: number | null
  fromId: number | null
  toId: number | null
  latitude: number | null
  longitude: number | null
  accuracyMetres: number | null
  positionClass: string | null
  text: string
}

/** A record that says none of it. */
export const BLANK: CommonColumns = {
  at: NO_INSTANT,
  endMs: null,
  service: null,
  direction: null,
  threadId: null,
  fromId: null,
  toId: null,
  latitude: null,
  longitude: null,
  accuracyMetres: null,
  positionClass: null,
  text: '',
}
