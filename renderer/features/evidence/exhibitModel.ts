/** Finding, choosing and moving exhibits in their list. Pure. */
import type { ExhibitId, ExhibitKind, ListedExhibit, OffenceElement, Stance } from '../../../main/contract/index.ts'

export interface ExhibitFilter {
  readonly text: string
  readonly tag: string | null
  readonly element: OffenceElement | null
  /** `none` stands for those that nobody has assessed. */
  readonly stance: Stance | 'none' | null
  readonly kind: ExhibitKind | null
}

export const NO_FILTER: ExhibitFilter = { text: '', tag: null, element: null, stance: null, kind: null }

export const isFiltered = ({ text, tag, element, stance, kind }: ExhibitFilter): boolean =>
  text.trim() !== '' || tag !== null || element !== null || stance !== null || kind !== null

export function filtered(items: readonly ListedExhibit[], filter: ExhibitFilter): readonly ListedExhibit[] {
  return isFiltered(filter) ? items.filter((item) => fits(item, filter)) : items
}

function fits(item: ListedExhibit, { text, tag, element, stance, kind }: ExhibitFilter): boolean {
  return (
    (tag === null || item.tags.includes(tag)) &&
    (element === null || item.elements.includes(element)) &&
    (stance === null || item.stance === (stance === 'none' ? null : stance)) &&
    (kind === null || item.target.kind === kind) &&
    contains(item, text)
  )
}

/** Number, name, note, tags, statements, text or sender, in any case. */
function contains({ number, label, note, tags, statements, text, who }: ListedExhibit, wanted: string): boolean {
  const words = wanted.trim().toLocaleLowerCase()
  if (words === '') return true
  const texts = [number, label, note, ...tags, ...statements.map((statement) => statement.text), text, who]
  return texts.some((each) => each.toLocaleLowerCase().includes(words))
}

export function tagsOf(items: readonly ListedExhibit[]): readonly string[] {
  return [...new Set(items.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b))
}

/** All ids from one to the other, both included, in the order of the list. */
export function rangeOf(ids: readonly ExhibitId[], from: ExhibitId, to: ExhibitId): readonly ExhibitId[] {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)]
  if (a < 0 || b < 0) return b < 0 ? [] : [to]
  return ids.slice(Math.min(a, b), Math.max(a, b) + 1)
}

export interface Move {
  readonly ids: readonly ExhibitId[]
  readonly before: ExhibitId | null
}

/** One place up or down: those moved close up and pass the one that stands in their way. Null at the end. */
export function stepOf(order: readonly ExhibitId[], moved: ReadonlySet<ExhibitId>, direction: -1 | 1): Move | null {
  const ids = order.filter((id) => moved.has(id))
  const first = order.findIndex((id) => moved.has(id))
  const last = order.findLastIndex((id) => moved.has(id))
  if (ids.length === 0) return null
  if (direction === -1) {
    const before = order[first - 1]
    return before === undefined ? (isTogether(order, moved) ? null : { ids, before: order[first] ?? null }) : { ids, before }
  }
  const passed = order[last + 1]
  if (passed === undefined) return isTogether(order, moved) ? null : { ids, before: null }
  return { ids, before: order[last + 2] ?? null }
}

function isTogether(order: readonly ExhibitId[], moved: ReadonlySet<ExhibitId>): boolean {
  const first = order.findIndex((id) => moved.has(id))
  return order.slice(first, first + moved.size).every((id) => moved.has(id))
}

/** In order of time; what has no time keeps its order at the end. */
export function byTime(items: readonly ListedExhibit[]): readonly ExhibitId[] {
  const dated = items.filter(({ atMs }) => atMs !== null)
  const undated = items.filter(({ atMs }) => atMs === null)
  return [...dated.toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0)), ...undated].map(({ id }) => id)
}

/** The part of the list whose cards are asked for in one call: whole blocks, so that scrolling a little asks nothing new. */
export function cardWindow(first: number, last: number, count: number): readonly [from: number, to: number] {
  const block = 30
  const from = Math.floor(Math.max(0, first) / block) * block
  return [from, Math.min(count, Math.max(from + block, Math.ceil((last + 1) / block) * block), from + 150)]
}
