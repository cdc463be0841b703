/** Calls about importing: start, watch, cancel, resume, discard. One import at a time. */
import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { refreshSuggestions } from '../analysis/suggestions.ts'
import { auditChange } from '../casefile/write/auditChange.ts'
import { removeSource } from '../casefile/write/purge.ts'
import { type CaseCalls, CaseError, type ImportProgress, type ImportSummary } from '../contract/index.ts'
import { superviseImport } from '../ingest/supervise.ts'
import type { OpenCase } from './openCase.ts'
import type { Emit, Handlers } from './wiring.ts'

export interface ImportRequest {
  readonly path: string
  readonly label: string
}

/** Starts an import into the open case. `done` gives the summary, or rejects with a `CaseError`. */
export function startImport(open: OpenCase, emit: Emit, { path, label }: ImportRequest): { jobId: string; done: Promise<ImportSummary> } {
  if (open.running !== null) throw new CaseError('busy', 'Another import is running. Wait until it has ended, or cancel it.')
  const jobId = randomUUID()
  const { database, path: casePath } = open.file
  const onProgress = (progress: ImportProgress): void => {
    open.progress = progress
    emit('import.progress', progress)
  }
  const { spawnIngest } = open.options
  const running = superviseImport({ jobId, casePath, inputPath: path, label, actor: open.actor, resumeSourceId: null, crashedRuns: [] }, onProgress, spawnIngest)
  open.running = running
  const started = Date.now()
  const settle = (stage: 'finished' | 'failed' | 'cancelled', failure: string | null): void => {
    open.running = null
    const last = open.progress?.jobId === jobId ? open.progress : blankProgress(jobId, label || basename(path))
    onProgress({ ...last, stage, current: '', remainingMs: null, elapsedMs: Date.now() - started, failure })
  }
  const done = running.done.then(
    (summary) => {
      refreshSuggestions(database)
      open.directory.forget()
      settle('finished', null)
      emit('case.changed', { what: 'records' })
      return summary
    },
    (error: unknown) => {
      const { kind, message } = error instanceof CaseError ? error : new CaseError('bug', String(error))
      settle(kind === 'cancelled' ? 'cancelled' : 'failed', message)
      open.directory.forget()
      emit('case.changed', { what: 'records' })
      throw new CaseError(kind, message)
    },
  )
  // Whoever waits hears of a failure; nobody waiting must not end the program.
  done.catch(() => {})
  return { jobId, done }
}

function blankProgress(jobId: string, label: string): ImportProgress {
  return { jobId, sourceId: null, label, stage: 'recognising', current: '', filesDone: 0, filesTotal: 0, bytesDone: 0, bytesTotal: 0, records: 0, elapsedMs: 0, remainingMs: null, failure: null }
}

export function importHandlers(open: OpenCase, emit: Emit): Handlers<Extract<keyof CaseCalls, `import.${string}`>> {
  return {
    'import.start': (request) => ({ jobId: startImport(open, emit, request).jobId }),
    'import.status': () => open.progress,
    'import.cancel': ({ jobId }) => {
      const isRunning = open.running !== null && open.progress?.jobId === jobId
      if (isRunning) open.running?.cancel()
      return { cancelled: isRunning }
    },
    'import.resume': ({ sourceId }) => {
      const source = open.database.prepare('SELECT original_path AS path, label FROM source WHERE id = ?').get(sourceId) as ImportRequest | undefined
      if (source === undefined) throw new CaseError('not-found', `There is no source ${sourceId} in this case.`)
      return { jobId: startImport(open, emit, source).jobId }
    },
    'import.discard': ({ sourceId }) => {
      if (open.running !== null) throw new CaseError('busy', 'An import is running. Wait until it has ended, or cancel it, then discard the source.')
      const source = open.database.prepare('SELECT label, status FROM source WHERE id = ?').get(sourceId) as { label: string; status: string } | undefined
      if (source === undefined) throw new CaseError('not-found', `There is no source ${sourceId} in this case.`)
      if (source.status === 'complete') throw new CaseError('usage', `"${source.label}" was imported whole. Only a source whose import was stopped can be discarded.`)
      removeSource(open.database, sourceId)
      auditChange(open.database, open.actor, 'source discarded', source.label)
      open.directory.forget()
      emit('case.changed', { what: 'records' })
      return { removed: true }
    },
  }
}
