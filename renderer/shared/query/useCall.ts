/** Changing calls in components: run on demand, never cached. */
import { useCallback, useState } from 'react'
import type { AnswerOf, ArgumentsOf, Channel, Failure, Result } from '../../../main/contract/index.ts'
import { bridge } from '../bridge/index.ts'
import { failureWords } from '../wording/failures.ts'

export interface Call<C extends Channel> {
  readonly run: (args: ArgumentsOf<C>) => Promise<Result<AnswerOf<C>>>
  readonly isRunning: boolean
  /** Failure of the last run, until the next one. */
  readonly failure: Failure | null
  readonly clearFailure: () => void
}

/** A call that changes something. `case.changed` events renew what depends on it. */
export function useCall<C extends Channel>(channel: C): Call<C> {
  const [runningCount, setRunningCount] = useState(0)
  const [failure, setFailure] = useState<Failure | null>(null)
  const run = useCallback(
    async (args: ArgumentsOf<C>) => {
      setRunningCount((count) => count + 1)
      setFailure(null)
      const result = await answer(channel, args)
      setRunningCount((count) => count - 1)
      if (!result.ok) setFailure(result.failure)
      return result
    },
    [channel],
  )
  return { run, isRunning: runningCount > 0, failure, clearFailure: useCallback(() => setFailure(null), []) }
}

async function answer<C extends Channel>(channel: C, args: ArgumentsOf<C>): Promise<Result<AnswerOf<C>>> {
  try {
    return await bridge.invoke(channel, args)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { ok: false, failure: { kind: 'bug', message: failureWords.callFailed(channel, detail) } }
  }
}
