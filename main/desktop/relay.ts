/** Passes the renderer's calls to the service, after asking who calls. Knows nothing of Electron. */
import type { ContractEvents, Result } from '../contract/index.ts'
import { isTrustedSender } from './rules.ts'
import type { Sender } from './rules.ts'

/** What the relay needs of the service. */
export interface RelayedCalls {
  invoke(channel: string, args: unknown): Promise<Result<unknown>>
  on(listener: (event: keyof ContractEvents, data: unknown) => void): () => void
}

/**
 * Answers one call. A stranger or a malformed channel is refused with a `usage` failure and never reaches the service; an
 * exception becomes a `bug` failure without its details, which may quote evidence.
 */
export async function relayCall(service: RelayedCalls, sender: Sender, channel: unknown, args: unknown): Promise<Result<unknown>> {
  if (!isTrustedSender(sender)) return refusal('usage', 'This call did not come from the window of Corroborate.')
  if (typeof channel !== 'string') return refusal('usage', 'This call names no channel.')
  try {
    return await service.invoke(channel, args)
  } catch {
    return refusal('bug', `Corroborate could not answer ${channel}; the case is unharmed.`)
  }
}

function refusal(kind: 'usage' | 'bug', message: string): Result<unknown> {
  return { ok: false, failure: { kind, message } }
}
