/** Values of a property list's dictionaries as what they should be; null where they are something else. Nothing here throws. */
import type { Instant } from '../../model/index.ts'
import { instantOf } from '../values/epochs.ts'
import { isPlistDict, parsePlist } from './plist.ts'
import type { PlistDict, PlistValue } from './plist.ts'
import { writtenInstant } from '../values/writtenTime.ts'

const UTF8_STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

type Holder = PlistDict | null | undefined

const valueIn = (dict: Holder, key: string): PlistValue | undefined =>
  dict !== null && dict !== undefined && Object.hasOwn(dict, key) ? dict[key] : undefined

/** The dictionary of a file that is a plain property list; null for any other. */
export function plistDictOf(bytes: Uint8Array | undefined): PlistDict | null {
  if (bytes === undefined) return null
  try {
    const list = parsePlist(bytes)
    return isPlistDict(list) ? list : null
  } catch {
    return null
  }
}

export function dictIn(dict: Holder, key: string): PlistDict | null {
  const value = valueIn(dict, key)
  return isPlistDict(value) ? value : null
}

/** The dictionaries of a list; other items are left out. */
export function dictsIn(dict: Holder, key: string): readonly PlistDict[] {
  const value = valueIn(dict, key)
  return Array.isArray(value) ? value.filter(isPlistDict) : []
}

/** Text, a number as text, or bytes that are UTF-8. Empty text gives null. */
export function textIn(dict: Holder, key: string): string | null {
  return plistText(valueIn(dict, key))
}

export function plistText(value: PlistValue | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (!(value instanceof Uint8Array) || value.length === 0) return null
  try {
    return UTF8_STRICT.decode(value)
  } catch {
    return Buffer.from(value).toString('hex')
  }
}

export function numberIn(dict: Holder, key: string): number | null {
  const value = valueIn(dict, key)
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/u.test(value)) return Number(value)
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

export function flagIn(dict: Holder, key: string): boolean | null {
  const value = valueIn(dict, key)
  if (typeof value === 'boolean') return value
  return value === 1 ? true : value === 0 ? false : null
}

/** A date of the list, which counts in UTC, or a written time. Null where there is none. */
export function dateIn(dict: Holder, key: string): Instant | null {
  const value = valueIn(dict, key)
  if (value instanceof Date) {
    const text = value.toISOString()
    return { utcMs: value.getTime(), asStored: text, unit: 'iso-text', zoneBasis: 'utc', localText: null }
  }
  return typeof value === 'string' && value !== '' ? writtenInstant(value) : null
}

/** A count of a known unit. Null where there is none. */
export function countIn(dict: Holder, key: string, unit: Parameters<typeof instantOf>[1]): Instant | null {
  const value = valueIn(dict, key)
  return typeof value === 'number' || typeof value === 'bigint' ? instantOf(value, unit) : null
}
