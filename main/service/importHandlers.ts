/** Calls about importing: start, watch, cancel, resume, discard. One import at a time. */
import { randomUUID } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { refreshSourceLinks } from '../analysis/sourceLinks.ts'
import { refreshSuggestions } from '../analysis/suggestions.ts'
import { auditChange } from '../casefile/write/auditChange.ts'
import { createRecordIndexes } from '../casefile/schema/migrate.ts'
import { mendBrokenImport, removeSource } from '../casefile/write/purge.ts'
import { type CaseCalls, CaseError, type ImportProgress, type ImportSummary } from '../contract/index.ts'
import { superviseImport } from '../ingest/supervise.ts'
import { compareWithSets } from './hashSets.ts'
import { openCredentials, type OpenedCredentials } from './keyFiles.ts'
import type { ImportRequest, OpenCase } from './openCase.ts'
import type { Emit, Handlers } from './wiring.ts'

/** Starts an import into the open case. `done` gives the summary, or rejects with a `CaseError`. */
export function startImport(
  open: OpenCase,
  emit: Emit,
  { password, keyFile, ...request }: ImportRequest,
  known: OpenedCredentials | null = null,
): { jobId: string; done: Promise<ImportSummary> } {
  const { path, label, resumeSourceId } = request
  if (open.running !== null) throw new CaseError('busy', 'Another import is running. Wait until it has ended, or cancel it.')
  const credentials =
    known ?? openCredentials({ ...(password === undefined ? {} : { password }), ...(keyFile === undefined ? {} : { keyFile }) })
  const jobId = randomUUID()
  const { path: casePath } = open.file
  const onProgress = (progress: ImportProgress): void => {
    // Whoever gave no label still hears what is being read.
    const named = { ...progress, label: progress.label || basename(path) }
    open.progress = named
    emit('import.progress', named)
  }
  const startedAtMs = Date.now()
  // The case keeps this path for reading source rows later, from wherever the program is started then.
  const job = {
    jobId,
    casePath,
    inputPath: resolve(path),
    label,
    actor: open.actor,
    password: credentials?.password ?? null,
    keyFile: credentials?.keyFile?.toString('base64') ?? null,
    resumeSourceId: resumeSourceId ?? null,
    crashedRuns: [],
  }
  open.refused = null
  onProgress(blankProgress(jobId, label || basename(path)))
  const running = superviseImport(job, onProgress, open.options.spawnIngest)
  const settle = (failure: CaseError | null, summary: ImportSummary | null): void => {
    open.running = null
    const last = open.progress ?? blankProgress(jobId, label || basename(path))
    const stage = failure === null ? 'finished' : failure.kind === 'cancelled' ? 'cancelled' : 'failed'
    onProgress({
      ...last,
      // As it stands on its card.
      label: summary?.label ?? last.label,
      stage,
      current: '',
      remainingMs: null,
      elapsedMs: Date.now() - startedAtMs,
      failure: failure?.message ?? null,
      failureKind: failure?.kind ?? null,
      ...(summary?.alreadyPresent === true ? { presentAs: summary.label } : {}),
    })
    emit('case.changed', { what: 'records' })
  }
  const done = settled(open, running.done).then(
    (summary) => {
      if (credentials !== null) open.readers.remember(summary.sourceId, credentials)
      settle(null, summary)
      return summary
    },
    (error: unknown) => {
      const failure =
        error instanceof CaseError
          ? error
          : new CaseError(
              'bug',
              `The import ended with a fault of the program (${String(error)}). What the case held before is safe; please report this.`,
            )
      // A source is written only after the credentials opened it.
      const sourceId = open.progress?.sourceId ?? null
      if (credentials !== null && sourceId !== null) open.readers.remember(sourceId, credentials)
      if (failure.kind === 'password') open.refused = request
      settle(failure, null)
      throw failure
    },
  )
  open.running = { jobId, done, cancel: () => running.cancel() }
  // Whoever waits hears of a failure; nobody waiting must not end the program.
  done.catch(() => {})
  return { jobId, done }
}

/** What follows the reading process, however it ended: a process that died could not leave the case clean itself. */
async function settled(open: OpenCase, reading: Promise<ImportSummary>): Promise<ImportSummary> {
  try {
    const summary = await reading
    refreshSuggestions(open.database)
    refreshSourceLinks(open.database)
    await compareWithSets(open)
    return summary
  } catch (error) {
    mendBrokenImport(open.database)
    createRecordIndexes(open.database)
    throw error
  } finally {
    open.directory.forget()
  }
}

function blankProgress(jobId: string, label: string): ImportProgress {
  return {
    jobId,
    sourceId: null,
    label,
    stage: 'recognising',
    current: '',
    storesDone: 0,
    storesTotal: 0,
    bytesDone: 0,
    bytesTotal: 0,
    records: 0,
    elapsedMs: 0,
    remainingMs: null,
    failure: null,
  }
}

export function importHandlers(open: OpenCase, emit: Emit): Handlers<Extract<keyof CaseCalls, `import.${string}`>> {
  return {
    'import.start': (request) => ({ jobId: startImport(open, emit, request).jobId }),
    'import.retry': (credentials) => {
      if (open.waitingImport === null) throw new CaseError('not-found', 'No import is waiting for a password. Add the extraction again.')
      return { jobId: startImport(open, emit, { ...open.waitingImport, ...credentials }).jobId }
    },
    'import.status': () => open.progress,
    'import.cancel': ({ jobId }) => {
      const isRunning = open.running?.jobId === jobId
      if (isRunning) open.running?.cancel()
      return { cancelled: isRunning }
    },
    'import.resume': ({ sourceId, ...credentials }) => {
      const source = open.database.prepare('SELECT original_path AS path, label, status FROM source WHERE id = ?').get(sourceId) as
        | { path: string; label: string; status: string }
        | undefined
      if (source === undefined) throw new CaseError('not-found', `There is no source ${sourceId} in this case.`)
      if (source.status === 'complete')
        throw new CaseError('usage', `"${source.label}" was imported whole. There is nothing to go on with.`)
      return {
        jobId: startImport(
          open,
          emit,
          { path: source.path, label: source.label, resumeSourceId: sourceId },
          openCredentials(credentials) ?? open.readers.credentialsOf(sourceId),
        ).jobId,
      }
    },
    'import.discard': ({ sourceId }) => {
      if (open.running !== null)
        throw new CaseError('busy', 'An import is running. Wait until it has ended, or cancel it, then discard the source.')
      const source = open.database.prepare('SELECT label, status FROM source WHERE id = ?').get(sourceId) as
        | { label: string; status: string }
        | undefined
      if (source === undefined) throw new CaseError('not-found', `There is no source ${sourceId} in this case.`)
      if (source.status === 'complete')
        throw new CaseError('usage', `"${source.label}" was imported whole. Only a source whose import was stopped can be discarded.`)
      removeSource(open.database, sourceId)
      refreshSuggestions(open.database)
      refreshSourceLinks(open.database)
      auditChange(open.database, open.actor, 'source discarded', source.label)
      open.directory.forget()
      emit('case.changed', { what: 'records' })
      return { removed: true }
    },
  }
}
