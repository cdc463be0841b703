/** Filtering and order of the bookmarks. Pure. */
import type { AnswerOf } from '../../../main/contract/index.ts'

export type BookmarkedLine = AnswerOf<'bookmark.list'>[number]
export type BookmarkOrder = 'time' | 'added' | 'tag'
export const BOOKMARK_ORDERS: readonly BookmarkOrder[] = ['time', 'added', 'tag']

export interface BookmarkGroup {
  /** Tag of the group; null for bookmarks without tag, or when the order makes no groups. */
  readonly tag: string | null
  readonly items: readonly BookmarkedLine[]
}

/** Whether note, tags, text or a name contains the words, in any case. */
export function fits({ bookmark, line }: BookmarkedLine, text: string): boolean {
  const wanted = text.trim().toLocaleLowerCase()
  if (wanted === '') return true
  const parties = [line.from, ...line.to].filter((party) => party !== null)
  const texts = [bookmark.note, ...bookmark.tags, line.text, line.id, ...parties.flatMap(({ name, identifier }) => [name, identifier])]
  return texts.some((each) => each.toLocaleLowerCase().includes(wanted))
}

function byTime(a: BookmarkedLine, b: BookmarkedLine): number {
  const [aMs, bMs] = [a.line.time.utcMs, b.line.time.utcMs]
  if (aMs === null || bMs === null) return (aMs === null ? 1 : 0) - (bMs === null ? 1 : 0) || a.line.key - b.line.key
  return aMs - bMs || a.line.key - b.line.key
}

/** A bookmark with several tags stands in the group of each of them. */
export function groupBookmarks(items: readonly BookmarkedLine[], order: BookmarkOrder): readonly BookmarkGroup[] {
  const inTime = [...items].sort(byTime)
  if (order === 'time') return [{ tag: null, items: inTime }]
  if (order === 'added') return [{ tag: null, items: [...items].sort((a, b) => a.bookmark.createdAtMs - b.bookmark.createdAtMs) }]
  const tags = [...new Set(items.flatMap(({ bookmark }) => bookmark.tags))].sort((a, b) => a.localeCompare(b))
  const untagged = inTime.filter(({ bookmark }) => bookmark.tags.length === 0)
  const groups: BookmarkGroup[] = tags.map((tag) => ({ tag, items: inTime.filter(({ bookmark }) => bookmark.tags.includes(tag)) }))
  return untagged.length > 0 ? [...groups, { tag: null, items: untagged }] : groups
}
