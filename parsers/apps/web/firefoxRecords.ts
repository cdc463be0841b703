/** What the parts of Firefox's places.sqlite share: addresses, times, the making of a web record. */
import { instantOf } from '../../formats/values/epochs.ts'
import { instantInWords, textOf } from '../../formats/values/storedValues.ts'
import type { Facts, Instant, RowRef, SqlValue, WebRecord } from '../../model/index.ts'

export const ANNOTATION_COLUMNS = ['place_id', 'anno_attribute_id', 'content', 'dateAdded']

export interface Page {
  readonly url: string | null
  readonly title: string | null
  readonly facts: Facts | undefined
}

/** The address of a stored number, and that it is in use. */
export type Pages = (stored: SqlValue | undefined) => Page | undefined

/** From 1e14 on a count since 1970 is no milliseconds (year 5138), and below it no microseconds of Firefox's age (1973). */
const MICROSECOND_FLOOR = 1e14

/** A time of Firefox, read as text: microseconds on computers, milliseconds on phones. */
export function prTime(stored: SqlValue | undefined): Instant {
  const text = textOf(stored)
  return instantOf(text, Math.abs(Number(text ?? 0)) >= MICROSECOND_FLOOR ? 'unix-us' : 'unix-ms')
}

/** For facts; null where the value means "no time". */
export function prTimeInWords(stored: SqlValue | undefined): string | null {
  const instant = prTime(stored)
  return instant.utcMs === null ? null : instantInWords(instant)
}

export function webRecord(
  from: RowRef,
  webKind: WebRecord['webKind'],
  service: string,
  shown: Pick<WebRecord, 'url' | 'title'> | undefined,
  { at, facts }: { readonly at: Instant; readonly facts: Facts | undefined },
): WebRecord {
  const hasFacts = facts !== undefined && Object.keys(facts).length > 0
  const { url, title } = shown ?? { url: null, title: null }
  return { type: 'web', from, state: 'live', webKind, service, url, title, at, ...(hasFacts ? { facts } : {}) }
}
