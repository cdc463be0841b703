/**
 * The ingest process under Electron. The packaged program has the RunAsNode fuse off, so child_process.fork cannot start
 * Node there; a utility process can.
 */
import { utilityProcess } from 'electron'
import type { SpawnIngest } from '../ingest/supervise.ts'

/** Like the limit of the forked process. */
const MEMORY_LIMIT_MB = 2_048

/** Starts the ingest module in a utility process. Electron must be ready. */
export const spawnUtilityProcess: SpawnIngest = (modulePath) => {
  const child = utilityProcess.fork(modulePath, [], {
    serviceName: 'Corroborate ingest',
    execArgv: [`--max-old-space-size=${MEMORY_LIMIT_MB}`],
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return {
    on: (event: 'message' | 'exit', listener: (argument: never) => void) =>
      event === 'message'
        ? child.on('message', listener as (message: unknown) => void)
        : child.on('exit', listener as (code: number) => void),
    send: (message) => child.postMessage(message),
    // SIGTERM may wait for a query that never ends.
    kill: () => void (child.pid === undefined ? child.kill() : process.kill(child.pid, 'SIGKILL')),
  }
}
