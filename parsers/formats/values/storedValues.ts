/**
 * Column values as SQLite gives them, read as what the column means. SQLite does not hold columns to their declared type:
 * names come as BLOBs, numbers as text, and hostile databases mix them at will. Nothing here throws.
 */
import type { Instant, SqlValue } from '../../model/index.ts'

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true })
const NUMBER_TEXT = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/

/** Text of a value; BLOBs are read as UTF-8 (bytes that are none become U+FFFD). NULL and '' give null. */
export function textOf(value: SqlValue | undefined): string | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return value.length === 0 ? null : UTF8.decode(value)
  return String(value)
}

/** A finite number, also from numeric text; otherwise null. */
export function numberOf(value: SqlValue | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'bigint') return Number(value)
  const text = textOf(value)
  return text !== null && NUMBER_TEXT.test(text) ? Number(text) : null
}

/** A flag column: true for 1, false for 0, null for anything else. */
export function flagOf(value: SqlValue | undefined): boolean | null {
  const number = numberOf(value)
  if (number === 1) return true
  return number === 0 ? false : null
}

/** The value as a time function takes it: BLOBs as their text. */
export function timeValueOf(value: SqlValue | undefined): string | number | bigint | null {
  return value instanceof Uint8Array ? textOf(value) : (value ?? null)
}

/** A BLOB, or null for a value of another type or without bytes. */
export function bytesOf(value: SqlValue | undefined): Uint8Array | null {
  return value instanceof Uint8Array && value.length > 0 ? value : null
}

/** The word for a code; `unknown (7)` for one that is not in the list, null for no value. */
export function codeInWords(value: SqlValue | undefined, words: Readonly<Record<number, string>>): string | null {
  const code = numberOf(value)
  if (code !== null) return words[code] ?? `unknown (${code})`
  const text = textOf(value)
  return text === null ? null : `unknown (${text})`
}

/** ISO 8601 UTC with milliseconds, or the value as stored where it is no time; null for no value. */
export function instantInWords(instant: Instant): string | null {
  return instant.utcMs === null ? instant.asStored : new Date(instant.utcMs).toISOString()
}

/** Drops the facts that have no value, keeping the order. Undefined when none is left. */
export function factsOf(facts: Readonly<Record<string, string | null | undefined>>): Record<string, string> | undefined {
  let kept: Record<string, string> | undefined
  for (const [key, value] of Object.entries(facts)) {
    if (value !== null && value !== undefined) (kept ??= {})[key] = value
  }
  return kept
}
