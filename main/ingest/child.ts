/** Entry of the ingest process: takes one job over the process channel, carries it out and ends. */
import type { Database } from 'better-sqlite3'
import { closeCase, openCase } from '../casefile/caseFile.ts'
import { appendAudit } from '../casefile/audit.ts'
import { releaseImport, takeImport } from '../casefile/write/importHolder.ts'
import { mendBrokenImport } from '../casefile/write/purge.ts'
import { CaseError } from '../contract/index.ts'
import { storageFailure } from '../casefile/storageFailure.ts'
import { PasswordError, SourceError } from '../../parsers/sources/extraction.ts'
import { importExtraction } from './importer.ts'
import { type ImportJob, ProgressMeter, type ToChild, type ToParent } from './progress.ts'
import { Cancelled, reasonOf } from './runStore.ts'

/** Electron's utility process has `parentPort`; a forked Node process has `process.send`. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: ToChild }) => void): void
  postMessage(message: ToParent): void
}
const parentPort = (process as NodeJS.Process & { parentPort?: ParentPort }).parentPort

const send = (message: ToParent): Promise<void> =>
  new Promise((resolve) => {
    if (parentPort !== undefined) {
      parentPort.postMessage(message)
      resolve()
    } else if (process.send === undefined) resolve()
    else process.send(message, () => resolve())
  })

const abort = new AbortController()

async function run(job: ImportJob): Promise<void> {
  const file = openCase(job.casePath)
  try {
    if (!takeImport(file.database))
      throw new CaseError('busy', 'Another import is writing to this case. Wait until it has ended, then add this one.')
    await runTaken(file.database, job)
  } catch (error) {
    await send({ type: 'failed', ...failureOf(error), sourceId: null })
  } finally {
    closeCase(file)
  }
}

async function runTaken(database: Database, job: ImportJob): Promise<void> {
  try {
    const meter = new ProgressMeter(job, (progress) => void send({ type: 'progress', progress }))
    const summary = await importExtraction(database, job, {
      meter,
      signal: abort.signal,
      onRun: (sourceId, number) => void send({ type: 'run', sourceId, number }),
    })
    await send({ type: 'finished', summary })
  } catch (error) {
    leaveClean(database, job, error)
    throw error
  } finally {
    releaseImport(database)
  }
}

/** A run that was broken off goes; finished runs stay, and the source says that it is not whole. */
function leaveClean(database: Database, job: ImportJob, error: unknown): void {
  if (database.inTransaction) database.exec('ROLLBACK')
  const left = mendBrokenImport(database)
  if (!(error instanceof Cancelled)) return
  for (const id of left) database.prepare("UPDATE source SET status = 'cancelled' WHERE id = ?").run(id)
  appendAudit(database, job.actor, 'import cancelled', job.inputPath)
}

function failureOf(error: unknown): { kind: 'unreadable' | 'password' | 'busy' | 'cancelled' | 'bug'; message: string } {
  if (error instanceof Cancelled)
    return {
      kind: 'cancelled',
      message:
        'The import was cancelled. Stores that were read to their end are kept, the one in hand is not: go on with the import or discard it.',
    }
  if (error instanceof PasswordError) return { kind: 'password', message: error.message }
  if (error instanceof SourceError) return { kind: 'unreadable', message: error.message }
  if (error instanceof CaseError) return { kind: error.kind === 'busy' ? 'busy' : 'unreadable', message: error.message }
  const storage = storageFailure(error)
  if (storage !== null) return { kind: storage.kind === 'busy' ? 'busy' : 'unreadable', message: storage.message }
  return {
    kind: 'bug',
    message: `The import stopped by a fault of the program (${reasonOf(error)}). What the case held before is safe; please report this.`,
  }
}

/** An orderly exit waits for a key derivation that nobody wants any more; all is closed by now. */
const end = (): void => void (abort.signal.aborted ? process.kill(process.pid, 'SIGKILL') : process.exit(0))

function onMessage(message: ToChild): void {
  if (message.type === 'cancel') abort.abort()
  else
    void run(message.job)
      .catch((error: unknown) => send({ type: 'failed', ...failureOf(error), sourceId: null }))
      // Electron's port may still hold the last message when its process ends at once.
      .finally(() => setTimeout(end, parentPort === undefined ? 0 : 200))
}

// The parent is gone: nobody waits for the result, and the case stays resumable.
process.on('disconnect', () => process.exit(0))
if (parentPort !== undefined) parentPort.on('message', ({ data }) => onMessage(data))
else process.on('message', (message) => onMessage(message as ToChild))
