/** The one cache of this window, over the one bridge. */
import type { AnswerOf, ArgumentsOf, Channel, Result } from '../../../main/contract/index.ts'
import { bridge } from '../bridge/index.ts'
import { QueryCache } from './queryCache.ts'

export const queries = new QueryCache((channel, args) => bridge.invoke(channel, args as never))
queries.follow((event, listener) => bridge.on(event, listener))

/** One answer outside of a component, from the cache when it is known. */
export async function fetchQuery<C extends Channel>(channel: C, args: ArgumentsOf<C>): Promise<Result<AnswerOf<C>>> {
  return (await queries.ask(channel, args)) as Result<AnswerOf<C>>
}
