/** What a property list can hold, and the one error that reading it throws. */

/** A reference into the `$objects` of a keyed archive (binary UID, or an XML dict with the single key `CF$UID`). */
export class PlistUid {
  readonly uid: number
  constructor(uid: number) {
    this.uid = uid
  }
}

/** Objects have no prototype, so a key such as `__proto__` is an ordinary key. */
export interface PlistDict {
  [key: string]: PlistValue
}

/**
 * Integers beyond 2^53 are `bigint`; a date that is no date is null. Containers that a binary list shares are shared
 * here too, never cyclic.
 */
export type PlistValue = string | number | bigint | boolean | Date | Uint8Array | PlistUid | null | PlistValue[] | PlistDict

/** The bytes are no readable property list. `message` is one plain sentence. */
export class UnreadablePlist extends Error {
  override readonly name = 'UnreadablePlist'
}

/** Deeper lists are refused: readers recurse, and no list of a phone comes near this. */
export const MAX_DEPTH = 512

export function isPlistDict(value: unknown): value is PlistDict {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null
}

export function newPlistDict(): PlistDict {
  return Object.create(null) as PlistDict
}

/** A number where it is exact, else the bigint itself. */
export function exactInteger(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value
}

/** A date, or null where the number of milliseconds is none. */
export function dateOrNull(unixMs: number): Date | null {
  const date = new Date(unixMs)
  return Number.isNaN(date.getTime()) ? null : date
}
