/**
 * What the two circles of a position mean. For a circular Gaussian, sigma = r68 / 1.51 and r95 = 2.448 sigma, so that
 * r95 = 1.62 r68. Whether a stated radius is one of the two is known only where the store's maker says so.
 */
import type { PlacedExhibit } from './mapProjection.ts'

/** Radius of 95 % over radius of 68 %. */
const R95_OVER_R68 = 1.62

export interface CircleRadii {
  readonly innerMetres: number
  /** Null where the share of the stated radius is not documented: it is then the only circle. */
  readonly outerMetres: number | null
}

export type RadiusShare = '68' | '95' | 'unknown'

/** Read from the words in which the parser states what the radius means. */
export function radiusShare(radiusMeaning: string | null): RadiusShare {
  if (radiusMeaning === null) return 'unknown'
  // A test that found other shares is no statement of the maker.
  if (/\btest\b/.test(radiusMeaning)) return 'unknown'
  return /\b68 ?%/.test(radiusMeaning) ? '68' : /\b95 ?%/.test(radiusMeaning) ? '95' : 'unknown'
}

export function circleRadii({
  accuracyMetres,
  radiusMeaning,
}: Pick<PlacedExhibit, 'accuracyMetres' | 'radiusMeaning'>): CircleRadii | null {
  if (accuracyMetres === null || accuracyMetres <= 0) return null
  const share = radiusShare(radiusMeaning)
  if (share === 'unknown') return { innerMetres: accuracyMetres, outerMetres: null }
  return share === '68'
    ? { innerMetres: accuracyMetres, outerMetres: accuracyMetres * R95_OVER_R68 }
    : { innerMetres: accuracyMetres / R95_OVER_R68, outerMetres: accuracyMetres }
}
