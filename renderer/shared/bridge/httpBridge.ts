/** The contract over the loopback server: `POST /api/<channel>` and server-sent events. */
import type { AnswerOf, ArgumentsOf, Bridge, Channel, ContractEvents, Result } from '../../../main/contract/index.ts'
import { failureWords } from '../wording/failures.ts'
import { SECRET_HEADER } from './secret.ts'

function failed<T>(message: string): Result<T> {
  return { ok: false, failure: { kind: 'bug', message } }
}

async function post<C extends Channel>(secret: string, channel: C, args: ArgumentsOf<C>): Promise<Result<AnswerOf<C>>> {
  try {
    const response = await fetch(`/api/${channel}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [SECRET_HEADER]: secret },
      body: JSON.stringify({ args }),
      cache: 'no-store',
    })
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    if (!isJson) return failed(failureWords.refused(channel, response.status))
    return (await response.json()) as Result<AnswerOf<C>>
  } catch {
    return failed(failureWords.noAnswer)
  }
}

/** One event stream for the whole page, opened with the first listener. */
function eventStream(secret: string): Bridge['on'] {
  let source: EventSource | null = null
  return (event, listener) => {
    source ??= new EventSource(`/events?s=${encodeURIComponent(secret)}`)
    const stream = source
    const onMessage = (message: MessageEvent<string>): void => {
      listener(JSON.parse(message.data) as ContractEvents[typeof event])
    }
    stream.addEventListener(event, onMessage)
    return () => stream.removeEventListener(event, onMessage)
  }
}

export function createHttpBridge(secret: string): Bridge {
  return {
    invoke: (channel, args) => post(secret, channel, args),
    on: eventStream(secret),
    choosePath: null,
  }
}
