/**
 * Answers of the contract's reading calls, kept until the case changes. Never invalidated by time: the case file does
 * not change by itself. Knows nothing of React.
 */
import type { Bridge, Channel, ContractEvents, Failure, Result } from '../../../main/contract/index.ts'
import { failureWords } from '../wording/failures.ts'
import { stableKey } from './stableKey.ts'

/** What is known about one call. A new object for each change, so that it can be compared by identity. */
export interface QueryState {
  readonly data: unknown
  readonly hasData: boolean
  readonly failure: Failure | null
  readonly isLoading: boolean
}

interface Entry {
  readonly channel: Channel
  readonly args: unknown
  state: QueryState
  /** Number of the newest request; answers of older ones are dropped. */
  request: number
  readonly listeners: Set<() => void>
}

export type Invoke = (channel: Channel, args: unknown) => Promise<Result<unknown>>
export type Change = ContractEvents['case.changed']['what']

const IDLE: QueryState = { data: undefined, hasData: false, failure: null, isLoading: false }
const KEPT_UNUSED_ENTRIES = 200

const BOOKMARK_CHANNELS: ReadonlySet<Channel> = new Set<Channel>([
  'bookmark.list',
  'timeline.page',
  'timeline.seek',
  'threads.messages',
  'record.get',
  'evidence.list',
  'evidence.get',
  'evidence.cards',
  'evidence.preview',
  'review.list',
  'audience.list',
  'picture.regions',
  'case.audit',
])

/** Whether an answer may differ after a change of the case. When in doubt, yes. */
export function isAffected(change: Change, channel: Channel, args: unknown): boolean {
  if (channel === 'files.list') return false
  if (change !== 'bookmarks') return true
  return BOOKMARK_CHANNELS.has(channel) || restrictsByBookmark(args)
}

function restrictsByBookmark(args: unknown): boolean {
  if (args === null || typeof args !== 'object' || !('lens' in args)) return false
  const lens = args.lens as { tags?: readonly string[]; bookmarkedOnly?: boolean } | null
  return lens !== null && (lens.bookmarkedOnly === true || (lens.tags?.length ?? 0) > 0)
}

export class QueryCache {
  readonly #entries = new Map<string, Entry>()
  readonly #invoke: Invoke

  constructor(invoke: Invoke) {
    this.#invoke = invoke
  }

  /** Key of a call. Reading with it never starts a request. */
  key(channel: Channel, args: unknown): string {
    return `${channel} ${stableKey(args)}`
  }

  read(key: string): QueryState {
    return this.#entries.get(key)?.state ?? IDLE
  }

  /** Listens to one call and starts it when its answer is not known. Returns the function that ends the listening. */
  watch(channel: Channel, args: unknown, listener: () => void): () => void {
    const entry = this.#entry(channel, args)
    entry.listeners.add(listener)
    // A failed call is tried again when it is shown anew, never in a loop while it stays on the screen.
    const isWorthAsking = entry.state.failure === null || entry.listeners.size === 1
    if (!entry.state.hasData && !entry.state.isLoading && isWorthAsking) void this.#request(entry)
    return () => {
      entry.listeners.delete(listener)
      this.#forgetUnused()
    }
  }

  /** Asks again, keeping what is shown until the answer comes. */
  async reload(channel: Channel, args: unknown): Promise<void> {
    await this.#request(this.#entry(channel, args))
  }

  /** One answer, from the cache when known. Requests under way are shared. */
  async ask(channel: Channel, args: unknown): Promise<Result<unknown>> {
    const entry = this.#entry(channel, args)
    if (entry.state.hasData) return { ok: true, value: entry.state.data }
    return new Promise((resolve) => {
      const end = this.watch(channel, args, () => {
        if (entry.state.isLoading) return
        end()
        resolve(entry.state.failure === null ? { ok: true, value: entry.state.data } : { ok: false, failure: entry.state.failure })
      })
      if (!entry.state.isLoading && entry.state.failure !== null) void this.#request(entry)
    })
  }

  /** Drops or renews every answer that the change may touch. */
  changed(change: Change): void {
    const isOtherCase = change === 'opened' || change === 'closed'
    for (const [key, entry] of this.#entries) {
      if (!isAffected(change, entry.channel, entry.args)) continue
      if (isOtherCase) this.#update(entry, { ...IDLE })
      if (entry.listeners.size > 0) void this.#request(entry)
      else this.#entries.delete(key)
    }
  }

  /** Makes the cache follow the events of a bridge. */
  follow(on: Bridge['on']): () => void {
    return on('case.changed', ({ what }) => this.changed(what))
  }

  #entry(channel: Channel, args: unknown): Entry {
    const key = this.key(channel, args)
    const known = this.#entries.get(key)
    if (known !== undefined) {
      // Re-inserted so that the order of the map is the order of use.
      this.#entries.delete(key)
      this.#entries.set(key, known)
      return known
    }
    const entry: Entry = { channel, args, state: IDLE, request: 0, listeners: new Set() }
    this.#entries.set(key, entry)
    return entry
  }

  async #request(entry: Entry): Promise<void> {
    const request = ++entry.request
    this.#update(entry, { ...entry.state, isLoading: true, failure: null })
    const result = await this.#answer(entry)
    if (request !== entry.request) return
    this.#update(
      entry,
      result.ok
        ? { data: result.value, hasData: true, failure: null, isLoading: false }
        : { ...entry.state, failure: result.failure, isLoading: false },
    )
  }

  async #answer(entry: Entry): Promise<Result<unknown>> {
    try {
      return await this.#invoke(entry.channel, entry.args)
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      return { ok: false, failure: { kind: 'bug', message: failureWords.callFailed(entry.channel, detail) } }
    }
  }

  #update(entry: Entry, state: QueryState): void {
    entry.state = state
    for (const listener of entry.listeners) listener()
  }

  #forgetUnused(): void {
    const unused = [...this.#entries].filter(([, entry]) => entry.listeners.size === 0 && !entry.state.isLoading)
    for (const [key] of unused.slice(0, Math.max(0, unused.length - KEPT_UNUSED_ENTRIES))) this.#entries.delete(key)
  }
}
