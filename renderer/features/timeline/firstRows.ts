/** The first rows of a lens, page after page, for copying. */
import type { Lens, Page, RecordLine, Result } from '../../../main/contract/index.ts'
import { fetchQuery } from '../../shared/query/index.ts'

const PAGE_ROWS = 500

export interface FirstRows {
  readonly lines: readonly RecordLine[]
  /** False when the lens holds more, or when a page could not be read. */
  readonly isAll: boolean
}

export async function firstRows(lens: Lens, limit: number): Promise<FirstRows> {
  const lines: RecordLine[] = []
  let cursor: string | null = null
  while (lines.length < limit) {
    // Each page begins where the one before ended, so they cannot be asked for together.
    const page: Result<Page<RecordLine>> = await fetchQuery('timeline.page', {
      lens,
      cursor,
      limit: Math.min(PAGE_ROWS, limit - lines.length),
    })
    if (!page.ok) return { lines, isAll: false }
    lines.push(...page.value.items)
    cursor = page.value.next
    if (cursor === null) return { lines, isAll: true }
  }
  return { lines, isAll: false }
}
