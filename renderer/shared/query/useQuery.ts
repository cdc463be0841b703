/** Reading calls in components. */
import { useCallback, useRef, useSyncExternalStore } from 'react'
import type { AnswerOf, ArgumentsOf, Channel, Failure } from '../../../main/contract/index.ts'
import { queries } from './queries.ts'
import type { QueryState } from './queryCache.ts'

export interface QueryOptions {
  /** False: nothing is asked and `data` is undefined. */
  readonly isEnabled?: boolean
  /** Shows the answer to the previous arguments until the new one comes. True when left out. */
  readonly keepPrevious?: boolean
}

export interface Query<T> {
  readonly data: T | undefined
  readonly failure: Failure | null
  readonly isLoading: boolean
  /** True when `data` answers earlier arguments or is being renewed. */
  readonly isStale: boolean
  readonly reload: () => void
}

const NOTHING: QueryState = { data: undefined, hasData: false, failure: null, isLoading: false }

/** The answer of a reading call, renewed whenever the case changes. Equal arguments share one request. */
export function useQuery<C extends Channel>(channel: C, args: ArgumentsOf<C>, options: QueryOptions = {}): Query<AnswerOf<C>> {
  const { isEnabled = true, keepPrevious = true } = options
  const key = queries.key(channel, args)
  const latestArgs = useRef(args)
  latestArgs.current = args
  const subscribe = useCallback(
    (listener: () => void) => (isEnabled ? queries.watch(channel, latestArgs.current, listener) : () => {}),
    // The key stands for the channel and its arguments.
    [key, isEnabled],
  )
  const state = useSyncExternalStore(subscribe, () => (isEnabled ? queries.read(key) : NOTHING))
  const previous = useRef<{ readonly data: unknown; readonly channel: Channel } | null>(null)
  if (state.hasData) previous.current = { data: state.data, channel }
  const isFallback = !state.hasData && isEnabled && keepPrevious && state.failure === null && previous.current?.channel === channel
  const data = state.hasData ? state.data : isFallback ? previous.current?.data : undefined
  return {
    data: data as AnswerOf<C> | undefined,
    failure: state.failure,
    isLoading: isEnabled && (state.isLoading || (!state.hasData && state.failure === null)),
    isStale: isFallback || (state.hasData && state.isLoading),
    reload: useCallback(() => void queries.reload(channel, latestArgs.current), [channel]),
  }
}
