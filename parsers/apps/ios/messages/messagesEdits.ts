/**
 * Edits and unsent parts of a message, from `message_summary_info` (iOS 16 and later): a property list with `ec` (part ->
 * list of versions, each with its time `d` in seconds since 2001, its text `t` as a typedstream and `bcg`, a GUID), `otr` (the parts that
 * the message had) and `rp` (indexes of the parts that were unsent). Source: artifacts 1.1,
 * checked on the samples that imessage-exporter publishes.
 */
import { cocoaSecondsOrNanoseconds } from '../../../formats/values/epochs.ts'
import { isPlistDict, parsePlist, UnreadablePlist } from '../../../formats/plist/plist.ts'
import type { PlistValue } from '../../../formats/plist/plist.ts'
import { typedstreamText } from '../../../formats/binary/typedstream.ts'
import { NO_INSTANT } from '../../../model/index.ts'
import type { Instant } from '../../../model/index.ts'

export interface EarlierText {
  readonly part: string
  /** Counts from 1 within the part. */
  readonly version: number
  readonly versions: number
  readonly text: string
  /** When this version was written. */
  readonly at: Instant
  /** GUID of the message that shows the preview of a link in this version (`bcg`), or null. */
  readonly previewGuid: string | null
}

export interface EditHistory {
  readonly earlier: readonly EarlierText[]
  /** Indexes of unsent parts, as text. */
  readonly unsentParts: readonly string[]
  /** True when every part that the message had was unsent. */
  readonly isUnsent: boolean
  readonly problem: string | null
}

const NO_HISTORY: EditHistory = { earlier: [], unsentParts: [], isUnsent: false, problem: null }

/** Decodes a summary. Never throws: what cannot be read is said in `problem`. `body` is the current text. */
export function editHistoryOf(summary: Uint8Array | null, body: string | null): EditHistory {
  if (summary === null) return NO_HISTORY
  let list: PlistValue
  try {
    list = parsePlist(summary)
  } catch (error) {
    if (!(error instanceof UnreadablePlist)) throw error
    return { ...NO_HISTORY, problem: 'cannot be decoded' }
  }
  if (!isPlistDict(list)) return { ...NO_HISTORY, problem: 'is no dictionary' }
  const earlier: EarlierText[] = []
  let undecoded = 0
  for (const [part, versions] of partsOf(list['ec'])) {
    const found = versionsOf(part, versions)
    undecoded += versions.length - found.length
    const last = found.at(-1)
    // The last version is the current text of its part; where it is not (an unsent part), it must not be lost.
    const isCurrent = last !== undefined && last.version === versions.length && body !== null && body.includes(last.text)
    earlier.push(...(isCurrent ? found.slice(0, -1) : found))
  }
  const unsentParts = Array.isArray(list['rp']) ? list['rp'].filter((index) => typeof index === 'number').map(String) : []
  const hadParts = isPlistDict(list['otr']) ? Object.keys(list['otr']) : []
  return {
    earlier,
    unsentParts,
    isUnsent: hadParts.length > 0 && hadParts.every((part) => unsentParts.includes(part)),
    problem: undecoded === 0 ? null : `has ${undecoded} earlier texts that cannot be decoded`,
  }
}

function partsOf(history: PlistValue | undefined): [string, PlistValue[]][] {
  if (!isPlistDict(history)) return []
  const parts = Object.entries(history).filter((entry): entry is [string, PlistValue[]] => Array.isArray(entry[1]))
  return parts.toSorted(([a], [b]) => Number(a) - Number(b))
}

function versionsOf(part: string, versions: readonly PlistValue[]): EarlierText[] {
  return versions.flatMap((version, index) => {
    const archive = isPlistDict(version) ? version['t'] : null
    const archived = archive instanceof Uint8Array ? typedstreamText(archive) : null
    if (!isPlistDict(version) || archived === null) return []
    const guid = version['bcg']
    const previewGuid = typeof guid === 'string' ? guid : null
    return [{ part, version: index + 1, versions: versions.length, text: archived.text, at: timeOf(version['d']), previewGuid }]
  })
}

function timeOf(stored: PlistValue | undefined): Instant {
  if (typeof stored === 'number' || typeof stored === 'bigint') return cocoaSecondsOrNanoseconds(stored)
  if (!(stored instanceof Date)) return NO_INSTANT
  return { utcMs: stored.getTime(), asStored: stored.toISOString(), unit: 'iso-text', zoneBasis: 'utc', localText: null }
}
