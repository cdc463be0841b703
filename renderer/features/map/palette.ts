/** Colours of owners and of time. Pure. */

/**
 * Paul Tol's "bright" scheme, apart for the colour-blind (Tol, SRON/EPS/TN/09-002), in an order that keeps the first three
 * apart on both grounds. It avoids the hues of the roles where it can: an owner's colour is no role.
 */
export const OWNER_COLOURS: readonly string[] = ['#4477aa', '#ee6677', '#228833', '#ccbb44', '#66ccee', '#aa3377']
const UNKNOWN_OWNER_COLOUR = '#8f99a8'

/** Colour of an owner; owners beyond the sixth share colours and are told apart by their label. */
export function ownerColour(ownerIndex: number): string {
  if (ownerIndex < 0) return UNKNOWN_OWNER_COLOUR
  return OWNER_COLOURS[ownerIndex % OWNER_COLOURS.length] ?? UNKNOWN_OWNER_COLOUR
}

/** Early to late: ten steps of viridis without its darkest end, which would vanish on the dark ground. */
export const TIME_COLOURS: readonly string[] = [
  '#472d7b', '#3b528b', '#2c728e', '#21918c', '#28ae80', '#5ec962', '#addc30', '#fde725',
]
const UNDATED_COLOUR = '#8f99a8'

/** Colour of a time within a span. Points without a time are grey. */
export function timeColour(atMs: number | null, span: readonly [number, number] | null): string {
  if (atMs === null || span === null) return UNDATED_COLOUR
  const [first, last] = span
  const share = last === first ? 0 : (atMs - first) / (last - first)
  const index = Math.min(TIME_COLOURS.length - 1, Math.max(0, Math.floor(share * TIME_COLOURS.length)))
  return TIME_COLOURS[index] ?? UNDATED_COLOUR
}

/** Every colour that a symbol can have. */
export const SYMBOL_COLOURS: readonly string[] = [...OWNER_COLOURS, ...TIME_COLOURS, UNKNOWN_OWNER_COLOUR]
