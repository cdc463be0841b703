/** The contract, implemented once. Desktop, web and command line all go through this. */
import type { AnswerOf, ArgumentsOf, Channel, Contract, ContractEvents, Failure, Result } from '../contract/index.ts'
import { CaseError } from '../contract/index.ts'
import { checkArguments, isChannel } from '../contract/check.ts'
import { storageFailure } from '../casefile/storageFailure.ts'
import { caseHandlers } from './caseHandlers.ts'
import { evidenceHandlers, scopeHandlers } from './evidenceHandlers.ts'
import { exportHandlers } from './exportHandlers.ts'
import { importHandlers } from './importHandlers.ts'
import { OpenCase } from './openCase.ts'
import { redactionHandlers, reviewHandlers } from './outsideHandlers.ts'
import { peopleHandlers } from './peopleHandlers.ts'
import { recordHandlers } from './recordHandlers.ts'
import type { Emit, Handlers, ServiceOptions } from './wiring.ts'

/** Each door calls this and nothing else. */
export interface Service {
  /** Runs one call; answers a failure for everything foreseeable, also for an unknown channel or wrong arguments. */
  invoke(channel: string, args: unknown): Promise<Result<unknown>>
  on(listener: (event: keyof ContractEvents, data: unknown) => void): () => void
  /** Removes the open case when this start made it and nothing is in it: after an `add` that was refused. */
  abandonNewCase(): Promise<void>
  close(): Promise<void>
}

export function createService(options: ServiceOptions): Service {
  const listeners = new Set<(event: keyof ContractEvents, data: unknown) => void>()
  const emit: Emit = (event, data) => {
    for (const listener of listeners) listener(event, data)
  }
  const open = new OpenCase(options, emit)
  const handlers = {
    ...caseHandlers(open, emit),
    ...exportHandlers(open, emit),
    ...importHandlers(open, emit),
    ...recordHandlers(open, emit),
    ...peopleHandlers(open, emit),
    ...evidenceHandlers(open, emit),
    ...scopeHandlers(open, emit),
    ...reviewHandlers(open, emit),
    ...redactionHandlers(open, emit),
  } satisfies Handlers

  return {
    async invoke(channel, args) {
      try {
        if (!isChannel(channel)) throw new CaseError('usage', `There is no call "${channel}".`)
        checkArguments(channel, args)
        return { ok: true, value: await call(handlers, channel, args as ArgumentsOf<typeof channel>) }
      } catch (error) {
        return { ok: false, failure: failureOf(error) }
      }
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    abandonNewCase: () => open.abandonNew(),
    close: () => open.close(),
  }
}

/** Narrow calls by channel: the map of handlers is indexed with the channel's own type. */
async function call<C extends Channel>(handlers: Handlers, channel: C, args: ArgumentsOf<C>): Promise<AnswerOf<C>> {
  const handler = handlers[channel] as (given: ArgumentsOf<C>) => AnswerOf<C> | Promise<AnswerOf<C>>
  return await handler(args)
}

/** Everything that can go wrong as a failure: a bug is what nobody foresaw. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CaseError) return { kind: error.kind, message: error.message }
  const storage = storageFailure(error)
  if (storage !== null) return { kind: storage.kind, message: storage.message }
  if (error instanceof Error && error.name === 'PasswordError') return { kind: 'password', message: error.message }
  if (error instanceof Error && error.name === 'SourceError') return { kind: 'unreadable', message: error.message }
  return {
    kind: 'bug',
    message: `The program made a mistake (${error instanceof Error ? error.message : String(error)}). Please report it.`,
  }
}

/** For callers inside main (command line, tests): typed, and throwing. */
export async function invokeTyped<C extends Channel>(service: Service, channel: C, args: ArgumentsOf<C>): Promise<ReturnType<Contract[C]>> {
  const result = await service.invoke(channel, args)
  if (!result.ok) throw new CaseError(result.failure.kind, result.failure.message)
  return result.value as ReturnType<Contract[C]>
}
