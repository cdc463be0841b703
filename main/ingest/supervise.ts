/**
 * Starts the ingest process and watches it. One that dies is started again and reads the same file once more: whoever
 * killed it may have had reasons that lie outside the file (memory, an administrator). A second death on the same file,
 * or a hang, costs that file: it is left out, and the coverage table says so.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ImportProgress, ImportSummary } from '../contract/index.ts'
import { CaseError } from '../contract/index.ts'
import type { ImportJob, ToChild, ToParent } from './progress.ts'

/** The part of a child process that is needed; Electron's utility process offers the same. */
export interface ChildLike {
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'exit', listener: (code: number | null) => void): unknown
  send(message: unknown): void
  kill(): void
}
export type SpawnIngest = (modulePath: string) => ChildLike

/** No sign of life for this long while parsing means a database that SQLite cannot get out of. */
const SILENCE_LIMIT_MS = 180_000
const MEMORY_LIMIT_MB = 2_048
/** Deaths of the process before the import is given up. */
const MAX_CRASHES = 40

export const forkIngest: SpawnIngest = (modulePath) => {
  const child = fork(modulePath, [], {
    execArgv: [`--max-old-space-size=${MEMORY_LIMIT_MB}`],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  // A message to a process that is just ending fails; its exit says all there is to say.
  child.on('error', () => {})
  return {
    on: (event: string, listener: (argument: never) => void) => {
      // A process that could not be started never exits.
      if (event === 'exit' && child.pid === undefined) child.once('error', listener as (...all: unknown[]) => void)
      return child.on(event, listener as (...all: unknown[]) => void)
    },
    send: (message) => void child.send(message as ToChild),
    kill: () => void child.kill('SIGKILL'),
  }
}

const CHILD_MODULE = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './child.ts' : './child.js', import.meta.url))

export interface RunningImport {
  readonly done: Promise<ImportSummary>
  cancel(): void
}

interface Death {
  readonly run: number
  readonly isHang: boolean
}

/** Runs that hung, or that the process died on twice. */
function runsToLeaveOut(deaths: readonly Death[]): number[] {
  const isTwice = (death: Death): boolean => deaths.some((other) => other !== death && other.run === death.run)
  return [...new Set(deaths.filter((death) => death.isHang || isTwice(death)).map(({ run }) => run))]
}

/** Runs the job to its end. `done` rejects with a `CaseError` that says what happened and what is safe. */
export function superviseImport(
  job: ImportJob,
  onProgress: (progress: ImportProgress) => void,
  spawn: SpawnIngest = forkIngest,
): RunningImport {
  let child: ChildLike | null = null
  let isCancelled = false

  const attempt = (deaths: readonly Death[]): Promise<ImportSummary> =>
    new Promise((resolve, reject) => {
      const started = spawn(CHILD_MODULE)
      child = started
      let currentRun: number | null = null
      let outcome: (() => void) | null = null
      let silence = setTimeout(() => {}, 0)
      let isIndexing = false
      let isSilent = false
      const giveUpWaiting = (): void => {
        isSilent = true
        started.kill()
      }
      const listen = (): void => {
        clearTimeout(silence)
        // Building an index over millions of rows is one long step of our own, not of the evidence.
        if (!isIndexing) silence = setTimeout(giveUpWaiting, SILENCE_LIMIT_MS)
      }
      started.on('message', (raw) => {
        const message = raw as ToParent
        if (message.type === 'progress') isIndexing = message.progress.stage === 'indexing'
        listen()
        if (message.type === 'progress') onProgress(message.progress)
        else if (message.type === 'run') currentRun = message.number
        else if (message.type === 'finished') outcome = () => resolve(message.summary)
        else outcome = () => reject(new CaseError(message.kind, message.message))
      })
      started.on('exit', () => {
        clearTimeout(silence)
        child = null
        if (outcome !== null) outcome()
        else if (isCancelled)
          reject(
            new CaseError(
              'cancelled',
              'The import was stopped. Stores that were read to their end are kept, the one in hand is not: go on with the import or discard it.',
            ),
          )
        else if (currentRun === null || deaths.length >= MAX_CRASHES) {
          reject(
            new CaseError(
              'bug',
              'The reading process ended unexpectedly. What the case held before is safe; the import can be started again.',
            ),
          )
        } else attempt([...deaths, { run: currentRun, isHang: isSilent }]).then(resolve, reject)
      })
      listen()
      started.send({ type: 'start', job: { ...job, crashedRuns: runsToLeaveOut(deaths) } } satisfies ToChild)
    })

  return {
    done: attempt([]),
    cancel: () => {
      isCancelled = true
      child?.send({ type: 'cancel' } satisfies ToChild)
    },
  }
}
