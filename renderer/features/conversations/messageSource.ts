/** Where the lines of a conversation come from: one thread, or everything between two people. */
import type { EntityId, Lens, Page, RecordKind, RecordLine, Result } from '../../../main/contract/index.ts'
import { WHOLE_CASE } from '../../shared/lens/index.ts'
import { fetchQuery } from '../../shared/query/index.ts'
import type { Chunk } from './messageWindow.ts'

export interface MessageSource {
  /** Differs when other lines are meant. */
  readonly id: string
  /** The newest lines. */
  readonly openAtEnd: () => Promise<Result<Chunk>>
  readonly openAround: (line: RecordLine) => Promise<Result<Chunk>>
  readonly older: (edge: string) => Promise<Result<Chunk>>
  readonly newer: (edge: string) => Promise<Result<Chunk>>
}

const PAGE_ROWS = 120

/** Key of a line as the service's page cursors write it: the page before it is asked for with this. */
export function cursorBefore({ time, key }: Pick<RecordLine, 'time' | 'key'>): string {
  return `${time.utcMs ?? '-'}:${key}`
}

function mapResult(result: Result<Page<RecordLine>>, toChunk: (page: Page<RecordLine>) => Chunk): Result<Chunk> {
  return result.ok ? { ok: true, value: toChunk(result.value) } : result
}

/** One conversation as its app keeps it. `lens` null shows all of it. */
export function threadSource(threadId: number, lens: Lens | null): MessageSource {
  const ask = (rest: { cursor: string | null; aroundKey: number | null; before?: boolean }): Promise<Result<Page<RecordLine>>> =>
    fetchQuery('threads.messages', { threadId, lens, limit: PAGE_ROWS, ...rest })
  const olderOf = (items: readonly RecordLine[], isFull: boolean): string | null =>
    isFull && items[0] !== undefined ? cursorBefore(items[0]) : null
  const backwards = (page: Page<RecordLine>, newer: string | null): Chunk => ({
    items: page.items,
    older: olderOf(page.items, page.items.length >= PAGE_ROWS),
    newer,
  })
  return {
    id: `thread ${threadId} ${JSON.stringify(lens)}`,
    openAtEnd: async () => mapResult(await ask({ cursor: null, aroundKey: null, before: true }), (page) => backwards(page, null)),
    openAround: async ({ key }) =>
      mapResult(await ask({ cursor: null, aroundKey: key }), ({ items, next }) => ({ items, older: olderOf(items, true), newer: next })),
    older: async (edge) => mapResult(await ask({ cursor: edge, aroundKey: null, before: true }), (page) => backwards(page, null)),
    newer: async (edge) =>
      mapResult(await ask({ cursor: edge, aroundKey: null }), ({ items, next }) => ({ items, older: null, newer: next })),
  }
}

interface PairEdge {
  /** Exclusive end of the descending pages, UTC ms, or null for none but the lens's own. */
  readonly toMs: number | null
  readonly cursor: string | null
}

const PAIR_KINDS: readonly RecordKind[] = ['message', 'call']

/** Messages and calls between two people, from all apps and phones, in time order. */
export function pairSource(pair: readonly [EntityId, EntityId], lens: Lens | null): MessageSource {
  const base = lens ?? WHOLE_CASE
  const kinds = base.kinds.length === 0 ? PAIR_KINDS : PAIR_KINDS.filter((kind) => base.kinds.includes(kind))
  const narrowed: Lens = { ...base, pair, kinds }
  const earliest = (toMs: number | null): number | null => (toMs === null ? base.toMs : Math.min(toMs, base.toMs ?? toMs))
  const page = async (edge: PairEdge): Promise<Result<Chunk>> => {
    const asked = { ...narrowed, toMs: earliest(edge.toMs) }
    return mapResult(
      await fetchQuery('timeline.page', { lens: asked, cursor: edge.cursor, limit: PAGE_ROWS, descending: true }),
      ({ items, next }) => ({
        items: items.toReversed(),
        older: next === null ? null : JSON.stringify({ ...edge, cursor: next }),
        newer: null,
      }),
    )
  }
  const nothing: Chunk = { items: [], older: null, newer: null }
  // No kinds would mean all kinds.
  const unlessEmpty = (ask: () => Promise<Result<Chunk>>) => (): Promise<Result<Chunk>> =>
    kinds.length === 0 ? Promise.resolve({ ok: true, value: nothing }) : ask()
  const openAtEnd = unlessEmpty(() => page({ toMs: null, cursor: null }))
  const openAt = async (atMs: number): Promise<Result<Chunk>> => {
    const later = await fetchQuery('timeline.seek', { lens: narrowed, atMs, limit: PAGE_ROWS })
    if (!later.ok) return later
    const earlier = await page({ toMs: atMs, cursor: null })
    if (!earlier.ok) return earlier
    return {
      ok: true,
      value: { items: [...earlier.value.items, ...later.value.items], older: earlier.value.older, newer: later.value.next },
    }
  }
  return {
    id: `pair ${pair.join(' ')} ${JSON.stringify(lens)}`,
    openAtEnd,
    openAround: ({ time: { utcMs } }) => (utcMs === null ? openAtEnd() : unlessEmpty(() => openAt(utcMs))()),
    older: (edge) => page(JSON.parse(edge) as PairEdge),
    newer: async (edge) =>
      mapResult(await fetchQuery('timeline.page', { lens: narrowed, cursor: edge, limit: PAGE_ROWS }), ({ items, next }) => ({
        items,
        older: null,
        newer: next,
      })),
  }
}
