/** Stored pairs of degrees: a position, or the reason why there is none. */
import type { SqlValue } from '../../model/index.ts'
import { numberOf } from './storedValues.ts'

export interface Degrees {
  readonly latitude: number
  readonly longitude: number
}

/** WGS 84 degrees, or in words why the stored pair is no position. */
export function degreesOf(storedLatitude: SqlValue | undefined, storedLongitude: SqlValue | undefined): Degrees | string {
  const [latitude, longitude] = [numberOf(storedLatitude), numberOf(storedLongitude)]
  if (latitude === null || longitude === null) return 'the row has no position'
  if (latitude === -180 && longitude === -180) return 'the position is -180, -180, which stands for none'
  if (latitude === 0 && longitude === 0) return 'the position is 0, 0, which stands for none'
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return 'the position is outside the range of degrees'
  return { latitude, longitude }
}

/** A measure that is negative when it is not available. */
export function notNegative(stored: SqlValue | undefined): number | null {
  const value = numberOf(stored)
  return value !== null && value >= 0 ? value : null
}
