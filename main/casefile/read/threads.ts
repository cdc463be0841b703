/** Conversations: the list and the messages of one. */
import type { Database } from 'better-sqlite3'
import { CaseError, EMPTY_LENS, type Lens, type Page, type ThreadInfo } from '../../contract/index.ts'
import { decodeCursor, encodeCursor, pageSize } from './cursor.ts'
import type { Directory } from './directory.ts'
import { lensFilter } from './lensFilter.ts'
import type { KeyPage } from './timeline.ts'
import { isVisible, visibleCondition } from './visibility.ts'

interface ThreadRow {
  id: number
  source_id: number
  service: string
  title: string | null
  kind: ThreadInfo['kind']
  owner_id: number | null
}

interface CountRow {
  thread_id: number
  in_lens: number
  last_ms: number | null
}

const THREAD_SQL =
  'SELECT t.id, t.source_id, t.service, t.title, t.kind, s.owner_identity_id AS owner_id FROM thread AS t JOIN source AS s ON s.id = t.source_id WHERE t.id = ?'

/** Threads with records in the lens, newest first. `text` narrows to titles, names and identifiers that contain it. */
export function threadList(
  database: Database,
  directory: Directory,
  lens: Lens,
  text: string,
  cursor: string | null,
  limit: number,
): Page<ThreadInfo> {
  const { where, values } = lensFilter(database, directory, lens)
  const after = cursor === null ? null : decodeCursor(cursor)
  const counts = database
    .prepare(
      `SELECT r.thread_id, count(*) AS in_lens, max(r.at_ms) AS last_ms FROM record AS r WHERE r.thread_id IS NOT NULL AND ${where} GROUP BY r.thread_id ORDER BY last_ms DESC, r.thread_id DESC`,
    )
    .all(...values) as CountRow[]
  const size = pageSize(limit)
  const wanted = text.trim().toLocaleLowerCase()
  const items: ThreadInfo[] = []
  let last: CountRow | null = null
  for (const count of counts) {
    if (after !== null && !isBehind(count, after)) continue
    const info = threadInfo(database, directory, count.thread_id, count.in_lens)
    if (wanted !== '' && !mentions(info, wanted)) continue
    if (items.length === size) return { items, next: last === null ? null : encodeCursor({ atMs: last.last_ms, id: last.thread_id }) }
    items.push(info)
    last = count
  }
  return { items, next: null }
}

const isBehind = (row: CountRow, { atMs, id }: { atMs: number | null; id: number }): boolean => {
  const rowMs = row.last_ms ?? -Infinity
  const keyMs = atMs ?? -Infinity
  return rowMs < keyMs || (rowMs === keyMs && row.thread_id < id)
}

function mentions({ title, participants }: ThreadInfo, wanted: string): boolean {
  return [title, ...participants.flatMap(({ name, identifier }) => [name, identifier])].some((candidate) =>
    candidate.toLocaleLowerCase().includes(wanted),
  )
}

export function threadInfo(database: Database, directory: Directory, threadId: number, inLens: number | null = null): ThreadInfo {
  const row = database.prepare(THREAD_SQL).get(threadId) as ThreadRow | undefined
  if (row === undefined) throw new CaseError('not-found', `There is no conversation ${threadId} in this case.`)
  const members = database
    .prepare('SELECT identity_id FROM thread_member WHERE thread_id = ? ORDER BY identity_id')
    .pluck()
    .all(threadId) as number[]
  const participants = members.map((id) => directory.party(id))
  const visible = visibleCondition(database)
  const totals = database
    .prepare(
      `SELECT count(*) AS messages, min(r.at_ms) AS first_ms, max(r.at_ms) AS last_ms FROM record AS r WHERE r.thread_id = ? AND ${visible}`,
    )
    .get(threadId) as { messages: number; first_ms: number | null; last_ms: number | null }
  const lastText = database
    .prepare(
      `SELECT m.body FROM record AS r JOIN message AS m ON m.record_id = r.id WHERE r.thread_id = ? AND m.body IS NOT NULL AND ${visible} ORDER BY r.at_ms DESC, r.id DESC LIMIT 1`,
    )
    .pluck()
    .get(threadId) as string | undefined
  return {
    id: row.id,
    service: row.service,
    kind: row.kind,
    sourceId: row.source_id,
    title: row.title || participants.map(({ name }) => name).join(', ') || 'Conversation without participants',
    owner: row.owner_id === null ? null : directory.party(row.owner_id),
    participants,
    messages: totals.messages,
    inLens: inLens ?? totals.messages,
    firstMs: totals.first_ms,
    lastMs: totals.last_ms,
    lastText: lastText ?? '',
  }
}

export interface ThreadPageRequest {
  readonly threadId: number
  readonly lens: Lens | null
  readonly cursor: string | null
  readonly aroundKey: number | null
  readonly limit: number
  readonly before: boolean
}

interface KeyRow {
  id: number
  at: number
}

/**
 * A page of a conversation, oldest first. Undated rows count as the very beginning. `before` pages backwards; the
 * cursor then is the key of the first row that is already shown.
 */
export function threadPage(
  database: Database,
  directory: Directory,
  { threadId, lens, cursor, aroundKey, limit, before }: ThreadPageRequest,
): KeyPage {
  const { where, values } = lensFilter(database, directory, { ...(lens ?? EMPTY_LENS), threadId }, 'page')
  const size = pageSize(limit)
  const at = 'coalesce(r.at_ms, -8640000000000000)'
  const page = (condition: string, bound: number[], order: 'ASC' | 'DESC', count: number): KeyRow[] =>
    database
      .prepare(
        `SELECT r.id, ${at} AS at FROM record AS r WHERE r.state <> 'edited-previous' AND ${where} ${condition} ORDER BY ${at} ${order}, r.id ${order} LIMIT ?`,
      )
      .all(...values, ...bound, count) as KeyRow[]
  if (aroundKey !== null) {
    const start = database.prepare(`SELECT r.id, ${at} AS at FROM record AS r WHERE r.id = ?`).get(aroundKey) as KeyRow | undefined
    if (start === undefined || !isVisible(database, aroundKey))
      throw new CaseError('not-found', `There is no record ${aroundKey} that may be shown in this case.`)
    const earlier = page(`AND (${at}, r.id) < (?, ?)`, [start.at, start.id], 'DESC', Math.floor(size / 2)).reverse()
    const later = page(`AND (${at}, r.id) >= (?, ?)`, [start.at, start.id], 'ASC', size - earlier.length + 1)
    return asPage([...earlier, ...later], size)
  }
  if (cursor === null) return before ? asPage(page('', [], 'DESC', size).reverse(), size) : asPage(page('', [], 'ASC', size + 1), size)
  const { atMs, id } = decodeCursor(cursor)
  const key = [atMs ?? -8_640_000_000_000_000, id]
  if (before)
    return {
      ids: page(`AND (${at}, r.id) < (?, ?)`, key, 'DESC', size)
        .reverse()
        .map((row) => row.id),
      next: null,
    }
  return asPage(page(`AND (${at}, r.id) > (?, ?)`, key, 'ASC', size + 1), size)
}

function asPage(rows: readonly KeyRow[], size: number): KeyPage {
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  return {
    ids: shown.map(({ id }) => id),
    next: rows.length > size && last !== undefined ? encodeCursor({ atMs: last.at, id: last.id }) : null,
  }
}
