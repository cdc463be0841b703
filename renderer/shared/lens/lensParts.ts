/** The parts of a lens: which are set, in which order they were set, how one is taken off. Pure. */
import type { EntityId, Lens } from '../../../main/contract/index.ts'

/** A lens that lets everything through. */
export const WHOLE_CASE: Lens = {
  fromMs: null,
  toMs: null,
  people: [],
  pair: null,
  sources: [],
  kinds: [],
  states: [],
  text: '',
  threadId: null,
  tags: [],
  bookmarkedOnly: false,
  box: null,
}

export type LensPart = 'period' | 'people' | 'pair' | 'sources' | 'kinds' | 'states' | 'text' | 'thread' | 'tags' | 'bookmarked' | 'box'
export const LENS_PARTS: readonly LensPart[] = [
  'period',
  'people',
  'pair',
  'sources',
  'kinds',
  'states',
  'text',
  'thread',
  'tags',
  'bookmarked',
  'box',
]

const FIELDS: Readonly<Record<LensPart, readonly (keyof Lens)[]>> = {
  period: ['fromMs', 'toMs'],
  people: ['people'],
  pair: ['pair'],
  sources: ['sources'],
  kinds: ['kinds'],
  states: ['states'],
  text: ['text'],
  thread: ['threadId'],
  tags: ['tags'],
  bookmarked: ['bookmarkedOnly'],
  box: ['box'],
}

function isSetValue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return value !== null && value !== '' && value !== false
}

export function isPartSet(lens: Lens, part: LensPart): boolean {
  return FIELDS[part].some((field) => isSetValue(lens[field]))
}

export function isWholeCase(lens: Lens): boolean {
  return LENS_PARTS.every((part) => !isPartSet(lens, part))
}

export function withoutPart(lens: Lens, part: LensPart): Lens {
  const cleared = Object.fromEntries(FIELDS[part].map((field) => [field, WHOLE_CASE[field]]))
  return { ...lens, ...cleared }
}

export function isSamePart(a: Lens, b: Lens, part: LensPart): boolean {
  return FIELDS[part].every((field) => JSON.stringify(a[field]) === JSON.stringify(b[field]))
}

export function isSameLens(a: Lens, b: Lens): boolean {
  return LENS_PARTS.every((part) => isSamePart(a, b, part))
}

/** Parts in the order in which they were last set, the newest at the end. */
export function orderParts(order: readonly LensPart[], before: Lens, after: Lens): readonly LensPart[] {
  const isUnchanged = (part: LensPart): boolean => isSamePart(before, after, part)
  const kept = order.filter((part) => isPartSet(after, part) && isUnchanged(part))
  const others = LENS_PARTS.filter((part) => isPartSet(after, part) && !kept.includes(part))
  return [...kept, ...others]
}

/** Adds a person, or takes the person out when already there. */
export function togglePerson(lens: Lens, entity: EntityId): Lens {
  const people = lens.people.includes(entity) ? lens.people.filter((id) => id !== entity) : [...lens.people, entity]
  return { ...lens, people }
}
