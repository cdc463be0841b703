/** Property lists of apps, plain or archived, as values that the functions of `jsonStream.ts` walk through alike. */
import type { Instant } from '../../model/index.ts'
import { NO_INSTANT } from '../../model/index.ts'
import { jsonText } from '../text/jsonStream.ts'
import { unarchivePlist } from './keyedArchive.ts'
import { isPlistDict, parsePlist } from './plist.ts'
import { writtenInstant } from '../values/writtenTime.ts'

/** Throws `UnreadablePlist`. */
export function archivedOrPlain(bytes: Uint8Array): unknown {
  const list = parsePlist(bytes)
  return isPlistDict(list) && '$archiver' in list ? unarchivePlist(list) : list
}

/** As `jsonText`, and of integers that are larger than a number holds. */
export function valueText(value: unknown): string | null {
  return typeof value === 'bigint' ? String(value) : jsonText(value)
}

/** A date, which counts in UTC, a written time, or a count since 1970. */
export function valueInstant(value: unknown): Instant {
  if (!(value instanceof Date)) return writtenInstant(value)
  if (!Number.isFinite(value.getTime())) return NO_INSTANT
  return { utcMs: value.getTime(), asStored: value.toISOString(), unit: 'iso-text', zoneBasis: 'utc', localText: null }
}
