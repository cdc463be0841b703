/** Colours of owners and of time. Pure. */
import type { Party } from '../../../main/contract/index.ts'

/**
 * Paul Tol's "bright" scheme, apart for the colour-blind (Tol, SRON/EPS/TN/09-002), in an order that keeps the first three
 * apart on both grounds. It avoids the hues of the roles where it can: an owner's colour is no role.
 */
export const OWNER_COLOURS: readonly string[] = ['#4477aa', '#ee6677', '#228833', '#ccbb44', '#66ccee', '#aa3377']
const UNKNOWN_OWNER_COLOUR = '#8f99a8'

/**
 * Colours of the owners, in their order. Device owners have the first colours of the palette and keep them whatever the lens lets
 * through; the colours that are left go round among all other persons by age in the case, then among owners who are no person yet. Where
 * that would paint two shown owners alike although a colour is free, the younger takes the free one. Beyond six shown owners, colours repeat
 * and labels tell them apart.
 */
export function ownerColours(owners: readonly Owner[], everybody: readonly Owner[]): readonly string[] {
  const known = everybody.toSorted(
    (left, right) => Number(right.isDeviceOwner) - Number(left.isDeviceOwner) || numberOf(left) - numberOf(right),
  )
  const unknown = owners
    .filter(({ entity }) => known.every((each) => each.entity !== entity))
    .toSorted((left, right) => numberOf(left) - numberOf(right))
  const ofDevices = known.filter(({ isDeviceOwner }) => isDeviceOwner)
  const others = [...known.filter(({ isDeviceOwner }) => !isDeviceOwner), ...unknown]
  const left = ofDevices.length < OWNER_COLOURS.length ? OWNER_COLOURS.slice(ofDevices.length) : OWNER_COLOURS
  const wished = new Map([...pairs(ofDevices, OWNER_COLOURS), ...pairs(others, left)])
  const shown = new Map<string, string>()
  for (const { entity } of [...ofDevices, ...others].filter((each) => owners.some((owner) => owner.entity === each.entity))) {
    const wish = wished.get(entity) ?? UNKNOWN_OWNER_COLOUR
    const taken = new Set(shown.values())
    shown.set(entity, taken.has(wish) ? (left.find((colour) => !taken.has(colour)) ?? wish) : wish)
  }
  return owners.map(({ entity }) => shown.get(entity) ?? UNKNOWN_OWNER_COLOUR)
}

const pairs = (owners: readonly Owner[], colours: readonly string[]): [string, string][] =>
  owners.map(({ entity }, index) => [entity, colours[index % colours.length] ?? UNKNOWN_OWNER_COLOUR])

/** What a colour needs to know of an owner. */
export type Owner = Pick<Party, 'entity' | 'isDeviceOwner'>

const numberOf = ({ entity }: Owner): number => Number(entity.slice(1))

/** Colour of an owner by place in the answer; grey when it is not known whose the position is. */
export function ownerColour(colours: readonly string[], ownerIndex: number): string {
  return colours[ownerIndex] ?? UNKNOWN_OWNER_COLOUR
}

/** Early to late: eight steps of viridis without its darkest end, which would vanish on the dark ground. */
export const TIME_COLOURS: readonly string[] = ['#472d7b', '#3b528b', '#2c728e', '#21918c', '#28ae80', '#5ec962', '#addc30', '#fde725']
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
